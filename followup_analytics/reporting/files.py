"""Files that are written whole or not at all."""

import os
from pathlib import Path

from followup_analytics.errors import FollowupError
from followup_analytics.writing import replaced_file


def write_whole(path: str | os.PathLike[str], content: bytes, what: str, ending: str) -> None:
    """Write a file; one that is there already is replaced only when all is written.

    Parameters
    ----------
    path
        Where to.
    content : bytes
    what : str
        What is written, for the message: "a calendar".
    ending : str
        What the file's name must end in: ".ics".

    Raises
    ------
    FollowupError
        If the name has another ending, or the file can't be written.
    """
    target = Path(path)
    if target.suffix.lower() != ending:
        raise FollowupError(f"{target}: {what} is written as {ending[1:].upper()}: give a name that ends in {ending}")
    with replaced_file(target) as part:
        part.write_bytes(content)
