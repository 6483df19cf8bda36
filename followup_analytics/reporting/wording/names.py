"""How actions, media and days are named to people."""

import datetime as dt
import unicodedata

import pandas as pd

ACTION_WORDS = {
    "thank_you": "Send a thank-you",
    "status_check": "Ask for the status",
    "answer": "Answer them",
    "feedback_request": "Thank them, ask for feedback",
    "closure_request": "Ask for closure",
    "connection_request": "Suggest to connect",
    "keep_in_touch": "Send a note",
    "move_on": "Move on",
    "decide": "Send it, close, or move on",
}
AGAIN = "Ask for the status again"
MEDIUM_WORDS = {
    "": "",
    "email": "e-mail",
    "phone": "phone",
    "linkedin": "LinkedIn",
    "sms": "SMS",
    "video": "video",
    "in_person": "in person",
    "post": "post",
    "portal": "portal",
    "other": "other",
}
# How well the rules were kept: which columns of `conduct` are the part and the whole.
CONDUCT_WORDS = {
    "thank-yous in time": ("thank_yous_in_time", "thank_yous"),
    "follow-ups on time": ("checks_on_time", "checks"),
    "questions asked too soon": ("nudges_too_soon", "nudges"),
}
EVENT_WORDS = {
    "application": "Applied",
    "thank_you": "Thank-you",
    "status_check": "Asked for the status",
    "answer": "Answered",
    "feedback_request": "Asked for feedback",
    "closure_request": "Asked for closure",
    "connection_request": "Suggested to connect",
    "keep_in_touch": "Note to keep in touch",
    "withdrawal": "Withdrew",
    "acceptance": "Accepted",
    "acknowledgement": "Automatic receipt",
    "reply": "Reply",
    "interview_invitation": "Invitation",
    "rejection": "Rejection",
    "offer": "Offer",
    "interview": "Interview",
    "closure": "Moved on",
    "note": "Note",
}
STAGE_WORDS = {
    "": "Interview",
    "screening": "Screening interview",
    "technical": "Technical interview",
    "cultural_fit": "Cultural-fit interview",
    "onsite": "On-site interview",
    "final": "Final interview",
    "other": "Interview",
}
# What turns the direction of text around or can't be seen at all (marks, tags), and what no XML may hold.
_HIDDEN = frozenset(
    chr(code)
    for first, last in (
        (0x200E, 0x200F),
        (0x061C, 0x061C),
        (0x202A, 0x202E),
        (0x2066, 0x206F),
        (0xFFFE, 0xFFFF),
        (0xE0000, 0xE007F),
    )
    for code in range(first, last + 1)
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LONG_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_LONG_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_text(day: dt.date, today: dt.date) -> str:
    """A day as people write it, in English: "Mon 2 Mar", with the year where it is not this one."""
    text = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def short_day(day: dt.date) -> str:
    """A day on an axis: "2 Mar"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def long_day(day: dt.date) -> str:
    """A day in a title: "2 March"."""
    return f"{day.day} {_LONG_MONTHS[day.month - 1]}"


def weekday_name(day: dt.date) -> str:
    """A day's name: "Monday"."""
    return _LONG_WEEKDAYS[day.weekday()]


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 row", "2 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def one_line(text: str) -> str:
    """A sheet's text for one line: line breaks become blanks, control and direction characters are shown as codes."""
    return "".join(_shown(character) for character in " ".join(text.split()))


def _shown(character: str) -> str:
    return f"\\x{ord(character):02x}" if is_hidden(character) else character


def is_hidden(character: str) -> bool:
    """Whether a screen would obey the character instead of showing it: a control or direction character."""
    return unicodedata.category(character) in ("Cc", "Cs") or character in _HIDDEN


def dates_ahead(events: pd.DataFrame, as_of: str) -> str:
    """What lies more than a day ahead of a moment and can't be planned: all but interviews; "" for nothing."""
    ahead = events[(events["kind"] != "interview") & (events["at"] > pd.Timestamp(as_of[:10], tz="UTC") + pd.Timedelta(days=2))]
    if not len(ahead):
        return ""
    first = ahead.iloc[0]
    name = EVENT_WORDS[str(first["kind"])].lower()
    where, day = f"ahead of {as_of[:10]}", first["at"].date()
    if len(ahead) == 1:
        return f"1 date lies {where} and counts as not yet happened ({name}, on {day}): is the year right?"
    return f"{len(ahead):,} dates lie {where} and count as not yet happened, the first ({name}) on {day}: is the year right?"
