"""simulate_search: a log whose true parameters are known, to try estimates and cadences on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.analysis.intervals import Floats, check_whole
from followup_analytics.analysis.simulated_behaviour import EFFECT_DAYS, LONGEST_DAYS, Answers, combined
from followup_analytics.analysis.simulated_truth import Truth
from followup_analytics.errors import FollowupError
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.job_search_log import JobSearchLog

MOST_APPLICATIONS = 1_000_000
_FIRST_SENIOR = words.SENIORITIES.index("senior")
_FIRST_HOUR, _LAST_HOUR = 9, 17
_MOST_DAYS_TO_INTERVIEW = 10
_STAGES = ("screening", "technical", "final")
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Cases:
    """The applications of a simulation: what is fixed about each. Days count from the first of the search."""

    day: Ints
    seniority: Ints
    medium: Ints


@dataclass(frozen=True)
class Waits:
    """Silences that begin together: of which case, on which day, and how the checks in them are planned."""

    case: Ints
    start: Ints
    log_odds: Floats
    ghosts: Flags
    send_days: Ints  # a row a wait, a column a check: days since the start, beyond the last day where none is sent
    media: Ints


@dataclass(frozen=True)
class Outcome:
    """How each wait ended: on which day since its start (-1 for never), and whether favourably."""

    day: Ints
    favourable: Flags


def simulate_search(applications: int = 200, seed: int = 0, truth: Truth | None = None) -> JobSearchLog:
    """An invented search whose true parameters are known.

    Parameters
    ----------
    applications : int
        How many, 1 to 1,000,000.
    seed : int
        The same seed gives the same log.
    truth : Truth, optional
        What is true of it; by default `Truth()`. Its `chance` and `policy_value` tell what estimates should find.

    Returns
    -------
    JobSearchLog
        Whole to the end: all answers that ever come, up to 90 days after the application or interview. What of it has happened
        at a moment is a matter of `as_of`; an interview that lies ahead counts as agreed on, as in any log, so look from behind
        the last one where the invitation's own day matters. Times are UTC; interviews and outbound messages have a clock time,
        answers a day.

    Raises
    ------
    FollowupError
        If `applications` or `seed` is out of range, or the truth names a medium or seniority that no log has.

    Notes
    -----
    Day by day: a wait begins with an application or interview; on each day of silence a planned check is sent first, then a
    favourable answer or a rejection comes with the chances of `Truth.daily_chances`, or none. A favourable answer to an
    application is an invitation, and an interview follows; after an interview it is the next invitation or the offer.
    """
    truth = truth or Truth()
    _check(applications, truth)
    check_whole("seed", seed, 0)
    rng = np.random.default_rng(seed)
    cases = _cases(applications, truth, rng)
    events = [_events(np.arange(applications), cases.day, "application", cases.medium, clock=True)]
    waits = _waits(truth, cases, np.arange(applications), cases.day, truth.after_application, rng, number=0)
    for round_number in range(truth.interviews + 1):
        answers = truth.after_interview if round_number else truth.after_application
        outcome = _known(_run(truth, waits, answers, rng), waits, answers)
        events.append(_checks(waits, outcome))
        last = round_number == truth.interviews
        events.append(_answers(waits, outcome, "offer" if last else "interview_invitation"))
        if last:
            break
        invited = outcome.favourable
        start = (waits.start + outcome.day)[invited] + rng.integers(2, _MOST_DAYS_TO_INTERVIEW + 1, int(invited.sum()))
        case = waits.case[invited]
        start = start + np.array([0, 0, 0, 0, 0, 2, 1])[_weekday(truth, start)]
        events += _interviews(truth, case, start, round_number, rng)
        waits = _waits(truth, cases, case, start, truth.after_interview, rng, number=round_number + 1)
    return _log(truth, cases, pd.concat(events, ignore_index=True), rng)


def _check(applications: int, truth: Truth) -> None:
    check_whole("applications", applications, 1, MOST_APPLICATIONS)
    if not 1 <= truth.interviews <= len(_STAGES):
        raise FollowupError(f"interviews={truth.interviews!r}: must be from 1 to {len(_STAGES)}")
    media = {*truth.application_media, *truth.habits.media, *truth.medium_odds, *truth.effect.media}
    for name, allowed in [(name, words.MEDIA) for name in media] + [(name, words.SENIORITIES) for name in truth.seniorities]:
        if name not in allowed:
            raise FollowupError(f"truth: {name!r} is unknown: allowed are {', '.join(filter(None, allowed))}")


def _drawn(shares: dict[str, float], vocabulary: tuple[str, ...], size: int, rng: np.random.Generator) -> Ints:
    codes = np.array([vocabulary.index(name) for name in shares])
    weights = np.array(list(shares.values()))
    return np.asarray(rng.choice(codes, size, p=weights / weights.sum()))


def _cases(size: int, truth: Truth, rng: np.random.Generator) -> Cases:
    day = np.sort(rng.integers(0, truth.search_days, size))
    seniority = _drawn(dict(truth.seniorities), words.SENIORITIES, size, rng)
    return Cases(day, seniority, _drawn(dict(truth.application_media), words.MEDIA, size, rng))


def _weekday(truth: Truth, days: Ints) -> Ints:
    first = np.datetime64(truth.begins, "D").astype(np.int64)
    return np.asarray((first + days + 3) % 7)


def _waits(
    truth: Truth, cases: Cases, case: Ints, start: Ints, answers: Answers, rng: np.random.Generator, *, number: int
) -> Waits:
    """The waits after the applications, or after the n-th interviews."""
    size, habits, first = len(case), truth.habits, number == 0
    fit = rng.standard_normal(size)
    odds, vocabulary, code = (
        (truth.medium_odds, words.MEDIA, cases.medium) if first else (truth.seniority_odds, words.SENIORITIES, cases.seniority)
    )
    log_odds = truth.fit_sd * fit + np.log([odds.get(name, 1.0) for name in vocabulary])[code[case]]
    log_odds = log_odds + np.log(truth.later_interview_odds) * (number > 1)
    ghosts = rng.random(size) < answers.ghosting_on(start / truth.search_days)
    most = 1 if first else habits.most_checks
    chances = np.array([habits.application_check if first else habits.check] + [habits.again] * (most - 1))[:most]
    pulled = chances * np.exp(habits.fit_pull * fit)[:, None]
    sent = rng.random((size, most)) < pulled / (1 - chances + pulled)
    gaps = rng.choice(habits.spacings, (size, most)).astype(np.float64)
    gaps[:, :1] = rng.choice(habits.waits, (size, 1))
    gaps = np.where(cases.seniority[case][:, None] >= _FIRST_SENIOR, np.round(gaps * habits.senior_wait), gaps)
    gaps = np.round(gaps * habits.later_interview_wait) if number > 1 else gaps
    planned = np.logical_and.accumulate(sent, axis=1)
    days = np.where(planned, np.cumsum(gaps, axis=1), LONGEST_DAYS + 1).astype(np.int64)
    media = np.repeat(_drawn(dict(habits.media), words.MEDIA, size, rng)[:, None], most, axis=1)
    return Waits(case, start, log_odds, ghosts, np.minimum(days, LONGEST_DAYS + 1), media)


def _run(truth: Truth, waits: Waits, answers: Answers, rng: np.random.Generator) -> Outcome:
    """Day by day: what is planned is sent, then they answer, or not."""
    size = len(waits.case)
    favourable, rejected = answers.daily()
    strengths = _strengths(truth, waits)
    fading = np.append(truth.effect.fading(), 0.0)
    ended, good = np.full(size, -1), np.zeros(size, dtype=bool)
    open_ = np.arange(size)
    for day in range(1, LONGEST_DAYS + 1):
        sent = waits.send_days[open_] <= day
        number = sent.sum(axis=1)
        latest = np.maximum(number - 1, 0)
        since = np.where(number > 0, day - waits.send_days[open_, latest], EFFECT_DAYS)
        size_now = fading[np.minimum(since, EFFECT_DAYS)]
        shift, against, chance = (strength[open_, latest] * size_now for strength in strengths)
        own = np.where(waits.ghosts[open_], 0.0, favourable[day])
        other = np.where(waits.ghosts[open_], 0.0, rejected[day])
        yes, no = combined(own, other, waits.log_odds[open_] + shift, against, chance / EFFECT_DAYS)
        draw = rng.random(len(open_))
        answered = draw < yes + no
        ended[open_[answered]] = day
        good[open_[draw < yes]] = True
        open_ = open_[~answered]
    return Outcome(ended, good)


def _known(outcome: Outcome, waits: Waits, answers: Answers) -> Outcome:
    """What was decided, as it becomes known: on each application's next day of a batch."""
    day = outcome.day + (waits.case - outcome.day) % answers.batch_days
    return Outcome(np.where((outcome.day >= 0) & (day <= LONGEST_DAYS), day, -1), outcome.favourable & (day <= LONGEST_DAYS))


