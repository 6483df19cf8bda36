"""The workbench's frame, clicked without a browser: bar, panels and tabs go through the session, and errors are sentences."""

import builtins
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from traitlets.utils.bunch import Bunch

import followup_analytics as fa
from followup_analytics.jupyter.clickable_list import buttons
from followup_analytics.jupyter.widgets import StatusLine

ROOT = Path(__file__).parents[2]
DAY = "2026-06-08"
SMALL = "Company,Role,When,Notes\nAcme,Analyst,2026-05-11,hello\nBolt,Clerk,2026-05-29,\nCoil,Clerk,,\n"
HOSTILE = (
    '"<script>alert(1)</script>"',
    '"<img src=x onerror=alert(1)>"',
    '"\u202eevil and written the other way round\x07"',
    "=1+1",
    '"' + "x" * 10_000 + '"',
)
MAILBOX = """From ann@acme.example Wed Jun  3 10:00:00 2026
From: Ann Marrow <ann@acme.example>
To: Robin Ashworth <robin@ashworth.example>
Date: Wed, 3 Jun 2026 10:00:00 +0000
Subject: Re: Your application as Analyst at Acme
Message-ID: <1@acme.example>

Thank you for your application as Analyst at Acme. We would like to invite you to an interview.

"""
TODAY, SHEET, NUMBERS, REPORT = range(4)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def page(sheet: Path) -> Any:
    return fa.workbench(sheet, as_of=DAY, folder=sheet.parent)


def show(page: Any, tab: int) -> Any:
    page.book.selected_index = tab
    return page.tabs[tab - 1]


def parts_of(box: Any) -> Iterator[Any]:
    yield box
    for part in getattr(box, "children", ()):
        yield from parts_of(part)


def click(box: Any, label: str) -> None:
    """Click the first button of that label, wherever in the box it stands."""
    found = [part for part in parts_of(box) if getattr(part, "description", "") == label and hasattr(part, "click")]
    assert found, f"no button {label!r} among {[getattr(part, 'description', '') for part in parts_of(box)]}"
    found[0].click()


def html_of(box: Any) -> str:
    return "".join(part.value for part in parts_of(box) if type(part).__name__ == "HTML")


def entries(page: Any) -> list[str]:
    history = page.search.history()
    return [kind or what for kind, what in zip(history["kind"], history["what"], strict=True)]


def test_it_opens_on_today_and_names_its_tabs(page: Any) -> None:
    assert repr(page) == "A workbench to click: Today, Sheet, Numbers, Report"
    assert page.book.selected_index == TODAY and page.book.titles == ("Today", "Sheet (1)", "Numbers", "Report")
    assert page.choose.description == "small.csv ▾" and "3 applications." in page.told.value


def test_nothing_of_the_sheet_stands_in_what_a_notebook_could_save_of_the_list(page: Any) -> None:
    view = page.view
    assert not [name for name in ("Acme", "Analyst", "hello") if name in str(view.get_state())]


def test_the_clock_of_the_browser_tells_when_the_sheet_was_read(page: Any) -> None:
    page.view._take(None, {"name": "seen", "now": "09:12"}, [])
    assert "3 applications, read at 09:12." in page.told.value


def test_what_is_sent_by_the_browser_and_makes_no_sense_is_let_be(page: Any) -> None:
    for message in ("x", None, {}, {"name": "sent", "code": [], "arguments": 3}):
        page.view._take(None, message, [])
    assert entries(page) == []


def test_reload_says_what_changed_and_a_newer_file_shows(page: Any, sheet: Path) -> None:
    sheet.write_text(SMALL + "Dell,Cook,2026-06-01,\n", encoding="utf-8")
    page.view._take(None, {"name": "seen", "now": "09:12"}, [])
    assert page.again.description == "Reload •" and "The sheet has changed since 09:12." in page.told.value
    page.again.click()
    assert page.status_line.told == "small.csv: 1 application more, 1 event more."
    assert page.again.description == "Reload" and "4 applications" in page.told.value


def test_a_wrong_file_keeps_the_last_good_list_with_the_reason(page: Any, sheet: Path) -> None:
    good = sheet.read_bytes()
    before = page.session.state()["sections"]
    sheet.write_bytes(b"\x00\x01\x02" * 100)
    page.again.click()
    assert 'role="alert"' in page.status_line.box.value and "small.csv" in page.status_line.told
    sheet.unlink()
    page.again.click()
    assert 'role="alert"' in page.status_line.box.value and page.session.state()["sections"] == before
    sheet.write_bytes(good)
    page.again.click()
    assert page.status_line.told == "small.csv: nothing new."


