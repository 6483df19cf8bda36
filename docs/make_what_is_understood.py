"""Write `docs/what-is-understood.md` from its prose (`what-is-understood.template`) and the word lists of the package.

python docs/make_what_is_understood.py
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from markdown_tables import code, table
from understood_days import days, no_days

from followup_analytics.importing.files import text_grid
from followup_analytics.importing.words.cell_values import STATUS_MEANINGS
from followup_analytics.vocabulary import DIRECTION_OF_KIND

PAGE = Path(__file__).with_name("what-is-understood.md")
PROSE = PAGE.with_suffix(".template")
LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
    "zh": "Chinese",
}
WHO = ("company", "role", "company_and_role", "application_id", "seniority", "contact", "contact_email", "source", "medium")
STANDING = ("status", "response", "history")
WHAT_STATUSES_SAY = {
    "active": "sent, and open",
    "open": "beside a day of the application: nothing is decided; without one: nothing was sent yet",
    "acknowledged": "an automatic receipt came: still open, no answer",
    "followed_up": "you asked: still open",
    "replied": "a person answered: still open",
    "on_hold": "they wait: still open",
    "testing": "in a test or a task: the process goes on, and a day beside it is no interview",
    "invited": "invited to an interview",
    "interviewing": "in interviews",
    "offer": "an offer is on the table",
    "position_gone": "the job is filled, frozen or withdrawn",
    "no_answer": "never answered, given up: no rejection, whatever date stands beside it",
    "rejected": "they said no",
    "withdrawn": "you said no",
    "offer_declined": "you declined their offer",
    "accepted": "you accepted their offer",
    "wish": "a wish or a draft: nothing was sent, so it is no application, and is listed among the problems",
    "undelivered": "your message bounced: nothing arrived, so it is listed among the problems",
    "unclear": "a word that says nothing certain: the events decide the status",
}
WHAT_KINDS_SAY = {
    "application": "your application",
    "acknowledgement": "an automatic receipt",
    "reply": "a person of theirs wrote or called",
    "interview_invitation": "they invited you",
    "interview": "an interview, call or screening took place",
    "thank_you": "your thank-you after an interview",
    "status_check": "your follow-up: you asked how it stands",
    "answer": "you answered what they asked",
    "feedback_request": "you asked for feedback",
    "closure_request": "you asked for a last word",
    "connection_request": "you asked to connect",
    "keep_in_touch": "you kept in touch after the end",
    "offer": "they made an offer",
    "rejection": "they said no",
    "withdrawal": "you said no",
    "acceptance": "you accepted",
    "closure": "you closed it, or learnt that it is closed",
    "note": "anything else: kept as text",
}
WHAT_MEDIA_SAY = {"other": "through people: referral, recruiter, network", "unstated": "says nothing of the medium: left empty"}
TESTS = {
    "dates": "days",
    "yearless": "days without a year",
    "regions": "states and other parts of a country",
    "flags": "yes, no or ticks",
    "numbers": "numbers",
    "links": "addresses",
    "statuses": "status words",
    "kinds": "event words",
    "emails": "e-mail addresses",
    "amounts": "amounts of money",
    "any": "anything else",
}


def page() -> str:
    """The text of the page."""
    headers = _list("headers")
    event_names = [name for name in headers if name in DIRECTION_OF_KIND or name in ("applied", "date", "test")]
    aside = [name for name, entry in headers.items() if entry["about"].startswith("left aside") or name == "notes"]
    added = [name for name in headers if name not in (*WHO, *STANDING, *aside)]
    parts = {
        "who": _headers(headers, WHO),
        "standing": _headers(headers, STANDING),
        "days": _headers(headers, [name for name in added if _is_day(name, headers, event_names)]),
        "more": _headers(headers, [name for name in added if not _is_day(name, headers, event_names)]),
        "aside": _headers(headers, aside),
        "by_cells": _by_cells(),
        "statuses": _statuses(),
        "kinds": _kinds(),
        "media": _meanings("media", WHAT_MEDIA_SAY),
        "seniority": _seniority(),
        "closed": _closed_words(),
        "days_written": days(),
        "no_days": no_days(),
        "cells": table(["a cell", "words"], [[name, code(_sample(entry, 6, 3))] for name, entry in _words("cells").items()]),
        "packed": f"{text_grid.MAX_PACKED_BYTES // text_grid.MEGABYTE} MB",
        "text": f"{text_grid.MAX_TEXT_BYTES // text_grid.MEGABYTE} MB",
        "counts": _counts(headers),
    }
    return Template(PROSE.read_text(encoding="utf-8")).substitute(parts)


def _is_day(name: str, headers: Mapping[str, Any], events: Sequence[str]) -> bool:
    about = headers[name]["about"]
    return name in events or about.startswith(("the day", "the last day", "a bare date")) or name == "event"


def _list(name: str) -> dict[str, Any]:
    """A word list of the package."""
    return tomllib.loads(files("followup_analytics.importing").joinpath("words", f"{name}.toml").read_text(encoding="utf-8"))


def _words(name: str) -> dict[str, Any]:
    return {meaning: entry for meaning, entry in _list(name).items() if meaning != "fillers"}


def _counts(headers: Mapping[str, Any]) -> str:
    spellings = sum(len(entry.get(language, [])) for entry in headers.values() for language in LANGUAGES)
    status = sum(len(entry.get(language, [])) for entry in _words("statuses").values() for language in LANGUAGES)
    return f"{len(headers)} meanings of columns in {spellings:,} spellings, {status:,} words for where an application stands"


def _headers(headers: Mapping[str, Any], names: Iterable[str]) -> str:
    rows = [[f"`{name}`", headers[name]["about"].removeprefix("left aside: "), *_by_language(headers[name], 3)] for name in names]
    return table(["name", "what it is", *LANGUAGES.values()], rows)


def _by_language(entry: Mapping[str, Any], most: int) -> list[str]:
    return [", ".join(entry.get(language, [])[:most]) for language in LANGUAGES]


def _statuses() -> str:
    words = _words("statuses")
    rows = [
        [f"`{name}`", WHAT_STATUSES_SAY[name], status or "-", *_by_language(words[name], 3)]
        for name, status in STATUS_MEANINGS.items()
    ]
    return table(["name", "what it says", "status in the log", *LANGUAGES.values()], rows)


def _kinds() -> str:
    rows = [
        [
            f"`{name}`",
            WHAT_KINDS_SAY[name],
            {"outbound": "you", "inbound": "they"}.get(DIRECTION_OF_KIND[name], "-"),
            *_by_language(entry, 3),
        ]
        for name, entry in _words("kinds").items()
    ]
    return table(["name", "what it is", "from", *LANGUAGES.values()], rows)


def _meanings(name: str, about: Mapping[str, str]) -> str:
    rows = [[f"`{meaning}`", about.get(meaning, ""), *_by_language(entry, 4)] for meaning, entry in _words(name).items()]
    return table(["name", "what it is", *LANGUAGES.values()], rows)


def _seniority() -> str:
    rows = [
        [
            f"`{level}`",
            ", ".join(entry["anywhere"][:6]),
            ", ".join(entry.get("leading", [])[:4]),
            ", ".join(entry.get("level", [])[:4]),
        ]
        for level, entry in _list("seniority").items()
        if level != "occupations"
    ]
    return table(["level", "anywhere in a title", "at its start only", "in a column of levels only"], rows)


def _closed_words() -> str:
    rows = [
        [f"`{column}`", f"`{word}`", *_by_language(entry, 3)]
        for column, words in _list("attributes").items()
        for word, entry in words.items()
    ]
    return table(["column", "word", *LANGUAGES.values()], rows)


def _by_cells() -> str:
    rows = [
        [f"`{header}`", "; ".join(f"{TESTS[test]}: `{meaning}`" for test, meaning in tests.items())]
        for header, tests in _list("ambiguous").items()
        if len(tests) > 1
    ]
    return table(["header", "most of its cells are"], rows)


def _sample(entry: Mapping[str, Any], most: int, of_others: int) -> list[str]:
    taken = [(entry.get(language, []), most if language == "en" else of_others) for language in LANGUAGES]
    return [word for words, number in taken for word in [word for word in words if word][:number]]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
