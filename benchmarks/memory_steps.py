"""One step in a process of its own: `python benchmarks/memory_steps.py STEP FOLDER` prints its peak memory in MiB.

The steps `read`, `log`, `evaluate` and `keep` import the same modules, so that they differ in what they do with the data alone.
`evaluate` lets the actions of each part of the log go before the next; `keep` holds them all.
"""

import json
import sys
from pathlib import Path

import one_thread  # noqa: F401 - before the libraries that it holds to one thread
import search_at_scale

from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.follow_up_actions import evaluated


def main(step: str, folder: Path) -> None:
    if step == "read":
        search_at_scale.read(folder)
    else:
        log, kept = search_at_scale.log_of(folder), []
        for _, batches in evaluated(log, Cadence(), search_at_scale.AS_OF) if step != "log" else ():
            if step == "keep":
                kept.append(batches)
    status = Path("/proc/self/status").read_text()
    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps(int(kib) / 1024))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
