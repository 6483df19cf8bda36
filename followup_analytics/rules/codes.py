"""Short codes of actions, to be typed: worked out from the action's id alone, so that an action keeps its own for ever."""

from hashlib import blake2b

import pandas as pd

# No vowels, so that no code is a word, and none of 0, 1, l and o, which are mistaken for each other.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_LENGTH, SHORTEST = 8, 4


def code_of(action_id: str) -> str:
    """The whole code of an action."""
    number = int.from_bytes(blake2b(action_id.encode("utf-8", "replace"), digest_size=8).digest())
    letters = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "".join(letters)


def short_codes(actions: pd.DataFrame) -> pd.Series:
    """The code of each action, by action_id: its first four characters, or as many more as tell it from all others."""
    whole = pd.Series([code_of(str(name)) for name in actions.index], actions.index, dtype="str")
    short = whole.str.slice(0, SHORTEST)
    for length in range(SHORTEST + 1, _LENGTH + 1):
        alike = short.duplicated(keep=False)
        if not alike.any():
            break
        short = short.where(~alike, whole.str.slice(0, length))
    return short
