"""The workbench's widgets, clicked without a browser: they show what the bench tells, escaped, and errors are sentences."""

import builtins
import datetime as dt
import time
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from traitlets.utils.bunch import Bunch

import followup_analytics as fa
from followup_analytics.jupyter import shown
from followup_analytics.jupyter.widgets import StatusLine

DAY = "2026-06-08"
SMALL = "Company,Role,When,Notes\nAcme,Analyst,2026-05-11,hello\nBolt,Clerk,2026-05-29,\nCoil,Clerk,2026-06-05,\n"
HOSTILE = (
    '"<script>alert(1)</script>"',
    '"<img src=x onerror=alert(1)>"',
    '"\u202eevil and written the other way round\x07"',
    "=1+1",
    '"' + "x" * 10_000 + '"',
)
SHEET, TODAY, STORY, ANSWERS, CADENCE, REPORT = range(6)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def front(sheet: Path) -> Any:
    return fa.workbench(sheet, as_of=DAY, keep=False, folder=sheet.parent)


def show(front: Any, tab: int) -> Any:
    front.book.selected_index = tab
    return front.tabs[tab]


def click(box: Any, label: str) -> None:
    """Click the first button of that label, wherever in the box it stands."""
    parts = [box]
    while parts:
        part = parts.pop(0)
        if getattr(part, "description", "") == label and hasattr(part, "click"):
            part.click()
            return
        parts += getattr(part, "children", ())
    raise AssertionError(f"no button {label!r}")


def all_html(front: Any) -> str:
    """What stands in all tabs, as HTML."""
    texts, parts = [], [front]
    for tab in range(len(front.tabs)):
        show(front, tab)
    while parts:
        part = parts.pop()
        texts.append(part.value if type(part).__name__ == "HTML" else "")
        parts += getattr(part, "children", ())
    return "".join(texts)


def test_it_opens_on_today_s_list(front: Any) -> None:
    assert repr(front) == "A workbench to click: Sheet, Today, Timeline, Answers, Cadence, Report"
    assert front.book.selected_index == TODAY and front.status_line.told == front.search.told
    today = front.tabs[TODAY]
    assert [code for _, code in today.acting.choice.options] == list(front.search.due.frame["code"])
    assert today.text.value == shown.draft(front.search, today.acting.choice.value).text


def test_without_a_sheet_it_opens_where_one_is_chosen(sheet: Path) -> None:
    front = fa.workbench(as_of=DAY, keep=False, folder=sheet.parent)
    assert front.book.selected_index == SHEET
    tab = show(front, TODAY)
    assert tab.acting is None and front.status_line.told == ""
    tab = show(front, SHEET)
    assert list(tab.path.options) == [str(sheet)]
    tab.path.value = str(sheet)
    assert front.status_line.told == front.search.told
    assert show(front, TODAY).acting.choice.options


def test_a_sheet_is_uploaded_and_not_kept_in_the_widget(front: Any) -> None:
    tab = show(front, SHEET)
    content = memoryview(b"Company,Role,Applied\nDrum,Cook,2026-05-04\n")
    tab.upload.set_trait(
        "value", [Bunch(name="new.csv", type="", size=42, content=content, last_modified=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))]
    )
    assert front.status_line.told.startswith("new.csv: one row per application; 1 application") and tab.upload.value == ()
    assert list(shown.stories(front.search).values()) == ["Drum - Cook (active)"]
    assert show(front, STORY).choice.label == "Drum - Cook (active)"


def test_a_column_is_corrected_by_two_choices_and_a_click(front: Any) -> None:
    tab = show(front, SHEET)
    tab.column.value = "When"
    assert tab.meaning.label == "found by itself"
    tab.meaning.value = "rejection"
    click(tab.box, "Correct it")
    assert "rejection" in tab.columns.value and front.status_line.told.startswith("'When' is now read as 'rejection'.")
    assert tab.column.value == "When" and tab.meaning.value == "rejection"
    tab.meaning.value = "as found"
    click(tab.box, "Correct it")
    assert front.status_line.told.startswith("'When' is now read as 'date'.") and front.search.settings.columns == {}
    tab.meaning.value = "rejection"
    click(tab.box, "Correct it")
    assert show(front, TODAY).acting.choice.options == (), "of whom said no nothing is asked any more"


def test_the_list_follows_the_filters(front: Any) -> None:
    tab = front.tabs[TODAY]
    every = list(tab.acting.choice.options)
    tab.words.value = "acme"
    assert [label for label, _ in tab.acting.choice.options] == [label for label, _ in every if "Acme" in label]
    tab.words.value = "nobody"
    assert tab.acting.choice.options == () and tab.text.value == ""
    click(tab.box, "I sent it")
    assert front.status_line.told.startswith("there is no action ''")
    tab.words.value = ""
    tab.urgency.value = "overdue"
    assert len(tab.acting.choice.options) == len(shown.filtered_list(front.search, urgency="overdue").frame)


def test_what_was_sent_is_recorded_in_the_medium_of_the_draft_and_every_tab_follows(front: Any) -> None:
    before = show(front, STORY).events.value
    tab = show(front, TODAY)
    tab.draft_medium.value = "phone"
    assert tab.text.value == shown.draft(front.search, tab.acting.choice.value, "phone").text
    first = tab.acting.choice.value
    click(tab.box, "I sent it")
    assert front.status_line.told == "Recorded: you asked Acme for the status by phone on Mon 8 Jun (entry 1)."
    assert first not in [code for _, code in tab.acting.choice.options]
    story = show(front, STORY)
    story.choice.value = front.search.application("Acme")
    assert "Asked for the status" in story.events.value and story.events.value != before
    tab = show(front, TODAY)
    click(tab.box, "Undo")
    assert first in [code for _, code in tab.acting.choice.options]


