"""The list, plainly: which lines stand on it, in which order, and what is only counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from .oracle import NO_PROMISES, Asked, Log, everything_asked, rows_of_applications
from .questions import SHOWN, Question, questions_of
from .settings import DEFAULTS, Settings
from .story import story_of
from .tiers import NEVER, OPEN, place, tier_of

DAYS_AHEAD, DAYS_TO_PREPARE, COLD_SHOWN, MESSAGES_A_DAY = 7, 3, 5, 8
COUNTED = {"move_on": "move_on", "decide": "decide", "connection_request": "connect", "keep_in_touch": "keep_in_touch"}
NameOf = Callable[[Asked], str]


@dataclass(frozen=True)
class Line:
    """A line of the list: of actions (the first names it), or of a question."""

    tier: int
    application_id: str
    what: str
    action_id: str = ""
    is_late: bool = False
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlainList:
    """The lines under the names of their tiers, the counts, and the interviews of today with their hours."""

    tiers: dict[str, list[Line]]
    counts: dict[str, int]
    rule_line_after: int | None
    today: list[tuple[str, time | None]] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """An action under the name that it has in the table."""

    asked: Asked
    action_id: str

    @property
    def place(self) -> tuple[object, ...]:
        return place(self.asked.story, self.asked.action, self.action_id)

    @property
    def tier(self) -> int:
        return tier_of(self.asked.action)

    @property
    def is_open(self) -> bool:
        return self.asked.action.status in OPEN


def plain_name(asked: Asked) -> str:
    """A name for an action where the table's own is not known."""
    return f"{asked.application_id}:{asked.action.rule}.{asked.number:03}"


def table_in_order(asked: Iterable[Asked], name_of: NameOf = plain_name) -> list[Entry]:
    return sorted((Entry(one, name_of(one)) for one in asked), key=lambda entry: entry.place)


def plain_list(
    log: Log,
    as_of: object,
    *,
    settings: Settings = DEFAULTS,
    promises: Mapping[str, date] = NO_PROMISES,
    name_of: NameOf = plain_name,
    put_off: Callable[[list[Asked]], list[Asked]] = lambda asked: asked,
) -> PlainList:
    """Read the list of a log at a moment; `put_off` does to the actions what the seeker put off."""
    rows = rows_of_applications(log)
    stories = {str(a.Index): story_of(a, rows[str(a.Index)], as_of, settings) for a in log.applications.itertuples()}
    table = table_in_order(put_off(everything_asked(log, as_of, settings, promises)), name_of)
    young, old = questions_of(stories, promises)
    tiers = _tiers(table, young)
    after = _rule_line_after(tiers)
    return PlainList(tiers, _counts(table, tiers, young, old, after), after, _interviews_today(table))


def _tiers(table: list[Entry], young: list[Question]) -> dict[str, list[Line]]:
    ready = [entry for entry in table if entry.is_open]
    others = [question for question in young if question.kind != "offer"]
    return {
        "waiting": _waiting([entry for entry in ready if entry.tier == 1], young),
        "thanks": _thanks([entry for entry in ready if entry.tier == 2]),
        "checks": [_line([entry]) for entry in ready if entry.tier == 3],
        "planned": _planned(table),
        "questions": [Line(5, question.application_id, question.kind) for question in others[:SHOWN]],
        "cold": [_line([entry]) for entry in _cold(ready)[:COLD_SHOWN]],
        "housekeeping": [],
    }


def _line(entries: list[Entry], named_by: Entry | None = None, tier: int = 0) -> Line:
    names = named_by or entries[0]
    late = any(entry.asked.action.status == "overdue" for entry in entries)
    members = tuple(sorted(entry.action_id for entry in entries))
    action = names.asked.action
    return Line(tier or names.tier, names.asked.application_id, action.rule, names.action_id, late, members)


def _waiting(ready: list[Entry], young: list[Question]) -> list[Line]:
    """Tier 1: one line an application; offers whose day is not known stand at the end of the offers."""
    groups: dict[str, list[Entry]] = {}
    for entry in ready:
        groups.setdefault(entry.asked.application_id, []).append(entry)
    offers = [group for group in groups.values() if _is_of_offer(group[0])]
    messages = [group for group in groups.values() if not _is_of_offer(group[0])]
    asked = [Line(5, question.application_id, question.kind) for question in young if question.kind == "offer"]
    return [*(_answer_line(group) for group in offers), *asked, *(_answer_line(group) for group in messages)]


def _is_of_offer(entry: Entry) -> bool:
    return entry.asked.action.trigger.kind == "offer"


