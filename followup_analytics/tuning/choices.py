"""The policies to choose from, for the applications that a log has, and their values by draw."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Ints
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.catalogue import SENDING_MEDIA
from followup_analytics.tuning.answer_model import HazardModel
from followup_analytics.tuning.policies import (
    Group,
    counted_interviews,
    distinct_policies,
    groups_of,
    horizon_of,
    permitted_policies,
    row_of,
    schedules,
)
from followup_analytics.tuning.policy_value import policy_values
from followup_analytics.tuning.silent_days import CHECK_MEDIA

COST_OF_A_CHECK = 0.01
_LEAST_CHECKS_BY_MEDIUM = 10
_USUAL_MEDIUM = "email"  # M01


@dataclass(frozen=True)
class Choices:
    """The policies to choose from, those that act alike left out, and for whom: the same by each medium."""

    policies: pd.DataFrame
    groups: list[Group]
    free: float
    media: tuple[str, ...]

    def values(self, model: HazardModel, rows: Ints, draws: int, seed: int) -> tuple[Floats, pd.DataFrame]:
        """The values of some policies by draw, and the policies: first those of the medium in use, then of the others."""
        policies = self.policies.iloc[rows].reset_index(drop=True)
        shares = [group.people.share for group in self.groups]
        values: list[Floats] = []
        tables: list[pd.DataFrame] = []
        plans = [schedules(policies, group.wait_factor, horizon_of(group.horizon_factor)) for group in self.groups]
        for medium in self.media:
            parts = [
                policy_values(model, group.people, plan, medium, draws=draws, seed=seed, cost=COST_OF_A_CHECK)
                for group, plan in zip(self.groups, plans, strict=True)
            ]
            value, sent = (np.average([part[place] for part in parts], axis=0, weights=shares) for place in (0, 1))
            values.append(value if not values else self.free * value + (1 - self.free) * values[0])
            tables.append(policies.assign(medium=medium, checks_sent=sent, given=policies["given"] & (len(values) == 1)))
        return np.hstack(values), pd.concat(tables, ignore_index=True)


def choices_of(log: JobSearchLog, cadence: Cadence, days: pd.DataFrame) -> Choices:
    """The permitted policies that differ in what they do, for the applications of a log."""
    sent = days.loc[days["days_since_check"] == 0, "medium"].value_counts()
    return choices_among(counted_interviews(log, days), sent, cadence)


def choices_among(interviews: pd.DataFrame, sent: pd.Series, cadence: Cadence) -> Choices:
    """The same for interviews that are counted, and the number of checks by medium."""
    groups, free = groups_of(interviews, cadence)
    every = permitted_policies()
    given = row_of(every, cadence)
    plans = [schedules(every, group.wait_factor, horizon_of(group.horizon_factor)) for group in groups]
    kept = distinct_policies(every, plans, given)
    policies = every.iloc[kept].assign(given=kept == given).reset_index(drop=True)
    return Choices(policies, groups, free, _media(sent, cadence))


def _media(sent: pd.Series, cadence: Cadence) -> tuple[str, ...]:
    """The media to choose from: the one in use, and those that the log has tried often enough to say anything."""
    usual = cadence.medium or _USUAL_MEDIUM
    tried = [name for name in CHECK_MEDIA if name in SENDING_MEDIA and sent.get(name, 0) >= _LEAST_CHECKS_BY_MEDIUM]
    return (usual, *(name for name in tried if name != usual))
