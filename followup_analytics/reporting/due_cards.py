"""due_cards: the one list, made once: cards in their tiers, counts, and the sentence that opens it."""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.local_time import Moment
from followup_analytics.log.event_arrays import Timeline
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.log.seekers import prefix_of
from followup_analytics.problems import question_code
from followup_analytics.reporting.due_lines import DueLines, due_lines, meetings_today
from followup_analytics.reporting.list_questions import (
    QUESTION_WORDS,
    SheetQuestion,
    codes_of,
    questions_of_applications,
    questions_of_sheet,
)
from followup_analytics.reporting.wording import due as in_words
from followup_analytics.reporting.wording.names import MEDIUM_WORDS, day_text
from followup_analytics.rules.action_ids import short_codes
from followup_analytics.rules.action_table import check_actions

TIERS = tuple(in_words.TIER_TITLES)
QUESTIONS_SHOWN = 5


@dataclass(frozen=True)
class Card:
    """One line of the list, in people's words.

    Attributes
    ----------
    tier : one of `TIERS`
    code : to type; of a question q and three letters
    what : what to do ("Answer the offer")
    company, role, contact : whom it concerns
    when : "4 days late", "today", "by Tue 9 Jun", "from Wed 10 Jun"
    look : `late`, `now`, `plan` or `ask`
    medium : in which medium, in words
    why : one or two short sentences, without the name of a rule
    rule, sources, more : on demand: the rule's ID, the guides, and what else there is to say (what of it is ours, how the
        medium was chosen)
    application_id : the application; "" where a question concerns the whole sheet
    action_id : the action that names the line; "" for a question
    members : the ids of all actions that are folded into the line
    seeker : whose search it is; "" in a log of one
    """

    tier: str
    code: str
    what: str
    company: str
    role: str
    contact: str
    when: str
    look: str
    medium: str
    why: str
    rule: str
    sources: str
    more: str
    application_id: str = ""
    action_id: str = ""
    members: tuple[str, ...] = ()
    seeker: str = ""


@dataclass(frozen=True)
class DueCards:
    """The list, to be drawn and not sorted.

    Attributes
    ----------
    tiers : for each of `TIERS`, in their order, its cards; empty lists where nothing is shown
    counts : what is to do and what is only counted: to_do, late, planned; cold_more, nobody_to_write_to; questions_more,
        questions_old; move_on, decide, connect, keep_in_touch; planned_cold, planned_housekeeping; keeps_until_tomorrow
    first : the sentence that opens the list ("18 to do, 6 of them late. 6 more planned within 7 days.")
    summary : what of the table is not shown; "" where all is
    titles : the heading of each tier that is shown or has a note
    notes : what is said below a tier's cards in one line each: what is only counted, and the command that shows it
    rest_after : after how many cards of the first three tiers it is said that the rest keeps until tomorrow; None for never
    """

    tiers: dict[str, list[Card]]
    counts: dict[str, int]
    first: str
    summary: str
    titles: dict[str, str] = field(default_factory=dict)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rest_after: int | None = None


def due_cards(log: JobSearchLog, actions: pd.DataFrame, *, as_of: Any, days_ahead: int = 7, cold: int = 5) -> DueCards:
    """The list of what to do, folded and cut as the rules say, in the order of the table of actions.

    Parameters
    ----------
    log : JobSearchLog
    actions : DataFrame
        What `follow_up_actions` gives for this log and moment.
    as_of : date, str or Timestamp
        The moment of `actions`.
    days_ahead : int
        How many days ahead what is planned is shown.
    cold : int
        How many silent applications are shown at most.

    Returns
    -------
    DueCards

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    FollowupError
        If `log` is no log or `actions` no table of actions.
    """
    check_log(log)
    check_actions(actions)
    moment = Moment.of(as_of)
    lines = due_lines(log, actions, moment, days_ahead, cold)
    today = dt.date(1970, 1, 1) + dt.timedelta(days=moment.utc_day)
    cards = _cards_of(lines, today)
    offers, asked, counted = _questions(log, as_of, today)
    waiting = cards["waiting"]
    after_offers = sum(card.what in in_words.ON_OFFERS for card in waiting)
    tiers: dict[str, list[Card]] = {name: cards.get(name, []) for name in TIERS}
    tiers["waiting"] = [*waiting[:after_offers], *offers, *waiting[after_offers:]]
    tiers["questions"] = asked
    counts = lines.counts | counted
    notes = in_words.notes_of(counts)
    first = in_words.first_sentence(counts, days_ahead, meetings_today(lines, log, moment))
    shown = {member for of_tier in lines.tiers.values() for members in of_tier.values() for member in members}
    left = in_words.not_shown(actions["status"][~actions.index.isin(list(shown))])
    return DueCards(tiers, counts, first, left, in_words.titles_of(tiers, notes, counts), notes, lines.rest_after)


