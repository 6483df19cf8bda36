"""Stories without any interview that hold the traps of the list."""

from .tale import Recipe, Tale


def offered_at_once(tale: Tale) -> None:
    """Without an interview that the sheet knows of; its last day may come before that of an older offer."""
    tale.applied(40)
    tale.tell("offer", tale.between(0, 4), medium="email", answer_by=tale.random.choice((None, tale.day_in(tale.between(0, 9)))))


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


# How often each is drawn, against the others.
UNMET: dict[Recipe, int] = {
    silent: 20,
    silent_by_mail: 3,
    unanswered: 1,
    offered_at_once: 1,
    answered: 1,
    asked_once: 1,
    applied_again: 1,
    promised_by_receipt: 1,
    no_inquiries: 1,
    over: 2,
    only_a_word: 7,
}
