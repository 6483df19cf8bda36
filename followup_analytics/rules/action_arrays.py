"""Actions as arrays: what a rule yields, what it is judged by, and small helpers on places of events."""

from dataclasses import dataclass

import numpy as np

from followup_analytics.local_time import Flags, Ints

# In the order of urgency in which a list of actions is sorted.
STATUSES = ("overdue", "due", "waiting", "done", "late", "missed", "moot")
OVERDUE, DUE, WAITING, DONE, LATE, MISSED, MOOT = (np.int8(code) for code in range(len(STATUSES)))
OPEN_STATUSES = ("overdue", "due", "waiting")

_ARRAYS = ("app", "trigger", "anchor", "number", "opens", "due", "expires", "status", "done", "held", "lapsed", "put_off")


@dataclass(frozen=True)
class ActionArrays:
    """Actions of one rule, as arrays; one element an action.

    Attributes
    ----------
    rule, action : the rule's ID and what is to be done
    app : position of the application
    trigger, anchor : places in the timeline of the event that starts the action, and of the one that it follows up
    number : which status check it is, 0 where it has no meaning
    occurrence : which of the rule's actions for the application it is, as two numbers
    opens, due, expires : seconds since 1970 in UTC
    status : code in `STATUSES`
    done : place of the event that answered it, or `none`
    held : waits for something else, whatever the clock says
    lapsed : was open and unanswered when it expired
    put_off : the day until which the seeker put it off, or -1
    branch : tells two actions of one rule and occurrence apart
    """

    rule: str
    action: str
    app: Ints
    trigger: Ints
    anchor: Ints
    number: Ints
    occurrence: tuple[Ints, Ints]
    opens: Ints
    due: Ints
    expires: Ints
    status: Ints
    done: Ints
    held: Flags
    lapsed: Flags
    put_off: Ints
    branch: str = ""

    def where(self, chosen: Flags) -> "ActionArrays":
        """The chosen actions."""
        (first, second), rows = self.occurrence, np.flatnonzero(chosen)
        picked = {name: getattr(self, name)[rows] for name in _ARRAYS}
        return ActionArrays(self.rule, self.action, occurrence=(first[rows], second[rows]), branch=self.branch, **picked)

    @staticmethod
    def stacked(batches: "list[ActionArrays]") -> "ActionArrays":
        """The actions of several rules one under the other, to be dressed as one table; rule and action are empty."""
        first, second = (np.concatenate([batch.occurrence[i] for batch in batches]) for i in (0, 1))
        arrays = {name: np.concatenate([getattr(batch, name) for batch in batches]) for name in _ARRAYS}
        return ActionArrays("", "", occurrence=(first, second), branch="", **arrays)


@dataclass(frozen=True)
class ActionWindow:
    """When actions open, are due and expire, in seconds, and the place of what answers and of what ends them."""

    opens: Ints
    due: Ints
    expires: Ints
    answer: Ints
    ender: Ints
    held: Flags | None = None


@dataclass(frozen=True)
class ActionStart:
    """What starts actions: the places of trigger and anchor, the numbers that tell an application's actions apart."""

    trigger: Ints
    anchor: Ints
    first: Ints
    second: Ints | None = None
    number: Ints | None = None


def first_of(*places: Ints) -> Ints:
    """The earliest of several events."""
    earliest = places[0]
    for other in places[1:]:
        earliest = np.minimum(earliest, other)
    return earliest


def only(places: Ints, chosen: Flags, none: int) -> Ints:
    """The events where `chosen` holds, `none` elsewhere."""
    return np.where(chosen, places, none)


def numbered_in_application(app: Ints) -> Ints:
    """1, 2, 3 ... within each application; `app` is sorted."""
    starts = np.flatnonzero(np.diff(app, prepend=-1))
    return np.arange(len(app)) - np.repeat(starts, np.diff(starts, append=len(app))) + 1
