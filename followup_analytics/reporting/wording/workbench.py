"""The words of the workbench: its buttons, fields, and what its questions offer."""

import datetime as dt
from collections.abc import Mapping

from followup_analytics.reporting.wording.names import MEDIUM_WORDS, counted, day_text, long_day

# What the view in the browser says by itself; all else is sent to it as it is to be shown.
VIEW_WORDS: Mapping[str, str] = {
    "list": "What to do",
    "find": "Find a company, role or person",
    "kind": "Kind",
    "all_kinds": "All kinds",
    "sort": "Sort",
    "next_question": "Next ›",
    "show_all": "show all {n}",
    "shown": "{n} shown",
    "nothing": "Nothing matches “{words}”",
    "show_everything": "Show all {n}",
    "near": "Did you mean {name}?",
    "why": "Why?",
    "rule": "Rule",
    "sources": "Sources",
    "story": "Story",
    "draft": "Draft",
    "for": "for",
    "to": "to",
    "address": "address, not in your sheet",
    "subject": "Subject",
    "copy": "Copy",
    "copied": "Copied.",
    "mail": "Open in mail",
    "calendar": "Add to calendar",
    "cut": "[The rest did not fit: use Copy.]",
    "sent": "Sent",
    "week": "In a week",
    "snooze": "Snooze ▾",
    "snooze_till": "Snooze till",
    "until": "Till a day",
    "another_day": "Sent on another day…",
    "another_way": "Sent another way…",
    "they": "They answered ▾",
    "they_short": "They answered",
    "close": "Close…",
    "saving": "Saving…",
    "silent": "Not saved yet: the kernel does not answer.",
    "again": "Try again",
    "undo": "Undo",
    "next": "Next: {what} ›",
    "not_right": "Not quite right?",
    "save": "Save",
    "cancel": "Cancel",
    "note": "Note, in your own words (optional)",
    "day": "day",
    "unknown": "I don’t know",
    "another": "Another…",
    "choose": "Choose a card of the list.",
    "keys": "Keys in the list: ↑ ↓ Home End choose, Enter opens, s sent, z snooze, t they answered, d draft, u undo, / find.",
}
SORTS: Mapping[str, str] = {"order": "what matters first", "by_day": "by day", "by_company": "by company"}
# What they may have done: what is recorded, in words, and which fields it asks for.
THEY_SAID: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("replied", "They replied", ("by",)),
    ("receipt", "An automatic receipt", ()),
    ("invited", "Invited me to an interview", ("interview", "stage", "medium", "by")),
    ("offer", "Made me an offer", ("by",)),
    ("rejected", "Turned me down", ()),
    ("moved", "Moved the interview", ("interview", "stage", "medium")),
    ("cancelled", "Cancelled the interview", ()),
)
CLOSINGS: Mapping[str, str] = {
    "withdrew": "I withdrew",
    "other_offer": "I took another offer",
    "let_go": "I let it go",
}
FIELDS: Mapping[str, str] = {
    "what": "What",
    "on": "When",
    "interview": "Interview on",
    "time": "at",
    "stage": "Kind",
    "medium": "How",
    "by": "They will answer by",
    "by_offer": "They want to know by",
    "note": "Note",
}
STAGE_NAMES: Mapping[str, str] = {
    "": "not known",
    "screening": "screening",
    "technical": "technical",
    "cultural_fit": "cultural fit",
    "onsite": "on site",
    "final": "final",
    "other": "other",
}
# About twenty meanings that a column may be given, in words; those that are seldom are left to a mapping file.
MEANINGS: Mapping[str, str] = {
    "company": "Company",
    "role": "Job title",
    "company_and_role": "Company and job title",
    "applied": "Day of the application",
    "date": "A day",
    "event": "What happened",
    "status": "Status (what stands now)",
    "response": "What they answered",
    "response_date": "Day of their answer",
    "interview": "Day of an interview",
    "interview_invitation": "Day of the invitation",
    "thank_you": "Day of your thank-you",
    "status_check": "Day of your follow-up",
    "offer": "Day of the offer",
    "rejection": "Day of the rejection",
    "reply_expected_by": "Day by which they will answer",
    "answer_by": "Day by which you must answer",
    "contact": "Person to write to",
    "contact_email": "E-mail address",
    "medium": "How it was sent",
    "source": "Where you saw the advert",
    "seniority": "Level of the job",
    "notes": "Notes",
    "found": "Day you found it (leave it out)",
    "": "Leave it out",
}
_MISSING = {
    "address": "the address",
    "answer": "your answer",
    "topics": "what you talked about",
    "strengths": "a strength of yours",
    "values": "a value that you share",
    "name": "your name",
    "open_points": "what you would come back to",
}
NOTHING = "Nothing to write today"
TRIAL = "This is a trial. Close the notebook, and everything you record or change here is gone."
ASLEEP = (
    "The buttons are asleep: the kernel was restarted.",
    "Run this cell again to wake them: click it and press Shift+Enter.",
)
START = (
    "Start here",
    "Open the spreadsheet of your job search. It stays on this machine and is never changed.",
    "CSV, TSV, XLSX or ODS.",
)
NEW_SHEET = ("my-search.csv", ("Company", "Role", "Applied", "Contact", "Medium"))
SURE, GUESS, LOOK = "✓ sure", "? guess", "? look"
COLUMNS_RIGHT = "Did we misread a column? Choose what it means."
KEPT_IN = "Your answers are kept in {name} beside the sheet. The sheet is never changed."
MAY_STAY_OPEN = "Answer by clicking. You can leave any of them open."
NO_QUESTIONS = "Your sheet leaves no question open."
MAIL = (
    "Your mail",
    "Name a file that you exported. It is read here, and no mailbox is opened.",
    "Nothing is recorded until you accept it.",
    "Nothing new was found in it.",
)
CADENCE: Mapping[str, str] = {
    "wait_business_days": "Ask after (business days)",
    "spacing_days": "Ask again after (days)",
    "max_attempts": "Ask at most (times)",
}


