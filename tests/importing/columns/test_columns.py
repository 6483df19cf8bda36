"""What headers mean: every spelling of the survey, its siblings in five languages, and headers whose cells decide."""

import io

import pytest

import followup_analytics as fa
from followup_analytics.importing.columns.header_words import meaning_of, nearest_spellings
from followup_analytics.importing.read import read_sheet
from followup_analytics.importing.words.word_lists import header_meanings, meanings_of_columns

# Headers of the surveyed sheets, as they stand there.
SURVEYED = {
    "company": ["Company", "company", "Company Name", "company_name", "COMPANY", "Organization", "Entreprise", "Firma",
                "公司名称", "name"],
    "role": ["Job Title", "Role", " Job Title", "JOB TITLE", "Jobtitel", "JobTitle", "Position Title", "Role name", "岗位"],
    "applied": ["Date Applied", "Applied Date", "date_applied", "application-date", "Applied On", "applied_at",
                "appliedDate", "DateApplied",
                "Date Submitted", "Einreichdatum", "投递时间"],
    "date": ["Date", "DATE ", "timestamp", "activity_date", "date_sort"],
    "status": ["Status", "Application Status", "Result", "stage", "Current Stage", "Outcome", "current_status",
               "Likelihood of Hiring", "当前状态"],
    "link": ["Job Url", "job_url", "Link", "Job Link", "Application URL", "External Job link", "Link to Job Req", "岗位链接"],
    "notes": ["Notes", "Notes ", "Comments", "备注"],
    "place": ["Location", "LOCATION", "Adresse", "city", "region", "Work Location", "工作地点"],
    "source": ["source", "Source", "application_site", "Job Portal", "JobSource", "Source/Referral (i.e. mutual contact)"],
    "medium": ["channel", "Channel", "route", "Method Contacted", "投递渠道"],
    "contact": ["Contact Person", "contact_name", "CONTACT NAME", "Point of contact", "HR Name", "Recruiter Name",
                "named_contact"],
    "contact_and_title": ["Contact Name and Title"],
    "contact_email": ["Contact Email", "RecruiterEmail", "Reference Contact Email"],
    "interview": ["Interview Date", "1st Interview", "First Round", "Final Interview", "interview_count", "Onsite",
                  "Recruiter Chat",
                  "Kennenlerngespräch", "Zweitgespräch", "Technical Interview", "interview-date", "Interviews", "Tech Screen"],
    "test": ["Coding Challenge", "Tech Exam"],
    "application_id": ["id", "ID", "Application ID", "application_num", "RecordID"],
    "row_number": ["#", "Index", "No.", "Nr."],
    "requisition": ["Job ID", "Req ID", "ReqID_JobID"],
    "document": ["Resume Name", "Cover Letter / Resume", "cv_file", "Fichier_PDF"],
    "pay": ["Salary", "Salary/Rate", "salary_low", "estimated_ctc_lpa", "Offer Details"],
    "found": ["created_at", "createdAt", "Date Posted", "Date_creation", "Saved Date", "DateFirstSeen", "scraped_at"],
    "plan": ["Follow-Up Date", "FollowUpDue", "Next Follow-up", "Reminder Date", "Next Step", "Deadline", "due_on",
             "Follow Up?"],
    "last_change": ["Last Updated", "updated_at", "Last Action", "contacted_date", "最后更新时间", "Date Archived"],
    "status_date": ["Status Date", "StatusDate"],
    "response_date": ["Response Date", "response_date"],
    "ended": ["end-date", "outcome_date", "Gesprächsabschluss", "Denied Date", "Date Closed"],
    "elapsed": ["Days Since Applied", "Bewerbungsdauer", "Time Period", "no_response_days"],
    "work_mode": ["in_person_hybrid_remote", "remote_policy", "workplaceType", "ONSITE/REMOTE"],
    "no_answer": ["No Answer", "Ghosted"],
    "rejection": ["Rejected", "Is Denied", "No Offer"],
    "offer_declined": ["Offer Declined", "offer_declined"],
    "personal": ["Contact Phone Number", "Question And Answers", "Recruiter Phone"],
    "company_type": ["企业性质", "Company type", "org_type"],
}  # fmt: skip
SIBLINGS = {
    "company": ["Name of the company", "Unternehmen", "Arbeitgeber", "Société", "Empresa", "公司"],
    "role": ["Stelle", "Poste", "Puesto", "职位", "Intitulé du poste"],
    "applied": ["Date of application", "Beworben am", "Envoyée le", "Fecha de envío", "Submitted on", "投递日期",
                "Application sent on"],
    "interview": ["Date of 2nd interview", "Interview #3", "Interview 2 date", "6th interview", "Technical interview date",
                  "Entretien le",
                  "Fecha entrevista", "Vorstellungsgespräch am", "面试时间"],
    "thank_you": ["Thank-you sent", "Thank you note sent", "Dankesmail am", "Remerciement envoyé le",
                  "Agradecimiento enviado", "感谢信"],
    "status_check": ["Followed up on", "Follow-up sent", "Nachgefragt am", "Relances envoyées le", "Seguimiento enviado",
                     "Last follow-up"],
    "plan": ["Follow-up due", "Wiedervorlage", "Prochaine relance", "Próximo paso", "截止日期", "Relancer le"],
    "rejection": ["Rejection date", "Absage am", "Refus le", "Fecha de rechazo", "Date rejected"],
    "offer": ["Offer date", "Angebot am", "Offre reçue le", "Fecha de oferta"],
    "reply_expected_by": ["Reply expected by", "Answer promised by", "Antwort bis", "Réponse attendue le",
                          "Respuesta esperada"],
    "response_date": ["Heard back on", "Antwort am", "Réponse reçue le", "Fecha de respuesta", "Date of reply"],
    "acknowledgement": ["Confirmation date", "Eingangsbestätigung", "Accusé de réception"],
    "medium": ["Canal", "Beworben über", "Bewerbungsweg", "Applied via"],
    "status": ["Estado", "Statut", "Stand der Bewerbung", "状态", "Etapa"],
    "event": ["Event", "Ereignis", "Événement", "Evento", "What happened"],
    "country": ["Country", "Land", "Pays", "País"],
    "timezone": ["Time zone", "Zeitzone", "timezone"],
    "urgent": ["Urgent", "Dringend"],
    "stated_process": ["Stated process", "stated_process"],
    "preferred_medium": ["Preferred medium", "preferred_medium"],
    "culture": ["Culture", "Kultur"],
}  # fmt: skip
JOINED = {
    "company": ["Firma/Arbeitgeber", "Hospital/Facility", "Target Company", "Employer contacted", "Company or agency", 
                "Empresa/Institución", "School District", "公司/单位"],
    "role": ["Position/Stelle", "Programme", "Graduate scheme", "Ausbildungsberuf", "Búsqueda", "Puesto solicitado"],
    "applied": ["Fecha de envío del CV", "Date envoi CV", "CV sent on", "Date Resume Sent"],
    "status_check": ["Follow-Up Call Made"],
    "medium": ["投递平台"],
    "plan": ["Next Action Due", "Follow-up date", "Deadline to apply"],
    "": ["Date/Company", "Not / Company", "Target date of moving house"],
}  # fmt: skip
CASES = [(header, meaning) for table in (SURVEYED, SIBLINGS, JOINED) for meaning, headers in table.items() for header in headers]


