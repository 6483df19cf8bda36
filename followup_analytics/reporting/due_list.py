"""due_list: the list as a table: what to do, for whom, by when, in which medium and why, in people's words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from followup_analytics.local_time import Moment
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.log.provenance import known_from
from followup_analytics.reporting.due_cards import Card, DueCards, due_cards
from followup_analytics.reporting.wording.due import unanswered_in_words, what_to_do, when_due
from followup_analytics.reporting.wording.names import MEDIUM_WORDS
from followup_analytics.reporting.wording.provenance import gaps_in_words
from followup_analytics.rules.action_ids import short_codes
from followup_analytics.rules.action_table import check_actions

DUE_COLUMNS = ("code", "seeker", "urgency", "when", "what", "company", "role", "contact", "medium", "why")
_URGENCY = {"overdue": "overdue", "due": "due", "waiting": "coming"}
_URGENCY_OF_LOOK = {"late": "overdue", "now": "due", "plan": "coming"}


@dataclass(frozen=True)
class DueList:
    """What is to be done and what is coming.

    Attributes
    ----------
    frame : one row per line, in the order of the list; index `action_id` (of the action that names the line), columns `code`
        (short, to be typed), `seeker`, `urgency` (`overdue, due, coming`, or the status of what is no longer open), `when, what,
        company, role, contact, medium, why`, all text. Questions are no lines of it.
    summary : the sentence that opens the list
    not_shown : one sentence on what is not in it; "" where all is shown
    gaps : sentences on what collected mail can't tell; none where nothing was collected
    unanswered : whose message was never answered, so that all else there waits and nothing is shown; "" for nobody
    cards : the same list as cards, with its questions and what is only counted
    """

    frame: pd.DataFrame
    summary: str
    not_shown: str
    unanswered: str
    cards: DueCards
    gaps: tuple[str, ...] = ()


def due_list(
    log: JobSearchLog, actions: pd.DataFrame, *, as_of: Any, days_ahead: int = 7, cold: int = 5, everything: bool = False
) -> DueList:
    """Choose what is to be done now or within some days, and put it in people's words.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        What `follow_up_actions` gives for this log and moment.
    as_of : date, str or Timestamp
        The moment of `actions`.
    days_ahead : int
        How many days ahead what is coming is shown.
    cold : int
        How many silent applications are shown at most.
    everything : bool
        Give a row for each action, folded or not, later, done, missed and needless ones too.

    Returns
    -------
    DueList
    """
    check_log(log)
    check_actions(actions)
    cards = due_cards(log, actions, as_of=as_of, days_ahead=days_ahead, cold=cold)
    today = dt.date(1970, 1, 1) + dt.timedelta(days=Moment.of(as_of).utc_day)
    gaps = gaps_in_words(known_from(len(log.applications), log.events, log.provenance), today)
    if everything:
        return DueList(_every_action(log, actions, today), cards.first, "", "", cards, gaps)
    listed = [card for of_tier in cards.tiers.values() for card in of_tier if card.action_id]
    return DueList(_table(listed), cards.first, cards.summary, _unanswered(actions), cards, gaps)


def _table(cards: list[Card]) -> pd.DataFrame:
    rows = [[_URGENCY_OF_LOOK[card.look] if name == "urgency" else getattr(card, name) for name in DUE_COLUMNS] for card in cards]
    index = pd.Index([card.action_id for card in cards], name="action_id", dtype="str")
    return pd.DataFrame(rows, index=index, columns=list(DUE_COLUMNS)).astype("str")


def _every_action(log: JobSearchLog, actions: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    zones = actions["application_id"].map(log.applications["timezone"])
    kinds = actions["trigger_event_id"].map(log.events["kind"].astype("str")).fillna("")
    columns = {
        "code": short_codes(actions),
        "seeker": actions["seeker"],
        "urgency": actions["status"].map(_URGENCY).fillna(actions["status"]),
        "when": when_due(actions, zones, today),
        "what": what_to_do(actions, kinds),
        "company": actions["company"],
        "role": actions["role"],
        "contact": actions["contact"],
        "medium": actions["medium"].map(MEDIUM_WORDS),
        "why": actions["why"],
    }
    return pd.DataFrame({name: columns[name].astype("str") for name in DUE_COLUMNS}, index=actions.index)


def _unanswered(actions: pd.DataFrame) -> str:
    """Whose message was never answered, so that the status check which waits for the answer would wait for ever."""
    held = actions["rule"].isin(["T03", "T04"]) & (actions["status"] == "waiting") & actions["send_at"].isna()
    meeting = actions["application_id"][(actions["rule"] == "T01") & (actions["status"] == "waiting")]
    waiting = set(actions["application_id"][held]) - set(meeting)
    last = actions[actions["rule"] == "T12"].sort_values("opens_at", kind="stable").drop_duplicates("application_id", keep="last")
    missed = last[(last["status"] == "missed") & last["application_id"].isin(waiting)]
    names = missed["company"].where(missed["company"] != "", missed["role"])
    return unanswered_in_words(list(zip(names, short_codes(actions)[missed.index], strict=True)))
