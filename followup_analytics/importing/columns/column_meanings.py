"""ColumnMeaning: one record per meaning (what it fills, whether several are read, which events); and a column that has one.

The headers that people write for each meaning, and what it is about, are data (`importing/words/headers.toml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class ColumnMeaning:
    """One meaning of a column.

    Attributes
    ----------
    event : the kind of event that a day in it is; "" where a day says something else
    tick : the fact that a tick in it states; "" where none
    has_days : whether its cells are read as days
    is_dated : whether a word for a day may be added to its headers ("Technical interview date")
    of_the_whole : whether a word in it is said of the whole application, not of a step
    several : whether several columns of it are read together; of others the best filled one counts
    is_aside : whether the log takes nothing from it
    is_prefilled : whether a template fills it before there is an entry
    is_qualified : whether words that only qualify a header leave it: a target company is a company, a target date no date
    joins_notes : whether it yields to notes in a header that names both
    makes_a_log : whether a column of it can be the day that a log needs
    weight : how much it makes a header row look like one
    """

    event: str = ""
    tick: str = ""
    has_days: bool = False
    is_dated: bool = False
    of_the_whole: bool = False
    several: bool = False
    is_aside: bool = False
    is_prefilled: bool = False
    is_qualified: bool = False
    joins_notes: bool = False
    makes_a_log: bool = False
    weight: float = 0.5


def _step(event: str = "", tick: str = "", *, makes_a_log: bool = True) -> ColumnMeaning:
    """A step of the process, with its days."""
    return ColumnMeaning(event, tick, has_days=True, is_dated=True, several=True, makes_a_log=makes_a_log)


def _of_the_whole(
    event: str = "", tick: str = "", *, is_dated: bool = False, several: bool = False, weight: float = 0.5
) -> ColumnMeaning:
    """A day of the whole application, that a log can be made of."""
    return ColumnMeaning(
        event,
        tick,
        has_days=True,
        is_dated=is_dated,
        of_the_whole=True,
        several=several,
        makes_a_log=True,
        weight=weight,
    )


def _aside(*, is_prefilled: bool = False, is_qualified: bool = False, joins_notes: bool = False) -> ColumnMeaning:
    return ColumnMeaning(
        is_aside=True, several=True, is_prefilled=is_prefilled, is_qualified=is_qualified, joins_notes=joins_notes
    )


_TALKED_OF = ColumnMeaning(several=True)

COLUMN_MEANINGS: Mapping[str, ColumnMeaning] = MappingProxyType(
    {
        "company": ColumnMeaning(is_qualified=True, weight=4.0),
        "role": ColumnMeaning(is_qualified=True, weight=2.0),
        "company_and_role": ColumnMeaning(weight=4.0),
        "application_id": ColumnMeaning(is_prefilled=True),
        "seeker": ColumnMeaning(is_prefilled=True),
        **dict.fromkeys(("seniority", "company_type", "culture", "country", "timezone"), ColumnMeaning()),
        "urgent": ColumnMeaning(is_prefilled=True),
        **dict.fromkeys(("stated_process", "preferred_medium", "contact_title", "contact_and_title"), ColumnMeaning()),
        **dict.fromkeys(("contact", "contact_email"), ColumnMeaning(is_qualified=True)),
        **dict.fromkeys(("source", "medium"), ColumnMeaning(is_qualified=True, is_prefilled=True)),
        "status": ColumnMeaning(several=True, is_prefilled=True, is_qualified=True, weight=2.0),
        "response": ColumnMeaning(several=True),
        "history": ColumnMeaning(several=True, makes_a_log=True),
        "applied": _of_the_whole("application", "active", is_dated=True, weight=3.0),
        "date": _of_the_whole(tick="active", weight=2.0),
        "event": ColumnMeaning(weight=2.0),
        "acknowledgement": _step("acknowledgement", "acknowledged"),
        "response_date": _of_the_whole(tick="replied"),
        "ended": _of_the_whole(),
        "status_date": _of_the_whole(),
        "interview_invitation": _step("interview_invitation", "invited"),
        "interview": _step("interview", "interviewing"),
        "test": _step("note", "testing", makes_a_log=False),  # the process goes on; a test is no talk
        "thank_you": _step("thank_you"),
        "status_check": _step("status_check"),
        "answer": _step("answer", makes_a_log=False),
        "feedback_request": _step("feedback_request", makes_a_log=False),
        "closure_request": _step("closure_request", makes_a_log=False),
        "connection_request": _step("connection_request", makes_a_log=False),
        "keep_in_touch": _step("keep_in_touch", makes_a_log=False),
        "offer": _step("offer", "offer"),
        "acceptance": _step("acceptance", "accepted"),
        "rejection": _step("rejection", "rejected"),
        "withdrawal": _step("withdrawal", "withdrawn"),
        "offer_declined": _step("withdrawal", "offer_declined"),
        "no_answer": _of_the_whole(tick="no_answer", is_dated=True, several=True),
        **dict.fromkeys(("reply_expected_by", "answer_by"), ColumnMeaning(has_days=True)),
        **dict.fromkeys(("topics", "strengths", "values", "open_points"), _TALKED_OF),
        "notes": ColumnMeaning(several=True, is_qualified=True),
        "plan": _aside(is_prefilled=True, joins_notes=True),
        **dict.fromkeys(("found", "last_change", "work_mode", "requisition", "secret"), _aside()),
        **dict.fromkeys(("elapsed", "archived", "row_number"), _aside(is_prefilled=True)),
        **dict.fromkeys(("link", "place", "pay", "industry"), _aside(is_qualified=True, joins_notes=True)),
        **dict.fromkeys(("document", "job_type", "personal", "reason", "outreach"), _aside(joins_notes=True)),
    }
)
UNKNOWN = ColumnMeaning()
WHO = frozenset({"company", "company_and_role"})
EVENT_DAYS = frozenset(name for name, meaning in COLUMN_MEANINGS.items() if meaning.makes_a_log)
DAY_COLUMNS = tuple(name for name, meaning in COLUMN_MEANINGS.items() if meaning.has_days)


def record_of(meaning: str) -> ColumnMeaning:
    """The record of a meaning; that of none where the name is none ("")."""
    return COLUMN_MEANINGS.get(meaning, UNKNOWN)


@dataclass(frozen=True)
class Column:
    """A column of the sheet: where it stands, what it means ("" where nobody can know), why, and who told it.

    `told_by` is `user`, `header`, `cells` or `spelling`; "" where no meaning is known. `holds` says what most cells are: `days`,
    `flags` or "".
    """

    position: int
    header: str
    meaning: str
    why: str
    examples: tuple[str, ...] = ()
    filled: int = 0
    told_by: str = ""
    spelling: str = ""
    holds: str = ""

    @property
    def read(self) -> bool:
        """Whether the log takes anything from it."""
        return bool(self.meaning) and not record_of(self.meaning).is_aside
