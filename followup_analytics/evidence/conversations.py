"""Conversations: messages that answer each other, by Message-ID or by the thread that the provider names."""

from collections.abc import Iterable

from followup_analytics.evidence.heads import Head


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
