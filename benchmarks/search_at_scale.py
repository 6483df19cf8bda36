"""A made-up job search of any size, as the two Parquet files that the benchmarks read.

Each application goes through rounds (invitation, interview, thank-you, word from them, status checks, a request for closure)
and has an end or none; about five events an application. The same seed gives the same files.
"""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics import vocabulary as words
from followup_analytics.log.job_search_log import JobSearchLog

AS_OF = "2026-06-08"
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney")
EVENTS, APPLICATIONS = "events.parquet", "applications.parquet"
_DAY = 86_400
_LAST_DAY = pd.Timestamp(AS_OF).value // 10**9
_FIRST_DAY = _LAST_DAY - 300 * _DAY
_STAGES = (("screening", "technical", "cultural_fit", "onsite", "final", ""), (0.3, 0.25, 0.1, 0.1, 0.15, 0.1))
_MEDIA = (("email", "phone", "linkedin", "portal", ""), (0.6, 0.1, 0.15, 0.05, 0.1))
_RANK = np.array([words.ORDER_WITHIN_DAY[kind] for kind in words.EVENT_KINDS])

Seconds = NDArray[np.int64]
Numbers = NDArray[np.int64]


class _Diary:
    """Collects events as columns of integers; each call notes one kind for many applications at once."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self._parts: list[tuple[Numbers, Seconds, Numbers]] = []

    def note(self, kind: str, app: Numbers, at: Seconds) -> None:
        self._parts.append((app, at, np.full(len(app), words.EVENT_KINDS.index(kind))))

    def some(self, kind: str, share: float, app: Numbers, at: Seconds, mean_days: float) -> tuple[Numbers, Seconds]:
        """Note an event for a share of these, some days after each; which, and when."""
        chosen = self.rng.random(len(app)) < share
        app, at = app[chosen], at[chosen] + _some_days(self.rng, int(chosen.sum()), mean_days)
        self.note(kind, app, at)
        return app, at

    def columns(self) -> tuple[Numbers, Seconds, Numbers]:
        """Application, second and kind of what had been written down by the end: all but the interviews are in the past."""
        app, at, kind = (np.concatenate([part[i] for part in self._parts]) for i in range(3))
        written = (at < _LAST_DAY + _DAY) | ((kind == words.EVENT_KINDS.index("interview")) & (at < _LAST_DAY + 14 * _DAY))
        return app[written], at[written], kind[written]


def _some_days(rng: np.random.Generator, size: int, mean: float) -> Seconds:
    return (rng.gamma(2.0, mean / 2 * _DAY, size)).astype(np.int64)


def _ask(diary: _Diary, share: float, app: Numbers, at: Seconds) -> None:
    """Up to three status checks, then a request for closure."""
    for share_of_these, mean_days in ((share, 9), (0.45, 9), (0.1, 8)):
        app, at = diary.some("status_check", share_of_these, app, at, mean_days)
        asked, asked_at = diary.some("closure_request", 0.3, app, at, 17)
        diary.some("closure", 0.3, asked, asked_at, 17)


def _round(diary: _Diary, app: Numbers, at: Seconds) -> tuple[Numbers, Seconds]:
    """One round of interviews; the applications that are still in the running, and since when."""
    invited, invited_at = diary.some("interview_invitation", 0.8, app, at, 8)
    diary.some("answer", 0.6, invited, invited_at, 1)
    met = np.concatenate([invited, np.setdiff1d(app, invited)])
    at = np.concatenate([invited_at, at[np.isin(app, invited, invert=True)]])
    at = at + _some_days(diary.rng, len(met), 6)
    diary.note("interview", met, at)
    diary.some("thank_you", 0.7, met, at, 0.8)
    diary.some("connection_request", 0.1, met, at, 2)
    diary.some("note", 0.1, met, at, 1)
    _ask(diary, 0.4, met, at)
    heard, heard_at = diary.some("reply", 0.35, met, at, 7)
    diary.some("answer", 0.5, heard, heard_at, 1)
    return met, at


def _ends(diary: _Diary, app: Numbers, at: Seconds) -> None:
    rejected, rejected_at = diary.some("rejection", 0.4, app, at, 15)
    diary.some("feedback_request", 0.2, rejected, rejected_at, 1.5)
    diary.some("keep_in_touch", 0.1, rejected, rejected_at, 95)
    offered, offered_at = diary.some("offer", 0.06, app, at, 12)
    diary.some("acceptance", 0.4, offered, offered_at, 3)
    diary.some("withdrawal", 0.03, app, at, 15)
    diary.some("closure", 0.05, app, at, 45)


def events_of(applications: pd.DataFrame, seed: int = 7) -> pd.DataFrame:
    """The events of such applications, sorted by application and time."""
    rng = np.random.default_rng(seed)
    diary, app = _Diary(rng), np.arange(len(applications))
    at = rng.integers(_FIRST_DAY, _LAST_DAY, len(app))
    applied = rng.random(len(app)) < 0.98
    diary.note("application", app[applied], at[applied])
    diary.some("acknowledgement", 0.4, app, at, 0.5)
    _ask(diary, 0.3, app, at)
    diary.some("rejection", 0.2, app, at, 18)
    interviewed = rng.random(len(app)) < 0.42
    running, since = app[interviewed], at[interviewed] + _some_days(rng, int(interviewed.sum()), 12)
    for share in (0.45, 0.4, 0.0):
        running, since = _round(diary, running, since)
        goes_on = rng.random(len(running)) < share
        _ends(diary, running[~goes_on], since[~goes_on])
        running, since = running[goes_on], since[goes_on] + 3 * _DAY
    return _as_frame(applications, rng, *diary.columns())


def _as_frame(applications: pd.DataFrame, rng: np.random.Generator, app: Numbers, at: Seconds, kind: Numbers) -> pd.DataFrame:
    size = len(app)
    zone = applications["timezone"].cat.codes.to_numpy()[app]
    whole_day = rng.random(size) < 0.5
    at = np.where(whole_day, _local_midnight(at, zone, applications["timezone"].cat.categories), at)
    of_them = np.isin(kind, [words.EVENT_KINDS.index(k) for k in ("interview", *words.INBOUND_KINDS)])
    stated = of_them & (rng.random(size) < 0.15)
    expected = _local_midnight(at + rng.integers(2, 21, size) * _DAY, zone, applications["timezone"].cat.categories)
    stage = np.where(kind == words.EVENT_KINDS.index("interview"), _drawn(rng, words.STAGES, *_STAGES, size), 0)
    medium = np.where(
        kind == words.EVENT_KINDS.index("interview"), words.MEDIA.index("video"), _drawn(rng, words.MEDIA, *_MEDIA, size)
    )
    # As a log is sorted: by application, time, rank in the day, then by content.
    order = np.lexsort((expected, ~stated, stage, medium, kind, ~whole_day, _RANK[kind], at, app))
    frame = pd.DataFrame(
        {
            "application_id": applications.index.to_numpy()[app],
            "at": pd.to_datetime(at, unit="s", utc=True).as_unit("us"),
            "precision": _words(np.where(whole_day, 0, 1), words.PRECISIONS),
            "kind": _words(kind, words.EVENT_KINDS),
            "medium": _words(medium, words.MEDIA),
            "stage": _words(stage, words.STAGES),
            "reply_expected_by": pd.to_datetime(pd.Series(expected).where(stated), unit="s", utc=True).dt.as_unit("us"),
        }
    ).iloc[order]
    frame.insert(1, "event_id", pd.Series(np.arange(size), frame.index).astype("str").str.zfill(8).radd("e"))
    return frame.reset_index(drop=True)


def _local_midnight(at: Seconds, zone: Numbers, names: "pd.Index[str]") -> Seconds:
    found = np.empty_like(at)
    for code, name in enumerate(names):
        here = zone == code
        days = pd.to_datetime(at[here], unit="s", utc=True).tz_convert(name).normalize()
        found[here] = days.tz_convert("UTC").as_unit("s").asi8
    return found


def _drawn(
    rng: np.random.Generator, vocabulary: tuple[str, ...], chosen: tuple[str, ...], shares: tuple[float, ...], size: int
) -> Numbers:
    return rng.choice([vocabulary.index(word) for word in chosen], size, p=shares)


def _words(codes: Numbers, vocabulary: tuple[str, ...]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, list(vocabulary))


def applications_of(
    count: int, zones: tuple[str, ...] = ("UTC",), countries: tuple[str, ...] = ("",), seed: int = 7
) -> pd.DataFrame:
    """Applications with all that sets their pace."""
    rng = np.random.default_rng(seed)
    drawn = {
        "seniority": (
            words.SENIORITIES,
            ("", "entry", "mid", "senior", "lead", "manager", "director"),
            (0.6, 0.05, 0.1, 0.12, 0.05, 0.05, 0.03),
        ),
        "company_type": (words.COMPANY_TYPES, ("", "startup", "enterprise", "public_sector"), (0.6, 0.15, 0.15, 0.1)),
        "stated_process": (words.STATED_PROCESSES, ("", "they_contact", "no_inquiries"), (0.94, 0.04, 0.02)),
        "status": (words.STATUSES, ("active", "interviewing", "rejected", "closed"), (0.92, 0.03, 0.03, 0.02)),
    }
    columns = {name: _words(_drawn(rng, *choice, count), choice[0]) for name, choice in drawn.items()}
    index = pd.Index(pd.Series(np.arange(count)).astype("str").str.zfill(7).radd("a"), name="application_id")
    frame = pd.DataFrame(columns, index=index).assign(urgent=rng.random(count) < 0.05)
    frame["timezone"] = _words(rng.integers(0, len(zones), count), zones)
    frame["country"] = _words(rng.integers(0, len(countries), count), countries)
    return frame


def write(folder: Path, count: int, zones: tuple[str, ...] = ("UTC",), countries: tuple[str, ...] = ("",), seed: int = 7) -> None:
    """Both files of a search with so many applications."""
    applications = applications_of(count, zones, countries, seed)
    folder.mkdir(parents=True, exist_ok=True)
    events_of(applications, seed).to_parquet(folder / EVENTS, index=False)
    applications.astype({"timezone": "str", "country": "str"}).reset_index().to_parquet(folder / APPLICATIONS, index=False)


def read(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Applications and events as pandas reads them."""
    return pd.read_parquet(folder / APPLICATIONS), pd.read_parquet(folder / EVENTS)


def log_of(folder: Path) -> JobSearchLog:
    """The log in these files."""
    return JobSearchLog(*read(folder))
