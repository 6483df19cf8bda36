"""The gestures of the workbench by name: each goes through the search with what the view was told, and says what it recorded."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from followup_analytics.errors import FollowupError
from followup_analytics.jupyter.list_shown import is_offer
from followup_analytics.reporting.due_cards import Card
from followup_analytics.reporting.wording.workbench import CLOSINGS
from followup_analytics.rules.schedule import closed_days
from followup_analytics.search.search import Search

_DAYS_TO_LOOK = 14


@dataclass(frozen=True)
class Told:
    """What a gesture recorded.

    Attributes
    ----------
    said : in a sentence
    numbers : its entries, which undo takes back together
    leaves : whether the card leaves the list, and what was recorded stands in its place
    ask : what is to be confirmed before anything is recorded; "" for nothing
    """

    said: str = ""
    numbers: tuple[int, ...] = ()
    leaves: bool = True
    ask: str = ""


Gesture = Callable[[Search, Card | None, str, Mapping[str, Any], Card | None], Told | None]


def next_business_day(search: Search) -> dt.date:
    """The first business day after the moment's, where the seeker is."""
    today = search.today
    closed = {day for day, _ in closed_days(search.country, today, today + dt.timedelta(days=_DAYS_TO_LOOK))}
    days = (today + dt.timedelta(days=number) for number in range(1, _DAYS_TO_LOOK + 1))
    return next((day for day in days if day not in closed), today + dt.timedelta(days=1))


def _sent(search: Search, card: Card | None, _: str, told: Mapping[str, Any], __: Card | None) -> Told | None:
    if card is None or not card.action_id:
        return None
    said = search.done(card.action_id, at=_day(told, "on"), medium=_text(told, "medium"))
    return Told(said, search.recorded)


def _again(search: Search, _: Card | None, __: str, told: Mapping[str, Any], last: Card | None) -> Told | None:
    """Sent, but on another day or in another way: what was recorded is taken back, and recorded so."""
    if last is None or not last.action_id:
        return None
    search.undo(*_numbers(told))
    undone = search.recorded
    try:
        said = search.done(last.action_id, at=_day(told, "on"), medium=_text(told, "medium"))
    except FollowupError:
        search.undo(*undone)
        raise
    return Told(said, search.recorded)


def _snooze(search: Search, card: Card | None, _: str, told: Mapping[str, Any], __: Card | None) -> Told | None:
    if card is None or not card.action_id:
        return None
    said = search.snooze(card.action_id, until=_day(told, "until"))
    return Told(said, search.recorded)


def _they(search: Search, card: Card | None, _: str, told: Mapping[str, Any], __: Card | None) -> Told | None:
    if card is None or not card.application_id:
        return None
    interview = " ".join(filter(None, (_text(told, "interview"), _text(told, "time")))) or None
    said = search.they(
        card.application_id,
        _text(told, "what") or "replied",
        on=_day(told, "on"),
        interview=interview,
        stage=_text(told, "stage"),
        medium=_text(told, "medium"),
        by=_day(told, "by"),
        note=_text(told, "note"),
    )
    return Told(said, search.recorded)


def _close(search: Search, card: Card | None, _: str, told: Mapping[str, Any], __: Card | None) -> Told | None:
    if card is None or not card.application_id:
        return None
    if is_offer(card) and not told.get("sure"):
        return Told(ask=f"{card.company} made you an offer. Close it all the same?")
    reason, note = _text(told, "what"), _text(told, "note")
    if reason == "withdrew":
        said = search.withdraw(card.application_id, note=note)
    else:
        said = search.close(card.application_id, why=". ".join(filter(None, (CLOSINGS.get(reason, ""), note))))
    return Told(said, search.recorded)


def _answer(search: Search, card: Card | None, code: str, told: Mapping[str, Any], _: Card | None) -> Told | None:
    if not any(one.code == code for one in search.questions):
        return None
    said = search.answer(code, _text(told, "value"))
    return Told(said, search.recorded, leaves=card is not None)


def _undo(search: Search, _: Card | None, __: str, told: Mapping[str, Any], ___: Card | None) -> Told | None:
    said = search.undo(*_numbers(told))
    return Told(said, search.recorded, leaves=False)


def _add(search: Search, _: Card | None, __: str, told: Mapping[str, Any], ___: Card | None) -> Told | None:
    company, role, contact, medium = (_text(told, name) for name in ("company", "role", "contact", "medium"))
    said = search.add(company, role, contact=contact, on=_day(told, "on"), medium=medium)
    return Told(said, search.recorded, leaves=False)


def _accept(search: Search, _: Card | None, __: str, told: Mapping[str, Any], ___: Card | None) -> Told | None:
    return Told(search.accept(_text(told, "name")), search.recorded, leaves=False)


def _decline(search: Search, _: Card | None, __: str, told: Mapping[str, Any], ___: Card | None) -> Told | None:
    return Told(search.decline(_text(told, "name")), search.recorded, leaves=False)


GESTURES: Mapping[str, Gesture] = {
    "sent": _sent,
    "again": _again,
    "snooze": _snooze,
    "they": _they,
    "close": _close,
    "answer": _answer,
    "undo": _undo,
    "add": _add,
    "accept_evidence": _accept,
    "decline_evidence": _decline,
}


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""


def _day(told: Mapping[str, Any], name: str) -> str | None:
    return _text(told, name) or None


def _numbers(told: Mapping[str, Any]) -> tuple[int, ...]:
    given = told.get("numbers")
    return tuple(one for one in given if isinstance(one, int)) if isinstance(given, list) else ()
