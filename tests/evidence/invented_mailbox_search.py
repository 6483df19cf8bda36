"""Whole searches for the invented mailboxes: applications, how each went, and all the mail that has nothing to do with them."""

import csv
import io
import json
import random
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from invented_mail import NAMES, WORDS, Application, Mailbox, event, letter, quoted

COURSES = (
    ("rejection",),
    (),
    ("reply", "answer"),
    ("invitation", "answer", "thank_you", "promise", "status_check", "rejection"),
    ("invitation", "answer", "thank_you", "offer", "acceptance"),
    ("invitation", "answer", "withdrawal"),
    ("promise", "closure_request"),
    ("rejection", "feedback_request"),
    ("invitation", "cancelled"),
    ("out_of_office", "invitation", "moved", "thank_you"),
)
OWN = ("status_check", "answer", "thank_you", "acceptance", "withdrawal", "closure_request", "feedback_request")
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def invented_search(
    folder: Path, seed: int, *, applications: int = 60, others: int = 600, languages: str = "en de fr es it pt nl zh"
) -> None:
    """Write search.csv, mail/all.mbox, calendar.ics, linkedin.zip and truth.json into a folder."""
    box = Mailbox(random.Random(seed))
    made = _applications(box, applications, languages.split())
    for one in made:
        _course(box, one)
    _noise(box, made, others)
    _write(box, made, folder)


def _applications(box: Mailbox, number: int, languages: list[str]) -> list[Application]:
    rng, made = box.rng, []
    stems = [f"{stem} {tail}" for stem in NAMES["stems"] for tail in NAMES["tails"]]
    rng.shuffle(stems)
    recruiter = ("Petra Quill", "petra@quillpartners.example")
    for place in range(number):
        language = rng.choice(languages)
        twin = made[-1] if made and rng.random() < 0.12 else None
        stem = stems[place]
        company = twin.company if twin else f"{stem} {rng.choice(NAMES['forms'])}".strip()
        domain = twin.domain if twin else stem.lower().replace(" ", rng.choice(["", "-"])) + ".example"
        language = twin.language if twin else language
        roles = [role for role in NAMES[language]["roles"] if not twin or role != twin.role]
        contact = f"{rng.choice(NAMES['first'])} {rng.choice(NAMES['last'])}"
        style = rng.random()
        address = f"{contact.split()[0].lower()}.{contact.split()[1].lower()}@{domain}"
        if style < 0.1 and not twin:
            contact, address = recruiter
        elif style < 0.2:
            address = f"{contact.split()[0].lower()}{rng.randint(60, 99)}@freemail.example"
        applied = box.moment(START, 0, 120)
        made.append(
            Application(0, company, rng.choice(roles), language, applied, domain, contact, address, rng.random() > 0.06, "Portal")
        )
    for row, one in enumerate([one for one in made if one.in_sheet], 2):
        one.row = row
    return made


def _course(box: Mailbox, one: Application) -> None:
    """How one application went, with all its mail."""
    rng, language = box.rng, one.language
    contact, me = (one.contact, one.address), (box.name, box.me)
    subject = rng.choice(WORDS[language]["subjects"]["outbound"]).format(role=one.role, firm=one.company)
    identity, last_text, last = "", "", one.applied
    if rng.random() < 0.4 and one.in_sheet:
        one.by = "Email"
        last_text = letter(language, one.contact, box.sentence(language, "application", "outbound", one), box.name)
        identity = box.send(one.applied, me, contact, subject, last_text, label=rng.choice(NAMES["sent"]))
        box.holds(one.applied, "application", one, "outbound", known=True)
    else:
        _receipt(box, one)
    if not one.in_sheet:
        return
    theirs = rng.choice(WORDS[language]["subjects"]["inbound"]).format(role=one.role, firm=one.company)
    for step in ["status_check"] * (rng.random() < 0.5) + list(rng.choice(COURSES)):
        at, is_own = box.moment(last, 1.0, 9.0), step in OWN
        if not identity:
            subject = subject if is_own else theirs
        shown = NAMES[language]["reply"] + subject if identity else subject
        text, kind, calendar = _step(box, one, step, at)
        sender, to = (me, contact) if is_own else (contact, me)
        written = letter(language, to[0], text, sender[0])
        full = quoted(language, written, last_text, to[0], last) if last_text and rng.random() < 0.6 else written
        label = rng.choice(NAMES["sent"]) if is_own else "Inbox"
        references = identity if rng.random() < 0.9 else ""
        identity = box.send(at, sender, to, shown, full, label=label, references=references, calendar=calendar)
        _note(box, one, step, at, kind)
        if rng.random() < 0.06 and not is_own:
            _passed_on(box, one, at, shown, written)
        last, last_text = at, written


