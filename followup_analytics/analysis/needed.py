"""How many more attempts it would take to tell a group from the rest, if it truly differed by so much."""

import numpy as np

from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Ints

MOST_NEEDED = 9999
# How far a group must lie from the rest, in standard deviations, before the log has reached a milestone.
USUAL_THRESHOLD = 2.9
_POWER_Z = 0.842  # of a power of 0.8
_LEAST_RATE, _MOST_RATE = 0.12, 0.88
_BETWEEN_MILESTONES = 1.25  # the test is taken at milestones, on average at 0.8 of what is there


def attempts_needed(rates: Floats, sizes: Floats, threshold: float, difference: float) -> Ints:
    """Attempts still needed in each group to tell a true difference from the rest with 80 % power.

    Parameters
    ----------
    rates, sizes : array
        Of the groups, with their effective sizes; rates may be missing.
    threshold : float
        How far from the rest a group must lie at the last milestone, as the signed root of a deviance; nan before the first.
    difference : float
        Of the chances of an answer.

    Notes
    -----
    The difference seen does not enter: what is not told apart has by selection a small one, and a size computed from it would
    grow as it shrinks. It depends on the rate only, so it falls by one with each attempt.

    References
    ----------
    Hoenig and Heisey, "The abuse of power", The American Statistician 55 (2001).
    """
    if len(rates) < 2:
        return np.zeros(len(rates), dtype=np.int64)
    known = ~np.isnan(rates) & (sizes > 0)
    mean = float(np.average(rates[known], weights=sizes[known])) if known.any() else 0.5
    edge = max(_LEAST_RATE, difference / 2 + 0.02)
    mean = float(np.clip(mean, min(edge, 0.5), max(1 - edge, 0.5)))
    # The variance of the root is that of an answer given its chance: 1 less the chance.
    z = USUAL_THRESHOLD if np.isnan(threshold) else threshold / np.sqrt(1 - mean)
    low, high = max(mean - difference / 2, 0.0), min(mean + difference / 2, 1.0)
    spread = z * np.sqrt(2 * mean * (1 - mean)) + _POWER_Z * np.sqrt(low * (1 - low) + high * (1 - high))
    needed = np.ceil(_BETWEEN_MILESTONES * (spread / difference) ** 2 - sizes)
    return np.asarray(np.clip(needed, 0, MOST_NEEDED), dtype=np.int64)
