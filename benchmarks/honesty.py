"""Whether the analysis says what is true of searches whose truth is known, beside the ways in which it is usually done.

    python benchmarks/honesty.py [--seed 0] [--logs 40] [--large-logs 20] [--repeats 700] [--drawn 200]

Everything is drawn from the seed. Goals are printed beside the figures.
"""

import argparse
import dataclasses
from collections.abc import Iterator

import numpy as np
import pandas as pd
from calibration import QUESTIONS, calibration_rows, effect_ranks, tuner_ranks
from goals import HEAD, Row

import followup_analytics as fa
from followup_analytics.analysis.attempts import outreach_attempts
from followup_analytics.analysis.follow_up_effect import follow_up_effect
from followup_analytics.analysis.response_rates import response_rates
from followup_analytics.analysis.sequential_trials import trials_of
from followup_analytics.analysis.simulate import simulate_search
from followup_analytics.analysis.simulated_behaviour import Effect, Habits
from followup_analytics.analysis.simulated_truth import Truth
from followup_analytics.analysis.trial_model import Model
from followup_analytics.analysis.waiting_spells import Waits, completed_waits

AS_OF = "2026-06-01"  # all that ever comes has come
RATES = (0.03, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)
SIZES = (20, 60, 200)
_WITHIN = 14
_REJECTED = 0.25  # of those that get no favourable answer
# Whoever is senior answers half as much and is left waiting for longer: a habit that confounds.
_CONFOUNDED = Truth(seniority_odds={"senior": 0.5}, habits=Habits(application_check=0.6, senior_wait=1.5))
NOTHING = dataclasses.replace(_CONFOUNDED, effect=Effect(ratio=((0, 1.0),)))
WORKS = dataclasses.replace(_CONFOUNDED, effect=Effect(ratio=((0, 1.5),), rejection_ratio=1.3))


def attempts_of(rng: np.random.Generator, rate: float, size: int, young: float, name: str = "email") -> pd.DataFrame:
    """Attempts of one medium with a true rate of favourable answers within 14 days; of the rest some are rejected.

    `young` is the share that was not watched for so long.
    """
    draw, days = rng.random(size), rng.integers(0, _WITHIN + 1, size)
    watched = np.where(rng.random(size) < young, rng.integers(0, _WITHIN, size), 40)
    good, bad = draw < rate, (draw >= rate) & (draw < rate + _REJECTED * (1 - rate))
    seen = (good | bad) & (days <= watched)
    columns = {
        "application_id": [f"{name}{place}" for place in range(size)],
        "kind": "application",
        "medium": name,
        "outcome": np.select([seen & good, seen & bad], ["answered", "rejected"], "pending"),
        "response": np.select([seen & good, seen & bad], ["interview_invitation", "rejection"], ""),
        "observed_days": np.where(seen, days, watched),
        "responded_exact": seen,
        "favourable": seen & good,
    }
    return pd.DataFrame(columns)


def coverage(
    seed: int, repeats: int, favourable: bool, goal: tuple[float, float] = (0.93, 0.985), most_bias: float = 0.015
) -> Iterator[Row]:
    """How often a rate's interval holds the true rate, and how far rates are from it on average."""
    rng = np.random.default_rng(seed)
    for size in SIZES:
        held, errors, of_all, of_answered = [], [], [], []
        for repeat in range(repeats):
            rate = RATES[repeat % len(RATES)]
            # The rejections are answers too where all are counted.
            truth = rate if favourable else rate + _REJECTED * (1 - rate)
            attempts = attempts_of(rng, rate, size, 1 / 3)
            found = response_rates(attempts, by=[], favourable=favourable).iloc[0]
            held.append(found["low"] <= truth <= found["high"])
            errors.append(found["rate"] - truth)
            answered = attempts["outcome"] != "pending"
            replied = (attempts["favourable"] if favourable else answered).sum()
            of_all.append(replied / size - truth)
            of_answered.append(replied / max(answered.sum(), 1) - truth)
        share, bias = float(np.mean(held)), float(np.mean(errors))
        what = f"{size} attempts, a third pending, {'favourable' if favourable else 'all'} answers:"
        yield Row(
            f"{what} 95 % intervals that hold the truth", f"{share:.3f}", f"{goal[0]} to {goal[1]}", goal[0] <= share <= goal[1]
        )
        yield Row(f"{what} bias", f"{bias:+.4f}", f"under {most_bias}", abs(bias) < most_bias)
        yield Row(f"{what} bias of replied / all", f"{np.mean(of_all):+.3f}")
        if favourable:
            yield Row(f"{what} bias of replied / answered", f"{np.mean(of_answered):+.3f}")


