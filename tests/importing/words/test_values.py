"""What cells say: states, events, media, levels, flags and placeholders."""

import pytest

from followup_analytics.importing.words.cell_values import (
    STATUS_MEANINGS,
    cleaned,
    event_kind,
    flag,
    level_of,
    medium_of,
    seniority_of,
    status_meanings,
    strongest,
)
from followup_analytics.importing.words.status_phrases import stated_fact
from followup_analytics.importing.words.word_lists import lexicon
from followup_analytics.vocabulary import EVENT_KINDS, MEDIA, STATUSES

# The words of the survey, verbatim, by the status of the log that they mean ("wish": no application; "": they do not say).
STATES = {
    "wish": ["Not Started", "Working on", "Have Not Applied", "Draft", "drafted", "SAVED", "open", "identified", "lead",
             "watch", "found",
             "target_via_relationship", "Opportunity", "Not Contacted", "À envoyer", "Entwurf", "未投递", "Por enviar",
             "Bookmarked"],
    "active": ["Applied", "APPLIED", "🟡 Applied", "Submitted", "Submitted - Pending Response", "Pending",
               "Awaiting Response", "🕒 Waiting",
               "📧 Email Sent", "In Bearbeitung", "In Progress", "Active", "ongoing", "Re-Applied With Updated Resume",
               "已投递", "池子",
               "Acknowledged", "ApplicationConfirmation", "Application Update", "Sent Follow Up Email", "Follow-up",
               "Requires Followup",
               "No Response: Sent Email", "Followed Up on Job Application", "Initial Response/Contact from Company",
               "Recruiter reply",
               "CV retained", "Keep in touch", "Internal referral", "Employer replied - check", "On Hold", "En cours",
               "En proceso",
               "On Hold - No Clear Next Steps", "Envoyée", "Enviada", "No response yet", "waiting for offer"],
    "interviewing": ["Screening", "🔵 Screening Call", "Phone Screen", "technical phone screen", "Recruiter Chat",
                     "Kennenlerngespräch",
                     "Online Assessment", "Coding Challenge", "take home assignment", "Assessment Centre", "笔试",
                     "Interview", "INTERVIEWING",
                     "First Round", "Final Round Interview", "🟢 Final Round", "onsite", "Reference check", "Zweitgespräch",
                     "一面", "技术面",
                     "phone screen request", "InterviewRequest", "First Interview Scheduled (phone)",
                     "40% - Strong First Round Interviews",
                     "Third Interview Completed (in-person)", "Entretien", "Entrevista", "Stage two - skills check"],
    "offer": ["Offer", "⭐ Offer", "Offer Received", "Offer Extended - In Progress", "Negotiating", "Selected",
              "Offer 4 Interview",
              "Offre reçue", "Oferta", "Angebot", "OFFER!!!"],
    "accepted": ["Accepted!", "Offer Accepted", "accept offer", "Acceptée", "angenommen", "Contratada"],
    "rejected": ["Rejected", "REJECTED", "❌ Rejected", "Rejection :(", "reeejected", "Denied ", "denied",
                 "Denied 1 Interview", "abgesagt",
                 "Rejected After Screening", "No Offer", "No Current Opportunity", "No current opening",
                 "Application Closed", "Closed",
                 "Definitive no", "Specific mismatch", "Sorry", "Closed - Rejected or Opportunity No Longer Available",
                 "Refusée", "refus",
                 "rechazada ", "已拒绝", "Absage", "Rejected (after 2nd round)"],
    "closed": ["Ghosted", "Ghosted 2 Interview", "No Response", "No Answer", "Rejected - No Response", "Sans réponse",
               "Sin respuesta",
               "Position Canceled", "Positioned Canceled 1 Interview", "Job Req Removed/Deactivated",
               "Role Filled / Closed", "Expired",
               "Suspected Ghost Job", "Poste supprimé", "keine Antwort", "无回复"],
    "withdrawn": ["Withdrawn", "I said no", "I said no 1 Interview", "self rejection", "Not Pursued", "Not For Me",
                  "Offer Declined",
                  "Rescinded Application (Self) / Decided not a good fit", "Offer Extended - Did Not Accept", "Désistement",
                  "Me retiré",
                  "Offre refusée par moi", "zurückgezogen"],
    "": ["Other", "Unclear", "Promising", "Low Signal", "NeedsReview", "see portal", "Closed by Robin", "purple",
         "not rejected", "💜"],
}  # fmt: skip


