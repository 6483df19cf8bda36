"""How often something is claimed of groups that do not differ, looking every week, and how often of one that does.

    python benchmarks/false_claims.py [--seed 100000] [--searches 40]

Seven groupings with 34 groups in searches of 26 weeks. A test is taken at milestones of the log only, so what is said on any
Monday is what was said at one of the milestones reached.
"""

import argparse
from collections.abc import Iterator
from unittest.mock import patch

import numpy as np
import pandas as pd
from goals import HEAD, Row

import followup_analytics as fa
from followup_analytics.analysis import milestones

DAYS = 26 * 7
GROUPINGS = {
    "kind": (["application", "status_check", "keep_in_touch"], [0.6, 0.25, 0.15]),
    "medium": (["portal", "email", "linkedin", "phone"], [0.4, 0.3, 0.2, 0.1]),
    "weekday": (["Mon", "Tue", "Wed", "Thu", "Fri"], [0.4, 0.15, 0.15, 0.15, 0.15]),
    "seniority": (["mid", "senior", "lead", "entry", "director"], [0.2] * 5),
    "company_type": (["startup", "agency", "enterprise", "nonprofit", "public_sector"], [0.2] * 5),
    "source": (list("abcdefgh"), [0.125] * 8),
}
_MILESTONES = (10, 16, 26, 41, 66, 105, 168)


def messages(rng: np.random.Generator, size: int, chance: float, more_by_mail: float = 0.0) -> pd.DataFrame:
    """Attempts of one search; by e-mail they are answered so much more often within a fortnight."""
    columns = {name: rng.choice(groups, size, p=shares) for name, (groups, shares) in GROUPINGS.items()}
    day = np.sort(rng.integers(0, DAYS, size))
    days = np.minimum(rng.geometric(0.2, size) - 1, 14)
    heard = (rng.random(size) < chance + more_by_mail * (columns["medium"] == "email")) & (day + days <= DAYS)
    return pd.DataFrame(
        {
            **columns,
            "application_id": [f"A{place}" for place in range(size)],
            "at": pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(day, unit="D"),
            "number": 1,
            "stage": "",
            "hour": rng.integers(0, 24, size),
            "outcome": np.where(heard, "answered", "pending"),
            "response": np.where(heard, "reply", ""),
            "responded_exact": heard,
            "favourable": False,
            "observed_days": np.where(heard, days, DAYS - day),
        }
    )


def ever_claimed(table: pd.DataFrame) -> set[tuple[str, str, int]]:
    """All that is claimed at any milestone: grouping, group and direction."""
    answered, found = int((table["outcome"] == "answered").sum()), set()
    for reached in (answers for answers in _MILESTONES if answers <= answered):
        with patch.object(milestones, "milestone", lambda _, reached=reached: reached):
            for name in (*GROUPINGS, "hour_band"):
                rates = fa.response_rates(table, by=name)
                claimed = rates[rates["told_apart"] != 0]
                found |= {(name, group, side) for group, side in zip(claimed[name], claimed["told_apart"], strict=True)}
    return found


def false_claims(seed: int, searches: int) -> Iterator[Row]:
    for size in (60, 200, 300):
        for chance in (0.05, 0.2, 0.4):
            rngs = [np.random.default_rng([seed, size, int(100 * chance), one]) for one in range(searches)]
            share = float(np.mean([bool(ever_claimed(messages(rng, size, chance))) for rng in rngs]))
            what = f"no difference, {size} messages, {chance:.0%} answered: any claim in 26 weeks"
            yield Row(what, f"{share:.3f}", "at most 0.05", share <= 0.05)


def power(seed: int, searches: int) -> Iterator[Row]:
    for more in (0.2, 0.3):
        for size in (200, 300):
            rngs = [np.random.default_rng([seed, size, int(100 * more), one]) for one in range(searches)]
            claimed = [("medium", "email", 1) in ever_claimed(messages(rng, size, 0.15, more)) for rng in rngs]
            goal = 0.7 if (more, size) == (0.3, 200) else 0.0
            share = float(np.mean(claimed))
            what = f"e-mail better by {100 * more:.0f} in 100, {size} messages: claimed in 26 weeks"
            yield Row(what, f"{share:.2f}", f"at least {goal}" if goal else "", share >= goal)


def main() -> None:
    parser = argparse.ArgumentParser(description="How often something is claimed of groups that do not differ.")
    parser.add_argument("--seed", type=int, default=100_000)
    parser.add_argument("--searches", type=int, default=40)
    chosen = parser.parse_args()
    print(HEAD)
    for rows in (false_claims, power):
        for row in rows(chosen.seed, chosen.searches):
            print(row, flush=True)


if __name__ == "__main__":
    main()
