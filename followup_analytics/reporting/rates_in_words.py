"""Rates in people's words: how many were answered, how sure one can be, and what can't be told apart yet."""

from dataclasses import dataclass

import pandas as pd

from followup_analytics.analysis.rates import MOST_NEEDED
from followup_analytics.reporting.words import MEDIUM_WORDS, counted

RATE_WORDS = ("group", "answered", "rate", "between", "answers of unknown day", "still waiting", "pooled", "rank")
_GROUPED = {
    "number": "how many messages since their last word",
    "hour_band": "hour",
    "wait_band": "days waited before",
    "company_type": "kind of company",
    "contact_seniority": "seniority of the person",
    "seniority": "seniority of the role",
    "stage": "stage",
    "source": "source",
    "kind": "kind of message",
}
_MOST_NAMED = 4


@dataclass(frozen=True)
class RatesInWords:
    """A table of rates for reading, and one sentence on what it tells.

    Attributes
    ----------
    frame : one row per group, all text: `group, answered` (of attempts), `rate, between` (its interval), `answers of unknown day`
        (and what they would make of the rate), `still waiting, pooled` (the rate leaning on the other groups), `rank`
    verdict : what can and what can't be told apart yet
    """

    frame: pd.DataFrame
    verdict: str


def again_in_words(attempts: pd.DataFrame) -> str:
    """How many attempts you followed up yourself before an answer, and what that means for the rates; "" for none."""
    number = int((attempts["outcome"] == "superseded").sum())
    if not number:
        return ""
    return (
        f"You wrote again before an answer came to {counted(number, 'message')}: each counts until that day only, "
        "so a rate is the chance of an answer if nothing more is sent, and can be higher than the share answered."
    )


def rates_in_words(rates: pd.DataFrame, by: list[str]) -> RatesInWords:
    """Put what `response_rates` gives in people's words.

    Parameters
    ----------
    rates : DataFrame
        What `response_rates` gives.
    by : list of str
        The columns that tell the groups.

    Returns
    -------
    RatesInWords
    """
    group = group_names(rates, by)
    columns = {
        "group": group,
        "answered": rates["responded"].astype("str") + " of " + rates["attempts"].astype("str"),
        "rate": _percents(rates["rate"]),
        "between": _percents(rates["low"]) + " and " + _percents(rates["high"]),
        "answers of unknown day": _unknown(rates),
        "still waiting": rates["pending"].astype("str"),
        "pooled": _percents(rates["pooled_rate"]),
        "rank": rates["rank"].astype("str"),
    }
    frame = pd.DataFrame({name: columns[name].astype("str") for name in RATE_WORDS}, index=rates.index)
    return RatesInWords(frame, _verdict(rates, group) + _caution(rates))


def grouped_by(rates: pd.DataFrame) -> list[str]:
    """What rates are grouped by: the columns ahead of the counts."""
    return list(rates.columns[: list(rates.columns).index("attempts")])


def what_is_grouped(by: list[str]) -> str:
    """The groupings as people call them: "medium", "weekday and hour"."""
    return " and ".join(_GROUPED.get(name, name) for name in by)


def group_names(rates: pd.DataFrame, by: list[str]) -> pd.Series:
    """Each group's name as people call it; where the sheet says nothing, "medium not said"."""
    if not by:
        return pd.Series("all", rates.index, dtype="str")
    named = [rates[name].map(lambda word, of=name: _name(word, of)).astype("str") for name in by]
    return named[0] if len(named) == 1 else named[0] + " · " + named[1]


def _name(word: str, of: str) -> str:
    if word == "":
        return f"{of.replace('_', ' ')} not said"
    return MEDIUM_WORDS.get(word, word) if of == "medium" else word if of == "source" else word.replace("_", " ")


def percent(share: float) -> str:
    """A share in whole per cent: "23 %"."""
    return f"{round(share * 100)} %"


def _percents(shares: pd.Series) -> pd.Series:
    return shares.map(percent).astype("str")


def _unknown(rates: pd.DataFrame) -> pd.Series:
    bounds = _percents(rates["rate_least"]) + " to " + _percents(rates["rate_most"])
    told = rates["responded_undated"].astype("str") + " (" + bounds + ")"
    return told.where(rates["responded_undated"] > 0, "0")


def _verdict(rates: pd.DataFrame, group: pd.Series) -> str:
    if len(rates) == 0:
        return "There are no attempts yet."
    if len(rates) == 1:
        return "There is one group only, so there is nothing to compare."
    if rates["rank"].nunique() == 1:
        return _not_apart(rates, group)
    best, worse = (list(group[chosen]) for chosen in (rates["rank"] == 1, rates["rank"] > 1))
    first = f"{_capital(best[0])} is answered more often than {_listed(worse)}."
    unclear = f" {_capital(_listed(best[1:]))} can't be told apart from it yet." if best[1:] else ""
    return first + unclear


def _caution(rates: pd.DataFrame) -> str:
    if rates["responded_undated"].sum() <= rates["responded"].sum():
        return ""
    return " More answers have no day than have one: the rates may be as high as their upper bounds."


def _not_apart(rates: pd.DataFrame, group: pd.Series) -> str:
    """Two groups: both are named; more: how many there are, and the two at the top."""
    first, second = rates.iloc[0], rates.iloc[1]
    needed = int(first["needed"])
    more = f"about {needed:,} more of each" if needed < MOST_NEEDED else "more attempts than anybody makes"
    apart = f"{_capital(group.iloc[0])} and {group.iloc[1]} can't be told apart yet"
    sizes = f"({int(first['attempts'])} and {counted(int(second['attempts']), 'attempt')})"
    others = ", and the others are no clearer" if len(rates) > 2 else ""
    return f"{apart} {sizes}; {more} would be needed{others}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
