"""Priors that other people's searches have taught: what a new person's coefficients may be, by form, as one file.

It holds no name, word or date, and nobody's own counts.
"""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.results import Result
from followup_analytics.errors import FollowupError
from followup_analytics.file_writing import write_whole
from followup_analytics.tuning.silent_days import BASE_COLUMNS, EFFECT_DAYS, FEATURES, LONGEST_WAIT_DAYS

# Priors fit a model only where its coefficients mean the same.
FEATURES_VERSION = f"1 {' '.join(FEATURES)} {BASE_COLUMNS} {EFFECT_DAYS} {LONGEST_WAIT_DAYS}"
_SHOWN = {"daily_log_odds": 0, "check": BASE_COLUMNS, "later_check": BASE_COLUMNS + 1}


@dataclass(frozen=True, eq=False)
class LearnedForm:
    """What a new person's coefficients may be, if checks work in this way.

    Attributes
    ----------
    name, decay_days : the form, as in `CheckEffectForm`
    mean, covariance : of the base's coefficients, then the effect's
    weight : of the form among the learned ones
    """

    name: str
    decay_days: float
    mean: Floats
    covariance: Floats
    weight: float


@dataclass(frozen=True, eq=False, repr=False)
class Priors(Result):
    """What others' searches have taught.

    Attributes
    ----------
    forms : tuple of LearnedForm
    people, interviews : int
        How many taught.
    says : str
        Of whom, in a sentence by who learnt them; "" where nothing was said.
    """

    forms: tuple[LearnedForm, ...]
    people: int
    interviews: int
    says: str = ""

    def __eq__(self, other: object) -> bool:
        """Whether all numbers are equal."""
        return isinstance(other, Priors) and self.as_toml() == other.as_toml()

    __hash__ = None  # equal by content, so never a dictionary's key

    def _in_brief(self) -> str:
        return f"taught by {self.people:,} people with {self.interviews:,} interviews{f': {self.says}' if self.says else ''}"

    def _to_show(self) -> pd.DataFrame:
        return self.table

    @property
    def table(self) -> pd.DataFrame:
        """The priors to show.

        Returns
        -------
        DataFrame
            One row per form: `form, decay_days, weight`, then the mean and the standard deviation of a new person's
            `daily_log_odds` (of a favourable answer after an interview), `check` and `later_check` (the form's effect, a log
            ratio or the log of a chance).
        """
        rows = []
        for form in self.forms:
            row: dict[str, Any] = {"form": form.name, "decay_days": form.decay_days, "weight": form.weight}
            for name, place in _SHOWN.items():
                there = place < len(form.mean)
                row[name] = form.mean[place] if there else np.nan
                row[f"{name}_sd"] = float(np.sqrt(form.covariance[place, place])) if there else np.nan
            rows.append(row)
        return pd.DataFrame(rows)

    def as_toml(self) -> str:
        """The priors as text (TOML)."""
        said = self.says.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        lines = ["# What other people's job searches have taught. No names, no dates, nobody's own counts.", ""]
        lines += [f'features = "{FEATURES_VERSION}"', f"people = {self.people}", f"interviews = {self.interviews}"]
        lines += [f'says = "{said}"']
        for form in self.forms:
            lines += ["", "[[form]]", f'name = "{form.name}"', f"decay_days = {float(form.decay_days)!r}"]
            lines += [f"weight = {float(form.weight)!r}", f"mean = {_numbers(form.mean)}"]
            lines += [f"covariance = [{', '.join(map(_numbers, form.covariance))}]"]
        return "\n".join(lines) + "\n"

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the priors as a file that `read` reads.

        Raises
        ------
        FollowupError
            If the name does not end in `.toml`, or the file can't be written.
        """
        write_whole(path, self.as_toml().encode(), "a file of priors", ".toml")

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Self:
        """Priors that were written.

        Raises
        ------
        FollowupError
            If there is no such file, it holds no priors, or they are of other features than this version's.
        """
        name = Path(path)
        try:
            said = tomllib.loads(name.read_text(encoding="utf-8"))
            if said["features"] != FEATURES_VERSION:
                raise FollowupError(f"{name}: these priors are of another version of the model: learn them anew")
            forms = tuple(_form(one) for one in said["form"])
            return cls(forms, int(said["people"]), int(said["interviews"]), str(said.get("says", "")))
        except OSError as error:
            raise FollowupError(f"{name}: can't be read ({error.strerror}): check the path") from error
        except (ValueError, KeyError, TypeError, np.linalg.LinAlgError) as error:
            raise FollowupError(f"{name}: is no file of priors, as `Priors.write` writes it ({error})") from error


def _numbers(values: Floats) -> str:
    return f"[{', '.join(repr(float(value)) for value in values)}]"


def _form(said: dict[str, Any]) -> LearnedForm:
    mean, covariance = (np.array(said[name], dtype=np.float64) for name in ("mean", "covariance"))
    if covariance.shape != (len(mean), len(mean)) or len(mean) < BASE_COLUMNS:
        raise ValueError("the covariance does not fit the mean")
    np.linalg.cholesky(covariance)
    return LearnedForm(str(said["name"]), float(said["decay_days"]), mean, covariance, float(said["weight"]))
