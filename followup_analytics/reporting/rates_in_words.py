"""Rates in people's words: how many were answered, how sure one can be, and what can't be told apart yet."""

from dataclasses import dataclass

import pandas as pd

from followup_analytics.analysis.rates import MOST_NEEDED
from followup_analytics.reporting.words import counted

RATE_WORDS = ("group", "answered", "rate", "between", "answers of unknown day", "still waiting", "pooled", "rank")


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


def rates_in_words(rates: pd.DataFrame, by: list[str]) -> RatesInWords:
    """Put what `response_rates` gives in people's words.

    Parameters
    ----------
    rates : DataFrame
        What `response_rates` gives.
    by : list of str
        What it was grouped by.

    Returns
    -------
    RatesInWords
    """
    group = _group_names(rates, by)
    columns = {
        "group": group,
        "answered": rates["responded"].astype("str") + " of " + rates["attempts"].astype("str"),
        "rate": _percent(rates["rate"]),
        "between": _percent(rates["low"]) + " and " + _percent(rates["high"]),
        "answers of unknown day": _unknown(rates),
        "still waiting": rates["pending"].astype("str"),
        "pooled": _percent(rates["pooled_rate"]),
        "rank": rates["rank"].astype("str"),
    }
    frame = pd.DataFrame({name: columns[name].astype("str") for name in RATE_WORDS}, index=rates.index)
    return RatesInWords(frame, _verdict(rates, group))


def _group_names(rates: pd.DataFrame, by: list[str]) -> pd.Series:
    named = [rates[name].where(rates[name] != "", "not said") for name in by]
    if not named:
        return pd.Series("all", rates.index, dtype="str")
    return named[0] if len(named) == 1 else named[0] + " · " + named[1]


def _percent(share: pd.Series) -> pd.Series:
    return (share * 100).round().astype("int64").astype("str") + " %"


def _unknown(rates: pd.DataFrame) -> pd.Series:
    told = (
        rates["responded_undated"].astype("str")
        + " ("
        + _percent(rates["rate_least"])
        + " to "
        + _percent(rates["rate_most"])
        + ")"
    )
    return told.where(rates["responded_undated"] > 0, "0")


def _verdict(rates: pd.DataFrame, group: pd.Series) -> str:
    if len(rates) == 0:
        return "There are no attempts yet."
    if len(rates) == 1:
        return "There is one group only, so there is nothing to compare."
    if rates["rank"].nunique() > 1:
        worse = [str(name) for name in group[rates["rank"] > 1]]
        return f"{group.iloc[0]} is answered more often than {', '.join(worse)}."
    first, second = rates.iloc[0], rates.iloc[1]
    needed = int(first["needed"])
    more = f"about {counted(needed, 'more attempt')}" if needed < MOST_NEEDED else "more attempts than anybody makes"
    sizes = f"{counted(int(first['attempts']), 'attempt')} and {int(second['attempts'])}"
    apart = f"{group.iloc[0]} and {group.iloc[1]} can't be told apart yet ({sizes})"
    return f"{apart}; {more} would be needed, and the others are no clearer."
