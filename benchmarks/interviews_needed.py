"""How many interviews until a better cadence is found: the table that `tuning/priors.toml` holds.

    python benchmarks/interviews_needed.py [--room 0.1] [--sizes 50 100 ...] [--logs 12] [--seed 50000]

The families' effects are made so large that the best permitted cadence is truly better than the default by `room`; printed is how
often tuning leaves the default for a cadence that is truly better by half of that at least, averaged over the families.
"""

import argparse
from dataclasses import replace

import numpy as np
from families import AS_OF, FAMILIES

import followup_analytics as fa
from followup_analytics.tuning.known_truth import true_policy_values
from followup_analytics.tuning.policies import permitted_policies, row_of

_STRONGEST = 12.0
_HALVINGS = 12


def room_of(truth: fa.Truth) -> float:
    """By how much the best permitted cadence is truly better than the default."""
    policies = permitted_policies()
    values = true_policy_values(truth, policies)
    return float(values.max() - values[row_of(policies, fa.Cadence())])


def stronger(truth: fa.Truth, by: float) -> fa.Truth:
    """The same search with every effect of a check so many times as strong, on the log scale."""
    effect = truth.effect
    ratio = tuple((days, float(np.exp(by * np.log(one)))) for days, one in effect.ratio)
    sets_off = tuple((days, min(by * chance, 0.9)) for days, chance in effect.sets_off)
    return replace(truth, effect=replace(effect, ratio=ratio, sets_off=sets_off))


def with_room(truth: fa.Truth, room: float) -> fa.Truth:
    """The search with effects so strong that there is so much room."""
    low, high = 0.0, _STRONGEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if room_of(stronger(truth, middle)) < room else (low, middle)
    return stronger(truth, high)


def found(truth: fa.Truth, interviews: int, seed: int, room: float) -> bool:
    """Whether tuning leaves the default for a cadence that is truly better by half of the room."""
    tuning = fa.tune_cadence(fa.simulate_search(interviews, seed, truth), as_of=AS_OF)
    table = tuning.policies
    values = true_policy_values(truth, table)
    return bool(values[table["recommended"]][0] - values[table["given"]][0] >= room / 2)


def main() -> None:
    parser = argparse.ArgumentParser(description="How many interviews until a better cadence is found.")
    parser.add_argument("--room", type=float, default=0.1)
    parser.add_argument("--sizes", type=int, nargs="+", default=[50, 100, 150, 200, 300, 400, 600])
    parser.add_argument("--logs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=50_000)
    chosen = parser.parse_args()
    truths = {name: with_room(truth, chosen.room) for name, truth in FAMILIES.items()}
    print("| interviews | " + " | ".join(truths) + " | all |\n" + "| --- " * (len(truths) + 2) + "|")
    for size in chosen.sizes:
        seeds = range(chosen.seed + size, chosen.seed + size + chosen.logs)
        shares = [np.mean([found(truth, size, seed, chosen.room) for seed in seeds]) for truth in truths.values()]
        print(f"| {size} | " + " | ".join(f"{share:.2f}" for share in (*shares, np.mean(shares))) + " |", flush=True)


if __name__ == "__main__":
    main()
