"""What is known from where, in words: what mail and calendars told, where they end, and what they leave open."""

import datetime as dt
from typing import Any

import pandas as pd

from followup_analytics.reporting.wording.names import counted, day_text, long_day
from followup_analytics.reporting.wording.rates import percent

# Mail that is collected now and then is a few days old: nothing is said of that.
_FRESH_DAYS = 3


def known_from_in_words(known: pd.DataFrame, today: dt.date) -> tuple[str, ...]:
    """The sentences on what is known from where; none where nothing was collected.

    Parameters
    ----------
    known : DataFrame
        What `known_from` gives of a log.
    today : date
        The day of the moment from which the log is looked at.
    """
    if not len(known):
        return ()
    row = known.iloc[0].to_dict()
    gave = [
        f"{row[f'{name}_found']} of {counted(row[name], one)}"
        for name, one in (("follow_ups", "follow-up"), ("answers", "answer"))
        if row[name]
    ]
    said = (
        f"Of {counted(row['applications'], 'application')}, {row['with_evidence']} {_have(row['with_evidence'])} mail.",
        f"Your mailbox gave {' and '.join(gave)}." if gave else "",
        f"{counted(row['questions'], 'question is', 'questions are')} open." if row["questions"] else "",
        _span(row["covered_from"], row["covered_until"], today),
    )
    return (" ".join(filter(None, said)), *gaps_in_words(known, today))


def gaps_in_words(known: pd.DataFrame, today: dt.date) -> tuple[str, ...]:
    """What collected mail can't tell: what came after its end, and, without the seeker's own mail, what was answered."""
    if not len(known):
        return ()
    row = known.iloc[0].to_dict()
    return tuple(filter(None, (_ended(row["covered_until"], today), _maybe_answered(row["maybe_answered"]))))


def _span(covered_from: Any, covered_until: Any, today: dt.date) -> str:
    """From when to when the mail is; a calendar alone covers nothing."""
    if pd.isna(covered_until):
        return ""
    first, last = covered_from.date(), covered_until.date()
    begins = "" if first.year == last.year else f" {first.year}"
    ends = "" if last.year == today.year else f" {last.year}"
    return f"It covers {long_day(first)}{begins} to {long_day(last)}{ends}."


def _ended(covered_until: Any, today: dt.date) -> str:
    if pd.isna(covered_until) or (today - covered_until.date()).days <= _FRESH_DAYS:
        return ""
    last = covered_until.date()
    return f"Your mail ends on {day_text(last, today)}, so silence after that day counts as unknown. Collect newer mail."


def _maybe_answered(messages: int) -> str:
    if not messages:
        return ""
    them = "it" if messages == 1 else "them"
    came = counted(messages, "message of theirs", "messages of theirs")
    return f"You collected {came} without your sent mail, so we can't know if you answered {them}. Collect your sent mail too."


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


# Of what was sent and of what came back, the kinds in the order in which a search goes.
_SENT = {
    "application": ("application", "applications"),
    "thank_you": ("thank-you", "thank-yous"),
    "status_check": ("status check", "status checks"),
    "answer": ("answer to them", "answers to them"),
    "closure_request": ("request for a final word", "requests for a final word"),
    "feedback_request": ("request for feedback", "requests for feedback"),
    "connection_request": ("request to connect", "requests to connect"),
    "keep_in_touch": ("note to keep in touch", "notes to keep in touch"),
    "withdrawal": ("withdrawal", "withdrawals"),
    "acceptance": ("acceptance", "acceptances"),
}
_CAME = {
    "acknowledgement": ("automatic receipt", "automatic receipts"),
    "reply": ("reply", "replies"),
    "interview_invitation": ("invitation", "invitations"),
    "offer": ("offer", "offers"),
    "rejection": ("rejection", "rejections"),
    "interview": ("interview", "interviews"),
}


def sent_and_came(before: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """What was sent and what came back, by kind: `what, in your sheet, found in your mail, of them new`.

    Parameters
    ----------
    before : DataFrame
        The events of the log without what was collected.
    found : DataFrame
        The proposals of `collect_evidence` that are sure or likely.
    """
    kinds = [kind for kind in (*_SENT, *_CAME) if kind in {*before["kind"].astype("str"), *found["kind"]}]
    names = {kind: many for kind, (_, many) in {**_SENT, **_CAME}.items()}
    new = found.loc[~found["known"], "kind"]
    return pd.DataFrame(
        {
            "what": [f"{_whose(kind)}: {names[kind]}" for kind in kinds],
            "in your sheet": [int((before["kind"] == kind).sum()) for kind in kinds],
            "found in your mail": [int((found["kind"] == kind).sum()) for kind in kinds],
            "new": [int((new == kind).sum()) for kind in kinds],
        }
    )


def _whose(kind: str) -> str:
    return "Met" if kind == "interview" else "You" if kind in _SENT else "They"


def found_in_words(found: pd.DataFrame) -> str:
    """What mail tells that the sheet does not have, in a sentence, by who sent it."""
    new = found.loc[~found["known"], "kind"]
    if not len(new):
        of_what = "that your sheet doesn't have" if len(found) else "of your applications"
        return f"Your mail tells nothing {of_what}."
    sent, came = int(new.isin(_SENT).sum()), int(new.isin([*_CAME]).sum())
    parts = [f"{sent} that you sent" if sent else "", f"{came} of theirs" if came else ""]
    return f"Your mail tells {counted(len(new), 'event')} that your sheet doesn't have: {' and '.join(filter(None, parts))}."


def rates_before_and_after(before: pd.DataFrame, after: pd.DataFrame) -> tuple[str, ...]:
    """The rate of all messages by the sheet alone and with mail; each a table of one row of `response_rates`, or of none."""
    sides = (("With your sheet alone", before), ("With your mail", after))
    return tuple(f"{side}: {_rate(rates.iloc[0].to_dict())}" for side, rates in sides if len(rates))


def _rate(row: dict[Any, Any]) -> str:
    within = counted(int(row["within_days"]), "day")
    told = f"{int(row['responded'])} of {counted(int(row['attempts']), 'message')} answered within {within}"
    undated = int(row["responded_undated"])
    more = f", {undated} more without a day" if undated else ""
    if pd.isna(row["rate"]):
        return f"{told}{more}. Too few of the answers have a day, so the rate can't be told."
    likely = f"about {percent(row['rate'])}, likely {percent(row['low'])} to {percent(row['high'])}"
    least, most = percent(row["rate_least"]), percent(row["rate_most"])
    bounds = f" If none or all of those came in time, it is {least} to {most}." if undated else ""
    return f"{told}{more}: {likely}.{bounds}"