def week_in_words(begins: dt.date, ends: dt.date) -> str:
    """A week by its days: "8 to 14 June 2026"."""
    first = str(begins.day) if begins.month == ends.month else long_day(begins)
    return f"{first} to {long_day(ends)} {ends.year}"


def accept_sure(number: int) -> str:
    """The words of the button that accepts all that is sure."""
    return "Accept the sure one" if number == 1 else f"Accept the {number} sure ones"


def gaps_of(missing: tuple[str, ...]) -> list[str]:
    """What a draft still needs, each in a few words."""
    found = []
    for text in missing:
        key = text.rpartition("`")[0].rpartition("`")[2]
        plain = text.partition(" (")[0].partition(":")[0].partition(", to ")[0]
        found.append(_MISSING.get(key, plain[:1].lower() + plain[1:]))
    return list(dict.fromkeys(found))


def gaps_in_words(gaps: list[str]) -> str:
    """How much is to be filled in: "2 things to fill in: your answer, the address"; "" for nothing."""
    return f"{counted(len(gaps), 'thing')} to fill in: {', '.join(gaps)}" if gaps else ""


def snooze_choices(today: dt.date, business_day: dt.date, interview: dt.date | None) -> list[tuple[str, str]]:
    """Until when something can be put off: the day and its words, each day once."""
    ahead = {days: today + dt.timedelta(days=days) for days in (1, 7, 14)}
    offered = [
        (ahead[1], "Tomorrow"),
        (business_day, day_text(business_day, today)),
        (ahead[7], f"In a week, {day_text(ahead[7], today)}"),
        (ahead[14], "In two weeks"),
    ]
    if interview is not None:
        offered.append((interview + dt.timedelta(days=1), "After the interview"))
    once: dict[str, str] = {}
    for day, words in offered:
        once.setdefault(day.isoformat(), words)
    return list(once.items())


def medium_choices(media: tuple[str, ...]) -> list[tuple[str, str]]:
    """Media to choose from, with their words."""
    return [(name, MEDIUM_WORDS[name] or "not known") for name in media]