def test_a_text_that_was_edited_is_reviewed(front: Any) -> None:
    tab = front.tabs[TODAY]
    tab.text.value = "Subject: x\n\nHey guys, you must answer!!"
    click(tab.box, "Review")
    assert tab.review.value == shown.still_to_mend(front.search, tab.acting.choice.value, tab.text.value).html


def test_another_date_shows_another_list(front: Any) -> None:
    front.date.value = dt.date(2026, 6, 12)
    assert front.status_line.told.startswith("As of Fri 12 Jun 2026: ") and front.search.as_of == dt.date(2026, 6, 12)
    assert [code for _, code in front.tabs[TODAY].acting.choice.options] == list(front.search.due.frame["code"])
    front.date.value = None
    assert front.status_line.told == "Choose a day to look from." and front.search.as_of == dt.date(2026, 6, 12)


def test_rates_are_drawn_by_what_is_chosen(front: Any) -> None:
    tab = show(front, ANSWERS)
    assert 'aria-label="What gets answered, by medium' in tab.picture.value
    tab.by.value, tab.and_by.value = "weekday", "medium"
    assert 'aria-label="What gets answered, by weekday and medium' in tab.picture.value


def test_what_is_chosen_while_a_tab_is_drawn_is_drawn_next(front: Any) -> None:
    tab = show(front, ANSWERS)
    fill, drawn = tab.fill, Event()

    def slowly() -> None:
        fill()
        drawn.set()
        time.sleep(0.5)

    tab.fill = slowly
    drawing = Thread(target=tab.refresh)
    drawing.start()
    assert drawn.wait(30)
    tab.by.value = "weekday"
    drawing.join(30)
    assert 'aria-label="What gets answered, by weekday' in tab.picture.value


def test_sliders_show_what_they_change_and_are_used_by_a_click(front: Any) -> None:
    tab = show(front, CADENCE)
    wait, _, most, changes = tab.sliders.children
    most.value = 1
    assert changes.value == shown.cadence_changes(front.search, max_attempts=1).html
    wait.value = 8
    click(tab.box, "Use these")
    assert front.status_line.told.startswith("The list now follows: wait business days 8, ")
    assert (front.search.cadence.wait_business_days, front.search.cadence.max_attempts) == (8, 1)


def test_the_report_is_written_by_a_click(front: Any, sheet: Path) -> None:
    tab = show(front, REPORT)
    assert tab.week.value == "2026-W24"
    tab.form.value = "md"
    click(tab.box, "Write the report")
    assert front.status_line.told == f"Written to {sheet.parent / 'followup-2026-W24.md'}."
    tab.week.value = "2026-W99"
    click(tab.box, "Write the report")
    assert front.status_line.told.startswith("week '2026-W99' is no week")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_sheet_s_text_is_never_markup(hostile: str, tmp_path: Path) -> None:
    path = tmp_path / "<b>.csv"
    path.write_text(f"Company,Role,Applied,{hostile}\n" + f"{hostile},{hostile},2026-05-11,{hostile}\n" * 2, encoding="utf-8")
    html = all_html(fa.workbench(path, as_of=DAY, keep=False, folder=tmp_path))
    assert not [bad for bad in ("<script", "<img src=x", "\u202e", "\x07", "<b>.csv") if bad in html]


def test_a_fault_of_its_own_is_a_sentence_too() -> None:
    status_line = StatusLine()
    assert not status_line.attempt(lambda: {}["<b>"], "Looking")
    assert status_line.told == "This should not have happened (KeyError: '<b>'). Nothing was changed."
    assert "&lt;b&gt;" in status_line.box.children[1].value and status_line.box.children[0].value == ""


def test_while_something_is_worked_out_a_bar_is_shown() -> None:
    status_line = StatusLine()
    seen: list[str] = []
    assert status_line.attempt(lambda: seen.append(status_line.box.children[0].value), "Learning from your log")
    assert "<progress" in seen[0] and "Learning from your log ..." in seen[0] and status_line.box.children[0].value == ""


def test_a_refused_sheet_is_told_and_the_old_one_stays(front: Any) -> None:
    tab = show(front, SHEET)
    tab.path.value = "/nowhere/none.csv"
    assert "none.csv" in front.status_line.told and 'role="alert"' in front.status_line.box.children[1].value
    assert front.search.sheet is not None and front.search.sheet.name == "small.csv"


def test_without_ipywidgets_a_sentence_says_what_to_install(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("followup_analytics.jupyter.workbench_page"):
            raise ModuleNotFoundError("No module named 'ipywidgets'", name="ipywidgets")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        fa.FollowupError, match=r'needs ipywidgets, which is not installed: pip install "followup-analytics\[notebooks\]"'
    ):
        fa.workbench(sheet, as_of=DAY, keep=False)


def test_keeping_is_told_apart_from_trying_out(sheet: Path) -> None:
    assert "forgotten" in fa.workbench(sheet, as_of=DAY, keep=False).children[0].value
    assert fa.workbench(sheet, as_of=DAY).children[0].value == ""
