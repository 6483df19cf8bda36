"""Words: mistyped and decorated statuses, titles of three languages, columns that a user adds, pages with the header again."""

import datetime as dt
import random

from stories import stories
from writing import Sheet

DAY = dt.timedelta(days=1)


def mistyped_status(folder, rng):
    """Typing errors, emojis, two facts in one value, and words that nobody can know."""
    sheet = Sheet(
        "mistyped_status",
        ["typing errors", "emojis", "two facts in one value", "words that nobody can know have to be reported"],
        ambiguous="On hold lies between active and closed (status_also). A typing error may be read, or be reported (or_told).",
    )
    sheet.header("company", "position", "applied on", "status", "link")
    seen = [
        ("Aplied", "active", [], False),
        ("✉️ sent", "active", [], False),
        ("Rejceted", "rejected", [], False),
        ("❌ rejected after 2nd round", "rejected", [], False),
        ("Intervew 2", "interviewing", [], False),
        ("👻 ghosted", "closed", [], False),
        ("🎉 OFFER!!!", "offer", [], False),
        ("¯\\_(ツ)_/¯", "active", [], True),
        ("Applied - awaiting reply", "active", [], False),
        ("reject (no reason given)", "rejected", [], False),
        ("Interviewed, then rejected", "rejected", [], False),
        ("⏸ On hold", "active", ["closed", "interviewing"], False),
        ("Rejected - no response", "closed", [], False),
        ("Withdrew my application", "withdrawn", [], False),
        ("NO", "rejected", ["active"], False),
        ("purple", "active", [], True),
        ("Acepted!", "accepted", [], False),
        ("interviewing (3/4 rounds)", "interviewing", [], False),
        ("rejected / position filled internally", "rejected", ["closed"], False),
        ("✅ applied, 📞 phone screen done", "interviewing", [], False),
    ]
    for (word, status, other, report), s in zip(seen, stories(rng, len(seen), dt.date(2026, 1, 8)), strict=True):
        mistyped = word in ("Rejceted", "Intervew 2", "Acepted!")
        sheet.entry(
            [s.company, s.role, f"{s.applied:%Y-%m-%d}", word, ""],
            status=status,
            events=s.first,
            status_also=["active"] if mistyped else other,
            report=report,
            or_told=mistyped,
            **s.name,
        )
    sheet.text(folder)


MIXED_TITLES = [
    ("Praktikum Finanzen (80-100%)", "intern"),
    ("Sachbearbeiter Export", None),
    ("Stagiaire marketing", "intern"),
    ("Junior-Buchhalterin", "entry"),
    ("Directeur financier (H/F)", "director"),
    ("Ingénieure qualité", None),
    ("Becario de logística", "intern"),
    ("Directora de ventas", "director"),
    ("Werkstudent IT", "intern"),
    ("Vertriebsdirektor", "director"),
    ("Ingeniero senior de procesos", "senior"),
    ("Comptable débutant", "entry"),
    ("Técnico de calidad", None),
    ("Geschäftsführerin", "executive"),
    ("Secretaria bilingüe", None),
    ("Senior Einkäuferin", "senior"),
]


def titles_of_three_languages(folder, rng):
    """A Swiss log: German headers, titles in German, French and Spanish, day first with slashes."""
    sheet = Sheet(
        "titles_of_three_languages",
        ["seniority from German, French and Spanish titles", "dd/mm/yyyy", "Swiss words (pendent)", "semicolons"],
    )
    sheet.header("Betrieb", "Funktion", "Abgeschickt am", "Stand", "Arbeitsort", "Bemerkungen")
    words = {
        "rejected": "Absage",
        "offer": "Angebot erhalten",
        "accepted": "Angebot angenommen",
        "declined": "Angebot abgelehnt",
        "withdrawn": "zurückgezogen",
        "ghosted": "keine Antwort",
        "cancelled": "Stelle besetzt",
    }
    for s in stories(rng, 16, dt.date(2025, 10, 13), titles=MIXED_TITLES, pace=(2, 9)):
        stand = words.get(s.end, "Vorstellungsgespräch" if s.interviews else "pendent")
        sheet.entry(
            [s.company, s.role, f"{s.applied:%d/%m/%Y}", stand, "Olten", ""],
            status=s.status,
            events=s.first,
            status_also=["closed"] if s.end == "declined" else ["rejected"] if s.end == "cancelled" else [],
            **s.name,
        )
    sheet.text(folder, delimiter=";", encoding="utf-8-sig", newline="\r\n")