def _strengths(truth: Truth, waits: Waits) -> tuple[Floats, Floats, Floats]:
    gaps = np.diff(waits.send_days, axis=1, prepend=0)
    number = np.broadcast_to(np.arange(1, gaps.shape[1] + 1), gaps.shape)
    return truth.effect.strength(gaps, number, waits.media)


def _events(case: Ints, day: Ints, kind: str, medium: Ints | str, *, clock: bool = False, stage: str = "") -> pd.DataFrame:
    names = medium if isinstance(medium, str) else np.array(words.MEDIA, dtype=object)[medium]
    return pd.DataFrame({"case": case, "day": day, "kind": kind, "medium": names, "clock": clock, "stage": stage})


def _checks(waits: Waits, outcome: Outcome) -> pd.DataFrame:
    """What was sent: on the day of the answer too, since the check comes first."""
    until = np.where(outcome.day < 0, LONGEST_DAYS, outcome.day)
    row, column = np.nonzero(waits.send_days <= until[:, None])
    day = waits.start[row] + waits.send_days[row, column]
    return _events(waits.case[row], day, "status_check", waits.media[row, column], clock=True)


def _answers(waits: Waits, outcome: Outcome, good: str) -> pd.DataFrame:
    there = outcome.day >= 0
    events = _events(waits.case[there], (waits.start + outcome.day)[there], good, "email")
    return events.assign(kind=np.where(outcome.favourable[there], good, "rejection"))


