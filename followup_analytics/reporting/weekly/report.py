"""weekly_report: all that matters on a Monday, as numbers that can be written as a file."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from followup_analytics.analysis.application_flows import application_flows
from followup_analytics.analysis.attempts import outreach_attempts, silences
from followup_analytics.analysis.response_times import silence_curve
from followup_analytics.errors import FollowupError
from followup_analytics.file_writing import replaced_file
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.log.sharing import redacted_log
from followup_analytics.reporting.weekly import progress
from followup_analytics.reporting.weekly.habits import habits
from followup_analytics.reporting.weekly.progress import events_of_last_week, happened, log_then, past_and_planned, standing
from followup_analytics.reporting.weekly.renderers import html_report, json_report, mail_report, markdown_report, pdf_report
from followup_analytics.reporting.weekly.tasks import DONE, do_now, drafts, listed_actions, settled_since
from followup_analytics.reporting.weekly.week_numbers import Week, WeekNumbers
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


_CONTENTS: dict[str, Callable[[WeekNumbers], bytes]] = {
    ".html": lambda numbers: html_report(numbers).encode(),
    ".md": lambda numbers: markdown_report(numbers).encode(),
    ".pdf": pdf_report,
    ".eml": mail_report,
    ".json": lambda numbers: json_report(numbers).encode(),
}
FORMATS = tuple(ending[1:] for ending in _CONTENTS)


def weekly_report(log: JobSearchLog, cadence: Cadence | None = None, *, week: str, redact: bool = False) -> WeeklyReport:
    """The report of a week: what to do in it, what happened in the seven days before it, and what the log tells so far.

    It stands as of the week's Monday. Of what the log has since then, one thing only is told: which of the week's actions were
    done by its Sunday, or are no longer needed.

    Parameters
    ----------
    log : JobSearchLog
    cadence : Cadence, optional
        The rules' settings; the guides' own numbers where none is given. Its seeker signs the drafts.
    week : str
        The ISO week that begins, such as "2026-W24"; the moment of all numbers is its Monday.
    redact : bool
        Number companies and people and leave all free text out, for a report to share. The numbers stay the same.

    Returns
    -------
    WeeklyReport
        A frozen record of DataFrames, described in `WeekNumbers`; its `write` makes a file of it.

    Raises
    ------
    MomentError
        If there is no such week.
    """
    check_log(log)
    begins, settings = Week.named(week), cadence_or_default(cadence)
    if redact:
        log, settings = redacted_log(log), settings.without_names()
    numbers = _numbers(log, settings, begins)
    to_do = numbers["do_now"]["group"] != DONE
    # A message is free text.
    chosen = to_do.index[to_do][: 0 if redact else None]
    messages = drafts(log, numbers["actions"], chosen, settings.seeker)
    return WeeklyReport(week=begins, is_redacted=redact, drafts=messages, **numbers)


def _numbers(log: JobSearchLog, cadence: Cadence, week: Week) -> dict[str, Any]:
    as_of = week.begins
    actions = follow_up_actions(log, cadence, as_of=as_of)
    events, waits = past_and_planned(log, as_of), silences(log, as_of=as_of)
    after = follow_up_actions(log, cadence, as_of=week.ends)
    listed, settled = listed_actions(log, actions, week), settled_since(events, actions, after, week)
    then = log_then(log, events)
    status = then.applications["status"].astype("str")
    curve = silence_curve(log, by="kind", as_of=as_of)
    counts, tuned = happened(events, week), tune_cadence(log, cadence, as_of=as_of, seed=0)
    found, concerned = habits(log, status, events, listed, int(counts["last_week"].iloc[0]))
    return {
        "applications": len(status),
        "address": cadence.seeker.email,
        "actions": actions,
        "do_now": do_now(log, actions, listed, week, settled),
        "happened": counts,
        "events": events_of_last_week(log, events, week),
        "flows": application_flows(then),
        "standing": standing(log, status, events, listed.drop(settled.index), week.begins),
        "rates": progress.rates(outreach_attempts(log, as_of=as_of)),
        "silence": silence_curve(log, as_of=as_of),
        "silence_by_kind": curve,
        "waiting": progress.waiting(log, waits, status, curve),
        "conduct": _until(conduct(log, cadence, as_of=as_of), week),
        "habits": found,
        "habit_applications": concerned,
        "problems": _by_weight(log.problems),
        "tuning": _settings(tuned),
        "verdict": tuned.verdict,
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
