"""follow_up_effect: does sending a status check bring answers, or would those have come anyway? Three methods."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import check_share, check_whole, normal_quantile
from followup_analytics.analysis.plain_comparisons import Comparison, ever_against_never, landmark, log_risk_ratio
from followup_analytics.analysis.sequential_trials import HORIZON_DAYS, Model, Trials, trials_of
from followup_analytics.analysis.waiting_spells import waits_of
from followup_analytics.log.job_search_log import JobSearchLog, check_log

# With fewer answered checks than this a sample drawn from them says too little about its own spread.
FEW_ANSWERED = 5
_FITTED = 2
METHODS = ("naive", "landmark", "sequential_trials")
_SUMMARY = ("method", "ratio", "low", "high", "n", "measure", "horizon_days", "note")


@dataclass(frozen=True)
class FollowUpEffect:
    """What a status check brings, by the honest method and by two that are usual.

    Attributes
    ----------
    summary : DataFrame
        One row per method: `naive`, `landmark`, `sequential_trials`. Columns: `method`; `ratio` (of the risks of an answer
        with a check and without: 1 means that checks change nothing) with its interval `low, high`; `n` (waits compared);
        `measure` (in words what is divided by what); `horizon_days` (14, or the last day for which there is evidence);
        `note` (why the method misleads, what it assumes, and what is missing).
    landmark : DataFrame
        Those still waiting at the end of `landmark_day`: one row per arm (`sent`: a check had been sent by then) and `day`
        since. Columns `sent, day, at_risk, chance, low, high`: the chance of an answer by that day.
    landmark_day : int
        The day by which half of the first checks were sent, counted from the application or interview.
    undated : int
        Silences left out because they were answered on a day that the sheet does not give.
    favourable : bool
    confidence : float
    """

    summary: pd.DataFrame
    landmark: pd.DataFrame
    landmark_day: int
    undated: int
    favourable: bool
    confidence: float


def follow_up_effect(
    log: JobSearchLog, *, as_of: Any, favourable: bool = False, confidence: float = 0.95, seed: int = 0
) -> FollowUpEffect:
    """Whether status checks bring answers: sequential trials, beside a landmark and the naive comparison.

    Parameters
    ----------
    log : JobSearchLog
    as_of : date, str or Timestamp
        As for `follow_up_actions`.
    favourable : bool
        Count favourable answers only; other answers then compete with them.
    confidence : float
        Of the intervals.
    seed : int
        Of the resampling behind the interval of `sequential_trials`.

    Returns
    -------
    FollowUpEffect

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.
    FollowupError
        If `confidence` or `seed` is out of its range.

    Notes
    -----
    `sequential_trials` is the chance of a human answer within 14 days of a day t on which a check was sent, divided by the
    chance had nothing been sent in those 14 days, standardised to the checks that were sent. Each day t from the second of a
    silence (up to the sixtieth) on which checks happen is a trial of those still silent, among equal numbers of checks so far
    and equal stages; days up to one that they have stated, and applications whose process is stated, are left out. Both arms
    are watched until their next message. One daily logit holds all trials together, on day since the application or
    interview, day since the last message, checks so far, seniority, stage, the check and how it fades. A weak prior on the
    check's log odds ratio (mean 0, standard deviation 0.3; 0.2 for what is different in a span of days) holds what a small log
    leaves open. The interval is the log ratio with the spread of 200 samples of the applications, wider by
    sqrt(m / (m - 2)) for m answered checks; below 5 answers it is at least that of two shares of the same counts.

    It is assumed that among waits that are alike in all this, sending depended on nothing else that matters: how keen they are
    and how well the seeker fits are not in a log.

    References
    ----------
    Hernán et al., "Observational studies analyzed like randomized experiments: an application to postmenopausal hormone therapy
    and coronary heart disease", Epidemiology 19 (2008); Danaei, García Rodríguez, Cantero, Logan and Hernán, "Observational data
    for comparative effectiveness research: an emulation of randomised trials", Statistical Methods in Medical Research 22
    (2013); Anderson, Cain and Gelber, "Analysis of survival by tumor response", Journal of Clinical Oncology 1 (1983), for the
    landmark.
    """
    check_log(log)
    check_share("confidence", confidence)
    check_whole("seed", seed, 0)
    waits = waits_of(log, as_of, favourable)
    trials = trials_of(waits, len(log.applications))
    mark = landmark(waits, confidence)
    compared = (ever_against_never(waits), mark.comparison, _sequential(trials, seed))
    answer = "favourable answer" if favourable else "answer"
    notes = (_NAIVE_NOTE, _landmark_note(mark.day), _trials_note(trials, answer))
    rows = [
        _row(method, one, measure.format(answer=answer, day=mark.day), note, confidence)
        for method, one, measure, note in zip(METHODS, compared, _MEASURES, notes, strict=True)
    ]
    undated = int((~waits.counts).sum())
    return FollowUpEffect(pd.DataFrame(rows, columns=_SUMMARY), mark.frame, mark.day, undated, favourable, confidence)


def _sequential(trials: Trials, seed: int) -> Comparison:
    """The ratio of the trials; without a check in one of them there is no model, and where little was answered no resampling."""
    sizes = ((trials.sent_answered, trials.sent), (trials.unsent_answered, trials.unsent))
    _, plain = log_risk_ratio(*sizes)
    if not trials.sent or not trials.unsent:
        return Comparison(0.0, plain, trials.sent, trials.unsent, trials.horizon_days)
    model = Model(trials)
    if min(trials.sent_answered, trials.unsent_answered) < FEW_ANSWERED:
        width = max(plain, model.spread(seed))
    else:
        # Samples of few answers vary less than new searches would: their height and their fading are fitted to them.
        width = model.spread(seed) * np.sqrt(trials.sent_answered / (trials.sent_answered - _FITTED))
    return Comparison(model.log_ratio(), width, trials.sent, trials.unsent, trials.horizon_days)


def _row(method: str, compared: Comparison, measure: str, note: str, confidence: float) -> dict[str, Any]:
    reach = normal_quantile(confidence) * compared.spread
    low, ratio, high = (float(np.exp(compared.log_ratio + shift)) for shift in (-reach, 0.0, reach))
    n = compared.sent + compared.unsent
    return dict(zip(_SUMMARY, (method, ratio, low, high, n, measure, compared.horizon_days, note), strict=True))


_MEASURES = (
    "risk ratio: {answer} within the days after the check, to {answer} within the days after the application or interview where"
    " no check was ever sent",
    "risk ratio: {answer} within the days after day {day}, with a check by then, to without",
    "risk ratio: {answer} within the days after a check, to the same wait without one",
)
_NAIVE_NOTE = (
    "This misleads: a check is only sent while nobody has answered, so every quick answer counts for those who never sent one."
)
_ASSUMED = (
    "Assumed: among waits that are alike in days, checks so far, stage and seniority, sending depended on nothing else. How keen"
    " they are and how well you fit are not in a log."
)


def _landmark_note(day: int) -> str:
    return (
        f"Fairer: only those who were still waiting at the end of day {day} are compared. It says nothing of the days before, and"
        " how long they had been waiting after a check differs."
    )


def _trials_note(trials: Trials, answer: str) -> str:
    """What is assumed, ahead of it what is missing."""
    missing = []
    if not trials.sent:
        missing.append("No check was sent to somebody silent for two days or more, so nothing can be said.")
    elif not trials.unsent:
        missing.append("There is no wait without a check to compare with, so nothing can be said.")
    elif min(trials.sent_answered, trials.unsent_answered) < FEW_ANSWERED:
        missing.append(f"Too few answers to say much: {_answers(trials, answer)}.")
    else:
        missing.append(f"It rests on these answers: {_answers(trials, answer)}.")
    if trials.horizon_days < HORIZON_DAYS:
        missing.append(f"Nobody has been watched for longer than {trials.horizon_days} days after a check and without one.")
    return " ".join([*missing, _ASSUMED])


def _answers(trials: Trials, answer: str) -> str:
    return (
        f"{trials.sent_answered} of {trials.sent} checks got a {answer} in time"
        f" ({trials.unsent_answered} of {trials.unsent} waits without one)"
    ).replace("a answer", "an answer")
