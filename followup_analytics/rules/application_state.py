"""Where each application stands as of a moment, and how its actions are judged."""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.event_arrays import Marks, Timeline
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.provenance import maybe_answered
from followup_analytics.rules.action_arrays import (
    DONE,
    DUE,
    LATE,
    MISSED,
    MOOT,
    OVERDUE,
    WAITING,
    ActionArrays,
    ActionStart,
    ActionWindow,
)
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.held_back import NOT_PUT_OFF, Snoozes, open_promises
from followup_analytics.rules.schedule import BusinessDays, Floats, pace_factor

ANCHOR_KINDS = ("interview", "reply", "interview_invitation")
# What ends whatever is open; a closure ends only what was begun before it, the others also what begins later.
STOP_KINDS = ("rejection", "withdrawal", "acceptance", "offer", "closure")


@dataclass
class ApplicationState:
    """A log as of a moment under a cadence; with `snoozes`, what the seeker put off waits."""

    log: JobSearchLog
    cadence: Cadence
    timeline: Timeline
    snoozes: Snoozes | None = None
    _marks: dict[tuple[str, ...], Marks] = field(default_factory=dict)

    def marks(self, *kinds: str) -> Marks:
        """The events of these kinds that have happened; looked up once."""
        if kinds not in self._marks:
            self._marks[kinds] = self.timeline.marks(kinds)
        return self._marks[kinds]

    @cached_property
    def applications(self) -> pd.DataFrame:
        """The log's applications."""
        return self.log.applications

    @cached_property
    def events(self) -> pd.DataFrame:
        """The log's events, in the log's own order."""
        return self.log.events

    @cached_property
    def anchors(self) -> Marks:
        """The interviews, replies and invitations that have happened."""
        return self.marks(*ANCHOR_KINDS)

    @cached_property
    def outbound(self) -> Marks:
        """What the seeker sent."""
        return self.marks(*words.OUTBOUND_KINDS)

    def has_clock(self, places: Ints) -> Flags:
        """Which events have a clock time."""
        precision = self.events["precision"].cat.codes.to_numpy()
        return np.asarray(precision[self.timeline.event[places]] == words.PRECISIONS.index("minute"))

    @cached_property
    def maybe_answered(self) -> Flags:
        """The messages of theirs that mail without the seeker's own told: nobody can know whether they were answered."""
        return np.asarray(maybe_answered(self.events, self.log.provenance)[self.timeline.event])

    @cached_property
    def interview_planned(self) -> Flags:
        """Which applications have an interview ahead."""
        return self.timeline.has(self.timeline.marks(("interview",), planned=True))

    @cached_property
    def waits_for_word(self) -> Flags:
        """Which applications wait, with all that is to be done, until the seeker tells whether it was done for them."""
        waits = np.zeros(self.timeline.applications, dtype=bool)
        if self.snoozes is not None:
            waits[self.snoozes.whole] = True
        return waits

    @cached_property
    def no_inquiries(self) -> Flags:
        """Which applications are with a company that forbade inquiries."""
        return (self.applications["stated_process"] == "no_inquiries").to_numpy()

    @cached_property
    def they_contact(self) -> Flags:
        """Which applications are with a company that said that it would call."""
        return (self.applications["stated_process"] == "they_contact").to_numpy()

    @cached_property
    def promised_days(self) -> Ints:
        """The latest day for an answer that a note of each application may promise, while that is a question, or -1."""
        days = np.full(len(self.applications), -1, dtype=np.int64)
        for application_id, day in open_promises(self.log).items():
            if application_id in self.applications.index:
                days[self.applications.index.get_loc(application_id)] = day
        return days

    @cached_property
    def pace_factor(self) -> Floats:
        """T08 x T09 x T17 of each application."""
        return pace_factor(self.applications, self.cadence)

    @cached_property
    def undated(self) -> Ints:
        """The code of the status that goes further than the events do, or -1."""
        return self.log.undated_codes

    def ended_without_date(self, *also: str) -> Flags:
        """Which applications the sheet states to have ended (or to be in one of `also`), with no event that says so."""
        # One more at the end: -1 finds it.
        ended = np.isin((*words.STATUSES, ""), (*words.ENDED_STATUSES, *also))
        return np.asarray(ended[self.undated])

    @cached_property
    def _countries(self) -> tuple[Ints, BusinessDays]:
        codes, names = pd.factorize(self.applications["country"])
        days = self.timeline.days
        return codes, BusinessDays(tuple(map(str, names)) or ("",), days.first_day, days.last_day)

    def business_days_after(self, app: Ints, days: Ints, count: Ints | int) -> Ints:
        """The `count`-th business day of the application's country after each day."""
        codes, business_days = self._countries
        return business_days.after(codes[app], days, count)

    def is_business_day(self, app: Ints, days: Ints) -> Flags:
        """Whether each day is a business day in the application's country."""
        codes, business_days = self._countries
        return business_days.is_open(codes[app], days)

    def day_start(self, app: Ints, days: Ints) -> Ints:
        """The first second of local days."""
        return self.timeline.days.start(self.timeline.zone[app], days)

    def day_end(self, app: Ints, days: Ints) -> Ints:
        """The last second of local days."""
        return self.timeline.days.end(self.timeline.zone[app], days)

    def at_hour(self, app: Ints, days: Ints, hour: int) -> Ints:
        """The instant at which local clocks show an hour."""
        return self.timeline.days.at_hour(self.timeline.zone[app], days, hour)

    def local_day(self, app: Ints, seconds: Ints) -> Ints:
        """The local day of instants."""
        return self.timeline.days.day_of(self.timeline.zone[app], seconds)

    def stop(self, trigger: Ints, kinds: tuple[str, ...] = STOP_KINDS) -> Ints:
        """What stops an action: the first stop after its trigger, or its trigger itself where a lasting stop lies before."""
        lasting = tuple(kind for kind in kinds if kind != "closure")
        stopped = self.marks(*lasting).before(trigger) < self.timeline.none
        return np.where(stopped, trigger, self.marks(*kinds).after(trigger))

    def judge(
        self,
        rule: str,
        action: str,
        window: ActionWindow,
        start: ActionStart,
        moot: Flags | None,
        lapse: np.int8 = MISSED,
        branch: str = "",
    ) -> ActionArrays:
        """The actions of a rule with their status as of the moment.

        `moot` are the applications whose unanswered actions are moot at every moment; `lapse` is the status after the end.
        """
        app, at = self.timeline.app[start.trigger], self.timeline.at
        second = np.zeros_like(app) if start.second is None else start.second
        begins, ends, answered_at = self.timeline.begins[app], self.timeline.ends[app], at[window.answer]
        in_time = answered_at <= window.due
        window, put_off = self._put_off(rule, branch, app, (start.first, second), window)
        held = np.zeros(len(app), dtype=bool) if window.held is None else window.held
        held = held | self.waits_for_word[app]
        never = held if moot is None else held | moot[app]
        answered = window.answer < window.ender
        over, ended_after = window.expires < begins, at[window.ender] > window.expires
        lapsed = over & ~never & (answered_at > window.expires) & ended_after
        still_open = np.where(window.due < begins, OVERDUE, np.where(window.opens <= ends, DUE, WAITING))
        by_clock, by_end = np.where(over, lapse, still_open), np.where(ended_after, lapse, MOOT)
        unanswered = np.where(window.ender < self.timeline.none, np.where(held, MOOT, by_end), np.where(held, WAITING, by_clock))
        if moot is not None:
            unanswered = np.where(moot[app], MOOT, unanswered)
        status = np.where(answered, np.where(in_time, DONE, LATE), unanswered)
        done = np.where(answered, window.answer, self.timeline.none)
        number = np.zeros_like(app) if start.number is None else start.number
        return ActionArrays(
            rule,
            action,
            app,
            start.trigger,
            start.anchor,
            number,
            (start.first, second),
            window.opens,
            window.due,
            window.expires,
            status,
            done,
            held,
            lapsed,
            put_off,
            branch,
        )

    def _put_off(
        self, rule: str, branch: str, app: Ints, occurrence: tuple[Ints, Ints], window: ActionWindow
    ) -> tuple[ActionWindow, Ints]:
        """The window of what is unanswered and was put off, moved to its day, and that day, or -1.

        On that day the action is due; it lapses as long after it as the rule leaves it open. What may be done for as long as
        it is open (its end is its due time) may be so again.
        """
        nothing = np.full(len(app), NOT_PUT_OFF, dtype=np.int64)
        if self.snoozes is None or not self.snoozes.by_rule:
            return window, nothing
        until = self.snoozes.until(rule, branch, app, occurrence)
        opens_day = self.local_day(app, window.opens)
        moved = (until > opens_day) & (window.answer >= window.ender)
        until, left = np.where(moved, until, opens_day), self.local_day(app, window.expires) - opens_day
        expires = np.where(moved, np.maximum(window.expires, self.day_end(app, until + left)), window.expires)
        due = np.where(window.due == window.expires, expires, np.maximum(window.due, self.day_end(app, until)))
        opens = np.where(moved, self.day_start(app, until), window.opens)
        changed = replace(window, opens=opens, due=np.where(moved, due, window.due), expires=expires)
        return changed, np.where(moved, until, nothing)
