"""The notebooks of the course: the answer first, nothing raw, nothing twice, and fit for any log."""

import ast
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import followup_analytics as fa
from followup_analytics.cli.notebook import changed_settings

COURSE = sorted((Path(__file__).parents[2] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
OF_ONE = pytest.mark.parametrize("path", COURSE, ids=lambda path: path.stem[:2])
# What is no sentence of ours: pictures, code, tables (several rows may say the same), and the list's cards.
_NOT_PROSE = re.compile(r"<(svg|pre|code|style|table|h4)\b.*?</\1>|<div class=\"fu-card\".*?</div></div>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")
_RAW_NAME = re.compile(r"\b[a-z]+_[a-z_]*[a-z]\b")
_MINUS_NOTHING = re.compile(r"(?<![\w.])[-\u2212]0(?:\.0+)?(?![\d.])")
_FIXED_COLOURS = re.compile(r"#fff\b|#ffffff|#000\b|#000000|\bwhite\b|\bblack\b", re.IGNORECASE)


def cells_of(path: Path) -> list[dict[str, Any]]:
    """The cells of a notebook, the source of each as one text."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells]


def code_of(path: Path) -> list[dict[str, Any]]:
    """Its cells of code."""
    return [cell for cell in cells_of(path) if cell["cell_type"] == "code"]


def shown(path: Path) -> list[str]:
    """The HTML of its outputs."""
    outputs = [output for cell in code_of(path) for output in cell["outputs"]]
    return ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]


def sentences(html: str) -> list[str]:
    """The sentences of a page that are ours: of panels, folds and captions."""
    text = _TAGS.sub("\n", _NOT_PROSE.sub("\n", html))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [said for line in lines for said in re.findall(r"[A-Z][^.?!]{25,}[.?!]", line)]


@OF_ONE
def test_a_title_then_the_four_lines_and_the_answer(path: Path) -> None:
    head, first = cells_of(path)[:2]
    title, *rest = head["source"].split("\n\n")
    assert title.startswith("# ") and "\n" not in title and len(" ".join(rest)) <= 160
    assert first["source"].splitlines()[0].startswith("# Your sheet") and "change these lines" in first["source"].splitlines()[0]
    assert first["source"].splitlines()[1].startswith("SHEET = ")
    assert 'class="fu-panel"' in shown(path)[0]
    assert "The same in Python" in [page for page in shown(path) if page][-1]


@OF_ONE
def test_inputs_are_folded_and_outputs_are_neither_printed_nor_pictures_of_dots(path: Path) -> None:
    for cell in code_of(path):
        assert cell["metadata"]["jupyter"]["source_hidden"] is True and cell["source"].startswith("# ")
        assert "print(" not in cell["source"]
        assert cell["outputs"] and {output["output_type"] for output in cell["outputs"]} <= {"execute_result", "display_data"}
        assert not any(kind.startswith("image/") for output in cell["outputs"] for kind in output["data"])
    assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"]


@OF_ONE
def test_no_sentence_is_said_twice(path: Path) -> None:
    said = Counter(sentence for page in shown(path) for sentence in sentences(page))
    assert [sentence for sentence, times in said.items() if times > 1] == []
    assert said


@OF_ONE
def test_nothing_shows_a_name_of_the_code_or_nothing_with_a_minus(path: Path) -> None:
    for page in shown(path):
        text = _TAGS.sub(" ", re.sub(r"<(svg|pre|code|style)\b.*?</\1>", " ", page, flags=re.DOTALL))
        assert _RAW_NAME.findall(re.sub(r"\S+@\S+|\S+\.(?:toml|csv|xlsx|db)\b", " ", text)) == []
        assert _MINUS_NOTHING.findall(text) == []
        assert not re.search(r"<th[^>]*>\s*</th>", page)


@OF_ONE
def test_charts_follow_the_theme(path: Path) -> None:
    pictures = [picture for page in shown(path) for picture in re.findall(r"<svg\b.*?</svg>", page, re.DOTALL)]
    assert [found for picture in pictures for found in _FIXED_COLOURS.findall(picture)] == []
    assert [picture[:200] for picture in pictures if "aria-label" not in picture[:2000]] == []


HEADER = "Company,Job Title,Date Applied,Applied Via,Status\n"
SMALL = HEADER + "Larch Optics,Data Engineer,2026-05-04,Email,Applied\nMoss Foods,Controller,2026-06-01,Portal,Applied\n"
UNDATED = HEADER + "".join(
    f"Firm {number},Analyst,2026-03-{number + 1:02d},Email,{'Rejected' if number % 3 else 'Interviewing'}\n"
    for number in range(15)
)
LOGS = {"without a date": HEADER + "Larch Optics,Data Engineer,,,\n", "small": SMALL, "undated": UNDATED}
OF_A_SAMPLE = ("Meridale", "Thistledown", "Doverthorpe", "Gossamer")


# The gate tries the hardest of them, in which much is asked for and little is known; the night tries all.
@pytest.mark.parametrize("log", [pytest.param(name, marks=[pytest.mark.nightly] * (name != "undated")) for name in LOGS])
@OF_ONE
def test_every_notebook_runs_on_any_log(path: Path, log: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = tmp_path / "own.csv"
    sheet.write_text(LOGS[log], encoding="utf-8")
    monkeypatch.chdir(path.parent)
    simulate = fa.simulate_search
    monkeypatch.setattr(fa, "simulate_search", lambda _, **options: simulate(20, **options))
    settings = {"SHEET": str(sheet), "AS_OF": "2026-06-08", "TIMEZONE": "UTC", "COUNTRY": None, "WEEK": "2026-W24", "MAIL": []}
    page = run([changed_settings(cell["source"], settings) for cell in code_of(path)])
    assert _MINUS_NOTHING.findall(page) == [] and not [name for name in OF_A_SAMPLE if name in page]


def run(sources: list[str]) -> str:
    """The cells run one after the other as in a notebook; what they show, without pictures."""
    names: dict[str, Any] = {}
    pages = []
    for source in sources:
        tree = ast.parse(source)
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        exec(compile(tree, "<cell>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        pages.append(value._repr_html_() if hasattr(value, "_repr_html_") else repr(value))
    return "\n".join(re.sub(r"<(svg|style)\b.*?</\1>", " ", str(page), flags=re.DOTALL) for page in pages)
