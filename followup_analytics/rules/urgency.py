"""The one order of urgency: lists, cards, report and calendar keep it, none of them sorts anew."""

import numpy as np
import pandas as pd

from followup_analytics.local_time import Ints
from followup_analytics.log.event_arrays import FAR
from followup_analytics.rules.action_arrays import STATUSES, ActionArrays
from followup_analytics.rules.application_state import ApplicationState

# Offers whose last day is not known stand behind those that have one, and before all other messages.
_WITHOUT_LAST_DAY = FAR - 1


def keys_inside_tier(state: ApplicationState, actions: ActionArrays, tier: Ints, is_stated: np.ndarray) -> Ints:
    """What decides inside a tier, before the due time.

    Among those who wait for an answer, offers come first, the nearest last day before the others; among checks, those after a
    day that they named (`is_stated`).
    """
    line = state.timeline
    of_offer = line.of_kinds(["offer"])[actions.trigger]
    last_day = line.answer_by[actions.trigger]
    end = state.day_end(actions.app, np.where(last_day >= 0, last_day, line.day[actions.trigger]))
    of_message = np.where(of_offer, np.where(last_day >= 0, end, _WITHOUT_LAST_DAY), FAR)
    return np.select([tier == 1, tier == 3], [of_message, ~is_stated], 0).astype(np.int64)


def sorted_by_urgency(actions: pd.DataFrame, keys: Ints) -> pd.DataFrame:
    """What is open by tier, key and due time, then what waits by its opening, then all else by its due time.

    Parameters
    ----------
    actions : DataFrame
        The table of actions, index `action_id`.
    keys : array
        What `keys_inside_tier` gives for each.
    """
    status = actions["status"].map({status: code for code, status in enumerate(STATUSES)}).to_numpy(dtype=np.int64)
    opens, due = (actions[name].to_numpy("datetime64[us]").view(np.int64) for name in ("opens_at", "due_at"))
    is_open, waits = status < STATUSES.index("waiting"), status == STATUSES.index("waiting")
    group = np.select([is_open, waits], [0, 1], 2)
    tier, inside = (np.where(is_open, numbers, 0) for numbers in (actions["tier"].to_numpy(dtype=np.int64), keys))
    order = np.lexsort((actions.index.to_numpy(dtype=object).astype(str), due, np.where(waits, opens, 0), inside, tier, group))
    return actions.iloc[order]
