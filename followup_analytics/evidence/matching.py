"""To which application a message belongs: what speaks for each, added up, and one, several or none of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from followup_analytics.evidence.content import subject_stem
from followup_analytics.evidence.direction import bare
from followup_analytics.evidence.directory import Directory, firm_words, is_nobodys, same_firm
from followup_analytics.evidence.header_text import words_of
from followup_analytics.evidence.heads import Person
from followup_analytics.evidence.items import Decision, Item, Taught, person_key

WEIGHTS = {
    "answered": 9.0,
    "conversation": 7.0,
    "calendar": 7.0,
    "address": 5.0,
    "person": 4.0,
    "name": 4.0,
    "domain": 4.0,
    "known_name": 4.0,
    "day": 3.5,
    "contact_domain": 3.0,
    "subject_again": 3.0,
    "connection": 3.0,
    "firm_in_subject": 3.0,
    "firm_in_name": 3.0,
    "recruiter": 3.0,
    "firm_in_text": 2.5,
    "part_of_domain": 2.0,
    "role_in_subject": 2.0,
    "name_in_text": 2.0,
    "role_in_text": 1.5,
}
# A firm's or a role's name alone claims nothing: adverts, tips of friends and fraud have them too.
_CLAIMS = frozenset(
    (
        "answered",
        "conversation",
        "calendar",
        "address",
        "person",
        "name",
        "domain",
        "part_of_domain",
        "contact_domain",
        "day",
        "subject_again",
        "known_name",
        "connection",
        "recruiter",
    )
)
_PEOPLE = frozenset(("address", "person", "name", "known_name", "subject_again", "name_in_text", "contact_domain"))
_FIRMS = frozenset(("firm_in_subject", "firm_in_name", "firm_in_text"))
_ROLES = frozenset(("role_in_subject", "role_in_text"))
SURE, LIKELY, LEAD = 7.0, 3.0, 1.0
_CANDIDATES_WITHIN = 4.5
_MOST_CANDIDATES = 6


class Ballot:
    """What speaks for each application, each reason once."""

    def __init__(self) -> None:
        self.reasons: dict[int, dict[str, float]] = defaultdict(dict)
        self.is_doubtful = False

    def add(self, reason: str, applications: Iterable[int]) -> None:
        """One reason for some applications."""
        for number in applications:
            self.reasons[number][reason] = WEIGHTS[reason]

    def score(self, number: int) -> float:
        """All that speaks for an application, added up."""
        return sum(self.reasons[number].values())

    def has(self, number: int, reasons: Iterable[str]) -> bool:
        """Whether one of some reasons speaks for an application."""
        return any(reason in self.reasons[number] for reason in reasons)

    def best_first(self, number: int) -> tuple[str, ...]:
        """The reasons for an application, the strongest first."""
        return tuple(sorted(self.reasons[number], key=lambda reason: -WEIGHTS[reason]))


def ballot_of(item: Item, directory: Directory, taught: Taught, company_of: Mapping[str, str]) -> Ballot:
    """What speaks for each application by a message's headers, its text, and what others have taught."""
    ballot, head = Ballot(), item.head
    ballot.add("conversation", taught.conversations.get(item.conversation, ()))
    ballot.add("answered", taught.answers.get(item.conversation, ()))
    stem = " ".join(words_of(subject_stem(head.subject)[0]))
    for person in item.others:
        add_person(ballot, person, directory, taught)
        again = taught.subjects.get((stem, person_key(person)), set())
        if len(taught.people.get(person_key(person), ())) == 1:
            ballot.add("subject_again", again)
        if head.medium == "linkedin":
            ballot.add("known_name", taught.names.get(frozenset(words_of(person[0])), ()))
            ballot.add("connection", directory.firms.found(words_of(company_of.get(person[0], ""))))
        elif item.direction == "inbound":
            ballot.add("firm_in_name", directory.firms.found(words_of(person[0])))
    words = tuple(stem.split())
    ballot.add("firm_in_subject", directory.firms.found(words))
    ballot.add("role_in_subject", directory.roles.found(words))
    if item.content is not None:
        ballot.add("firm_in_text", item.content.firms)
        ballot.add("role_in_text", item.content.roles)
        ballot.add("name_in_text", item.content.names)
        for entry in item.content.entries:
            ballot.add("firm_in_text", directory.firms.found(entry.words))
            ballot.add("role_in_text", directory.roles.found(entry.words))
        if item.direction == "outbound" and "application" in item.content.found | item.content.subject_found:
            ballot.add(
                "day",
                [number for number in list(ballot.reasons) if directory.is_day_of(number, head.at) and _fits_day(ballot, number)],
            )
    return ballot


def _fits_day(ballot: Ballot, number: int) -> bool:
    """Whether an own application of the right day names the role, or goes to a contact or the firm."""
    return ballot.has(number, (*_ROLES, "address", "domain", "name", "person", "contact_domain"))


