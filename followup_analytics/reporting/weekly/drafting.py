"""A draft for each task that wants a message."""

import pandas as pd

from followup_analytics.log import JobSearchLog
from followup_analytics.messages.drafts import draft_message
from followup_analytics.reporting.words import MEDIUM_WORDS
from followup_analytics.rules.settings import Seeker

_COLUMNS = ["medium", "to", "subject", "body", "missing"]
# What is decided in the sheet, not in a message.
_WITHOUT_MESSAGE = ("move_on",)


def drafts(log: JobSearchLog, actions: pd.DataFrame, chosen: pd.Index, seeker: Seeker) -> pd.DataFrame:
    """The drafts of the chosen actions, one row each; `missing` is a line for each thing that is still needed."""
    wanted = actions.loc[chosen]
    wanted = wanted[~wanted["action"].isin(_WITHOUT_MESSAGE)]
    messages = [draft_message(log, wanted.loc[action_id], seeker=seeker) for action_id in wanted.index]
    rows = [(MEDIUM_WORDS[found.medium], found.to, found.subject, found.body, "\n".join(found.missing)) for found in messages]
    return pd.DataFrame(rows, columns=_COLUMNS, index=wanted.index, dtype="str")
