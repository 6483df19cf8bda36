"""The tables of a LinkedIn export, found by what is in them: messages, invitations, connections, applications, the profile."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from followup_analytics.evidence.directory import Directory, firm_words, role_words, same_firm
from followup_analytics.evidence.heads import digest
from followup_analytics.evidence.proposals import Proposal

_PERSON = re.compile(r"linkedin\.com/(?:in|pub|company)/|^urn:li:", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?")
_SHORT = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4}),?\s+(\d{1,2}):(\d\d)(?::\d\d)?\s*([AP]M)?", re.IGNORECASE)
_SAMPLE_ROWS = 60
_LARGEST_CELL = 1 << 20
Rows = list[list[str]]


@dataclass
class LinkedInTables:
    """What the export holds; messages are read once more for their text, which is not kept."""

    me: str = ""
    company_of: dict[str, str] = field(default_factory=dict)
    messages: list["LinkedInMessage"] = field(default_factory=list)
    invitations: list["LinkedInMessage"] = field(default_factory=list)
    applications: list["LinkedInApplication"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LinkedInMessage:
    """A message, or an invitation: its number in its table, who, to whom, when; `text` is empty but while it is read."""

    row: int
    conversation: str
    sender: str
    recipients: str
    at: int
    is_exact: bool
    text: str


@dataclass(frozen=True, slots=True)
class LinkedInApplication:
    """A line of the applications sent by LinkedIn."""

    at: int
    company: str
    role: str


def rows_of(file: IO[bytes]) -> Iterator[list[str]]:
    """The rows of a CSV file; bytes that are no UTF-8 are replaced."""
    csv.field_size_limit(_LARGEST_CELL)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from csv.reader(line.replace("\0", "") for line in text)
    finally:
        text.detach()  # the file is its opener's to close


def table_kind(rows: Sequence[list[str]]) -> tuple[str, int]:
    """What a table is by its first rows, and the number of its header row; empty where it is none of LinkedIn's."""
    width = max((len(row) for row in rows), default=0)
    head = next((number for number, row in enumerate(rows) if len(row) == width and width > 1), -1)
    if head < 0:
        return "", 0
    body = [row for row in rows[head + 1 :] if len(row) == width]
    people = [column for column in range(width) if _share(body, column, lambda cell: bool(_PERSON.search(cell))) > 0.5]
    moments = [column for column in range(width) if _share(body, column, lambda cell: moment(cell) is not None) > 0.5]
    names = [cell.strip().lower() for cell in rows[head]]
    if "conversation id" in names or (people and moments and min(moments) > min(people) and width >= 7):
        return "messages", head
    if "inviterprofileurl" in names or (len(people) == 2 and moments and moments[0] < people[0]):
        return "invitations", head
    if "connected on" in names or (len(people) == 1 and not moments and people[0] == 2):
        return "connections", head
    if "application date" in names or (moments == [0] and not people and width >= 5):
        return "applications", head
    is_profile = (
        len(body) == 1 and width >= 2 and all(body[0][:2]) and not any(character.isdigit() for character in "".join(body[0][:2]))
    )
    return ("profile", head) if is_profile else ("", head)


def _share(body: Rows, column: int, test: "object") -> float:
    cells = [row[column].strip() for row in body if row[column].strip()]
    return sum(map(test, cells)) / len(cells) if cells else 0.0  # type: ignore[call-overload]


def moment(text: str, *, is_day_first: bool = False) -> tuple[int, bool] | None:
    """A moment of the export in seconds (UTC): 2026-06-01 09:41:00 UTC, or 8/1/26, 2:15 PM."""
    try:
        if match := _MOMENT.search(text):
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
            return int(dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC).timestamp()), True
        if match := _SHORT.search(text):
            first, second_, year, hour, minute = (int(part) for part in match.groups()[:5])
            half = (match[6] or "").upper()
            hour = hour % 12 + (12 if half == "PM" else 0) if half else hour
            month, day = (second_, first) if is_day_first or first > 12 else (first, second_)
            return int(dt.datetime(year + 2000 * (year < 100), month, day, hour, minute, tzinfo=dt.UTC).timestamp()), True
    except ValueError:
        return None
    return None


def is_day_first(cells: Sequence[str]) -> bool:
    """Whether a column of short dates begins with the day: one says so, or there is no AM or PM."""
    found = [match for cell in cells if (match := _SHORT.search(cell))]
    if any(int(match[1]) > 12 for match in found):
        return True
    return bool(found) and not any(int(match[2]) > 12 or match[6] for match in found)