def add_person(ballot: Ballot, person: Person, directory: Directory, taught: Taught) -> None:
    """What speaks for applications by who somebody is."""
    name, address = person
    domain = address.partition("@")[2]
    ballot.add("address", directory.addresses.get(bare(address), ()) if address else ())
    ballot.add("person", taught.people.get(person_key(person), ()))
    ballot.add("name", directory.person(name))
    if not domain or is_nobodys(domain):
        return
    found = directory.of_domain(domain)
    ballot.add("domain", [number for number, weight in found.items() if weight >= WEIGHTS["domain"]])
    ballot.add("part_of_domain", [number for number, weight in found.items() if weight < WEIGHTS["domain"]])
    if not found:
        ballot.add("contact_domain", directory.contact_domains.get(domain, ()))
        known = taught.domains.get(domain, set())
        if len({directory.firm_words[number] for number in known}) == 1:
            ballot.add("contact_domain", known)


def decide(ballot: Ballot, directory: Directory, at: int, *, claims_by_name: bool) -> Decision | None:
    """One application, several, or none.

    Parameters
    ----------
    ballot : Ballot
    directory : Directory
    at : int
        When the message was sent: what was applied for later is no candidate.
    claims_by_name : bool
        Whether a firm's name may claim it: so with an applicant system's receipt.
    """
    numbers = [number for number in ballot.reasons if directory.was_sent(number, at)]
    numbers = _by_name(numbers, ballot)
    numbers = _by_role(numbers, ballot, directory)
    numbers = _by_recency(numbers, ballot, directory)
    numbers.sort(key=lambda number: (-ballot.score(number), -(directory.applied_at[number] or 0), number))
    if not numbers:
        return None
    top = ballot.score(numbers[0])
    claimed = [number for number in numbers if ballot.has(number, _CLAIMS)]
    near = tuple(number for number in numbers if top - ballot.score(number) < _CANDIDATES_WITHIN)[:_MOST_CANDIDATES]
    if not claimed and not (claims_by_name and any(ballot.has(number, _FIRMS) for number in numbers)):
        return None
    lead = top - (ballot.score(numbers[1]) if len(numbers) > 1 else 0.0)
    is_claimed = numbers[0] in claimed or (claims_by_name and ballot.has(numbers[0], _FIRMS))
    if ballot.is_doubtful:
        named = [number for number in numbers if ballot.has(number, _ROLES)]
        return Decision(tuple(dict.fromkeys((*named[:3], *near)))[:_MOST_CANDIDATES], "ask", ballot.best_first(numbers[0]))
    if top < LIKELY or lead < LEAD or not is_claimed:
        return Decision(near, "ask", ballot.best_first(numbers[0]))
    return Decision((numbers[0],), "sure" if top >= SURE else "likely", ballot.best_first(numbers[0]))


def _by_name(numbers: list[int], ballot: Ballot) -> list[int]:
    """Of somebody who stands for several applications, a firm or role that is named beats that person's other ones."""
    if not any(ballot.has(number, _PEOPLE) for number in numbers):
        return numbers
    for names in (_FIRMS, _ROLES):
        named = [number for number in numbers if ballot.has(number, names)]
        others = [
            number for number in numbers if number not in named and set(ballot.reasons[number]) <= _PEOPLE | _FIRMS | _ROLES
        ]
        if names is _FIRMS and named and len(others) == len(numbers) - len(named):
            ballot.add("recruiter", [number for number in named if not ballot.has(number, _CLAIMS)])
        # A role that none of the person's applications has: it may be about another one.
        ballot.is_doubtful |= (
            names is _ROLES and bool(named) and bool(others) and not any(ballot.has(one, _CLAIMS) for one in named)
        )
        if any(ballot.has(number, _CLAIMS) for number in named):
            numbers = [number for number in numbers if number not in others]
    return numbers


def _by_role(numbers: list[int], ballot: Ballot, directory: Directory) -> list[int]:
    """Among rows of one firm a named role beats all that happened before."""
    named = {directory.firm_words[number] for number in numbers if ballot.has(number, _ROLES)}
    return [number for number in numbers if directory.firm_words[number] not in named or ballot.has(number, _ROLES)]


def _by_recency(numbers: list[int], ballot: Ballot, directory: Directory) -> list[int]:
    """Of two rows with the same firm and role the later one that had been sent, unless more speaks for the earlier."""
    groups: dict[tuple[object, object], list[int]] = defaultdict(list)
    for number in numbers:
        groups[(directory.firm_words[number], directory.role_words[number])].append(number)
    kept = []
    for group in groups.values():
        top = max(map(ballot.score, group))
        best = [number for number in group if top - ballot.score(number) < LEAD]
        kept.append(max(best, key=lambda number: directory.applied_at[number] or 0))
    return kept


def nearly_named(name: str, directory: Directory) -> set[int]:
    """The applications whose firm is spelled nearly like a sender's display name."""
    words = firm_words(name)
    return {number for number, firm in enumerate(directory.firm_words) if words and same_firm(words, firm)}
