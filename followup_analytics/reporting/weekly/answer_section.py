"""What gets answered and what silence means, in words that need no statistician."""

from functools import partial
from typing import Any

import pandas as pd

from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.reporting.charts.answers import silence_chart
from followup_analytics.reporting.charts.rates import rates_chart
from followup_analytics.reporting.weekly.blocks import Block, Cell, Drawing, Section, Table, shown
from followup_analytics.reporting.weekly.progress import WITHIN_DAYS
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.answers import FEW_SILENCES, silence_in_brief, silence_in_words
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.rates import RatesInWords, grouped_by, percent, rates_in_words

_TITLES = {
    "medium": "By medium",
    "weekday": "By the day on which you wrote",
    "wait_band": "By how long you waited before you wrote again",
    "seniority": "By the seniority of the role",
}
_KIND_WORDS = {
    "application": "an application",
    "status_check": "a question about the status",
    "closure_request": "a request for closure",
    "feedback_request": "a request for feedback",
    "connection_request": "a request to connect",
    "keep_in_touch": "a note to keep in touch",
    "interview": "an interview",
}
_UNDATED = "answers of unknown day"
_TITLE = "What gets answered"
_FEWEST_TO_COMPARE = 10
# Curves end there too: what is silent for longer is given up.
_GIVEN_UP_AFTER_DAYS = 60
# Of the waiting that lasted as long, fewer than 1 in 20 were answered after all.
_UNLIKELY = 0.05


def rates_section(numbers: WeekNumbers) -> Section:
    """How often messages are answered: in all, and by medium, timing and seniority where there is enough to compare."""
    all_of_them = numbers.rates[numbers.rates["by"] == ""]
    if not len(all_of_them):
        return Section("answered", _TITLE, ("You have not written to anybody yet.",))
    if int(all_of_them["attempts"].iloc[0]) < _FEWEST_TO_COMPARE:
        return Section("answered", _TITLE, _so_far(all_of_them.iloc[0]))
    row, days = _words(all_of_them).frame.iloc[0], counted(int(all_of_them["within_days"].iloc[0]), "day")
    was = "was" if row["answered"].startswith("1 ") else "were"
    lead = f"{row['answered']} messages {was} answered within {days}: about {row['rate']}, and likely between {row['between']}."
    undated = "" if row[_UNDATED] == "0" else f"Answers whose day the sheet does not tell would make it {_spread(row[_UNDATED])}."
    tables = [(title, numbers.rates[numbers.rates["by"] == by]) for by, title in _TITLES.items()]
    told = [(title, table) for title, table in tables if len(table) > 1]
    blocks: list[Block] = [_drawing(table) for title, table in told if title == _TITLES["medium"]]
    # What is drawn has its numbers in the picture too, and what they tell below it.
    blocks += [_table(title, _words(table), drawn=title == _TITLES["medium"]) for title, table in told]
    return Section("answered", _TITLE, tuple(filter(None, (lead, undated))), tuple(blocks))


def _so_far(row: pd.Series) -> tuple[str, str]:
    """The counts of a log that has too few messages for rates."""
    answered = f"{int(row['responded'])} of {counted(int(row['attempts']), 'message')}"
    undated = f", and {int(row['responded_undated'])} on a day that the sheet does not tell" if row["responded_undated"] else ""
    told = f"Answered within {WITHIN_DAYS} days so far: {answered}{undated}."
    return told, f"From {_FEWEST_TO_COMPARE} messages on there are rates here."


def _drawing(table: pd.DataFrame) -> Drawing:
    return Drawing("answered", partial(rates_chart, _by(table)), f"{_TITLES[str(table['by'].iloc[0])]}: {_words(table).verdict}")


def _by(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of one grouping as `response_rates` gave them."""
    by = str(table["by"].iloc[0])
    kept = table.drop(columns="by").rename(columns={"group": by}) if by else table.drop(columns=["by", "group"])
    return kept.reset_index(drop=True)


def _words(table: pd.DataFrame) -> RatesInWords:
    rates = _by(table)
    return rates_in_words(rates, grouped_by(rates))


def _table(title: str, words: RatesInWords, drawn: bool) -> Table:
    has_undated = (words.frame[_UNDATED] != "0").any()
    rows = tuple(
        (
            Cell(shown(row["group"])),
            Cell(row["answered"]),
            Cell(row["rate"], row["between"].replace(" and ", " to ")),
            *([Cell(_spread(row[_UNDATED]))] if has_undated else []),
        )
        for row in words.frame.to_dict("records")
    )
    header = ("", "answered", "rate, likely between", *(["with undated answers"] if has_undated else []))
    # The caution about undated answers stands once, above all of them.
    return Table(header, rows, caption=title, note="" if drawn else words.comparison, folded=drawn)


def _spread(undated: str) -> str:
    """The rates between which the answers of unknown day leave it: "2 (20 % to 40 %)" -> "20 % to 40 %"."""
    return undated.partition("(")[2].rstrip(")")


def silence_section(numbers: WeekNumbers) -> Section:
    """How long answers take, and what may still come for those who wait."""
    table, curves = numbers.waiting, numbers.silence_by_kind
    lead = [f"After {_KIND_WORDS[kind]}: {silence_in_brief(curves, kind)}" for kind in curves.groups["group"]]
    unknown, long = table["chance"].isna(), table["days"] >= _GIVEN_UP_AFTER_DAYS
    unlikely = table["chance"] < _UNLIKELY
    if not len(table):
        lead.append("No application waits for an answer.")
    groups = (
        (table[~unknown & ~unlikely], "Answers may still come", _WAITING, False),
        (table[unlikely], f"An answer is unlikely by now, the chance being under {percent(_UNLIKELY)}", _WAITING, True),
        (table[unknown & ~long], "The log knows too little yet to tell", _WAITING[:2], False),
        (table[unknown & long], f"Silent for {_GIVEN_UP_AFTER_DAYS} days or more, better counted as a no", _WAITING[:2], True),
    )
    blocks = tuple(
        Table(header, _waiting_rows(rows, len(header)), f"{caption}: {len(rows)}", folded=folded, wide=True)
        for rows, caption, header, folded in groups
        if len(rows)
    )
    return Section("silence", "What the silence means", tuple(lead), (*_curve(numbers.silence), *blocks))


_WAITING = ("application", "silent for", "chance of still hearing")


def _curve(curve: SilenceCurve) -> tuple[Drawing, ...]:
    """When answers come, drawn; with fewer waits there is nothing to see."""
    if int(curve.groups["silences"].sum()) < FEW_SILENCES:
        return ()
    return (Drawing("silence", partial(silence_chart, curve), silence_in_words(curve)),)


def _waiting_rows(table: pd.DataFrame, columns: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(shown(row["company"]), shown(row["role"])),
            Cell(counted(int(row["days"]), "day"), f"after {_KIND_WORDS[row['since']]}"),
            *([_chance(row)] if columns > 2 else []),
        )
        for row in table.to_dict("records")
    )


def _chance(row: dict[Any, Any]) -> Cell:
    chance, low, high = (f"{row[name]:.0%}".replace("%", " %") for name in ("chance", "low", "high"))
    return Cell(chance, f"{low} to {high}, within {int(row['horizon_days'])} days")