def add_table(tables: LinkedInTables, kind: str, head: int, rows: Rows) -> int:
    """Take what a table says, and give how many rows could not be read."""
    names = [cell.strip().lower() for cell in rows[head]]
    body = [(number, row) for number, row in enumerate(rows) if number > head and len(row) == len(names)]
    lost = sum(1 for row in rows[head + 1 :] if row and len(row) != len(names))
    if kind == "profile" and body:
        first, last = _column(names, "first name", 0), _column(names, "last name", 1)
        tables.me = f"{body[0][1][first]} {body[0][1][last]}".strip()
    elif kind == "connections":
        first, last, company = _column(names, "first name", 0), _column(names, "last name", 1), _column(names, "company", 4)
        tables.company_of.update((f"{row[first]} {row[last]}".strip(), row[company]) for _, row in body if row[company])
    elif kind == "applications":
        day = _column(names, "application date", 0)
        firm, role = _column(names, "company name", 3), _column(names, "job title", 4)
        first_day = is_day_first([row[day] for _, row in body])
        for _, row in body:
            at = moment(row[day], is_day_first=first_day)
            lost += at is None
            if at is not None:
                tables.applications.append(LinkedInApplication(at[0], row[firm].strip(), row[role].strip()))
    else:
        found, missed = _messages(kind, names, body)
        (tables.messages if kind == "messages" else tables.invitations).extend(found)
        lost += missed
    return lost


def _messages(kind: str, names: list[str], body: list[tuple[int, list[str]]]) -> tuple[list[LinkedInMessage], int]:
    rows = [row for _, row in body]
    people = [column for column in range(len(names)) if _share(rows, column, lambda cell: bool(_PERSON.search(cell))) > 0.5]
    moments = [column for column in range(len(names)) if _share(rows, column, lambda cell: moment(cell) is not None) > 0.5]
    if not moments:
        return [], len(rows)
    day = _column(names, "date", moments[0]) if kind == "messages" else _column(names, "sent at", moments[0])
    sender = _column(names, "from", people[0] - 1 if kind == "messages" and people else 0)
    to = _column(names, "to", people[0] + 1 if kind == "messages" and people else 1)
    text = _column(names, "content", _longest(rows)) if kind == "messages" else _column(names, "message", 3)
    conversation = _column(names, "conversation id", 0)
    first_day = is_day_first([row[day] for row in rows])
    found, lost = [], 0
    for number, row in body:
        at = moment(row[day], is_day_first=first_day)
        if at is None:
            lost += 1
            continue
        talk = row[conversation] if kind == "messages" else f"invitation {row[sender]} {row[to]}"
        found.append(LinkedInMessage(number, talk, row[sender].strip(), row[to].strip(), at[0], at[1], row[text]))
    return found, lost


def _column(names: list[str], name: str, otherwise: int) -> int:
    return names.index(name) if name in names else min(max(otherwise, 0), len(names) - 1)


def _longest(rows: Rows) -> int:
    """The column with the most text that is no address of a page."""
    sizes = (
        [sum(len(row[column]) for row in rows if "http" not in row[column][:8]) for column in range(len(rows[0]))]
        if rows
        else [0]
    )
    return sizes.index(max(sizes))


def name_in_all(messages: Sequence[LinkedInMessage]) -> str:
    """The one name that is in every conversation; empty where there is none or more than one."""
    by_talk: dict[str, set[str]] = {}
    for message in messages:
        people = {message.sender, *(name.strip() for name in message.recipients.split(","))}
        by_talk.setdefault(message.conversation, set()).update(filter(None, people))
    common = set.intersection(*by_talk.values()) if len(by_talk) > 1 else set()
    return common.pop() if len(common) == 1 else ""


SOURCE = "Job Applications.csv"


def application_rows(lines: Iterable[LinkedInApplication], directory: Directory) -> list[Proposal]:
    """A row for each line: of the application with the same firm and role, or of one that is missing in the log."""
    rows = [_row(line, directory) for line in lines]
    return list({row.evidence_id: row for row in rows}.values())


def _row(line: LinkedInApplication, directory: Directory) -> Proposal:
    firm, role = firm_words(line.company), role_words(line.role)
    same = [number for number, words in enumerate(directory.firm_words) if words == firm and directory.role_words[number] == role]
    # Of several rows with one firm and role, the one that was sent nearest to it.
    same.sort(key=lambda number: abs((directory.applied_at[number] or 0) - line.at))
    near = [number for number, words in enumerate(directory.firm_words) if firm and same_firm(words, firm)]
    near = [number for number in near if not role or directory.role_words[number] in ((), role)]
    identity = digest(f"application {line.at} {line.company} {line.role}")
    certainty = "sure" if same else "ask"
    return Proposal(
        evidence_id=f"linkedin:{identity}",
        application_id=directory.ids[same[0]] if same else "",
        at=line.at,
        precision="minute",
        kind="application",
        direction="outbound",
        medium="linkedin",
        stage="",
        contact="",
        contact_email="",
        reply_expected_by="",
        subject=", ".join(filter(None, (line.role, line.company))),
        source=SOURCE,
        message_id="",
        certainty=certainty,
        candidates=() if same else tuple(directory.ids[number] for number in near[:6]),
        why="The list of applications names the firm and the role." if same else "The sheet has no such firm and role.",
        known=False,
        starts_application=not same and not near,
        conversation=f"conversation:{identity}",
        remembered=f"conversation:{identity}",
    )
