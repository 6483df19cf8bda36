"""What a check brings, in words."""

from datetime import date

from followup_analytics.analysis.calendar_drift import THINNED, AnswerDrift
from followup_analytics.analysis.follow_up_effect import HELPS, HINDERS, FollowUpEffect
from followup_analytics.reporting.wording.rates import percent

_MOSTLY = 0.5
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
    as_likely = f"about {ratio} times as likely as the same wait without one"
    if effect.verdict == HELPS:
        said = f"A check makes {answer} likelier: {as_likely}"
    elif effect.verdict == HINDERS:
        said = f"A check makes {answer} less likely: {as_likely}"
    else:
        said = "Your sheet can't tell whether asking helps. "
        said += f"{_capital(answer)} after a check was about {ratio} times as likely as without one"
    both = ", so it could be either way" if honest["low"] <= 1 <= honest["high"] else ""
    sentences = [
        f"{said} (likely {low} to {high}), within {honest['horizon_days']} days{both}.",
        _decided(effect),
        f"The usual comparison says {naive['ratio']:.2f}. {naive['note']}",
        str(honest["note"]),
        _believed_before(effect),
        _if_unrecorded(effect),
        drift_in_words(effect.drift),
    ]
    if honest["unknown_day_share"] > _MOSTLY:
        sentences.append("Most of this rests on answers without a day in your sheet.")
    return [sentence for sentence in sentences if sentence]


def drift_in_words(drift: AnswerDrift) -> str:
    """How answers changed over the quarters of a search; empty where nothing is told."""
    if not drift.code:
        return ""
    shares = (
        f"In the first half of your search people answered about {percent(drift.early_share)} of your messages within "
        f"{drift.within_days} days, and in the second about {percent(drift.late_share)}"
    )
    if drift.code == THINNED:
        return f"Answers have thinned. {shares}. What used to work may not work as well now."
    return f"Answers have slowed. {shares}. In the end about as many come, so give them more time than you used to."


def _decided(effect: FollowUpEffect) -> str:
    """When it was decided whether asking helps, and when it will be again."""
    if not effect.decided_on:
        return f"We decide whether asking helps at {effect.next_at_answers:,} answers, and not before."
    day = date.fromisoformat(effect.decided_on)
    return (
        f"We decided this on {day.day} {day:%B %Y}, at {effect.decided_at_answers:,} answers. We decide again at "
        f"{effect.next_at_answers:,}, because looking every week would find an effect by chance."
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _believed_before(effect: FollowUpEffect) -> str:
    low, ratio, high = (f"{effect.prior[name]:.2f}" for name in ("low", "ratio", "high"))
    return (
        f"It starts from trials of reminders in other fields: {ratio} (likely {low} to {high}) is what one would say without "
        "your sheet."
    )


def _if_unrecorded(effect: FollowUpEffect) -> str:
    """What the ratio would be about, if some checks were sent that the sheet does not tell of."""
    ratio = float(effect.summary["ratio"].iloc[-1])
    if f"{effect.ratio_if_unrecorded:.2f}" == f"{ratio:.2f}":
        return ""
    return f"If 1 in 5 of your checks is missing from the log, {ratio:.2f} would be about {effect.ratio_if_unrecorded:.2f}."
