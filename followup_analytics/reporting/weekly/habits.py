"""The habits H01 to H04: what the log tells of each, and which applications it concerns."""

import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.weekly.progress import is_open
from followup_analytics.reporting.wording.names import counted
from followup_analytics.rules.catalogue import find_rule

_NOTES = ("topics", "strengths", "values", "open_points", "text")
_COLUMNS = ["rule", "application_id", "company", "role", "note"]


def habits(
    log: JobSearchLog, status: pd.Series, events: pd.DataFrame, listed: pd.DataFrame, sent_last_week: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The habits with a finding each, and the applications that they are about.

    Parameters
    ----------
    status : of each application at the moment
    events : what `past_and_planned` gives
    listed : what `with_rules` gives
    sent_last_week : how many applications were sent in the last week
    """
    about = {
        "H02": _waiting_after_interview(status, events),
        "H03": _without_debrief(status, events),
        "H04": _keep_in_touch(listed),
    }
    findings = {
        "H01": _eggs_and_baskets(log, status, sent_last_week),
        "H02": _found(about["H02"], "open application", "waits for a word after an interview: read what is new there", "wait"),
        "H03": _found(
            about["H03"], "open application", "has had an interview, with no note on what you learned: write two lines", "have"
        ),
        "H04": _found(about["H04"], "application", "is on your keep-in-touch list", "are"),
    }
    tables = [_applications(log, rule, notes) for rule, notes in about.items()]
    return _habit_table(findings), pd.concat(tables, ignore_index=True)


def _habit_table(findings: dict[str, str]) -> pd.DataFrame:
    rules = [find_rule(rule) for rule in findings]
    columns = {
        "title": [rule.title for rule in rules],
        "finding": list(findings.values()),
        "sources": [rule.citation for rule in rules],
    }
    return pd.DataFrame(columns, index=pd.Index(list(findings), name="rule", dtype="str"), dtype="str")


def _eggs_and_baskets(log: JobSearchLog, status: pd.Series, sent_last_week: int) -> str:
    """The open applications, the new ones, and how many of them are with one company."""
    companies = log.applications.loc[status.index[is_open(status)], "company"].value_counts()
    running, most = int(companies.sum()), int(companies.max()) if len(companies) else 0
    new = f"{counted(sent_last_week, 'new one')} last week" if sent_last_week else "none was sent last week"
    if not running:
        return f"No application is open; {new}."
    share = f"{most / running:.0%}".replace("%", " %")
    largest = f"; at most {most} ({share}) with one company" if most > 1 else "; no two with one company" if running > 1 else ""
    return f"{counted(running, 'open application')}; {new}{largest}."


def _found(notes: pd.Series, what: str, one: str, verb: str) -> str:
    if not len(notes):
        return "Nothing to do here."
    many = one.replace("waits", verb).replace("has had", f"{verb} had").replace("is on", f"{verb} on")
    return f"{counted(len(notes), what)} {one if len(notes) == 1 else many}."


def _waiting_after_interview(status: pd.Series, events: pd.DataFrame) -> pd.Series:
    """Those whose last word, theirs or a meeting, is an interview, with none planned."""
    spoken = events[(events["kind"] == "interview") | (events["past"] & events["kind"].isin(words.HUMAN_INBOUND_KINDS))]
    last = spoken.drop_duplicates("application_id", keep="last").set_index("application_id")
    waits = last[last["past"] & (last["kind"] == "interview")].index
    return pd.Series("", status.index[is_open(status) & status.index.isin(waits)], dtype="str")


def _without_debrief(status: pd.Series, events: pd.DataFrame) -> pd.Series:
    """Those that had an interview, with no note beside it or after it."""
    past = events[events["past"]]
    first = past[past["kind"] == "interview"].groupby("application_id", sort=False)["day"].min()
    since = past["day"] >= past["application_id"].map(first).astype("float64")
    noted = (past[list(_NOTES)] != "").any(axis=1) & since & (past["kind"] != "application")
    with_note = set(past.loc[noted, "application_id"])
    mine = status.index[is_open(status) & status.index.isin(first.index) & ~status.index.isin(with_note)]
    return pd.Series("", mine, dtype="str")


def _keep_in_touch(listed: pd.DataFrame) -> pd.Series:
    notes = listed[(listed["rule"] == "T19") & listed["urgency"].isin(["due", "coming"])]
    return pd.Series(notes["when"].array, pd.Index(notes["application_id"]), dtype="str")


def _applications(log: JobSearchLog, rule: str, notes: pd.Series) -> pd.DataFrame:
    mine = log.applications.loc[notes.index]
    columns = {"rule": rule, "application_id": notes.index, "company": mine["company"].array, "role": mine["role"].array}
    return pd.DataFrame({**columns, "note": notes.array})[_COLUMNS].astype("str")
