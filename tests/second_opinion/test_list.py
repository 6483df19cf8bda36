"""The package's list is that of the slow, plain reading: its table's order, its lines, its questions and its counts."""

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import followup_analytics as fa

from .clock import Calendar, moment_of
from .listing import PlainList, plain_list, table_in_order
from .oracle import Asked, everything_asked
from .searches import Search, log_lines, search
from .tiers import tier_of

SEEDS = range(20)
FACTS_OF_EVENTS = ["application_id", "at", "precision", "kind", "medium", "stage", "reply_expected_by", "answer_by"]
Key = tuple[str, str, str, str, int]


class Read:
    """A search as the package reads it, with what was put off, and the two readings of its list."""

    def __init__(self, made: Search, folder: Path) -> None:
        sheet = folder / "log.csv"
        log_lines(made).to_csv(sheet, index=False)
        self.made, self.read = made, fa.read_log(sheet)
        self.asked = everything_asked(self.read, made.as_of, promises=made.promises)
        names = _names(self.asked, fa.follow_up_actions(self.read, fa.Cadence(), as_of=made.as_of))
        self.name_of: Callable[[Asked], str] = lambda one: names[one.application_id, one.number]
        self.log = fa.JobSearchLog(self.read.applications, self.read.events, self.read.problems, self._put_off())
        self.actions = fa.follow_up_actions(self.log, fa.Cadence(), as_of=made.as_of)

    def _put_off(self) -> pd.DataFrame:
        since = moment_of(self.made.as_of, Calendar("UTC", "")).clock.astimezone(UTC) - pd.Timedelta(days=1)
        rows = [
            {"action_id": self.name_of(one), "application_id": one.application_id, "since": since, "until": pd.Timestamp(day)}
            for one, day in self.made.put_off(self.asked)
        ]
        return pd.DataFrame(rows)

    @cached_property
    def plain(self) -> PlainList:
        made = self.made
        return plain_list(self.log, made.as_of, promises=made.promises, name_of=self.name_of, put_off=made.after_putting_off)

    @cached_property
    def cards(self) -> Any:
        return fa.due_cards(self.log, self.actions, as_of=self.made.as_of)

    @cached_property
    def folded(self) -> pd.DataFrame:
        return fa.due_list(self.log, self.actions, as_of=self.made.as_of).frame

    def shown(self, name: str) -> list[str]:
        """The lines of a tier in the package: the action's id, or the company of a question."""
        ids = dict(zip(self.folded["code"], self.folded.index, strict=True))
        return [str(ids.get(card.code, card.company)) for card in self.cards.tiers[name]]

    def wanted(self, name: str) -> list[str]:
        companies = self.log.applications["company"]
        return [line.action_id or companies[line.application_id] for line in self.plain.tiers[name]]


def _names(asked: list[Asked], actions: pd.DataFrame) -> dict[tuple[str, int], str]:
    """The ids of the package's actions; those that share all else are numbered alike in both."""
    ids: dict[Key, list[str]] = defaultdict(list)
    rows: list[Any] = list(actions.itertuples())
    for row in rows:
        ids[row.application_id, row.rule, row.action, row.trigger_event_id, row.check_number].append(str(row.Index))
    for found in ids.values():
        found.sort(key=lambda name: [int(part) for part in re.findall(r"\d+", name)], reverse=True)
    names = {}
    for one in asked:
        action = one.action
        key = one.application_id, action.rule, action.action, action.trigger.event_id, action.check_number
        assert ids[key], f"the package has no {key}"
        names[one.application_id, one.number] = ids[key].pop()
    return names


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Read]:
    return cache(lambda seed: Read(search(seed), tmp_path_factory.mktemp("search")))


def _facts(events: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(zip(*(events[name].astype(str) for name in FACTS_OF_EVENTS), strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_event_is_read_as_it_was_written(seed: int, reading: Callable[[int], Read]) -> None:
    one = reading(seed)
    assert _facts(one.read.events) == _facts(one.made.frames.events)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_table_has_one_order_tiers_and_reach(seed: int, reading: Callable[[int], Read]) -> None:
    one = reading(seed)
    plain = table_in_order(one.made.after_putting_off(one.asked), one.name_of)
    wanted = [(entry.action_id, tier_of(entry.asked.action), entry.asked.reachable) for entry in plain]
    assert list(zip(one.actions.index, one.actions["tier"], one.actions["reachable"], strict=True)) == wanted


@pytest.mark.parametrize("name", ["waiting", "thanks", "checks", "planned", "questions", "cold"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_lines_of_each_tier_are_those_of_the_page(seed: int, name: str, reading: Callable[[int], Read]) -> None:
    one = reading(seed)
    assert one.shown(name) == one.wanted(name)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_only_counted_is_counted_right(seed: int, reading: Callable[[int], Read]) -> None:
    one = reading(seed)
    assert dict(one.cards.counts) == one.plain.counts


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_sentence_names_the_interviews_of_today(seed: int, reading: Callable[[int], Read]) -> None:
    one = reading(seed)
    companies = one.log.applications["company"]
    for application_id, hour in one.plain.today:
        assert companies[application_id] in one.cards.first
        assert hour is None or f"{hour:%H:%M}" in one.cards.first


@pytest.mark.parametrize("seed", SEEDS)
def test_the_folded_table_has_the_same_lines(seed: int, reading: Callable[[int], Read]) -> None:
    one = reading(seed)
    is_open = one.folded["urgency"].isin(["due", "overdue"])
    listed = [str(name) for name in one.folded.index[is_open]]
    wanted = [line.action_id for name in ("waiting", "thanks", "checks", "cold") for line in one.plain.tiers[name]]
    assert listed == [name for name in wanted if name]
