"""Proposals by their short codes: which of them an answer means."""

from collections.abc import Sequence
from typing import cast

import pandas as pd

from followup_analytics.errors import UnknownNameError, did_you_mean
from followup_analytics.evidence.heads import digest

GROUPS = ("sure", "all")
_SHORTEST = 4
_BETWEEN = "="


def codes_of(proposals: pd.DataFrame) -> pd.Series:
    """A short code for each proposal, the same in every run as long as no other begins like it."""
    full = [digest(str(name)) for name in proposals.index]
    size = _SHORTEST
    while len({code[:size] for code in full}) < len(full):
        size += 1
    return pd.Series([code[:size] for code in full], proposals.index, dtype="str", name="code")


def accepted(proposals: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The proposals that are accepted, each with the application to which it is to be recorded.

    Parameters
    ----------
    proposals : DataFrame
        Of `collect_evidence`.
    names : sequence of str
        `sure`; `all` (sure and likely); codes; evidence ids; for a question `CODE=2`, its second candidate, or `CODE=ID`.
        One code of a question answers all of its conversation.

    Raises
    ------
    UnknownNameError
        If there is no such proposal or candidate, or a question names several applications and the answer none.
    """
    chosen: dict[str, str] = {}
    for name in names:
        if name in GROUPS:
            wanted = ["sure"] if name == "sure" else ["sure", "likely"]
            chosen.update(proposals.loc[proposals["certainty"].isin(wanted) & ~proposals["known"], "application_id"])
            continue
        code, _, answer = name.partition(_BETWEEN)
        row = cast("pd.Series", proposals.loc[_named(proposals, code)])
        if row["certainty"] != "ask":
            chosen[str(row.name)] = answer or str(row["application_id"])
            continue
        application = _answered(row, code, answer)
        same = proposals[(proposals["conversation"] == row["conversation"]) & (proposals["certainty"] == "ask")]
        chosen.update(dict.fromkeys(map(str, same.index), application))
    rows = proposals.loc[list(chosen)]
    return rows.assign(application_id=pd.Series(chosen, dtype="str").reindex(rows.index).astype("str"))


def declined(proposals: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The proposals that are declined, by code or evidence id."""
    return proposals.loc[[_named(proposals, name) for name in names]]


def _named(proposals: pd.DataFrame, name: str) -> str:
    if name in proposals.index:
        return name
    codes = codes_of(proposals)
    found = codes[codes == name.strip().lower()]
    if not len(found):
        raise UnknownNameError(f"{name!r} is no proposal{did_you_mean(name, codes)}: give a code of the list, 'sure' or 'all'")
    return str(found.index[0])


def _answered(row: pd.Series, code: str, answer: str) -> str:
    candidates = list(row["candidates"])
    if row["starts_application"] or not candidates:
        raise UnknownNameError(f"{code}: the sheet has no application for it: add its row to the sheet, and collect again")
    if answer in candidates:
        return answer
    if answer.isdigit() and 1 <= int(answer) <= len(candidates):
        return str(candidates[int(answer) - 1])
    if not answer and len(candidates) == 1:
        return str(candidates[0])
    listed = ", ".join(f"{code}{_BETWEEN}{number} ({name})" for number, name in enumerate(candidates, 1))
    raise UnknownNameError(f"{code} may belong to several applications: give one of {listed}")
