"""Rates in people's words: how many were answered, how sure one can be, and what can't be told apart yet."""

from dataclasses import dataclass

import pandas as pd

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
_MOSTLY = 0.5
# Where too few answers have a day to say how long they take.
NOT_STATED = "not stated"


@dataclass(frozen=True)
class RatesInWords:
    """A table of rates for reading, and one sentence on what it tells.

    Attributes
    ----------
    frame : one row per group, all text: `group, answered` (of attempts), `rate, between` (its interval), `answers of unknown day`
        (and what they would make of the rate), `still waiting, pooled` (the rate leaning on the other groups), `rank`
    comparison : which of the named groups can and which can't be told apart yet; those of which the sheet does not say what
        they are stand in the table only
    caution : which groups rest on answers without a day, or have too few with one; else ""
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
        f"You wrote again before {number:,} of your messages {'was' if number == 1 else 'were'} answered. Each of those counts "
        "only until the day you wrote again. So a rate is the chance of an answer if you send nothing more, and it can be higher "
        "than the share you see."
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
    return RatesInWords(frame, _comparison(rates, group.map(_short), by), _caution(rates, group.map(_short)))


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
    """A share in whole per cent: "23 %"; what is missing is not stated."""
    return NOT_STATED if share != share else f"{round(share * 100)} %"


def _percents(shares: pd.Series) -> pd.Series:
    return shares.map(percent).astype("str")


def _unknown(rates: pd.DataFrame) -> pd.Series:
    bounds = _percents(rates["rate_least"]) + " to " + _percents(rates["rate_most"])
    told = rates["responded_undated"].astype("str") + " (" + bounds + ")"
    return told.where(rates["responded_undated"] > 0, "0")


def _comparison(rates: pd.DataFrame, group: pd.Series, by: list[str]) -> str:
    if len(rates) == 0:
        return "There are no messages yet."
    is_named = (rates[by] != "").all(axis=1)
    if not is_named.any():
        return f"The sheet tells the {what_is_grouped(by)} of no message, so there is nothing to compare."
    if len(rates) == 1:
        return "There is one group only, so there is nothing to compare."
    if is_named.sum() == 1:
        return f"{_capital(group[is_named].iloc[0])} is the only group that the sheet names, so there is nothing to compare."
    return _compared(rates[is_named], group[is_named], by)


def _compared(rates: pd.DataFrame, group: pd.Series, by: list[str]) -> str:
    """What may be claimed: which groups are answered more often, and which less; else what it would take to tell."""
    often, seldom = (list(group[rates["told_apart"] == side]) for side in (1, -1))
    unclear = list(group[rates["told_apart"] == 0])
    if not often and not seldom:
        return _not_apart(rates, group)
    rest = "the others" if len(by) > 1 else _REST.get(by[0], "the others")
    one, other, more = (often, seldom, "more") if often else (seldom, often, "less")
    than = _listed(other) if other else rest
    first = f"{_capital(_listed(one))} {'is' if len(one) == 1 else 'are'} answered {more} often than {than}."
    if not unclear or (not other and len(rates) == len(one) + 1):
        return first
    return f"{first} You can't tell {_listed(unclear)} from the rest yet."


_REST = {
    "medium": "your other ways of writing",
    "kind": "your other messages",
    "number": "your other messages",
    "weekday": "messages of other days",
    "hour_band": "messages of other hours",
    "wait_band": "messages after other waits",
    "seniority": "roles of other levels",
    "stage": "messages of other stages",
    "company_type": "other companies",
    "source": "other sources",
    "contact_seniority": "people of other levels",
}


def _not_apart(rates: pd.DataFrame, group: pd.Series) -> str:
    """The two at the top, and what a true difference would take to show."""
    first, second = rates.iloc[0], rates.iloc[1]
    sizes = f"({int(first['attempts'])} and {counted(int(second['attempts']), 'message')})"
    apart = f"You can't tell {group.iloc[0]} from {group.iloc[1]} yet {sizes}."
    points, needed = f"{100 * first['difference']:.0f} in 100", max(int(first["needed"]), int(second["needed"]))
    if needed:
        more = f"If one were truly answered by {points} more often, about {_rounded(needed):,} more of each would show it."
    else:
        more = f"A true difference of {points} would have shown by now with a chance of 8 in 10."
    return f"{apart} {more}" + (" The other groups are no clearer." if len(rates) > 2 else "")


def _rounded(number: int) -> int:
    """To ten, since it is known no better."""
    return max(10, round(number, -1))


def _caution(rates: pd.DataFrame, group: pd.Series) -> str:
    """Of which groups the rates rest on answers without a day, or are not stated for want of days."""
    unsaid, mostly = rates["rate"].isna(), rates["unknown_day_share"] > _MOSTLY
    if len(rates) == 1:
        return _caution_of_one(rates.iloc[0])
    said = []
    if (mostly & ~unsaid).any():
        said.append(
            f"What is said of {_listed(list(group[mostly & ~unsaid]))} rests mostly on answers without a day in your sheet."
        )
    if unsaid.any():
        said.append(f"Of {_listed(list(group[unsaid]))} too few answers have a day to say how many come in time.")
    return " ".join(said)


def _caution_of_one(row: pd.Series) -> str:
    dated, answered = int(row["responded"]), int(row["responded"] + row["responded_undated"])
    if pd.isna(row["rate"]):
        return (
            f"Your sheet has the day of {dated} of {counted(answered, 'answer')}, too few to say how long they take. "
            f"So far {answered} of {int(row['attempts'])} were answered."
        )
    return "Most of this rests on answers without a day in your sheet." if row["unknown_day_share"] > _MOSTLY else ""


def _short(name: str) -> str:
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1]}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        names = [*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
