"""What the documentation tells is so: commands exist, examples run, links lead somewhere."""

import doctest
import importlib
import pkgutil
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import followup_analytics as fa
from followup_analytics.cli import MODULE_OF_COMMAND, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted((ROOT / "docs").glob("*.md"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
MODULES = sorted(module.name for module in pkgutil.walk_packages(fa.__path__, "followup_analytics."))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", list(MODULE_OF_COMMAND))
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"followup {name}" in README


def commands_shown() -> list[str]:
    """The lines of indented blocks that call the command, without what a shell does with the output."""
    lines = [
        line.strip()
        for page in PAGES
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("    followup ")
    ]
    return sorted({re.split(r"\s+[#>|]", line)[0].strip() for line in lines})


@pytest.mark.parametrize("line", commands_shown())
def test_a_command_that_is_shown_has_the_options_it_is_shown_with(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0, shown.output
    command = main.get_command(click.Context(main), name)
    assert command is not None
    options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {argument for argument in arguments if argument.startswith("-")} <= options


@pytest.mark.parametrize("code", blocks(README, "python"))
def test_the_readmes_python_runs(code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("text", blocks(README, "toml"))
def test_the_readmes_cadence_can_be_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "cadence.toml").write_text(text, encoding="utf-8")
    assert fa.Cadence.read(tmp_path / "cadence.toml") != fa.Cadence()
    assert tomllib.loads(text)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_docstrings_give_what_they_show(name: str) -> None:
    if name.rpartition(".")[2] not in ("__main__", "workbook_child"):
        assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_in_docstrings() -> None:
    from followup_analytics.rules import cadence

    assert doctest.testmod(cadence).attempted >= 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", fa.__all__)
def test_every_public_name_has_a_docstring(name: str) -> None:
    assert (getattr(fa, name).__doc__ or "").strip()
