"""Rates in people's words: how many were answered, how sure one can be, and what can't be told apart yet."""

from dataclasses import dataclass

import pandas as pd

from followup_analytics.analysis.needed import MOST_NEEDED
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, counted

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
# A first message was not waited for; all else is what the sheet could have said.
_NOT_SAID = {"wait_band": "nothing sent before", "hour_band": "hour not said"}
_MOST_NAMED, _MOST_LETTERS = 4, 60


@dataclass(frozen=True)
class RatesInWords:
    """A table of rates for reading, and one sentence on what it tells.

    Attributes
    ----------
    frame : one row per group, all text: `group, answered` (of attempts), `rate, between` (its interval), `answers of unknown day`
        (and what they would make of the rate), `still waiting, pooled` (the rate leaning on the other groups), `rank`
    comparison : which of the named groups can and which can't be told apart yet; those of which the sheet does not say what
        they are stand in the table only
    caution : a sentence where more answers have no day than have one, else ""
    """

    frame: pd.DataFrame
    comparison: str
    caution: str

    @property
    def verdict(self) -> str:
        """The comparison, and the caution where there is one."""
        return f"{self.comparison} {self.caution}".rstrip()


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
    return RatesInWords(frame, _comparison(rates, group.map(_short), by), _caution(rates))


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
        return _NOT_SAID.get(of, f"{of.replace('_', ' ')} not said")
    if of == "number":
        return f"message {word}"
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


def _comparison(rates: pd.DataFrame, group: pd.Series, by: list[str]) -> str:
    if len(rates) == 0:
        return "There are no attempts yet."
    is_named = (rates[by] != "").all(axis=1)
    if not is_named.any():
        return f"The sheet tells the {what_is_grouped(by)} of no message, so there is nothing to compare."
    if len(rates) == 1:
        return "There is one group only, so there is nothing to compare."
    if is_named.sum() == 1:
        return f"{_capital(group[is_named].iloc[0])} is the only group that the sheet names, so there is nothing to compare."
    return _compared(rates[is_named], group[is_named], has_best=bool(is_named.iloc[0]))


def _compared(rates: pd.DataFrame, group: pd.Series, has_best: bool) -> str:
    """The best of the named groups against the others; `has_best`: it is the best of all, with which `needed` compares."""
    best = rates.iloc[0]
    worse = rates["needed"] == 0 if has_best else rates["pooled_high"] < best["pooled_low"]
    worse, unclear = (chosen & (rates.index != rates.index[0]) for chosen in (worse, ~worse))
    if not worse.any():
        return _not_apart(rates, group, has_best)
    first = f"{_capital(group.iloc[0])} is answered more often than {_listed(list(group[worse]))}."
    rest = list(group[unclear])
    return f"{first} {_capital(_listed(rest))} can't be told apart from it yet." if rest else first


def _not_apart(rates: pd.DataFrame, group: pd.Series, has_best: bool) -> str:
    """The two at the top, and what it would take to tell them apart, where that is known."""
    first, second = rates.iloc[0], rates.iloc[1]
    apart = f"{_capital(group.iloc[0])} and {group.iloc[1]} can't be told apart yet"
    sizes = f"({int(first['attempts'])} and {counted(int(second['attempts']), 'attempt')})"
    needed = f"; {_more(int(second['needed']))} would be needed" if has_best else ""
    others = ", and the others are no clearer" if len(rates) > 2 else ""
    return f"{apart} {sizes}{needed}{others}."


def _more(needed: int) -> str:
    return f"about {needed:,} more of each" if needed < MOST_NEEDED else "more attempts than anybody makes"


def _caution(rates: pd.DataFrame) -> str:
    if rates["responded_undated"].sum() <= rates["responded"].sum():
        return ""
    return "More answers have no day than have one: the rates may be as high as their upper bounds."


def _short(name: str) -> str:
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1]}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
