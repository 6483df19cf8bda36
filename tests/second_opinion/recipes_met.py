"""Stories with an interview, held or planned, that hold the traps of the list."""

from .tale import Recipe, Tale


def no_thanks_yet(tale: Tale) -> None:
    tale.met(tale.between(0, 8), thanked=False)


def rounds_of_a_day(tale: Tale) -> None:
    """Two or three interviews of one day, with and without clock times, and no thanks or a check that waits."""
    days_ago, thanked = tale.random.choice(((1, False), (4, False), (0, False), (8, True), (10, True)))
    tale.applied(days_ago + 12)
    for stage in tale.random.sample(("technical", "screening", "cultural_fit", "final"), tale.between(2, 3)):
        tale.tell("interview", days_ago, medium="in_person", stage=stage)
    if thanked:
        tale.tell("thank_you", days_ago - 1, medium="email")


def met_again(tale: Tale) -> None:
    """Thanked for the first meeting, not yet for the second: a connection is a hint on that card."""
    tale.met(tale.between(5, 7), stage="screening")
    tale.tell("interview", tale.between(1, 3), medium="video", stage="final")


def reply_then_meeting(tale: Tale) -> None:
    """A reply that was answered by a meeting, held or planned."""
    tale.applied(30)
    tale.tell("reply", tale.between(7, 12), medium="email")
    if tale.random.random() < 0.5:
        tale.tell("interview", tale.between(1, 6), medium="phone")
    else:
        tale.tell("interview", -tale.between(1, 9), medium="phone")


def invitation_then_planned(tale: Tale) -> None:
    """An invitation, sometimes a further reply, and the meeting to come."""
    tale.applied(25)
    tale.tell("interview_invitation", 6, medium="email")
    if tale.random.random() < 0.6:
        tale.tell("reply", tale.between(1, 4), medium="email")
    tale.tell("interview", -tale.between(0, 12), medium="video", stage=tale.random.choice(("", "final")))


def promised_in_a_note(tale: Tale) -> None:
    tale.promise = tale.day_in(tale.between(-3, 12))
    tale.met(tale.between(6, 14), text=f"went well, they will let me know by {tale.promise.isoformat()}")


def named_a_day(tale: Tale) -> None:
    tale.met(tale.between(8, 14), reply_expected_by=tale.day_in(tale.between(-4, 6)))


def asked_and_heard_nothing(tale: Tale) -> None:
    tale.met(tale.between(25, 60))
    for days_ago in sorted(tale.random.sample(range(3, 24), tale.between(1, 2)), reverse=True):
        tale.tell("status_check", days_ago, medium="email")


def long_since_met(tale: Tale) -> None:
    """A check that slipped: there is something to decide."""
    tale.met(tale.between(20, 45))


def recently_thanked(tale: Tale) -> None:
    tale.met(tale.between(2, 7))


def rejected_after_meeting(tale: Tale) -> None:
    days_ago = tale.between(0, 12)
    tale.met(days_ago + 9)
    tale.tell("rejection", days_ago, medium="email")


def rejected_long_ago(tale: Tale) -> None:
    """The door is kept open."""
    days_ago = tale.between(85, 115)
    tale.met(days_ago + 9)
    tale.tell("rejection", days_ago, medium="email")


def offered(tale: Tale) -> None:
    """An offer, with or without the day by which they want to know; sometimes met again since, or thanked already."""
    days_ago = tale.between(1, 6)
    tale.met(days_ago + 10)
    answer_by = tale.random.choice((None, tale.day_in(tale.between(-1, 9))))
    tale.tell("offer", days_ago, medium="email", answer_by=answer_by)
    if tale.random.random() < 0.3:
        tale.tell("answer", days_ago - 1, medium="email")


def said_without_a_day(tale: Tale) -> None:
    """After a meeting, the sheet has a word for what came of it, and no day."""
    status, words = tale.random.choice((("offer", "Offer"), ("rejected", "Rejected")))
    tale.met(tale.random.choice((5, 20, 29, 33, 59, 63, 90)))
    tale.facts |= {"status": status, "stated_status": words}


# How often each may be drawn for one search.
MET: dict[Recipe, int] = {
    no_thanks_yet: 2,
    rounds_of_a_day: 2,
    met_again: 1,
    reply_then_meeting: 2,
    invitation_then_planned: 3,
    promised_in_a_note: 2,
    named_a_day: 2,
    asked_and_heard_nothing: 1,
    long_since_met: 1,
    recently_thanked: 1,
    rejected_after_meeting: 1,
    rejected_long_ago: 1,
    offered: 2,
    said_without_a_day: 2,
}
