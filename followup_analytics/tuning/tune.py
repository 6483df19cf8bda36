"""tune_cadence: which permitted cadence the log speaks for, and how surely."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.calendar_drift import AnswerDrift, answer_drift
from followup_analytics.analysis.daily_hazards import single_threaded
from followup_analytics.analysis.intervals import Floats, check_share, check_whole
from followup_analytics.analysis.results import Result
from followup_analytics.errors import check_is
from followup_analytics.local_time import Ints
from followup_analytics.log.job_search_log import JobSearchLog, check_log
from followup_analytics.rules.cadence import Cadence, cadence_or_default
from followup_analytics.tuning.answer_model import default_forms, fit_completed, form_table
from followup_analytics.tuning.choices import choices_of
from followup_analytics.tuning.decision import Decision, changed_actions, decide, least_chance_of_more
from followup_analytics.tuning.learned_priors import Priors
from followup_analytics.tuning.model_checks import evidence_table
from followup_analytics.tuning.policies import TUNED
from followup_analytics.tuning.silent_days import answers_after_interviews, completed_silent_days
from followup_analytics.tuning.verdict import assumed, dated_answers, verdict_of

_DRAWS = 256
_FEW_DRAWS = 128  # for what the log says without others' searches
_MANY_DRAWS = 2048  # for the few policies that may be chosen
_COMPLETED = 6  # logs, where days are unknown


@dataclass(frozen=True, eq=False, repr=False)
class Tuning(Result):
    """What the log says of the cadence.

    Attributes
    ----------
    recommended : Series
        `wait_business_days, spacing_days` (the least between two checks), `max_attempts, medium`: the cadence to use from now
        on; what was used before, unless the log speaks clearly for another.
    cadence : Cadence
        The given one with these settings.
    policies : DataFrame
        One row per permitted policy that acts differently, the best first. Columns: `wait_business_days, spacing_days,
        max_attempts, medium`; `value` (the chance of a favourable answer within 30 days of an interview, times the factor of
        the seniority, less 0.01 for each check sent) with `low, high`; `gain` against the given cadence with `gain_low,
        gain_high`; `p_better` (the chance that it is better); `checks_sent` (in the mean); `given`, `recommended` (flags).
    evidence : DataFrame
        What the log and what the priors count for: see `evidence_table`.
    forms : DataFrame
        How checks seem to work: `form, decay_days, weight`.
    changes : DataFrame
        What would change on the list of the moment: see `changed_actions`.
    verdict : str
        A sentence or two for the user.
    interviews, checks : int
        On how many the tuning rests.
    dated, answered : int
        How many answers after interviews have a day, and how many there are.
    assumed : str
        What has to be so for it to hold.
    exploration : Series or None
        With `explore=True`: the two `waits` between which a coin has chosen, `chosen`, and the coin's `seed`.
    drift : AnswerDrift
        Whether answers have thinned or slowed over the calendar.
    decided_on : str
        The day on whose evening the log stood as it is looked at here: that of its last milestone, 10, 16, 26 and so on answers
        after interviews. "" before the first: the log is looked at as it stands, and nothing is changed.
    decided_at_answers, next_at_answers : int
        How many answers there were then, 0 before the first milestone; and at how many it is decided anew.
    as_of : str
    """

    recommended: pd.Series
    cadence: Cadence
    policies: pd.DataFrame
    evidence: pd.DataFrame
    forms: pd.DataFrame
    changes: pd.DataFrame
    verdict: str
    interviews: int
    checks: int
    dated: int
    answered: int
    assumed: str
    exploration: pd.Series | None
    drift: AnswerDrift
    decided_on: str
    decided_at_answers: int
    next_at_answers: int
    as_of: str

    def _in_brief(self) -> str:
        return self.verdict

    def _to_show(self) -> pd.DataFrame:
        return self.policies.head(5)

    def write(self, path: Any) -> None:
        """Write the cadence as a file that `Cadence.read` reads, with the verdict and the moment as comments.

        Raises
        ------
        CadenceError
            If the file can't be written.
        """
        coin = f" The coin's seed: {self.exploration['seed']}." if self.exploration is not None else ""
        self.cadence.write(path, comment=f"Tuned as of {self.as_of}. {self.verdict}{coin}")


@single_threaded
def tune_cadence(
    log: JobSearchLog,
    cadence: Cadence | None = None,
    *,
    as_of: Any,
    seed: int = 0,
    explore: bool = False,
    confidence: float = 0.9,
    priors: Priors | None = None,
) -> Tuning:
    """Which wait, spacing, number of checks and medium to use from now on, within what the guides allow.

    Parameters
    ----------
    log : JobSearchLog
    cadence : Cadence, optional
        What is used now; the guides' own numbers where none is given. It is kept unless another is better with a chance of
        0.9 at least (0.93 where that means more checks, 0.97 before the 41st answer) and by an expected 0.01 at least.
    as_of : date, str or Timestamp
        As for `follow_up_actions`.
    seed : int
        Of the draws from the posterior, and of the coin of `explore`.
    explore : bool
        Let a coin choose between the recommended wait and the better one of its neighbours, so that the log becomes an
        experiment.
    confidence : float
        Of the intervals.
    priors : Priors, optional
        What others' searches taught (`learn_priors`). They are one voice among three: whoever is unlike the others falls back on
        the default priors, and the cadence is changed only where these alone do not speak against it.

    Returns
    -------
    Tuning

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    FollowupError
        If `confidence` is not between 0 and 1, `seed` no whole number of at least 0, or `priors` none that were learnt.

    Notes
    -----
    Cause-specific daily hazards after interviews with stated priors (`fit_model`), run forward under every permitted policy for
    each draw from the posterior (`policy_values`). A medium counts only where M02 and M03 leave it free. Where answers have no
    day, the hazards are fitted to six completed logs (`interval_censoring`), and the draws from all of them decide together;
    the cadence is then only changed where 10 answers after interviews have a day, and a fifth of all of them.

    All of it is of the evening of the log's last milestone, so that it stays until the next: who looks every week would find
    some cadence better by chance.
    """
    check_log(log)
    check_share("confidence", confidence)
    check_whole("seed", seed, 0)
    cadence = cadence_or_default(cadence)
    if priors is not None:
        check_is("priors", priors, Priors, "Priors, as fa.learn_priors gives")
    return _tune(silences(log, as_of=as_of), log, cadence, as_of, seed, explore, confidence, priors)


def _tune(
    found: pd.DataFrame,
    log: JobSearchLog,
    cadence: Cadence,
    as_of: Any,
    seed: int,
    explore: bool,
    confidence: float,
    priors: Priors | None,
) -> Tuning:
    """The tuning of a log whose silences are there already."""
    look = answers_after_interviews(found)
    tables = completed_silent_days(found, log, draws=_COMPLETED, seed=seed, look=look)
    days, model = tables[0], fit_completed(tables, priors)
    dated = dated_answers(found)
    interviews, checks = int(days["interview"].nunique()), int((days["days_since_check"] == 0).sum())
    choices = choices_of(log, cadence, days)
    every = np.arange(len(choices.policies))
    draws, policies = choices.values(model, every, _DRAWS, seed)
    # Others may help to be sure, not to go against what this log says without them.
    alone = None if priors is None else choices.values(default_forms(model), every, _FEW_DRAWS, seed)[0]

    def again(rows: Ints) -> Floats:
        return choices.values(model, rows, _MANY_DRAWS, seed + 1)[0]

    later_checks = int(((days["days_since_check"] == 0) & (days["check_number"] > 1)).sum())
    may_change = dated.tell_when and look.answers > 0
    of_more = least_chance_of_more(look.answers)
    decision = decide(draws, policies, interviews, later_checks, confidence, may_change, again, alone, of_more)
    exploration = _exploration(decision, seed) if explore else None
    tuned = _tuned(cadence, decision, exploration)
    settings = {name: getattr(tuned, name) for name in TUNED} | {"medium": str(decision.recommended["medium"])}
    return Tuning(
        recommended=pd.Series(settings, dtype=object),
        cadence=tuned,
        policies=decision.policies,
        evidence=evidence_table(model, cadence, interviews, confidence=confidence, seed=seed, learned=priors),
        forms=form_table(model),
        changes=changed_actions(log, cadence, tuned, as_of=as_of),
        verdict=verdict_of(decision, interviews, checks, exploration, dated, look),
        interviews=interviews,
        checks=checks,
        dated=dated.dated,
        answered=dated.answered,
        assumed=assumed(checks),
        exploration=exploration,
        drift=answer_drift(found, seed=seed),
        decided_on=look.day,
        decided_at_answers=look.answers,
        next_at_answers=look.next_answers,
        as_of=str(as_of),
    )


def _tuned(cadence: Cadence, decision: Decision, exploration: pd.Series | None) -> Cadence:
    best = decision.recommended
    settings = {name: int(best[name]) for name in TUNED}
    if exploration is not None:
        settings["wait_business_days"] = int(exploration["chosen"])
    changes_medium = best["medium"] != decision.given["medium"]
    return cadence.replace(**settings, medium=str(best["medium"]) if changes_medium else cadence.medium)


def _exploration(decision: Decision, seed: int) -> pd.Series:
    """A coin between the recommended wait and the better one of its neighbours."""
    best, table = decision.recommended, decision.policies
    alike = np.logical_and.reduce([(table[name] == best[name]).to_numpy() for name in (*TUNED[1:], "medium")])
    near = (table["wait_business_days"] - best["wait_business_days"]).abs() == 1
    neighbour = table[alike & near.to_numpy()].iloc[0]
    waits = sorted(int(policy["wait_business_days"]) for policy in (best, neighbour))
    chosen = waits[int(np.random.default_rng(seed).integers(2))]
    return pd.Series({"waits": tuple(waits), "chosen": chosen, "seed": seed}, dtype=object)
