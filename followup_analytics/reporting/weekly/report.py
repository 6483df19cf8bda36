"""weekly_report: all that matters on a Monday, as numbers that can be written as a file."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from followup_analytics.analysis.application_flows import application_flows
from followup_analytics.analysis.attempts import outreach_attempts, silences
from followup_analytics.analysis.response_times import silence_curve
from followup_analytics.errors import FollowupError, MomentError
from followup_analytics.file_writing import replaced_file
from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.log.provenance import known_from
from followup_analytics.log.sharing import redacted_log
from followup_analytics.reporting.due_cards import due_cards
from followup_analytics.reporting.due_list import due_list
from followup_analytics.reporting.weekly import progress
from followup_analytics.reporting.weekly.habits import habits
from followup_analytics.reporting.weekly.progress import (
    date_of,
    events_of_last_week,
    happened,
    log_then,
    past_and_planned,
    standing,
)
from followup_analytics.reporting.weekly.renderers import html_report, json_report, markdown_report, pdf_report
from followup_analytics.reporting.weekly.tasks import (
    TO_DO_TIERS,
    do_now,
    drafts,
    has_events_since,
    settled_since,
    with_rules,
    without_settled,
)
from followup_analytics.reporting.weekly.week_numbers import Week, WeekNumbers
from followup_analytics.reporting.wording.effect import drift_in_words
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.rules.conduct import conduct
from followup_analytics.rules.follow_up_actions import follow_up_actions
from followup_analytics.tuning.tune import Tuning, tune_cadence

_SEVERITIES = {"error": 0, "question": 1, "note": 2}


class WeeklyReport(WeekNumbers):
    """The numbers of one week (`WeekNumbers`: a frozen record of tables) and the file that they become."""

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the report; the ending of the name says as what.

        Parameters
        ----------
        path
            `.html` (one file, nothing outside it is loaded), `.md`, `.pdf` (needs the extra `pdf`), `.eml` (a draft message with
            the follow-ups as a calendar file) or `.json` (the numbers). An existing file is replaced only when all is written.

        Raises
        ------
        FollowupError
            If the ending is another, the file can't be written, or PDF is asked for and can't be made here.
        """
        ending = Path(path).suffix.lower()
        if ending not in _CONTENTS:
            known = ", ".join(_CONTENTS)
            raise FollowupError(f"{path}: a report can't be written as that: give a name that ends in one of {known}")
        content = _CONTENTS[ending](self)
        with replaced_file(Path(path)) as part:
            part.write_bytes(content)


def _mail_report(numbers: WeekNumbers) -> bytes:
    # Only a mail loads what makes calendars.
    from followup_analytics.reporting.weekly.renderers import mail_report

    return mail_report(numbers)


_CONTENTS: dict[str, Callable[[WeekNumbers], bytes]] = {
    ".html": lambda numbers: html_report(numbers).encode(),
    ".md": lambda numbers: markdown_report(numbers).encode(),
    ".pdf": pdf_report,
    ".eml": _mail_report,
    ".json": lambda numbers: json_report(numbers).encode(),
}
FORMATS = tuple(ending[1:] for ending in _CONTENTS)


def weekly_report(
    log: JobSearchLog, cadence: Cadence | None = None, *, week: str | None = None, as_of: Any = None, redact: bool = False
) -> WeeklyReport:
    """The report of a week: what to do in it, what happened in the seven days before it, and what the log tells so far.

    It stands as of `as_of`, or of the week's Monday. Of what the log has after that, one thing only is told: which of the week's
    actions were done by its Sunday, or are no longer needed.

    Parameters
    ----------
    log : JobSearchLog
    cadence : Cadence, optional
        The rules' settings; the guides' own numbers where none is given. Its seeker signs the drafts.
    week : str, optional
        The ISO week, such as "2026-W24"; the one of `as_of` where none is given.
    as_of : date, str or Timestamp, optional
        As for `follow_up_actions`: a moment in the week. Its Monday where none is given.
    redact : bool
        Number companies and people and leave all free text out, for a report to share. The numbers stay the same.

    Returns
    -------
    WeeklyReport
        A frozen record of DataFrames, described in `WeekNumbers`; its `write` makes a file of it.

    Raises
    ------
    MomentError
        If there is no such week, neither week nor moment is given, or the moment does not lie in the week.
    """
    check_log(log)
    if len(log.seekers) > 1:
        raise FollowupError("log: a report is about one seeker, and this log has several: give log.of_seeker(...)")
    moment, settings = _moment(week, as_of), cadence_or_default(cadence)
    if redact:
        log, settings = redacted_log(log), settings.without_names()
    numbers = _numbers(log, settings, moment)
    # A message is free text.
    chosen = [] if redact else [card.action_id for tier in TO_DO_TIERS for card in numbers["cards"].tiers[tier] if card.action_id]
    messages = drafts(log, numbers["actions"], chosen, settings.seeker)
    return WeeklyReport(week=moment.week, today=moment.today, is_redacted=redact, drafts=messages, **numbers)


