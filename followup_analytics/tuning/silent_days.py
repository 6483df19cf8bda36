"""A row for each day of silence after interviews, and the columns a hazard model takes."""

from functools import cache
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, SplineTransformer

from followup_analytics import vocabulary as words
from followup_analytics.analysis.attempts import silences
from followup_analytics.analysis.intervals import Floats
from followup_analytics.local_time import Flags, Ints
from followup_analytics.log.job_search_log import JobSearchLog

LONGEST_DAYS = 60
EFFECT_DAYS = 14  # a check acts on so many days from its own on; no later
LONGEST_WAIT_DAYS = 21  # a longer wait before a check counts as so long
SENIORITY_GROUPS = ("mid", "senior", "lead", "director")
# The groups follow the factors of T08; an unknown seniority counts as mid there, and so here.
GROUP_OF_SENIORITY = {
    **dict.fromkeys(("", "intern", "entry", "mid"), "mid"),
    "senior": "senior",
    **dict.fromkeys(("lead", "manager"), "lead"),
    **dict.fromkeys(("director", "executive"), "director"),
}
CHECK_MEDIA = ("email", "phone", "linkedin", "other")
FEATURES = ["day", "days_since_check", "check_number", "wait_days", "medium", "their_medium", "seniority"]
_CHECKS = ("status_check", "closure_request")


def silent_days(log: JobSearchLog, *, as_of: Any) -> pd.DataFrame:
    """Every day on which an answer was waited for after an interview, as of a moment.

    Parameters
    ----------
    log : JobSearchLog
    as_of : date, str or Timestamp
        As for `follow_up_actions`.

    Returns
    -------
    DataFrame
        One row per interview and day, from the day after the interview to the answer, the next interview, the withdrawal or
        `as_of`, 60 days at most. Columns: `application_id`, `interview` (its event's ID), `interview_at` (UTC), `day` (since
        the interview), `days_since_check` (0 on the day of a status check or closure request, 14 where none acts any more),
        `check_number` (1 for the first since the interview, 2 for all later ones; 0 where none acts), `wait_days` (calendar
        days waited before that check, 21 at most), `medium` of that check and `their_medium` of their last message before
        the interview (`email, phone, linkedin, other`, or empty), `seniority` (`mid, senior, lead, director`), `favourable`
        and `rejected` (whether that answer came on this day).

    Raises
    ------
    MomentError
        If `as_of` is neither a day nor an instant with a time zone.

    Notes
    -----
    A rejection that the sheet states without a date is taken for one on the day after the last known; a favourable answer of
    unknown day ends the watching there. An answer that is neither ends it too.
    """
    stretches = _stretches(log, as_of)
    first, last = _span(stretches)
    size = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(stretches)), size)
    day = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
    start, number = (stretches[name].to_numpy()[row] for name in ("start", "check_number"))
    acts = (number > 0) & (day - start < EFFECT_DAYS)
    final = day == stretches["end"].to_numpy()[row]
    columns: dict[str, Any] = {name: stretches[name].to_numpy()[row] for name in ("application_id", "interview", "interview_at")}
    columns |= {
        "day": day,
        "days_since_check": np.where(acts, day - start, EFFECT_DAYS),
        "check_number": np.where(acts, np.minimum(number, 2), 0),
        "wait_days": np.where(acts, np.minimum(stretches["wait_days"].to_numpy()[row], LONGEST_WAIT_DAYS), 0),
        "medium": np.where(acts, stretches["medium"].to_numpy(dtype=object)[row], ""),
        "their_medium": stretches["their_medium"].to_numpy(dtype=object)[row],
        "seniority": stretches["seniority"].to_numpy(dtype=object)[row],
        "favourable": final & stretches["good"].to_numpy()[row],
        "rejected": final & stretches["bad"].to_numpy()[row],
    }
    return pd.DataFrame(columns)


