"""The names of applications: the sheet's own where it has them, else made from company and role."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from followup_analytics.importing.problems import Problem
from followup_analytics.importing.texts import Objects, Places, Texts

_MIX = np.uint64(0x9E3779B97F4A7C15)
_LENGTH = 12
_WHOLE = 16


def application_ids(own: Texts, header: str, company: Texts, role: Texts) -> tuple[Objects, list[Problem]]:
    """An id for each row: `own` if all have one of their own, else a stable hash of company, role and n-th occurrence."""
    if len(own) and bool(own.filled.all()) and len(np.unique(own.codes)) == len(own):
        return own.objects(), []
    ids = _hashed(company, role)
    if not bool(own.filled.any()):
        return ids, []
    problem = "the ids are not all there, or not unique"
    return ids, [(None, header, "", problem, "applications are named by company and role instead", "note")]


def _hashed(company: Texts, role: Texts) -> Objects:
    """No date goes in, so that correcting one changes no name; case and blanks do not count."""
    pair = _number(company) * _MIX ^ _number(role)
    mixed = _stir(pair ^ _stir(_occurrence(pair) + np.uint64(1)))
    whole = mixed.astype(">u8").tobytes().hex()
    names = np.array([whole[start : start + _LENGTH] for start in range(0, len(whole), _WHOLE)], dtype=object)
    short = mixed >> np.uint64(4 * (_WHOLE - _LENGTH))
    order = np.argsort(short, kind="stable")
    alike = short[order][1:] == short[order][:-1]
    for place in np.unique(np.concatenate([order[1:][alike], order[:-1][alike]])):
        names[place] = whole[place * _WHOLE : (place + 1) * _WHOLE]
    return names


def _occurrence(pair: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """How often the same pair stands in earlier rows."""
    order = np.argsort(pair, kind="stable")
    new = np.append(True, pair[order][1:] != pair[order][:-1])[: len(pair)]
    starts = np.flatnonzero(new)
    number = np.empty(len(pair), dtype=np.uint64)
    number[order] = np.arange(len(pair)) - np.repeat(starts, np.diff(starts, append=len(pair)))
    return number


def _number(texts: Texts) -> NDArray[np.uint64]:
    digests = [blake2b(" ".join(text.casefold().split()).encode(), digest_size=8).digest() for text in texts.distinct]
    codes: Places = texts.codes
    return np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)[codes]


def _stir(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit over all others (the finaliser of splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))
