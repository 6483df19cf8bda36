"""By what attempts are grouped: the groupings, and the group of each attempt."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from followup_analytics.errors import FollowupError, UnknownNameError, did_you_mean

GROUPINGS = (
    "medium",
    "kind",
    "number",
    "weekday",
    "hour_band",
    "wait_band",
    "seniority",
    "stage",
    "company_type",
    "source",
    "contact_seniority",
)
_HOUR_BANDS = ((0, "night"), (6, "morning"), (12, "afternoon"), (18, "evening"))
_WAIT_BANDS = ((0, "0-2 days"), (3, "3-5 days"), (6, "6-8 days"), (9, "9-14 days"), (15, "15 days or more"))
# What a grouping is made of where it is no column itself.
COLUMN_OF_BAND = {"hour_band": "hour", "wait_band": "wait_days"}


def check_groupings(by: object, own: Iterable[str] = (), others: Iterable[str] = ()) -> list[str]:
    """Two different names at most, of `GROUPINGS`, of the sheet's own columns or of others; anything else is refused."""
    if not isinstance(by, Iterable):
        raise FollowupError(": give a list of groupings, such as ['medium'], or [] for none", argument="by", value=by)
    names, allowed = list(by), [*GROUPINGS, *map(str, own)]
    unknown = [name for name in names if name not in (*allowed, *others)]
    if unknown:
        raise UnknownNameError(
            f" is no grouping: allowed are {', '.join(allowed)}{did_you_mean(str(unknown[0]), allowed)}",
            argument="by",
            value=unknown[0],
        )
    if len(names) > 2 or len(set(names)) < len(names):
        raise FollowupError(": give at most two different groupings", argument="by", value=names)
    return names


def grouping(attempts: pd.DataFrame, name: str) -> pd.Series:
    """The group of each attempt by a grouping or another column, as text."""
    if name == "hour_band":
        return _banded(attempts["hour"], _HOUR_BANDS)
    if name == "wait_band":
        return _banded(attempts["wait_days"], _WAIT_BANDS)
    return attempts[name].astype("str").fillna("")


def _banded(numbers: pd.Series, bands: tuple[tuple[int, str], ...]) -> pd.Series:
    starts, names = zip(*bands, strict=True)
    known = numbers.notna().to_numpy()
    place = np.searchsorted(starts, numbers.fillna(0).to_numpy(dtype=np.int64), side="right") - 1
    return pd.Series(np.where(known, np.array(names, dtype=object)[place], ""), numbers.index, dtype="str")
