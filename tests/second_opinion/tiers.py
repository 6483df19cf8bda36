"""The tier of an action and the one order, as section 6 of the page has them."""

from datetime import UTC, datetime, timedelta

from .order import Event
from .story import Story
from .verdict import Action

TIER_OF_RULE = {
    "T12": 1,
    "T21": 1,
    "T01": 2,
    "T03": 3,
    "T04": 3,
    "T05": 3,
    "T07": 3,
    "T13": 3,
    "T14": 7,
    "T16": 7,
    "T18": 7,
    "T19": 7,
    "T20": 6,
}
OPEN = ("due", "overdue")
NEVER = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)


def tier_of(action: Action) -> int:
    return 7 if action.action == "move_on" else TIER_OF_RULE[action.rule]


def place(story: Story, action: Action, action_id: str) -> tuple[object, ...]:
    """What the table is sorted by: open by tier and key, then waiting, then the rest."""
    window = action.window
    if action.status in OPEN:
        return 0, tier_of(action), _key(story, action), window.due_at, action_id
    if action.status == "waiting":
        return 1, window.opens_at, window.due_at, action_id
    return 2, window.due_at, action_id


def _key(story: Story, action: Action) -> tuple[object, ...]:
    if tier_of(action) == 1:
        return (0, last_day(story, action.trigger)) if action.trigger.kind == "offer" else (1, NEVER)
    if tier_of(action) == 3:
        return (0 if action.rule == "T04" else 1,)
    return ()


def last_day(story: Story, offer: Event) -> datetime:
    """The end of the day by which they want to know."""
    return NEVER if offer.answer_by is None else story.calendar.end_of(offer.answer_by)