@pytest.mark.parametrize(("header", "meaning"), CASES)
def test_a_header_means_what_it_says(header: str, meaning: str) -> None:
    assert meaning_of(header, {}).meaning == meaning


@pytest.mark.parametrize("header", ["Gizmo", "Foo bar", "Lieblingsfarbe", "xyz", "状"])
def test_a_header_that_nobody_can_know_means_nothing(header: str) -> None:
    assert meaning_of(header, {}).meaning == ""


def _meaning(header: str, cells: list[str]) -> str:
    rows = "".join(f'C{i},2026-01-0{i + 1},"{cell}"\n' for i, cell in enumerate(cells))
    columns = read_sheet(io.StringIO(f"Company,Date Applied,{header}\n{rows}")).columns
    return str(columns.set_index("header").loc[header.strip(), "meaning"])


@pytest.mark.parametrize(
    ("header", "cells", "meaning"),
    [
        ("Phone", ["2026-02-01", "2026-02-05"], "interview"),
        ("Phone", ["+1 555 0100", "+1 555 0199"], "personal"),
        ("Recruiter", ["2026-02-01", ""], "interview"),
        ("Recruiter", ["Ada Quennell", "Dov Harrim"], "contact"),
        ("Source", ["LinkedIn", "Indeed"], "source"),
        ("Source", ["https://jobs.example/1", "https://jobs.example/2"], "link"),
        ("Outcome", ["Rejected", "Offer"], "status"),
        ("Outcome", ["They thanked me and closed the file.", "A long talk about nothing much"], "notes"),
        ("Response", ["Rejection", "Auto-reply"], "response"),
        ("Response", ["2026-02-01", "2026-02-03"], "response_date"),
        ("Offer", ["2026-02-01", ""], "offer"),
        ("Offer", ["62000", "58000"], "pay"),
        ("CV sent", ["2026-02-01", "2026-02-03"], "applied"),
        ("CV sent", ["yes", "yes"], "document"),
        ("Follow-up call", ["2026-02-01", "2026-02-03"], "status_check"),
        ("Follow-up call", ["needed", "later"], "plan"),
    ],
)
def test_the_cells_decide_where_a_header_means_several_things(header: str, cells: list[str], meaning: str) -> None:
    found = _meaning(header, cells)
    assert found == meaning or (meaning == "applied" and found == "")  # the other column tells the day already