def _stretches(log: JobSearchLog, as_of: Any) -> pd.DataFrame:
    """A row for each stretch of silence after an interview, between messages of the seeker's."""
    found = silences(log, as_of=as_of)
    begins = (found["kind"] == "interview").to_numpy()
    same = (found["application_id"] == found["application_id"].shift()).to_numpy(dtype=bool)
    goes_on = ~begins & same & (found["outcome"].shift() == "superseded").to_numpy(dtype=bool)
    chain = pd.Series(np.cumsum(~goes_on), found.index)
    after_interview = pd.Series(begins, found.index).groupby(chain).transform("first").to_numpy(dtype=bool)
    found, chain = found[after_interview].reset_index(drop=True), chain[after_interview].reset_index(drop=True)
    watched = found["observed_days"]
    start = (watched.groupby(chain).cumsum() - watched).to_numpy()
    is_check = found["kind"].isin(_CHECKS)
    outcome, good = found["outcome"], found["favourable"] & found["outcome"].isin(["answered", "undated"])
    undated = (outcome == "undated").to_numpy()
    bad = (outcome == "rejected") | (undated & ~good.to_numpy())
    return pd.DataFrame(
        {
            "application_id": found["application_id"],
            "interview": found["event_id"].groupby(chain).transform("first"),
            "interview_at": found["at"].groupby(chain).transform("first"),
            "start": start,
            "end": start + watched.to_numpy() + (undated & bad.to_numpy()),
            "superseded": (outcome == "superseded").to_numpy(),
            "check_number": is_check.groupby(chain).cumsum().to_numpy(),
            "wait_days": np.where(is_check, found["wait_days"].fillna(0).to_numpy(dtype=np.int64), 0),
            "medium": _grouped(found["medium"].where(is_check, "")),
            "their_medium": _their_medium(log).reindex(found["event_id"]).groupby(chain.to_numpy()).transform("first").to_numpy(),
            "seniority": found["seniority"].map(GROUP_OF_SENIORITY).to_numpy(dtype=object),
            "good": (good & ~undated).to_numpy(),
            "bad": bad.to_numpy(),
        }
    )


def _span(stretches: pd.DataFrame) -> tuple[Ints, Ints]:
    """The first and last day of each stretch: a check acts from its own day on, and its day belongs to it."""
    start, end = stretches["start"].to_numpy(), stretches["end"].to_numpy()
    after_message: Flags = (stretches["check_number"] > 0).to_numpy() | (start > 0)
    last = np.where(stretches["superseded"].to_numpy(), end - 1, end)
    return np.where(after_message, start, 1), np.minimum(last, LONGEST_DAYS)


def _grouped(medium: pd.Series) -> np.ndarray:
    known = medium.isin(["", *CHECK_MEDIA])
    return medium.where(known, "other").to_numpy(dtype=object)


def _their_medium(log: JobSearchLog) -> pd.Series:
    """By event: the medium of their last human message before it, where it is known."""
    events = log.events
    theirs = events["kind"].isin(words.HUMAN_INBOUND_KINDS) & (events["medium"] != "")
    said = events["medium"].astype("str").where(theirs)
    last = said.groupby(events["application_id"].to_numpy()).ffill()
    return pd.Series(_grouped(last.fillna("").astype("str")), events.index, dtype="str")


FIRST_DAYS_OF_BANDS = (1, 3, 8, 15, 31)
KNOTS_EVERY_DAYS = 3
EFFECT_INPUTS = ["days_since_check", "check_number", "medium", "wait_days"]
# The first of each is what the others are compared with.
OTHER_MEDIA = CHECK_MEDIA[1:]
OTHER_SENIORITIES = SENIORITY_GROUPS[1:]
# The base has a constant, the bands, the seniorities and the media of their last word, in this order.
BASE_COLUMNS = 1 + len(FIRST_DAYS_OF_BANDS) + len(OTHER_SENIORITIES) + len(OTHER_MEDIA)
SENIORITY_COLUMNS = slice(1 + len(FIRST_DAYS_OF_BANDS), BASE_COLUMNS - len(OTHER_MEDIA))


def fading(decay_days: float) -> Floats:
    """How strong a check's effect is on each of its days; the mean is 1, and after the last it is 0."""
    size = np.exp(-np.arange(EFFECT_DAYS) / decay_days)
    return np.append(size / size.mean(), 0.0)


