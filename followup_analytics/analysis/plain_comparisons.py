"""Two plainer answers to "does following up help?", to stand beside the sequential trials: ever against never, and a landmark."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.analysis.interval_censoring import joined
from followup_analytics.analysis.intervals import EVENT, Floats, Incidence, incidence, wilson_interval
from followup_analytics.analysis.sequential_trials import HORIZON_DAYS
from followup_analytics.analysis.waiting_spells import FIRST_TRIAL_DAY, Waits
from followup_analytics.local_time import Flags, Ints

_USUAL_DAY = 7  # where no check was sent at all


@dataclass(frozen=True)
class Comparison:
    """A risk ratio on the log scale, its spread, on how many waits with and without a check it rests, over how many days."""

    log_ratio: float
    spread: float
    sent: int
    unsent: int
    horizon_days: int = HORIZON_DAYS

    @property
    def n(self) -> int:
        """How many waits are compared."""
        return self.sent + self.unsent


def log_risk_ratio(with_check: tuple[float, float], without: tuple[float, float]) -> tuple[float, float]:
    """The log of a ratio of two shares, each a pair of events and cases, and its spread: half an event is added to each.

    References
    ----------
    Pettigrew, Gart and Thomas, "The bias and higher cumulants of the logarithm of a binomial variate", Biometrika 73 (1986).
    """
    logs = [np.log((events + 0.5) / (cases + 0.5)) for events, cases in (with_check, without)]
    variances = [1 / (events + 0.5) - 1 / (cases + 1.0) for events, cases in (with_check, without)]
    return float(logs[0] - logs[1]), float(np.sqrt(sum(variances)))


def ever_against_never(waits: Waits) -> Comparison:
    """Waits with a check (answered within a fortnight after the first) against waits that never had one: the usual, wrong way."""
    first = waits.anchored & (waits.checks == 0) & (waits.offset == 0)
    last = np.searchsorted(waits.chain, waits.chain, side="right") - 1
    heard_day = waits.offset[last] + waits.days[last] - np.where(waits.sent, waits.days, 0)
    answered = (waits.cause[last] == EVENT) & (heard_day <= HORIZON_DAYS)
    ever, never = first & waits.sent, first & ~waits.sent
    sizes = [(float(answered[arm].sum()), float(arm.sum())) for arm in (ever, never)]
    log_ratio, spread = log_risk_ratio(*sizes)
    return Comparison(log_ratio, spread, int(ever.sum()), int(never.sum()))


@dataclass(frozen=True)
class Landmark:
    """Those still waiting at the end of one day: with a check sent by then, and without; `frame` has the curves."""

    day: int
    comparison: Comparison
    frame: pd.DataFrame


def landmark(waits: Waits, confidence: float) -> Landmark:
    """Compare on the day by which half of the first checks were sent; applications and interviews apart, then in one mix."""
    firsts = waits.sent & waits.anchored & (waits.checks == 0) & (waits.days >= FIRST_TRIAL_DAY)
    day = int(np.median(waits.days[firsts])) if firsts.any() else _USUAL_DAY
    waiting = waits.anchored & (waits.offset <= day) & (waits.offset + waits.last_day > day)
    sent, applied = waits.checks > 0, waits.stage == 0
    strata = [waiting & kind for kind in (applied, ~applied)]
    strata = [chosen for chosen in strata if (chosen & sent).any() and (chosen & ~sent).any()] or [waiting]
    share = np.array([(chosen & sent).sum() for chosen in strata]) / max(sum((chosen & sent).sum() for chosen in strata), 1)
    arms = [_mixed([_curve(waits, chosen & arm, day) for chosen in strata], share) for arm in (sent, ~sent)]
    horizon = max(1, min(last for *_, last in arms))
    log_ratio, spread = log_risk_ratio(*((chance[horizon] * size[horizon], size[horizon]) for chance, size, *_ in arms))
    with_check, without = (sum(int((chosen & arm).sum()) for chosen in strata) for arm in (sent, ~sent))
    frame = pd.concat([_frame(arm, is_sent, horizon, confidence) for arm, is_sent in zip(arms, (True, False), strict=True)])
    return Landmark(day, Comparison(log_ratio, spread, with_check, without, horizon), frame.reset_index(drop=True))


def _curve(waits: Waits, chosen: Flags, day: int) -> tuple[Incidence, int]:
    """The incidence of answers by days since the landmark, and the last day for which there is evidence."""
    passed = day - waits.offset[chosen]
    left, cause = waits.days[chosen] - passed, waits.cause[chosen]
    seen = waits.last_day[chosen] - passed
    ended = len(seen) == 0 or bool((cause[seen == seen.max()] > 0).all())
    return incidence(left, cause, waits.case[chosen], HORIZON_DAYS), HORIZON_DAYS if ended else int(min(seen.max(), HORIZON_DAYS))


def _mixed(curves: list[tuple[Incidence, int]], share: Floats) -> tuple[Floats, Floats, Ints, int]:
    """Of several curves in these shares: the chance by day, how many waits it is worth, the waits at risk, the last day."""
    share = share if share.sum() else np.ones(1)
    chance = sum((part * curve.chance for part, (curve, _) in zip(share, curves, strict=True)), np.zeros(HORIZON_DAYS + 1))
    thinned = sum(part**2 / np.maximum(curve.effective_size, 1e-9) for part, (curve, _) in zip(share, curves, strict=True))
    at_risk = sum((curve.at_risk for curve, _ in curves), np.zeros(HORIZON_DAYS + 1, dtype=np.int64))
    return chance, np.where(at_risk[0] > 0, 1 / thinned, 0.0), at_risk, min(last for _, last in curves)


def _frame(arm: tuple[Floats, Floats, Ints, int], sent: bool, horizon: int, confidence: float) -> pd.DataFrame:
    shown = slice(horizon + 1)
    chance, size, at_risk = arm[0][shown], arm[1][shown], arm[2][shown]
    low, high = wilson_interval(chance, size, confidence)
    day = np.arange(horizon + 1)
    return pd.DataFrame({"sent": sent, "day": day, "at_risk": at_risk, "chance": chance, "low": low, "high": high})


Joined = tuple[Comparison, float]


def joined_comparisons(found: list[Comparison]) -> Joined:
    """Comparisons on completed logs as one, and the share of what is not known for want of days."""
    ratios, variances = np.array([one.log_ratio for one in found]), np.array([one.spread**2 for one in found])
    ratio, variance, share = (float(part) for part in joined(ratios, variances))
    horizon = min(one.horizon_days for one in found)
    sent, unsent = (round(float(np.mean([getattr(one, arm) for one in found]))) for arm in ("sent", "unsent"))
    return Comparison(ratio, variance**0.5, sent, unsent, horizon), share


def mean_landmark(marks: list[Landmark]) -> Landmark:
    """The curves in the mean over completed logs: the day is the same in all, the last day of evidence may not be."""
    first = marks[0]
    if len(marks) == 1:
        return first
    every = pd.concat([mark.frame for mark in marks]).groupby(["sent", "day"], sort=False)
    whole = every.size() == len(marks)
    frame = every.mean()[whole].reset_index()
    frame = frame.assign(at_risk=frame["at_risk"].round().astype("int64"))[list(first.frame.columns)]
    return Landmark(first.day, first.comparison, frame.sort_values(["sent", "day"], ascending=[False, True], ignore_index=True))
