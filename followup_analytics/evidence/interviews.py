"""Interviews from calendar entries: to which application each belongs."""

from collections.abc import Iterable, Mapping

import pandas as pd

from followup_analytics.evidence.calendar_entries import CalendarEntry
from followup_analytics.evidence.direction import bare
from followup_analytics.evidence.directory import Directory
from followup_analytics.evidence.items import Decision, Item, Taught
from followup_analytics.evidence.matching import Ballot, add_person, decide
from followup_analytics.evidence.phrases import phrase_book
from followup_analytics.evidence.proposals import Proposal, proposal_of_entry


def interviews(
    entries: Iterable[CalendarEntry], decided: Mapping[str, Item], directory: Directory, taught: Taught, mine: frozenset[str]
) -> list[Proposal]:
    """A row for each entry that stands for an interview: not cancelled, with a time, of an application of the log."""
    rows: list[Proposal] = []
    seen: set[tuple[str, int]] = set()
    for entry in sorted(entries, key=lambda one: (not one.arrived_with, one.uid)):
        if entry.is_cancelled or entry.is_own or entry.start is None:
            continue
        said = phrase_book("common").found(entry.words)
        if "private" in said or "other_matter" in said:
            continue
        decision = _decision(entry, decided, directory, taught, mine, is_trade="trade" in said)
        if decision is None:
            continue
        start = _instant(entry, directory.zones[decision.candidates[0]])
        row = proposal_of_entry(entry, start, decision, directory, mine)
        key = (row.application_id or " ".join(row.candidates), start)
        if key not in seen:
            rows.append(row)
        seen.add(key)
    return rows


def _decision(
    entry: CalendarEntry,
    decided: Mapping[str, Item],
    directory: Directory,
    taught: Taught,
    mine: frozenset[str],
    *,
    is_trade: bool,
) -> Decision | None:
    ballot = Ballot()
    for identity in entry.arrived_with:
        item = decided.get(identity)
        if item is not None and item.decision is not None and item.decision.certainty != "ask":
            ballot.add("calendar", item.decision.candidates[:1])
    for person in entry.people:
        if bare(person[1]) not in mine:
            add_person(ballot, person, directory, taught)
    ballot.add("name", directory.names_in_text.found(entry.words))
    ballot.add("firm_in_subject", directory.firms.found(entry.words))
    ballot.add("role_in_subject", directory.roles.found(entry.words))
    ballot.add("firm_in_text", directory.firms.found(entry.text))
    ballot.add("role_in_text", directory.roles.found(entry.text))
    return decide(ballot, directory, entry.start or 0, claims_by_name=is_trade)


def _instant(entry: CalendarEntry, zone: str) -> int:
    """When an entry begins; a clock time without a zone is the application's."""
    start = entry.start or 0
    if not entry.is_floating or zone in ("", "UTC"):
        return start
    local = pd.Timestamp(start, unit="s").tz_localize(zone, nonexistent="shift_forward", ambiguous=True)
    return int(local.timestamp())