def test_one_spelling_has_one_meaning_in_the_lists() -> None:
    assert set(header_meanings().values()) <= set(meanings_of_columns())


def test_an_unknown_header_is_told_with_the_nearest_known_ones() -> None:
    problems = fa.read_log(io.StringIO("Company,Date Applied,Recruitr agencyy\nAcme,2026-01-02,x\n")).problems
    [problem] = problems["problem"]
    assert problem.startswith("an unknown header (nearest: ")


def test_a_mistyped_header_is_read_and_told() -> None:
    log = fa.read_log(io.StringIO("Compnay,Date Aplied\nAcme,2026-01-02\n"))
    assert list(log.applications["company"]) == ["Acme"]
    assert list(log.problems["consequence"]) == ["taken as company", "taken as applied"]


def test_of_two_columns_of_one_meaning_the_fuller_one_counts_and_the_other_is_told() -> None:
    log = fa.read_log(io.StringIO("Company,Location,Location,Employer,Applied\nAcme,A,B,,2026-01-02\n"))
    assert list(log.applications["company"]) == ["Acme"]
    assert list(log.problems["problem"]) == ["'Company' tells the company already"]


def test_the_nearest_spellings_are_known_ones() -> None:
    assert nearest_spellings("rejcted", ["rejected", "accepted"])[0] == "rejected"


@pytest.mark.parametrize("header", ["Heard back?", "Response", "Any reply?", "Respuesta", "Réponse", "是否回复"])
@pytest.mark.parametrize("no", ["No", "nein", "Non", "not yet", "No, nothing"])
def test_no_answer_yet_is_no_rejection(header: str, no: str) -> None:
    log = fa.read_log(io.StringIO(f'Company,Date Applied,{header}\nAcme,2026-01-02,"{no}"\n'))
    assert list(log.applications["status"]) == ["active"]


def test_the_column_that_says_company_is_the_company() -> None:
    log = fa.read_log(io.StringIO("Client,Target Company,Date Applied\nAda Q.,Acme,2026-01-02\n"))
    assert list(log.applications["company"]) == ["Acme"]


def test_a_lone_unknown_text_and_unknown_days_are_questions() -> None:
    log = fa.read_log(io.StringIO("Company,Gizmo,Date Applied,Blorp\nA,Baker,2026-01-02,2026-01-09\nB,Cook,2026-01-03,\n"))
    assert list(log.problems.loc[log.problems["column"].isin(["Gizmo", "Blorp"]), "severity"]) == ["question", "question"]