def _answer_line(group: list[Entry]) -> Line:
    def earliest(entry: Entry) -> tuple[object, ...]:
        action = entry.asked.action
        return not _is_of_offer(entry), action.window.due_at, action.rule, entry.action_id

    names = min(group, key=earliest)
    thanks = [e for e in group if e.asked.action.rule == "T12" and e.asked.action.trigger == names.asked.action.trigger]
    return _line(group, (thanks or [names])[0])


def _thanks(ready: list[Entry]) -> list[Line]:
    """Tier 2: one line for the interviews of one day of one application."""
    groups: dict[tuple[str, date], list[Entry]] = {}
    for entry in ready:
        groups.setdefault((entry.asked.application_id, entry.asked.action.trigger.day), []).append(entry)
    return [_line(group) for group in groups.values()]


def _cold(ready: list[Entry]) -> list[Entry]:
    return [entry for entry in ready if entry.tier == 6 and entry.asked.reachable]


def _planned(table: list[Entry]) -> list[Line]:
    """What opens within a week by time alone; a planned interview's thank-you is the line of the interview."""
    coming = [entry for entry in table if entry.tier in (1, 2, 3) and _comes_within(entry, DAYS_AHEAD)]
    return [_line([entry], tier=4 if _is_near_interview(entry) else entry.tier) for entry in coming if entry.asked.sent_at]


def _is_near_interview(entry: Entry) -> bool:
    return entry.tier == 2 and _comes_within(entry, DAYS_TO_PREPARE)


def _comes_within(entry: Entry, days: int) -> bool:
    action, story = entry.asked.action, entry.asked.story
    last = story.calendar.day_of(story.moment.reached) + timedelta(days=days)
    return action.status == "waiting" and story.calendar.day_of(action.window.opens_at) <= last


def _rule_line_after(tiers: dict[str, list[Line]]) -> int | None:
    """After how many messages it is said that the rest keeps until tomorrow."""
    first_two = sum(line.tier != 5 for line in tiers["waiting"]) + len(tiers["thanks"])
    after = max(MESSAGES_A_DAY, first_two)
    return after if first_two + len(tiers["checks"]) > after else None


def _counts(
    table: list[Entry], tiers: dict[str, list[Line]], young: list[Question], old: list[Question], after: int | None
) -> dict[str, int]:
    messages = [line for name in ("waiting", "thanks", "checks") for line in tiers[name] if line.tier != 5]
    to_do = messages + tiers["cold"]
    ready = [entry for entry in table if entry.is_open]
    asked = sum(question.kind != "offer" for question in young)
    coming = [entry for entry in table if entry.tier in (6, 7) and _is_still_to_come(entry)]
    return {
        "to_do": len(to_do),
        "late": sum(line.is_late for line in to_do),
        "planned": len(tiers["planned"]),
        "cold_more": len(_cold(ready)) - len(tiers["cold"]),
        "nobody_to_write_to": sum(entry.tier == 6 and not entry.asked.reachable for entry in ready),
        "questions_more": asked - len(tiers["questions"]),
        "questions_old": len(old),
        **_housekeeping(ready, {line.application_id for line in tiers["thanks"]}),
        "planned_cold": sum(entry.tier == 6 for entry in coming),
        "planned_housekeeping": sum(entry.tier == 7 for entry in coming),
        "keeps_until_tomorrow": len(messages) - after if after is not None else 0,
    }


def _housekeeping(ready: list[Entry], thanked: set[str]) -> dict[str, int]:
    """Tier 7 by action; a connection stands as a hint on the thank-you's card where there is one."""
    seen = Counter(
        entry.asked.action.action
        for entry in ready
        if entry.tier == 7 and not (entry.asked.action.rule == "T14" and entry.asked.application_id in thanked)
    )
    return {name: seen[action] for action, name in COUNTED.items()}


def _is_still_to_come(entry: Entry) -> bool:
    if not _comes_within(entry, DAYS_AHEAD):
        return False
    if entry.tier == 6:
        return entry.asked.reachable and entry.asked.sent_at is not None
    return entry.asked.action.window.opens_at > entry.asked.story.moment.reached


def _interviews_today(table: list[Entry]) -> list[tuple[str, time | None]]:
    """The interviews of the day of the moment that are not over and wait for a thank-you, by their hours."""
    found: list[tuple[datetime, str, time | None]] = []
    for entry in table:
        story, event, status = entry.asked.story, entry.asked.action.trigger, entry.asked.action.status
        if entry.tier != 2 or status not in (*OPEN, "waiting") or event.day != story.calendar.day_of(story.moment.reached):
            continue
        if not event.has_clock:
            found.append((NEVER, entry.asked.application_id, None))
        elif event.at >= story.moment.clock:
            found.append((event.at, entry.asked.application_id, story.calendar.local(event.at).time()))
    return list(dict.fromkeys((name, hour) for _, name, hour in sorted(found, key=lambda one: one[:2])))
