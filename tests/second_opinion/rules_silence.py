"""The rules that wait in an episode: T03, T04, T05, T07 and T18, with the factors of T08 to T11 and T17."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from .ends import decision, move_on
from .order import Event
from .story import OUTBOUND, Episode, Story, first
from .verdict import Action, Ask, Window, judged

LEAST_WAIT, MOST_WAIT = 3, 20
WAIT_WHERE_THEY_CONTACT = 15
CLOSURE_DUE_DAYS = 7
CLOSURE_LAPSE_DAYS = 14


def follow_ups(story: Story) -> list[Action]:
    """T03-T05, T07 and T18 of every episode."""
    return [action for episode in story.episodes for action in _episode_actions(story, episode)]


def _episode_actions(story: Story, episode: Episode) -> list[Action]:
    asked = [first_check(story, episode)]
    closures: list[Action] = []
    for number, check in enumerate(episode.of_kind("status_check"), start=1):
        nudge = next_check(story, episode, check, number) if number < story.settings.checks else None
        asked += [nudge] if nudge else []
        if _wants_closure(episode, check, nudge):
            closures.append(closure_request(story, episode, check))
    decisions = [decision(story, missed, episode.next_anchor) for missed in asked if missed.was_missed]
    return asked + closures + decisions + _moves_on(story, episode, closures)


# T03, T04


def first_check(story: Story, episode: Episode) -> Action:
    """T04 where they said by when, else T03."""
    stated = _stated_event(story, episode)
    if stated is not None and stated.stated_day is not None and stated.stated_day >= episode.anchor.day:
        rule, trigger = "T04", stated
        opens, due = _window_of_t04(story, episode, stated.stated_day)
    else:
        rule, trigger = "T03", episode.anchor
        opens, due = _window_of_t03(story, episode)
    window = _days(story, opens, due, due + timedelta(days=story.settings.slipped_days))
    held = story.interview_is_planned or (_wants_answer(episode) and _answered(episode) is None)
    ask = Ask(rule, "status_check", trigger, window, check_number=1, anchor=episode.anchor, held=held)
    enders = _ends_of_episode(story, episode, episode.anchor) + episode.of_kind("closure_request")
    return judged(story, ask, first(episode.of_kind("status_check")), enders)


def _stated_event(story: Story, episode: Episode) -> Event | None:
    """The latest event before the first check, else in the episode or before it, that says by when they will answer."""
    bound = first(episode.of_kind("status_check")) or episode.next_anchor
    before = [event for event in story.past() if bound is None or event.place < bound.place]
    stated = story.stated_events(before)
    return stated[-1] if stated else None


def _window_of_t03(story: Story, episode: Episode) -> tuple[date, date]:
    calendar = story.calendar
    opens = calendar.business_days_after(episode.anchor.day, wait_business_days(story, episode.anchor))
    opens = _not_before_promise(story, episode, _not_before_answer(episode, opens))
    return opens, calendar.business_days_after(opens, story.settings.window_business_days)


def _window_of_t04(story: Story, episode: Episode, stated: date) -> tuple[date, date]:
    opens = story.calendar.business_days_after(stated, story.settings.opens_business_days_after_stated)
    opens = _not_before_answer(episode, opens)
    return opens, max(opens, stated + timedelta(days=story.settings.due_days_after_stated))


def _wants_answer(episode: Episode) -> bool:
    return episode.anchor.kind in ("reply", "interview_invitation")


def _answered(episode: Episode) -> Event | None:
    return first(episode.of_kind(*OUTBOUND))


def _not_before_answer(episode: Episode, opens: date) -> date:
    """What they sent is answered before they are asked."""
    answer = _answered(episode)
    return max(opens, answer.day) if _wants_answer(episode) and answer is not None else opens


def _not_before_promise(story: Story, episode: Episode, opens: date) -> date:
    """What a note promises is waited for, while the question about it is open."""
    promise = story.promise
    if promise is None or episode.next_anchor is not None or promise < episode.anchor.day:
        return opens
    return max(opens, story.calendar.business_days_after(promise, 1))


def wait_business_days(story: Story, anchor: Event) -> int:
    """T03's wait, with T08, T09, T10, T17, then T11; or T16's where they said that they will call."""
    if story.column("stated_process") == "they_contact":
        return WAIT_WHERE_THEY_CONTACT
    urgency = Decimal(story.settings.urgent_factor) if story.urgent else Decimal(1)
    wait = _half_up(story.settings.wait_business_days * pace(story) * urgency)
    if _late_stage(story, anchor):
        wait += story.settings.extra_business_days
    return min(max(wait, LEAST_WAIT), MOST_WAIT)


def _late_stage(story: Story, anchor: Event) -> bool:
    """T11: whether the latest interview up to the anchor is one of those; of one day's rounds without all clocks, any."""
    interviews = [event for event in story.past("interview") if event.place <= anchor.place]
    rounds = [event for event in interviews if event.day == interviews[-1].day]
    latest = rounds[-1:] if all(event.has_clock for event in rounds) else rounds
    return any(event.stage in ("technical", "final") for event in latest)


