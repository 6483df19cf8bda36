"""One step in a process of its own: `python benchmarks/memory_steps.py read|evaluate FOLDER` prints its peak memory in MiB.

Both steps import the same modules, so that they differ in what they do with the data alone.
"""

import json
import sys
from pathlib import Path

import one_thread  # noqa: F401 - before the libraries that it holds to one thread
import search_at_scale

from followup_analytics.rules.actions import evaluate
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.state import State
from followup_analytics.timelines import Timeline


def main(step: str, folder: Path) -> None:
    if step == "read":
        search_at_scale.read(folder)
    elif step == "log":
        search_at_scale.log_of(folder)
    else:
        log = search_at_scale.log_of(folder)
        evaluate(State(log, Cadence(), Timeline(log, search_at_scale.AS_OF)))
    status = Path("/proc/self/status").read_text()
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps(int(kib) / 1024))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
