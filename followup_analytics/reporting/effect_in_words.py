"""Does following up help? In people's words: what can be said, how sure it is, and what it assumes."""

from followup_analytics.analysis.effect import FollowUpEffect

METHOD_WORDS = {
    "naive": "ever against never asked",
    "landmark": "still waiting on day {day}",
    "sequential_trials": "day by day, like with like",
}
HONEST = "sequential_trials"


def method_words(method: str, landmark_day: int) -> str:
    """A method as people call it."""
    return METHOD_WORDS[method].format(day=landmark_day)


def effect_in_words(effect: FollowUpEffect) -> list[str]:
    """What the log says of status checks: the answer, what the usual comparison would have said, and what is assumed.

    Parameters
    ----------
    effect : FollowUpEffect
        What `follow_up_effect` gives.

    Returns
    -------
    list of str
        Sentences.
    """
    rows = effect.summary.set_index("method")
    honest, naive = rows.loc[HONEST], rows.loc["naive"]
    answer = "a favourable answer" if effect.favourable else "an answer"
    low, ratio, high = (f"{honest[name]:.2f}" for name in ("low", "ratio", "high"))
    if honest["low"] > 1:
        said = f"A check makes {answer} likelier: about {ratio} times as likely as the same wait without one"
    elif honest["high"] < 1:
        said = f"A check makes {answer} less likely: about {ratio} times as likely as the same wait without one"
    else:
        said = f"Whether a check helps can't be told from this log: {answer} is about {ratio} times as likely as without one"
    return [
        f"{said} (likely {low} to {high}), within {honest['horizon_days']} days.",
        f"The usual comparison says {naive['ratio']:.2f}. {naive['note']}",
        str(honest["note"]),
    ]
