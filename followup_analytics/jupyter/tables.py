"""What the notebooks show: tables that keep a sheet's text as it is, and answers in words.

Every text of a sheet is untrusted: it is escaped, and its control characters are shown as codes. Colours are chosen to be read
on JupyterLab's light and dark themes alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from followup_analytics.analysis.application_flows import OUTCOMES, application_paths
from followup_analytics.errors import FollowupError
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.messages.drafts import draft_message
from followup_analytics.reporting.calendar_entries import calendar_entries
from followup_analytics.reporting.due_list import DueList
from followup_analytics.reporting.wording.names import ACTION_WORDS, CONDUCT_WORDS, MEDIUM_WORDS, counted, one_line
from followup_analytics.reporting.wording.problems import problems_in_words as problems_in_words
from followup_analytics.rules.cadence import Seeker
from followup_analytics.rules.catalogue import rules

_OPEN = ("overdue", "due")
_EDGES = {"overdue": "#D55E00", "due": "#E69F00", "coming": "#56B4E9"}
_CELL = "text-align:left;vertical-align:top;padding:0.3em 0.8em;white-space:normal"
_MOST_ROWS, _MOST_NAMES = 60, 4


@dataclass(frozen=True)
class Shown:
    """A table as a notebook shows it (HTML), and as a terminal does (text)."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """The table as text."""
        return self.text


def show_table(frame: pd.DataFrame, caption: str = "") -> Shown:
    """Show a table whole: no cell is cut off, none is interpreted; of more than 60 rows the first 60.

    Parameters
    ----------
    frame : DataFrame
        Its index is not shown.
    caption : str
        What stands above it.
    """
    rows = [[_text(value) for value in row] for row in frame.head(_MOST_ROWS).itertuples(index=False)]
    header = [_text(name) for name in frame.columns]
    more = f"... and {counted(len(frame) - _MOST_ROWS, 'more row')}" if len(frame) > _MOST_ROWS else ""
    html = _html(caption, header, ["".join(_cell(text) for text in row) for row in rows], more)
    return Shown(html, _lines(caption, [" | ".join(header), *(" | ".join(row) for row in rows)] if header else [], more))


def show_due_list(due: DueList) -> Shown:
    """Show a due list: short id, when, what, for whom, in which medium and why; a row's edge tells how urgent it is."""
    rows, lines = [], []
    for row in due.frame.to_dict("records"):
        when, what, medium, why = (_text(row[name]) for name in ("when", "what", "medium", "why"))
        whom = [_text(row[name]) for name in ("company", "role", "contact") if row[name]]
        edge = f";border-left:0.35em solid {_EDGES.get(row['urgency'], 'gray')}"
        code = _text(row["code"])
        first = f'<td style="{_CELL}{edge}"><code>{escape(code)}</code></td>'
        first += f'<td style="{_CELL}"><b>{escape(when)}</b><br>{escape(_text(row["urgency"]))}</td>'
        people = "<br>".join(escape(text) for text in whom)
        rows.append(f'{first}{_cell(what)}<td style="{_CELL}">{people}</td>{_cell(medium)}{_cell(why)}')
        lines.append(" | ".join(filter(None, (code, when, what, ", ".join(whom), medium))))
    foot = " ".join(filter(None, (due.not_shown, due.unanswered, *due.gaps)))
    html = _html(due.summary, ["id", "when", "what", "for whom", "medium", "why"] if rows else [], rows, foot)
    return Shown(html, _lines(due.summary, lines, foot))


def first_rows(cells: pd.DataFrame, rows: int = 3) -> pd.DataFrame:
    """The first rows of a sheet side by side, so that a wide sheet fits the page: `column`, and a column for each row."""
    head = cells.head(rows)
    columns = {f"row {number}": list(values) for number, values in zip(head.index, head.to_numpy(), strict=True)}
    return pd.DataFrame({"column": list(cells.columns), **columns})


def columns_in_words(columns: pd.DataFrame) -> pd.DataFrame:
    """What each column of a sheet was taken for: `column, what it holds, why, examples`.

    Parameters
    ----------
    columns : DataFrame
        The `columns` of what `read_sheet` gives.
    """
    names = {"header": "column", "about": "what it holds", "why": "why", "examples": "examples"}
    return columns[list(names)].rename(columns=names)


def words_in_words(statuses: pd.DataFrame) -> pd.DataFrame:
    """What each word for where an application stands was taken for: `word, taken for, rows`."""
    return pd.DataFrame(
        {
            "word": list(statuses["word"]),
            "taken for": [str(meaning).replace("_", " ") for meaning in statuses["meaning"]],
            "rows": list(statuses["count"]),
        }
    )


def today_in_words(due: DueList) -> str:
    """What to do first, in a sentence or two."""
    now = due.frame[due.frame["urgency"].isin(_OPEN)]
    if not len(now):
        return due.summary
    first = now.iloc[0]
    whom = f"{first['company']} ({first['contact']})" if first["contact"] else first["company"]
    medium = f", by {first['medium']}" if first["medium"] else ""
    late = int((now["urgency"] == "overdue").sum())
    some_late = f", {late} of them late" if late else ""
    return one_line(f"{counted(len(now), 'thing')} to do{some_late}. First: {first['what']} - {whom}{medium} ({first['when']}).")


def rules_behind(actions: pd.DataFrame) -> pd.DataFrame:
    """Which rules ask for what is overdue or due: `rule, actions, title, sources`, the most frequent first."""
    counts = actions.loc[actions["status"].isin(_OPEN), "rule"].value_counts(sort=False).sort_index()
    counts = counts.sort_values(ascending=False, kind="stable")
    known = [rules()[str(rule)] for rule in counts.index]
    columns = {
        "rule": [rule.id for rule in known],
        "actions": [int(number) for number in counts],
        "title": [rule.title for rule in known],
        "sources": [rule.citation for rule in known],
    }
    return pd.DataFrame(columns)


