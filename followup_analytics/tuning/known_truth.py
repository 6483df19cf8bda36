"""What policies are truly worth in a simulated search, to hold a tuning against."""

from dataclasses import replace

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.simulated_behaviour import Answers, Effect
from followup_analytics.analysis.simulated_truth import Truth
from followup_analytics.rules.cadence import Cadence
from followup_analytics.tuning.choices import COST_OF_A_CHECK
from followup_analytics.tuning.policies import NEVER, horizon_of, schedules


def early_helps() -> Truth:
    """A search with an interview for most applications, in which asking within a week brings answers and later asking none."""
    return replace(
        Truth(),
        after_application=Answers((1,), (0.6,), (0.0,)),
        effect=Effect(ratio=((3, 1.8), (7, 1.2), (12, 1.0))),
        search_days=400,
        interviews=1,
    )


def true_policy_values(truth: Truth, policies: pd.DataFrame, medium: str = "email") -> Floats:
    """The true value of each policy after a first interview: in the mean over its weekdays and the roles' seniorities.

    Parameters
    ----------
    truth : Truth
    policies : DataFrame
        With `wait_business_days, spacing_days, max_attempts`: such as `tuning.policies`.
    medium : str
        Of all checks.

    Returns
    -------
    array
        The chance of a favourable answer within 30 days, times the factor of the seniority, less 0.01 for each check sent.
    """
    factors = Cadence().seniority_factors
    shares = sum(truth.seniorities.values())
    total = np.zeros(len(policies))
    for level, share in truth.seniorities.items():
        factor = factors.get(level, 1.0)
        horizon = horizon_of(factor)
        plan = schedules(policies, factor, horizon)
        of_schedule = [
            truth.policy_value(
                horizon, [(int(day), medium) for day in days if day < NEVER], seniority=level, cost=COST_OF_A_CHECK
            )
            for days in plan.days
        ]
        total += share / shares * np.array(of_schedule)[plan.of_policy].mean(axis=1)
    return total
