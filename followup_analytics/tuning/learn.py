"""learn_priors: what the searches of others teach of a new person's, by a hierarchical model of their count tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.daily_hazards import HazardFit, single_threaded
from followup_analytics.analysis.intervals import Floats
from followup_analytics.errors import FollowupError, check_table
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.tuning.answer_model import COUNTED, added_cells, cells_of
from followup_analytics.tuning.count_tables import COMPLETED
from followup_analytics.tuning.hazard_forms import Design, default_prior, designs
from followup_analytics.tuning.learned_priors import LearnedForm, Priors
from followup_analytics.tuning.set_off_hazards import fit_counts
from followup_analytics.tuning.silent_days import FEATURES, completed_silent_days

TABLE_COLUMNS = (*FEATURES, *COUNTED, "completions", "interviews")
_ROUNDS, _EM_ROUNDS = 2, 25
_WORTH_PEOPLE, _SHARE_BETWEEN = 20, 0.35  # the prior of how people differ: worth so many, around this share of the default's
_WORTH_OF_WEIGHTS = 5
_LEAST_USES = 5
_SEED = 0


def learn_priors(
    searches: JobSearchLog | Sequence[JobSearchLog | pd.DataFrame],
    *,
    as_of: Any = None,
    says: str = "",
    export: bool = False,
) -> Any:
    """Learn from others' searches what a new person's may be like, or export one person's counts to be learnt from.

    Parameters
    ----------
    searches : JobSearchLog of many, or sequence of JobSearchLog and of tables that were exported
    as_of : date, str or Timestamp, optional
        Of the logs; a table needs none.
    says : str
        Of whom these are, in a sentence: priors are of people like these.
    export : bool
        Give the count table of the one log instead of priors: what leaves its owner's machine. It is pseudonymous, not
        anonymous: a row with one day in it shows that somebody waited so long and wrote.

    Returns
    -------
    Priors, or with `export` a DataFrame
        One row per kind of day of silence after interviews: what the hazard depends on, `trials, favourable, rejected` (days and
        answers, summed over the completed logs), `completions` (how many), `interviews` (of the whole table). A medium that was
        used less than 5 times is `other`.

    Raises
    ------
    FollowupError
        If nobody's search is given, or what is given is neither log nor table of counts.
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.

    Notes
    -----
    A hierarchical Laplace fit (empirical Bayes): each person's mode under the current distribution of people, the likelihood
    there as a Gaussian, then EM for mean and covariance of people, twice. The prior of the mean is the default one; how people
    differ has an inverse Wishart prior worth 20 people. Directions that no search has seen keep the default's width. Tables are
    never summed: that would take the difference between people for nothing.

    References
    ----------
    Gelman et al., *Bayesian Data Analysis*, 3rd edition (2013), chapters 5 and 15; Kass and Steffey, "Approximate Bayesian
    inference in conditionally independent hierarchical models", JASA 84 (1989).
    """
    tables = [table for one in _each(searches) for table in _tables(one, as_of)]
    if not tables:
        raise FollowupError("no search to learn from: give the log of one person at least")
    if export:
        if len(tables) > 1:
            raise FollowupError("export=True: give the log of one person; a table of several would mix them")
        return tables[0]
    # In an order of their own, so that it does not matter in which they are given.
    tables.sort(key=lambda table: table.to_csv(index=False))
    return _learnt(tables, says)


def _each(searches: object) -> Sequence[Any]:
    if isinstance(searches, JobSearchLog | pd.DataFrame):
        return [searches]
    return list(searches) if isinstance(searches, list | tuple) else [searches]


def _tables(one: Any, as_of: Any) -> list[pd.DataFrame]:
    """The count table of each person in a log, or the table that was exported."""
    if isinstance(one, pd.DataFrame):
        check_table("table", one, TABLE_COLUMNS, "fa.learn_priors(..., export=True)")
        return [one[list(TABLE_COLUMNS)]]
    check_log(one)
    return [_count_table(one.of_seeker(name), as_of) for name in one.seekers]


def _count_table(log: JobSearchLog, as_of: Any) -> pd.DataFrame:
    completed = completed_silent_days(silences(log, as_of=as_of), log, draws=COMPLETED, seed=_SEED)
    cells = added_cells([cells_of(days) for days in completed])
    uses = cells[cells["days_since_check"] == 0].groupby("medium")["trials"].sum() / len(completed)
    rare = [name for name, number in uses.items() if name not in ("", "other") and number < _LEAST_USES]
    known = cells.assign(medium=cells["medium"].where(~cells["medium"].isin(rare), "other"))
    table = added_cells([known]).assign(completions=len(completed), interviews=completed[0]["interview"].nunique())
    return table[list(TABLE_COLUMNS)]


@dataclass(frozen=True)
class _Person:
    """One person's count table as one form sees it."""

    design: Design
    trials: Floats
    favourable: Floats

    def fit(self, mean: Floats, covariance: Floats, start: Floats | None) -> HazardFit:
        precision = np.linalg.inv(covariance)
        args = (self.design.columns, self.trials, self.favourable, mean, (precision + precision.T) / 2)
        return fit_counts(*args, self.design.set_off_columns, start)


