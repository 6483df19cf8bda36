"""An adviser's page: a line a client, in the order of their names. It names all of them, so it is for nobody else."""

from html import escape
from typing import Any

import pandas as pd

from followup_analytics.local_time import Moment
from followup_analytics.log.event_arrays import event_arrays
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.due_lines import due_lines
from followup_analytics.reporting.wording.names import day_text, one_line
from followup_analytics.rules.follow_up_actions import long_silent
from followup_analytics.vocabulary import HUMAN_INBOUND_KINDS

COLUMNS = ("client", "late", "to_do", "longest_silent_days", "interviews_this_week", "last_heard")
_TITLES = ("Client", "Late", "To do", "Silent longest, days", "Interviews this week", "Last word of theirs")
_ALONE = "This page names all of your clients. It is yours alone: pass it on to nobody, clients among them."
_NO_RANKING = (
    "The lines stand in the order of the names. They say who needs you this week, not who does well: fields and levels differ "
    "more than people do."
)
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .7rem;border-bottom:1px solid #ccc}"
    "td.number,th.number{text-align:right}.alone{border:2px solid #9b2c00;padding:.6rem 1rem}"
    "@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}}"
)
_DAYS_A_WEEK = 7
_SILENT_DAYS = 1
_MOST_COLD = 5  # silent applications on a list


def overview(log: JobSearchLog, actions: pd.DataFrame, *, as_of: Any) -> pd.DataFrame:
    """How things stand with each client.

    Parameters
    ----------
    log : JobSearchLog
        Of several seekers.
    actions : DataFrame
        What `follow_up_actions` gives for it and the moment.
    as_of : date, str or Timestamp

    Returns
    -------
    DataFrame
        One row per client, by name. Columns: `client`; `late, to_do` (lines of his own list, the late ones among them);
        `longest_silent_days` (of applications with nothing planned and nothing left to send, 0 where there is none);
        `interviews_this_week` (planned ones, from Monday to Sunday); `last_heard` (a day in UTC, the last human word).
    """
    line, events = event_arrays(log, as_of), log.events
    whose = pd.Series(log.applications["seeker"].to_numpy(dtype=object)[log.positions], events.index)
    monday = line.moment.utc_day - (line.moment.utc_day + 3) % _DAYS_A_WEEK
    begins = pd.Timestamp(monday, unit="D", tz="UTC")
    this_week = (events["at"] >= begins) & (events["at"] < begins + pd.Timedelta(days=_DAYS_A_WEEK))
    lines = _lines(log, actions, line.moment)
    past = events["at"] <= pd.Timestamp(line.moment.utc_day + 1, unit="D", tz="UTC")
    heard = events["kind"].isin(list(HUMAN_INBOUND_KINDS)) & past
    silent = long_silent(log, actions, _SILENT_DAYS)
    silent_days = silent["silent_days"].groupby(log.applications["seeker"].reindex(silent.index).to_numpy()).max()
    names = pd.Index(sorted(log.seekers), name="client")
    columns = {
        "late": lines.loc[lines["late"], "seeker"].value_counts(),
        "to_do": lines["seeker"].value_counts(),
        "longest_silent_days": silent_days,
        "interviews_this_week": whose[(events["kind"] == "interview") & this_week].value_counts(),
    }
    counts = {name: found.reindex(names).fillna(0).astype("int64") for name, found in columns.items()}
    last = events.loc[heard, "at"].groupby(whose[heard].to_numpy()).max().reindex(names)
    return pd.DataFrame({**counts, "last_heard": last.dt.normalize()}, index=names).reset_index()[list(COLUMNS)]


def _lines(log: JobSearchLog, actions: pd.DataFrame, moment: Moment) -> pd.DataFrame:
    """What each has to do, a row a line of his list: `seeker, late`."""
    found = due_lines(log, actions, moment, _DAYS_A_WEEK, len(actions))
    overdue = set(actions.index[actions["status"] == "overdue"])
    rows = [
        (tier, actions.at[name, "seeker"], not overdue.isdisjoint(members))
        for tier in ("waiting", "thanks", "checks", "cold")
        for name, members in found.tiers[tier].items()
    ]
    lines = pd.DataFrame(rows, columns=["tier", "seeker", "late"]).astype({"late": "bool"})
    shown = (lines["tier"] != "cold") | (lines.groupby(["tier", "seeker"]).cumcount() < _MOST_COLD)
    return lines[shown]


def overview_page(table: pd.DataFrame, unread: dict[str, str], as_of: Any) -> str:
    """The page (HTML) of `overview`, with the sheets that could not be read."""
    today = pd.Timestamp(Moment.of(as_of).utc_day, unit="D").date()
    head = "".join(f'<th{_kind(name)} scope="col">{title}</th>' for name, title in zip(COLUMNS, _TITLES, strict=True))
    rows = "".join(_row(row, today) for row in table.to_dict("records"))
    told = "".join(f"<li>{escape(one_line(f'{name}: {why}'))}</li>" for name, why in unread.items())
    left_out = f"<h2>Sheets that can't be read</h2><ul>{told}</ul>" if told else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>All clients</title>'
        f"<style>{_STYLE}</style></head><body>"
        f'<p class="alone">{_ALONE}</p><h1>All clients, {day_text(today, today)} {today.year}</h1>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{_NO_RANKING}</p>{left_out}</body></html>\n"
    )


def _row(row: dict[Any, Any], today: Any) -> str:
    last = row["last_heard"]
    texts = {**row, "last_heard": "none yet" if pd.isna(last) else day_text(last.date(), today)}
    return "<tr>" + "".join(f"<td{_kind(name)}>{escape(one_line(str(texts[name])))}</td>" for name in COLUMNS) + "</tr>"


def _kind(name: str) -> str:
    return "" if name in ("client", "last_heard") else ' class="number"'
