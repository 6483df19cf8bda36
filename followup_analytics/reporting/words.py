"""How actions, media and days are named to people."""

import datetime as dt

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
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: dt.date, today: dt.date) -> str:
    """A day as people write it, in English: "Mon 2 Mar", with the year where it is not this one."""
    text = f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 row", "2 rows"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