def _note(box: Mailbox, one: Application, step: str, at: datetime, kind: str) -> None:
    """What is true of one step."""
    more = {"promised": one.promised} if step == "promise" else {}
    if step in ("out_of_office", "cancelled", "moved"):
        more["optional"] = True
    box.holds(at, kind, one, "outbound" if step in OWN else "inbound", **more)


def _receipt(box: Mailbox, one: Application) -> None:
    rng, language = box.rng, one.language
    at = box.moment(one.applied, 0.0, 0.02)
    subject = rng.choice(WORDS[language]["subjects"]["receipt"]).format(role=one.role, firm=one.company)
    system = rng.choice(NAMES["systems"])
    sender = rng.choice(
        [
            (one.company, f"no-reply@{system}"),
            ("Careers", f"noreply@jobs.{one.domain}"),
            (system.split(".")[0].title(), f"notifications@{system}"),
        ]
    )
    text = box.sentence(language, "receipt", "inbound", one)
    more = {} if one.company in text + subject else {"more": f"\n{one.company}"}
    box.send(at, sender, (box.name, box.me), subject, letter(language, box.name, text + more.get("more", ""), one.company))
    box.holds(at, "acknowledgement", one, "inbound", **({} if one.in_sheet else {"starts": True}))


def _step(box: Mailbox, one: Application, step: str, at: datetime) -> tuple[str, str, str]:
    """The text, the event kind and the calendar of one step."""
    rng, language = box.rng, one.language
    person = (one.contact, one.address)
    if step == "promise":
        day = at + timedelta(days=rng.randint(5, 20))
        weeks = rng.randint(1, 4)
        is_day = rng.random() < 0.5
        one.promised = (day if is_day else at + timedelta(weeks=weeks)).date().isoformat()
        named = NAMES[language]["day"].format(d=day.day, n=day.month, m=NAMES[language]["months"][day.month - 1])
        return (
            box.sentence(language, "promise_day" if is_day else "promise_weeks", "inbound", one, day=named, weeks=weeks),
            "reply",
            "",
        )
    kinds = {
        "invitation": "interview_invitation",
        "out_of_office": "acknowledgement",
        "cancelled": "reply",
        "moved": "interview_invitation",
    }
    side = "outbound" if step in WORDS[language]["outbound"] else "inbound"
    wording = {"cancelled": "reply", "moved": "invitation"}.get(step, step)
    text, kind = box.sentence(language, wording, side, one), kinds.get(step, step)
    if step == "invitation" and rng.random() < 0.7:
        one.interview = box.moment(at, 2.0, 8.0)
        one.uid = f"{rng.getrandbits(50):x}@{one.domain}"
        calendar = event(one.uid, one.interview, f"{one.company}: {one.contact}", person)
        box.entries.append(calendar)
        return text, kind, calendar
    if step in ("moved", "cancelled") and one.interview:
        start = one.interview + timedelta(days=1, seconds=1)
        method = "CANCEL" if step == "cancelled" else "REQUEST"
        one.interview = None if step == "cancelled" else start
        return text, kind, event(one.uid, start, f"{one.company}: {one.contact}", person, sequence=1, method=method)
    return text, kind, ""


