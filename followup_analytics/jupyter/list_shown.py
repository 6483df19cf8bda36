"""What the Today view is sent: the list and its questions, all words included, and what stands beside one card."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from followup_analytics.errors import FollowupError
from followup_analytics.problems import Question
from followup_analytics.reporting.due_cards import TIERS, Card, DueCards
from followup_analytics.reporting.wording import clickable_questions as asking
from followup_analytics.reporting.wording import workbench as words
from followup_analytics.reporting.wording.due import MEET, ON_OFFERS, PREPARE, TIER_TITLES
from followup_analytics.reporting.wording.names import EVENT_WORDS, MEDIUM_WORDS, STAGE_WORDS, counted, day_text, one_line
from followup_analytics.reporting.wording.questions import question_in_words
from followup_analytics.rules.catalogue import SENDING_MEDIA
from followup_analytics.search.search import Search
from followup_analytics.vocabulary import MEDIA, STAGES

Shown = dict[str, Any]
_IN_THE_HEAD = ("the address",)
_AT_THE_END = ("your name", "your phone number or e-mail address")
# Greeting and opening stand before what the seeker has to add.
_BEFORE_GAPS = 2
_CARD_TEXTS = ("code", "what", "company", "when", "why", "rule", "sources", "more")
_TO_DO = ("waiting", "thanks", "checks", "cold")
_MEETING_MEDIA = tuple(name for name in MEDIA if name in ("", "phone", "video", "in_person", "other"))


def words_of_view() -> Shown:
    """What never changes: the words of buttons and fields, and what they may have said."""
    return {
        "words": dict(words.VIEW_WORDS),
        "sorts": [[name, text] for name, text in words.SORTS.items()],
        "they": [[name, text, list(fields)] for name, text, fields in words.THEY_SAID],
        "closings": [[name, text] for name, text in words.CLOSINGS.items()],
        "fields": dict(words.FIELDS),
        "stages": [[name, words.STAGE_NAMES[name]] for name in STAGES],
        "media": [list(one) for one in words.medium_choices(_MEETING_MEDIA)],
    }


def list_shown(search: Search, cards: DueCards) -> Shown:
    """The list, in its order: sections with their cards and notes, the sentence that counts, and the open questions."""
    every = [card for tier in TIERS for card in cards.tiers[tier]]
    ranks = _ranks(search, every)
    sections = [_section(tier, cards, ranks) for tier in TIERS if cards.tiers[tier] or cards.notes.get(tier)]
    asked = [question_shown(one, search) for one in search.questions if asking.can_be_clicked(one)]
    to_do, late = cards.counts["to_do"], cards.counts["late"]
    return {
        "first": cards.first,
        "count": f"{to_do} to do{f', {late} late' if late else ''}",
        "sections": sections,
        "questions": asked,
        "questions_title": counted(len(asked), "question"),
        "today": search.today.isoformat(),
        "nothing": _nothing(cards) if not any(cards.tiers[tier] for tier in _TO_DO) else None,
    }


def _section(tier: str, cards: DueCards, ranks: Mapping[str, tuple[int, int]]) -> Shown:
    shown, more = cards.tiers[tier], cards.counts["cold_more"] if tier == "cold" else 0
    size = f"{len(shown)} of {len(shown) + more}" if more else str(len(shown) or "")
    drawn = [card_shown(card, *ranks[card.code]) for card in shown]
    return {"tier": tier, "title": TIER_TITLES[tier], "size": size, "cards": drawn, "notes": list(cards.notes.get(tier, ()))}


def _ranks(search: Search, cards: list[Card]) -> dict[str, tuple[int, int]]:
    """The place of each card by day and by company, with which the view sorts."""
    due = search.actions["due_at"]
    days = [due.get(card.action_id, pd.NaT) for card in cards]
    by_day = pd.Series(days, dtype="datetime64[us, UTC]").rank(method="first", na_option="bottom")
    by_company = pd.Series([card.company.casefold() for card in cards], dtype="str").rank(method="first")
    return {card.code: (int(day), int(name)) for card, day, name in zip(cards, by_day, by_company, strict=True)}


def card_shown(card: Card, by_day: int = 0, by_company: int = 0) -> Shown:
    """A card as the view draws it, every text of the sheet on one line with nothing hidden in it."""
    texts = {
        name: one_line(getattr(card, name)) for name in ("code", "what", "company", "when", "why", "rule", "sources", "more")
    }
    people = one_line(" · ".join(filter(None, (card.contact, card.role, card.medium))))
    find = one_line(" ".join((card.company, card.role, card.contact, card.what, card.code))).casefold()
    return {
        **texts,
        "people": people,
        "look": card.look,
        "tier": card.tier,
        "gestures": gestures_of(card),
        "find": find,
        "by_day": by_day,
        "by_company": by_company,
    }


def gestures_of(card: Card) -> list[str]:
    """What can be told of a card: of an interview to come, that they moved it; of a question, its answer."""
    if not card.action_id:
        return ["they", "close"] if card.application_id else []
    if card.what in (PREPARE, MEET):
        return ["they", "close"]
    return ["sent", "snooze", "they", "close"]


def is_offer(card: Card) -> bool:
    """Whether closing it would let an offer go."""
    return card.what in ON_OFFERS


def _nothing(cards: DueCards) -> Shown:
    planned = cards.tiers["planned"]
    told = [f"Next, {card.when}: {card.what[:1].lower()}{card.what[1:]}, {card.company}." for card in planned[:1]]
    return {"title": words.NOTHING, "text": one_line("".join(told) or cards.first)}


def question_shown(question: Question, search: Search) -> Shown:
    """A question with what can be clicked: answers, a day, "I don't know"."""
    return {
        "code": question.code,
        "kind": question.kind,
        "application_id": question.application_id,
        "text": one_line(question_in_words(question)),
        "place": one_line(asking.place_of(question)),
        "answers": [[value, one_line(text)] for value, text in asking.answers_of(question, search.today)],
        "day": asking.takes_a_day(question),
        "unknown": asking.may_stay_open(question),
        "other": question.kind == "year",
    }


def story_shown(search: Search, application_id: str) -> list[Shown]:
    """What happened with an application, by day, and the day of the moment among it."""
    log, today = search.log, search.today
    mine = log.events[log.events["application_id"] == application_id]
    days = mine["at"].dt.tz_convert(log.applications["timezone"][application_id]).dt.date
    kinds, directions, stages = (mine[name].astype("str") for name in ("kind", "direction", "stage"))
    told: list[Shown] = []
    for day, kind, direction, stage in zip(days, kinds, directions, stages, strict=True):
        what = STAGE_WORDS[stage] if kind == "interview" else EVENT_WORDS[kind]
        mark = "interview" if kind == "interview" else direction
        told.append({"day": day_text(day, today), "what": what, "mark": mark, "planned": day > today})
    before = sum(not one["planned"] for one in told)
    told.insert(before, {"day": day_text(today, today), "what": "today", "mark": "today", "planned": False})
    return told


def snoozes_shown(search: Search, card: Card, business_day: dt.date) -> Shown:
    """Until when a card can be put off, and by when it stays due."""
    log, today = search.log, search.today
    its = log.events[(log.events["application_id"] == card.application_id) & (log.events["kind"].astype("str") == "interview")]
    days = its["at"].dt.tz_convert(log.applications["timezone"][card.application_id]).dt.date
    planned = min((day for day in days if day >= today), default=None)
    due = search.actions["due_at"].get(card.action_id, pd.NaT)
    zone = log.applications["timezone"][card.application_id]
    stays = "" if pd.isna(due) else f" It stays due by {day_text(due.tz_convert(zone).date(), today)}."
    choices = [list(one) for one in words.snooze_choices(today, business_day, planned)]
    return {"choices": choices, "told": f"It leaves the list and comes back on that day.{stays}"}


def read_in_words(applications: int, read_at: str) -> str:
    """How much was read, and when by the clock of the browser."""
    at = f", read at {read_at}" if read_at else ""
    return f"{counted(applications, 'application')}{at}."


def draft_shown(search: Search, action_id: str, medium: str = "") -> Shown:
    """The draft of an action: `subject, to, medium, media, parts, gaps`; a part is text or a gap.

    Where there is nothing to write, `none` says so instead.
    """
    try:
        message = search.draft(action_id, medium)
    except FollowupError as error:
        return {"none": str(error)}
    gaps = words.gaps_of(message.missing)
    within = [gap for gap in gaps if gap not in _IN_THE_HEAD + _AT_THE_END]
    paragraphs = message.body.split("\n\n")
    before, after = paragraphs[:_BEFORE_GAPS], paragraphs[_BEFORE_GAPS:]
    parts = [_text(text) for text in before] + [{"gap": f"[{gap}]"} for gap in within] + [_text(text) for text in after]
    parts += [{"gap": f"[{gap}]"} for gap in gaps if gap in _AT_THE_END]
    return {
        "subject": message.subject,
        "to": message.to if "@" in message.to else "",
        "medium": message.medium,
        "media": [[name, MEDIUM_WORDS[name]] for name in SENDING_MEDIA],
        "parts": parts,
        "gaps": words.gaps_in_words(gaps),
    }


def _text(paragraph: str) -> dict[str, str]:
    return {"text": paragraph}
