"""What a loss of power leaves of a journal: its system calls are noted, and played again as far as a disk may have taken them.

    python tests/faults/power_loss.py 3000        that many losses, at moments and with what was lost drawn from a seed
    python tests/faults/power_loss.py 3000 FULL   with another `PRAGMA synchronous`, to see what is lost then

What was written to a file is surely there once the file was synced, a name once its folder was; of what is not synced yet any
part may be there: whole writes, in any order, and names up to some point. Each loss is followed by opening the journal: every
entry that was acknowledged before has to be in it. Prints "power_loss: N of M" and ends with 1 where N is less.
"""

import ctypes
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from journal_faults import DAY, library_of_faults

from followup_analytics.errors import JournalError
from followup_analytics.journal import store
from followup_analytics.journal.journal import Journal

ENTRIES = 6


@dataclass
class Call:
    """A call that changed a file, or an acknowledgement (`ack`)."""

    name: str
    path: str
    other: str = ""
    offset: int = 0
    data: bytes = b""


@dataclass
class DiskFile:
    """What of a file is surely on the disk, and what was written since."""

    synced: bytes = b""
    pending: list[Call] = field(default_factory=list)

    def after(self, calls: list[Call]) -> bytes:
        """The content once some calls have reached the disk."""
        content = bytearray(self.synced)
        for call in calls:
            if call.name == "truncate":
                del content[call.offset :]
                content.extend(bytes(call.offset - len(content)))
            else:
                content.extend(bytes(max(call.offset + len(call.data) - len(content), 0)))
                content[call.offset : call.offset + len(call.data)] = call.data
        return bytes(content)


class Disk:
    """A folder on a disk that keeps for sure only what was synced."""

    def __init__(self) -> None:
        self.names: dict[str, DiskFile] = {}
        self.synced_names: dict[str, DiskFile] = {}
        self.pending: list[dict[str, DiskFile]] = []

    def take(self, call: Call) -> None:
        """Take a call as the system does, which keeps it in memory at first."""
        if call.name in ("write", "truncate"):
            self.names[call.path].pending.append(call)
        elif call.name == "sync" and call.path in self.names:
            file = self.names[call.path]
            file.synced, file.pending = file.after(file.pending), []
        elif call.name == "sync":
            self.synced_names, self.pending = dict(self.names), []
        elif call.name != "ack":
            self._rename(call)
            self.pending.append(dict(self.names))

    def _rename(self, call: Call) -> None:
        if call.name == "create":
            self.names[call.path] = DiskFile()
        elif call.name == "unlink":
            del self.names[call.path]
        else:
            self.names[call.other] = self.names[call.path] if call.name == "link" else self.names.pop(call.path)

    def lost(self, dice: random.Random) -> dict[str, bytes]:
        """What is left after a loss of power."""
        names = dice.choice([self.synced_names, *self.pending])
        return {path: file.after([call for call in file.pending if dice.random() < 0.5]) for path, file in names.items()}


def traced(folder: Path) -> list[Call]:
    """The calls of a process that makes a journal in the folder and records in it."""
    log = folder.with_name("trace")
    environment = {**os.environ, "LD_PRELOAD": library_of_faults()}
    command = [sys.executable, __file__, "record", str(folder), str(log), *sys.argv[2:3]]
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    finally:
        os.unlink(environment["LD_PRELOAD"])
    calls, rest = [], log.read_bytes()
    while rest:
        line, _, rest = rest.partition(b"\n")
        name, path, other, offset, length = line.decode().split("\t")
        size = int(length)
        if name == "ack" or Path(path) == folder or Path(path).parent == folder:
            calls.append(Call(name, path, other, int(offset), rest[:size]))
        rest = rest[size:]
    return calls


def record(folder: str, log: str, synchronous: str = "") -> None:
    """Record entries, each acknowledged in the trace of the calls."""
    if synchronous:
        store.SYNCHRONOUS = synchronous
    library = ctypes.CDLL(None)
    trace = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    journal = Journal(Path(folder) / "j.db", as_of=DAY)
    library.fault_trace(trace)
    for number in range(ENTRIES):
        journal.record("A1", "note", text=f"{number} " + "x" * 700 * number)
        os.write(trace, f"ack\t{number}\t\t0\t0\n".encode())
    library.fault_trace(-1)


def power_loss(times: int) -> tuple[int, int]:
    """Lose the power that often: after how many of the losses all is there."""
    dice, good = random.Random(0), 0
    with tempfile.TemporaryDirectory(prefix="power-") as name:
        folder = Path(name).resolve() / "disk"
        folder.mkdir()
        calls = traced(folder)
        for _ in range(times):
            moment, disk = dice.randrange(len(calls) + 1), Disk()
            for call in calls[:moment]:
                disk.take(call)
            acknowledged = [call.path for call in calls[:moment] if call.name == "ack"]
            for old in folder.iterdir():
                old.unlink()
            for path, content in disk.lost(dice).items():
                Path(path).write_bytes(content)
            good += _holds(folder / "j.db", acknowledged)
    return good, times


def _holds(path: Path, acknowledged: list[str]) -> bool:
    try:
        found = [entry.text.split()[0] for entry in Journal(path).entries()]
    except JournalError:
        return False
    return found[: len(acknowledged)] == acknowledged


def main(*arguments: str) -> int:
    if arguments[0] == "record":
        record(*arguments[1:])
        return 0
    good, total = power_loss(int(arguments[0]))
    print(f"power_loss: {good:,} of {total:,}")
    return 0 if good == total else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
