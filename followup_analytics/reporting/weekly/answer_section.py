"""What gets answered and what silence means, in words that need no statistician."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.reporting.charts.page_svg import Palette, answer_curve
from followup_analytics.reporting.weekly.blocks import Cell, Drawing, Section, Table, shown
from followup_analytics.reporting.weekly.progress import FEWEST_TO_COMPARE, WITHIN_DAYS
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.answers import FEW_SILENCES, OF_ALL_WAITS, silence_in_brief, silence_in_words
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
# Curves end there too: what is silent for longer is given up.
_GIVEN_UP_AFTER_DAYS = 60
# Of the waiting that lasted as long, fewer than 1 in 20 were answered after all.
_UNLIKELY = 0.05


def rates_section(numbers: WeekNumbers) -> Section:
    """How often messages are answered: in all, and by medium, timing and seniority where there is enough to compare."""
    all_of_them = numbers.rates[numbers.rates["by"] == ""]
    if not len(all_of_them):
        return Section("answered", _TITLE, ("You have not written to anybody yet.",))
    if int(all_of_them["attempts"].iloc[0]) < FEWEST_TO_COMPARE or all_of_them["rate"].isna().any():
        return Section("answered", _TITLE, _so_far(all_of_them.iloc[0]))
    row = all_of_them.iloc[0]
    unknown = f", and {int(row['responded_undated'])} on a day that your sheet doesn't give" if row["responded_undated"] else ""
    lead = (
        f"People answered {int(row['responded'])} of your {int(row['attempts'])} messages within "
        f"{counted(WITHIN_DAYS, 'day')}{unknown}: "
        f"about {percent(row['rate'])}, likely {percent(row['low'])} to {percent(row['high'])}."
    )
    spread = f"{percent(row['rate_least'])} to {percent(row['rate_most'])}"
    undated = f"Answers without a day could make it {spread}." if row["responded_undated"] else ""
    tables = [(title, numbers.rates[numbers.rates["by"] == by]) for by, title in _TITLES.items()]
    blocks = tuple(_table(title, _words(table)) for title, table in tables if len(table) > 1)
    return Section("answered", _TITLE, tuple(filter(None, (lead, undated))), blocks, f"about {percent(row['rate'])}")


def _so_far(row: pd.Series) -> tuple[str, str]:
    """The counts of a log that has too few messages for rates."""
    answered = f"{int(row['responded'])} of {counted(int(row['attempts']), 'message')}"
    undated = f", and {int(row['responded_undated'])} on an unknown day" if row["responded_undated"] else ""
    told = f"Answered within {WITHIN_DAYS} days so far: {answered}{undated}."
    return told, f"From {FEWEST_TO_COMPARE} messages on there are rates here."


def _by(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of one grouping as `response_rates` gave them."""
    by = str(table["by"].iloc[0])
    kept = table.drop(columns="by").rename(columns={"group": by}) if by else table.drop(columns=["by", "group"])
    return kept.reset_index(drop=True)


def _words(table: pd.DataFrame) -> RatesInWords:
    rates = _by(table)
    return rates_in_words(rates, grouped_by(rates))


def _table(title: str, words: RatesInWords) -> Table:
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
    return Table(header, rows, caption=title, note=words.comparison)


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
        (table[~unknown & ~unlikely], "Answers may still come", _WAITING),
        (table[unlikely], f"An answer is unlikely by now, the chance is under {percent(_UNLIKELY)}", _WAITING),
        (table[unknown & ~long], "Your sheet knows too little yet to tell", _WAITING[:2]),
        (table[unknown & long], f"Silent for {_GIVEN_UP_AFTER_DAYS} days or more, better counted as a no", _WAITING[:2]),
    )
    blocks = tuple(
        Table(header, _waiting_rows(rows, len(header)), f"{caption}: {len(rows)}", wide=True)
        for rows, caption, header in groups
        if len(rows)
    )
    finding = f"{len(table)} wait for an answer" if len(table) > 1 else ""
    return Section("silence", "How long answers take", tuple(lead), (*_curve(numbers.silence), *blocks), finding)


_WAITING = ("application", "silent for", "chance of still hearing")


def _curve(curve: SilenceCurve) -> tuple[Drawing, ...]:
    """When answers come, drawn; with fewer waits there is nothing to see."""
    if int(curve.groups["silences"].sum()) < FEW_SILENCES or curve.frame["answered"].isna().any():
        return ()
    words = silence_in_words(curve)
    share, low, high = (curve.frame[name].to_list() for name in ("answered", "answered_low", "answered_high"))

    def draw(palette: Palette) -> Markup:
        return answer_curve(share, low, high, words, palette)

    return (Drawing(draw, words),)


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
    told = f", {OF_ALL_WAITS}" if row["of_all"] else ""
    return Cell(chance, f"{low} to {high}, within {int(row['horizon_days'])} days{told}")
