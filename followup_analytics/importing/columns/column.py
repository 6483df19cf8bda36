"""A column of a sheet with what it means."""

from dataclasses import dataclass

from followup_analytics.importing.columns.column_meanings import record_of


@dataclass(frozen=True)
class Column:
    """A column of the sheet: where it stands, what it means ("" where nobody can know), why, and who told it.

    `told_by` is `user`, `header`, `cells` or `spelling`; "" where no meaning is known. `holds` says what most cells are: `days`,
    `flags` or "".
    """

    position: int
    header: str
    meaning: str
    why: str
    examples: tuple[str, ...] = ()
    filled: int = 0
    told_by: str = ""
    spelling: str = ""
    holds: str = ""

    @property
    def read(self) -> bool:
        """Whether the log takes anything from it."""
        return bool(self.meaning) and not record_of(self.meaning).is_aside
