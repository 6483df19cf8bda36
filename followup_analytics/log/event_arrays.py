"""A log as of a moment, as arrays in the order in which one event can answer another.

What the rules and the analysis both stand on: local days, what has happened and what is planned, and the look-ups "the next
such event after this one" and "the last such event before it", each for a million events at once.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.local_time import SECONDS_A_DAY, DayTable, Flags, Ints, Moment
from followup_analytics.log.event_order import QUESTIONS, answering_order, kind_codes, kind_flags
from followup_analytics.log.job_search_log import JobSearchLog

FAR = np.iinfo(np.int64).max
# The arrays of a larger log are not kept: they would take as much memory as its own tables.
_MOST_KEPT_EVENTS = 100_000
# Deadlines lie at most so many days behind an event (the longest scaled spacing and all that follows from it).
_REACH_DAYS = 800
_STATED_DAYS = ("reply_expected_by", "answer_by")


class Marks:
    """The events of some kinds, and the look-ups along each application's own events.

    An event is named by its place in the timeline; `none` (the number of events) stands for "there is none".
    """

    def __init__(self, app: Ints, chosen: Flags) -> None:
        self.places = np.flatnonzero(chosen)
        self.none = len(chosen)
        self._app, self.chosen = app, chosen
        # One more at the end, for "there is none": a rank of -1 finds it too.
        self._found = np.append(self.places, self.none)
        self._app_of_found = np.append(app[self.places], -1)

    @cached_property
    def _count(self) -> Ints:
        return np.cumsum(self.chosen, dtype=np.int32)

    def after(self, places: Ints) -> Ints:
        """The first marked event behind each place, in the same application."""
        return self._same_application(self._count[places], places)

    def count_until(self, places: Ints) -> Ints:
        """How many marked events lie ahead of each place or at it, in the whole log."""
        return self._count[places].astype(np.int64)

    def before(self, places: Ints) -> Ints:
        """The last marked event ahead of each place, in the same application."""
        return self._same_application(self._count[places] - self.chosen[places] - 1, places)

    def until(self, places: Ints) -> Ints:
        """The last marked event ahead of each place or at it, in the same application."""
        return self._same_application(self._count[places] - 1, places)

    def _same_application(self, rank: Ints, places: Ints) -> Ints:
        return np.where(self._app_of_found[rank] == self._app[places], self._found[rank], self.none)


class Timeline:
    """The events of a log in answering order, as arrays; one place an event.

    `questions` are the kinds that their word of the same day answers, where a clock time does not say otherwise.

    Attributes
    ----------
    app, kind, medium, stage, day : of each place: the application's position, the codes, the local day
    event : of each place: the row in `log.events`
    at : seconds since 1970 in UTC, with a last element `FAR` for the place `none`
    past : what has happened as of the moment
    stated : the local day that an event states for their answer, or -1
    answer_by : the local day by which they want the seeker's answer, or -1
    zone : the zone code of each application
    begins, ends : of each application, the moment's first and last second
    """

    def __init__(self, log: JobSearchLog, as_of: Any, questions: tuple[str, ...] = QUESTIONS) -> None:
        self.moment = Moment.of(as_of)
        events, zones = log.events, log.applications["timezone"]
        self.applications = len(zones)
        codes, names = pd.factorize(zones)
        self.zone = codes.astype(np.int64)
        at = _seconds(events["at"])
        named = {name: _seconds(events[name]) for name in _STATED_DAYS if events[name].notna().any()}
        self.days = _day_table(tuple(map(str, names)) or ("UTC",), at, list(named.values()), self.moment)
        self.begins, self.ends = self.moment.begins(self.days, self.zone), self.moment.ends(self.days, self.zone)
        self._questions = kind_flags(questions)
        self._fill(log, at, named)

    def _fill(self, log: JobSearchLog, at: Ints, named: dict[str, Ints]) -> None:
        app, events = log.positions, log.events
        zone = self.zone[app]
        day = self.days.day_of(zone, at)
        kind = events["kind"].cat.codes.to_numpy()
        order = answering_order(app, day, kind, events["precision"].cat.codes.to_numpy() == 0, self._questions)
        pick = slice(None) if order is None else order
        self.event = np.arange(len(app)) if order is None else order
        self.app, self.kind, self.day = app[pick], kind[pick], day[pick]
        self.medium, self.stage = (events[name].cat.codes.to_numpy()[pick] for name in ("medium", "stage"))
        self.past = (at <= self.ends[app])[pick]
        self._kind_bits = np.uint32(1) << self.kind.astype(np.uint32)
        self._past_bits = np.where(self.past, self._kind_bits, np.uint32(0))
        self.stated, self.answer_by = (self._days_named(named.get(name), zone)[pick] for name in _STATED_DAYS)
        self.at = np.append(at[pick], FAR)
        self.none = len(app)

    def _days_named(self, seconds: Ints | None, zone: Ints) -> Ints:
        """The local days that events name, -1 where they name none."""
        days = np.full(len(zone), -1, dtype=np.int64)
        if seconds is not None:
            known = seconds != 0
            days[known] = self.days.day_of(zone[known], seconds[known])
        return days

    def marks(self, kinds: Iterable[str], planned: bool = False) -> Marks:
        """The events of these kinds that have happened, or those that are planned."""
        bits = self._kind_bits ^ self._past_bits if planned else self._past_bits
        return self.marked((bits & _bits_of(kinds)) != 0)

    def marked(self, chosen: Flags) -> Marks:
        """The chosen events."""
        return Marks(self.app, chosen)

    def flags(self, places: Ints) -> Flags:
        """True at these places."""
        chosen = np.zeros(self.none, dtype=bool)
        chosen[places] = True
        return chosen

    def of_kinds(self, kinds: Iterable[str]) -> Flags:
        """Where the events are of these kinds."""
        return np.asarray((self._kind_bits & _bits_of(kinds)) != 0)

    def has(self, marks: Marks) -> Flags:
        """Which applications have such an event."""
        found = np.zeros(self.applications, dtype=bool)
        found[self.app[marks.places]] = True
        return found

    def first(self, marks: Marks) -> Ints:
        """The first marked event of each application, or `none`."""
        return self._edge(marks, marks.places[np.append(True, np.diff(self.app[marks.places]) != 0)[: len(marks.places)]])

    def last(self, marks: Marks) -> Ints:
        """The last marked event of each application, or `none`."""
        return self._edge(marks, marks.places[np.append(np.diff(self.app[marks.places]) != 0, True)[: len(marks.places)]])

    def _edge(self, marks: Marks, places: Ints) -> Ints:
        found = np.full(self.applications, self.none, dtype=np.int64)
        found[self.app[places]] = places
        return found

    def last_before(self, marks: Marks, limits: Ints, app: Ints) -> Ints:
        """The last marked event ahead of each limit; where the limit is `none`, the last of the application."""
        bounded = limits < self.none
        return np.where(bounded, marks.before(np.where(bounded, limits, 0)), self.last(marks)[app])


def event_arrays(log: JobSearchLog, as_of: Any, questions: tuple[str, ...] = QUESTIONS) -> Timeline:
    """The log's `Timeline`, built once for the same log, moment and questions: a log never changes, and many ask for the same."""
    if len(log.positions) > _MOST_KEPT_EVENTS:
        return Timeline(log, as_of, questions)
    kept: dict[tuple[Moment, tuple[str, ...]], Timeline] = vars(log).setdefault("_event_arrays", {})
    key = (Moment.of(as_of), questions)
    if key not in kept:
        kept[key] = Timeline(log, as_of, questions)
    return kept[key]


def _bits_of(kinds: Iterable[str]) -> np.uint32:
    """Event kinds as bits of one number: comparing a number is faster than looking a kind up."""
    return np.uint32(sum(1 << code for code in kind_codes(*kinds)))


def _seconds(times: pd.Series) -> Ints:
    """Whole seconds since 1970 in UTC; a missing time is 0."""
    return np.where(times.isna().to_numpy(), 0, times.to_numpy("datetime64[us]").view(np.int64) // 1_000_000)


def _day_table(zones: tuple[str, ...], at: Ints, named: list[Ints], moment: Moment) -> DayTable:
    found = [moment.utc_day]
    for seconds in (at, *(days[days != 0] for days in named)):
        if len(seconds):
            found += [int(seconds.min()) // SECONDS_A_DAY, int(seconds.max()) // SECONDS_A_DAY]
    return DayTable(zones, min(found) - 10, max(found) + _REACH_DAYS)
