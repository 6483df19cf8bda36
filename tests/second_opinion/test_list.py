"""The package's list is that of the slow, plain reading: its table's order, its lines, its questions and its counts."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import followup_analytics as fa

from .clock import Calendar, moment_of
from .layouts import event_rows, only_stage_columns, stage_columns
from .listing import PlainList, plain_list, table_in_order
from .oracle import Asked, everything_asked
from .searches import Search, log_lines, search
from .tiers import tier_of

LAYOUTS: dict[str, tuple[Callable[[Search], Search], Callable[[Search], pd.DataFrame]]] = {
    "a log": (lambda made: made, log_lines),
    "event rows": (lambda made: made, event_rows),
    "stage columns": (only_stage_columns, stage_columns),
}
# A few in every run; SEARCHES=100 for a long one.
SEARCHES = [(seed, layout) for seed in range(int(os.environ.get("SEARCHES", "2"))) for layout in LAYOUTS]
FACTS_OF_EVENTS = ["at", "precision", "kind", "medium", "stage", "reply_expected_by", "answer_by"]
LINES = ("waiting", "thanks", "checks", "planned", "questions", "cold")
Key = tuple[str, str, str, str, int]


class Read:
    """A search as the package reads it from a sheet, with what was put off, and the two readings of its list."""

    def __init__(self, seed: int, layout: str, folder: Path) -> None:
        part, written = LAYOUTS[layout]
        self.made, sheet = part(search(seed)), folder / "search.csv"
        written(self.made).to_csv(sheet, index=False)
        self.read = fa.read_log(sheet)
        self.asked = everything_asked(self.read, self.made.as_of, promises=self.promises)
        names = _names(self.asked, fa.follow_up_actions(self.read, fa.Cadence(), as_of=self.made.as_of))
        self.name_of: Callable[[Asked], str] = lambda one: names[one.application_id, one.number]
        self.log = fa.JobSearchLog(self.read.applications, self.read.events, self.read.problems, self._put_off())
        self.actions = fa.follow_up_actions(self.log, fa.Cadence(), as_of=self.made.as_of)

    @property
    def promises(self) -> dict[str, Any]:
        """The promised days, by the ids that the package gave."""
        ids = {company: str(name) for name, company in self.read.applications["company"].items()}
        companies = self.made.frames.applications["company"]
        return {ids[companies[name]]: day for name, day in self.made.promises.items()}

    def _put_off(self) -> pd.DataFrame:
        since = moment_of(self.made.as_of, Calendar("UTC", "")).clock.astimezone(UTC) - pd.Timedelta(days=1)
        rows = [
            {"action_id": self.name_of(one), "application_id": one.application_id, "since": since, "until": pd.Timestamp(day)}
            for one, day in self.made.put_off(self.asked)
        ]
        return pd.DataFrame(rows)

    @cached_property
    def plain(self) -> PlainList:
        waits = self.made.after_putting_off
        return plain_list(self.log, self.made.as_of, promises=self.promises, name_of=self.name_of, put_off=waits)

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
        found.sort(key=lambda name: [int(part) for part in re.findall(r"\d+", name.split(":")[-1])], reverse=True)
    names = {}
    for one in asked:
        action = one.action
        key = one.application_id, action.rule, action.action, action.trigger.event_id, action.check_number
        assert ids[key], f"the package has no {key}"
        names[one.application_id, one.number] = ids[key].pop()
    return names


@pytest.fixture(params=SEARCHES, ids=lambda one: f"{one[1]} {one[0]}", scope="module")
def one(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    seed, layout = request.param
    return Read(seed, layout, tmp_path_factory.mktemp("search"))


def _facts(log: Any) -> Counter[tuple[str, ...]]:
    companies = log.events["application_id"].map(log.applications["company"])
    return Counter(zip(companies, *(log.events[name].astype(str) for name in FACTS_OF_EVENTS), strict=True))


def test_every_event_is_read_as_it_was_written(one: Read) -> None:
    read, written = _facts(one.read), _facts(one.made.frames)
    assert (read - written, written - read) == (Counter(), Counter())


def test_the_table_has_one_order_tiers_and_reach(one: Read) -> None:
    plain = table_in_order(one.made.after_putting_off(one.asked), one.name_of)
    wanted = [(entry.action_id, tier_of(entry.asked.action), entry.asked.reachable) for entry in plain]
    assert list(zip(one.actions.index, one.actions["tier"], one.actions["reachable"], strict=True)) == wanted


@pytest.mark.parametrize("name", LINES)
def test_the_lines_of_each_tier_are_those_of_the_page(name: str, one: Read) -> None:
    assert one.shown(name) == one.wanted(name)


def test_what_is_only_counted_is_counted_right(one: Read) -> None:
    assert dict(one.cards.counts) == one.plain.counts


def test_the_first_sentence_names_the_interviews_of_today(one: Read) -> None:
    companies = one.log.applications["company"]
    for application_id, hour in one.plain.today:
        assert companies[application_id] in one.cards.first
        assert hour is None or f"{hour:%H:%M}" in one.cards.first


def test_the_folded_table_has_the_same_lines(one: Read) -> None:
    is_open = one.folded["urgency"].isin(["due", "overdue"])
    wanted = [line.action_id for name in ("waiting", "thanks", "checks", "cold") for line in one.plain.tiers[name]]
    assert [str(name) for name in one.folded.index[is_open]] == [name for name in wanted if name]
