"""The two passes over messages: what stands alone is settled first, and teaches what the rest belongs to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from followup_analytics.evidence.content import Content, subject_stem
from followup_analytics.evidence.direction import bare
from followup_analytics.evidence.directory import Directory, is_nobodys
from followup_analytics.evidence.header_text import words_of
from followup_analytics.evidence.items import Conversations, Decision, Item, Taught, person_key
from followup_analytics.evidence.kinds import NOTHING, inbound_kind, outbound_kind
from followup_analytics.evidence.matching import Ballot, ballot_of, decide, nearly_named
from followup_analytics.evidence.phrases import phrase_book, word_file

_DECISIVE = frozenset(("receipt", "rejection", "offer", "invitation"))
_OF_FIRM = ("firm_in_subject", "firm_in_name", "firm_in_text")
_A_DAY = 86_400
ReadBodies = Callable[[list[Item]], None]


@dataclass
class _Heard:
    """The applications from which something has come, and those that wait for an answer to it."""

    applications: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)

    def hear(self, item: Item, application: int) -> None:
        """One message more, in the order of time."""
        self.waiting.discard(application)
        if item.direction == "inbound":
            self.applications.add(application)
            if item.kind.name in ("reply", "interview_invitation"):
                self.waiting.add(application)


class Settling:
    """The items of all sources on their way to their applications."""

    def __init__(self, items: list[Item], directory: Directory, company_of: Mapping[str, str], taught: Taught) -> None:
        self._items, self._directory, self._company_of, self.taught = items, directory, company_of, taught
        self._by_id = {item.head.message_id: item for item in items if item.head.message_id}
        left_out = self._passed_on()
        conversations = Conversations((item.head for item in items), left_out)
        for item in items:
            item.conversation = conversations.of(item.head)
        self._left_out = left_out
        self._anchors: dict[str, Decision] = {}

    def run(self, read_bodies: ReadBodies) -> None:
        """Both passes; afterwards each item has its decision and its kind, or neither."""
        first = [item for item in self._items if item.content is not None or self._is_candidate(item)]
        read_bodies([item for item in first if item.content is None])
        alone = Taught(answers=self.taught.answers)
        asked: set[str] = set()
        for item in first:
            self._judge(item, alone)
            if item.decision and item.decision.certainty == "sure" and item.kind.how != "guessed":
                self._anchors[item.head.evidence_id] = item.decision
            elif item.decision and not item.starts:
                asked.add(item.conversation)
        for item in first:
            if item.head.evidence_id in self._anchors:
                self.taught.learn(item, self._anchors[item.head.evidence_id].candidates[0])
        second = [item for item in self._items if item.content is None and (item.conversation in asked or self._is_taught(item))]
        read_bodies(second)
        judged = {item.head.evidence_id for item in (*first, *second)}
        heard = _Heard()
        # Whatever follows in a conversation about which a question is asked is part of that question.
        questions: dict[str, Decision] = {}
        for item in sorted(self._items, key=lambda one: (one.head.at, one.head.evidence_id)):
            if item.head.evidence_id in judged:
                self._judge(item, self.taught, heard=heard)
                if item.decision is None and item.kind.name and item.kind.how != "guessed" and not item.starts:
                    item.decision = questions.get(item.conversation)
                elif item.decision and item.decision.certainty == "ask" and not item.starts:
                    questions.setdefault(item.conversation, item.decision)

    def _judge(self, item: Item, taught: Taught, heard: "_Heard | None" = None) -> None:
        """Decide one item's application and kind, by what had come from them by then."""
        content = item.content or Content(is_read=False)
        ballot = ballot_of(item, self._directory, taught, self._company_of)
        if item.head.evidence_id in self._left_out:
            ballot = Ballot()
        is_system = item.head.is_automatic or (is_nobodys(item.others[0][1].partition("@")[2]) and item.head.medium == "email")
        is_receipt = item.direction == "inbound" and bool((content.found | content.subject_found) & {"receipt", "rejection"})
        claims = is_receipt and (is_system or "receipt" in content.found | content.subject_found)
        by_firm = [number for number in ballot.reasons if ballot.has(number, _OF_FIRM)]
        decided = decide(ballot, self._directory, item.head.at, claims_by_name=claims and bool(by_firm))
        item.decision = self._anchors.get(item.head.evidence_id, decided)
        item.starts = False
        self._give_kind(item, content, heard)
        if item.decision and is_receipt and is_system and self._is_of_other_role(item, content, ballot):
            item.decision = None
        if item.decision is None:
            self._without_claim(item, content, ballot, is_receipt=is_receipt, is_system=is_system)
        elif item.kind is NOTHING:
            item.decision = None
        elif heard is not None and item.decision.certainty != "ask":
            heard.hear(item, item.decision.candidates[0])

    def _give_kind(self, item: Item, content: Content, heard: "_Heard | None") -> None:
        reasons = item.decision.reasons if item.decision else ()
        stem, _ = subject_stem(item.head.subject)
        is_reply = stem != item.head.subject.strip()
        if item.head.medium == "linkedin" and item.head.thread.startswith("invitation "):
            item.kind = replace(NOTHING, name="connection_request") if item.direction == "outbound" else NOTHING
        elif not content.is_read:
            item.kind = replace(NOTHING, name="reply" if item.direction == "inbound" else "answer", how="guessed")
        elif item.direction == "inbound":
            item.kind = inbound_kind(
                content,
                is_automatic=item.head.is_automatic or self._is_seller(item),
                is_auto_reply=item.head.is_auto_reply,
                is_settled="conversation" in reasons or "answered" in reasons,
                is_contact="address" in reasons,
                is_reply=is_reply,
            )
        else:
            candidates = item.decision.candidates if item.decision else ()
            answers = (heard is not None and bool(heard.applications & set(candidates))) or self._answers(item)
            is_awaited = heard is None or bool(heard.waiting & set(candidates))
            on_day = any(self._directory.is_day_of(number, item.head.at) for number in candidates)
            item.kind = outbound_kind(
                content, answers=answers, is_awaited=is_awaited, is_day_of_application=on_day, is_reply=is_reply
            )

    def _without_claim(self, item: Item, content: Content, ballot: Ballot, *, is_receipt: bool, is_system: bool) -> None:
        """A receipt for an application that the log does not have, or a clear message of somebody unknown: a question at most."""
        found = content.found | content.subject_found
        if content.is_other_matter or item.head.evidence_id in self._left_out:
            return
        if item.direction == "outbound":
            self._ask_of_own(item, ballot)
            return
        named = [number for number in ballot.reasons if ballot.has(number, _OF_FIRM)]
        near = nearly_named(item.head.sender[0], self._directory) | self._on_the_day(item, ballot)
        if "receipt" in found and not named and near:
            item.decision = Decision(tuple(sorted(near))[:6], "ask", ("firm_in_name",))
        elif (
            "receipt" in found
            and (not named or self._is_of_other_role(item, content, ballot))
            and content.is_trade
            and (is_system or item.others[0][1])
            and item.kind.name == "acknowledgement"
        ):
            item.starts, item.decision = True, Decision((), "ask", ())
        elif found & _DECISIVE and named and content.is_trade and not item.head.is_list and not is_system and not is_receipt:
            item.decision = Decision(tuple(sorted(named)), "ask", ballot.best_first(named[0]))

    def _is_of_other_role(self, item: Item, content: Content, ballot: Ballot) -> bool:
        """Whether a receipt names a role that none of the firm's rows has: the log has no such application."""
        if "receipt" not in content.found | content.subject_found or "conversation" in (
            item.decision.reasons if item.decision else ()
        ):
            return False
        firms = [number for number in ballot.reasons if ballot.has(number, (*_OF_FIRM, "domain"))]
        roles = [number for number in ballot.reasons if ballot.has(number, ("role_in_subject", "role_in_text"))]
        return bool(firms) and bool(roles) and not set(firms) & set(roles)

    def _ask_of_own(self, item: Item, ballot: Ballot) -> None:
        """An own message that says what it is and names a firm or role, to somebody unknown."""
        sent = [number for number in ballot.reasons if self._directory.was_sent(number, item.head.at)]
        if item.kind.name not in ("", "answer") and item.kind.how == "told" and sent:
            best = max(map(ballot.score, sent))
            near = tuple(number for number in sent if ballot.score(number) == best)[:6]
            item.decision = Decision(near, "ask", ballot.best_first(near[0]))

    def _on_the_day(self, item: Item, ballot: Ballot) -> set[int]:
        """The applications of a named role that were sent on the day of a receipt or the day before."""
        at = item.head.at
        return {
            number
            for number in ballot.reasons
            if ballot.has(number, ("role_in_subject", "role_in_text"))
            and (self._directory.is_day_of(number, at) or self._directory.is_day_of(number, at - _A_DAY))
        }

    def _is_candidate(self, item: Item) -> bool:
        """Whether a message could concern an application, by its headers alone."""
        head, directory = item.head, self._directory
        subject = words_of(subject_stem(head.subject)[0])
        says = bool(phrase_book("inbound").found(subject) & {"receipt", "rejection"}) if item.direction == "inbound" else False
        if head.is_list and not says and not any(bare(address) in directory.addresses for _, address in item.others):
            return False
        if says or directory.firms.found(subject) or directory.roles.found(subject):
            return True
        if any(self._is_known(person) for person in item.others):
            return True
        return "trade" in phrase_book("common").found(subject)

    def _is_known(self, person: tuple[str, str]) -> bool:
        name, address = person
        directory = self._directory
        domain = address.partition("@")[2]
        if bare(address) in directory.addresses or directory.person(name) or directory.firms.found(words_of(name)):
            return True
        return bool(domain) and (bool(directory.of_domain(domain)) or domain in directory.contact_domains)

    def _is_taught(self, item: Item) -> bool:
        """Whether settled messages say that it may concern an application."""
        taught = self.taught
        if item.conversation in taught.conversations or item.conversation in taught.answers:
            return True
        if item.head.is_list:
            return False
        domains = [address.partition("@")[2] for _, address in item.others]
        if any(person_key(person) in taught.people for person in item.others):
            return True
        return any(domain in taught.domains or (domain in taught.systems and item.head.is_automatic) for domain in domains)

    def _passed_on(self) -> set[str]:
        """What was forwarded to or by somebody who has nothing to do with it, and what answers that."""
        left_out: set[str] = set()
        for item in sorted(self._items, key=lambda one: one.head.at):
            if any(self._is_known(person) for person in item.others):
                continue
            parents = [self._by_id[one] for one in item.head.references if one in self._by_id]
            is_passed = subject_stem(item.head.subject)[1] and not any(self._shares_person(item, one) for one in parents)
            if is_passed or any(parent.head.evidence_id in left_out for parent in parents):
                left_out.add(item.head.evidence_id)
        return left_out

    def _shares_person(self, item: Item, parent: Item) -> bool:
        people = {bare(address) for _, address in item.others}
        return any(bare(address) in people for _, address in parent.others)

    def _answers(self, item: Item) -> bool:
        """Whether an own message answers one of theirs by its references."""
        return any(self._by_id[one].direction == "inbound" for one in item.head.references if one in self._by_id)

    def _is_seller(self, item: Item) -> bool:
        return item.others[0][1].partition("@")[0] in word_file("firms")["sellers"]


def answered_mail(item: Item, by_id: Mapping[str, Item]) -> int | None:
    """The moment of the own mail that a message answers, where its references name one."""
    for one in item.head.references:
        other = by_id.get(one)
        if other is not None and other.direction == "outbound" and item.direction == "inbound":
            return other.head.at
    return None


def by_message_id(items: Iterable[Item]) -> dict[str, Item]:
    """Items by their Message-ID."""
    return {item.head.message_id: item for item in items if item.head.message_id}