def younger_channel(seed: int, repeats: int, goal: float = 0.02) -> Iterator[Row]:
    """Two channels of equal truth, most of one too young to tell."""
    rng = np.random.default_rng(seed)
    ours, naive = [], []
    for _ in range(repeats):
        attempts = pd.concat(
            [attempts_of(rng, 0.35, 60, 0.1, "email"), attempts_of(rng, 0.35, 60, 0.8, "phone")], ignore_index=True
        )
        rate = response_rates(attempts).set_index("medium")["rate"]
        ours.append(rate["phone"] - rate["email"])
        shares = (attempts["outcome"] != "pending").groupby(attempts["medium"]).mean()
        naive.append(shares["phone"] - shares["email"])
    gap = float(np.mean(ours))
    yield Row(
        "two channels of equal truth, one younger: the younger is better by", f"{gap:+.3f}", f"within {goal}", abs(gap) <= goal
    )
    yield Row("the same, replied / all", f"{np.mean(naive):+.3f}")


def ratio_of(log: fa.JobSearchLog, method: str = "sequential_trials") -> pd.Series:
    return follow_up_effect(log, as_of=AS_OF).summary.set_index("method").loc[method]


def nothing_at_scale(seed: int, logs: int, applications: int = 5000, goal: float = 0.03) -> Iterator[Row]:
    """Follow-ups that do nothing, in logs large enough to see a bias."""
    tables = [
        follow_up_effect(simulate_search(applications, seed + one, NOTHING), as_of=AS_OF).summary.set_index("method")["ratio"]
        for one in range(logs)
    ]
    means = np.log(pd.DataFrame(tables)).mean()
    mean = float(means["sequential_trials"])
    what = f"follow-ups that do nothing, {logs} logs of {applications:,}:"
    yield Row(f"{what} mean log ratio", f"{mean:+.4f}", f"within {goal}", abs(mean) <= goal)
    yield Row(f"{what} ratio of the landmark", f"{np.exp(means['landmark']):.2f}")
    yield Row(f"{what} ratio of ever against never", f"{np.exp(means['naive']):.2f}")


def nothing_in_small_logs(seed: int, logs: int, applications: int = 200, least: float = 35 / 40) -> Iterator[Row]:
    """Follow-ups that do nothing, in logs as people have them."""
    held, naive_held, widths, better = [], [], [], []
    for one in range(logs):
        log = simulate_search(applications, seed + one, NOTHING)
        table = follow_up_effect(log, as_of=AS_OF).summary.set_index("method")
        low, high = table["low"], table["high"]
        held.append(low["sequential_trials"] <= 1 <= high["sequential_trials"])
        naive_held.append(low["naive"] <= 1 <= high["naive"])
        widths.append(high["sequential_trials"] / low["sequential_trials"])
        better.append(phone_beats_email(log))
    what = f"the same, {logs} logs of {applications}:"
    share = float(np.mean(held))
    yield Row(f"{what} intervals that hold 1", f"{sum(held)} of {logs}", f"at least {least * logs:.0f}", share >= least)
    yield Row(f"{what} the widest interval, high / low", f"{max(widths):.2f}", "at most 2.6", max(widths) <= 2.6)
    yield Row(f"{what} the median interval, high / low", f"{np.median(widths):.2f}")
    yield Row(f"{what} intervals of ever against never that hold 1", f"{sum(naive_held)} of {logs}")
    false = float(np.mean(better))
    yield Row(f'{what} a false "phone beats e-mail"', f"{false:.3f}", "at most 0.05", false <= 0.05)


def phone_beats_email(log: fa.JobSearchLog) -> bool:
    """Whether checks by phone are said to be answered more often than checks by e-mail."""
    attempts = outreach_attempts(log, as_of=AS_OF)
    ranks = response_rates(attempts[attempts["kind"] == "status_check"]).set_index("medium")["rank"]
    return bool(ranks.get("phone", 1) < ranks.get("email", 1))


