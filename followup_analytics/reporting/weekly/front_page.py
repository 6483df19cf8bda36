"""The first page: one sentence, five cards, three numbers, one chart, and what changed."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from followup_analytics.analysis.intervals import wilson_interval
from followup_analytics.reporting.due_cards import Card
from followup_analytics.reporting.weekly.blocks import ShownCard, shown
from followup_analytics.reporting.weekly.progress import FEWEST_TO_COMPARE, WEEKS_BEFORE, WITHIN_DAYS
from followup_analytics.reporting.weekly.tasks import DONE, TO_DO_TIERS
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.answers import FEW_SILENCES
from followup_analytics.reporting.wording.names import counted, day_text, one_line, short_day
from followup_analytics.reporting.wording.rates import percent

FIRST_CARDS = 5
SENT = ("Applications sent", "Follow-ups sent", "Thank-yous sent", "Answers sent")
HEARD = ("Replies from people", "Invitations to interviews", "Rejections", "Offers")
# What a change is called, and the sign before it, by what happened; what matters most first.
_CHANGES = {
    "Offer": ("+", "An offer"),
    "Invitation": ("+", "An invitation"),
    "Reply": ("+", "A reply"),
    "Rejection": ("−", "A rejection"),
}
_MOST_CHANGES = 4
_TOO_FEW_DAYS = "Too few of the answers have a day, so the rate can't be told."
# Above it "1 in 2" would be said of too much.
_MOST_TOLD_AS_ONE_IN = 0.5


@dataclass(frozen=True)
class Figure:
    """A number in large letters, what it means, and its interval as shares; `interval` is None where nothing can be said yet."""

    large: str
    text: str
    interval: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Change:
    """What happened: a sign, what it was, with whom, and on which day."""

    sign: str
    what: str
    company: str
    day: str


def first_sentence(numbers: WeekNumbers) -> str:
    """How much there is to do, what was done since Monday, and where to start."""
    done = int((numbers.do_now["group"] == DONE).sum())
    parts = [one_line(numbers.cards.first), f"{done} already done this week." if done else ""]
    first = next(iter(to_do(numbers)), None)
    if first is not None:
        parts.append(f"Start with {shown(first.company)}: {first.what[0].lower()}{first.what[1:]}.")
    return " ".join(filter(None, parts))


def to_do(numbers: WeekNumbers) -> list[Card]:
    """The cards that count as to do, in the order of the list."""
    return [card for tier in TO_DO_TIERS for card in numbers.cards.tiers[tier]]


def card_shown(numbers: WeekNumbers, card: Card) -> ShownCard:
    """A card as text that is safe to show, with the place of its draft."""
    people = " · ".join(filter(None, map(shown, (card.contact, card.role, card.medium))))
    place = place_of_draft(numbers, card.action_id)
    return ShownCard(card.look, shown(card.what), shown(card.company), people, card.when, card.code, shown(card.why), place)


def place_of_draft(numbers: WeekNumbers, action_id: str) -> str:
    """Where the draft of an action stands: a number, since an id comes from the sheet."""
    ids = list(numbers.drafts.index)
    return f"draft-{ids.index(action_id) + 1}" if action_id in ids else ""


def figures(numbers: WeekNumbers) -> tuple[Figure, Figure, Figure]:
    """What is answered within 14 days, by when answers come, and how many thank-yous went out in time."""
    return _answered(numbers), _by_when(numbers), _thanked(numbers)


def _answered(numbers: WeekNumbers) -> Figure:
    rates = numbers.rates[numbers.rates["by"] == ""]
    sent, within = int(rates["attempts"].sum()), counted(WITHIN_DAYS, "day")
    if sent < FEWEST_TO_COMPARE:
        answered = int(rates["responded"].sum())
        rest = f"From {FEWEST_TO_COMPARE} messages on there is a rate here."
        return Figure(f"{answered} of {sent}", f"of your messages answered within {within} so far. {rest}")
    row = rates.iloc[0]
    if pd.isna(row["rate"]):
        return Figure(f"{int(row['responded'])} of {sent}", f"messages answered within {within}. {_TOO_FEW_DAYS}")
    undated = f" Answers without a day could make it {percent(row['rate_most'])}." if row["responded_undated"] else ""
    likely = _likely(row["rate"], row["low"], row["high"])
    if row["rate"] == 0:
        large, text = f"0 of {sent}", f"messages were answered within {within}: {likely}."
    elif row["rate"] > _MOST_TOLD_AS_ONE_IN:
        large, text = percent(row["rate"]), f"of your messages are answered within {within}: {likely}."
    else:
        large, text = f"1 in {round(1 / row['rate'])}", f"of your messages is answered within {within}: {likely}."
    text += undated
    return Figure(large, text, (float(row["low"]), float(row["rate"]), float(row["high"])))


def _by_when(numbers: WeekNumbers) -> Figure:
    curve, facts = numbers.silence.frame, numbers.silence.groups
    last = curve.iloc[-1] if len(curve) else None
    if last is None or int(facts["silences"].sum()) < FEW_SILENCES or not last["answered"] > 0:
        return Figure("Not yet", "known how long answers take: too few have come.")
    share, low, high = (float(last[name]) for name in ("answered", "answered_low", "answered_high"))
    within = counted(int(facts["horizon_days"].iloc[0]), "day")
    text = f"By then, 19 in 20 of the answers within {within} have come. Answered at all: {_likely(share, low, high)}."
    return Figure(counted(int(facts["last_answers_day"].iloc[0]), "day"), text, (low, share, high))


def _thanked(numbers: WeekNumbers) -> Figure:
    due, in_time = (int(numbers.conduct[name].sum()) for name in ("thank_yous", "thank_yous_in_time"))
    if not due:
        return Figure("No thank-yous", "were due yet.")
    share = in_time / due
    low, high = (float(bound[0]) for bound in wilson_interval(np.array([share]), np.array([float(due)])))
    text = f"thank-yous went out within 24 hours: {_likely(share, low, high)}."
    return Figure(f"{in_time} of {due}", text, (low, share, high))


def _likely(share: float, low: float, high: float) -> str:
    return f"{percent(share)}, likely {percent(low)} to {percent(high)}"


def weeks(numbers: WeekNumbers) -> tuple[tuple[str, int, int], ...]:
    """The five weeks before this one, the earliest first: the name, what was sent, what was heard."""
    columns = [*(f"before_{number}" for number in range(WEEKS_BEFORE, 0, -1)), "last_week"]
    sums = [numbers.happened.loc[list(rows)].sum() for rows in (SENT, HEARD)]
    named = [short_day(numbers.week.before(ago).begins) for ago in range(WEEKS_BEFORE + 1, 0, -1)]
    return tuple((name, int(sums[0][column]), int(sums[1][column])) for name, column in zip(named, columns, strict=True))


def weeks_in_words(numbers: WeekNumbers) -> str:
    """The chart of five weeks, in a sentence."""
    told = [f"from {name} {sent} sent and {heard} heard" for name, sent, heard in weeks(numbers)]
    return f"Messages sent and answers heard by week: {', '.join(told)}."


def changes(numbers: WeekNumbers) -> tuple[Change, ...]:
    """The most important of what they said since the Monday before this week, at most four."""
    events = numbers.events[numbers.events["what"].isin(list(_CHANGES))]
    rank = events["what"].map({name: place for place, name in enumerate(_CHANGES)})
    ordered = events.assign(rank=rank).sort_values(["rank", "day"], ascending=[True, False], kind="stable")
    return tuple(
        Change(*_CHANGES[str(row["what"])], shown(row["company"]), day_text(cast(pd.Timestamp, row["day"]).date(), numbers.today))
        for row in ordered.head(_MOST_CHANGES).to_dict("records")
    )


def last_week_in_words(numbers: WeekNumbers) -> str:
    """What was sent last week, beside the four weeks before, and how many companies were met."""
    every = weeks(numbers)
    _, sent, heard = every[-1]
    met = int(numbers.happened["last_week"]["Interviews"])
    earlier_sent, earlier_heard = sum(week[1] for week in every[:-1]), sum(week[2] for week in every[:-1])
    if not (sent or heard or met or earlier_sent or earlier_heard):
        return "Your sheet has nothing for the last five weeks."
    said = f"Last week you sent {counted(sent, 'message')} and heard back {_times(heard)}."
    said += f" You had {counted(met, 'interview')}." if met else ""
    earlier = f" In the four weeks before, it was {counted(earlier_sent, 'message')} and {counted(earlier_heard, 'answer')}."
    return said + (earlier if earlier_sent or earlier_heard else "")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times" if number else "from nobody"
