"""The list in words: what to do, by when, why in full, and what is only counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from followup_analytics.reporting.wording.names import ACTION_WORDS, AGAIN, counted, day_text, one_line
from followup_analytics.rules.catalogue import rules

TIER_TITLES = {
    "waiting": "They are waiting for you",
    "thanks": "Thank them",
    "checks": "Ask how it stands",
    "planned": "Planned",
    "questions": "Questions for you",
    "cold": "Ask about an application",
    "housekeeping": "Housekeeping",
}
_ANSWERS = {"offer": "Answer the offer", "interview_invitation": "Answer the invitation", "reply": "Answer the reply"}
_DECISIONS = {"offer": "Decide on the offer", "interview_invitation": "Decide on the invitation"}
_DECISION = "Decide by the day they named"
ON_OFFERS = (_ANSWERS["offer"], _DECISIONS["offer"])
_APPLICATION_CHECK = "Ask about your application"
_LATE_DECISION = "Send it late, close, or let go?"
PREPARE, MEET = "Prepare the interview and confirm it", "Interview, then thank them"
# What of a window no guide gives: behind Why?, in the annex, never on the card.
OUR_WINDOWS = {
    "T03": "That it is late 3 business days after that is our number.",
    "T05": "That it is late 7 days after that is our number.",
    "T07": "That it is late 7 days after that is our number.",
    "T12": "Within how many days is our number.",
    "T13": "By when is our number.",
    "T19": "After how many days is our number.",
    "T20": "The guides speak of interviews alone: this rule and its numbers are ours.",
    "T21": "The day is theirs, the rule is ours.",
}
_OTHER_RULES = {
    "T08": "A senior role takes longer, and by how much is our number.",
    "T09": "The kind of company changes the pace, and by how much is our number.",
    "T10": "The opening is urgent, so you may ask sooner, and by how much is our number.",
    "T11": "After a technical or final interview we add some days, and how many is our number.",
    "T16": "They said that they would call, so it waits 15 business days, which is our number.",
    "T17": "You set how fast people answer in that country.",
    "M02": "They wrote in that medium.",
    "M03": "They asked for that medium.",
    "M05": "An informal company: a short message suits it.",
    "M06": "A formal company: a letter by post is possible too.",
    "M07": "That medium comes naturally to you.",
    "tuned": "Your log speaks for that medium.",
}
_CALL = {
    "phone": "Call them: it suits a senior role or a final interview.",
    "email": "By e-mail, because it is too soon for a call.",
}


def what_to_do(actions: pd.DataFrame, triggers: pd.Series) -> pd.Series:
    """What each action asks for; `triggers` are the kinds of the events that start them."""
    what = actions["action"].map(ACTION_WORDS).where(actions["check_number"] < 2, AGAIN).astype("str")
    for rule, by_trigger in (("T12", _ANSWERS), ("T21", _DECISIONS)):
        what = what.mask(actions["rule"] == rule, triggers.map(by_trigger).fillna(what).astype("str"))
    what = what.where((actions["rule"] != "T21") | triggers.isin(list(_DECISIONS)), _DECISION)
    what = what.mask((actions["rule"] == "T20") & (actions["action"] == "status_check"), _APPLICATION_CHECK)
    return what.mask(actions["rule"] == "T18", _LATE_DECISION)


def when_due(actions: pd.DataFrame, zones: pd.Series, today: dt.date) -> pd.Series:
    """By when, how late, or from when: "3 days late", "by Thu 12 Mar", "from Mon 16 Mar"."""
    due, opens = local_days(actions["due_at"], zones, today), local_days(actions["opens_at"], zones, today)
    late = actions["days_overdue"].map(lambda days: f"{counted(days, 'day')} late" if days else "late today")
    text = ("by " + due).where(due != "today", due).where(actions["status"] != "waiting", "from " + opens)
    return text.where(actions["status"] != "overdue", late)


def local_days(times: pd.Series, zones: pd.Series, today: dt.date) -> pd.Series:
    """Days as people say them, with the hour where it is neither the begin nor the end of a day."""
    text = pd.Series("", times.index, dtype="str")
    for zone in pd.unique(zones):
        local = times[(zones == zone) & times.notna()].dt.tz_convert(zone)
        hour = local.dt.strftime(" %H:%M").where(~local.dt.strftime("%H:%M").isin(["23:59", "00:00"]), "")
        days = local.dt.date.map(lambda day: "today" if day == today else day_text(day, today))
        text[local.index] = days.astype("str") + hour.astype("str")
    return text


def more_on(rule: str, with_a_say: str, medium: str) -> str:
    """What stands behind Why?: what of the window is ours, which other rules had a say, how the medium was chosen."""
    said = [OUR_WINDOWS.get(rule, "")]
    said += [_CALL.get(medium, "") if name == "M04" else _OTHER_RULES.get(name, "") for name in with_a_say.split()[1:]]
    return " ".join(filter(None, said))


def sources_of(rule: str) -> str:
    """The guides behind a rule, by their short names."""
    return ", ".join(rules()[rule].sources)


def first_sentence(counts: Mapping[str, int], days_ahead: int, meetings: Sequence[tuple[str, dt.time | None]]) -> str:
    """What opens the list: what is to do, what of it is late, what is planned, and the interviews of today."""
    to_do, late, planned = (counts[name] for name in ("to_do", "late", "planned"))
    within = f"within {counted(days_ahead, 'day')}"
    if to_do + planned == 0:
        said = f"You have nothing to write today, or in the next {counted(days_ahead, 'day')}."
    elif to_do == 0:
        said = f"You have nothing to write today. {planned} planned {within}."
    else:
        some_late = f", {late} of them late" if late else ""
        coming = f" {planned} more planned {within}." if planned else ""
        said = f"{to_do} to do{some_late}.{coming}"
    return f"{said} {_meetings(meetings)}".rstrip()


def _meetings(meetings: Sequence[tuple[str, dt.time | None]]) -> str:
    if not meetings:
        return ""
    if len(meetings) == 1:
        company, hour = meetings[0]
        return f"Interview today{f' at {hour:%H:%M}' if hour else ''}: {company}."
    named = ", ".join(f"{company}{f' at {hour:%H:%M}' if hour else ''}" for company, hour in meetings)
    return f"{len(meetings)} interviews today: {named}."


def notes_of(counts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """What is only counted, by tier, a sentence each."""
    to_come = [
        f"{counted(counts[name], one, many)}"
        for name, one, many in (
            ("planned_cold", "check on a silent application", "checks on silent applications"),
            ("planned_housekeeping", "thing to let go or to keep up", "things to let go or to keep up"),
        )
        if counts[name]
    ]
    asked = [
        f"{counts[name]} {text}"
        for name, text in (("questions_more", "more"), ("questions_old", "about applications that have long been silent"))
        if counts[name]
    ]
    keeps = counts["keeps_until_tomorrow"]
    nobody = counted(counts["nobody_to_write_to"], "silent application has", "silent applications have")
    found = {
        "checks": ["The last one keeps until tomorrow." if keeps == 1 else f"The last {keeps} keep until tomorrow."]
        * bool(keeps),
        "planned": [f"Also within these days: {' and '.join(to_come)}."] * bool(to_come),
        "questions": [f"Questions not shown: {', '.join(asked)}."] * bool(asked),
        "cold": [f"{nobody} nobody to write to: add a contact, or let them rest."] * bool(counts["nobody_to_write_to"]),
        "housekeeping": _housekeeping(counts),
    }
    return {tier: tuple(lines) for tier, lines in found.items() if lines}


def _housekeeping(counts: Mapping[str, int]) -> list[str]:
    names = {"move_on": "move on", "decide": "decide", "connect": "connect", "keep_in_touch": "keep in touch"}
    parts = [f"{counts[name]} {words}" for name, words in names.items() if counts[name]]
    total = sum(counts[name] for name in names)
    return [f"{total} to let go or keep up: {', '.join(parts)}. Go through them: followup sweep"] if total else []


def titles_of(shown: Mapping[str, Sequence[Any]], notes: Mapping[str, Any], counts: Mapping[str, int]) -> dict[str, str]:
    """The headings of the tiers that have a card or a note; of silent applications with how many are shown of how many."""
    titles = {name: title for name, title in TIER_TITLES.items() if shown[name] or name in notes}
    if shown["cold"]:
        size = len(shown["cold"])
        more = ", --cold shows all" if counts["cold_more"] else ""
        titles["cold"] += f" ({size} of {size + counts['cold_more']}{more})"
    return titles


def not_shown(statuses: "pd.Series[str]") -> str:
    """What of the table is not on the list, by the statuses of what is left; "" for nothing."""
    groups = {"waiting": ["waiting"], "done": ["done", "late"], "missed": ["missed", "moot"]}
    counts = {name: int(statuses.isin(of).sum()) for name, of in groups.items()}
    later = f"{counts['waiting']} {'comes' if counts['waiting'] == 1 else 'come'} later." if counts["waiting"] else ""
    done = f"{counts['done']} {'is' if counts['done'] == 1 else 'are'} done" if counts["done"] else ""
    missed = f"{counts['missed']} {'was' if counts['missed'] == 1 else 'were'} missed or not needed" if counts["missed"] else ""
    past = ", and ".join(filter(None, (done, missed)))
    return " ".join(filter(None, (later, f"{past}." if past else "")))


_SHEET_QUESTIONS = {
    "column": "What does the column {about} mean?",
    "word": "What does {about} mean?",
    "day_order": "Which order of day and month has {about}?",
    "year": "Which year is meant in {about}?",
    "sheet": "Which worksheet holds your applications?",
}


def sheet_question(kind: str, about: str, cell: str) -> tuple[str, str]:
    """A question that the sheet leaves open: what it asks, and why."""
    if kind == "day":
        what = f"{about.replace('_', ' ').capitalize()}: on which day?"
        return what, f'Your notes say "{one_line(cell)}".' if cell else "Your sheet gives no day."
    what = _SHEET_QUESTIONS.get(kind, "What is meant by {about}?").format(about=f'"{one_line(about)}"')
    return what, "Your sheet can be read in more than one way."


_MOST_NAMED = 4


def unanswered_in_words(whom: Sequence[tuple[str, str]]) -> str:
    """Whom the seeker has never answered, by name and code; "" for nobody."""
    if not whom:
        return ""
    shown = [f"{name} ({code})" for name, code in whom[:_MOST_NAMED]]
    more = [f"{len(whom) - _MOST_NAMED} more"] if len(whom) > _MOST_NAMED else []
    named = ", ".join(shown + more)
    return f"You have not answered {named}, so everything else there waits. Answer late, or mark it as answered."
