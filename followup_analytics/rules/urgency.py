"""The one order of urgency: lists, cards, report and calendar keep it, none of them sorts anew."""

import numpy as np
import pandas as pd

from followup_analytics.rules.action_arrays import STATUSES, WAITING


def sorted_by_urgency(actions: pd.DataFrame) -> pd.DataFrame:
    """The most urgent first: what waits is as urgent as its opening is near, all else as its due time is."""
    rank = actions["status"].map({status: rank for rank, status in enumerate(STATUSES)}).to_numpy(dtype=np.int64)
    opens, due = (actions[name].to_numpy("datetime64[us]").view(np.int64) for name in ("opens_at", "due_at"))
    order = np.lexsort((actions.index.to_numpy(dtype=object).astype(str), due, np.where(rank == WAITING, opens, due), rank))
    return actions.iloc[order]
