"""Week and WeekNumbers: the frozen record of tables."""

import datetime as dt
import re
from dataclasses import dataclass

import pandas as pd

from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.errors import MomentError
from followup_analytics.reporting.due_cards import DueCards

_NAME = re.compile(r"(\d{4})-W(\d{2})")
_FIRST_YEAR, _LAST_YEAR = 1971, 2099


@dataclass(frozen=True)
class Week:
    """The week that begins on a Monday."""

    begins: dt.date

    @classmethod
    def named(cls, name: str) -> "Week":
        """The week of that ISO name ("2026-W24").

        Raises
        ------
        MomentError
            If it is none; the message says what a name looks like, and how many weeks the year has.
        """
        found = _NAME.fullmatch(name.strip().upper()) if isinstance(name, str) else None
        if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
            example = f"from {_FIRST_YEAR}-W01 to {_LAST_YEAR}-W53, such as 2026-W24 for the week from Monday, 8 June 2026"
            raise MomentError(f"week {name!r} is no week: give a year and an ISO week {example}")
        year, number = int(found[1]), int(found[2])
        # 28 December lies in the last week of its ISO year.
        last = dt.date(year, 12, 28).isocalendar().week
        if not 1 <= number <= last:
            raise MomentError(f"week {name!r} is no week: {year} has the weeks {year}-W01 to {year}-W{last:02d}")
        return cls(dt.date.fromisocalendar(year, number, 1))

    @classmethod
    def of(cls, day: dt.date) -> "Week":
        """The week in which a day lies."""
        return cls(day - dt.timedelta(days=day.weekday()))

    @property
    def name(self) -> str:
        """The ISO name: "2026-W24"."""
        year, number, _ = self.begins.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def ends(self) -> dt.date:
        """The Sunday."""
        return self.begins + dt.timedelta(days=6)

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in the week."""
        return self.begins <= day <= self.ends

    def before(self, weeks: int) -> "Week":
        """The week that lies so many weeks earlier."""
        return Week(self.begins - dt.timedelta(weeks=weeks))


@dataclass(frozen=True)
class WeekNumbers:
    """The numbers of one week. Days are local to each application; times are UTC.

    Attributes
    ----------
    week : the ISO week
    as_of : the moment of all numbers, as text: the week's Monday, or a later moment in the week
    today : the day of that moment
    applications : how many the log knows at that moment
    is_redacted : whether companies and people are numbered, and free text is left out
    address : the seeker's e-mail address, to which the report as a message goes; "" where none is known
    do_now : one row per action that is open or opens in the week; index `action_id`. `group` (`overdue`; `this_week`: due by
        Sunday; `open`: due later; `opens`: can be done from a later day of the week on; `done`: settled since), `when, what,
        company, role, contact, medium, why` (text), `rule`, `application_id`. In the order of `actions`, the urgent first. An
        action is `done`, and `when` says how and on which day, if the log has, from the Monday to the end of the Sunday, an
        event that satisfies it; or, after the moment, one that ended its application, or a word of theirs (or a request for
        closure) that made it moot. Interviews show nothing of this kind, since they may lie ahead; notes and receipts don't
        either. This is all that is told of what came after the moment
    cards : the list of what is to do as `due_cards` gives it, without what is settled
    drafts : one row per message that a card to do asks for; index `action_id`. `medium, to, subject, body, missing`
        (text)
    actions : what `follow_up_actions` gives, all rows
    happened : one row per kind of event; index `what`. `last_week`, `before_1` to `before_4` (the four weeks before it, the
        latest first), `usual` (their mean a week)
    events : one row per event of the last week, and of this one until the moment: `day, company, role, what, medium`
    standing : one row per application; index `application_id`. `company, role, status` (as of the moment), `your_turn` (whether
        theirs was the last word, and it is not answered), `last` (what happened last), `last_day`, `days_since`, `next` (what
        comes next, less what is done), `next_when`; what has ended last
    flows : how many applications went from one step to the next, as `application_flows` gives it of what had happened by then
    rates : one row per group: `by` ("" for all, `medium, weekday, wait_band, seniority`), `group`, then the columns of
        `response_rates`
    silence, silence_by_kind : when answers come, in all and by the kind of message or meeting that is waited after
    waiting : one row per application that waits for a word of theirs; index `application_id`. `company, role, since` (the
        kind that it waits after), `days`, `chance, low, high` of still hearing by `horizon_days`, `silences` (how many lasted as
        long), `of_all` (told by all waits together, where there are under 15 of its kind), the least hope last
    conduct : what `conduct` gives, up to the last week
    habits : one row per habit H01-H04; index `rule`. `title, finding, sources`
    habit_applications : one row per application that a habit is about: `rule, application_id, company, role, note`
    tuning : one row per setting that tuning looks at: `setting, now, recommended`
    verdict : what tuning says, in a sentence
    drift : whether answers have thinned or slowed, in a sentence; empty where nothing is told
    problems : what in the sheet was not understood: the columns of `log.problems`, errors first
    known_from : what mail, calendars and LinkedIn told, and what they cover: what `known_from` gives of the log
    """

    week: Week
    as_of: str
    today: dt.date
    applications: int
    is_redacted: bool
    address: str
    cards: DueCards
    do_now: pd.DataFrame
    drafts: pd.DataFrame
    actions: pd.DataFrame
    happened: pd.DataFrame
    events: pd.DataFrame
    standing: pd.DataFrame
    flows: pd.DataFrame
    rates: pd.DataFrame
    silence: SilenceCurve
    silence_by_kind: SilenceCurve
    waiting: pd.DataFrame
    conduct: pd.DataFrame
    habits: pd.DataFrame
    habit_applications: pd.DataFrame
    tuning: pd.DataFrame
    verdict: str
    drift: str
    problems: pd.DataFrame
    known_from: pd.DataFrame
