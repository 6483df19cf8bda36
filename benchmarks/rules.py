"""How fast the follow-up rules are, against reading the events and against a pandas reference, in one run.

    python benchmarks/rules.py [--applications 1000000] [--only-starts] [--no-starts]

CPU time, one thread, median of five after a warm-up; the goals are printed beside the figures.
"""

import argparse
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import one_thread  # noqa: F401 - before the libraries that it holds to one thread
import pandas as pd
import search_at_scale
from agreement import assert_agreement, compared_rules
from goals import HEAD, row
from measuring import cpu_seconds, peak_mib, start_seconds
from pandas_reference import evaluate as reference
from reference_events import Tables

from followup_analytics.log.event_arrays import Timeline
from followup_analytics.rules import follow_up_actions
from followup_analytics.rules.application_state import ApplicationState
from followup_analytics.rules.cadence import Cadence

AS_OF = search_at_scale.AS_OF
_SAMPLE = 20_000
_SIZES = (10_000, 100_000)
_SMALL, _SMALL_RUNS = 300, 21
_DUE = ["-m", "followup_analytics", "due", "data/sample/my_job_search.csv", "--as-of", "2026-06-08"]


def ratio(what: str, value: float, goal: float) -> None:
    row(what, f"{value:.2f}", f"at most {goal}", value <= goal)


class Case:
    """One search: its files, its log, and what is timed on it."""

    def __init__(
        self, folder: Path, applications: int, zones: tuple[str, ...] = ("UTC",), countries: tuple[str, ...] = ("",)
    ) -> None:
        self.folder = folder / f"{applications}-{len(zones)}-{len(countries)}"
        search_at_scale.write(self.folder, applications, zones, countries)
        self.log = search_at_scale.log_of(self.folder)
        self.events = len(self.log.events)
        self.tables = Tables.of(self.log)

    def read(self) -> pd.DataFrame:
        return pd.read_parquet(self.folder / search_at_scale.EVENTS)

    def compared(self) -> Any:
        """In the parts in which the package goes through a large log; the actions of all parts are kept."""
        parts = self.log.parts(follow_up_actions.APPLICATIONS_A_PART)
        return [compared_rules(ApplicationState(part, Cadence(), Timeline(part, AS_OF))) for part in parts]

    def everything(self) -> Any:
        return [batches for _, batches in follow_up_actions.evaluated(self.log, Cadence(), AS_OF)]

    def reference(self) -> pd.DataFrame:
        return reference(self.tables, Cadence(), AS_OF)


def agreement(folder: Path) -> None:
    """The reference and the package must say the same before anything is timed."""
    agreed = assert_agreement(Case(folder, _SAMPLE).log, AS_OF)
    agreed += assert_agreement(Case(folder, _SAMPLE, search_at_scale.ZONES, ("", "DE")).log, AS_OF)
    row(f"two logs of {_SAMPLE:,} applications: actions that agree", f"{agreed:,}")


def small(folder: Path) -> None:
    case = Case(folder, _SMALL)
    ours, theirs = cpu_seconds(case.everything, case.reference, runs=_SMALL_RUNS)
    row(f"{_SMALL} applications: all rules", f"{ours * 1e3:.1f} ms")
    ratio(f"{_SMALL} applications: all rules to the pandas reference", ours / theirs, 1.0)


def per_event(case: Case) -> tuple[float, float]:
    """CPU microseconds an event, for the compared rules and for all."""
    seconds = cpu_seconds(case.compared, case.everything)
    return seconds[0] / case.events * 1e6, seconds[1] / case.events * 1e6


def large(folder: Path, applications: int) -> None:
    case = Case(folder, applications)
    agreed = assert_agreement(case.log, AS_OF)
    row(f"{applications:,} applications: events", f"{case.events:,}")
    row("actions that agree with the reference", f"{agreed:,}")
    calls: list[Callable[[], Any]] = [case.read, case.reference, case.compared, case.everything]
    read, pandas, compared, everything = cpu_seconds(*calls)
    row("(a) reading the events from Parquet with pandas", f"{read:.2f} s")
    row("(b) T01 and T03-T07 in pandas", f"{pandas:.2f} s")
    row("T01, T03-T07 and T18", f"{compared:.2f} s, {case.events / compared / 1e6:.1f} million events/s")
    row("all rules", f"{everything:.2f} s, {case.events / everything / 1e6:.1f} million events/s")
    row("T01, T03-T07 and T18 to (a)", f"{compared / read:.2f}")
    row("all rules to (a)", f"{everything / read:.2f}")
    ratio("T01, T03-T07 and T18 to (b)", compared / pandas, 0.35)
    ratio("all rules to (b)", everything / pandas, 0.8)
    growth(folder, applications, compared / case.events * 1e6, everything / case.events * 1e6)
    memory(case)


def growth(folder: Path, applications: int, compared: float, everything: float) -> None:
    figures = {size: per_event(Case(folder, size)) for size in _SIZES if size < applications} | {
        applications: (compared, everything)
    }
    for size, (some, every) in figures.items():
        row(f"{size:,} applications: time an event", f"T01, T03-T07 and T18 {some:.2f} µs, all rules {every:.2f} µs")
    first, last = figures[min(figures)], figures[applications]
    ratio(f"time an event, {applications:,} to {min(figures):,} applications: T01, T03-T07 and T18", last[0] / first[0], 1.5)
    ratio(f"time an event, {applications:,} to {min(figures):,} applications: all rules", last[1] / first[1], 1.5)


def memory(case: Case) -> None:
    read, log, evaluated, kept = (peak_mib(step, case.folder) for step in ("read", "log", "evaluate", "keep"))
    row("peak memory: reading the file", f"{read:.0f} MiB")
    row("peak memory: reading and making the log", f"{log:.0f} MiB")
    row("peak memory: reading, making the log and all rules, part by part", f"{evaluated:.0f} MiB")
    row("peak memory: the same, and every action kept", f"{kept:.0f} MiB")
    ratio("peak memory to reading the file", evaluated / read, 1.6)


def starts() -> None:
    """How long a command takes from nothing, against the least that such a process needs."""
    bare, with_pandas, help_, due = start_seconds(
        ["-c", "pass"], ["-c", "import pandas"], ["-m", "followup_analytics", "--help"], _DUE
    )
    row("`followup --help`", f"{help_ * 1e3:.0f} ms")
    ratio("`followup --help` to `python -c pass`", help_ / bare, 5)
    row("`followup due` on the sample", f"{due * 1e3:.0f} ms")
    ratio("`followup due` on the sample to `python -c 'import pandas'`", due / with_pandas, 1.8)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast the follow-up rules are.")
    parser.add_argument("--applications", type=int, default=1_000_000)
    parser.add_argument("--no-starts", action="store_true", help="leave the commands' start-up time out")
    parser.add_argument("--only-starts", action="store_true", help="measure nothing but the commands' start-up time")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, pandas {pd.__version__}, {platform.machine()}, CPU time, one thread\n")
    print(HEAD)
    if not chosen.only_starts:
        with tempfile.TemporaryDirectory() as folder:
            agreement(Path(folder))
            small(Path(folder))
            large(Path(folder), chosen.applications)
    if not chosen.no_starts:
        starts()


if __name__ == "__main__":
    main()
