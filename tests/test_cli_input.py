"""What a command may be given besides the path of a sheet: standard input, words of one's own, a file to keep a cadence in."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import followup_analytics as fa
from followup_analytics.cli import main
from followup_analytics.search.settings_file import Settings

SAMPLE = Path(__file__).parents[1] / "data" / "sample" / "my_job_search.csv"
THEN = ("--timezone", "America/New_York", "--as-of", "2026-06-08")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "search.csv"))


def followup(*arguments: object, given: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def test_a_sheet_comes_in_by_standard_input(sheet: Path) -> None:
    by_path, by_dash = (followup("due", path, "--csv", *THEN, given=SAMPLE.read_bytes()) for path in (sheet, "-"))
    assert by_dash.exit_code == 0 and by_dash.stdout == by_path.stdout


def test_nothing_is_recorded_for_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = followup("they", "-", "Acme", "replied", *THEN, given="Company,Applied\nAcme,2026-05-01\n")
    assert result.exit_code == 1 and "give the path of a file" in result.stderr and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("country", "is_told"), [("GB", True), ("AU", True), ("GB-SCT", False), ("US", False), ("Germany", False)]
)
def test_a_country_without_its_region_is_told_what_is_missed(country: str, is_told: bool, sheet: Path) -> None:
    result = followup("due", sheet, *THEN, "--country", country)
    assert result.exit_code == 0 and (f"Holidays of the regions of {country} are not counted" in result.stdout) is is_told


@pytest.mark.parametrize("word", ["rejected", "rejection"])
def test_a_rejection_is_told_in_either_word(word: str, sheet: Path) -> None:
    result = followup("they", sheet, "Kestrelgate Capital", word, *THEN)
    assert result.exit_code == 0 and "Kestrelgate Capital turned you down on Mon 8 Jun" in result.stdout


def test_tuning_is_kept_beside_the_sheet_where_no_file_is_named(sheet: Path) -> None:
    settings = sheet.with_name("search.followups.toml")
    settings.write_text('[seeker]\nname = "Ada Doe"\n[cadence.T19]\nkeep_in_touch_after_days = 33\n')
    result = followup("tune", sheet, *THEN, "--write")
    assert result.exit_code == 0 and "Kept in search.followups.toml." in result.stdout
    kept = Settings.beside(sheet).cadence
    tuned = fa.Search(SAMPLE, as_of="2026-06-08", timezone="America/New_York", cadence=kept, keep=False).tune()
    assert (kept.seeker.name, kept.keep_in_touch_after_days) == ("Ada Doe", 33)
    assert kept.wait_business_days == tuned.cadence.wait_business_days and not sheet.with_name("\t").exists()


def test_a_sweep_that_nobody_answers_closes_nothing_and_names_the_command(sheet: Path) -> None:
    result = followup("sweep", sheet, *THEN, given="")
    assert result.exit_code == 0 and "sweep" in result.stdout and "--yes" in result.stdout
    assert "Nothing was closed." in result.stdout and not sheet.with_name("search.followups.db").exists()
