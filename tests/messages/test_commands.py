"""`followup draft` and `followup review`: what they print, write and refuse."""

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from followup_analytics.cli import main

LOG = Path(__file__).parents[2] / "data" / "sample" / "events.csv"
THEN = ("--as-of", "2026-06-08")
CADENCE = '[seeker]\nname = "Ada Doe"\nemail = "ada@example.com"\nphone = "+1 555 0100"\n'


def followup(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def refusal(result: Result) -> str:
    """The one line on standard error of a command that ended with exit code 1."""
    assert result.exit_code == 1, result.output
    assert result.stderr.startswith("Error: ") and result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def cadence(tmp_path: Path) -> Path:
    path = tmp_path / "cadence.toml"
    path.write_text(CADENCE, encoding="utf-8")
    return path


def test_a_draft_is_printed_with_what_it_still_needs(cadence: Path) -> None:
    result = followup("draft", LOG, "A070:T01", *THEN, "--cadence", cadence)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(
        "By e-mail to zelda.rimmington@corbury.example:\n\nSubject: Thank you for the interview: Data Analyst\n"
    )
    assert "customs paperwork delays" in result.output
    assert result.output.endswith(
        "Still needed before you send it (what is `named` so: with --note, or as a column of the sheet):\n"
        "- A strength of yours that the role calls for (C05, `strengths`)\n"
    )


def test_who_has_no_cadence_file_is_told_where_the_name_goes_and_the_line_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = followup("draft", LOG, "A070:T01", *THEN, "--timezone", "UTC", "--note", "strengths=clear charts").output.splitlines()
    assert '- Your name, to sign with: name = "..." in the table [seeker] of the cadence file (C11)' in lines
    assert "[seeker] and name =" in lines[-2]
    (tmp_path / "cadence.toml").write_text('[seeker]\nname = "Ada Doe"\n')
    program, *arguments = shlex.split(lines[-1])
    assert program == "followup" and {"--timezone", "--as-of", "--note", "--cadence"} <= set(arguments)
    again = followup(*arguments).output
    assert "Ada Doe" in again and "clear charts" in again and "Your name" not in again


def test_a_note_fills_what_is_missing_and_the_message_goes_to_a_file_that_passes_the_review(
    cadence: Path, tmp_path: Path
) -> None:
    out = tmp_path / "thanks.txt"
    result = followup("draft", LOG, "A070:T01", *THEN, "--cadence", cadence, "--note", "strengths=clear charts", "--out", out)
    assert result.output == f"Written to {out}.\n"
    review = followup("review", out, "--log", LOG, "--action", "A070:T01", *THEN, "--cadence", cadence)
    assert review.output == "thanks.txt: nothing was found.\n"


def test_a_note_that_was_edited_is_not_replaced_and_the_same_draft_may_be_written_again(cadence: Path, tmp_path: Path) -> None:
    out = tmp_path / "note.txt"
    command = ("draft", LOG, "A070:T01", *THEN, "--cadence", cadence, "--out", out)
    written = [followup(*command).exit_code, followup(*command).exit_code]
    out.write_text(out.read_text(encoding="utf-8") + "PS: My own words.\n", encoding="utf-8")
    edited = out.read_bytes()
    assert f"{out} exists and is not this draft: give another name, or remove it" in refusal(followup(*command))
    assert written == [0, 0] and out.read_bytes() == edited and list(tmp_path.glob("note*")) == [out]


def test_the_line_to_type_next_names_a_note_that_is_not_there_yet(tmp_path: Path) -> None:
    lines = followup("draft", LOG, "A070:T01", *THEN, "--out", tmp_path / "note.txt").output.splitlines()
    assert lines[-1].endswith(f"--out {tmp_path / 'note-2.txt'} --as-of 2026-06-08")


def test_another_medium_and_templates_of_ones_own_can_be_asked_for(cadence: Path, tmp_path: Path) -> None:
    (tmp_path / "thank_you.phone.j2").write_text("Ring {{ greeted }}.", encoding="utf-8")
    result = followup("draft", LOG, "A070:T01", *THEN, "--cadence", cadence, "--medium", "phone", "--templates", tmp_path)
    assert result.output.startswith("By phone to Zelda Rimmington:\n\nRing Zelda Rimmington.\n")


def test_a_review_prints_the_gravest_first_and_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("Hey Anna,\n\nwhen I start next month, call me asap.\n\nAda", encoding="utf-8")
    result = followup("review", tmp_path / "bad.txt")
    assert result.exit_code == 0
    lines = [line.split()[0] for line in result.output.splitlines() if line.startswith(("must", "should", "hint"))]
    assert lines == sorted(lines, key=["must", "should", "hint"].index) and lines.count("must") == 2
    assert "“when I start”" in result.output and "dos-and-donts" in result.output


def test_kind_and_medium_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "check.txt").write_text("Hello Anna,\n\nThank you for the interview.\n\nBest,\nAda", encoding="utf-8")
    result = followup("review", tmp_path / "check.txt", "--kind", "status_check", "--medium", "email", "--json")
    found = {(row["rule"], row["severity"]) for row in json.loads(result.output)}
    assert {("C17", "hint"), ("C10", "must")} <= found


def test_text_of_the_sheet_or_the_message_moves_nothing_on_the_screen(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("Dear {\x1b[31mName\u202e},\n\nThank you.", encoding="utf-8")
    output = followup("review", tmp_path / "bad.txt").output
    assert "\x1b" not in output and "\u202e" not in output and "\\x1b" in output
    sheet = tmp_path / "log.csv"
    sheet.write_text(
        "Company,Role,Contact,Date applied,Interview\nA\x1b]0;x\x07cme,Analyst,Zo\u202eë,2026-03-02,2026-03-10\n",
        encoding="utf-8",
    )
    output = (
        followup("draft", sheet, "", "--as-of", "2026-03-11").stderr
        + followup("due", sheet, "--as-of", "2026-03-11", "--csv").output
    )
    action = next(line for line in output.split("\n") if ":T01" in line).split(",")[0]
    drafted = followup("draft", sheet, action, "--as-of", "2026-03-11").output
    assert "\x1b" not in drafted and "\u202e" not in drafted and "Dear Zo\\x202eë," in drafted


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("draft", LOG, "A065:T01", *THEN), "(T01 thank you for Ashgrove Tools, due 2026-05-21)"),
        (("draft", LOG, "A065:T01", *THEN), "nothing needs to be written, it is done (your thank-you on 2026-"),
        (("draft", LOG, "A999", *THEN), "there is no action 'A999'"),
        (("draft", LOG, "A070", *THEN), "'A070' may be"),
        (("draft", LOG, "A070:T01", *THEN, "--note", "topics"), "give a name and a text"),
        (("draft", LOG, "A070:T01", *THEN, "--note", "topic=x"), "did you mean 'topics'?"),
        (("draft", LOG, "A070:T01", *THEN, "--medium", "mail"), "'mail' is no medium"),
        (("draft", LOG, "A070:T01", *THEN, "--out", "/nowhere/x.txt"), "can't be written"),
        (("review", "/nowhere/message.txt"), "can't be read"),
        (("review", LOG, "--action", "A070:T01"), "give --log too"),
        (("review", LOG, "--kind", "thankyou"), "'thankyou' is no kind of message"),
        (("review", LOG, "--medium", "e-mail"), "(did you mean 'email'?)"),
        (("review", LOG, "--language", "klingon"), "no phrases for 'klingon'"),
    ],
)
def test_what_can_not_be_done_is_one_line(arguments: tuple[object, ...], told: str) -> None:
    assert told in refusal(followup(*arguments))