def pace(story: Story) -> Decimal:
    """The factors of T08, T09 and T17."""
    settings = story.settings
    seniority = settings.seniority_factors.get(story.column("seniority"), "1")
    company = settings.company_factors.get(story.column("company_type"), "1")
    country = settings.country_factors.get(story.column("country"), "1")
    return Decimal(seniority) * Decimal(company) * Decimal(country)


def _half_up(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


# T05


def next_check(story: Story, episode: Episode, check: Event, number: int) -> Action:
    """T05 after a check that is not yet the last."""
    spacing = max(1, _half_up(story.settings.spacing_days * pace(story)))
    opens = check.day + timedelta(days=spacing)
    due = opens + timedelta(days=story.settings.due_days_after_spacing)
    window = _days(story, opens, due, due + timedelta(days=story.settings.slipped_days))
    held = story.interview_is_planned
    ask = Ask("T05", "status_check", check, window, check_number=number + 1, anchor=episode.anchor, held=held)
    enders = _ends_of_episode(story, episode, check) + _after(check, episode.of_kind("closure_request"))
    return judged(story, ask, first(_after(check, episode.of_kind("status_check"))), enders)


# T07


def _wants_closure(episode: Episode, check: Event, nudge: Action | None) -> bool:
    """After the last check, after a missed one, or where closure was asked for before any other check."""
    following = first(_after(check, episode.of_kind("status_check", "closure_request")))
    asked_for_closure = following is not None and following.kind == "closure_request"
    return nudge is None or nudge.was_missed or asked_for_closure


def closure_request(story: Story, episode: Episode, check: Event) -> Action:
    """T07 after a check."""
    opens = check.day + timedelta(days=story.settings.closure_wait_days)
    due = opens + timedelta(days=CLOSURE_DUE_DAYS)
    window = _days(story, opens, due, due + timedelta(days=CLOSURE_LAPSE_DAYS))
    ask = Ask("T07", "closure_request", check, window, anchor=episode.anchor, held=story.interview_is_planned)
    enders = _ends_of_episode(story, episode, check) + _after(check, episode.of_kind("status_check"))
    return judged(story, ask, first(_after(check, episode.of_kind("closure_request"))), enders)


def _moves_on(story: Story, episode: Episode, closures: list[Action]) -> list[Action]:
    """T07's move_on: (a) after a closure request that was sent, (b) after one that was missed."""
    sent = [closure.answer for closure in closures if closure.answer is not None]
    sent += _closure_requests_before_any_check(episode)
    after_sent = [_move_on_after_request(story, episode, request) for request in sent]
    return after_sent + [_move_on_after_lapse(story, episode, closure) for closure in closures if closure.was_missed]


def _closure_requests_before_any_check(episode: Episode) -> list[Event]:
    check = first(episode.of_kind("status_check"))
    requests = episode.of_kind("closure_request")[:1]
    return [r for r in requests if check is None or r.place < check.place]


def _move_on_after_request(story: Story, episode: Episode, request: Event) -> Action:
    opens = request.day + timedelta(days=14)
    breakers = [episode.next_anchor] if episode.next_anchor else []
    return move_on(story, "T07", request, opens, ("closure", "withdrawal"), breakers)


def _move_on_after_lapse(story: Story, episode: Episode, missed: Action) -> Action:
    opens = story.calendar.day_of(missed.window.expires_at) + timedelta(days=1)
    breakers = [episode.next_anchor] if episode.next_anchor else []
    breakers += _after(missed.trigger, episode.of_kind("closure_request"))
    return move_on(story, "T07", missed.trigger, opens, ("closure", "withdrawal"), breakers)


# Common to them


def _ends_of_episode(story: Story, episode: Episode, begun_by: Event) -> list[Event]:
    """The next anchor and the stops."""
    following = [episode.next_anchor] if episode.next_anchor else []
    return following + story.stops(begun_by)


def _after(event: Event, events: list[Event]) -> list[Event]:
    return [later for later in events if later.place > event.place]


def _days(story: Story, opens: date, due: date, expires: date) -> Window:
    calendar = story.calendar
    return Window(calendar.start_of(opens), calendar.end_of(due), calendar.end_of(expires))
