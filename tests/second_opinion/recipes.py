"""Stories of one application each, told backwards from today, that hold the traps of the list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

Facts = dict[str, Any]


@dataclass
class Tale:
    """What is told of one application: its columns, its events by days before today, a promised day."""

    random: Random
    today: date
    facts: Facts = field(default_factory=dict)
    events: list[Facts] = field(default_factory=list)
    promise: date | None = None

    def tell(self, kind: str, days_ago: int, *, hour: int | None = None, **more: Any) -> None:
        """An event; days ahead are negative, and a clock time is there in half of them unless one is given."""
        by_chance = self.random.choice((None, self.random.randrange(8, 19)))
        hour = None if hour == -1 else by_chance if hour is None else hour
        self.events.append({"kind": kind, "day": self.today - timedelta(days=days_ago), "hour": hour, **more})

    def day_in(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def applied(self, days_ago: int) -> None:
        """Through a portal or by mail, with a receipt or without."""
        self.tell("application", days_ago, medium=self.random.choice(("portal", "email", "linkedin", "")))
        if self.random.random() < 0.3:
            self.tell("acknowledgement", days_ago, medium="email", hour=20)

    def met(self, days_ago: int, thanked: bool = True, **more: Any) -> None:
        """An interview after an application, mostly with a thank-you the day after."""
        self.applied(days_ago + self.between(7, 20))
        self.tell("interview", days_ago, medium="video", **more)
        if thanked:
            self.tell("thank_you", days_ago - 1, medium="email", hour=-1)


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


MET: tuple[Callable[[Tale], None], ...] = (
    *(no_thanks_yet, no_thanks_yet, rounds_of_a_day, rounds_of_a_day, met_again, reply_then_meeting, reply_then_meeting),
    *(
        invitation_then_planned,
        invitation_then_planned,
        promised_in_a_note,
        promised_in_a_note,
        named_a_day,
        asked_and_heard_nothing,
    ),
    *(
        long_since_met,
        recently_thanked,
        rejected_after_meeting,
        rejected_long_ago,
        offered,
        offered,
        said_without_a_day,
        said_without_a_day,
    ),
)


def unanswered(tale: Tale) -> None:
    """One to three messages that wait for an answer."""
    tale.applied(40)
    for days_ago in sorted(tale.random.sample(range(12), tale.between(1, 3)), reverse=True):
        kind = tale.random.choice(("reply", "reply", "interview_invitation"))
        answer_by = tale.day_in(tale.between(0, 5)) if kind != "reply" and tale.random.random() < 0.5 else None
        tale.tell(kind, days_ago, medium=tale.random.choice(("email", "portal", "")), answer_by=answer_by)


def answered(tale: Tale) -> None:
    tale.applied(40)
    tale.tell("reply", 12, medium="email")
    tale.tell("answer", tale.between(5, 11), medium="email")


def silent(tale: Tale) -> None:
    """A silent application, young or old; most went where nobody can be written to."""
    if tale.random.random() < 0.2:
        tale.facts["contact"] = "Mara Quill"
    if tale.random.random() < 0.1:
        tale.facts["preferred_medium"] = "linkedin"
    tale.applied(tale.between(2, 60))


def silent_by_mail(tale: Tale) -> None:
    tale.tell("application", tale.between(8, 36), medium=tale.random.choice(("email", "post", "in_person")))


def asked_once(tale: Tale) -> None:
    tale.applied(60)
    tale.tell("status_check", tale.between(10, 30), medium="email")


def applied_again(tale: Tale) -> None:
    """A check of the first silence does not count for the second."""
    asked_once(tale)
    tale.tell("application", tale.between(1, 24), medium="portal")


def promised_by_receipt(tale: Tale) -> None:
    tale.tell("application", 20, medium="email")
    tale.tell("acknowledgement", 19, medium="email", reply_expected_by=tale.day_in(tale.between(-6, 12)))


def no_inquiries(tale: Tale) -> None:
    tale.facts["stated_process"] = "no_inquiries"
    tale.applied(tale.between(20, 60))


def over(tale: Tale) -> None:
    tale.applied(40)
    tale.tell(tale.random.choice(("rejection", "closure", "withdrawal")), tale.between(1, 20), medium="email")


def only_a_word(tale: Tale) -> None:
    """The sheet has a word beyond its events, young or old, and words that ask for nothing."""
    words = tale.random.choice(
        ("Interviewing", "Offer", "Denied 1 Interview", "Rejected", "Rejected without interview", "Closed")
    )
    status = {"Interviewing": "interviewing", "Offer": "offer", "Closed": "closed"}.get(words, "rejected")
    tale.facts |= {"status": status, "stated_status": words}
    tale.applied(tale.random.choice((4, 12, 28, 32, 58, 62, 120)))


NOT_MET: tuple[Callable[[Tale], None], ...] = (
    *(silent,) * 12,
    *(silent_by_mail, silent_by_mail, silent_by_mail, unanswered, answered, asked_once, applied_again),
    *(promised_by_receipt, no_inquiries, over, over, *(only_a_word,) * 7),
)
