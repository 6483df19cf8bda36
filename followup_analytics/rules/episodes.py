"""Episodes: what happens from an anchor (an interview, a reply, an invitation) to the next."""

from dataclasses import dataclass

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.rules.batch import only
from followup_analytics.rules.state import State
from followup_analytics.time_zones import Ints
from followup_analytics.timelines import Marks


@dataclass(frozen=True)
class Episode:
    """Status checks and requests for closure from an anchor to the next, one element an anchor or check."""

    places: Ints
    anchor: Ints
    next_anchor: Ints
    next_check: Ints
    closure_request: Ints
    checks_so_far: Ints
    anchor_number: Ints


def episodes(state: State, places: Ints) -> Episode:
    """The episodes of anchors, or of status checks after an anchor."""
    line, anchors, checks = state.timeline, state.anchors, state.marks("status_check")
    anchor, next_anchor = anchors.until(places), anchors.after(places)
    next_check = checks.after(places)
    next_check = only(next_check, next_check < next_anchor, line.none)
    request = state.marks("closure_request").after(places)
    request = only(request, request < next_anchor, line.none)
    first = line.first(anchors)[line.app[places]]
    return Episode(
        places,
        anchor,
        next_anchor,
        next_check,
        request,
        checks.count_until(places) - checks.count_until(anchor),
        anchors.count_until(anchor) - anchors.count_until(first) + 1,
    )


def stated_events(state: State, limits: Ints, app: Ints) -> tuple[Ints, Ints]:
    """The latest event before each limit that states a day for their answer, and its number in the application."""
    marks = stating_marks(state)
    if len(marks.places) == 0:
        return np.full(len(app), state.timeline.none, dtype=np.int64), np.zeros_like(app)
    found = state.timeline.last_before(marks, limits, app)
    known = np.where(found < state.timeline.none, found, 0)
    first = state.timeline.first(marks)[app]
    number = marks.count_until(known) - marks.count_until(np.where(found < state.timeline.none, first, 0)) + 1
    return found, np.where(found < state.timeline.none, number, 0)


def stating_marks(state: State) -> Marks:
    """Inbound events and interviews since the application that state a day for their answer."""
    line = state.timeline
    stating = np.flatnonzero(line.past & (line.stated >= 0) & line.of_kinds([*words.INBOUND_KINDS, "interview"]))
    if len(stating):
        applied = line.first(state.marks("application"))[line.app[stating]]
        stating = stating[(applied == line.none) | (stating > applied)]
    return line.marked(line.flags(stating))
