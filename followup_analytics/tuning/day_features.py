"""The columns that a hazard model takes of each day of silence: the base, and what a check adds while it acts."""

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Ints
from followup_analytics.tuning.silent_days import CHECK_MEDIA, EFFECT_DAYS, LONGEST_WAIT_DAYS, SENIORITY_GROUPS

FIRST_DAYS_OF_BANDS = (1, 3, 8, 15, 31)
KNOTS_EVERY_DAYS = 3
# The first of each is what the others are compared with.
OTHER_MEDIA = CHECK_MEDIA[1:]
OTHER_SENIORITIES = SENIORITY_GROUPS[1:]
# The base has a constant, the bands, the seniorities and the media of their last word, in this order.
BASE_COLUMNS = 1 + len(FIRST_DAYS_OF_BANDS) + len(OTHER_SENIORITIES) + len(OTHER_MEDIA)
SENIORITY_COLUMNS = slice(1 + len(FIRST_DAYS_OF_BANDS), BASE_COLUMNS - len(OTHER_MEDIA))


def fading(decay_days: float) -> Floats:
    """How strong a check's effect is on each of its days; the mean is 1, and after the last it is 0."""
    size = np.exp(-np.arange(EFFECT_DAYS) / decay_days)
    return np.append(size / size.mean(), 0.0)


def day_band(days: Any) -> Ints:
    """Which band of days since the interview each day belongs to."""
    return np.asarray(np.searchsorted(FIRST_DAYS_OF_BANDS, np.asarray(days), side="right") - 1)


@cache
def wait_basis() -> Floats:
    """Cubic B-splines over the wait before a check, a knot every third day: a row for each whole day, a column for each spline.

    References
    ----------
    de Boor, *A Practical Guide to Splines* (2001), chapter X: between equal knots each spline is the same piece of four cubics.
    """
    days = np.arange(LONGEST_WAIT_DAYS + 1)
    # The last day is the end of the last span, not the beginning of another.
    span = np.minimum(days // KNOTS_EVERY_DAYS, LONGEST_WAIT_DAYS // KNOTS_EVERY_DAYS - 1)
    part = days / KNOTS_EVERY_DAYS - span
    pieces = ((1 - part) ** 3, 3 * part**3 - 6 * part**2 + 4, -3 * part**3 + 3 * part**2 + 3 * part + 1, part**3)
    basis = np.zeros((len(days), LONGEST_WAIT_DAYS // KNOTS_EVERY_DAYS + len(pieces) - 1))
    for place, piece in enumerate(pieces):
        basis[days, span + place] = piece / 6
    return basis


def kinds_of_check(number: Ints, medium: Any, wait_days: Ints) -> Floats:
    """What kind of check it was, as numbers: 1, whether it is a later one, its medium, the splines of its wait."""
    media = np.asarray(medium, dtype=object)[:, None] == np.array(OTHER_MEDIA, dtype=object)
    waits = wait_basis()[np.asarray(wait_days, dtype=np.int64)]
    return np.column_stack([np.ones(len(media)), np.asarray(number) > 1, media, waits]).astype(np.float64)


def base_columns(days: pd.DataFrame) -> Floats:
    """What the chance of a day depends on when no check acts: the band of days, the seniority, the medium of their last word."""
    bands = day_band(days["day"])[:, None] == np.arange(len(FIRST_DAYS_OF_BANDS))
    seniority = days["seniority"].to_numpy(dtype=object)[:, None] == np.array(OTHER_SENIORITIES, dtype=object)
    theirs = days["their_medium"].to_numpy(dtype=object)[:, None] == np.array(OTHER_MEDIA, dtype=object)
    return np.column_stack([np.ones(len(days)), bands, seniority, theirs]).astype(np.float64)


def check_columns(days: pd.DataFrame, decay_days: float) -> Floats:
    """What a status check adds on the days after it: its fading (none where `decay_days` is infinite), times its kind."""
    strength = fading(decay_days)[days["days_since_check"].to_numpy(dtype=np.int64)]
    kinds = kinds_of_check(days["check_number"].to_numpy(), days["medium"], days["wait_days"].to_numpy())
    return np.asarray(kinds * strength[:, None], dtype=np.float64)