def _passed_on(box: Mailbox, one: Application, at: datetime, subject: str, text: str) -> None:
    """The message is passed on to a friend, who answers."""
    sent = box.moment(at, 0.1, 0.4)
    friend = ("Lou Morrow", "lou@familypost.example")
    shown = NAMES[one.language]["forward"] + subject
    identity = box.send(
        sent,
        (box.name, box.me),
        friend,
        shown,
        f"FYI\n\n---------- Forwarded message ---------\nFrom: {one.contact}\nSubject: {subject}\n\n{text}",
        label="Sent",
    )
    back = box.moment(sent, 0.1, 0.4)
    box.send(back, friend, (box.name, box.me), f"Re: {shown}", "Exciting! Shall we talk about it at dinner?", references=identity)


def _noise(box: Mailbox, made: list[Application], others: int) -> None:
    rng = box.rng
    for number in range(others):
        at = box.moment(START, 0, 170)
        one = rng.choice(made)
        draw = number % 10
        me = (box.name, box.me)
        if draw < 5:
            subject, text = rng.choice(NAMES["private"])
            box.send(at, (f"{rng.choice(NAMES['first'])} Shop", f"info@shop{number % 40}.example"), me, subject, text)
        elif draw == 5:
            text = f"{one.company} is hiring: {one.role} and 12 more. Apply now!"
            box.send(
                at,
                ("Job Finder", "alerts@jobfinder.example"),
                me,
                f"{one.company}: new jobs",
                text,
                header="List-Unsubscribe: <https://x.example>",
            )
        elif draw == 6:
            box.send(
                at,
                (f"{one.company} News", f"newsletter@{one.domain}"),
                me,
                "Our best offers",
                "We are pleased to offer you 20 % off.",
                header="Precedence: bulk",
            )
        elif draw == 7:
            box.send(
                at,
                me,
                ("Lou Morrow", "lou@familypost.example"),
                "Dinner",
                "Thank you for yesterday! The interview went well, I think.",
                label="Sent",
            )
        elif draw == 8 and number % 3 == 0:
            box.send(
                at,
                (one.contact, one.address),
                me,
                f"Job offer {one.company}",
                "You got the job. Send us your bank details.",
                label="Spam",
            )
        elif number % 4 == 0:
            box.send(
                at,
                me,
                (one.contact, one.address),
                "Draft",
                box.sentence(one.language, "status_check", "outbound", one),
                label="Drafts",
            )
        else:
            box.send(
                at,
                ("Petra Quill", "petra@quillpartners.example"),
                me,
                "Something new",
                box.sentence("en", "opening", "inbound", one),
            )


def _write(box: Mailbox, made: list[Application], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mail").mkdir(exist_ok=True)
    box.messages.sort(key=lambda message: message[0])
    with (folder / "mail" / "all.mbox").open("wb") as file:
        for at, raw in box.messages:
            file.write(
                f"From {at.timestamp():.0f}@xxx {at:%a %b %d %H:%M:%S %Y}\n".encode()
                + raw.replace(b"\nFrom ", b"\n>From ")
                + b"\n\n"
            )
    for one in made:
        if one.interview and one.in_sheet:
            box.truth.append({"at": one.interview.isoformat(), "kind": "interview", "row": one.row, "direction": ""})
    (folder / "calendar.ics").write_text(
        "".join(box.entries) or event("none@x.example", START, "Dentist", ("", "x@x.example")), encoding="utf-8", newline=""
    )
    with (folder / "search.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["Company", "Job Title", "Date Applied", "Applied Via", "Status", "Contact", "Contact Email"])
        for one in made:
            if one.in_sheet:
                shows = one.row % 5 != 0
                sheet.writerow(
                    [
                        one.company,
                        one.role,
                        f"{one.applied:%Y-%m-%d}",
                        one.by,
                        "Applied",
                        one.contact if shows else "",
                        one.address if shows and one.row % 3 else "",
                    ]
                )
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "DATE", "SUBJECT", "CONTENT"])
    rows.writerows(box.linkedin)
    with zipfile.ZipFile(folder / "linkedin.zip", "w") as archive:
        archive.writestr("messages.csv", text.getvalue())
    (folder / "truth.json").write_text(
        json.dumps({"me": [box.me], "mails": len(box.messages), "events": box.truth}, ensure_ascii=False, indent=1),
        encoding="utf-8",
    )
