"""What the notebook on mail shows: what was found, what is asked, and what the sheet lacks."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from followup_analytics.evidence.proposals import proposal_frame
from followup_analytics.jupyter.panels import answer
from followup_analytics.jupyter.tables import Shown
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.wording.names import EVENT_WORDS, day_text
from followup_analytics.reporting.wording.provenance import found_in_words, rates_before_and_after
from followup_analytics.search.search import Search


def collected(search: Search, mail: Sequence[Any], me: Any = None) -> pd.DataFrame:
    """The proposals of what was exported, all that is sure or likely accepted; none where nothing is named."""
    if not mail:
        return proposal_frame([])
    proposals = search.collect(*mail, me=me).proposals
    search.accept("all")
    return proposals


def sure_or_likely(proposals: pd.DataFrame) -> pd.DataFrame:
    """The proposals that belong to one application of the sheet."""
    return proposals[(proposals["certainty"] != "ask") & ~proposals["starts_application"]]


def mail_answer(proposals: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame, *, is_named: bool) -> Shown:
    """What mail tells that the sheet does not have, and the rate of all messages without and with it."""
    if not is_named:
        return answer(
            "No mailbox is named yet.",
            "Name your exports in the line MAIL above: an mbox file, a folder of mail, a calendar, a LinkedIn export.",
        )
    return answer(found_in_words(sure_or_likely(proposals)), *rates_before_and_after(before, after))


def questions_asked(proposals: pd.DataFrame, log: JobSearchLog) -> pd.DataFrame:
    """What only the seeker can tell, one row a conversation: `day, what, whom, subject, which application, if any`."""
    asked = proposals[(proposals["certainty"] == "ask") & ~proposals["known"] & ~proposals["starts_application"]]
    asked = asked.drop_duplicates("conversation")
    names = (log.applications["company"] + ", " + log.applications["role"]).str.strip(", ")
    which = ["; ".join(str(names[name]) for name in several if name in names.index) for several in asked["candidates"]]
    return _listed(asked).assign(**{"which application, if any": which})


def lacking(proposals: pd.DataFrame) -> pd.DataFrame:
    """Receipts of applications that the sheet does not have: `day, what, whom, subject`."""
    return _listed(proposals[proposals["starts_application"]])


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    days = [day_text(at.date(), at.date()) for at in rows["at"]]
    whom = rows["contact"].where(rows["contact"] != "", rows["contact_email"])
    columns = {"day": days, "what": list(rows["kind"].map(EVENT_WORDS)), "whom": list(whom), "subject": list(rows["subject"])}
    return pd.DataFrame(columns, dtype="str")