@dataclass(frozen=True)
class _MomentInWeek:
    """The moment of a report, its day, and the week in which it lies."""

    as_of: Any
    today: dt.date
    week: Week


def _moment(week: str | None, as_of: Any) -> _MomentInWeek:
    named = None if week is None else Week.named(week)
    if as_of is None:
        if named is None:
            raise MomentError('which week? Give week="2026-W24", or as_of="2026-06-10" for a moment in it')
        return _MomentInWeek(named.begins, named.begins, named)
    today = date_of(Moment.of(as_of).utc_day)
    if named is not None and not named.holds(today):
        raise MomentError(
            f"as_of {today} lies outside week {named.name}, {named.begins} to {named.ends}: give a day in it, or leave one out"
        )
    return _MomentInWeek(as_of, today, named or Week.of(today))


def _numbers(log: JobSearchLog, cadence: Cadence, moment: _MomentInWeek) -> dict[str, Any]:
    week, as_of, today = moment.week, moment.as_of, moment.today
    actions = follow_up_actions(log, cadence, as_of=as_of)
    events, waits = past_and_planned(log, as_of), silences(log, as_of=as_of)
    later = has_events_since(events, week, today)
    after = follow_up_actions(log, cadence, as_of=week.ends) if later else actions
    listing, settled = due_list(log, actions, as_of=as_of, everything=True), settled_since(events, actions, after, week, today)
    listed, still_open = with_rules(listing.frame, actions), without_settled(actions, settled)
    then = log_then(log, events)
    status = then.applications["status"].astype("str")
    curve, all_together = silence_curve(log, by="kind", as_of=as_of), silence_curve(log, as_of=as_of)
    counts, tuned = happened(events, week), tune_cadence(log, cadence, as_of=as_of, seed=0)
    found, concerned = habits(log, status, events, listed, int(counts["last_week"].iloc[0]))
    return {
        "as_of": str(as_of),
        "applications": len(status),
        "address": cadence.seeker.email,
        "actions": actions,
        "cards": listing.cards if len(still_open) == len(actions) else due_cards(log, still_open, as_of=as_of),
        "do_now": do_now(log, actions, listed, week, settled),
        "happened": counts,
        "events": events_of_last_week(log, events, week, today),
        "flows": application_flows(then),
        "standing": standing(log, status, events, listed.drop(settled.index), today),
        "rates": progress.rates(outreach_attempts(log, as_of=as_of)),
        "silence": all_together,
        "silence_by_kind": curve,
        "waiting": progress.waiting(log, waits, status, curve, all_together),
        "conduct": _until(conduct(log, cadence, as_of=as_of), week),
        "habits": found,
        "habit_applications": concerned,
        "problems": _by_weight(log.problems),
        "known_from": known_from(len(log.applications), log.events, log.provenance),
        "tuning": _settings(tuned),
        "verdict": tuned.verdict,
        "drift": drift_in_words(tuned.drift),
    }


def _settings(tuned: Tuning) -> pd.DataFrame:
    """The settings that tuning looks at, as they are and as it would have them."""
    given = tuned.policies[tuned.policies["given"]].iloc[0]
    names = [str(name) for name in tuned.recommended.index]
    columns = {"setting": names, "now": [str(given[name]) for name in names], "recommended": list(map(str, tuned.recommended))}
    return pd.DataFrame(columns, dtype="str")


def _until(table: pd.DataFrame, week: Week) -> pd.DataFrame:
    return table[table["begins"] < pd.Timestamp(week.begins)]


def _by_weight(problems: pd.DataFrame) -> pd.DataFrame:
    return problems.sort_values("severity", key=lambda column: column.astype("str").map(_SEVERITIES), kind="stable")
