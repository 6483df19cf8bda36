"""What was found in mail, as lines to accept or to decline, each with its evidence."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from followup_analytics.evidence.remembered import codes_of
from followup_analytics.journal.evidence_entries import recorded_evidence
from followup_analytics.reporting.wording.names import EVENT_WORDS, day_text, one_line
from followup_analytics.search.search import Search

_MOST_CANDIDATES = 3


@dataclass(frozen=True)
class ProposalShown:
    """A proposal in words.

    Attributes
    ----------
    code : to decline it
    whom, what : the application, and what is proposed
    evidence : the subject, who wrote, and why it fits
    is_sure : whether it can be accepted without a look
    choices : what accepts it, as name and label: one, or one for each application that fits
    """

    code: str
    whom: str
    what: str
    evidence: str
    is_sure: bool
    choices: tuple[tuple[str, str], ...]


def proposals_shown(search: Search) -> list[ProposalShown]:
    """What was collected last and is neither known nor decided yet, what is sure first."""
    proposals = search.evidence.proposals
    codes, found = codes_of(proposals), recorded_evidence(search.journal.entries())
    pairs = zip(proposals["remembered"], proposals["certainty"] == "ask", strict=True)
    asked_too = [set(keys.split()) if is_asked else set[str]() for keys, is_asked in pairs]
    declined = [
        name in found.declined or bool(found.declined & keys) for name, keys in zip(proposals.index, asked_too, strict=True)
    ]
    open_ = proposals[~proposals["known"] & ~proposals.index.isin(list(found.moments)) & ~np.array(declined, dtype=bool)]
    order = open_["certainty"].map({"sure": 0, "likely": 1, "ask": 2}).sort_values(kind="stable").index
    return [_shown(search, row, str(codes[row["evidence_id"]])) for row in open_.loc[order].reset_index().to_dict("records")]


def _shown(search: Search, row: dict[Any, Any], code: str) -> ProposalShown:
    companies = search.log.applications["company"]
    what = f"{EVENT_WORDS[str(row['kind'])].lower()} on {day_text(row['at'].date(), search.today)}"
    whom = row["contact"] or row["contact_email"]
    evidence = " · ".join(
        filter(None, (f"“{row['subject']}”" if row["subject"] else "", f"with {whom}" if whom else "", row["why"]))
    )
    choices: tuple[tuple[str, str], ...] = ()
    if row["certainty"] != "ask":
        name, choices = companies[row["application_id"]], ((code, "Accept"),)
    elif row["candidates"]:
        named = [str(companies[one]) for one in row["candidates"][:_MOST_CANDIDATES]]
        name, choices = " or ".join(named), tuple((f"{code}={n}", f"It is {one}") for n, one in enumerate(named, 1))
    else:
        name = "Not in your sheet"
    return ProposalShown(code, one_line(str(name)), one_line(what), one_line(evidence), row["certainty"] == "sure", choices)
