"""Questions and their answers, and what mail, calendars and exports know: proposed, and with a yes recorded.

What columns and words mean, and how days are written, goes to the settings beside the sheet. What is true of one application
is an entry of the journal. Each answer is an entry, so that `undo` takes it back: of the settings it holds what stood there.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from followup_analytics.errors import FollowupError, UnknownNameError, did_you_mean
from followup_analytics.importing.columns.sheet_reading import ReadOptions, options_with
from followup_analytics.journal.entries import ANSWER, Entry, holding
from followup_analytics.problems import Question
from followup_analytics.reporting.list_questions import codes_no_longer_asked
from followup_analytics.reporting.wording.names import counted
from followup_analytics.reporting.wording.questions import question_in_words
from followup_analytics.search.settings_file import Settings
from followup_analytics.search.telling import Telling

if TYPE_CHECKING:
    import pandas as pd

    from followup_analytics.evidence.collect import Evidence


# What a question of the sheet as a whole changes: the table of the settings, and its key where that is not the header or word.
_KEPT_AS = {
    "column": ("columns", ""),
    "word": ("words", ""),
    "day_order": ("reading", "day_first"),
    "year": ("reading", "year"),
    "sheet": ("reading", "sheet"),
    "encoding": ("reading", "encoding"),
}


class Answering(Telling):
    """The part of a search that asks, and remembers what was answered."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """What only you can know of the sheet, what most depends on first; each is asked until it is answered.

        Applications that have been silent for so long that no answer would add anything to do are no longer asked about.
        """
        return tuple(one for one in self._not_ignored if one.code not in self._no_longer_asked)

    @property
    def questions_left(self) -> int:
        """How many questions of the sheet are not asked: their applications have long been silent."""
        return len(self._not_ignored) - len(self.questions)

    @property
    def _not_ignored(self) -> tuple[Question, ...]:
        """The questions that the reading leaves, but for words that the seeker said to ignore."""
        ignored = {word for word, meaning in self._settings.words.items() if not meaning}
        return tuple(one for one in self.reading.questions if one.kind != "word" or one.about not in ignored)

    @property
    def _no_longer_asked(self) -> frozenset[str]:
        found: frozenset[str] = self._once("no_longer_asked", lambda: codes_no_longer_asked(self.log, self.as_of))
        return found

    def answer(self, code: str, value: str) -> str:
        """Answer a question; it holds for next week's sheet too, and `undo` takes it back.

        Parameters
        ----------
        code : str
            Of one of `questions`.
        value : str
            One of its answers, or another that fits: a meaning, a day such as 2026-03-02, a year; "" where you do not know, or to
            leave a column out.

        Raises
        ------
        UnknownNameError
            If there is no such question.
        FollowupError
            If the answer is none to it.
        """
        question = self._question(code)
        said = f"{question_in_words(question)} {value or 'not known'}"
        # An answer that does not fit is refused before anything is kept.
        options = options_with(self.reading.options, question, value)
        part: dict[str, Any] = {"kind": ANSWER, "application_id": question.application_id, "action_id": question.code}
        if question.application_id:
            self.reading.answer(question, value)
            entries = self.journal.record_together([{**part, "text": value}])
            self._read_anew()
            return self._said(entries)
        table, key = _KEPT_AS[question.kind]
        key = key or question.about
        return self._keep(question.code, said, table, key, _kept_value(options, table, key, value))

    def _keep(self, code: str, said: str, table: str, key: str, value: Any) -> str:
        """Change the settings by an entry that holds what stood there; None takes out what was said."""
        before = dict(getattr(self._settings, table))
        after = {name: one for name, one in {**before, key: value}.items() if one is not None}
        kept = {"said": said, "table": table, "key": key, "before": before.get(key), "after": value}
        self._change(_with_table(self._settings, table, after))
        entry = {"kind": ANSWER, "application_id": "", "action_id": code, "text": json.dumps(kept, ensure_ascii=False)}
        return self._said(self.journal.record_together([entry]))

    def undo(self, *numbers: int) -> str:
        """Take entries back; without any, the last gesture. Settings that an answer changed are as they were before it."""
        before = {entry.number: entry for entry in holding(self.journal.entries())}
        told = super().undo(*numbers)
        now = {entry.number for entry in holding(self.journal.entries())}
        gone = [entry for number, entry in before.items() if number not in now and entry.kind == ANSWER]
        for entry in reversed(gone):
            if not entry.application_id:
                self._change(_restored(self._settings, json.loads(entry.text)))
        if gone:
            self._read_anew()
        return told

    def _question(self, code: str) -> Question:
        asked = next((one for one in self.reading.questions if one.code == code.strip().casefold()), None)
        if asked is None:
            codes = [one.code for one in self.questions]
            known = ", ".join(codes) or "none is open"
            raise UnknownNameError(f"there is no question {code!r}{did_you_mean(code, codes)}; open are: {known}")
        return asked

    def _answers(self, source: Any) -> Mapping[str, str]:
        held: list[Entry] = [entry for entry in holding(self._journal_of(None, source).entries()) if entry.kind == ANSWER]
        return {entry.action_id: entry.text for entry in held if entry.application_id}


def _kept_value(options: ReadOptions, table: str, key: str, value: str) -> Any:
    """The answer as the settings hold it: the order of days as true or false, a year as a number."""
    return getattr(options, key) if table == "reading" else value


def _restored(settings: Settings, kept: Mapping[str, Any]) -> Settings:
    said = {name: value for name, value in getattr(settings, kept["table"]).items() if name != kept["key"]}
    if kept["before"] is not None:
        said[kept["key"]] = kept["before"]
    return _with_table(settings, kept["table"], said)


def _with_table(settings: Settings, table: str, said: Mapping[str, Any]) -> Settings:
    changed: dict[str, Any] = {table: said}
    return replace(settings, **changed)


class Collecting(Answering):
    """The part of a search that proposes events from what the seeker has already."""

    _evidence: "Evidence | None" = None

    @property
    def evidence(self) -> "Evidence":
        """What was collected last."""
        if self._evidence is None:
            raise FollowupError("nothing has been collected yet: name a mailbox, a calendar or a LinkedIn export first")
        return self._evidence

    def collect(self, *sources: Any, me: Any = None, tell: Any = None) -> "Evidence":
        """Read mail, calendars and LinkedIn exports, as `collect_evidence` does; nothing is recorded."""
        from followup_analytics.evidence.collect import collect_evidence

        self._evidence = collect_evidence(self.log, sources, me=me, journal=self.journal, tell=tell)
        return self._evidence

    def accept(self, *names: str, within: "pd.DataFrame | None" = None) -> str:
        """Record proposals: `sure`, `all` (sure and likely), codes, or `CODE=2` for the second candidate of a question.

        Parameters
        ----------
        *names : str
        within : DataFrame, optional
            The proposals among which they are looked for; all that were collected where none are given.

        Raises
        ------
        UnknownNameError
            If there is no such proposal, or a question names several applications and the answer none.
        """
        from followup_analytics.evidence.remembered import accepted

        result = self.journal.record_evidence(accepted(self.evidence.proposals if within is None else within, names))
        self._refresh()
        done = result["entry"].notna()
        self.recorded = tuple(int(number) for number in result["entry"][done])
        others = result.loc[~done, "said"].value_counts()
        parts = [f"Recorded {counted(int(done.sum()), 'event')}.", *(f"{count} not: {said}." for said, count in others.items())]
        return " ".join(parts)

    def decline(self, *names: str, within: "pd.DataFrame | None" = None) -> str:
        """Decline proposals, by code or evidence id: neither they nor the same questions come back."""
        from followup_analytics.evidence.remembered import declined

        rows = declined(self.evidence.proposals if within is None else within, names)
        self.recorded = tuple(entry.number for entry in self.journal.dismiss(rows))
        self._refresh()
        return f"Declined {counted(len(rows), 'proposal')}: not proposed again."
