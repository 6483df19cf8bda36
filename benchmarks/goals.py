"""A figure beside its goal: the lines of the tables that the benchmarks print, as Markdown."""

from dataclasses import dataclass

HEAD = "| what | figure | goal | met |\n| --- | --- | --- | --- |"


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, and how it compares with its goal."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        verdict = "" if self.met is None else ("yes" if self.met else "no")
        return f"| {self.what} | {self.figure} | {self.goal} | {verdict} |"


def row(what: str, figure: str, goal: str = "", met: bool | None = None) -> None:
    """Print one line at once: the next may take minutes."""
    print(Row(what, figure, goal, met), flush=True)
