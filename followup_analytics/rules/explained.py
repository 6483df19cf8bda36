"""explained: how the dates of one action came about, as data: events, rule, sources, days counted and left out, factors."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from followup_analytics.errors import UnknownNameError
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.rules import schedule
from followup_analytics.rules.action_table import check_actions
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.rules.catalogue import rules, source_titles

_SCALED = {"T03": ("wait_business_days", "business days"), "T05": ("spacing_days", "days")}


@dataclass(frozen=True)
class Factor:
    """What another rule made of a wait: its ID, what it is about ("senior"), by how much, and whose number that is."""

    rule: str
    about: str
    times: float
    plus_business_days: int
    is_ours: bool


@dataclass(frozen=True)
class Explained:
    """How one action came about.

    Attributes
    ----------
    action_id, rule, title, why : the action, its rule and the rule's title, and the reason in short
    sources : the guides by short name, with their full titles
    ours : what of the rule no guide gives; "" for nothing
    other_rules : the other rules that had a say, with their titles
    events : the events behind it: columns `part` (`trigger`, `done`), `kind`, `day` (local), `reply_expected_by`, `answer_by`
        (local days, missing where none is stated), `row`; index `event_id`
    counted_from : the day from which days are counted: of the event, or the one that they named
    opens_on, due_on, expires_on : local days
    wait, unit : the setting that is scaled and what it counts; None and "" where the rule scales none
    factors : what other rules made of the wait, in the order in which they apply
    business_days, calendar_days : how many lie between `counted_from` and `opens_on`, the last one counted
    left_out : the days between them that do not count as business days, each with why ("weekend" or the holiday's name)
    time_zone, country : whose days these are
    """

    action_id: str
    rule: str
    title: str
    why: str
    sources: dict[str, str]
    ours: str
    other_rules: dict[str, str]
    events: pd.DataFrame
    counted_from: dt.date
    opens_on: dt.date
    due_on: dt.date
    expires_on: dt.date
    wait: int | None
    unit: str
    factors: tuple[Factor, ...]
    business_days: int
    calendar_days: int
    left_out: tuple[tuple[dt.date, str], ...]
    time_zone: str
    country: str


def explained(log: JobSearchLog, actions: pd.DataFrame, action_id: str, *, cadence: Cadence | None = None) -> Explained:
    """
    Tell how the dates of one action came about.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        What `follow_up_actions` gives for this log.
    action_id : str
        One of its actions.
    cadence : Cadence, optional
        The settings with which the actions were made; the guides' own numbers where none is given.

    Returns
    -------
    Explained

    Raises
    ------
    UnknownNameError
        If there is no such action.
    FollowupError
        If `log` is no log, `actions` no table of actions or `cadence` no cadence.
    """
    check_log(log)
    check_actions(actions)
    if action_id not in actions.index:
        raise UnknownNameError(f"there is no action {action_id!r}; follow_up_actions lists them all")
    action: Any = actions.loc[action_id]
    facts: Any = log.applications.loc[action["application_id"]]
    settings = cadence_or_default(cadence)
    zone, country = str(facts["timezone"]), str(facts["country"])
    entry, others = rules()[action["rule"]], action["rules"].split()[1:]
    events = _events(log, action, zone)
    begins, opens = _counted_from(action, events), _day(action["opens_at"], zone)
    closed = schedule.closed_days(country, begins, opens)
    calendar_days = max((opens - begins).days, 0)
    name, unit = _SCALED.get(action["rule"], ("", ""))
    return Explained(
        action_id,
        entry.id,
        entry.title,
        action["why"],
        {source: source_titles()[source] for source in entry.sources},
        entry.ours,
        {rule: rules()[rule].title for rule in others if rule in rules()},
        events,
        begins,
        opens,
        _day(action["due_at"], zone),
        _day(action["expires_at"], zone),
        getattr(settings, name) if name else None,
        unit,
        tuple(_factor(rule, facts, settings) for rule in others if rule in _ABOUT),
        calendar_days - len(closed),
        calendar_days,
        closed,
        zone,
        country,
    )


def _events(log: JobSearchLog, action: Any, zone: str) -> pd.DataFrame:
    """The event that starts the action, and the one that answered it."""
    parts = {str(action["trigger_event_id"]): "trigger", str(action["done_event_id"]): "done"}
    parts = {name: part for name, part in parts.items() if name in log.events.index}
    events = log.events.loc[list(parts)]
    days = {name: _days(events[name], zone) for name in ("reply_expected_by", "answer_by")}
    columns = {"part": list(parts.values()), "kind": events["kind"].astype("str"), "day": _days(events["at"], zone), **days}
    return pd.DataFrame({**columns, "row": events["row"]}, index=events.index)


def _days(times: pd.Series, zone: str) -> pd.Series:
    days: pd.Series = times.dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    return days


def _day(time: Any, zone: str) -> dt.date:
    day: dt.date = time.tz_convert(zone).date()
    return day


def _counted_from(action: Any, events: pd.DataFrame) -> dt.date:
    """The day that they named, where the rule waits for it to pass, else the day of what starts the action."""
    trigger = events.iloc[0]
    day = trigger["reply_expected_by"] if action["rule"] == "T04" else trigger["day"]
    named: dt.date = day.date()
    return named


_ABOUT = {"T08": "seniority", "T09": "company_type", "T10": "urgent", "T11": "stage", "T16": "stated_process", "T17": "country"}


def _factor(rule: str, facts: Any, cadence: Cadence) -> Factor:
    about = {"T10": "urgent", "T11": "technical or final interview"}.get(rule) or str(facts[_ABOUT[rule]])
    times = {
        "T08": cadence.seniority_factors.get(about, 1.0),
        "T09": cadence.company_type_factors.get(about, 1.0),
        "T10": cadence.urgent_factor,
        "T17": schedule.country_factor(cadence, about),
    }.get(rule, 1.0)
    plus = cadence.late_stage_extra_business_days if rule == "T11" else 0
    return Factor(rule, about, times, plus, bool(rules()[rule].ours))
