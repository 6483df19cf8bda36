"""What a simulated search is made of: how they answer, what a message does, what the seeker's habits are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from followup_analytics import vocabulary as words
from followup_analytics.analysis.intervals import Floats
from followup_analytics.errors import FollowupError
from followup_analytics.local_time import Ints

EFFECT_DAYS = 14  # a message's ratio is the mean over so many days from its own on
LONGEST_DAYS = 90  # nobody answers later


class FixedShares(Mapping[str, float]):
    """A mapping that can't be changed, and unlike the standard library's can be pickled."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> float:
        """The share of a name."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Over the names."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many names."""
        return len(self._values)

    def __repr__(self) -> str:
        """As that of a dictionary."""
        return repr(self._values)


def fixed(values: Mapping[str, float]) -> Mapping[str, float]:
    """A mapping that can't be changed."""
    return FixedShares(values)


@dataclass(frozen=True)
class Answers:
    """How they answer when nobody asks: the chance of each day, among those who are still waited for and do not ghost.

    Attributes
    ----------
    from_day : tuple of int
        The days since the application or interview on which another chance begins; the first is 1.
    favourable, rejected : tuple of float
        The daily chance from that day on; the two compete.
    ghosting : float
        The share that never answers on its own.
    ghosting_at_end : float, optional
        That share at the end of the search, where it grows or falls evenly over the calendar; what is true of chances and
        policies is told of `ghosting`.
    batch_days : int
        They make answers known on each so manieth day only, another one for each application; 1 at once.
    """

    from_day: tuple[int, ...]
    favourable: tuple[float, ...]
    rejected: tuple[float, ...]
    ghosting: float = 0.0
    ghosting_at_end: float | None = None
    batch_days: int = 1

    def __post_init__(self) -> None:
        """Check what no search can have."""
        if not self.from_day or self.from_day[0] != 1 or any(b <= a for a, b in pairwise(self.from_day)):
            raise FollowupError(f"Answers: from_day={self.from_day} must begin with 1 and rise")
        if not len(self.from_day) == len(self.favourable) == len(self.rejected):
            raise FollowupError(f"Answers: favourable and rejected need {len(self.from_day)} chances, one for each of from_day")
        chances = (*self.favourable, *self.rejected, self.ghosting, self.ghosting_at_end or 0.0)
        if min(chances) < 0 or max(chances) > 1 or max(map(sum, zip(self.favourable, self.rejected, strict=True))) > 1:
            raise FollowupError("Answers: a day's chances and the ghosting must lie between 0 and 1, also when added up")
        if self.batch_days < 1:
            raise FollowupError(f"Answers: batch_days={self.batch_days} must be at least 1")

    def ghosting_on(self, part: Floats) -> Floats:
        """The share that never answers on its own, of waits that begin when so large a part of the search is over."""
        end = self.ghosting if self.ghosting_at_end is None else self.ghosting_at_end
        return np.asarray(self.ghosting + (end - self.ghosting) * np.clip(part, 0, 1), dtype=np.float64)

    def daily(self) -> tuple[Floats, Floats]:
        """The chances of a favourable answer and of a rejection on each day, from day 0 to the last."""
        place = np.searchsorted(self.from_day, np.arange(LONGEST_DAYS + 1), side="right") - 1
        known = place >= 0
        return np.where(known, np.array(self.favourable)[place], 0.0), np.where(known, np.array(self.rejected)[place], 0.0)


@dataclass(frozen=True)
class Effect:
    """What a message does to the chances of the days after it.

    Attributes
    ----------
    ratio : tuple of (wait_days, ratio)
        By what a status check multiplies the daily odds of a favourable answer: the geometric mean over the 14 days from its
        own on, by the calendar days waited before it; between two waits the logarithm is interpolated.
    sets_off : tuple of (wait_days, chance)
        The chance that a check of itself sets a favourable answer off in those 14 days, also from who would ghost.
    rejection_ratio : float
        By what it multiplies the daily odds of a rejection, in the mean over the 14 days.
    later : float
        What is left of all this for each check after the first: 1 the same, 0 nothing.
    media : mapping of medium to float
        What a medium makes of it: 1 (also for media not named) the same, 0 nothing.
    decay_days : float
        The effect fades as exp(-days / decay_days), and ends after 14 days.
    """

    ratio: tuple[tuple[int, float], ...] = ((0, 1.27),)
    sets_off: tuple[tuple[int, float], ...] = ((0, 0.0),)
    rejection_ratio: float = 1.0
    later: float = 0.9
    media: Mapping[str, float] = field(default_factory=lambda: fixed({}))
    decay_days: float = 4.0

    def fading(self) -> Floats:
        """The effect's size on each of its days; the mean is 1."""
        size = np.exp(-np.arange(EFFECT_DAYS) / self.decay_days)
        return np.asarray(size / size.mean())

    def strength(self, wait_days: Ints, number: Ints, medium: Ints) -> tuple[Floats, Floats, Floats]:
        """Of messages, the log odds ratios of a favourable answer and a rejection, and the chance to set an answer off."""
        factors = np.array([self.media.get(name, 1.0) for name in words.MEDIA])
        left = factors[medium] * self.later ** (number - 1)
        (days, ratios), (off_days, chances) = (zip(*pairs, strict=True) for pairs in (self.ratio, self.sets_off))
        set_off = np.minimum(left * np.interp(wait_days, off_days, chances), 1)
        return left * np.interp(wait_days, days, np.log(ratios)), left * np.log(self.rejection_ratio), set_off


@dataclass(frozen=True)
class Habits:
    """What the seeker does: only while nobody has answered.

    Attributes
    ----------
    thank_you, application_check, check, again : float
        The chance to thank for an interview, to ask after an application once, to ask after an interview, to ask again.
    waits, spacings : tuple of int
        Calendar days before the first check and between two, drawn evenly.
    most_checks : int
    media : mapping of medium to float
        How often a check is sent by it.
    senior_wait, later_interview_wait : float
        By what waits are longer from `senior` on, and after a second or third interview: habits that confound, where those
        answer otherwise.
    fit_pull : float
        How much more (in log odds) is followed up for each standard deviation of the hidden fit.
    """

    thank_you: float = 0.7
    application_check: float = 0.3
    check: float = 0.75
    again: float = 0.6
    waits: tuple[int, ...] = tuple(range(3, 15))
    spacings: tuple[int, ...] = tuple(range(5, 15))
    most_checks: int = 3
    media: Mapping[str, float] = field(default_factory=lambda: fixed({"email": 0.7, "phone": 0.2, "linkedin": 0.1}))
    senior_wait: float = 1.0
    later_interview_wait: float = 1.0
    fit_pull: float = 0.0


def combined(favourable: Floats, rejected: Floats, shift: Floats, against: Floats, excess: Floats) -> tuple[Floats, Floats]:
    """Daily chances with log odds added to both causes, and a chance of its own to be set off."""
    own = _shifted(favourable, shift)
    other = _shifted(rejected, against)
    rest = np.maximum(own + other, 1.0)
    own, other = own / rest, other / rest
    return excess + (1 - excess) * own, (1 - excess) * other


def _shifted(chance: Floats, log_odds: Floats) -> Floats:
    odds = chance * np.exp(log_odds)
    return np.asarray(odds / (1 - chance + odds))
