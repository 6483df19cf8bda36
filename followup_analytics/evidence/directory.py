"""What of a log can be met in mail: firms, roles, people, addresses and domains, each with its applications."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from followup_analytics.evidence.header_text import Words, words_of
from followup_analytics.evidence.phrases import word_file
from followup_analytics.log.job_search_log import JobSearchLog

_BRACKETS = re.compile(r"\s*[(\[（][^)\]）]*[)\]）]|\s*\b[mwfdxhn](?:/[mwfdxhn])+\b", re.IGNORECASE)
_SECOND_LEVELS = frozenset(("co", "com", "ac", "org", "net", "gov", "edu", "or", "ne"))
_SHORTEST_PART = 5
_A_DAY = 86_400
Applications = tuple[int, ...]


@dataclass
class Names:
    """Names of several words, found in a row of words; the longest that fits holds."""

    by_first: dict[str, list[tuple[Words, Applications]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, names: Iterable[tuple[Words, int]]) -> "Names":
        """From names and the application of each."""
        having: dict[Words, list[int]] = defaultdict(list)
        for words, application in names:
            if words and application not in having[words]:
                having[words].append(application)
        found = cls()
        for words in sorted(having, key=len, reverse=True):
            found.by_first[words[0]].append((words, tuple(having[words])))
        return found

    def found(self, words: Words) -> set[int]:
        """The applications whose names stand among the words."""
        found: set[int] = set()
        place = 0
        while place < len(words):
            size = 1
            for name, applications in self.by_first.get(words[place], ()):
                if words[place : place + len(name)] == name:
                    found.update(applications)
                    size = len(name)
                    break
            place += size
        return found


class Directory:
    """The applications of a log by their number, and all by which mail can be known to concern them."""

    def __init__(self, log: JobSearchLog) -> None:
        table = log.applications
        self.ids = [str(name) for name in table.index]
        self.companies, self.roles_as_written = list(table["company"].astype(str)), list(table["role"].astype(str))
        self.zones = list(table["timezone"].astype(str))
        self.contact_names = [words_of(name) for name in table["contact"].astype(str)]
        self.contact_emails = [_bare_address(text) for text in table["contact_email"].astype(str)]
        self.firm_words = [firm_words(name) for name in self.companies]
        self.role_words = [role_words(role) for role in self.roles_as_written]
        self.applied_at = self._applied(log)
        self._domains: dict[str, dict[int, float]] = {}

    def __len__(self) -> int:
        """How many applications there are."""
        return len(self.ids)

    @cached_property
    def firms(self) -> Names:
        """Firms by name, legal forms dropped."""
        return Names.of((words, number) for number, words in enumerate(self.firm_words))

    @cached_property
    def roles(self) -> Names:
        """Roles by title."""
        return Names.of((words, number) for number, words in enumerate(self.role_words))

    @cached_property
    def people(self) -> dict[frozenset[str], set[int]]:
        """Contacts by the words of their names, in whatever order."""
        found: dict[frozenset[str], set[int]] = defaultdict(set)
        for number, words in enumerate(self.contact_names):
            if len(words) > 1:
                found[frozenset(words)].add(number)
        return found

    @cached_property
    def names_in_text(self) -> Names:
        """Contacts by their full names, as a text has them."""
        return Names.of((words, number) for number, words in enumerate(self.contact_names) if len(words) > 1)

    @cached_property
    def addresses(self) -> dict[str, set[int]]:
        """Contacts by address."""
        found: dict[str, set[int]] = defaultdict(set)
        for number, addresses in enumerate(self.contact_emails):
            for address in addresses:
                found[address].add(number)
        return found

    @cached_property
    def contact_domains(self) -> dict[str, set[int]]:
        """The domains of contacts that are a firm's, for firms of one name only."""
        found: dict[str, set[int]] = defaultdict(set)
        for address, numbers in self.addresses.items():
            domain = address.partition("@")[2]
            if not is_personal(address):
                found[domain] |= numbers
        return {domain: numbers for domain, numbers in found.items() if len({self.firm_words[one] for one in numbers}) == 1}

    def person(self, name: str) -> set[int]:
        """The applications whose contact has that name."""
        return self.people.get(frozenset(words_of(name)), set())

    def of_domain(self, domain: str) -> dict[int, float]:
        """The applications whose firm's name is in a domain: 4 where it is the whole of it, 2 where it is a part."""
        if domain not in self._domains:
            self._domains[domain] = {} if is_nobodys(domain) else self._matched(domain)
        return self._domains[domain]

    def _matched(self, domain: str) -> dict[int, float]:
        labels = [label.replace("-", "") for label in owned_labels(domain)]
        found: dict[int, float] = {}
        for number, words in enumerate(self.firm_words):
            name = "".join(words)
            if not name or not labels:
                continue
            if labels[-1] == name:
                found[number] = 4.0
            elif name in labels or _is_part(name, words, labels[-1]):
                found[number] = 2.0
        whole = {number for number, weight in found.items() if weight == 4.0}
        return {number: weight for number, weight in found.items() if not whole or number in whole}

    def was_sent(self, number: int, at: int) -> bool:
        """Whether an application had been sent by a moment, a day more allowed."""
        applied = self.applied_at[number]
        return applied is None or at >= applied - _A_DAY

    def is_day_of(self, number: int, at: int) -> bool:
        """Whether an application was sent on the local day of a moment, by the sheet."""
        applied = self.applied_at[number]
        return applied is not None and local_day(at, self.zones[number]) == local_day(applied, self.zones[number])

    def _applied(self, log: JobSearchLog) -> list[int | None]:
        events = log.events
        sent = events[events["kind"] == "application"].groupby("application_id", observed=True)["at"].min()
        seconds = {str(name): int(at.timestamp()) for name, at in sent.items()}
        return [seconds.get(name) for name in self.ids]