def true_ratio(truth: Truth) -> float:
    """The risk ratio of an answer within 14 days of the first check, against none, averaged over those who are sent one."""
    with_check = without = 0.0
    habits = truth.habits
    interviews = truth.chance(90, after="application")
    for after, share in (("application", habits.application_check), ("interview", habits.check * interviews)):
        for wait in habits.waits:
            gone = truth.chance(wait - 1, after=after, favourable=False)
            until = [
                truth.chance(wait + _WITHIN, after=after, checks=checks, favourable=False) for checks in (((wait, "email"),), ())
            ]
            with_check += share * (until[0] - gone)
            without += share * (until[1] - gone)
    return with_check / without


def what_works(seed: int, logs: int, applications: int = 1000) -> Iterator[Row]:
    """Follow-ups that work."""
    tables = [ratio_of(simulate_search(applications, seed + one, WORKS)) for one in range(logs)]
    median, truth = float(np.median([one["ratio"] for one in tables])), true_ratio(WORKS)
    held = sum(one["low"] <= truth <= one["high"] for one in tables)
    what = f"follow-ups that work (true ratio {truth:.2f}), {logs} logs of {applications:,}:"
    yield Row(f"{what} median ratio", f"{median:.2f}", "at least 1.10", median >= 1.1)
    yield Row(f"{what} intervals that hold the truth", f"{held} of {logs}")


def sandwich(seed: int, logs: int, applications: int = 200, replicates: int = 100) -> Iterator[Row]:
    """The spread of the log ratio by the sandwich, against that of a bootstrap over applications."""
    rng, shares = np.random.default_rng(seed), []
    for one in range(logs):
        waits = completed_waits(simulate_search(applications, seed + one, NOTHING), AS_OF, False, 0).today[0]
        drawn = [Model(trials_of(_resampled(waits, applications, rng), applications)).log_ratio()[0] for _ in range(replicates)]
        shares.append(Model(trials_of(waits, applications)).log_ratio()[1] / np.std(drawn, ddof=1))
    what = f"spread of the log ratio, {logs} logs of {applications}: the sandwich's to that of {replicates} bootstrap replicates"
    median = float(np.median(shares))
    yield Row(
        f"{what}, in the middle", f"{median:.2f} ({min(shares):.2f} to {max(shares):.2f})", "0.9 to 1.1", 0.9 <= median <= 1.1
    )


def _resampled(waits: Waits, applications: int, rng: np.random.Generator) -> Waits:
    """The waits of as many applications, drawn with replacement."""
    drawn = rng.integers(0, applications, applications)
    first, last = (np.searchsorted(waits.case, drawn, side=side) for side in ("left", "right"))
    rows = np.concatenate([np.arange(begin, end) for begin, end in zip(first, last, strict=True)])
    columns = {name.name: getattr(waits, name.name)[rows] for name in dataclasses.fields(waits)}
    return Waits(**columns | {"case": np.repeat(np.arange(applications), last - first)})


def calibrated(seed: int, searches: int) -> Iterator[Row]:
    """Truths drawn from the priors, and their ranks in what is believed after the log."""
    for question, ranks in zip(QUESTIONS, tuner_ranks(searches, 60, seed).T, strict=True):
        yield from calibration_rows(f"tuning, {searches} searches of 60 interviews, {question}", ranks)
    ranks = effect_ranks(searches, 200, seed, NOTHING, AS_OF, true_ratio)
    yield from calibration_rows(f"what a check does, {searches} searches of 200", ranks)


def main() -> None:
    parser = argparse.ArgumentParser(description="Whether the analysis says what is true.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--logs", type=int, default=40)
    parser.add_argument("--large-logs", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=700)
    parser.add_argument("--drawn", type=int, default=200, help="searches whose truth is drawn from the priors")
    chosen = parser.parse_args()
    print(HEAD)
    for rows in (
        coverage(chosen.seed, chosen.repeats, favourable=False),
        coverage(chosen.seed + 1, chosen.repeats, favourable=True),
        younger_channel(chosen.seed, chosen.repeats // 4),
        nothing_at_scale(chosen.seed, chosen.large_logs),
        nothing_in_small_logs(chosen.seed + 1000, chosen.logs),
        what_works(chosen.seed + 2000, chosen.large_logs),
        sandwich(chosen.seed + 4000, max(chosen.logs // 4, 1)),
        calibrated(chosen.seed + 3000, chosen.drawn),
    ):
        for row in rows:
            print(row, flush=True)


if __name__ == "__main__":
    main()
