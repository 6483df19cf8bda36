"""The stated truth of a simulated search, and what estimates and cadences should find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import product

import numpy as np
import pandas as pd

from followup_analytics import vocabulary as words
from followup_analytics.analysis.intervals import Floats
from followup_analytics.analysis.results import Result
from followup_analytics.analysis.simulated_behaviour import EFFECT_DAYS, LONGEST_DAYS, Answers, Effect, Habits, combined, fixed

_FIT_POINTS = 9
NO_CHECKS: tuple[tuple[int, str], ...] = ()

_AFTER_APPLICATION = Answers((1, 4, 8, 15, 29), (0.010, 0.016, 0.012, 0.007, 0.001), (0.004, 0.014, 0.018, 0.016, 0.008), 0.45)
_AFTER_INTERVIEW = Answers((1, 3, 8, 15, 31), (0.020, 0.045, 0.035, 0.018, 0.004), (0.005, 0.020, 0.035, 0.030, 0.010), 0.25)


@dataclass(frozen=True, eq=False, repr=False)
class Truth(Result):
    """All that is true of a simulated search. Change a part with `dataclasses.replace`.

    Attributes
    ----------
    after_application, after_interview : Answers
    effect : Effect
        Of a status check, after an application as after an interview.
    habits : Habits
    interviews : int
        How many interviews an application can come to; a favourable answer to the last is an offer.
    application_media : mapping of medium to float
        How often an application is sent by it.
    medium_odds : mapping of medium to float
        By what an application's medium multiplies the odds of a favourable answer to it (1 where not named).
    seniorities : mapping of seniority to float
        How often a role is of it.
    seniority_odds : mapping of seniority to float
        By what it multiplies the odds of a favourable answer after an interview, on each day (1 where not named).
    later_interview_odds : float
        By what those odds differ after a second or third interview.
    fit_sd : float
        The spread of the hidden fit, in log odds of a favourable answer, drawn anew for each wait: what no log shows.
    begins : str
        The first day of the search.
    search_days : int
        Over how many days the applications are spread.
    """

    after_application: Answers = _AFTER_APPLICATION
    after_interview: Answers = _AFTER_INTERVIEW
    effect: Effect = field(default_factory=Effect)
    habits: Habits = field(default_factory=Habits)
    interviews: int = 2
    application_media: Mapping[str, float] = field(
        default_factory=lambda: fixed({"portal": 0.55, "email": 0.3, "linkedin": 0.15})
    )
    medium_odds: Mapping[str, float] = field(default_factory=lambda: fixed({"email": 1.5}))
    seniorities: Mapping[str, float] = field(default_factory=lambda: fixed({"mid": 0.5, "senior": 0.3, "": 0.2}))
    seniority_odds: Mapping[str, float] = field(default_factory=lambda: fixed({"senior": 0.8}))
    later_interview_odds: float = 1.0
    fit_sd: float = 0.0
    begins: str = "2025-01-06"
    search_days: int = 180

    def _in_brief(self) -> str:
        rounds = f"{self.interviews} interview{'s' if self.interviews != 1 else ''}"
        return f"{rounds} at most, applications over {self.search_days} days from {self.begins}"

    def _to_show(self) -> pd.DataFrame:
        names = [part.name for part in fields(self)]
        return pd.DataFrame({"what is true": [str(getattr(self, name)) for name in names]}, index=names)

    def daily_chances(
        self, answers: Answers, log_odds: float, checks: Sequence[tuple[int, str]] = NO_CHECKS, *, ghosts: bool = False
    ) -> tuple[Floats, Floats]:
        """The daily chances of a favourable answer and of a rejection, given the checks sent and the log odds added."""
        favourable, rejected = answers.daily()
        if ghosts:
            favourable, rejected = np.zeros_like(favourable), np.zeros_like(rejected)
        shift, against, excess = self._of_checks(checks)
        return combined(favourable, rejected, log_odds + shift, against, excess)

    def _of_checks(self, checks: Sequence[tuple[int, str]]) -> tuple[Floats, Floats, Floats]:
        """What the checks add on each day: the last one counts."""
        size = LONGEST_DAYS + EFFECT_DAYS + 1
        shift, against, excess = np.zeros(size), np.zeros(size), np.zeros(size)
        before = 0
        for number, (day, medium) in enumerate(checks, start=1):
            code = np.array([words.MEDIA.index(medium)])
            one = self.effect.strength(np.array([day - before]), np.array([number]), code)
            for line, strength in zip((shift, against, excess), one, strict=True):
                line[day:] = 0.0
                line[day : day + EFFECT_DAYS] = strength[0] * self.effect.fading()
            excess[day : day + EFFECT_DAYS] /= EFFECT_DAYS
            before = day
        return shift[: LONGEST_DAYS + 1], against[: LONGEST_DAYS + 1], excess[: LONGEST_DAYS + 1]

    def chance(
        self,
        within_days: int,
        *,
        after: str = "interview",
        checks: Sequence[tuple[int, str]] = NO_CHECKS,
        seniority: str | None = None,
        medium: str | None = None,
        favourable: bool = True,
    ) -> float:
        """The true chance of an answer.

        Parameters
        ----------
        within_days : int
            Days since the interview or application, 90 at most.
        after : {"interview", "application"}
        checks : sequence of (day, medium)
            The days on which a status check is sent if nobody has answered until then: a policy, day by day.
        seniority, medium : str, optional
            Of the role, and of the application. Without them: averaged as the applications have them, and so have the first
            interviews; later ones have more of the roles that answer well.
        favourable : bool
            Count favourable answers only, else rejections too.

        Returns
        -------
        float
        """
        return float(self._run(within_days, after, checks, seniority, medium, favourable)[0])

    def policy_value(
        self, within_days: int, checks: Sequence[tuple[int, str]], *, seniority: str | None = None, cost: float = 0.01
    ) -> float:
        """The true value of a policy after an interview: the chance of a favourable answer, less a cost for each check sent."""
        chance, sent = self._run(within_days, "interview", checks, seniority, None, True)
        return float(chance - cost * sent)

    def _run(
        self, within: int, after: str, checks: Sequence[tuple[int, str]], seniority: str | None, medium: str | None, good: bool
    ) -> tuple[float, float]:
        """The chance of an answer, and the checks sent in the mean: averaged over seniority, medium, fit and ghosting."""
        answers = self.after_interview if after == "interview" else self.after_application
        levels = self.seniorities if seniority is None else {seniority: 1.0}
        media = {"": 1.0} if after == "interview" else self.application_media if medium is None else {medium: 1.0}
        total, sent, weight = 0.0, 0.0, 0.0
        for (level, level_share), (name, medium_share), (later, later_share) in product(
            levels.items(), media.items(), self._rounds(after)
        ):
            odds = later * self.seniority_odds.get(level, 1.0) if after == "interview" else self.medium_odds.get(name, 1.0)
            for fit, fit_share in zip(*_normal_points(self.fit_sd), strict=True):
                for ghosts, share in ((False, 1 - answers.ghosting), (True, answers.ghosting)):
                    one = level_share * medium_share * later_share * fit_share * share
                    chances = self.daily_chances(answers, np.log(odds) + fit, checks, ghosts=ghosts)
                    days = [day for day, _ in checks if day <= within]
                    chance, number = _forward(*chances, days, within, good, answers.batch_days)
                    total, sent, weight = total + one * chance, sent + one * number, weight + one
        return total / weight, sent / weight

    def _rounds(self, after: str) -> list[tuple[float, float]]:
        """The odds of each interview, and about how many of all interviews it is: as many as come to it unasked."""
        if after != "interview" or self.later_interview_odds == 1.0:
            return [(1.0, 1.0)]
        again = replace(self, later_interview_odds=1.0).chance(LONGEST_DAYS)
        return [(1.0, 1.0), *((self.later_interview_odds, again**number) for number in range(1, self.interviews))]


def _normal_points(sd: float) -> tuple[Floats, Floats]:
    """Points and weights that stand for a normal distribution (Gauss and Hermite)."""
    if sd == 0:
        return np.zeros(1), np.ones(1)
    points, weights = np.polynomial.hermite_e.hermegauss(_FIT_POINTS)
    return sd * points, weights / weights.sum()


def _forward(
    favourable: Floats, rejected: Floats, days: list[int], within: int, good: bool, batch_days: int
) -> tuple[float, float]:
    """The chance of an answer within so many days, and the number of checks sent while there was none.

    What was decided becomes known on the next day of a batch; on which day batches fall is open.
    """
    silent = np.cumprod(1 - favourable - rejected)
    before = np.concatenate([[1.0], silent[:-1]])
    hit = np.cumsum(before * (favourable if good else favourable + rejected))
    known = np.concatenate([np.arange(day, day - batch_days, -1) for day in (within, *(day - 1 for day in days))])
    by_phase = known.reshape(-1, batch_days)
    chance = np.where(by_phase[0] >= 0, hit[by_phase[0]], 0.0).mean()
    sent = np.where(by_phase[1:] >= 0, silent[by_phase[1:]], 1.0).mean(axis=1).sum()
    return float(chance), float(sent)
