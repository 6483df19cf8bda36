"""followup notebook: a notebook of the course runs on one's own file, and becomes a page that loads nothing."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from followup_analytics.cli import main
from followup_analytics.cli import notebook as command

ROOT = Path(__file__).parents[1]
COURSE = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIRST_CELL = (
    'SHEET = "../data/sample/my_job_search.csv"  # your own\nAS_OF = "2026-06-08"\nTIMEZONE, COUNTRY = "UTC", "US"\nLIMIT = 3'
)
OUTSIDE = re.compile(r"""(?:src|href)\s*=\s*["']https?:|import\s*\(?\s*["']https?:|url\(\s*["']?https?:""")


def followup(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["notebook", *map(str, arguments)])


def write_course(folder: Path, *sources: str) -> None:
    head = "# Why?\n\nThe sample is invented. **Change a line.**\n\nMore."
    cells: list[dict[str, object]] = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": head}]
    for number, source in enumerate(sources):
        run = {"outputs": [], "execution_count": None}
        cells.append({"cell_type": "code", "id": f"c{number}", "metadata": {}, "source": source, **run})
    folder.mkdir()
    (folder / "01_why.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of one notebook that shows what it was given."""
    write_course(tmp_path / "course", FIRST_CELL, "print(SHEET, AS_OF, TIMEZONE, COUNTRY, LIMIT)", "open(SHEET).read()")
    monkeypatch.setattr(command, "_PLACES", (tmp_path / "nowhere", tmp_path / "course"))
    return tmp_path


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "my `<b>.csv"
    path.write_text("Company\n<script>alert(1)</script>\n")
    return path


def test_a_notebook_runs_on_one_s_own_file_and_becomes_a_page(course: Path, sheet: Path) -> None:
    out = course / "my-01.html"
    result = followup("1", "--log", sheet, "--as-of", "2026-07-01", "--timezone", "Europe/Berlin", "--out", out)
    assert (result.exit_code, result.stdout) == (0, f"Written to {out}.\n"), result.output
    page = out.read_text(encoding="utf-8")
    assert "2026-07-01 Europe/Berlin None 3" in page and "my_job_search" not in page
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    assert "Run on <code>my ??b?.csv</code> as of 2026-07-01." in page and "Change a line" not in page and "More." in page
    assert OUTSIDE.findall(page) == []


def test_without_a_file_the_sample_is_shown_as_it_is(course: Path) -> None:
    (course / "data" / "sample").mkdir(parents=True)
    (course / "data" / "sample" / "my_job_search.csv").write_text("Company\n")
    result = followup("01_why.ipynb", "--out", course / "out.ipynb")
    assert result.exit_code == 0, result.output
    cells = json.loads((course / "out.ipynb").read_text(encoding="utf-8"))["cells"]
    assert "".join(cells[2]["outputs"][0]["text"]) == "../data/sample/my_job_search.csv 2026-06-08 UTC US 3\n"


def test_the_notebooks_are_listed(course: Path) -> None:
    assert followup().output == "01  Why?\n"


def test_what_fails_in_a_notebook_is_one_line_and_the_old_page_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: Path
) -> None:
    write_course(tmp_path / "course", FIRST_CELL, "raise ValueError('no\\nsuch \\x1b[31mrow')")
    monkeypatch.setattr(command, "_PLACES", (tmp_path / "course",))
    out = tmp_path / "page.html"
    out.write_text("old")
    result = followup("01", "--log", sheet, "--out", out)
    assert result.exit_code == 1 and "Error: 01_why can't be run on this file: no such \\x1b[31mrow\n" in result.stderr
    assert out.read_text() == "old"


WRONG = [
    (["99"], "there is no notebook '99': 01_why"),
    (["01_wy"], "did you mean '01_why'?"),
    (["01", "--out", "page.pdf"], "page.pdf: a notebook can't be written as that: give a name that ends in .html or .ipynb"),
    (["01", "--log", "none.csv"], "none.csv: there is no such file"),
    (["01", "--log", "{sheet}", "--as-of", "soon"], "--as-of 'soon' is no moment"),
    (["01", "--log", "{sheet}", "--timezone", "Mars"], "time zone 'Mars' is not known"),
    (["01", "--log", "{sheet}", "--mapping", "none.toml"], "none.toml: there is no such file"),
    (["01", "--log", "{sheet}", "--journal", "none.db"], "none.db: there is no such file"),
    (["01", "--log", "{sheet}", "--sheet", "Two"], "or write the log, and give it to --log: followup import "),
    (["01", "--sheet", "Two"], "give your own file with --log"),
]