def day_band(days: Any) -> Ints:
    """Which band of days since the interview each day belongs to."""
    return np.asarray(np.searchsorted(FIRST_DAYS_OF_BANDS, np.asarray(days), side="right") - 1)


def _ones(columns: Any) -> Floats:
    return np.ones((len(columns), 1))


@cache
def wait_basis() -> SplineTransformer:
    """Cubic splines over the wait before a check: a knot every third day."""
    knots = np.arange(0, LONGEST_WAIT_DAYS + 1, KNOTS_EVERY_DAYS, dtype=np.float64)[:, None]
    basis = SplineTransformer(degree=3, knots=knots, include_bias=True, extrapolation="constant")
    return basis.fit(np.arange(LONGEST_WAIT_DAYS + 1, dtype=np.float64)[:, None])


class CheckEffect(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What a status check adds on the days after it: its fading, times what kind of check it was.

    Parameters
    ----------
    decay_days : float
        The effect fades as exp(-days / decay_days); infinity for one that lasts until it ends.

    Notes
    -----
    From the columns `days_since_check, check_number, medium, wait_days` come: the fading itself; the fading where it is a later
    check; by medium other than e-mail; and by splines of the wait (`SplineTransformer`). All are 0 where no check acts.
    """

    def __init__(self, decay_days: float = 4.0) -> None:
        self.decay_days = decay_days

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Nothing is learnt: the vocabulary and the knots are fixed."""
        self.n_features_in_ = X.shape[1]
        self.feature_names_in_ = np.asarray(EFFECT_INPUTS, dtype=object)
        return self

    def transform(self, X: pd.DataFrame) -> Floats:
        """The columns, in the order of `get_feature_names_out`."""
        strength = fading(self.decay_days)[X["days_since_check"].to_numpy(dtype=np.int64)]
        kinds = kinds_of_check(X["check_number"].to_numpy(), X["medium"], X["wait_days"].to_numpy())
        return np.asarray(kinds * strength[:, None], dtype=np.float64)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """`check`, `later`, one for each medium other than e-mail, and one for each spline of the wait."""
        splines = wait_basis().get_feature_names_out(["wait"])
        return np.array(["check", "later", *OTHER_MEDIA, *splines], dtype=object)


def kinds_of_check(number: Ints, medium: Any, wait_days: Ints) -> Floats:
    """What kind of check it was, as numbers: 1, whether it is a later one, its medium, the splines of its wait."""
    media = np.asarray(medium, dtype=object)[:, None] == np.array(OTHER_MEDIA, dtype=object)
    waits = wait_basis().transform(np.asarray(wait_days, dtype=np.float64)[:, None])
    return np.column_stack([np.ones(len(media)), np.asarray(number) > 1, media, waits]).astype(np.float64)


def base_features() -> list[tuple[str, Any, list[str]]]:
    """What the chance of a day depends on when no check acts: the band of days, the seniority, the medium of their last word."""
    bands = make_pipeline(
        FunctionTransformer(day_band, feature_names_out="one-to-one"),
        OneHotEncoder(categories=[list(range(len(FIRST_DAYS_OF_BANDS)))], handle_unknown="ignore", sparse_output=False),
    )
    return [
        ("constant", FunctionTransformer(_ones, feature_names_out=_name_of_constant), ["day"]),
        ("day", bands, ["day"]),
        ("seniority", _one_hot(OTHER_SENIORITIES), ["seniority"]),
        ("their_medium", _one_hot(OTHER_MEDIA), ["their_medium"]),
    ]


def hazard_features(decay_days: float) -> ColumnTransformer:
    """The columns of the hazard model: the base, then a check's effect."""
    effect = ("effect", CheckEffect(decay_days), EFFECT_INPUTS)
    return ColumnTransformer([*base_features(), effect], verbose_feature_names_out=True)


def _one_hot(names: tuple[str, ...]) -> OneHotEncoder:
    return OneHotEncoder(categories=[list(names)], handle_unknown="ignore", sparse_output=False)


def _name_of_constant(transformer: Any, input_features: Any) -> list[str]:
    return ["constant"]