def test_another_sheet_is_chosen_or_uploaded_and_not_kept_in_the_widget(page: Any, sheet: Path) -> None:
    other = sheet.with_name("other.csv")
    other.write_text("Company,Role,Applied\nElm,Cook,2026-05-04\n", encoding="utf-8")
    click(page, "small.csv ▾")
    panel = page.panels["choose"]
    assert page.place.children == (panel.box,) and str(other) in panel.path.options
    panel.path.value = str(other)
    assert page.choose.description == "other.csv ▾" and page.place.children == ()
    content = memoryview(b"Company,Role,Applied\nDrum,Cook,2026-05-04\n")
    new = Bunch(name="new.csv", type="", size=42, content=content, last_modified=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    click(page, "other.csv ▾")
    panel.upload.set_trait("value", [new])
    assert page.choose.description == "new.csv ▾" and panel.upload.value == ()
    assert list(page.search.log.applications["company"]) == ["Drum"]


def test_without_a_sheet_it_begins_where_one_is_chosen_or_made(tmp_path: Path) -> None:
    page = fa.workbench(as_of=DAY, folder=tmp_path)
    panel = page.panels["choose"]
    assert page.place.children == (panel.box,) and "never changed" in html_of(panel.box)
    click(panel.box, "No sheet yet: add my first application")
    adding = page.panels["add"]
    adding.company.value = "Acme"
    click(adding.box, "Add")
    assert list(page.search.log.applications["company"]) == ["Acme"]


def test_an_application_is_added_once_and_can_be_copied_into_the_sheet(page: Any) -> None:
    click(page, "+ Add an application")
    panel = page.panels["add"]
    panel.company.value, panel.role.value, panel.contact.value = "Elm", "Cook", "Eve Castell"
    click(panel.box, "Add")
    click(panel.box, "Add")
    assert entries(page) == ["added", "application"] and "First check: from" in panel.told.value
    assert panel.line.value == f"Elm\tCook\t{DAY}\t"
    panel.company.value, panel.role.value = "Fir", "Clerk"
    click(panel.box, "Add and next")
    assert panel.company.value == "" and len(entries(page)) == 4


def test_settings_are_kept_beside_the_sheet_and_drafts_change_at_once(page: Any, sheet: Path) -> None:
    click(page, "Settings")
    panel = page.panels["settings"]
    panel.fields["name"].value, panel.fields["timezone"].value, panel.media[0].value = "Robin Field", "Europe/Berlin", "email"
    click(panel.box, "Save")
    kept = sheet.with_name("small.followups.toml").read_text(encoding="utf-8")
    assert 'name = "Robin Field"' in kept and 'media = ["email"]' in kept and page.place.children == ()
    assert fa.Search(sheet, as_of=DAY).cadence.seeker.name == "Robin Field" and page.search.timezone == "Europe/Berlin"
    click(page, "Settings")
    panel.fields["timezone"].value = "Nowhere/None"
    click(panel.box, "Save")
    assert 'role="alert"' in page.status_line.box.value and page.search.timezone == "Europe/Berlin"


def test_a_column_is_corrected_by_one_choice_and_undone_in_the_history(page: Any) -> None:
    tab = show(page, SHEET)
    choice = next(part for part in parts_of(tab.columns) if getattr(part, "description", "") == "When")
    choice.value = "rejection"
    assert page.status_line.told.startswith("'When' is now read as 'rejection'.")
    assert page.search.reading.columns.set_index("header")["meaning"]["When"] == "rejection"
    click(show(page, REPORT).history, "Undo")
    assert page.search.reading.columns.set_index("header")["meaning"]["When"] == "date"


def test_a_question_is_answered_by_a_click_and_twice_is_once(page: Any) -> None:
    tab = show(page, SHEET)
    asked = html_of(tab.questions)
    assert "1 of 1" in asked and "When did you apply to Coil?" in asked
    skip = next(part for part in parts_of(tab.questions) if getattr(part, "description", "") == "I don’t know")
    skip.click()
    skip.click()
    assert entries(page) == ["question_answered"] and page.book.titles[SHEET] == "Sheet"


def test_proposals_from_mail_are_accepted_and_declined(page: Any, sheet: Path) -> None:
    box = sheet.with_name("export.mbox")
    box.write_text(MAILBOX, encoding="utf-8")
    page.search.sign(email="robin@ashworth.example")
    tab = show(page, SHEET)
    tab.source.value = str(box)
    click(tab.box, "Look through it")
    assert page.status_line.told == "Found in your mail: 1 proposal." and "invitation on Wed 3 Jun" in html_of(tab.proposals)
    click(tab.proposals, "Accept")
    assert entries(page) == ["interview_invitation"] and "invitation" not in html_of(tab.proposals)
    tab.source.value = "nowhere.mbox"
    click(tab.box, "Look through it")
    assert 'role="alert"' in page.status_line.box.value


def test_the_numbers_follow_what_is_chosen_and_a_cadence_is_used_by_a_click() -> None:
    page = fa.workbench(
        ROOT / "data" / "sample" / "my_job_search.csv", as_of=DAY, timezone="America/New_York", country="US", keep=False
    )
    tab = show(page, NUMBERS)
    before = tab.rates.value
    tab.by.value = "weekday"
    assert tab.rates.value != before and "silence mostly means no" in tab.silence.value
    click(tab.box, "Work out what another cadence is worth")
    tab.choices["wait_business_days"].value = 8
    assert "of today&#x27;s actions would change" in tab.changes.value
    click(tab.box, "Use these")
    assert page.search.cadence.wait_business_days == 8 and page.status_line.told.startswith("The list now follows")


def test_the_report_is_shown_and_saved_and_the_history_undone(page: Any, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(page.view, "send", lambda message: sent.append(message))
    page.search.close("Acme")
    tab = show(page, REPORT)
    assert (
        '<iframe sandbox="" title=' in tab.preview.value and "&lt;html" in tab.preview.value and "<html" not in tab.preview.value
    )
    click(tab.box, "Download HTML")
    assert sent[-1]["file"]["name"] == "followup-2026-W24.html" and (sheet.parent / "followup-2026-W24.html").exists()
    assert str(sheet.parent) in page.status_line.told
    click(tab.box, "Calendar (.ics)")
    assert sent[-1]["file"]["name"] == "follow-ups.ics"
    assert "you closed Acme" in html_of(tab.history).replace("You", "you")
    click(tab.history, "Undo")
    assert "Taken back by entry 2." in html_of(tab.history)


def test_another_day_is_looked_from(page: Any) -> None:
    page.date.value = dt.date(2026, 6, 12)
    assert page.search.today == dt.date(2026, 6, 12) and page.status_line.told.startswith("As of Fri 12 Jun 2026")
    page.date.value = None
    assert page.status_line.told == "Choose a day to look from."


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_sheet_s_text_is_never_markup(hostile: str, tmp_path: Path) -> None:
    path = tmp_path / "<b>.csv"
    path.write_text(f"Company,Role,Applied,{hostile}\n" + f"{hostile},{hostile},2026-05-11,{hostile}\n" * 2, encoding="utf-8")
    page = fa.workbench(path, as_of=DAY, keep=False, folder=tmp_path)
    for tab in (SHEET, NUMBERS, REPORT):
        show(page, tab)
    html = html_of(page)
    assert not [bad for bad in ("<script", "<img src=x", "\u202e", "\x07", "<b>.csv") if bad in html]


def test_a_fault_of_our_own_is_a_sentence_too() -> None:
    status_line = StatusLine()
    assert not status_line.attempt(lambda: {}["<b>"], "Looking")
    assert status_line.told.startswith("That is our mistake (KeyError: '<b>'). Nothing was changed.")
    assert "&lt;b&gt;" in status_line.box.value


@pytest.mark.parametrize("missing", ["anywidget", "ipywidgets"])
def test_what_is_missing_is_named_and_the_list_can_be_read(missing: str, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith(("followup_analytics.jupyter.workbench_page", "followup_analytics.jupyter.today_view")):
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    shown = fa.workbench(sheet, as_of=DAY, keep=False)
    assert f"needs {missing}, which is not installed" in repr(shown) and 'pip install "followup-analytics[notebooks]"' in repr(
        shown
    )
    assert "Acme" in repr(shown) and "Acme" in shown._repr_html_()
    with pytest.raises(fa.FollowupError, match=f"needs {missing}"):
        buttons(fa.Search(sheet, as_of=DAY, keep=False))


def test_keeping_is_told_apart_from_trying_out(sheet: Path) -> None:
    assert "This is a trial." in html_of(fa.workbench(sheet, as_of=DAY, keep=False))
    assert "This is a trial." not in html_of(fa.workbench(sheet, as_of=DAY))
