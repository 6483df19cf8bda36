"""How much of what can be gained does tuning gain, and what does it lose where nothing works?

    python benchmarks/tuning.py [--logs 40] [--sizes 60 200 1000] [--seed 0] [--families ghosting ...] [--forms all ...]

Prints a row for each family and number of interviews: the share of the way from the default to the best cadence, on average,
for tuning and for greedy choice by naive rates (never tuning is 0 by definition); the mean loss; how often the default was kept
and how often it was left for a cadence that is worse by over 0.002; how often the default or fewer messages were chosen; how
often the 90 % interval of the gain held the true gain of the chosen and of all cadences. --forms leaves some of the model's forms
out, to see what each adds. The last line is the CPU time of tuning the default search of 300 applications, the median of five
after a warm-up.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from unittest.mock import patch

import numpy as np
import pandas as pd
from families import AS_OF, FAMILIES, NULL_FAMILIES, OTHER_FAMILIES

import followup_analytics as fa
from followup_analytics.tuning.answer_model import HazardModel, fit_model
from followup_analytics.tuning.hazard_forms import NOTHING, RATIO, SET_OFF, CheckEffectForm
from followup_analytics.tuning.known_truth import true_policy_values
from followup_analytics.tuning.policies import TUNED
from followup_analytics.tuning.silent_days import silent_days

FORMS: dict[str, Callable[[CheckEffectForm], bool]] = {
    "all": lambda form: True,
    "ratio_only": lambda form: form.name == RATIO,
    "set_off_only": lambda form: form.name == SET_OFF,
    "without_nothing": lambda form: form.name != NOTHING,
    "one_decay": lambda form: form.decay_days == 4 or form.name == NOTHING,
    "wide_only": lambda form: form.scale == 1 or form.name == NOTHING,
}
COLUMNS = ["share", "greedy", "loss", "greedy_loss", "kept", "worse", "fewer", "covers_chosen", "covers_all", "cpu_s"]


def one_log(truth: fa.Truth, interviews: int, seed: int) -> dict[str, float]:
    """Tune on one simulated log, and compare with the truth."""
    log = fa.simulate_search(interviews, seed=seed, truth=truth)
    start = time.process_time()
    tuning = fa.tune_cadence(log, as_of=AS_OF, seed=seed)
    cpu_s = time.process_time() - start
    policies = tuning.policies[tuning.policies["medium"] == "email"].reset_index(drop=True)
    # Media do nothing in these families: the chosen policy is judged by its days.
    true = pd.Series(true_policy_values(truth, policies), pd.MultiIndex.from_frame(policies[list(TUNED)]))
    given = true[policies["given"].to_numpy()].iloc[0]
    chosen = true[tuple(tuning.recommended[name] for name in TUNED)] - given
    naive = _at(true, greedy(log)) - given
    gains = (true - given).to_numpy()
    holds = (policies["gain_low"].to_numpy() <= gains) & (gains <= policies["gain_high"].to_numpy())
    row = tuning.policies[tuning.policies["recommended"]].iloc[0]
    changed = chosen != 0 or not row["given"]
    best = gains.max()
    few = not changed or row["max_attempts"] < 2
    return {
        "share": chosen / best,
        "greedy": naive / best,
        "loss": max(-chosen, 0.0),
        "greedy_loss": max(-naive, 0.0),
        "kept": float(not changed),
        "worse": float(chosen < -0.002),
        "fewer": float(few),
        "covers_chosen": float(row["gain_low"] <= chosen <= row["gain_high"]) if changed else np.nan,
        "covers_all": holds.mean(),
        "cpu_s": cpu_s,
    }


def fit_with(forms: str) -> Callable[[pd.DataFrame], HazardModel]:
    """The model with some forms only."""

    def fitted(days: pd.DataFrame) -> HazardModel:
        model = fit_model(days)
        weights = np.where([FORMS[forms](form) for form in model.forms], model.weights, 0.0)
        return replace(model, weights=weights / weights.sum())

    return fitted


def greedy(log: fa.JobSearchLog) -> tuple[int, int, int]:
    """The wait, spacing and number with the best raw rates of favourable answers within 14 days, as a naive tracker has it."""
    days = silent_days(log, as_of=AS_OF)
    ended = days.groupby("interview")["favourable"].any()
    sent = days[days["days_since_check"] == 0]
    first, later = sent[sent["check_number"] == 1], sent[sent["check_number"] == 2]
    wait = _best(first["wait_days"], ended[first["interview"]].to_numpy())
    spacing = _best(later["wait_days"], ended[later["interview"]].to_numpy())
    number = sent.groupby("interview").size().clip(upper=3)
    most = ended[number.index].groupby(number.to_numpy()).mean().idxmax()
    return int(np.clip(np.busday_count("2024-01-01", np.datetime64("2024-01-01") + int(wait)), 3, 8)), int(spacing), int(most)


def _best(waits: pd.Series, good: np.ndarray) -> float:
    return float(pd.Series(good).groupby(waits.to_numpy()).mean().idxmax())


def _at(true: pd.Series, policy: tuple[int, int, int]) -> float:
    """The value of a policy, or of the one that acts as it does."""
    wait, spacing, most = policy
    same = true[(true.index.get_level_values(0) == wait) & (true.index.get_level_values(2) == most)]
    near = np.abs(same.index.get_level_values(1).to_numpy() - spacing).argmin()
    return float(same.iloc[int(near)])


def speed() -> str:
    """The CPU time of one tuning of 300 applications."""
    log = fa.simulate_search(300, seed=1)
    times = []
    for _ in range(6):
        start = time.process_time()
        tuning = fa.tune_cadence(log, as_of="2025-08-01")
        times.append(time.process_time() - start)
    rest = f"{tuning.interviews} interviews, {tuning.checks} checks, {len(tuning.policies)} policies"
    return f"300 applications ({rest}): {np.median(times[1:]):.2f} s of CPU, the first {times[0]:.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = FAMILIES | OTHER_FAMILIES | NULL_FAMILIES
    parser.add_argument("--logs", type=int, default=40)
    parser.add_argument("--sizes", type=int, nargs="+", default=[60, 200, 1000])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--families", nargs="*", default=list(known), choices=list(known))
    parser.add_argument("--forms", nargs="+", default=["all"], choices=list(FORMS))
    options = parser.parse_args()
    print("family            interviews forms           " + " ".join(f"{name:>13}" for name in COLUMNS), flush=True)
    seeds = range(options.seed * 10_000, options.seed * 10_000 + options.logs)
    for name, size, forms in product(options.families, options.sizes, options.forms):
        with patch("followup_analytics.tuning.answer_model.fit_model", fit_with(forms)):
            rows = pd.DataFrame([one_log(known[name], size, seed) for seed in seeds])
        means = " ".join(f"{rows[column].mean():13.4f}" for column in COLUMNS)
        print(f"{name:17} {size:10} {forms:15} {means}", flush=True)
    print(speed())


if __name__ == "__main__":
    main()
