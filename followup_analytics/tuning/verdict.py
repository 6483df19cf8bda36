"""The verdict: keep or change, on what it rests, how much more it would take."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from followup_analytics.analysis.milestones import Look
from followup_analytics.tuning.decision import LEAST_CHANCE_BETTER, Decision, least_chance_of_more

_LEAST_INTERVIEWS = 10
_LEAST_DATED, _LEAST_DATED_SHARE = 10, 0.2


@dataclass(frozen=True)
class DatedAnswers:
    """Answers after interviews, and how many of them have a day."""

    dated: int
    answered: int

    @property
    def tell_when(self) -> bool:
        """Whether enough have a day to say when answers come: all, or ten that are a fifth of them."""
        enough = self.dated >= _LEAST_DATED and self.dated >= _LEAST_DATED_SHARE * self.answered
        return enough or self.dated == self.answered


def dated_answers(found: pd.DataFrame) -> DatedAnswers:
    """Count the answers that interviews and the checks after them got, and those with a day, in a table of silences."""
    heard = found["outcome"].isin(["answered", "rejected", "undated"]) & (found["stage"] != "")
    known = (found["least_days"] == found["most_days"]).fillna(value=False)
    return DatedAnswers(int((heard & known).sum()), int(heard.sum()))


def verdict_of(
    decision: Decision, interviews: int, checks: int, exploration: pd.Series | None, dated: DatedAnswers, look: Look
) -> str:
    """A sentence or two for someone who never heard of a hazard."""
    if not dated.tell_when:
        sentences = [_too_few_days(decision, dated)]
    else:
        sentences = [_change(decision, interviews) if decision.changes else _keep(decision, interviews, checks, look)]
    if exploration is not None:
        first, second = exploration["waits"]
        sentences.append(
            f"As an experiment a coin has chosen between waiting {first} and {second} business days: "
            f"use {exploration['chosen']} from now on, so that the log can tell them apart."
        )
    if look.answers and dated.tell_when:
        sentences.append(_decided(look))
    return " ".join(sentences)


def _decided(look: Look) -> str:
    """When it was decided: what is looked at every week finds something by chance."""
    day = date.fromisoformat(look.day)
    return (
        f"We decided this on {day.day} {day:%B %Y}, at {look.answers:,} answers after interviews. We decide again at "
        f"{look.next_answers:,}, because looking every week would find a difference by chance."
    )


def assumed(checks: int) -> str:
    """What has to be so for a tuning to hold."""
    return (
        f"Assumed: your sheet has all checks that you sent ({checks:,} after interviews); what follows on one that nobody wrote "
        "down counts as having come by itself. And among interviews that are alike in seniority and in how long you had waited, "
        "asking depended on nothing else: how keen they are and how well you fit are not in a log."
    )


def cadence_in_words(policy: pd.Series) -> str:
    """A policy as one would say it."""
    wait, spacing, most = (int(policy[name]) for name in ("wait_business_days", "spacing_days", "max_attempts"))
    first = f"ask {wait} business days after an interview"
    if most == 1:
        return f"{first}, once"
    return f"{first}, then {'once more' if most == 2 else 'twice more'}, at least {spacing} days apart"


def _change(decision: Decision, interviews: int) -> str:
    best, given = decision.recommended, decision.given
    medium = f", by {_MEDIA.get(best['medium'], best['medium'])}" if best["medium"] != given["medium"] else ""
    return (
        f"Change: {cadence_in_words(best)}{medium}. From {_counted(interviews, 'interview')}, that brings a favourable answer in "
        f"{_points(best['gain'])} of 100 interviews more than what you do now ({_points(best['gain_low'])} to "
        f"{_points(best['gain_high'])}), the trouble of writing subtracted; better with a chance of {_chance(best['p_better'])}."
    )


_MEDIA = {"email": "e-mail", "phone": "phone", "linkedin": "LinkedIn"}


def _keep(decision: Decision, interviews: int, checks: int, look: Look) -> str:
    kept = f"Keep what you do: {cadence_in_words(decision.given)}."
    if interviews == 0:
        nothing = "The log has no interview with a date yet, so there is nothing to tune on"
        return f"{kept} {nothing}: about {decision.more_interviews:,} interviews would be needed."
    if checks == 0:
        asked = _counted(interviews, "interview")
        return f"{kept} After {asked} no check was sent yet, so the log can't say what checks bring. {_more(decision)}"
    if decision.alike > _ALIKE:
        return f"{kept} No permitted cadence is better by 1 in 100 interviews: there is no difference worth having."
    other = decision.policies.iloc[decision.best_other]
    few = "only " if interviews < _LEAST_INTERVIEWS else ""
    rests = f"{few.capitalize()}{_counted(interviews, 'interview')} and {_counted(checks, 'check')} can't tell another cadence"
    more = other["max_attempts"] > decision.given["max_attempts"]
    bar, asks_more = (least_chance_of_more(look.answers), " where it means more messages") if more else (LEAST_CHANCE_BETTER, "")
    if other["p_better"] <= _EVEN:
        return f"{kept} {rests} apart from it, and none looks better. {_more(decision)}"
    return (
        f"{kept} {rests} apart from it. The most promising one ({cadence_in_words(other)}) has a {_chance(other['p_better'])} "
        f"chance of being better. We change our advice at {_chance(bar)}{asks_more}. {_more(decision)}"
    )


_ALIKE, _EVEN = 0.9, 0.5


def _more(decision: Decision) -> str:
    """What it would take to find a cadence that is clearly better."""
    if decision.more_interviews:
        return f"A cadence better by 10 in 100 interviews would take about {decision.more_interviews:,} more to find."
    return (
        "A cadence better by 10 in 100 interviews would have shown by now with a chance of 8 in 10; smaller ones take about "
        "1,000 interviews."
    )


def _too_few_days(decision: Decision, dated: DatedAnswers) -> str:
    return (
        f"Keep what you do: {cadence_in_words(decision.given)}. Your sheet has the day of {dated.dated} of "
        f"{_counted(dated.answered, 'answer')} after interviews, too few to say when they come. Write the day of an answer down, "
        "and this will tell you more."
    )


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


def _chance(share: float) -> str:
    return "over 99 %" if share > 0.99 else f"{100 * share:.0f} %"


def _points(chance: float) -> str:
    return f"{100 * chance:.1f}".replace("-", "−")
