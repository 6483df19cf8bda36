"""How fast a sheet becomes a log, against `pandas.read_csv(dtype=str)` of the same file in the same run.

    python benchmarks/reading.py [--rows 1000000] [--runs 3] [--only-small]

CPU time, one thread, median after a warm-up; the goals are printed beside the figures. A small sheet is read in fresh processes:
its time begins after the imports and counts all that a first reading has to load, the child process of a workbook too.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import one_thread  # noqa: F401 - before the libraries that it holds to one thread
import pandas as pd
from goals import HEAD, row
from measuring import cpu_seconds

import followup_analytics as fa
from followup_analytics.importing.files.open_source import read_grids
from followup_analytics.importing.read import read_sheet

_SEED = 20260608
_SMALL, _SMALL_RUNS = 300, 7
_GOAL_RATIO, _GOAL_SECONDS = 8, 0.15
_FIRST = ["Alder", "Birch", "Cedar", "Dover", "Elm", "Fjord", "Glen", "Harbour", "Iris", "Juniper", "Kestrel", "Larch"]
_SECOND = ["Analytics", "Foods", "Labs", "Health", "Logistics", "Media", "Systems", "Retail", "& Sons, Inc.", "Energy"]
_ROLES = [
    "Data Analyst",
    "Senior Data Analyst",
    "Analytics Engineer",
    "Data Analyst, Growth",
    "BI Developer",
    "Product Analyst (Remote)",
]
_SOURCES = ["LinkedIn", "Indeed", "Company website", "Referral", "Recruiter", "E-mail"]
_PLACES = ["Boston, MA", "New York, NY", "Remote", "Chicago, IL"]
_STATUSES = [
    "Applied",
    "Rejected",
    "No response",
    "Ghosted",
    "Interviewing",
    "Phone Screen",
    "Position filled",
    "Withdrawn",
    "Offer",
]
_OFTEN = [0.4, 0.25, 0.12, 0.1, 0.05, 0.03, 0.02, 0.02, 0.01]
_NOTES = [*[""] * 6, 'They said "soon", then nothing', "via Marisol, thanks!", "asks for SQL", "see advert"]


def sheet(rows: int, line_breaks: bool = False) -> pd.DataFrame:
    """An invented job search of one row per application, with eleven columns; a tenth of the notes may hold a line break."""
    draw = np.random.default_rng(_SEED)
    applied = np.datetime64("2024-01-02") + draw.integers(0, 880, rows)
    firms = draw.integers(0, max(rows // 5, 10), rows)
    return pd.DataFrame(
        {
            "Company": [f"{_FIRST[n % 12]} {_SECOND[n % 10]} {n}" for n in firms],
            "Job Title": draw.choice(_ROLES, rows),
            "Location": draw.choice(_PLACES, rows),
            "Date Applied": _american(applied),
            "Source": draw.choice(_SOURCES, rows),
            "Status": draw.choice(_STATUSES, rows, p=_OFTEN),
            "Phone Screen": _sometimes(draw, applied, 0.12, 3),
            "Interview": _sometimes(draw, applied, 0.06, 20),
            "Follow-up Sent": _sometimes(draw, applied, 0.15, 10),
            "Contact": np.where(draw.random(rows) < 0.2, [f"Person {n % 5000}" for n in firms], ""),
            "Notes": [note.replace("for ", "for\n" if line_breaks else "for ") for note in draw.choice(_NOTES, rows)],
        }
    )


def _american(days: np.ndarray) -> np.ndarray:
    year, month, day = np.array([str(one).split("-") for one in np.unique(days)]).T
    texts = np.array([f"{int(m)}/{int(d)}/{y}" for y, m, d in zip(year, month, day, strict=True)])
    return texts[np.searchsorted(np.unique(days), days)]


def _sometimes(draw: np.random.Generator, applied: np.ndarray, share: float, after: int) -> np.ndarray:
    days = applied + after + draw.integers(0, 14, len(applied))
    return np.where(draw.random(len(applied)) < share, days.astype(str), "")


def large(folder: Path, rows: int, runs: int, line_breaks: bool) -> None:
    path = folder / "large.csv"
    sheet(rows, line_breaks).to_csv(path, index=False)
    logs: list[fa.JobSearchLog] = []

    def read() -> None:
        logs[:] = [fa.read_log(path)]

    plain, cells, log = cpu_seconds(lambda: pd.read_csv(path, dtype=str), lambda: read_grids(path), read, runs=runs)
    kind = "line breaks in cells" if line_breaks else "each on one line"
    row(
        f"{rows:,} rows of 11 columns, {kind}, {path.stat().st_size / 1e6:.0f} MB: `pandas.read_csv(dtype=str)`", f"{plain:.2f} s"
    )
    row("the same: the first stage (text by cells, damage named)", f"{cells:.2f} s, {cells / plain:.1f} times")
    row("the same: `fa.read_log`", f"{log:.2f} s, {log / plain:.1f} times", f"at most {_GOAL_RATIO}", log / plain <= _GOAL_RATIO)
    told = logs[0]
    row("what was read", f"{len(told.applications):,} applications, {len(told.events):,} events, {len(told.problems):,} problems")


def small(folder: Path) -> None:
    rows = sheet(_SMALL)
    paths = [folder / "small.csv", folder / "small.xlsx"]
    rows.to_csv(paths[0], index=False)
    rows.to_excel(paths[1], index=False)
    for path in paths:
        wall, cpu = (statistics.median(column) for column in zip(*(_fresh(path) for _ in range(_SMALL_RUNS)), strict=True))
        figure = f"{cpu:.3f} s CPU, {wall:.3f} s on the clock"
        row(
            f"{_SMALL} rows of {path.suffix[1:].upper()}, beyond the imports",
            figure,
            f"at most {_GOAL_SECONDS} s CPU",
            cpu <= _GOAL_SECONDS,
        )


def _fresh(path: Path) -> tuple[float, float]:
    done = subprocess.run([sys.executable, __file__, "--once", path], capture_output=True, check=True)
    wall, cpu = json.loads(done.stdout)
    return wall, cpu


def once(path: Path) -> None:
    """Read a file once and print the seconds on the clock and of CPU."""
    began, cpu = time.perf_counter(), _cpu()
    read_sheet(path)
    print(json.dumps([time.perf_counter() - began, _cpu() - cpu]))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    parser = argparse.ArgumentParser(description="how fast a sheet becomes a log")
    parser.add_argument(
        "--rows", type=int, default=1_000_000, help="of the large sheet; the one with line breaks has a fifth of them"
    )
    parser.add_argument("--runs", type=int, default=3, help="of which the median is taken")
    parser.add_argument("--only-small", action="store_true", help="leave the large sheet out")
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.once:
        return once(chosen.once)
    print(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        small(Path(folder))
        if not chosen.only_small:
            large(Path(folder), chosen.rows, chosen.runs, line_breaks=False)
            large(Path(folder), chosen.rows // 5, chosen.runs, line_breaks=True)


if __name__ == "__main__":
    main()
