"""The errors that users of the package can meet: one base class, a leaf for each kind of bad input."""

from collections.abc import Iterable, Sequence


class FollowupError(Exception):
    """Something that the caller gave can't be used; the message says what, where, and what to do."""


class SheetError(FollowupError):
    """A file or table can't be read as a job-search sheet."""


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
