"""Counts as one file: tables of text in an archive, with the version of what is counted."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from followup_analytics.errors import FollowupError
from followup_analytics.file_writing import write_whole

VERSION = 1
ENDING = ".counts"
TABLES = ("cells", "pairs", "days", "interviews", "actions", "conduct")
_HEAD = "counts.json"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever they are written
_MOST_BYTES = 1 << 31


def write_counts(counts: Any, path: str | os.PathLike[str]) -> None:
    """Write the tables of counts, whole or not at all."""
    content = io.BytesIO()
    head = {"version": VERSION, "answers": list(counts.answers), "as_of": counts.as_of}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(_HEAD, _FIRST_DAY), json.dumps(head))
        for name in TABLES:
            text = getattr(counts, name).to_csv(index=False, lineterminator="\n")
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", _FIRST_DAY), text, zipfile.ZIP_DEFLATED)
    write_whole(path, content.getvalue(), "a table of counts", ENDING)


def read_counts(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The parts of counts that were written.

    Raises
    ------
    FollowupError
        If there is no such file, or it holds no counts of this version.
    """
    name = Path(path)
    try:
        with zipfile.ZipFile(name) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_BYTES:
                raise FollowupError(f"{name}: holds more than counts of 2 GB: it is not what `Counts.write` writes")
            head = json.loads(archive.read(_HEAD))
            if head.get("version") != VERSION:
                raise FollowupError(f"{name}: counts of version {head.get('version')!r}, and {VERSION} is read: count anew")
            tables = {one: _table(archive.read(f"{one}.csv").decode()) for one in TABLES}
            return {**tables, "answers": tuple(map(int, head["answers"])), "as_of": str(head["as_of"])}
    except OSError as error:
        raise FollowupError(f"{name}: can't be read ({error.strerror}): check the path") from error
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, TypeError) as error:
        raise FollowupError(f"{name}: is no table of counts, as `Counts.write` writes it") from error


def _table(text: str) -> pd.DataFrame:
    """A table with its numbers as whole numbers, and empty words kept."""
    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    whole = [name for name in table if name in _NUMBERS]
    flags = {name: table[name] == "True" for name in table if name == "is_free"}
    return table.astype(dict.fromkeys(whole, "int64")).assign(**flags)


_NUMBERS = frozenset(
    [
        *("flags", "least", "most", "n", "first", "second", "completion", "trials", "favourable", "rejected"),
        *("day", "days_since_check", "check_number", "wait_days", "quarters_ago"),
        *("thank_yous", "thank_yous_in_time", "checks", "checks_on_time", "nudges", "nudges_too_soon"),
    ]
)