@pytest.mark.parametrize(("word", "status"), [(word, status) for status, words in STATES.items() for word in words])
def test_a_status_word_means_what_it_says(word: str, status: str) -> None:
    assert STATUS_MEANINGS.get(strongest(status_meanings(word)), "") == status


KINDS = {
    "application": ["applied", "Submitted Job Application", "Beworben", "Candidature envoyée", "投递"],
    "acknowledgement": ["ApplicationConfirmation", "Automatic confirmation", "Eingangsbestätigung", "Auto-reply"],
    "reply": ["Initial Response/Contact from Company", "Personal reply", "take home assignment",
              "Code Challenge Sent from Company"],
    "interview_invitation": ["phone screen request", "onsite request", "First Interview Scheduled (phone)",
                             "InterviewRequest", "Einladung"],
    "interview": ["phone screen", "technical phone screen", "onsite", "Second Interview Completed (in-person)",
                  "INTERVIEW WITH HIRING MANAGER",
                  "FINAL INTERVIEW - PANEL", "Entretien technique", "一面"],
    "status_check": ["Followed Up on Job Application", "Follow-up message sent", "Relance", "Nachgefragt"],
    "thank_you": ["Thank you email sent", "Dankesmail"],
    "answer": ["take home submission", "Code Challenge Completed and Submitted"],
    "connection_request": ["LinkedIn Contact Request", "Connection request sent"],
    "offer": ["offer", "Offer Extended", "Zusage"],
    "rejection": ["rejection", "Rejection", "Closed - Rejected or Opportunity No Longer Available", "Absage", "拒信"],
    "withdrawal": ["self rejection", "Offer declined", "Désistement"],
    "acceptance": ["accept offer", "Offer Accepted"],
    "": ["frobnicated", "Blue"],
}  # fmt: skip


@pytest.mark.parametrize(("word", "kind"), [(word, kind) for kind, words in KINDS.items() for word in words])
def test_an_event_word_means_its_kind(word: str, kind: str) -> None:
    assert event_kind(word) == kind


MEDIA_CASES = {
    "linkedin": ["LinkedIn", "Linkedin", "LinkedIn ", "LinkedIn Easy Apply", "LinkedIn Message", "LinkedIn Contact Request",
                 "领英"],
    "email": ["E-mail", "Email", "Direct Email", "Cold Email", "Courriel", "Correo", "mail"],
    "portal": ["Indeed", "Zip Recruiter", "ZipRecruiter", "Carrer site", "Company careers site", "Company Site",
               "Handshake", "Workday",
               "France-Emploi (site)", "InfoEmpleo (web)", "Site de l'entreprise", "官网投递", "YC Work at Startup", "AngelList",
               "Company website & Networking", "招聘软件投递", "indeed.com"],
    "phone": ["Phone", "phone call", "Telefon", "Anruf"],
    "video": ["Video", "Zoom"],
    "in_person": ["In-person", "job fair", "Salon de l'emploi", "线下招聘会投递"],
    "other": ["Referral", "Referido", "Networking, recruiter reached out", "内部推荐", "其他", "recruiter"],
    "": ["Speculative Outreach", "https://jobs.example/1", ""],
}  # fmt: skip


@pytest.mark.parametrize(("text", "medium"), [(text, medium) for medium, texts in MEDIA_CASES.items() for text in texts])
def test_a_medium_is_known_in_any_spelling(text: str, medium: str) -> None:
    assert medium_of(cleaned(text)) == medium


def test_a_medium_that_nobody_can_know_is_not_guessed() -> None:
    assert medium_of("Zorblatt") is None