def most_urgent(log: JobSearchLog, actions: pd.DataFrame) -> str:
    """The application of the most urgent open action; where nothing is open, the first of the log."""
    return next(iter(_open_applications(log, actions)))


def longest_story(log: JobSearchLog, actions: pd.DataFrame | None = None) -> str:
    """The application with the most events, among those with an open action where there are any; the more urgent of equals."""
    sizes = log.events["application_id"].value_counts()
    among = list(log.applications.index) if actions is None else _open_applications(log, actions)
    return max(among, key=lambda application_id: int(sizes.get(application_id, 0)))


def applications_by_state(log: JobSearchLog) -> pd.DataFrame:
    """Where they stand: `state, applications, reached an interview`, and `which`: the first that came furthest, by name."""
    paths = application_paths(log).assign(company=log.applications["company"])
    rows = []
    for name in OUTCOMES:
        there = paths[paths["outcome"] == name].sort_values(["offer", "interviews"], ascending=False, kind="stable")
        more = f" and {len(there) - _MOST_NAMES} more" if len(there) > _MOST_NAMES else ""
        rows.append(
            (name, len(there), int((there["interviews"] > 0).sum()), ", ".join(there["company"].head(_MOST_NAMES)) + more)
        )
    table = pd.DataFrame(rows, columns=["state", "applications", "reached an interview", "which"])
    return table[table["applications"] > 0].reset_index(drop=True)


def first_to_send(actions: pd.DataFrame) -> pd.Series:
    """The most urgent action that is a message.

    Raises
    ------
    FollowupError
        If nothing is to be sent.
    """
    sent = actions[actions["send_at"].notna()]
    if sent.empty:
        raise FollowupError("nothing is to be sent: no message is overdue, due or coming; look from another day (as_of)")
    return sent.iloc[0]


def drafts_in_brief(log: JobSearchLog, actions: pd.DataFrame, seeker: Seeker) -> pd.DataFrame:
    """What the drafts of today's messages still need: `company, message, medium, still needed`, the most urgent first."""
    now = actions[actions["status"].isin(_OPEN) & actions["send_at"].notna()]
    drafts = [draft_message(log, row, seeker=seeker) for _, row in now.iterrows()]
    columns = {
        "company": list(now["company"]),
        "message": list(now["action"].map(ACTION_WORDS)),
        "medium": list(now["medium"].map(MEDIUM_WORDS)),
        "still needed": ["; ".join(draft.missing) or "nothing: read it once more, and send it" for draft in drafts],
    }
    return pd.DataFrame(columns)


def calendar_in_words(actions: pd.DataFrame, *, as_of: Any, timezone: str) -> pd.DataFrame:
    """What a calendar file of these actions would hold, by the hour: `when, what`."""
    entries = calendar_entries(actions, as_of=as_of, timezone=timezone)
    ahead = entries[entries["status"] == "CONFIRMED"].sort_values("starts_at", kind="stable")
    local = ahead["starts_at"].dt.tz_convert(timezone).dt.strftime("%a %-d %b, %H:%M")
    return pd.DataFrame({"when": local.astype("str"), "what": ahead["summary"].astype("str")})


def conduct_in_words(conduct: pd.DataFrame) -> str:
    """How well the rules were kept over the whole log, in a sentence."""
    if not len(conduct):
        return "Nothing was due yet."
    sums = conduct.sum(numeric_only=True)
    parts = [f"{name} {int(sums[part])} of {int(sums[whole])}" for name, (part, whole) in CONDUCT_WORDS.items()]
    return f"Over {counted(len(conduct), 'week')}: {', '.join(parts)}."


def last_weeks(conduct: pd.DataFrame, weeks: int = 8) -> pd.DataFrame:
    """How well the rules were kept in the last weeks: `week`, and a column "n of m" for each habit, empty where m is 0."""
    tail = conduct.tail(weeks)
    shares = {name: _share(tail[part], tail[whole]) for name, (part, whole) in CONDUCT_WORDS.items()}
    return pd.DataFrame({"week": list(tail.index), **shares})


def problems_by_weight(log: JobSearchLog) -> pd.DataFrame:
    """The log's problems with errors first, then questions, then notes."""
    weight = {"error": 0, "question": 1, "note": 2}
    return log.problems.sort_values("severity", key=lambda column: column.astype("str").map(weight), kind="stable")


def _open_applications(log: JobSearchLog, actions: pd.DataFrame) -> list[str]:
    found = actions.loc[actions["status"].isin(_OPEN), "application_id"]
    return list(found.unique()) or list(log.applications.index)


def _share(part: pd.Series, whole: pd.Series) -> list[str]:
    return [f"{int(n)} of {int(m)}" if m else "" for n, m in zip(part, whole, strict=True)]


def _text(value: object) -> str:
    missing = value is None or value is pd.NA or value is pd.NaT or value != value
    return "" if missing else one_line(str(value))


def _cell(text: str) -> str:
    return f'<td style="{_CELL}">{escape(text)}</td>'


def _html(caption: str, header: Iterable[str], rows: Iterable[str], more: str) -> str:
    head = "".join(f'<th style="{_CELL}">{escape(name)}</th>' for name in header)
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>" if head else ""
    above = f"<p><b>{escape(one_line(caption))}</b></p>" if caption else ""
    below = f"<p>{escape(one_line(more))}</p>" if more else ""
    return "\n".join(filter(None, (above, table, below)))


def _lines(caption: str, lines: list[str], more: str) -> str:
    return "\n".join(filter(None, (one_line(caption), *lines, one_line(more))))
