"""What of the proposals the log has already."""

from collections import defaultdict
from dataclasses import dataclass, field

from followup_analytics.evidence.directory import local_day
from followup_analytics.log.job_search_log import JobSearchLog

_A_DAY = 86_400


@dataclass
class KnownEvents:
    """The events of a log by application and kind: their local days."""

    days: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, log: JobSearchLog) -> "KnownEvents":
        """From the events of a log."""
        known = cls()
        zones = log.applications["timezone"].astype(str)
        events = log.events
        columns = (events["application_id"].astype(str), events["kind"].astype(str), events["at"])
        for application, kind, at in zip(*columns, strict=True):
            known.days[(application, kind)].add(local_day(int(at.timestamp()), str(zones[application])))
        return known

    def has(self, application: str, kind: str, at: int, zone: str) -> bool:
        """Whether an event of that application, kind and local day is there; an application may be a day off."""
        days = self.days.get((application, kind), set())
        around = (at - _A_DAY, at, at + _A_DAY) if kind == "application" else (at,)
        return any(local_day(moment, zone) in days for moment in around)
