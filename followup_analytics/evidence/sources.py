"""What was given, as files of mail, calendars and LinkedIn exports; what can't be read is a row of its own."""

import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from followup_analytics.errors import FollowupError

_MAILDIR = ("cur", "new")
_REFUSED = {
    ".msg": "Outlook's own format is not read",
    ".pst": "Outlook's own format is not read",
    ".ost": "Outlook's own format is not read",
    ".olm": "Outlook's own format is not read",
    ".tgz": "this kind of archive is not read",
    ".gz": "this kind of archive is not read",
}
_MOST_UNPACKED_BYTES = 1 << 36
_MOST_RATIO = 200
_SMALL_BYTES = 1 << 20
_ENDINGS = {".mbox": "mbox", ".mbx": "mbox", ".eml": "message", ".emlx": "message", ".ics": "calendar", ".ical": "calendar"}


@dataclass(frozen=True)
class SourceProblem:
    """Something in the sources that could not be read."""

    source: str
    place: str
    problem: str
    consequence: str


@dataclass(frozen=True)
class Source:
    """One file: `mbox`, `message`, `calendar` or `table` (a CSV file that may be LinkedIn's)."""

    path: Path
    kind: str
    folder: str
    member: str = ""
    content: bytes = field(default=b"", repr=False)

    @property
    def name(self) -> str:
        """The file's name, as a user finds it again."""
        return PurePosixPath(self.member).name or self.path.name

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The bytes of the file; those of a member of an archive are never written anywhere."""
        if self.content:
            yield io.BytesIO(self.content)
        elif not self.member:
            with self.path.open("rb", buffering=1 << 20) as file:
                yield file
        else:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as member:
                yield member


@dataclass
class Found:
    """The files among what was given, and what could not be read."""

    sources: list[Source] = field(default_factory=list)
    problems: list[SourceProblem] = field(default_factory=list)

    def add(self, path: Path, kind: str, folder: str, member: str = "") -> None:
        """One file more."""
        self.sources.append(Source(path, kind, folder, member))

    def refuse(self, path: Path | str, problem: str, consequence: str, place: str = "") -> None:
        """One problem more."""
        name = path.name if isinstance(path, Path) else path
        self.problems.append(SourceProblem(name, place, problem, consequence))


def find_sources(given: Iterable[Path | bytes]) -> Found:
    """All files of mail, calendar and LinkedIn among paths and in folders, searched down; bytes are one message.

    Raises
    ------
    FollowupError
        If a path does not exist.
    """
    found = Found()
    for path in given:
        if isinstance(path, bytes):
            found.sources.append(Source(Path("pasted"), "message", "", content=path.lstrip() or b"\n"))
            continue
        if not path.exists():
            raise FollowupError(f"{path}: there is no such file or folder: check the path")
        if path.is_dir():
            _search(path, found, set())
        else:
            _add_file(path, found, is_named=True)
    return found


def _search(folder: Path, found: Found, seen: set[str]) -> None:
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        found.refuse(folder, f"the folder can't be read ({error.strerror})", "what is in it is left out")
        return
    is_maildir = any((folder / name).is_dir() for name in _MAILDIR)
    for entry in entries:
        if entry.is_dir():
            if is_maildir and entry.name in (*_MAILDIR, "tmp"):
                _add_maildir(entry, folder.name, found)
            else:
                _search(entry, found, seen)
        elif not is_maildir:
            _add_file(entry, found, is_named=False)


def _add_maildir(folder: Path, name: str, found: Found) -> None:
    if folder.name == "tmp":
        return
    for entry in sorted(folder.iterdir()):
        if entry.is_file():
            # Flags behind the name: D is a draft.
            is_draft = "D" in entry.name.rpartition(":2,")[2] if ":2," in entry.name else False
            found.add(entry, "message", "drafts" if is_draft else name)


def _add_file(path: Path, found: Found, *, is_named: bool) -> None:
    ending = path.suffix.lower()
    if ending in _REFUSED:
        found.refuse(
            path, _REFUSED[ending], "export the mail as .eml files or as mbox (drag it into Thunderbird, say), and give those"
        )
        return
    try:
        if ending == ".zip":
            _add_archive(path, found)
            return
        with path.open("rb") as file:
            start = file.read(4096)
    except (OSError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or "it is damaged"
        found.refuse(path, f"the file can't be read ({reason})", "it is left out")
        return
    kind = _ENDINGS.get(ending) or _kind_by_content(start, ending)
    if not start:
        if is_named or kind:
            found.refuse(path, "the file is empty", "nothing is read from it")
    elif kind:
        folder = path.parent.name if kind == "message" or path.stem.lower() == "mbox" else path.stem
        found.add(path, kind, folder.removesuffix(".mbox"))
    elif is_named:
        found.refuse(
            path, "this is neither mail nor a calendar nor a LinkedIn export", "give .mbox, .eml, .ics or the LinkedIn .zip"
        )


def _kind_by_content(start: bytes, ending: str) -> str:
    if start.startswith(b"From ") and ending in ("", ".txt"):
        return "mbox"
    if start.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR"):
        return "calendar"
    return "table" if ending == ".csv" else ""


def _add_archive(path: Path, found: Found) -> None:
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
    for member in members:
        name = PurePosixPath(member.filename)
        kind = _ENDINGS.get(name.suffix.lower()) or ("table" if name.suffix.lower() == ".csv" else "")
        if not kind:
            continue
        packed = max(member.compress_size, 1)
        if member.flag_bits & 1:
            found.refuse(
                path, f"{name.name} is protected by a password", "it is left out: unpack it, and give the file", str(name)
            )
        elif member.file_size > _MOST_UNPACKED_BYTES or (
            member.file_size > _SMALL_BYTES and member.file_size / packed > _MOST_RATIO
        ):
            found.refuse(path, f"{name.name} would unpack to far more than mail does", "it is left out", name.name)
        elif ".." in name.parts or name.is_absolute():
            found.refuse(path, f"{name.name} points out of the archive", "it is left out", name.name)
        else:
            folder = name.parent.name if kind == "message" else name.stem
            found.add(path, kind, folder, member.filename)
