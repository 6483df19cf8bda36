"""What stands beside each method of the effect: what it divides by what, what it assumes, what is missing."""

from followup_analytics.analysis.sequential_trials import HORIZON_DAYS, Trials

# With fewer answered checks than this the trials say too little about their own spread.
FEW_ANSWERED = 5

MEASURES = (
    "risk ratio: {answer} within the days after the check, to {answer} within the days after the application or interview where"
    " no check was ever sent",
    "risk ratio: {answer} within the days after day {day}, with a check by then, to without",
    "risk ratio: {answer} within the days after a check, to the same wait without one",
)
NAIVE_NOTE = (
    "This misleads: a check is only sent while nobody has answered, so every quick answer counts for those who never sent one."
)
_ASSUMED = (
    "Assumed: among waits that are alike in days, checks so far, stage and seniority, sending depended on nothing else. How keen"
    " they are and how well you fit are not in a log."
)


def landmark_note(day: int) -> str:
    """What the landmark leaves open."""
    return (
        f"Fairer: only those who were still waiting at the end of day {day} are compared. It says nothing of the days before, and"
        " how long they had been waiting after a check differs."
    )


def trials_note(trials: Trials, answer: str) -> str:
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
