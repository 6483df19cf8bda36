"""What befalls a journal: the writer killed, many writers at once, failing system calls, a full disk, a damaged file.

    python tests/faults/journal_faults.py kills 10000      the writer is killed at random moments (SIGKILL)
    python tests/faults/journal_faults.py together 80000   two to eight processes record at once
    python tests/faults/journal_faults.py calls            every system call that changes a file fails once, or kills the process
    python tests/faults/journal_faults.py full 200         the file can't grow any more
    python tests/faults/journal_faults.py damage 20000     the file is cut off, or a byte of it is another one
    python tests/faults/journal_faults.py read_only        file and folder are read-only

Each prints "N of M" and ends with 1 where N is less: an entry counts as acknowledged when `record` has returned. A kill leaves
what the system has not yet written to the disk in the system's hands; a loss of power is not tried here.
"""

import ctypes
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import which

from followup_analytics.errors import JournalError
from followup_analytics.journal.journal import Journal

SHEET = "Company,Role,Applied\nAcme,Analyst,2026-03-02\n"
EIO, ENOSPC = 5, 28
DAY = "2026-03-20"
NOBODY = 65534


@contextmanager
def folder() -> Iterator[Path]:
    """A folder with a sheet, which must be the same byte for byte in the end."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        place = Path(name)
        (place / "sheet.csv").write_text(SHEET)
        yield place
        if (place / "sheet.csv").read_text() != SHEET:
            raise AssertionError("the sheet was changed")


def recorder(path: Path, count: int, name: str, acknowledge: Callable[[str], object]) -> None:
    """Record so many entries, and acknowledge each when it is recorded."""
    journal = Journal(path, as_of=DAY)
    for number in range(count):
        text = f"{name} {number}"
        journal.record("A1", "note", text=text)
        acknowledge(text + "\n")


def forked(work: Callable[[Callable[[str], object]], None]) -> tuple[int, int]:
    """Work in a child process that writes to a pipe: its id, and the pipe's end to read from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.close(reading)
        work(lambda text: os.write(writing, text.encode()))
        code = 0
    except JournalError as error:
        os.write(writing, f"refused: {error}\n".encode())
        code = 3
    finally:
        os._exit(code)


def _write(path: Path, count: int, name: str, say: Callable[[str], object]) -> None:
    recorder(path, count, name, say)


def said(reading: int) -> list[str]:
    """The whole lines that came through a pipe until its other end was closed."""
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read().decode()
    return text.splitlines() if text.endswith("\n") else text.splitlines()[:-1]


def holds(path: Path, acknowledged: list[str], most_more: int) -> bool:
    """Whether the journal has all that was acknowledged, and at most so many entries more."""
    texts = [entry.text for entry in Journal(path).entries()]
    return set(acknowledged) <= set(texts) and len(set(texts)) == len(texts) <= len(acknowledged) + most_more


def kills(times: int) -> tuple[int, int]:
    """Kill a writer at random moments: from before the file exists to the middle of a commit."""
    dice, good = random.Random(0), 0
    for start in range(0, times, 25):
        with folder() as place:
            acknowledged: list[str] = []
            for number in range(start, min(start + 25, times)):
                path = place / "j.db"
                child, reading = forked(partial(_write, path, 10_000, str(number)))
                time.sleep(dice.uniform(0, 0.03))
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                acknowledged += said(reading)
                good += holds(path, acknowledged, number - start + 1)
    return good, times


