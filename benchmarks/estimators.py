"""How fast the estimators are and how close they come to statsmodels and scikit-learn, in one run.

    python benchmarks/estimators.py [--durations 1000000] [--person-days 1000000] [--runs 5] [--seed 0]

CPU time, one thread, median after a warm-up; the goals are printed beside the figures.
"""

import argparse

import numpy as np
import one_thread  # noqa: F401 - before the libraries that it holds to one thread
import statsmodels.api as sm
from goals import HEAD, row
from measuring import cpu_seconds
from sklearn.linear_model import LogisticRegression
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from followup_analytics.analysis.daily_hazards import fit
from followup_analytics.analysis.intervals import CENSORED, COMPETING, EVENT, incidence

_DAYS = 30
_LEVELS = (7, 4, 4, 4, 6)  # 20 columns: day, medium, seniority, checks so far, days since the last one


def durations(size: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole days from 1 to 30 and how they ended; both causes and censorings on every day."""
    rng = np.random.default_rng(seed)
    chance = 0.05 + 0.05 * np.exp(-np.arange(1, _DAYS + 1) / 7)
    left = np.cumprod(1 - chance)
    day = 1 + np.searchsorted(-left, -rng.random(size))
    cause = rng.choice([CENSORED, EVENT, COMPETING], size, p=[0.3, 0.3, 0.4])
    return np.minimum(day, _DAYS), np.where(day > _DAYS, CENSORED, cause)


def curves(size: int, runs: int, seed: int) -> None:
    """Kaplan-Meier and Aalen-Johansen with variance and interval, against statsmodels."""
    day, cause = durations(size, seed)
    any_cause = np.where(cause == CENSORED, CENSORED, EVENT)
    as_float, status = day.astype(float), (any_cause == EVENT).astype(int)
    theirs_km, theirs_aj = SurvfuncRight(as_float, status), CumIncidenceRight(as_float, cause)
    off_km = np.abs(1 - incidence(day, any_cause, None, _DAYS).chance[theirs_km.surv_times.astype(int)] - theirs_km.surv_prob)
    off_aj = np.abs(incidence(day, cause, None, _DAYS).chance[theirs_aj.times.astype(int)] - theirs_aj.cinc[0])
    ours_km, sm_km, ours_aj, sm_aj = cpu_seconds(
        lambda: incidence(day, any_cause, None, _DAYS),
        lambda: SurvfuncRight(as_float, status),
        lambda: incidence(day, cause, None, _DAYS),
        lambda: CumIncidenceRight(as_float, cause),
        runs=runs,
    )
    for name, off, ours, theirs in (("Kaplan-Meier", off_km, ours_km, sm_km), ("Aalen-Johansen", off_aj, ours_aj, sm_aj)):
        what = f"{name}, {size:,} durations:"
        row(f"{what} farthest from statsmodels", f"{off.max():.1e}", "at most 1e-12", bool(off.max() <= 1e-12))
        figure = f"{ours / theirs:.3f} ({ours * 1e3:.1f} ms to {theirs * 1e3:.0f} ms)"
        row(f"{what} time to statsmodels'", figure, "at most 0.15", ours / theirs <= 0.15)


def person_days(size: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A design of 20 columns of 0 and 1, the answers, and a code that equal rows share."""
    rng = np.random.default_rng(seed)
    columns, code = [], np.zeros(size, np.int64)
    for levels in _LEVELS:
        factor = rng.choice(levels, size, p=rng.dirichlet(np.full(levels, 3.0)))
        code = code * levels + factor
        columns += [factor == level for level in range(1, levels)]
    design = np.column_stack(columns).astype(np.float64)
    eta = design @ rng.normal(0, 0.5, design.shape[1]) - 3.0
    return design, rng.random(size) < 1 / (1 + np.exp(-eta)), code


def cells(code: np.ndarray, answered: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Equal rows counted: the design with its constant, the person-days, the answers."""
    trials, events = np.bincount(code), np.bincount(code, weights=answered)
    there = np.flatnonzero(trials)
    factors = np.unravel_index(there, _LEVELS)
    columns = [factor == level for factor, levels in zip(factors, _LEVELS, strict=True) for level in range(1, levels)]
    design = np.column_stack([np.ones(len(there)), *columns]).astype(np.float64)
    return design, trials[there].astype(np.float64), events[there]


def hazards(size: int, runs: int, seed: int) -> None:
    """The hazard fit, counting included, against scikit-learn on the rows (ridge 1) and statsmodels (no prior)."""
    design, answered, code = person_days(size, seed)
    columns = design.shape[1] + 1
    ridge = np.append(0.0, np.ones(columns - 1))
    peer = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-8)
    ours, theirs = cpu_seconds(
        lambda: fit(*cells(code, answered), np.zeros(columns), ridge), lambda: peer.fit(design, answered), runs=runs
    )
    same = np.abs(fit(*cells(code, answered), np.zeros(columns), ridge).mode[1:] - peer.coef_[0]).max()
    plain = fit(*cells(code, answered), np.zeros(columns), np.zeros(columns)).mode
    reference = sm.Logit(answered.astype(float), sm.add_constant(design)).fit(disp=0, method="newton", tol=1e-12).params
    off = np.abs(plain - reference).max()
    what = f"hazard fit, {size:,} person-days x {columns - 1} columns:"
    figure = f"{ours / theirs:.4f} ({ours * 1e3:.1f} ms to {theirs * 1e3:.0f} ms)"
    row(f"{what} time to scikit-learn's newton-cholesky", figure, "at most 0.03", ours / theirs <= 0.03)
    row(f"{what} farthest from scikit-learn, the same ridge", f"{same:.1e}")
    row(f"{what} farthest from statsmodels, no prior", f"{off:.1e}", "at most 1e-8", bool(off <= 1e-8))


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast the estimators are.")
    parser.add_argument("--durations", type=int, default=1_000_000)
    parser.add_argument("--person-days", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    print(HEAD)
    curves(chosen.durations, chosen.runs, chosen.seed)
    hazards(chosen.person_days, chosen.runs, chosen.seed)


if __name__ == "__main__":
    main()
