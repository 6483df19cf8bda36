"""Messages on their way to proposals, their conversations, and what settled ones teach about the others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from followup_analytics.evidence.content import Content, subject_stem
from followup_analytics.evidence.direction import bare
from followup_analytics.evidence.directory import is_personal
from followup_analytics.evidence.header_text import words_of
from followup_analytics.evidence.heads import Head, Person
from followup_analytics.evidence.kinds import NOTHING, Kind


@dataclass(slots=True)
class Item:
    """A message on its way to a proposal."""

    head: Head
    direction: str
    others: tuple[Person, ...]
    content: Content | None = None
    conversation: str = ""
    decision: "Decision | None" = None
    kind: Kind = NOTHING
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The applications that a message may belong to, best first, how sure that is, and what speaks for the best."""

    candidates: tuple[int, ...]
    certainty: str
    reasons: tuple[str, ...]


@dataclass
class Taught:
    """What settled messages teach: their conversations, the people who wrote them, and domains of one firm."""

    conversations: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    people: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    names: dict[frozenset[str], set[int]] = field(default_factory=lambda: defaultdict(set))
    domains: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    subjects: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    answers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    systems: set[str] = field(default_factory=set)

    def learn(self, item: Item, application: int) -> None:
        """What one settled message teaches."""
        self.conversations[item.conversation].add(application)
        if item.direction != "inbound":
            return
        person = person_key(item.others[0])
        domain = item.others[0][1].partition("@")[2]
        if item.head.is_automatic:
            self.systems.add(domain)
            return
        self.people[person].add(application)
        if len(name := frozenset(words_of(item.others[0][0]))) > 1:
            self.names[name].add(application)
        self.subjects[(" ".join(words_of(subject_stem(item.head.subject)[0])), person)].add(application)
        if domain and not is_personal(item.others[0][1]):
            self.domains[domain].add(application)


def person_key(person: Person) -> str:
    """What a person is known by: the address, or on LinkedIn the name."""
    return bare(person[1]) if person[1] else "linkedin " + " ".join(sorted(words_of(person[0])))


class Conversations:
    """Which messages belong together; a message that was passed on to somebody else is none of them."""

    def __init__(self, heads: Iterable[Head], left_out: set[str]) -> None:
        self._parents: dict[str, str] = {}
        for head in heads:
            own = _own_key(head)
            if head.evidence_id in left_out:
                self._parents.setdefault(own, own)
                continue
            for other in (*head.references, *([f"thread {head.thread}"] if head.thread else [])):
                self._join(own, other)

    def of(self, head: Head) -> str:
        """The name of a message's conversation: the same for all that belong to it."""
        return self._root(_own_key(head))

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        if first != second:
            self._parents[second] = first

    def _root(self, key: str) -> str:
        parents = self._parents
        root = key
        while parents.get(root, root) != root:
            root = parents[root]
        while parents.get(key, key) != root:
            parents[key], key = root, parents[key]
        return root


def _own_key(head: Head) -> str:
    return head.message_id or head.evidence_id
