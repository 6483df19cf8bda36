"""Invented firms, titles and histories: what happened, before a sheet tells its part of it."""

import datetime as dt
import random
from dataclasses import dataclass, field

FIRST = [
    "Brindle",
    "Quarrow",
    "Tessel",
    "Hollin",
    "Skarn",
    "Ullo",
    "Osker",
    "Fawl",
    "Dunnock",
    "Gretch",
    "Yarrel",
    "Wexle",
    "Thrup",
    "Navvi",
    "Pelk",
    "Corrin",
    "Addle",
    "Mossen",
]
SECOND = ["cote", "gate", "moor", "scar", "lathe", "beck", "stow", "hurst", "combe", "wade", "tarn", "fleet"]
TRADE = ["Foods", "Systems", "Bank", "Logistics", "Clinics", "Press", "Water", "Robotics", "Schools", "Textiles", "Tools", ""]
ENGLISH = [
    ("Data Analyst", None),
    ("Senior Data Analyst", "senior"),
    ("Payroll Officer", None),
    ("Junior Web Developer", "entry"),
    ("Process Engineer", None),
    ("Marketing Intern", "intern"),
    ("Warehouse Planner", None),
    ("Director of Procurement", "director"),
    ("Lead Software Engineer", "lead"),
    ("Lab Technician", None),
    ("Senior Accountant", "senior"),
    ("Technical Writer", None),
]
ENDS = [
    "rejected",
    "open",
    "ghosted",
    "rejected",
    "open",
    "offer",
    "withdrawn",
    "rejected",
    "accepted",
    "open",
    "cancelled",
    "declined",
]
MAY_TALK = {
    "rejected": 0.45,
    "open": 0.4,
    "ghosted": 0.2,
    "offer": 1,
    "accepted": 1,
    "declined": 1,
    "withdrawn": 0.4,
    "cancelled": 0,
}
STATUS = {"offer": "offer", "accepted": "accepted", "rejected": "rejected", "withdrawn": "withdrawn", "declined": "withdrawn"}


@dataclass
class Story:
    """One application as it went."""

    company: str
    role: str
    seniority: str | None
    applied: dt.date
    end: str
    receipt: dt.date | None = None
    chased: list[dt.date] = field(default_factory=list)
    interviews: list[dt.date] = field(default_factory=list)
    ended: dt.date | None = None

    @property
    def status(self) -> str:
        """The log's word for where it stands."""
        if self.end == "open":
            return "interviewing" if self.interviews else "active"
        return STATUS.get(self.end, "closed")

    @property
    def name(self) -> dict:
        """What says which application it is."""
        return {"company": self.company, "role": self.role, "applied": self.applied, "seniority": self.seniority}

    @property
    def first(self) -> list:
        """The application as an event."""
        return [(self.applied, "application")]

    @property
    def talks(self) -> list:
        """The interviews as events."""
        return [(day, "interview") for day in self.interviews]

    @property
    def checks(self) -> list:
        """The follow-ups as events."""
        return [(day, "status_check") for day in self.chased]


def names(text: str) -> list[str]:
    """Names that commas part, over as many lines as they need."""
    return " ".join(text.split()).split(", ")


def firm(rng: random.Random) -> str:
    return f"{rng.choice(FIRST)}{rng.choice(SECOND)} {rng.choice(TRADE)}".strip()


def later(day: dt.date, rng: random.Random, least: int, most: int) -> dt.date:
    """A working day some days on."""
    day += dt.timedelta(days=rng.randint(least, most))
    return day + dt.timedelta(days=8 - day.isoweekday() if day.isoweekday() > 5 else 0)


def stories(rng: random.Random, count: int, start: dt.date, *, titles=ENGLISH, firms=None, pace=(1, 6)) -> list[Story]:
    """Histories in the order of their beginnings, no two of the same firm."""
    made, day, seen = [], start, set()
    given = list(firms or [])
    while len(made) < count:
        company = given.pop(0) if given else firm(rng)
        if company in seen:
            continue
        seen.add(company)
        title, seniority = titles[len(made) % len(titles)]
        end = ENDS[len(made) % len(ENDS)]
        story = Story(company, title, seniority, day, end)
        if rng.random() < 0.4:
            story.receipt = day + dt.timedelta(days=rng.randint(0, 2))
        now = later(day, rng, 7, 16)
        if rng.random() < 0.35:
            story.chased = [now]
            now = later(now, rng, 3, 9)
        if rng.random() < MAY_TALK[end]:
            for _ in range(rng.choice([1, 1, 2])):
                story.interviews.append(now)
                now = later(now, rng, 4, 11)
        if end != "open":
            story.ended = now
        made.append(story)
        day = later(day, rng, *pace)
    return made


def answer_of_some_kind(day: dt.date) -> list:
    """What an answer of unknown kind may be."""
    return [(day, "reply"), (day, "interview_invitation"), (day, "acknowledgement"), (day, "interview")]
