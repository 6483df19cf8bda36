"""What the workbench does, without a widget: messages in, answers out, and one entry a gesture, however often it is clicked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Any

from followup_analytics.errors import FollowupError
from followup_analytics.jupyter import list_shown as shown
from followup_analytics.jupyter.gestures import GESTURES, next_business_day
from followup_analytics.reporting.due_cards import TIERS, Card, DueCards
from followup_analytics.reporting.wording.due import TIER_TITLES
from followup_analytics.reporting.wording.names import one_line
from followup_analytics.reporting.wording.workbench import VIEW_WORDS, medium_choices
from followup_analytics.rules.catalogue import SENDING_MEDIA
from followup_analytics.search.search import Search

Answer = dict[str, Any]
_MOST_REMEMBERED = 500
_NEAR_ENOUGH = 60
_GONE = "That is no longer on the list. Nothing was recorded."
OUR_MISTAKE = "That is our mistake ({}: {}). Nothing was changed. Reload the sheet and try again."


@dataclass(frozen=True)
class Strip:
    """What was recorded last, in the place of its card.

    Attributes
    ----------
    said : what was recorded, in a sentence
    numbers : its entries
    card : the card that stood there; None where none left the list
    place : its place within its tier
    is_sent : whether a message was sent, the day or medium of which can be corrected
    following : the codes of what stood below it, what stood above it last
    """

    said: str
    numbers: tuple[int, ...]
    card: Card | None = None
    place: int = 0
    following: tuple[str, ...] = ()
    is_sent: bool = False


class Session:
    """A search at the workbench.

    Parameters
    ----------
    search : Search
        Its sheet is open.
    changed : callable, optional
        Is called after each gesture that recorded something.

    Attributes
    ----------
    search : Search
    readings : how often the sheet was read; the view tells the clock time of each
    read_at : the clock time of the last reading, as the browser showed it
    """

    def __init__(self, search: Search, changed: Callable[[], None] = lambda: None) -> None:
        self.search, self.changed, self.lock = search, changed, RLock()
        self.readings, self.read_at = 1, ""
        self._answered: dict[str, Answer] = {}
        self._strip: Strip | None = None
        self._entries = -1
        self._cards: DueCards | None = None

    def act(self, name: str, code: str = "", once: str = "", arguments: Mapping[str, Any] | None = None, now: str = "") -> Answer:
        """Do what a message asks for, and answer it.

        Parameters
        ----------
        name : str
            `open, pane, near, calendar, seen` look; `sent, again, snooze, they, close, answer, undo` record.
        code : str
            Of the card or question for which the gesture was drawn.
        once : str
            A number used once. A message whose number was seen is given the answer of the first, and does nothing.
        arguments : mapping, optional
            What the gesture was told, by name.
        now : str
            The clock time that the browser shows.

        Returns
        -------
        dict
            `once`; `wrong` with a sentence where nothing was done; `said` where something was recorded; `state`, the list as
            it is now, where it has changed; `ask` where it wants to be told once more; else what was asked for.
        """
        with self.lock:
            if once and once in self._answered:
                return self._answered[once]
            answer = {"once": once, **self._attempt(name, code, dict(arguments or {}), now)}
            if once and name in GESTURES and "ask" not in answer:
                self._answered[once] = answer
                while len(self._answered) > _MOST_REMEMBERED:
                    self._answered.pop(next(iter(self._answered)))
            return answer

    def read_anew(self) -> None:
        """Take in that the sheet was read again, or is looked at from another day."""
        with self.lock:
            self.readings, self.read_at, self._strip, self._cards = self.readings + 1, "", None, None

    def state(self) -> Answer:
        """The list as it is now, with what was recorded last in the place of its card."""
        with self.lock:
            found = shown.list_shown(self.search, self.cards)
            strip = self._strip
            if strip is not None:
                found["recorded"] = self._recorded(strip, self.cards)
                if strip.card is not None:
                    _put_in_place(found["sections"], strip, strip.card)
            return found | {"reading": self.readings, "read_at": self.read_at, "changed": self.search.has_changed}

    @property
    def cards(self) -> DueCards:
        """The list, as it was drawn last."""
        if self._cards is None:
            self._cards = self.search.cards
            self._entries = len(self.search.journal.entries())
        return self._cards

    def card(self, code: str) -> Card | None:
        """The open card of that code."""
        return next((card for tier in TIERS for card in self.cards.tiers[tier] if card.code == code), None)

    # --- within ------------------------------------------------------------------------------------------------------

    def _attempt(self, name: str, code: str, arguments: dict[str, Any], now: str) -> Answer:
        """Whatever goes wrong becomes a sentence, and nothing is lost."""
        try:
            if name in GESTURES:
                return self._gesture(name, code, arguments)
            look = {"open": self._open, "pane": self._pane, "near": self._near, "calendar": self._calendar, "seen": self._seen}
            return look[name](code, {**arguments, "now": now})
        except FollowupError as error:
            return {"wrong": one_line(f"{error}.").replace("..", ".")}
        except Exception as error:  # a fault of our own: the user is told, and what was shown stays
            return {"wrong": one_line(OUR_MISTAKE.format(type(error).__name__, error))}

    def _gesture(self, name: str, code: str, arguments: dict[str, Any]) -> Answer:
        self._take_in_what_others_did()
        card, before = self.card(code), self.cards
        last = self._strip
        told = GESTURES[name](self.search, card, code, arguments, last.card if last and not card else card)
        if told is None:
            return {"wrong": _GONE, "state": self.state()}
        if told.ask:
            return {"ask": told.ask}
        self._cards = None
        place = before.tiers[card.tier].index(card) if card else 0
        stands_in = card if told.leaves and card else last.card if told.leaves and last else None
        following = _following(before, card) if card else last.following if last else ()
        place = place if card else last.place if last else 0
        self._strip = Strip(told.said, told.numbers, stands_in, place, following, name in ("sent", "again"))
        self.changed()
        return {"said": one_line(told.said), "state": self.state()}

    def _take_in_what_others_did(self) -> None:
        """Another window or a command may have written to the same journal since the list was drawn."""
        if self._cards is not None and len(self.search.journal.entries()) != self._entries:
            self.search.refresh()
            self._cards = None

    def _recorded(self, strip: Strip, cards: DueCards) -> Answer:
        open_now = {card.code: card for tier in TIERS for card in cards.tiers[tier] if card.action_id and tier != "planned"}
        first = next((open_now[code] for code in (*strip.following, *open_now) if code in open_now), None)
        named = one_line(f"{first.what} · {first.company}") if first else ""
        return {
            "said": one_line(strip.said),
            "numbers": list(strip.numbers),
            "resend": strip.is_sent,
            "media": [list(one) for one in medium_choices(SENDING_MEDIA)],
            "code": strip.card.code if strip.card else "",
            "next": first.code if first else "",
            "next_text": VIEW_WORDS["next"].format(what=named) if first else "",
        }

    def _open(self, _: str, __: Mapping[str, Any]) -> Answer:
        return {"static": shown.words_of_view(), "state": self.state()}

    def _seen(self, _: str, arguments: Mapping[str, Any]) -> Answer:
        self.read_at = str(arguments.get("now", ""))[:8]
        self.changed()
        return {}

    def _pane(self, code: str, arguments: Mapping[str, Any]) -> Answer:
        card = self.card(code)
        if card is None:
            return {"wrong": _GONE, "state": self.state()}
        search, found = self.search, {"code": code, "changed": self.search.has_changed}
        if card.application_id:
            found["story"] = shown.story_shown(search, card.application_id)
        if not card.action_id:
            asked = [one for one in search.questions if one.code == code]
            return found | {"question": shown.question_shown(asked[0], search) if asked else None}
        found["snooze"] = shown.snoozes_shown(search, card, next_business_day(search))
        return found | {"draft": shown.draft_shown(search, card.action_id, str(arguments.get("medium", "")))}

    def _near(self, _: str, arguments: Mapping[str, Any]) -> Answer:
        from rapidfuzz import fuzz, process

        companies = {card.company.casefold(): card.company for tier in TIERS for card in self.cards.tiers[tier] if card.company}
        wanted = str(arguments.get("words", "")).casefold()
        found = process.extractOne(wanted, list(companies), scorer=fuzz.partial_ratio, score_cutoff=_NEAR_ENOUGH)
        return {"near": one_line(companies[found[0]]) if found else ""}

    def _calendar(self, code: str, _: Mapping[str, Any]) -> Answer:
        from followup_analytics.jupyter.files_made import calendar_of

        card = self.card(code)
        return {"wrong": _GONE} if card is None else {"file": calendar_of(self.search, [card.action_id], f"{code}.ics").shown}


def _following(cards: DueCards, card: Card) -> tuple[str, ...]:
    codes = [one.code for tier in TIERS for one in cards.tiers[tier]]
    place = codes.index(card.code)
    return (*codes[place + 1 :], *codes[:place])


def _put_in_place(sections: list[Answer], strip: Strip, card: Card) -> None:
    """The green strip stands where its card stood, also where that was the only one of its tier."""
    drawn = shown.card_shown(card) | {"strip": one_line(strip.said), "numbers": list(strip.numbers)}
    for section in sections:
        if section["tier"] == card.tier:
            section["cards"].insert(min(strip.place, len(section["cards"])), drawn)
            return
    order = list(TIERS)
    section = {"tier": card.tier, "title": TIER_TITLES[card.tier], "size": "", "cards": [drawn], "notes": []}
    before = sum(order.index(one["tier"]) < order.index(card.tier) for one in sections)
    sections.insert(before, section)