@single_threaded
def _learnt(tables: Sequence[pd.DataFrame], says: str) -> Priors:
    people = [_people_of(table) for table in tables]
    forms, evidence = [], []
    for place in range(len(people[0])):
        form, heights = _form(people[0][place].design, [person[place] for person in people])
        forms.append(form)
        evidence.append(heights)
    weights = _weights(np.array([form.weight for form in forms]), np.array(evidence))
    weighted = tuple(
        LearnedForm(form.name, form.decay_days, form.mean, form.covariance, float(weight))
        for form, weight in zip(forms, weights, strict=True)
    )
    return Priors(weighted, len(tables), int(sum(table["interviews"].max() if len(table) else 0 for table in tables)), says)


def _people_of(table: pd.DataFrame) -> list[_Person]:
    share = 1 / table["completions"].to_numpy(dtype=np.float64)
    trials, favourable = (table[name].to_numpy(dtype=np.float64) * share for name in ("trials", "favourable"))
    return [_Person(design, trials, favourable) for design in designs(table[FEATURES])]


def _form(design: Design, people: Sequence[_Person]) -> tuple[LearnedForm, Floats]:
    """Mean and covariance of a new person's coefficients under one form, and each person's log evidence for it."""
    default_mean, default_covariance, weight = default_prior(design)
    mean, between, uncertain = default_mean, _SHARE_BETWEEN * default_covariance, default_covariance
    starts: list[Floats | None] = [None] * len(people)
    for _ in range(_ROUNDS):
        fits = [person.fit(mean, between, start) for person, start in zip(people, starts, strict=True)]
        starts = [fit.mode for fit in fits]
        mean, between, uncertain = _distribution(fits, mean, between, default_mean, default_covariance)
    heights = [person.fit(mean, between, start).log_evidence for person, start in zip(people, starts, strict=True)]
    return LearnedForm(design.name, design.decay_days, mean, between + uncertain, weight), np.array(heights)


def _distribution(
    fits: Sequence[HazardFit], mean: Floats, between: Floats, default_mean: Floats, default_covariance: Floats
) -> tuple[Floats, Floats, Floats]:
    """Mean, covariance and the mean's own covariance of people, whose likelihoods are Gaussians around their modes."""
    inverse = np.linalg.inv(between)
    modes = np.stack([fit.mode for fit in fits])
    curvature = np.stack([np.linalg.inv(fit.covariance) for fit in fits]) - inverse
    pull = np.einsum("jab,jb->ja", curvature, modes) + (modes - mean) @ inverse
    start, own = _SHARE_BETWEEN * default_covariance, np.linalg.inv(default_covariance)
    size = len(fits)
    uncertain = default_covariance
    for _ in range(_EM_ROUNDS):
        inverse = np.linalg.inv(between)
        spread = np.linalg.inv(curvature + inverse)
        shrunk = inverse @ spread
        uncertain = np.linalg.inv(own + size * inverse - (shrunk @ inverse).sum(axis=0))
        mean = uncertain @ (own @ default_mean + np.einsum("jab,jb->a", shrunk, pull))
        away = np.einsum("jab,jb->ja", spread, pull + inverse @ mean) - mean
        rest = np.eye(len(mean)) - spread @ inverse
        found = spread.sum(axis=0) + away.T @ away + (rest @ uncertain @ rest.transpose(0, 2, 1)).sum(axis=0)
        between = (_WORTH_PEOPLE * start + found) / (_WORTH_PEOPLE + size)
        between = (between + between.T) / 2
    return mean, between, (uncertain + uncertain.T) / 2


def _weights(default: Floats, evidence: Floats) -> Floats:
    """The weight of each form: that of the default, worth five people, and each person's share by evidence."""
    weights = default / default.sum()
    for _ in range(_EM_ROUNDS):
        height = np.log(weights)[:, None] + evidence
        share = np.exp(height - height.max(axis=0))
        share /= share.sum(axis=0)
        weights = (_WORTH_OF_WEIGHTS * default / default.sum() + share.sum(axis=1)) / (_WORTH_OF_WEIGHTS + evidence.shape[1])
    return np.asarray(weights, dtype=np.float64)