def together(entries: int) -> tuple[int, int]:
    """Two to eight processes record at once; what each acknowledged must be there, in its order, under numbers without a gap."""
    good, total = 0, 0
    for writers in range(2, 9):
        each = -(-entries // 7 // writers)
        with folder() as place:
            path = place / "j.db"
            children = [
                forked(lambda say, name=name, path=path, each=each: recorder(path, each, str(name), say))
                for name in range(writers)
            ]
            lines = [said(reading) for _, reading in children]
            for child, _ in children:
                os.waitpid(child, 0)
            found = Journal(path).entries()
            texts = [entry.text for entry in found]
            in_order = all([text for text in texts if text.startswith(f"{name} ")] == lines[name] for name in range(writers))
            gapless = [entry.number for entry in found] == list(range(1, len(found) + 1))
            total += writers * each
            good += len(set(texts)) if in_order and gapless else 0
    return good, total


def library_of_faults() -> str:
    """The library that lets system calls fail, compiled once."""
    compiler = which("cc") or which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        raise SystemExit("no C compiler on Linux: this is not tried")
    target = Path(tempfile.gettempdir()) / f"faults-{os.getuid()}-{os.getpid()}.so"
    source = Path(__file__).with_name("faults.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(target), str(source), "-ldl"], check=True)
    return str(target)


def calls(step: int = 1) -> tuple[int, int]:
    """Let the n-th call that changes a file fail (input/output error, no space) or be the last, for every n or every few."""
    if "LD_PRELOAD" not in os.environ:
        library = library_of_faults()
        command = [sys.executable, __file__, "calls", str(step)]
        environment = {**os.environ, "LD_PRELOAD": library}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        os.unlink(library)
        if done.returncode not in (0, 1) or " of " not in done.stdout:
            raise AssertionError(done.stderr or done.stdout)
        good, total = done.stdout.split()[-3], done.stdout.split()[-1]
        return int(good.replace(",", "")), int(total.replace(",", ""))
    good = total = 0
    for exists in (False, True):
        for how in (EIO, ENOSPC, 0):
            for number in range(1, 1000, step):
                with folder() as place:
                    path = place / "j.db"
                    if exists:
                        recorder(path, 2, "before", lambda _: None)
                    reached = _one_call(path, number, how)
                    acknowledged = reached[1] + (["before 0", "before 1"] if exists else [])
                    recorder(path, 1, "after", lambda _: None)  # and it goes on
                    good += holds(path, [*acknowledged, "after 0"], 0 if how else 1)
                    total += 1
                    if not reached[0]:
                        break
    return good, total


def _one_call(path: Path, number: int, how: int) -> tuple[bool, list[str]]:
    """Record twice with one failing call: whether the call was reached, and what was acknowledged."""
    library = ctypes.CDLL(None)

    def work(say: Callable[[str], object]) -> None:
        journal = Journal(path, as_of=DAY)
        kept = []
        library.fault_arm(number, how)
        try:
            for text in ("one", "two"):
                journal.record("A1", "note", text=text)
                kept.append(text)
        except JournalError:
            kept.append("refused")
        reached = library.fault_count() >= number
        say("".join(f"{text}\n" for text in [*kept, "reached" if reached else "not reached"]))

    child, reading = forked(work)
    lines = said(reading)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True, []
    if os.waitstatus_to_exitcode(status) != 0:
        raise AssertionError(f"call {number}, {how}: {lines}")
    return lines[-1] == "reached", [text for text in lines if text in ("one", "two")]


def full(times: int) -> tuple[int, int]:
    """Record until the file can't grow any more, at sizes of every kind: a refusal, and nothing acknowledged is lost."""
    good = 0
    for number in range(times):
        with folder() as place:
            path = place / "j.db"
            recorder(path, 1, "before", lambda _: None)
            limit = path.stat().st_size + 197 * number

            def work(say: Callable[[str], object], path: Path = path, limit: int = limit) -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                recorder(path, 10_000, "x" * 500, say)

            child, reading = forked(work)
            lines = said(reading)
            os.waitpid(child, 0)
            refused = lines[-1].startswith("refused: ") and "nothing was recorded" in lines[-1]
            good += refused and holds(path, [*lines[:-1], "before 0"], 0)
    return good, times


def damage(times: int) -> tuple[int, int]:
    """Cut the file off, or change bytes of it: either it is refused and left as it is, or every entry is there as it was."""
    dice, good = random.Random(0), 0
    with folder() as place:
        path = place / "j.db"
        recorder(path, 40, "entry " * 30, lambda _: None)
        whole, entries = path.read_bytes(), Journal(path).entries()
        for number in range(times):
            broken = bytearray(whole)
            if number % 4 == 0:
                broken = broken[: dice.randrange(len(whole))]
            else:
                for _ in range(number % 4):
                    broken[dice.randrange(len(whole))] ^= dice.randrange(1, 256)
            path.write_bytes(broken)
            try:
                good += Journal(path).entries() == entries
            except JournalError:
                good += path.read_bytes() == broken
    return good, times


def read_only() -> tuple[int, int]:
    """A file, and a folder, that may not be written to: a refusal, nothing changed, and reading still works."""
    good = 0
    for what in ("file", "folder", "no file yet"):
        with folder() as place:
            path = place / "j.db"
            if what != "no file yet":
                recorder(path, 1, "before", lambda _: None)
                path.chmod(0o444)
            place.chmod(0o755 if what == "file" else 0o555)
            before = path.read_bytes() if path.exists() else b""

            def work(say: Callable[[str], object], path: Path = path) -> None:
                if os.getuid() == 0:
                    os.setuid(NOBODY)
                say(f"{len(Journal(path).entries())} read\n")
                recorder(path, 1, "more", say)

            child, reading = forked(work)
            lines = said(reading)
            os.waitpid(child, 0)
            place.chmod(0o755)
            after = path.read_bytes() if path.exists() else b""
            good += len(lines) == 2 and lines[0].endswith("read") and lines[1].startswith("refused: ") and after == before
    return good, 3


TRIALS: dict[str, Callable[..., tuple[int, int]]] = {
    "kills": kills,
    "together": together,
    "calls": calls,
    "full": full,
    "damage": damage,
    "read_only": read_only,
}


def main(name: str, *numbers: str) -> int:
    good, total = TRIALS[name](*map(int, numbers))
    print(f"{name}: {good:,} of {total:,}")
    return 0 if good == total else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