KINDS = [
    ("Start-up", "startup"),
    ("Agency", "agency"),
    ("Non-profit", "nonprofit"),
    ("Public sector", "public_sector"),
    ("Enterprise", "enterprise"),
    ("", ""),
]
ZONES = [("US", "America/New_York"), ("DE", "Europe/Berlin"), ("GB", "Europe/London")]


def added_columns(folder, rng):
    """Columns that the package asks for and nobody has: kind of company, culture, urgency, zone, medium, contact."""
    sheet = Sheet(
        "added_columns",
        [
            "company type, culture, urgent, country, time zone, preferred medium, contact",
            "a time late at night in the row's own zone",
        ],
    )
    sheet.header(
        "Company",
        "Role",
        "Date applied",
        "Company type",
        "Culture",
        "Urgent",
        "Country",
        "Time zone",
        "Preferred medium",
        "Reply expected by",
        "Contact",
        "Contact's title",
        "Contact e-mail",
        "Status",
    )
    for number, s in enumerate(stories(rng, 14, dt.date(2026, 2, 2))):
        if s.end not in ("rejected", "offer"):
            s.end, s.interviews = "open", []
        kind, country, culture = KINDS[number % 6], ZONES[number % 3], ["formal", "informal", ""][number % 3]
        urgent, medium = (
            ["yes", "no", ""][number % 3],
            [("E-mail", "email"), ("Phone", "phone"), ("LinkedIn", "linkedin")][number % 3],
        )
        person = ["Ada Quennell", "Dov Harrim", ""][number % 3]
        mail = f"{person.split()[0].lower()}@firm{number}.example" if person else ""
        status = {"rejected": "Rejected", "offer": "Offer"}.get(s.end, "Applied")
        read = {
            "company_type": kind[1],
            "culture": culture,
            "urgent": urgent == "yes",
            "country": country[0],
            "timezone": country[1],
            "preferred_medium": medium[1],
            "contact": person,
            "contact_email": mail,
        }
        sheet.entry(
            [
                s.company,
                s.role,
                f"{s.applied:%Y-%m-%d} {['23:40', '08:15', '00:20'][number % 3]}",
                kind[0],
                culture,
                urgent,
                *country,
                medium[0],
                f"{s.applied + 14 * DAY:%Y-%m-%d}",
                person,
                "Recruiter" if person else "",
                mail,
                status,
            ],
            status=s.status,
            events=s.first,
            also_read=read,
            **s.name,
        )
    sheet.text(folder)


def pages_with_header(folder, rng):
    """A print-out typed back: a page line and the header again, in capitals, after every eight rows."""
    sheet = Sheet(
        "pages_with_header",
        [
            "the header again on each page, in capitals",
            "page lines",
            "an exact duplicate over a page's end",
            "Date Closed beside the result",
        ],
    )
    names = ["Organization", "Job Title", "Date Submitted", "Result", "Date Closed"]
    sheet.header(*names)
    words = {
        "rejected": "Not selected",
        "offer": "Offer received",
        "accepted": "Offer accepted",
        "declined": "Declined offer",
        "withdrawn": "Withdrawn",
        "ghosted": "No response",
        "cancelled": "Position cancelled",
    }
    cells: list = []
    for number, s in enumerate(stories(rng, 22, dt.date(2025, 11, 3))):
        if number and number % 8 == 0:
            sheet.skip("page line", f"Page {number // 8 + 1}", "", "", "", "")
            sheet.skip("repeated header", *[name.upper() for name in names])
            if number == 8:
                sheet.skip("duplicate", *cells)
        events, also = list(s.first), []
        if s.end in ("rejected", "withdrawn", "offer"):
            events.append((s.ended, {"rejected": "rejection", "withdrawn": "withdrawal", "offer": "offer"}[s.end]))
        elif s.end in ("accepted", "declined"):
            also = [(s.ended, kind) for kind in ("offer", "acceptance", "withdrawal", "reply")]
        elif s.end == "cancelled":
            also = [(s.ended, "rejection"), (s.ended, "reply")]
        cells = [
            s.company,
            s.role,
            f"{s.applied:%m/%d/%Y}",
            words.get(s.end, "Interviewing" if s.interviews else "Pending"),
            f"{s.ended:%m/%d/%Y}" if s.ended else "",
        ]
        sheet.entry(
            cells,
            status=s.status,
            events=events,
            events_also=also,
            status_also=["closed"] if s.end == "declined" else ["rejected"] if s.end == "cancelled" else [],
            **s.name,
        )
    sheet.text(folder)


SHEETS = [mistyped_status, titles_of_three_languages, added_columns, pages_with_header]


def make(folder) -> None:
    for number, sheet in enumerate(SHEETS):
        sheet(folder, random.Random(600 + number))
