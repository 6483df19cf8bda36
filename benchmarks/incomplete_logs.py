"""What the analysis says where answers have no day in the sheet, beside what is true.

    python benchmarks/incomplete_logs.py [--seed 9000] [--logs 7] [--which silence rates cadence]

The last words of simulated searches lose their day: half of them at random, all rejections, those of the older half of the
applications, or all. Everything is drawn from the seed; goals are printed beside the figures.
"""

import argparse
from collections.abc import Iterator

import numpy as np
import pandas as pd
from families import AS_OF, FAMILIES, NULL_FAMILIES
from goals import HEAD, Row

import followup_analytics as fa
from followup_analytics.tuning.known_truth import true_policy_values

LOSSES = {"half": 0.08, "rejections": 0.12, "older half": 0.08, "none": 0.08}
SEARCHES = {"ghosting": FAMILIES["ghosting"], "set_off": FAMILIES["set_off"], "nothing": NULL_FAMILIES["nothing"]}
_STATUS = {"rejection": "rejected", "offer": "offer"}
_SILENT_DAYS, _INTERVIEWS = 14, 200
_SILENCE_AS_OF, _RATES_AS_OF = "2026-02-01", "2025-06-20"


def undated(log: fa.JobSearchLog, loss: str, seed: int, as_of: str) -> fa.JobSearchLog:
    """The log with some last words known by the status only."""
    events = log.events
    final = (events["kind"].isin(list(_STATUS)) & (events["at"] <= pd.Timestamp(as_of, tz="UTC"))).to_numpy()
    begun = events.groupby("application_id")["at"].transform("min")
    losing = {
        "half": np.random.default_rng(seed).random(len(events)) < 0.5,
        "rejections": (events["kind"] == "rejection").to_numpy(),
        "older half": (begun < begun.median()).to_numpy(),
        "all": np.ones(len(events), dtype=bool),
        "none": np.zeros(len(events), dtype=bool),
    }
    lost = final & losing[loss]
    said = events[final].drop_duplicates("application_id", keep="last").set_index("application_id")["kind"].astype("str")
    status = said.map(_STATUS).reindex(log.applications.index).fillna("active").astype("str")
    return fa.JobSearchLog(log.applications.assign(status=status), events[~lost].reset_index(drop=True))


def silence(seed: int, logs: int) -> Iterator[Row]:
    """The chance still to hear after two weeks of silence after an interview."""
    for loss, most in LOSSES.items():
        errors, held = [], []
        for truth in SEARCHES.values():
            large = fa.silence_curve(fa.simulate_search(6_000, seed - 1, truth), by="kind", as_of="2027-01-01")
            known = large.frame.query("group == 'interview'")["answered"].to_numpy()
            for one in range(seed, seed + logs):
                log = undated(fa.simulate_search(200, one, truth), loss, one, _SILENCE_AS_OF)
                left = fa.silence_curve(log, by="kind", as_of=_SILENCE_AS_OF).chance_still_to_hear(_SILENT_DAYS, "interview")
                true = (known[int(left["horizon_days"])] - known[_SILENT_DAYS]) / (1 - known[_SILENT_DAYS])
                errors.append(left["chance"] - true)
                held.append(left["low"] <= true <= left["high"])
        yield from _rows(f"still to hear after {_SILENT_DAYS} days, without a day: {loss}", errors, held, most, 0.85)


def rates(seed: int, logs: int) -> Iterator[Row]:
    """Rates of applications by medium within a fortnight."""
    truth = fa.Truth(interviews=1, medium_odds={"email": 2.5})
    true = _rates(fa.simulate_search(12_000, seed - 1, truth), "2027-01-01")["rate"]
    for loss, most in {"half": 0.05, "rejections": 0.07, "older half": 0.05, "all": 1.0, "none": 0.05}.items():
        errors, held = [], []
        for one in range(seed, seed + logs):
            found = _rates(undated(fa.simulate_search(200, one, truth), loss, one, _RATES_AS_OF), _RATES_AS_OF)
            errors += list(found["rate"] - true[found.index])
            held += list((found["low"] <= true[found.index]) & (true[found.index] <= found["high"]))
        yield from _rows(f"rates by medium, without a day: {loss}", errors, held, most, 0.9)


def _rates(log: fa.JobSearchLog, as_of: str) -> pd.DataFrame:
    attempts = fa.outreach_attempts(log, as_of=as_of)
    return fa.response_rates(attempts[attempts["kind"] == "application"]).set_index("medium")


def cadence(seed: int, logs: int) -> Iterator[Row]:
    """How much of the way to the best cadence tuning goes, and what it does without a dated answer."""
    shares, held = [], []
    for name in ("ghosting", "set_off"):
        for loss in ("half", "rejections"):
            for one in range(seed, seed + logs):
                log = undated(fa.simulate_search(_INTERVIEWS, one, FAMILIES[name]), loss, one, AS_OF)
                table = fa.tune_cadence(log, as_of=AS_OF).policies
                gain = true_policy_values(FAMILIES[name], table)
                gain = gain - gain[table["given"]][0]
                shares.append(gain[table["recommended"]][0] / gain.max())
                held.append(((table["gain_low"] <= gain) & (gain <= table["gain_high"])).mean())
    share, kept = float(np.mean(shares)), float(np.mean(held))
    what = f"cadence, half or all rejections without a day, {len(shares)} logs:"
    yield Row(f"{what} share of the way", f"{share:.2f}", "at least 0.35", share >= 0.35)
    yield Row(f"{what} 90 % intervals of the gain that hold", f"{kept:.2f}", "at least 0.85", kept >= 0.85)
    changed = 0
    for truth in SEARCHES.values():
        for one in range(seed, seed + logs):
            table = fa.tune_cadence(undated(fa.simulate_search(_INTERVIEWS, one, truth), "all", one, AS_OF), as_of=AS_OF).policies
            changed += int(not table.loc[table["recommended"], "given"].iloc[0])
    yield Row(f"cadence, no dated answer, {len(SEARCHES) * logs} logs: changed", str(changed), "0", changed == 0)


def _rows(what: str, errors: list[float], held: list[bool], most: float, least: float) -> Iterator[Row]:
    stated = np.array(errors)[~np.isnan(errors)]
    bias, share = float(stated.mean()) if len(stated) else 0.0, float(np.mean(held))
    goal = f"under {most}" if most < 1 else ""
    yield Row(f"{what}: bias", f"{bias:+.3f} ({stated.std() / max(len(stated), 1) ** 0.5:.3f})", goal, abs(bias) < most)
    yield Row(f"{what}: 95 % intervals that hold", f"{share:.2f}", f"at least {least}", share >= least)


PARTS = {"silence": silence, "rates": rates, "cadence": cadence}


def main() -> None:
    parser = argparse.ArgumentParser(description="What is said where answers have no day.")
    parser.add_argument("--seed", type=int, default=9_000)
    parser.add_argument("--logs", type=int, default=7)
    parser.add_argument("--which", nargs="+", choices=list(PARTS), default=list(PARTS))
    chosen = parser.parse_args()
    print(HEAD)
    for name in chosen.which:
        for row in PARTS[name](chosen.seed, chosen.logs):
            print(row, flush=True)


if __name__ == "__main__":
    main()
