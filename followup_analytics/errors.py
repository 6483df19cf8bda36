"""The errors that users of the package can meet: one base class, a leaf for each kind of bad input."""

import errno
from collections.abc import Iterable, Mapping, Sequence

# What to do, by what the system says; where it says something else, the folder is most often the reason.
_ADVICE = {
    errno.ENOSPC: "the disk is full: make room on it, or give a folder on another one",
    errno.EDQUOT: "your share of the disk is full: make room in it, or give a folder on another one",
    errno.EFBIG: "a file may not be that large there: give a folder on another disk",
    errno.EROFS: "nothing can be written to that disk: give a folder on another one",
    errno.ENAMETOOLONG: "the name is too long: give a shorter one",
    errno.EISDIR: "a folder has that name: give another name, or a file in it",
    errno.EIO: "the disk reports an error: look after it, or give a folder on another one",
}


_NOT_SAID = object()


class FollowupError(Exception):
    """Something that the caller gave can't be used; the message says what, where, and what to do.

    Attributes
    ----------
    message : what is wrong, without the name of the argument
    where : the file that it is about; "" where there is none
    argument, value : the argument that it is about, and its value as Python writes it; "" where there is none
    """

    def __init__(self, message: str, *, where: str = "", argument: str = "", value: object = _NOT_SAID) -> None:
        super().__init__(message)
        self.message, self.where, self.argument = message, where, argument
        self.value = "" if value is _NOT_SAID else repr(value)

    def __str__(self) -> str:
        """The message in the terms of Python; `reporting.wording.problems.error_in_words` has those of other surfaces."""
        return self.said(f"{self.argument}={self.value}" if self.argument else "")

    def said(self, argument: str) -> str:
        """The message with the argument called so."""
        return f"{self.where}: {argument}{self.message}" if self.where else f"{argument}{self.message}"


class SheetError(FollowupError):
    """A file or table can't be read as a job-search sheet."""


class UnknownColumnsError(SheetError):
    """No company or no day is found in a sheet.

    Attributes
    ----------
    mapping : the text of a mapping file with the missing lines to fill in
    columns : what the caller may say of headers, as an example
    """

    def __init__(self, message: str, mapping: str, columns: Mapping[str, str], *, where: str = "") -> None:
        super().__init__(message, where=where)
        self.mapping, self.columns = mapping, columns

    def __str__(self) -> str:
        """The message, and the argument that would help."""
        return self.said("") + (f": columns={dict(self.columns)!r}" if self.columns else "")


class LogError(FollowupError):
    """Tables that were given as a log break its checks; every broken check is listed."""


class CadenceError(FollowupError):
    """A cadence has a setting that is unknown or out of its allowed range; all of them are listed."""


class MomentError(FollowupError):
    """An `as_of` that is neither a day nor an instant with a time zone."""


class MessageError(FollowupError):
    """A message that needs no writing, or that can't be drafted, read or checked."""


class JournalError(FollowupError):
    """A journal that can't be read or written, or an entry that it can't take."""


class UnknownNameError(FollowupError):
    """A name (application, action, column, rule) that does not exist here."""


def nearest_words(word: str, allowed: Iterable[str], most: int = 1) -> list[str]:
    """The allowed words that are spelled most like `word`, best first; empty where none is near."""
    from difflib import get_close_matches

    return get_close_matches(word, list(allowed), n=most, cutoff=0.6)


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """A closing clause that names the nearest allowed word, or nothing."""
    near = nearest_words(word, allowed)
    return f" (did you mean {near[0]!r}?)" if near else ""


def listing(problems: Sequence[str]) -> str:
    """Several problems as one line of text."""
    return "; ".join(problems)


def described(value: object) -> str:
    """What was given instead, in a few words: short values as they are, else the kind of thing."""
    return repr(value) if value is None or isinstance(value, int | float) else f"a {type(value).__name__}"


def check_is(name: str, value: object, kind: type, wanted: str) -> None:
    """Refuse an argument that is not of the kind that is wanted, such as "a Cadence, as fa.Cadence makes"."""
    if not isinstance(value, kind):
        raise FollowupError(f"{name}: must be {wanted}, not {described(value)}")


def check_table(name: str, value: object, columns: Iterable[str], made_by: str) -> None:
    """Refuse an argument that is not the table that a function of the package gives, or that lacks some of its columns."""
    there = getattr(value, "columns", None)
    if there is None:
        raise FollowupError(f"{name}: must be the table that {made_by} gives, not {described(value)}")
    lacking = [repr(column) for column in columns if column not in there]
    if lacking:
        raise FollowupError(
            f"{name}: lacks the column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)}: give the table that {made_by} gives"
        )


def advice_on(error: Exception, otherwise: str = "give a folder that exists and is yours") -> str:
    """What to do where the system refuses to write a file."""
    return _ADVICE.get(getattr(error, "errno", None) or 0, otherwise)