TITLES = {
    "intern": ["Systems Engineer Internship", "Intern, QA Engineer", "2026 Internship - Cloud Engineer",
               "Werkstudent Controlling (m/w/d)",
               "Prácticas - Programadora Java", "数据分析师（实习）",
               "Frontend Developer Intern (Summer 2026)", "Stagiaire marketing"],
    "entry": ["Junior Data Analyst", "Graduate DevOps Engineer", "Associate HR Generalist", "Responsable éditoriale junior",
              "Jr. Buyer"],
    "senior": ["Senior BI Developer", "Sr. Data Engineer", "Sr Data Engineer", "Chef de projet senior",
               "Técnico de soporte sénior",
               "Senior Product Manager", "高级会计"],
    "lead": ["Lead Web Analyst", "Database Administrator Lead", "Tech Lead", "Teamleiter Vertrieb"],
    "manager": ["Engineering Manager", "Manager, Data Platform", "Abteilungsleiter Einkauf"],
    "director": ["Director, Insight", "Head of Platform", "Directora de operaciones", "Director of Procurement"],
    "executive": ["VP Engineering", "Chief Technology Officer", "Geschäftsführerin", "Managing Director"],
    "": ["Business Analyst", "Key Account Manager", "Product Manager", "Programme Manager", "Executive Assistant",
         "Senior Lead Engineer",
         "Senior Intern", "BI Developer 2", "HR Generalist II", "Lead Generation Specialist", "Internal Auditor",
         "Research Associate",
         "Working student, CEO Office Manager Director", "产品经理", "Chargé d'études", ""],
}  # fmt: skip


@pytest.mark.parametrize(("title", "level"), [(title, level) for level, titles in TITLES.items() for title in titles])
def test_a_title_tells_its_level_or_nothing(title: str, level: str) -> None:
    assert seniority_of(title) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [("Senior", "senior"), ("Entry level", "entry"), ("Mid", "mid"), ("purple", None), ("Director", "director")],
)
def test_a_column_of_levels_is_read(text: str, level: str | None) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "N/A",
        "n/a",
        "-",
        "–",
        "TBD",
        "待定",
        "unknown",
        "none named",
        "(blank)",
        " ",
        "NaN",
        "#N/A",
        "k.A.",
        "Not provided in the email.",
        "Not specified",
        "not mentioned in the advert",
        "nicht angegeben",
        "non précisé",
        "No especificado en el correo",
        "não informado",
        "non specificato",
        "niet vermeld",
        "未提供",
    ],
)
def test_a_placeholder_is_an_empty_cell(text: str) -> None:
    assert cleaned(text) == ""


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('=HYPERLINK("https://a.example/1","Data ""X"" Analyst")', 'Data "X" Analyst'),
        ('=HYPERLINK("https://a.example/1";"Einkäufer")', "Einkäufer"),
        ("[Acme](https://a.example)", "Acme"),
        ("  Acme\xa0", "Acme"),
        ("Acme (https://a.example/x?y=1)", "Acme"),
        ("Not For Profit Manager", "Not For Profit Manager"),
        ("Unknown Worlds", "Unknown Worlds"),
    ],
)
def test_a_cell_is_what_it_shows(text: str, inside: str) -> None:
    assert cleaned(text) == inside


@pytest.mark.parametrize(
    ("text", "ticked"),
    [("yes", True), ("✓", True), ("ja", True), ("nein", False), ("FALSE", False), ("3", True), ("0", False), ("soon", None)],
)
def test_a_flag_is_ticked_or_not(text: str, ticked: bool | None) -> None:
    assert flag(text) is ticked


def test_the_lists_speak_the_log_s_own_words() -> None:
    assert set(lexicon("kinds").phrases.values()) <= set(EVENT_KINDS)
    assert set(lexicon("media").phrases.values()) <= {*MEDIA, "unstated"}
    assert set(lexicon("statuses").phrases.values()) <= set(STATUS_MEANINGS)
    assert set(STATUS_MEANINGS.values()) <= {"", "wish", *STATUSES}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Rechazada, piden inglés avanzado", "rejected"),
        ("Turned it down, money too low", "withdrawn"),
        ("Interview - rejected", "rejected"),
        ("Stelle schon vergeben", "position_gone"),
        ("已拒", "rejected"),
        ("Phone interview scheduled", "invited"),
        ("Start Monday trial, then no", "unclear"),
        ("Called, left a message", ""),
        ("Offer received, perhaps", ""),
        ("Interview (they rejected my colleague)", ""),
        ("Closed by Robin", ""),
        ("Rejected, but they changed their minds", ""),
    ],
)
def test_a_comment_changes_no_state_and_a_doubt_leaves_it_open(text: str, fact: str) -> None:
    assert stated_fact(text) == fact


@pytest.mark.parametrize("text", ["I should call them about the open day", "Talk to Bob about his offer", "Lovely people there"])
def test_a_sentence_is_no_state(text: str) -> None:
    assert stated_fact(text) == ""
