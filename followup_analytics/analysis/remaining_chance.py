"""What is left to hope for after some days of silence, on every completed table, then joined."""

from typing import Any

import numpy as np

from followup_analytics.analysis.entries import Entries
from followup_analytics.analysis.interval_censoring import joined
from followup_analytics.analysis.intervals import Floats, incidence_on, wilson_interval
from followup_analytics.errors import FollowupError
from followup_analytics.local_time import Ints

LEFT_COLUMNS = ("chance", "low", "high", "silences", "horizon_days", "unknown_day_share")


def whole_days(after_days: Any) -> Ints:
    """An array of whole numbers of days; anything else is refused."""
    days = np.asarray(after_days)
    if days.ndim != 1 or not (np.issubdtype(days.dtype, np.integer) or len(days) == 0):
        raise FollowupError(": give a whole number of days, or an array of them", argument="after_days", value=after_days)
    if len(days) and int(days.min()) < 0:
        raise FollowupError(": must be a whole number of at least 0", argument="after_days", value=int(days.min()))
    return days.astype(np.int64)


def chance_left(found: Entries | None, cause: str, after: int, horizon: int, confidence: float) -> dict[str, float]:
    """What is left to hope for after so many days: on each completed table, then joined."""
    lasting = 0 if found is None else int(np.median((found.days > after) @ found.weight))
    nothing = {"chance": 0.0, "low": 0.0, "high": 1.0, "silences": lasting, "horizon_days": horizon, "unknown_day_share": 0.0}
    if found is not None and found.few_dated:
        return nothing | {"chance": np.nan, "unknown_day_share": 1.0}
    if found is None or horizon - after <= 0 or lasting == 0:
        return nothing
    ends, pairs = found.cause(cause), []
    for days in found.days:
        rows = days > after
        left = (days[rows] - after, ends[rows], found.together.of(rows), horizon - after, found.weight[rows])
        pairs.append(incidence_on(*left))
    chances, sizes = np.array(pairs).T
    chance, low, high, share = (float(part) for part in with_interval(chances, sizes, confidence))
    return nothing | {"chance": chance, "low": low, "high": high, "unknown_day_share": share}


def with_interval(chances: Floats, sizes: Floats, confidence: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Chances of completed tables as one, with Wilson's interval and the share that is unknown for want of days."""
    variances = np.divide(chances * (1 - chances), sizes, out=np.zeros_like(chances), where=sizes > 0)
    chance, variance, share = joined(chances, variances)
    size = sizes.mean(axis=0)
    if len(chances) > 1:
        spread = np.where(variance > 0, variance, 1.0)
        size = np.where(variance > 0, np.minimum(size, chance * (1 - chance) / spread), size)
    return chance, *wilson_interval(chance, size, confidence), share
