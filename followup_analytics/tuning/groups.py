"""The applications that a cadence would be used on, in groups that wait alike: from those that have come to an interview."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.log import JobSearchLog
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.pace import country_factor
from followup_analytics.tuning.silent_days import CHECK_MEDIA, GROUP_OF_SENIORITY
from followup_analytics.tuning.value import People

_LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Group:
    """Applications that wait alike.

    Attributes
    ----------
    people : People
    wait_factor : T08 x T09 x T17, for the waits
    horizon_factor : T08, for the days within which an answer counts
    """

    people: People
    wait_factor: float
    horizon_factor: float


def groups_of(log: JobSearchLog, days: pd.DataFrame, cadence: Cadence) -> tuple[list[Group], float]:
    """The groups, and the share of interviews after which the medium is free (M03 names none).

    Groups with less than 5 % of the interviews are left out. Without any interview: the default's application.
    """
    first = days.drop_duplicates("interview")
    if not len(first):
        return [Group(People(1.0, "mid", np.zeros(len(CHECK_MEDIA) - 1)), 1.0, 1.0)], 1.0
    of = log.applications.loc[first["application_id"]]
    seniority = of["seniority"].astype("str")
    horizon = seniority.map(dict(cadence.seniority_factors)).fillna(1.0).to_numpy(dtype=np.float64)
    kind = of["company_type"].astype("str").map(dict(cadence.company_type_factors)).fillna(1.0).to_numpy(dtype=np.float64)
    codes = of["country"].astype("str")
    place = codes.map({code: country_factor(cadence, code) for code in codes.unique()}).to_numpy(dtype=np.float64)
    keys = pd.DataFrame(
        {
            "seniority": seniority.map(GROUP_OF_SENIORITY).to_numpy(dtype=object),
            "wait": np.round(horizon * kind * place, 6),
            "horizon": horizon,
        }
    )
    theirs = first["their_medium"].to_numpy(dtype=object)[:, None] == np.array(CHECK_MEDIA[1:], dtype=object)
    sizes = keys.value_counts(sort=True)
    large = sizes[sizes >= max(_LEAST_SHARE * len(keys), 1)]
    groups = []
    for (name, wait, horizon_factor), size in zip(large.index, large, strict=True):
        members = (keys == [name, wait, horizon_factor]).all(axis=1).to_numpy()
        people = People(float(size / large.sum()), str(name), theirs[members].mean(axis=0))
        groups.append(Group(people, float(wait), float(horizon_factor)))
    return groups, float((of["preferred_medium"] == "").mean())
