"""Hostile text in every column: in no kind of report is any of it live, and a cell of any length stays a cell."""

import base64
import email
import email.policy
import json
import re
import unicodedata
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt
from weekly_logs import WEEK, log_with_texts

import followup_analytics as fa
from followup_analytics.reporting.weekly.blocks import shown
from followup_analytics.reporting.weekly.contents import markdown_text

LONG = "long" * 2_500
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title></textarea><svg/onload=alert(1)>",
    "]( javascript:alert(1))[x](javascript:alert(1)",
    "[link](javascript:alert(1)) ![picture](https://evil.example/p.png)",
    "<https://evil.example> https://evil.example www.evil.example",
    "{{ 7919 * 7919 }}{% for x in y %}{{ config }}",
    '=HYPERLINK("https://evil.example","x")',
    "| a | b |\n| --- | --- |",
    "# heading\n\n- list\n1. list\n> quote\n```\ncode",
    "`code` **bold** _italic_ ~~gone~~ &lt;b&gt; $x$",
    "a\r\nBcc: victim@example.com\r\n\r\n<b>body</b>",
    "bell\x07 escape\x1b[31m null\x00 delete\x7f",
    "abc\u202etxt.exe\u2066\u2069",
    "BEGIN:VALARM\nATTACH:https://evil.example\nEND:VALARM",
    "\ufeff\ufffe\uffff ]]> <!-- --> <?xml?>",
    LONG,
]
LIVE_TAGS = {
    "script",
    "iframe",
    "img",
    "object",
    "embed",
    "link",
    "form",
    "input",
    "button",
    "base",
    "video",
    "audio",
    "foreignobject",
}
FORMATS = ("html", "md", "eml", "json")


@cache
def hostile_report() -> "dict[str, bytes]":
    import tempfile

    report = fa.weekly_report(log_with_texts(HOSTILE), week=WEEK)
    with tempfile.TemporaryDirectory() as folder:
        for ending in FORMATS:
            report.write(Path(folder) / f"r.{ending}")
        return {ending: (Path(folder) / f"r.{ending}").read_bytes() for ending in FORMATS}


def parts_of(message: bytes) -> dict[str, EmailMessage]:
    """The parts by their type; the attached report is the page that is looked at by itself."""
    parsed = email.message_from_bytes(message, policy=email.policy.default)
    parts = [part for part in parsed.walk() if not part.is_multipart() and not str(part.get_filename()).endswith(".html")]
    return {part.get_content_type(): part for part in parts}  # type: ignore[misc]


def pages() -> dict[str, str]:
    mail = parts_of(hostile_report()["eml"])["text/html"].get_content()
    return {"html": hostile_report()["html"].decode(), "mail": mail}


@pytest.mark.parametrize("name", ["html", "mail"])
def test_no_markup_comes_from_the_sheet(name: str) -> None:
    soup = BeautifulSoup(pages()[name], "html.parser")
    assert {tag.name for tag in soup.find_all(True)} & LIVE_TAGS == set()
    for tag in soup.find_all(True):
        assert [key for key in tag.attrs if key.startswith("on") or key in ("src", "srcdoc", "action")] == []
        assert str(tag.get("href", "#")).startswith("#")
    assert len(soup.find_all("style")) == (name == "html") and len(soup.find_all("title")) == 1


@pytest.mark.parametrize("name", ["html", "mail"])
def test_what_the_sheet_says_is_there_to_read(name: str) -> None:
    text = BeautifulSoup(pages()[name], "html.parser").get_text()
    said = [hostile for hostile in HOSTILE[:5] if hostile in text]
    assert len(said) == 5 if name == "html" else said
    assert "62710561" not in text and ("{{ 7919 * 7919 }}{% for x in y %}" in text or name == "mail")