def _interviews(truth: Truth, case: Ints, start: Ints, number: int, rng: np.random.Generator) -> list[pd.DataFrame]:
    thanked = rng.random(len(case)) < truth.habits.thank_you
    stage = _STAGES[number + len(_STAGES) - truth.interviews]
    thanks = _events(case[thanked], start[thanked] + 1, "thank_you", "email", clock=True)
    return [_events(case, start, "interview", "video", clock=True, stage=stage), thanks]


def _log(truth: Truth, cases: Cases, events: pd.DataFrame, rng: np.random.Generator) -> JobSearchLog:
    size = len(cases.day)
    names = [f"S{number:0{len(str(size))}d}" for number in range(1, size + 1)]
    seniority = np.array(words.SENIORITIES, dtype=object)[cases.seniority]
    role = np.char.strip(np.char.add(seniority.astype(str), " analyst"))
    applications = pd.DataFrame(
        {"company": [f"Company {name[1:]}" for name in names], "role": role, "seniority": seniority},
        index=pd.Index(names, dtype="str", name="application_id"),
    )
    clock = rng.integers(_FIRST_HOUR * 60, _LAST_HOUR * 60, len(events)) * 60
    seconds = events["day"].to_numpy() * _SECONDS_A_DAY + np.where(events["clock"], clock, 0)
    at = pd.Timestamp(truth.begins, tz="UTC") + pd.to_timedelta(seconds, unit="s")
    order = np.lexsort((seconds, events["case"]))
    table = pd.DataFrame(
        {
            "application_id": np.array(names, dtype=object)[events["case"]],
            "at": at.as_unit("us"),
            "precision": np.where(events["clock"], "minute", "day"),
            "kind": events["kind"],
            "medium": events["medium"],
            "stage": events["stage"],
        }
    )
    return JobSearchLog(applications, table.iloc[order].reset_index(drop=True))
