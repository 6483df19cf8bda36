"""What silence means, in people's words."""

from followup_analytics.analysis.silence import SilenceCurve
from followup_analytics.reporting.rates_in_words import percent
from followup_analytics.reporting.words import counted

FEW_SILENCES = 10


def silence_in_words(curve: SilenceCurve, group: str = "") -> str:
    """How many waits are answered, by when the last answers come, and what it rests on.

    Parameters
    ----------
    curve : SilenceCurve
        What `silence_curve` gives.
    group : str
        One of its groups.

    Returns
    -------
    str

    Raises
    ------
    UnknownNameError
        If there is no such group.
    """
    facts = curve.of_group(group)
    silences, last_day = int(facts["silences"]), int(facts["last_answers_day"])
    if not silences:
        return "There are no waits yet, so nothing can be said."
    answered, likely, some = _answered(curve, group)
    is_all = group == "" and len(curve.groups) == 1 and silences > 1
    which = f"All {silences:,} waits together:" if is_all else f"Of {counted(silences, 'wait')},"
    said = f"{which} {answered} (likely {likely})."
    if some and last_day < int(facts["horizon_days"]):
        said += f" By day {last_day}, 19 in 20 of those answers have come."
    if int(facts["undated"]):
        said += f" {counted(int(facts['undated']), 'more was', 'more were')} answered on a day that the sheet does not give."
    return said if silences >= FEW_SILENCES else f"{said} That is too few waits to rely on."


def silence_in_brief(curve: SilenceCurve, group: str = "") -> str:
    """How many waits are answered, and how sure that is, in one short sentence; parameters and errors as for the long one."""
    silences = int(curve.of_group(group)["silences"])
    if silences < FEW_SILENCES:
        return f"{counted(silences, 'wait')} so far, too few to tell." if silences else "no wait of known length yet."
    answered, likely, _ = _answered(curve, group)
    return f"{answered} (likely {likely}; {silences:,} waits)."


def _answered(curve: SilenceCurve, group: str) -> tuple[str, str, bool]:
    """The share that is answered by the curve's end, its interval, and whether it is more than none."""
    last = curve.frame[curve.frame["group"] == group].iloc[-1]
    within = counted(int(curve.of_group(group)["horizon_days"]), "day")
    likely = f"{percent(last['answered_low'])} to {percent(last['answered_high'])}"
    return f"{percent(last['answered'])} are answered within {within}", likely, bool(last["answered"] > 0)


def waiting_in_words(curve: SilenceCurve, waited_days: int, group: str = "", name: str = "") -> str:
    """What may still come after some days of silence.

    Parameters
    ----------
    curve : SilenceCurve
    waited_days : int
        Whole days without a word so far.
    group : str
        One of the curve's groups.
    name : str
        Who is waited for.

    Returns
    -------
    str

    Raises
    ------
    UnknownNameError
        If there is no such group.
    FollowupError
        If `waited_days` is negative.
    """
    left = curve.chance_still_to_hear(waited_days, group)
    who = f"{name}: {counted(waited_days, 'day')} of silence" if name else f"After {counted(waited_days, 'day')} of silence"
    horizon, silences = int(left["horizon_days"]), int(left["silences"])
    if waited_days >= horizon:
        return f"{who}. So long a wait says more than this log can: it knows waits of up to {counted(horizon, 'day')}."
    if silences == 0:
        return f"{who}. No wait in this log was longer, so nothing can be said."
    between = f"likely {percent(left['low'])} to {percent(left['high'])}"
    rest = f"{counted(silences, 'wait')} lasted longer"
    return f"{who}. The chance still to hear by day {horizon} is {percent(left['chance'])} ({between}; {rest})."
