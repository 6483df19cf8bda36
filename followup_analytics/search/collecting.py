"""What mail, calendars and LinkedIn know of a search: collected, and with a yes for each recorded."""

from typing import TYPE_CHECKING, Any

from followup_analytics.errors import FollowupError
from followup_analytics.reporting.wording.names import counted
from followup_analytics.search.answering import Answering

if TYPE_CHECKING:
    import pandas as pd

    from followup_analytics.evidence.collect import Evidence


class Collecting(Answering):
    """The part of a search that proposes events from what the seeker has already."""

    _evidence: "Evidence | None" = None

    @property
    def evidence(self) -> "Evidence":
        """What was collected last."""
        if self._evidence is None:
            raise FollowupError("nothing has been collected yet: name a mailbox, a calendar or a LinkedIn export first")
        return self._evidence

    def collect(self, *sources: Any, me: Any = None, tell: Any = None) -> "Evidence":
        """Read mail, calendars and LinkedIn exports, as `collect_evidence` does; nothing is recorded."""
        from followup_analytics.evidence.collect import collect_evidence

        self._evidence = collect_evidence(self.log, sources, me=me, journal=self.journal, tell=tell)
        return self._evidence

    def accept(self, *names: str, within: "pd.DataFrame | None" = None) -> str:
        """Record proposals: `sure`, `all` (sure and likely), codes, or `CODE=2` for the second candidate of a question.

        Parameters
        ----------
        *names : str
        within : DataFrame, optional
            The proposals among which they are looked for; all that were collected where none are given.

        Raises
        ------
        UnknownNameError
            If there is no such proposal, or a question names several applications and the answer none.
        """
        from followup_analytics.evidence.choosing import accepted

        result = self.journal.record_evidence(accepted(self.evidence.proposals if within is None else within, names))
        self._refresh()
        done = result["entry"].notna()
        others = result.loc[~done, "said"].value_counts()
        parts = [f"Recorded {counted(int(done.sum()), 'event')}.", *(f"{count} not: {said}." for said, count in others.items())]
        return " ".join(parts)

    def decline(self, *names: str, within: "pd.DataFrame | None" = None) -> str:
        """Decline proposals, by code or evidence id: neither they nor the same questions come back."""
        from followup_analytics.evidence.choosing import declined

        rows = declined(self.evidence.proposals if within is None else within, names)
        self.journal.dismiss(rows)
        self._refresh()
        return f"Declined {counted(len(rows), 'proposal')}: not proposed again."
