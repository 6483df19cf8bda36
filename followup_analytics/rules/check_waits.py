"""T03's wait and T05's spacing of each application: the settings as T08-T11, T16 and T17 change them."""

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Ints
from followup_analytics.rules import schedule
from followup_analytics.rules.action_arrays import ActionArrays
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.rule import Modifiers

_LATE_STAGES = [words.STAGES.index(stage) for stage in ("technical", "final")]


def spacing_days(state: ApplicationState) -> Ints:
    """T05: the least number of days between two status checks of each application."""
    return schedule.scaled_spacing_days(state.cadence.spacing_days, state.pace_factor)


def first_wait_business_days(state: ApplicationState, anchors: Ints) -> Ints:
    """T03: the business days from each anchor to the first status check."""
    app = state.timeline.app[anchors]
    urgent = np.where(state.applications["urgent"].to_numpy(), state.cadence.urgent_factor, 1.0)
    factor = (state.pace_factor * urgent)[app]
    wait = schedule.scaled_wait_business_days(state.cadence.wait_business_days, factor, late_stage_extra(state, anchors))
    return np.where(state.they_contact[app], schedule.THEY_CONTACT_BUSINESS_DAYS, wait)


def late_stage_extra(state: ApplicationState, anchors: Ints) -> Ints:
    """T11: the business days that the latest interview up to each anchor adds.

    Of the interviews of one day, where one has no clock time, a technical or final one counts as the latest.
    """
    line, interviews = state.timeline, state.marks("interview")
    places, none = interviews.places, line.none
    if not len(places):
        return np.zeros(len(anchors), dtype=np.int64)
    late, clockless = np.isin(line.stage[places], _LATE_STAGES), ~state.has_clock(places)
    app, day = line.app[places], line.day[places]
    begins = np.append(True, (app[1:] != app[:-1]) | (day[1:] != day[:-1]))
    first = np.maximum.accumulate(np.where(begins, np.arange(len(places)), 0))
    so_far = [np.append(0, np.cumsum(flags)) for flags in (late, clockless)]
    late_that_day, clockless_that_day = (total[1:] > total[first] for total in so_far)
    counts = np.where(clockless_that_day, late_that_day, late)
    latest = interviews.until(anchors)
    rank = np.minimum(np.searchsorted(places, latest), len(places) - 1)
    return (counts[rank] & (latest < none)) * np.int64(state.cadence.late_stage_extra_business_days)


def pace_modifiers(state: ApplicationState, actions: ActionArrays) -> Modifiers:
    """Which of T08, T09 and T17 changed the pace of each application."""
    applications, cadence = state.applications.iloc[actions.app], state.cadence
    countries = [code for code in applications["country"].unique() if schedule.country_factor(cadence, code) != 1]
    changed = {
        "T08": applications["seniority"].isin([key for key, factor in cadence.seniority_factors.items() if factor != 1]),
        "T09": applications["company_type"].isin([key for key, factor in cadence.company_type_factors.items() if factor != 1]),
        "T17": applications["country"].isin(countries),
    }
    return {rule: applies.to_numpy(dtype=bool) for rule, applies in changed.items()}
