"""What the notebooks show: whole tables, escaped text, and answers in words that follow from the numbers."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.jupyter import tables as nb
from followup_analytics.reporting.due_list import due_list
from tests.reporting.charts.test_charts import AS_OF, STORY, log_of

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
COMING = [("2026-03-16", "application")]
DUE = [("2026-03-09", "application")]


def shown(log: fa.JobSearchLog) -> nb.Shown:
    return nb.show_due_list(due_list(log, fa.follow_up_actions(log, as_of=AS_OF), as_of=AS_OF))


CELLS = [
    ("markup", "<b>bold</b> & co", "&lt;b&gt;bold&lt;/b&gt; &amp; co"),
    ("a script", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("an attribute's end", '" onmouseover="x', "&quot; onmouseover=&quot;x"),
    ("line breaks", "one\ntwo", "one two"),
    ("control characters", "a\x07b", "a\\x07b"),
    ("a long text", "word " * 60, ("word " * 60).strip()),
    ("a number", 3, "3"),
    ("a missing number", float("nan"), ""),
    ("a missing row", pd.NA, ""),
    ("a missing time", pd.NaT, ""),
]


@pytest.mark.parametrize(("value", "html"), [case[1:] for case in CELLS], ids=[case[0] for case in CELLS])
def test_a_cell_is_shown_whole_and_escaped(value: object, html: str) -> None:
    table = nb.show_table(pd.DataFrame({"text": pd.Series([value], dtype=object)}))
    assert re.findall("<td[^>]*>(.*?)</td>", table._repr_html_()) == [html]


def test_headers_and_captions_are_escaped_too() -> None:
    html = nb.show_table(pd.DataFrame({"<i>a": [1]}), "<u>b")._repr_html_()
    assert "&lt;i&gt;a" in html and "&lt;u&gt;b" in html


def test_a_table_says_how_many_rows_it_leaves_out() -> None:
    table = nb.show_table(pd.DataFrame({"n": range(61)}))
    assert table._repr_html_().count("<tr>") == 61
    assert repr(table).endswith("... and 1 more row")


def test_a_table_without_rows_or_columns_is_shown() -> None:
    assert "<th" in nb.show_table(pd.DataFrame({"n": []}))._repr_html_()
    assert repr(nb.show_table(pd.DataFrame(), "Nothing")) == "Nothing"


def test_the_due_list_is_shown_with_what_is_not_in_it() -> None:
    table = shown(log_of(STORY, DUE, COMING))
    first, *rows, last = repr(table).splitlines()
    assert first == "2 to do, 1 of them late."
    assert [row.split(" | ", 1)[1] for row in rows] == [
        "4 days late | Ask for the status | Acme, Analyst | e-mail",
        "by Thu 26 Mar | Ask about your application | Acme, Analyst | e-mail",
    ]
    assert len({row.split(" | ")[0] for row in rows}) == 2 and last.startswith("1 comes later.")
    assert [colour for colour in ("#D55E00", "#E69F00") if colour in table._repr_html_()] == ["#D55E00", "#E69F00"]


def test_the_due_list_escapes_a_sheet_s_text() -> None:
    html = shown(log_of(STORY, company="<img src=x>", role="<b>"))._repr_html_()
    assert "&lt;img src=x&gt;<br>&lt;b&gt;" in html


def test_an_empty_due_list_says_so() -> None:
    table = shown(log_of([]))
    assert repr(table) == "You have nothing to write today, or in the next 7 days."
    assert "<table" not in table._repr_html_()


ANSWERS = [
    ([STORY], "1 thing to do, 1 of them late. First: Ask for the status - Acme, by e-mail (4 days late)."),
    ([DUE], "1 thing to do. First: Ask about your application - Acme, by e-mail (by Thu 26 Mar)."),
    ([COMING], "You have nothing to write today, or in the next 7 days."),
    ([[]], "You have nothing to write today, or in the next 7 days."),
]


@pytest.mark.parametrize(("stories", "answer"), ANSWERS)
def test_today_in_words(stories: list[list[tuple[str, str]]], answer: str) -> None:
    log = log_of(*stories)
    assert nb.today_in_words(due_list(log, fa.follow_up_actions(log, as_of=AS_OF), as_of=AS_OF)) == answer


def test_the_rules_behind_the_list_are_counted() -> None:
    rules = nb.rules_behind(fa.follow_up_actions(log_of(STORY, DUE, DUE, COMING), as_of=AS_OF))
    assert list(zip(rules["rule"], rules["actions"], strict=True)) == [("T20", 2), ("T03", 1)]
    assert rules["title"].str.len().min() > 20


@pytest.mark.parametrize(
    ("stories", "urgent", "longest"),
    [([DUE, STORY], "A2", "A2"), ([DUE, COMING], "A1", "A1"), ([COMING, COMING], "A1", "A1"), ([[], []], "A1", "A1")],
)
def test_which_application_to_draw(stories: list[list[tuple[str, str]]], urgent: str, longest: str) -> None:
    log = log_of(*stories)
    actions = fa.follow_up_actions(log, as_of=AS_OF)
    assert nb.most_urgent(log, actions) == urgent
    assert nb.longest_story(log, actions) == longest


def test_the_longest_story_of_a_whole_log() -> None:
    assert nb.longest_story(log_of(DUE, STORY, DUE)) == "A2"


def test_how_the_rules_were_kept_in_words_and_by_week() -> None:
    conduct = fa.conduct(log_of(STORY), as_of=AS_OF)
    assert (
        nb.conduct_in_words(conduct)
        == "Over 3 weeks: thank-yous in time 1 of 1, follow-ups on time 0 of 1, questions asked too soon 0 of 0."
    )
    assert nb.conduct_in_words(conduct.head(0)) == "Nothing was due yet."
    weeks = nb.last_weeks(conduct, 2)
    assert list(weeks["follow-ups on time"]) == ["0 of 1", ""]
    assert list(weeks["questions asked too soon"]) == ["", ""]


PROBLEMS = [
    ([], "Everything was understood."),
    (["note"], "0 errors, 0 questions that only you can answer, 1 note with nothing to do."),
    (["error", "question", "question"], "1 error, 2 questions that only you can answer, 0 notes with nothing to do."),
]


@pytest.mark.parametrize(("severities", "words"), PROBLEMS)
def test_what_was_not_understood_in_words(severities: list[str], words: str) -> None:
    log = log_of(STORY)
    problems = pd.DataFrame({"row": 1, "problem": "odd", "severity": severities}) if severities else None
    assert nb.problems_in_words(fa.JobSearchLog(log.applications, log.events, problems)) == words


def test_the_weightiest_problems_come_first() -> None:
    log = log_of(STORY)
    problems = pd.DataFrame({"row": [1, 2, 3], "problem": "odd", "severity": ["note", "question", "error"]})
    ordered = nb.problems_by_weight(fa.JobSearchLog(log.applications, log.events, problems))
    assert list(ordered["severity"]) == ["error", "question", "note"]


def test_the_first_rows_stand_side_by_side() -> None:
    cells = pd.DataFrame([["Acme", "x"], ["Bolt", "y"]], index=[2, 4], columns=["company", "company"])
    assert nb.first_rows(cells).to_dict("list") == {
        "column": ["company", "company"],
        "row 2": ["Acme", "x"],
        "row 4": ["Bolt", "y"],
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_as_it_ran_from_top_to_bottom(path: Path) -> None:
    book = json.loads(path.read_text(encoding="utf-8"))
    cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert not any(
        output["output_type"] == "error" or output.get("name") == "stderr" for cell in cells for output in cell["outputs"]
    )
    assert set(book["metadata"]) == {"kernelspec", "language_info"} and book["metadata"]["language_info"] == {"name": "python"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_its_question_and_the_line_to_change(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells[0]["source"][0].startswith("# ") and cells[0]["source"][0].rstrip().endswith("?")
    first = next(cell for cell in cells if cell["cell_type"] == "code")
    assert any(line.startswith("SHEET = ") for line in first["source"][:2])
    assert max(len(cell["source"]) for cell in cells if cell["cell_type"] == "code") <= 14
