"""Searches of which it is known what works: what tuning is measured on."""

from dataclasses import replace

import followup_analytics as fa
from followup_analytics.analysis.simulated_behaviour import Answers, Effect, Habits

AS_OF = "2026-05-01"  # the searches begin in January 2025 and last 400 days: a few answers are still to come
_HABITS = Habits(
    application_check=0.0,
    check=0.85,
    again=0.7,
    waits=tuple(range(3, 13)),
    spacings=tuple(range(5, 15)),
    media={"email": 0.7, "phone": 0.3},
)
# Every application is invited, so that a search of n applications has n interviews.
_BASE = fa.Truth(
    after_application=Answers((1,), (0.6,), (0.0,)),
    after_interview=Answers((1, 3, 8, 15, 31), (0.015, 0.03, 0.025, 0.015, 0.004), (0.005, 0.02, 0.03, 0.03, 0.01)),
    effect=Effect(ratio=((0, 1.0),)),
    habits=_HABITS,
    interviews=1,
    seniorities={"mid": 1.0},
    seniority_odds={},
    search_days=400,
)
_MIXED = replace(
    _BASE,
    after_interview=replace(_BASE.after_interview, ghosting=0.15),
    seniorities={"mid": 0.55, "senior": 0.45},
    seniority_odds={"senior": 0.45},
    habits=replace(_HABITS, senior_wait=1.5),
)
# What each is: in FAMILIES the message matters, and the model assumes none of them as they are.
FAMILIES = {
    # Two in five never answer unasked; a check helps for a few days, the sooner it is sent the more.
    "ghosting": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.4),
        effect=Effect(ratio=((3, 1.6), (5, 1.4), (7, 1.15), (10, 1.0)), later=0.8, decay_days=3),
    ),
    # Messages set answers off, the longer one waits the more.
    "set_off": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.3),
        effect=Effect(ratio=((0, 1.0),), sets_off=((3, 0.02), (7, 0.05), (9, 0.11), (12, 0.13)), later=0.7, decay_days=2),
    ),
    # Seniors answer less, and are waited for longer: long waits look bad for that reason alone.
    "seniority": replace(_MIXED, effect=Effect(ratio=((3, 1.65), (5, 1.45), (7, 1.15), (12, 1.0)), later=0.8, decay_days=5)),
}
OTHER_FAMILIES = {
    # A check before a week has passed brings rejections; after it, answers.
    "provoked": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.2),
        effect=Effect(ratio=((3, 0.8), (6, 1.0), (8, 1.35), (12, 1.45)), rejection_ratio=1.3, later=0.8, decay_days=6),
    ),
    # What fits best is followed up most, and no log shows the fit.
    "hidden_fit": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.2),
        effect=Effect(ratio=((3, 1.55), (5, 1.4), (8, 1.1), (12, 1.0)), later=0.8, decay_days=4),
        fit_sd=0.6,
        habits=replace(_HABITS, fit_pull=0.7),
    ),
}
NULL_FAMILIES = {
    "nothing": replace(_BASE, after_interview=replace(_BASE.after_interview, ghosting=0.25)),
    "nothing_seniority": _MIXED,
}
# Nothing in the tuning was chosen on these: what it is worth on searches of another kind.
UNSEEN_FAMILIES = {
    # Later interviews are answered less, and are waited for longer.
    "stage": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.15),
        effect=Effect(ratio=((3, 1.6), (5, 1.45), (8, 1.15), (12, 1.0)), later=0.8, decay_days=5),
        interviews=2,
        later_interview_odds=0.5,
        habits=replace(_HABITS, later_interview_wait=1.5),
    ),
    # Employers differ in how readily they answer, by more than anything that a log shows.
    "frailty": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.1),
        effect=Effect(ratio=((3, 1.6), (5, 1.45), (8, 1.15), (12, 1.0)), later=0.8, decay_days=4),
        fit_sd=1.2,
    ),
    # A nudge is forgotten the next day, or is remembered for a fortnight.
    "fades_fast": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.3),
        effect=Effect(ratio=((0, 1.0),), sets_off=((3, 0.13), (5, 0.11), (8, 0.05), (12, 0.02)), later=0.7, decay_days=0.7),
    ),
    "fades_slowly": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.3),
        effect=Effect(ratio=((3, 1.6), (5, 1.5), (8, 1.2), (12, 1.0)), later=0.8, decay_days=25),
    ),
    # They decide at any time, and tell once a week.
    "batches": replace(
        _BASE,
        after_interview=replace(_BASE.after_interview, ghosting=0.25, batch_days=7),
        effect=Effect(ratio=((3, 1.65), (5, 1.45), (7, 1.15), (12, 1.0)), later=0.8, decay_days=4),
    ),
    # Many answers take a month and more.
    "heavy_tails": replace(
        _BASE,
        after_interview=Answers(
            (1, 3, 8, 15, 31, 61), (0.01, 0.018, 0.018, 0.016, 0.014, 0.01), (0.004, 0.01, 0.014, 0.014, 0.012, 0.01), 0.15
        ),
        effect=Effect(ratio=((3, 1.65), (5, 1.5), (8, 1.2), (12, 1.0)), later=0.8, decay_days=5),
    ),
}
# More and more never answer: what the early part of the log knows of checks is not true any more.
_DRIFTING = replace(_BASE.after_interview, ghosting=0.05, ghosting_at_end=0.75)
DRIFTING_FAMILIES = {
    "drift": replace(
        _BASE,
        after_interview=_DRIFTING,
        effect=Effect(ratio=((3, 1.5), (5, 1.4), (8, 1.15), (12, 1.0)), later=0.8, decay_days=4),
    ),
    "drift_nothing": replace(_BASE, after_interview=_DRIFTING),
}


def at_the_end(truth: fa.Truth) -> fa.Truth:
    """What is true of a search from its end on."""
    answers = truth.after_interview
    ghosting = answers.ghosting if answers.ghosting_at_end is None else answers.ghosting_at_end
    return replace(truth, after_interview=replace(answers, ghosting=ghosting, ghosting_at_end=None))
