"""The first sentences of the notebooks: each says what the numbers of the sheet say, and no more."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from followup_analytics.analysis.application_flows import OFFER, OUTCOMES, ROUNDS, START
from followup_analytics.analysis.response_times import SilenceCurve
from followup_analytics.evidence.proposals import proposal_frame
from followup_analytics.importing.columns.sheet_reading import SheetReading
from followup_analytics.jupyter.panels import answer
from followup_analytics.jupyter.tables import Shown, first_to_send, longest_story, most_urgent
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.provenance import known_from
from followup_analytics.messages.drafts import draft_message
from followup_analytics.messages.message import Message
from followup_analytics.reporting.charts.application_timeline import timeline
from followup_analytics.reporting.charts.figure import Picture
from followup_analytics.reporting.charts.flow_diagram import Sankey
from followup_analytics.reporting.charts.page_svg import week_bars
from followup_analytics.reporting.due_cards import DueCards
from followup_analytics.reporting.weekly.front_page import first_sentence, last_week_in_words, weeks, weeks_in_words
from followup_analytics.reporting.weekly.week_numbers import WeekNumbers
from followup_analytics.reporting.wording.answers import FEW_SILENCES, silence_in_words
from followup_analytics.reporting.wording.names import ACTION_WORDS, EVENT_WORDS, counted, day_text
from followup_analytics.reporting.wording.problems import problems_in_words
from followup_analytics.reporting.wording.provenance import found_in_words, rates_before_and_after
from followup_analytics.reporting.wording.rates import percent
from followup_analytics.rules.cadence import Seeker
from followup_analytics.rules.catalogue import rules
from followup_analytics.search.search import Search
from followup_analytics.tuning.tune import Tuning

_FEWEST_TO_COMPARE = 10
_TO_DO = ("waiting", "thanks", "checks", "cold")
_STYLE = (
    ".fu-weeks{max-width:34em;--fu-quiet:#757575;--fu-line:rgba(128,128,128,.45);--fu-blue:#0b5cad;--fu-pale:#9cbde6}"
    "[data-jp-theme-light=false] .fu-weeks{--fu-blue:#6db9e8;--fu-pale:#2f5d86}"
)


def today_answer(cards: DueCards) -> Shown:
    """How much there is to do today, and with whom to start."""
    to_do = [card for tier in _TO_DO for card in cards.tiers[tier]]
    if not to_do:
        return answer(cards.first)
    named = [f"{card.company}: {card.what[0].lower()}{card.what[1:]} ({card.when})" for card in to_do[:3]]
    return answer(cards.first, f"Start with {named[0]}.", f"Then {', and '.join(named[1:])}." if named[1:] else "")


def rates_answer(overall: pd.DataFrame, by_medium: pd.DataFrame) -> Shown:
    """How often messages are answered, and whether one medium does better."""
    if not len(overall):
        return answer("You have not written to anybody yet.")
    row, within = overall.iloc[0], counted(int(overall["within_days"].iloc[0]), "day")
    told = f"People answered {int(row['responded'])} of your {int(row['attempts'])} messages within {within}"
    if row["responded_undated"]:
        told += f", and {int(row['responded_undated'])} on a day that your sheet doesn't give"
    if int(row["attempts"]) < _FEWEST_TO_COMPARE:
        return answer(f"{told}.", f"From {_FEWEST_TO_COMPARE} messages on there is a rate here.")
    if pd.isna(row["rate"]):
        return answer(f"{told}.", "Too few of the answers have a day, so the rate can't be told.")
    share = f"{told}: about {percent(row['rate'])}, likely {percent(row['low'])} to {percent(row['high'])}."
    undated = f"Answers without a day could make it {percent(row['rate_most'])}." if row["responded_undated"] else ""
    is_one = by_medium["rank"].nunique() < 2
    better = "nothing shows yet that one way works better" if is_one else "some ways can be told apart"
    return answer(f"About {percent(row['rate'])} of your messages are answered within {within}, and {better}.", share, undated)


def by_in_brief(name: str, rates: pd.DataFrame) -> str:
    """What rates by something tell, for the summary of a fold: whether any of its groups can be told apart."""
    if not len(rates):
        return f"{name}: there are no messages yet"
    apart = int((rates["told_apart"] != 0).sum())
    return (
        f"{name}: {counted(apart, 'group stands out', 'groups stand out')}" if apart else f"{name}: you can't tell them apart yet"
    )


def silence_answer(curve: SilenceCurve) -> Shown:
    """From which day on silence mostly means no."""
    facts = curve.of_group("")
    last, horizon = int(facts["last_answers_day"]), int(facts["horizon_days"])
    if int(facts["silences"]) < FEW_SILENCES or last >= horizon:
        return answer("Your sheet can't tell yet when silence means no.", silence_in_words(curve))
    first = f"After {counted(last, 'day')}, silence mostly means no: 19 in 20 of the answers in {horizon} days have come."
    return answer(first, silence_in_words(curve))


def week_answer(numbers: WeekNumbers) -> Shown:
    """What matters this week."""
    return answer(first_sentence(numbers), last_week_in_words(numbers))


def weeks_shown(numbers: WeekNumbers) -> Shown:
    """Messages sent (pale) and answers heard of the last five weeks."""
    words = weeks_in_words(numbers)
    drawn = week_bars(weeks(numbers), words)
    return Shown(
        f'<style>{_STYLE}</style><div class="fu-weeks">{drawn}<p>Messages sent (pale) and answers heard.</p></div>', words
    )


def rules_at_work(cards: DueCards) -> pd.DataFrame:
    """The rules behind the cards of today: `rule, what it says, guides`."""
    names = sorted({card.rule for tier in _TO_DO for card in cards.tiers[tier] if card.rule})
    known = [rules()[name] for name in names]
    columns = {"rule": names, "what it says": [rule.title for rule in known], "guides": [rule.citation for rule in known]}
    return pd.DataFrame(columns, dtype="str")


def reading_answer(reading: SheetReading) -> Shown:
    """How much was read of a sheet, and how much of it needs a look."""
    log = reading.log
    size = f"{counted(len(log.applications), 'application')} and {counted(len(log.events), 'event')}"
    looks = int((log.problems["severity"] != "note").sum())
    needs = f"{counted(looks, 'thing needs', 'things need')} a look" if looks else "nothing needs a look"
    return answer(f"We read {size}, and {needs}.", f"Your sheet has {reading.layout}.", problems_in_words(log))


def tuning_answer(tuning: Tuning) -> Shown:
    """Whether to keep or to change the cadence, then the grounds."""
    first, _, grounds = tuning.verdict.partition(". ")
    return answer(f"{first}." if grounds else first, grounds)


def glance_answer(flow: Sankey) -> Shown:
    """How far the applications came, and where they stand."""
    sizes = flow.sizes
    applications, met, offers = (sizes.get(name, 0) for name in (START, ROUNDS[0], OFFER))
    if not applications:
        return answer("You have no applications yet.")
    first = f"{counted(met, 'application')} of {applications} came to an interview, and {offers or 'none'} to an offer."
    ends = [f"{sizes[name]} {name.lower()}" for name in OUTCOMES if name in sizes]
    return answer(first, f"Where they stand now: {', '.join(ends)}.")


def drawn_story(log: JobSearchLog, actions: pd.DataFrame, *, as_of: Any, longest: bool = False) -> Picture | str:
    """The story of the most urgent application, or the longest one among those with something to do; a sentence where none is."""
    if not len(log.applications):
        return "There is no application yet."
    chosen = longest_story(log, actions) if longest else most_urgent(log, actions)
    return timeline(log, chosen, actions, as_of=as_of)


def first_draft(log: JobSearchLog, actions: pd.DataFrame, seeker: Seeker, **given: Any) -> Message | None:
    """The draft of the most urgent message, `given` as for `draft_message`; None where nothing is to be sent."""
    if not actions["send_at"].notna().any():
        return None
    return draft_message(log, first_to_send(actions), seeker=seeker, **given)


def written_in_a_hurry(log: JobSearchLog) -> str:
    """A message as one writes it at night, after the fifth silence in a row: for a review to find what is wrong with it."""
    company = next(iter(log.applications["company"]), "") or "your company"
    return (
        f"Subject: Application\n\nHey guys,\n\nI applied to {company} weeks ago and I still haven't heard back. This is my third "
        "e-mail!! When I start, I will sort out your your pricing. You must answer me by tomorrow.\n\n"
        "I have attached my portfolio.\n\n[Your name]\n"
    )


def message_answer(actions: pd.DataFrame, draft: Message | None) -> Shown:
    """The first message to send, why, and what its draft still needs."""
    if draft is None:
        return answer("You have nothing to send today.", "Look from another day, or open the notebook on the list.")
    company, role, action, why = (str(actions.at[draft.action_id, name]) for name in ("company", "role", "action", "why"))
    needs = counted(len(draft.missing), "thing") if draft.missing else ""
    ready = (
        f"Its draft still needs {needs} from you." if needs else "Its draft is ready. Read it once more, and send it yourself."
    )
    what = ACTION_WORDS[action]
    return answer(f"{what}: {company or role}.", why, ready)


# --- what mail knows --------------------------------------------------------------------------------------------------


def collected(search: Search, mail: Sequence[Any], me: Any = None) -> pd.DataFrame:
    """The proposals of what was exported, all that is sure or likely accepted; none where nothing is named."""
    if not mail:
        return proposal_frame([])
    proposals = search.collect(*mail, me=me).proposals
    search.accept("all")
    return proposals


def sure_or_likely(proposals: pd.DataFrame) -> pd.DataFrame:
    """The proposals that belong to one application of the sheet."""
    return proposals[(proposals["certainty"] != "ask") & ~proposals["starts_application"]]


def mail_answer(proposals: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame, *, is_named: bool) -> Shown:
    """What mail tells that the sheet does not have, and the rate of all messages without and with it."""
    if not is_named:
        return answer(
            "No mailbox is named yet.",
            "Name your exports in the line MAIL above: an mbox file, a folder of mail, a calendar, a LinkedIn export.",
        )
    return answer(found_in_words(sure_or_likely(proposals)), *rates_before_and_after(before, after))


def questions_asked(proposals: pd.DataFrame, log: JobSearchLog) -> pd.DataFrame:
    """What only the seeker can tell, one row a conversation: `day, what, whom, subject, which application, if any`."""
    asked = proposals[(proposals["certainty"] == "ask") & ~proposals["known"] & ~proposals["starts_application"]]
    asked = asked.drop_duplicates("conversation")
    names = (log.applications["company"] + ", " + log.applications["role"]).str.strip(", ")
    which = ["; ".join(str(names[name]) for name in several if name in names.index) for several in asked["candidates"]]
    return _listed(asked).assign(**{"which application, if any": which})


def lacking(proposals: pd.DataFrame) -> pd.DataFrame:
    """Receipts of applications that the sheet does not have: `day, what, whom, subject`."""
    return _listed(proposals[proposals["starts_application"]])


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    days = [day_text(at.date(), at.date()) for at in rows["at"]]
    whom = rows["contact"].where(rows["contact"] != "", rows["contact_email"])
    columns = {"day": days, "what": list(rows["kind"].map(EVENT_WORDS)), "whom": list(whom), "subject": list(rows["subject"])}
    return pd.DataFrame(columns, dtype="str")


def known_of(log: JobSearchLog) -> pd.DataFrame:
    """What of a log is known from mail, as `known_from` gives it."""
    return known_from(len(log.applications), log.events, log.provenance)