def _is_part(name: str, words: Words, label: str) -> bool:
    """Whether a domain has part of a firm's name, or the name part of the domain."""
    if (len(name) >= _SHORTEST_PART and name in label) or (len(label) >= _SHORTEST_PART and name.startswith(label)):
        return True
    rest = label.removeprefix(words[0])
    return len(words[0]) >= _SHORTEST_PART and rest != label and rest in word_file("firms")["domain_additions"]


def local_day(at: int, zone: str) -> str:
    """The day of a moment in a time zone, as 2026-03-02."""
    return str(pd.Timestamp(at, unit="s", tz="UTC").tz_convert(zone or "UTC").date())


def firm_words(name: str) -> Words:
    """A firm's name as words, without its legal form."""
    words = words_of(_BRACKETS.sub(" ", name))
    forms = _legal_forms()
    shortened = True
    while shortened:
        shortened = False
        for form in forms:
            if len(words) > len(form) and words[-len(form) :] == form:
                words, shortened = words[: -len(form)], True
                break
    return words


def _legal_forms() -> list[Words]:
    return sorted({words_of(form) for form in word_file("firms")["legal_forms"]}, key=len, reverse=True)


def role_words(role: str) -> Words:
    """A role as words, without what stands in brackets and (m/f/d)."""
    return words_of(_BRACKETS.sub(" ", role)) or words_of(role)


def owned_labels(domain: str) -> list[str]:
    """The labels of a domain that its owner chose, the owner's own name last: mail.acme.co.uk -> mail, acme."""
    labels = domain.lower().split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVELS:
        labels = labels[:-1]
    return labels


def is_nobodys(domain: str) -> bool:
    """Whether a domain is one at which anybody may have an address, or that of a system which sends for many firms."""
    labels = owned_labels(domain)
    last = labels[-1] if labels else ""
    lists = word_file("firms")
    return domain in lists["free_mail"] or last in lists["free_mail"] or last in lists["applicant_systems"]


def is_personal(address: str) -> bool:
    """Whether an address looks like one of a person's own: at a free provider, or with digits behind the name."""
    local, _, domain = address.partition("@")
    return is_nobodys(domain) or bool(re.search(r"[a-z]\d{2,}$", local))


def _bare_address(text: str) -> list[str]:
    return [address.lower() for address in re.findall(r"[^\s<>,;\"'()]+@[^\s<>,;\"'()]+", text)]


def same_firm(one: Words, other: Words) -> bool:
    """Whether two names of firms are the same or spelled nearly the same."""
    first, second = "".join(one), "".join(other)
    if first == second:
        return True
    if min(len(first), len(second)) < 6:
        return False
    from rapidfuzz.fuzz import ratio

    return bool(ratio(first, second) >= 92)
