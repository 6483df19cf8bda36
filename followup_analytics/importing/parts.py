"""What the stages hand on: the defaults that the caller gave, and the tables of a log before its door."""

from dataclasses import dataclass, field

import pandas as pd

from followup_analytics.importing.problems import Problem


@dataclass(frozen=True)
class Defaults:
    """What holds for applications of which the sheet says nothing."""

    timezone: str = "UTC"
    country: str = ""


@dataclass(frozen=True)
class Overrides:
    """What the caller knows better than the sheet shows; keys are folded words, `columns` headers as given."""

    columns: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    day_first: bool | None = None


@dataclass(frozen=True)
class Parts:
    """The two tables and the problems, and what was understood of words and dates on the way."""

    applications: pd.DataFrame
    events: pd.DataFrame
    problems: list[Problem]
    words: list[tuple[str, str, int, str]] = field(default_factory=list)
    dates: list[tuple[str, str, str]] = field(default_factory=list)