def _cards_of(lines: DueLines, today: dt.date) -> dict[str, list[Card]]:
    """The cards of all tiers whose lines are actions."""
    named = [(tier, name, members) for tier, of_tier in lines.tiers.items() for name, members in of_tier.items()]
    every = [member for _, _, members in named for member in members]
    table = lines.actions.loc[list(dict.fromkeys(every))]
    words = pd.DataFrame(
        {
            "code": short_codes(lines.actions)[table.index],
            "what": in_words.what_to_do(table, table["trigger_kind"]),
            "when": in_words.when_due(table, table["zone"], today),
            "met": in_words.local_days(table["trigger_at"], table["zone"], today),
        },
        index=table.index,
    )
    hints = _connections(lines)
    cards: dict[str, list[Card]] = {tier: [] for tier in lines.tiers}
    told = pd.concat([table[_TOLD], words], axis=1)
    of_action = dict(zip(map(str, told.index), told.to_dict("records"), strict=True))
    for tier, name, members in named:
        of_members = {member: of_action[member] for member in members}
        cards[tier].append(_card(tier, name, of_members, name in lines.near, hints))
    return cards


# What a card tells of its actions.
_TOLD = [
    *("application_id", "seeker", "company", "role", "contact", "medium"),
    *("rule", "rules", "why", "status", "due_at", "trigger_event_id"),
]


def _card(tier: str, name: str, members: dict[str, dict[Hashable, Any]], is_near: bool, hints: dict[str, str]) -> Card:
    action = members[name]
    is_meeting = tier == "planned" and action["rule"] == "T01"
    due_first = min(members.values(), key=lambda one: one["due_at"])
    what = (in_words.PREPARE if is_near else in_words.MEET) if is_meeting else action["what"]
    is_late = any(one["status"] == "overdue" for one in members.values())
    others = len({one["trigger_event_id"] for one in members.values()}) - 1
    since = f" And {others} more since." if tier == "waiting" and others else ""
    more = in_words.more_on(action["rule"], action["rules"], action["medium"])
    hint = hints.get(action["application_id"], "") if tier == "thanks" else ""
    return Card(
        tier,
        action["code"],
        what,
        action["company"],
        action["role"],
        ", ".join(dict.fromkeys(filter(None, (one["contact"] for one in members.values())))),
        action["met"] if is_meeting else due_first["when"],
        "plan" if tier == "planned" else "late" if is_late else "now",
        MEDIUM_WORDS[action["medium"]],
        action["why"] + since,
        action["rule"],
        in_words.sources_of(action["rule"]),
        " ".join(filter(None, (more, hint))),
        action["application_id"],
        name,
        tuple(members),
        action["seeker"],
    )


def _connections(lines: DueLines) -> dict[str, str]:
    """By application: that one may connect too, to be said on the thank-you's card."""
    table = lines.actions
    ready = table[(table["rule"] == "T14") & table["status"].isin(["due", "overdue"])]
    return {name: "You can ask to connect too." for name in ready["application_id"]}


def _questions(log: JobSearchLog, as_of: Any, today: dt.date) -> tuple[list[Card], list[Card], dict[str, int]]:
    """The offers without a day, the other questions that are shown, and how many are not."""
    found = questions_of_applications(log, Timeline(log, as_of))
    young = found[~found["is_old"]]
    offers = [_question(log, row, "waiting", today) for row in young[young["kind"] == "offer"].itertuples()]
    others = young[young["kind"] != "offer"]
    asked = [_question(log, row, "questions", today) for row in others.head(QUESTIONS_SHOWN).itertuples()]
    old = codes_of(log, found[found["is_old"]])
    of_sheet = [card for question in questions_of_sheet(log) if (card := _sheet_question(log, question)).code not in old]
    shown = [*asked, *of_sheet][:QUESTIONS_SHOWN]
    counts = {
        "questions_more": len(others) + len(of_sheet) - len(shown),
        "questions_old": int(np.sum(found["is_old"])),
    }
    return offers, shown, counts


def _question(log: JobSearchLog, question: Any, tier: str, today: dt.date) -> Card:
    facts = log.applications.loc[question.application_id]
    what, why = QUESTION_WORDS[question.kind]
    day = "" if pd.isna(question.day) else day_text(question.day.date(), today)
    code = question_code("day", question.kind, question.application_id.removeprefix(prefix_of(facts["seeker"])))
    whom = (facts["company"], facts["role"], facts["contact"])
    said = ("", "ask", "", why.format(day=day), "", "", "", question.application_id)
    return Card(tier, code, what, *whom, *said, seeker=facts["seeker"])


def _sheet_question(log: JobSearchLog, question: SheetQuestion) -> Card:
    what, why = in_words.sheet_question(question.kind, question.about, question.cell)
    whom, own_id = ("", "", ""), question.application_id.removeprefix(prefix_of(question.seeker))
    if question.application_id:
        facts = log.applications.loc[question.application_id]
        whom = (str(facts["company"]), str(facts["role"]), str(facts["contact"]))
    code = question_code(question.kind, question.about, own_id)
    said = ("", "ask", "", why, "", "", "", question.application_id)
    return Card("questions", code, what, *whom, *said, seeker=question.seeker)
