"""The code on the pages of the documentation runs, and prints what is shown; the site is built from them without a warning."""

import re
import shlex
import shutil
import sys
import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import followup_analytics as fa
from followup_analytics.cli import MODULE_OF_COMMAND, main
from followup_analytics.rules.catalogue import rules

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))
SAMPLE = ROOT / "data" / "sample"
PAGES = sorted(DOCS.glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", flags=re.DOTALL | re.MULTILINE)
# In no page's own example: code that is for others than Python and the command, and is tried in its own tests or is only text.
TRIED_ELSEWHERE = {"text", "cron", "bat", "ini", "xml", "yaml"}
SHEETS = {
    "my-search.csv": SAMPLE / "my_job_search.csv",
    "my-search.xlsx": SAMPLE / "my_job_search.xlsx",
    "my_search.csv": SAMPLE / "events.csv",
    "spring.csv": SAMPLE / "awkward" / "two_orders.csv",
    "my-mail.mbox": SAMPLE / "my_mail.mbox",
    "my-calendar.ics": SAMPLE / "my_calendar.ics",
    "my-linkedin.zip": SAMPLE / "my_linkedin.zip",
}
SETTINGS = {"too-long.toml": "[T03]\nwait_business_days = 30\n", "cadence.toml": '[seeker]\nname = "Ada Doe"\n'}


def blocks(page: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(page.read_text(encoding="utf-8"))


def pages_with(language: str) -> list[Path]:
    return [page for page in PAGES if any(name == language for name, _ in blocks(page))]


def name_of(page: Path) -> str:
    return page.stem


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the pages assume it, on a machine in New York."""
    for name, source in SHEETS.items():
        shutil.copy(source, tmp_path / name)
    for name, text in SETTINGS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("reports", "clients"):
        (tmp_path / name).mkdir()
    for client, applied in (("ana", "2026-05-11"), ("ben", "2026-05-12")):
        (tmp_path / "clients" / f"{client}.csv").write_text(f"Company,Role,Applied\nAcme,Analyst,{applied}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def run(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "followup"
    return CliRunner().invoke(main, arguments).output


def missing_of(shown: str, printed: str) -> list[str]:
    """The lines that are shown and not printed, in that order; `...` stands for any lines."""
    lines = iter([line.strip() for line in printed.splitlines()])
    return [line for line in map(str.strip, shown.splitlines()) if line not in ("", "...") and line not in lines]


@pytest.mark.parametrize("page", pages_with("console"), ids=name_of)
def test_commands_print_what_their_page_shows(page: Path, folder: Path) -> None:
    for language, text in blocks(page):
        if language == "toml":
            (folder / ("map.toml" if "[columns]" in text else "cadence.toml")).write_text(text, encoding="utf-8")
        for command, shown in (
            re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, flags=re.MULTILINE) if language == "console" else ()
        ):
            printed = run(command)
            assert missing_of(shown, printed) == [], printed
            assert ("Error" in printed) == ("Error" in shown), printed


@pytest.mark.parametrize("page", pages_with("python"), ids=name_of)
def test_the_python_of_a_page_runs_and_prints_what_is_shown_below_it(
    page: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names: dict[str, object] = {}
    for (language, text), (next_language, shown) in pairwise([*blocks(page), ("", "")]):
        if language == "python":
            exec(compile(text, page.name, "exec"), names)
            printed = capsys.readouterr().out
            assert next_language != "text" or missing_of(shown, printed) == [], printed


def commands_of(page: Path) -> list[str]:
    """The lines of indented blocks that call the command, without what a shell does with the output."""
    lines = [line.strip() for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("    followup ")]
    return [re.split(r"\s+[#>|]", line)[0].strip() for line in lines]


# Eight reports are written on this page, each kind of which is tried in the tests of the report too.
OF_THE_NIGHT = ("every-monday",)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page.stem, marks=[pytest.mark.nightly] * (page.stem in OF_THE_NIGHT))
        for page in PAGES
        if commands_of(page)
    ],
)
def test_the_commands_of_a_page_run_one_after_the_other_on_the_sample(page: Path, folder: Path) -> None:
    for line in commands_of(page):
        name = line.split()[1]
        command = main.get_command(click.Context(main), name)
        assert command is not None
        moment = (
            " --as-of 2026-06-08" if any("--as-of" in option.opts for option in command.params) and "--as-of" not in line else ""
        )
        done = CliRunner().invoke(main, shlex.split(line + moment)[1:], input="n\n" * 100)
        assert done.exit_code == 0, f"{line}: {done.output}"


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    kinds = {language for page in PAGES for language, _ in blocks(page)}
    assert kinds <= TRIED_ELSEWHERE | {"python", "console", "toml"}


@pytest.mark.parametrize("page", pages_with("toml"), ids=name_of)
def test_the_settings_of_a_page_can_be_read(page: Path, tmp_path: Path) -> None:
    for text in (text for language, text in blocks(page) if language == "toml"):
        settings = tomllib.loads(text)
        if any("cadence" in table for table in settings.values() if isinstance(table, dict)):
            check_of_clients(text, tmp_path)
        elif "columns" not in settings:
            (tmp_path / "cadence.toml").write_text(text, encoding="utf-8")
            assert fa.Cadence.read(tmp_path / "cadence.toml") != fa.Cadence()


def test_the_reference_has_every_public_name_once() -> None:
    text = (DOCS / "reference.md").read_text(encoding="utf-8")
    named = re.findall(r"^\.\. auto(?:function|class|exception):: (\w+)(?:\(\))?$", text, flags=re.MULTILINE)
    assert sorted(named) == sorted(fa.__all__)


def test_the_page_of_rules_has_every_rule_with_its_sources_and_numbers() -> None:
    parts = pytest.importorskip("sphinx") and import_module("site_parts")
    kinds = re.findall(r"^```\{rules\} ([A-Z])$", (DOCS / "rules.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    shown = "\n".join(parts.rules_as_markdown(kind) for kind in kinds)
    assert re.findall(r"^- \*\*(\w+)\*\*", shown, flags=re.MULTILINE) == list(rules())
    for rule in rules().values():
        entry = shown.partition(f"- **{rule.id}** ")[2].partition("\n- ")[0]
        assert rule.title in entry and all(f"`{source}`" in entry for source in rule.sources) and rule.ours in entry
        assert all(f"`{parameter.name}`" in entry for parameter in rule.parameters)


def test_the_page_of_commands_has_the_help_of_each() -> None:
    texts = (pytest.importorskip("sphinx") and import_module("site_parts")).commands_as_text()
    assert list(texts) == list(MODULE_OF_COMMAND)
    assert all(text.startswith(f"Usage: followup {name} ") for name, text in texts.items())


@pytest.mark.parametrize("part", ["pending", "silence", "following_up"])
def test_the_figures_of_the_misleading_numbers_come_out_again(part: str) -> None:
    # The other two take most of a minute: python docs/make_misleading_numbers.py
    maker = import_module("make_misleading_numbers")
    page = maker.PAGE.read_text(encoding="utf-8")
    _, words = maker.PARTS[part]()
    assert all(str(word) in page for word in words.values())
    assert (maker.PICTURES / f"{part}.svg").read_text(encoding="utf-8").count("<path") > 3


def test_every_picture_of_a_page_is_written_by_its_script() -> None:
    maker = import_module("make_misleading_numbers")
    shown = re.findall(r"\(pictures/(\w+)\.svg\)", maker.PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(maker.PARTS) == sorted(path.stem for path in maker.PICTURES.glob("*.svg"))


def check_of_clients(text: str, folder: Path) -> None:
    """What a page says of `clients.toml` holds for the client whom it names."""
    (folder / "ana.csv").write_text("Company,Role,Applied\nAcme,Analyst,2026-05-11\n", encoding="utf-8")
    (folder / "ana.toml").write_text("[T03]\nwait_business_days = 6\n", encoding="utf-8")
    (folder / "clients.toml").write_text(text, encoding="utf-8")
    assert list(fa.read_log(folder).applications["timezone"]) == [tomllib.loads(text)["ana"]["timezone"]]
