"""CPU seconds of calls, peak memory and start-up time of fresh processes."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

RUNS = 5
_STARTS = 21
_PROJECT = Path(__file__).resolve().parent.parent


def cpu_seconds(*calls: Callable[[], Any], runs: int = RUNS) -> list[float]:
    """The median CPU time of each call; one warm-up, then the calls by turns, so that what slows the machine slows all."""
    for call in calls:
        call()
    times = [[_once(call) for call in calls] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def _once(call: Callable[[], Any]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


def peak_mib(step: str, folder: Path) -> float:
    """The most memory that a fresh process held at a time while it did a step of `memory_steps`."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "memory_steps.py", step, folder], capture_output=True, check=True
    )
    return float(json.loads(done.stdout))


def start_seconds(*commands: Sequence[str]) -> list[float]:
    """The median CPU time of whole processes, by turns, after one warm-up each."""
    for command in commands:
        _process_seconds(command)
    times = [[_process_seconds(command) for command in commands] for _ in range(_STARTS)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def _process_seconds(command: Sequence[str]) -> float:
    # As an installed program is: compiled once, by the warm-up, whatever the shell says of that.
    there = os.environ | {"PYTHONPATH": str(_PROJECT), "PYTHONDONTWRITEBYTECODE": ""}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], capture_output=True, check=True, cwd=_PROJECT, env=there)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
