"""A tuning in people's words: the verdict, what it rests on, the value of each wait, and what would change today."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics.reporting.wording.effect import drift_in_words
from followup_analytics.reporting.wording.names import ACTION_WORDS, MEDIUM_WORDS, day_text
from followup_analytics.tuning.tune import Tuning

_MOSTLY, _HALF = 0.75, 0.4


@dataclass(frozen=True)
class TuningInWords:
    """What `tune_cadence` gives, for reading: all tables are text.

    Attributes
    ----------
    verdict : str
    evidence : one row per question: `question, after the log, before the log, rests on`
    waits_title : what the waits are compared at
    waits : one row per wait: `wait, of 100 interviews, against now, better`
    changes : one row per action that would change today: `for whom, what, now, then`
    assumed : what has to be so for it to hold
    drift : whether answers have thinned or slowed; empty where nothing is told
    """

    verdict: str
    evidence: pd.DataFrame
    waits_title: str
    waits: pd.DataFrame
    changes: pd.DataFrame
    assumed: str
    drift: str


def tuning_in_words(tuning: Tuning) -> TuningInWords:
    """Put a tuning in people's words."""
    return TuningInWords(
        tuning.verdict,
        _evidence(tuning),
        _waits_title(tuning),
        _waits(tuning),
        changes_in_words(tuning.changes),
        tuning.assumed,
        drift_in_words(tuning.drift),
    )


def value_by_wait(tuning: Tuning) -> pd.DataFrame:
    """The rows of `tuning.policies` that differ from the recommended one in the wait only, by wait.

    Where another spacing acts alike within the horizon, its row stands for it.
    """
    best = tuning.policies[tuning.policies["recommended"]].iloc[0]
    same = tuning.policies[
        (tuning.policies["max_attempts"] == best["max_attempts"]) & (tuning.policies["medium"] == best["medium"])
    ]
    away = (same["spacing_days"] - best["spacing_days"]).abs()
    nearest = same.iloc[away.reset_index(drop=True).sort_values(kind="stable").index]
    table: pd.DataFrame = nearest.drop_duplicates("wait_business_days")
    return table.sort_values("wait_business_days", ignore_index=True)


def hundredths(chances: pd.Series) -> pd.Series:
    """Chances as "of 100", one decimal."""
    return (100 * chances).map("{:.1f}".format).astype("str")


def _evidence(tuning: Tuning) -> pd.DataFrame:
    table = tuning.evidence
    return pd.DataFrame(
        {
            "question": table["says"],
            "after the log": _chance_or_difference(table[["estimate", "low", "high"]]),
            "before the log": _chance_or_difference(table[["prior", "prior_low", "prior_high"]]),
            "rests on": table["prior_share"].map(_rests_on).astype("str"),
        }
    ).reset_index(drop=True)


def _between(middle: pd.Series, low: pd.Series, high: pd.Series) -> pd.Series:
    return hundredths(middle) + " (" + hundredths(low) + " to " + hundredths(high) + ")"


def _chance_or_difference(table: pd.DataFrame) -> pd.Series:
    """The middle and its interval; with a sign where it is what something adds, for which less than nothing is possible."""
    middle, low, high = (table[name] for name in table)
    plain = _between(middle, low, high)
    signed = _signed(middle) + " (" + _signed(low) + " to " + _signed(high) + ")"
    return plain.where(table.index == "answers", signed)


def _signed(differences: pd.Series) -> pd.Series:
    return (100 * differences).map("{:+.1f}".format).astype("str")


def more_or_fewer(gain: float) -> str:
    """A difference of chances, of 100: "0.6 more", "0.2 fewer", "as many"."""
    size = f"{abs(100 * gain):.1f}"
    return "as many" if float(size) == 0 else f"{size} {'more' if gain > 0 else 'fewer'}"


def _rests_on(prior_share: float) -> str:
    who = "mostly the guides and trials" if prior_share > _MOSTLY else "both" if prior_share > _HALF else "mostly your log"
    return f"{who} ({100 * (1 - prior_share):.0f} % your log)"


def _waits_title(tuning: Tuning) -> str:
    now, best = (tuning.policies[tuning.policies[which]].iloc[0] for which in ("given", "recommended"))
    other = "" if _of_checks(now) == _of_checks(best) else f"; now with {_of_checks(now)}"
    return f"What each wait is worth, with {_of_checks(best)}{other}"


def _of_checks(policy: pd.Series) -> str:
    most = int(policy["max_attempts"])
    return "one check" if most == 1 else f"{most} checks at most, at least {int(policy['spacing_days'])} days apart"


def _waits(tuning: Tuning) -> pd.DataFrame:
    table = value_by_wait(tuning)
    return pd.DataFrame(
        {
            "wait": table["wait_business_days"].astype("str") + " business days",
            "of 100 interviews": _between(table["value"], table["low"], table["high"]),
            "against now": _gained(table).where(~table["given"], ""),
            "better": table["p_better"]
            .map(lambda share: f"{100 * share:.0f} %")
            .astype("str")
            .where(~table["given"], "what you do now"),
        }
    )


def _gained(table: pd.DataFrame) -> pd.Series:
    gain, low, high = (table[name].map(more_or_fewer).astype("str") for name in ("gain", "gain_low", "gain_high"))
    return gain + " (" + low + " to " + high + ")"


def changes_in_words(changes: pd.DataFrame) -> pd.DataFrame:
    """What `changed_actions` gives, as text: `for whom, what, now, then`."""
    sides = {
        side: changes[f"status_{side}"]
        + _days(changes[f"due_at_{side}"], changes["timezone"])
        + _media(changes[f"medium_{side}"])
        for side in ("now", "then")
    }
    return pd.DataFrame(
        {
            "for whom": changes["company"].astype("str") + ", " + changes["role"].astype("str"),
            "what": changes["action"].map(ACTION_WORDS).astype("str"),
            **{side: text.where(changes[f"status_{side}"] != "", "not on the list") for side, text in sides.items()},
        }
    ).reset_index(drop=True)


def _days(times: pd.Series, zones: pd.Series) -> pd.Series:
    """By which day, in the application's own zone, as ", by Tue 2 Jun"."""
    texts = pd.Series("", times.index, dtype="str")
    for zone in pd.unique(zones):
        own = (zones == zone) & times.notna()
        days = times[own].dt.tz_convert(zone).dt.date
        texts[own] = np.array([f", by {day_text(day, day)}" for day in days], dtype=object)
    return texts


def _media(media: pd.Series) -> pd.Series:
    names = media.map(MEDIUM_WORDS).astype("str").fillna("")
    return (", " + names).where(names != "", "")