@pytest.mark.parametrize("name", ["html", "mail", "md", "json", "text"])
def test_no_character_is_left_for_a_screen_to_obey(name: str) -> None:
    plain = {"text": parts_of(hostile_report()["eml"])["text/plain"].get_content()}
    made = {**pages(), "md": hostile_report()["md"].decode(), "json": hostile_report()["json"].decode(), **plain}[name]
    made = made.replace("\r\n", "\n")  # the end of a line in a message
    left = {character for character in made if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn")}
    assert left <= {"\n"} and not re.search("[\u202a-\u202e\u2066-\u2069]", made)


def test_the_page_asks_for_nothing_outside_it() -> None:
    page = hostile_report()["html"].decode()
    assert "default-src 'none'" in page
    soup = BeautifulSoup(page, "html.parser")
    for tag in soup.find_all(True):
        for key, value in tag.attrs.items():
            assert key.startswith("xmlns") or "://" not in str(value)
    assert "url(" not in str(soup.style) and "@import" not in str(soup.style)


def test_no_identifier_of_the_page_stands_twice() -> None:
    identifiers = [tag["id"] for tag in BeautifulSoup(hostile_report()["html"], "html.parser").find_all(id=True)]
    assert len(identifiers) == len(set(identifiers))


def live_in(markdown: str) -> list[str]:
    """The links, pictures and markup that a Markdown program finds, but for the report's own links to its drafts."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(markdown)
    every = [inner for token in tokens for inner in [token, *(token.children or [])]]
    links = [str(token.attrGet("href")) for token in every if token.type == "link_open"]
    markup = [token.content for token in every if token.type in ("html_inline", "html_block")]
    kinds = [token.type for token in every if token.type in ("image", "fence", "code_inline", "s_open", "em_open", "code_block")]
    own = re.compile(r'#draft-\d+|<a id="draft-\d+">|</a>')
    return [found for found in [*links, *markup] if not own.fullmatch(found)] + kinds


def test_markdown_finds_nothing_to_interpret() -> None:
    assert live_in(hostile_report()["md"].decode()) == []


@given(text=st.text(alphabet=st.sampled_from("a1 .-+#*_[]()<>!`~|&;:/@\\$={}\n'\"x"), max_size=60))
@example(text="https://evil.example")
@example(text="1. one")
@example(text="- one")
@example(text="[a]: /x")
def test_any_text_stays_text_in_markdown(text: str) -> None:
    escaped = markdown_text(shown(text))
    for frame in (f"{escaped}\n", f"- **{escaped}** x\n", f"| a |\n| --- |\n| {escaped} |\n"):
        assert live_in(frame) == []
    tokens = MarkdownIt("commonmark").enable("table").parse(f"x {escaped}\n")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    said = "".join(child.content for child in tokens[1].children or [])
    assert " ".join(said.split()) == " ".join(f"x {shown(text)}".split())


def test_a_mail_has_the_headers_that_it_should_have_and_no_more() -> None:
    message = email.message_from_bytes(hostile_report()["eml"], policy=email.policy.default)
    assert set(message.keys()) == {"Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"}
    assert set(parts_of(hostile_report()["eml"])) == {"text/plain", "text/html", "text/calendar"}
    calendar = Calendar.from_ical(parts_of(hostile_report()["eml"])["text/calendar"].get_content())
    assert not calendar.walk("VEVENT")[0].get("ATTACH") and b"\nATTACH" not in calendar.to_ical()


@pytest.mark.parametrize("address", ["x@y\nBcc: z@example.com", "not an address", "a@b, c@d", "<script>"])
def test_an_address_that_is_none_is_left_out(address: str, tmp_path: Path) -> None:
    cadence = fa.Cadence(seeker=fa.Seeker(name="Ada", email=address))
    fa.weekly_report(log_with_texts(["Acme"]), cadence, week=WEEK).write(tmp_path / "r.eml")
    message = email.message_from_bytes((tmp_path / "r.eml").read_bytes(), policy=email.policy.default)
    assert message["To"] is None and message["Bcc"] is None


def test_a_cell_of_ten_thousand_characters_is_cut_off_where_it_is_shown() -> None:
    soup = BeautifulSoup(hostile_report()["html"], "html.parser")
    cells = [cell.get_text() for cell in soup.select("td, li, p.lead, h2, h3, dd")]
    assert any("longlong" in cell for cell in cells) and max(map(len, cells)) < 2_000
    rows = json.loads(hostile_report()["json"])["standing"]
    assert any(row["company"] == LONG or row["role"] == LONG for row in rows)
    assert len(base64.b64encode(hostile_report()["html"])) < 3_000_000
