"""What results have in common: a line that tells them apart, a table in a notebook, and `==` that gives one answer."""

from dataclasses import fields, is_dataclass
from html import escape
from typing import Any

import pandas as pd


class Result:
    """A frozen dataclass of tables and numbers."""

    def _in_brief(self) -> str:
        """What is in it, in a few words."""
        raise NotImplementedError

    def _to_show(self) -> pd.DataFrame | None:
        """The table that a notebook shows."""
        return None

    def __repr__(self) -> str:
        """The name of the type, and what is in it."""
        return f"<{type(self).__name__}: {self._in_brief()}>"

    def _repr_html_(self) -> str:
        table = self._to_show()
        shown = "" if table is None else str(table.to_html(escape=True, max_rows=20, float_format="{:.3g}".format, na_rep=""))
        return f"<p>{escape(type(self).__name__)}: {escape(self._in_brief())}</p>{shown}"

    def __eq__(self, other: object) -> bool:
        """Whether all parts are equal."""
        if type(other) is not type(self):
            return NotImplemented
        return all(_alike(getattr(self, part.name), getattr(other, part.name)) for part in fields(self) if part.compare)  # type: ignore[arg-type]

    __hash__ = None  # type: ignore[assignment]  # equal by content, so never a dictionary's key


def _alike(one: Any, other: Any) -> bool:
    """Whether two parts of results are equal; tables of the same numbers in the same types are."""
    if isinstance(one, pd.DataFrame):
        return isinstance(other, pd.DataFrame) and bool(one.equals(other))
    if isinstance(one, pd.Series):
        return isinstance(other, pd.Series) and bool(one.equals(other))
    if is_dataclass(one):
        return type(one) is type(other) and all(
            _alike(getattr(one, part.name), getattr(other, part.name)) for part in fields(one)
        )
    if isinstance(one, tuple | list):
        return type(one) is type(other) and len(one) == len(other) and all(map(_alike, one, other))
    if hasattr(one, "shape"):
        return hasattr(other, "shape") and one.shape == other.shape and bool((one == other).all())
    # Two days that are missing are the same, as two tables that lack them are.
    missing = all(pd.api.types.is_scalar(value) and pd.isna(value) for value in (one, other))
    return missing or bool(one == other)
