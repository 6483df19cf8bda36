"""T08-T11, T16 and T17: how long an application's silences last before one may ask."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics import vocabulary as words
from followup_analytics.local_time import Ints
from followup_analytics.rules.application_state import State
from followup_analytics.rules.cadence import Cadence

_SHORTEST_BUSINESS_DAYS, _LONGEST_BUSINESS_DAYS = 3, 20
_THEY_CONTACT_BUSINESS_DAYS = 15
_LATE_STAGES = ("technical", "final")


def common_factor(state: State) -> NDArray[np.float64]:
    """T08 x T09 x T17 of each application."""
    cadence, applications = state.cadence, state.applications
    seniority = _by_word(applications["seniority"], cadence.seniority_factors)
    company_type = _by_word(applications["company_type"], cadence.company_type_factors)
    if not cadence.country_factors:
        return seniority * company_type
    codes = applications["country"].astype("category")
    countries = {code: country_factor(cadence, code) for code in codes.cat.categories}
    return seniority * company_type * _by_word(codes, countries)


def country_factor(cadence: Cadence, code: str) -> float:
    """T17 of a country; a region without a factor of its own has its country's."""
    return cadence.country_factors.get(code, cadence.country_factors.get(code[:2], 1.0))


def _by_word(words_there: pd.Series, factors: Mapping[str, float]) -> NDArray[np.float64]:
    of_code = np.array([factors.get(word, 1.0) for word in words_there.cat.categories])
    return np.asarray(of_code[words_there.cat.codes.to_numpy()], dtype=np.float64)


def _half_up(number: NDArray[np.float64]) -> Ints:
    """Rounded half up; products such as 5 x 0.6 x 1.5 count as the 4.5 that they are."""
    return np.floor(np.round(number, 9) + 0.5).astype(np.int64)


def spacing_days(state: State) -> Ints:
    """T05: the least number of days between two status checks of each application."""
    return np.maximum(_half_up(state.cadence.spacing_days * common_factor(state)), 1)


def first_wait_business_days(state: State, anchors: Ints) -> Ints:
    """T03: the business days from each anchor to the first status check."""
    app = state.timeline.app[anchors]
    applications = state.applications
    urgent = np.where(applications["urgent"].to_numpy(), state.cadence.urgent_factor, 1.0)
    wait = _half_up(state.cadence.wait_business_days * common_factor(state) * urgent)[app]
    wait = np.clip(wait + late_stage_extra(state, anchors), _SHORTEST_BUSINESS_DAYS, _LONGEST_BUSINESS_DAYS)
    they_contact = (applications["stated_process"] == "they_contact").to_numpy()[app]
    return np.where(they_contact, _THEY_CONTACT_BUSINESS_DAYS, wait)


def late_stage_extra(state: State, anchors: Ints) -> Ints:
    """T11: the business days that the latest interview up to each anchor adds."""
    line = state.timeline
    interview = state.marks("interview").until(anchors)
    late = np.isin(line.stage, [words.STAGES.index(stage) for stage in _LATE_STAGES])
    return np.append(late, False)[interview] * np.int64(state.cadence.late_stage_extra_business_days)