@pytest.mark.parametrize(("arguments", "says"), WRONG)
def test_what_makes_no_sense_is_refused_before_anything_runs(arguments: list[str], says: str, course: Path, sheet: Path) -> None:
    result = followup(*(argument.replace("{sheet}", str(sheet)) for argument in arguments))
    assert result.exit_code == 1 and says in result.stderr and result.stderr.count("\n") == 1


def test_a_course_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_PLACES", (tmp_path,))
    assert "the notebooks are not there" in followup("01").stderr


ODD = "Firm;Position;Sent on;Where it stands\nAcme;Analyst;3/4/2026;open\n"
READS = "import followup_analytics as fa\nlog = fa.read_log(SHEET, timezone=TIMEZONE, country=COUNTRY)\n"
READS += 'print(list(log.events["kind"]), log.events["at"].iloc[0].month)'


def test_a_notebook_reads_an_odd_sheet_as_the_options_say_with_what_was_told_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_course(tmp_path / "course", FIRST_CELL, READS)
    monkeypatch.setattr(command, "_PLACES", (tmp_path / "course",))
    monkeypatch.chdir(tmp_path)
    Path("odd.csv").write_text(ODD)
    Path("map one.toml").write_text('[columns]\n"Sent on" = "applied"\n"Where it stands" = "status"\n')
    as_said = ("--mapping", "map one.toml", "--month-first", "--timezone", "UTC", "--as-of", "2026-05-01")
    runs = [followup("01", "--log", "odd.csv", *as_said, "--out", "0.ipynb")]
    CliRunner().invoke(main, ["close", "odd.csv", "Acme", *as_said])
    runs.append(followup("01", "--log", "odd.csv", *as_said, "--out", "1.ipynb"))
    assert [run.exit_code for run in runs] == [0, 0], runs[0].output + runs[1].output
    shown = [json.loads(Path(f"{number}.ipynb").read_text())["cells"][2]["outputs"][0]["text"] for number in range(2)]
    assert ["".join(text) for text in shown] == ["['application'] 3\n", "['application', 'closure'] 3\n"]


WITH = [
    ("log = fa.read_log(SHEET)", {"sheet": "é"}, "log = fa.read_log(SHEET, sheet='é')"),
    ("é = understand(SHEET, a=b(c)).log", {"day_first": False}, "é = understand(SHEET, a=b(c), day_first=False).log"),
    ("read_log(SHEET); read_log(SHEET)", {"sheet": "a"}, "read_log(SHEET, sheet='a'); read_log(SHEET, sheet='a')"),
    ("read_cells(SHEET)", {"sheet": "a", "mapping": "m"}, "read_cells(SHEET, sheet='a')"),
    ("read_log(OTHER)\nshow(SHEET)", {"sheet": "a"}, "read_log(OTHER)\nshow(SHEET)"),
    ("%magic", {"sheet": "a"}, "%magic"),
]


@pytest.mark.parametrize(("source", "options", "changed"), WITH)
def test_only_the_calls_that_read_the_sheet_get_the_options(source: str, options: dict[str, object], changed: str) -> None:
    assert command.read_with(source, options) == changed


@pytest.mark.parametrize("path", COURSE[1:], ids=lambda path: path.stem)
def test_every_notebook_but_the_workbench_can_be_given_a_mapping(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    changed = [command.read_with("".join(cell["source"]), {"mapping": "m"}) for cell in cells]
    given = ("mapping='m'", "reading={'mapping': 'm'}")
    assert sum(any(text in source for text in given) for source in changed) == 1


CHANGES = [
    ('A = 1  # one\nB = "x"', {"A": 2}, 'A = 2\nB = "x"'),
    ("A, B = 1, 2", {"B": "it's"}, 'A, B = 1, "it\'s"'),
    ("import os\nA = None", {"A": "C:\\new", "Z": 1}, "import os\nA = 'C:\\\\new'"),
    ("print(A)\nA[0] = 1", {"A": 2}, "print(A)\nA[0] = 1"),
]


@pytest.mark.parametrize(("source", "settings", "changed"), CHANGES)
def test_only_the_lines_that_give_a_setting_are_changed(source: str, settings: dict[str, object], changed: str) -> None:
    assert command.changed_settings(source, settings) == changed


@pytest.mark.parametrize("path", COURSE[1:], ids=lambda path: path.stem)
def test_the_first_notebook_is_the_index_of_the_course(path: Path) -> None:
    text = "".join(line for cell in json.loads(COURSE[0].read_text(encoding="utf-8"))["cells"] for line in cell["source"])
    assert f"]({path.name})" in text and text.count(f"\n| {path.stem[:2]} | [") == 1
    assert (ROOT / "docs" / "pictures" / f"{path.stem}.png").stat().st_size <= 40_000
