"""How much do other people's searches help a new one to its best cadence, and what do they cost whoever is unlike them?

    python benchmarks/learned_priors.py [--teachers 20] [--learners 4] [--interviews 60] [--sizes 60] [--seed 0]
                                        [--families ghosting ...]

Prints a row for each family and number of interviews, without and with learned priors: the share of the way from the default to
the best cadence with its standard error, the mean loss, how many were moved to a worse cadence; then the same for people whom
messages do nothing for, taught by people whom they help. The last lines are the CPU time of learning and of tuning.
"""

import argparse
import time

import numpy as np
import pandas as pd
from families import AS_OF, FAMILIES, NULL_FAMILIES

import followup_analytics as fa
from followup_analytics.tuning.known_truth import true_policy_values
from followup_analytics.tuning.policies import TUNED
from followup_analytics.tuning.tune import Tuning

_APART = 10_000  # seeds of teachers and learners


def true_gain(truth: fa.Truth, tuning: Tuning) -> tuple[float, float]:
    """What the chosen cadence truly gains over the default, and what the best one would."""
    policies = tuning.policies[tuning.policies["medium"] == "email"].reset_index(drop=True)
    true = pd.Series(true_policy_values(truth, policies), pd.MultiIndex.from_frame(policies[list(TUNED)]))
    given = true[policies["given"].to_numpy()].iloc[0]
    chosen = true[tuple(int(tuning.recommended[name]) for name in TUNED)]
    return float(chosen - given), float(true.max() - given)


def row(truth: fa.Truth, priors: "fa.Priors | None", size: int, learners: int, seed: int) -> tuple[dict[str, float], float]:
    """How new people of one truth fare."""
    gains, cpu = [], 0.0
    for learner in range(learners):
        log = fa.simulate_search(size, seed=seed + learner, truth=truth)
        begun = time.process_time()
        tuning = fa.tune_cadence(log, as_of=AS_OF, seed=learner, priors=priors)
        cpu += time.process_time() - begun
        gains.append(true_gain(truth, tuning))
    gain, best = np.array(gains).T
    share = gain / best if best.min() > 0 else np.zeros(len(gain))
    error = share.std(ddof=1) / np.sqrt(len(share)) if len(share) > 1 else np.nan
    found = {"share": share.mean(), "error": error, "loss": np.maximum(-gain, 0).mean(), "worse": float((gain < -0.002).sum())}
    return found, cpu / learners


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("teachers", 20), ("learners", 4), ("interviews", 60), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--sizes", type=int, nargs="+", default=[60])
    parser.add_argument("--families", nargs="+", default=list(FAMILIES))
    asked = parser.parse_args()
    nothing = next(iter(NULL_FAMILIES.values()))
    for family in asked.families:
        truth = FAMILIES[family]
        logs = [
            fa.simulate_search(asked.interviews, seed=asked.seed + _APART + one, truth=truth) for one in range(asked.teachers)
        ]
        begun = time.process_time()
        priors = fa.learn_priors(logs, as_of=AS_OF)
        learning = time.process_time() - begun
        for size in asked.sizes:
            for of, whose in ((family, truth), (f"nothing works, taught by {family}", nothing)):
                alone, alone_s = row(whose, None, size, asked.learners, asked.seed)
                helped, helped_s = row(whose, priors, size, asked.learners, asked.seed)
                for how, found in (("alone", alone), ("taught", helped)):
                    figures = "  ".join(f"{name} {value:6.3f}" for name, value in found.items())
                    print(f"{of:44} n {size:4}  {how:6}  {figures}")
                print(f"{'':44} tuning {alone_s:.2f} s of CPU alone, {helped_s:.2f} s taught", flush=True)
        print(f"{family}: learnt from {asked.teachers} tables in {learning:.1f} s of CPU", flush=True)


if __name__ == "__main__":
    main()
