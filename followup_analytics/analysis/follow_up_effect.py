"""follow_up_effect: does sending a status check bring answers, or would those have come anyway? Three methods."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from followup_analytics.analysis.calendar_drift import AnswerDrift
from followup_analytics.analysis.daily_hazards import single_threaded
from followup_analytics.analysis.intervals import check_share, check_whole, normal_quantile
from followup_analytics.analysis.plain_comparisons import (
    Comparison,
    ever_against_never,
    joined_comparisons,
    landmark,
    log_risk_ratio,
    mean_landmark,
)
from followup_analytics.analysis.results import Result
from followup_analytics.analysis.sequential_trials import Trials, trials_of
from followup_analytics.analysis.trial_model import (
    FEW_ANSWERED,
    MEASURES,
    NAIVE_NOTE,
    Belief,
    Model,
    landmark_note,
    prior_of_a_check,
    trials_note,
)
from followup_analytics.analysis.waiting_spells import Waits, completed_waits
from followup_analytics.log.job_search_log import JobSearchLog, check_log

# How many checks are supposed to be missing from a log in the sensitivity line, and how far that may lead.
_UNRECORDED, _MOST_HIDDEN, _MOST_HIDDEN_RATIO = 0.2, 0.5, 1.8
HELPS, HINDERS, OPEN = "helps", "hinders", "open"
METHODS = ("naive", "landmark", "sequential_trials")
_SUMMARY = ("method", "ratio", "low", "high", "n", "measure", "horizon_days", "note", "unknown_day_share")


@dataclass(frozen=True, eq=False, repr=False)
class FollowUpEffect(Result):
    """What a status check brings, by the honest method and by two that are usual.

    Attributes
    ----------
    summary : DataFrame
        One row per method: `naive`, `landmark`, `sequential_trials`. Columns: `method`; `ratio` (of the risks of an answer
        with a check and without: 1 means that checks change nothing) with its interval `low, high`; `n` (waits compared);
        `measure` (in words what is divided by what); `horizon_days` (14, or the last day for which there is evidence);
        `unknown_day_share` (of what is not known of the ratio, how much because answers have no day); `note` (why the method
        misleads, what it assumes, and what is missing). Of `sequential_trials` ratio and interval are what is believed after
        the log: `prior` says what was believed before.
    landmark : DataFrame
        Those still waiting at the end of `landmark_day`: one row per arm (`sent`: a check had been sent by then) and `day`
        since. Columns `sent, day, at_risk, chance, low, high`: the chance of an answer by that day.
    landmark_day : int
        The day by which half of the first checks were sent, counted from the application or interview.
    undated : int
        Silences that were answered on a day that is not known; their days are drawn.
    prior : Series
        `ratio, low, high` of a check as it was believed before the log spoke: trials of reminders in other fields, and a tenth
        for "messages do nothing"; the tuning starts from the same.
    ratio_if_unrecorded : float
        What the ratio would be about, if 1 in 5 checks were missing from the log: waits that count as unasked then had one.
    verdict : str
        `helps`, `hinders` or `open`: what the trials said on the evening of the log's last milestone (10, 16, 26 and so on
        answers); it stays until the next, so that looking every week does not find an effect by chance. All numbers are of
        today.
    drift : AnswerDrift
        Whether answers have thinned or slowed over the calendar.
    decided_on : str
        The day of that milestone; "" before the first, where the verdict is `open`.
    decided_at_answers, next_at_answers : int
        How many answers there were then, and at how many it is decided anew.
    favourable : bool
    confidence : float
    """

    summary: pd.DataFrame
    landmark: pd.DataFrame
    landmark_day: int
    undated: int
    prior: pd.Series
    ratio_if_unrecorded: float
    verdict: str
    drift: AnswerDrift
    decided_on: str
    decided_at_answers: int
    next_at_answers: int
    favourable: bool
    confidence: float

    def _in_brief(self) -> str:
        honest = self.summary.set_index("method").loc[METHODS[-1]]
        return f"ratio {honest['ratio']:.2f} ({honest['low']:.2f} to {honest['high']:.2f}) from {honest['n']:,} waits"

    def _to_show(self) -> pd.DataFrame:
        return self.summary


@single_threaded
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
        Of the draws for answers of unknown day.

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
    interview, day since the last message, checks so far, seniority, stage, the check and how it fades. What is
    believed of a check before (`check_prior`: the priors of the tuning) is joined to what the trials say as normal
    distributions of the log ratio: ratio and interval are the median and quantiles of what is believed after. The spread of
    what the trials say is the sandwich's by application, its square times m / (m - 1) for m answered checks; below 5 answers
    the log says no more than two shares of the same counts would. Where answers have no day, the trials run on ten completed
    tables, joined by Rubin's rules.

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
    found = completed_waits(log, as_of, favourable, seed)
    every, look = found.today, found.look
    trials = [trials_of(waits, len(log.applications)) for waits in every]
    marks = [landmark(waits, confidence) for waits in every]
    mark = mean_landmark(marks)
    compared = (
        joined_comparisons([ever_against_never(waits) for waits in every]),
        joined_comparisons([one.comparison for one in marks]),
        joined_comparisons([_sequential(one) for one in trials]),
    )
    answer = "favourable answer" if favourable else "answer"
    notes = (NAIVE_NOTE, landmark_note(mark.day), trials_note(trials[0], answer))
    quantiles = (_of_the_log, _of_the_log, _after_the_log)
    rows = [
        (method, *of(*one, confidence), one[0].n, measure.format(answer=answer, day=mark.day), one[0].horizon_days, note, one[1])
        for method, of, one, measure, note in zip(METHODS, quantiles, compared, MEASURES, notes, strict=True)
    ]
    summary = pd.DataFrame(rows, columns=_SUMMARY)
    hidden = _if_unrecorded(float(summary["ratio"].iloc[-1]), compared[-1][0])
    return FollowUpEffect(
        summary,
        mark.frame,
        mark.day,
        found.undated,
        _prior(confidence),
        hidden,
        _verdict(found.then, len(log.applications), confidence),
        found.drift,
        look.day,
        look.answers,
        look.next_answers,
        favourable,
        confidence,
    )


def _verdict(waits: list[Waits], cases: int, confidence: float) -> str:
    """What the trials said on the evening of the last milestone."""
    if not waits:
        return OPEN
    _, low, high = _after_the_log(*joined_comparisons([_sequential(trials_of(one, cases)) for one in waits]), confidence)
    return HELPS if low > 1 else HINDERS if high < 1 else OPEN


def _sequential(trials: Trials) -> Comparison:
    """The ratio of the trials; without a check in one there is no model, where little was answered no more than counts say."""
    sizes = ((trials.sent_answered, trials.sent), (trials.unsent_answered, trials.unsent))
    _, plain = log_risk_ratio(*sizes)
    if not trials.sent or not trials.unsent:
        return Comparison(0.0, plain, trials.sent, trials.unsent, trials.horizon_days)
    ratio, spread = Model(trials).log_ratio()
    answered = trials.sent_answered
    if min(answered, trials.unsent_answered) < FEW_ANSWERED:
        return Comparison(ratio, max(plain, spread), trials.sent, trials.unsent, trials.horizon_days)
    return Comparison(ratio, spread * np.sqrt(answered / (answered - 1)), trials.sent, trials.unsent, trials.horizon_days)


def _of_the_log(compared: Comparison, _share: float, confidence: float) -> tuple[float, float, float]:
    """Ratio and interval as the log alone has them."""
    reach = normal_quantile(confidence) * compared.spread
    ratio, low, high = (float(np.exp(compared.log_ratio + shift)) for shift in (0.0, -reach, reach))
    return ratio, low, high


def _after_the_log(compared: Comparison, _share: float, confidence: float) -> tuple[float, float, float]:
    """Ratio and interval of what is believed after the log."""
    return _quantiles(prior_of_a_check().after(compared.log_ratio, compared.spread), confidence)


def belief_after(log: JobSearchLog, *, as_of: Any, favourable: bool = False, seed: int = 0) -> Belief:
    """What is believed of the log ratio of a check after a log: what ratio and interval of `sequential_trials` are taken from."""
    waits = completed_waits(log, as_of, favourable, seed).today
    compared, _ = joined_comparisons([_sequential(trials_of(one, len(log.applications))) for one in waits])
    return prior_of_a_check().after(compared.log_ratio, compared.spread)


def _quantiles(belief: Belief, confidence: float) -> tuple[float, float, float]:
    ratio, low, high = (float(np.exp(belief.quantile(share))) for share in (0.5, (1 - confidence) / 2, (1 + confidence) / 2))
    return ratio, low, high


def _if_unrecorded(ratio: float, compared: Comparison) -> float:
    """The ratio, were so many of the waits without a check waits with one that nobody wrote down."""
    hidden = _UNRECORDED / (1 - _UNRECORDED) * compared.sent / max(compared.unsent, 1)
    share = min(hidden, _MOST_HIDDEN)
    return float(ratio * (1 - share) / max(1 - share * ratio, 1 - share * _MOST_HIDDEN_RATIO))


def _prior(confidence: float) -> pd.Series:
    return pd.Series(dict(zip(("ratio", "low", "high"), _quantiles(prior_of_a_check(), confidence), strict=True)))
