"""What the caller says overrides what the sheet seems to say; a mapping file keeps it for the next time."""

import io
import tomllib
from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.errors import SheetError
from followup_analytics.importing.columns.mapping_file import suggest_mapping
from followup_analytics.importing.read import read_sheet

SHEET = "Firm,Posted,When,State,Where\nA,2026-01-01,2026-01-05,see portal,Blub\nB,2026-01-02,2026-01-06,Applied,Indeed\n"


def test_columns_say_what_headers_mean() -> None:
    log = fa.read_log(io.StringIO(SHEET), columns={"Posted": None, "When": "applied", "Where": "medium"})
    assert [f"{at:%m-%d}" for at in log.events["at"]] == ["01-05", "01-06"]
    assert list(log.events["medium"]) == ["", "portal"]


def test_application_is_another_word_for_the_day_of_applying() -> None:
    log = fa.read_log(io.StringIO(SHEET), columns={"When": None, "Posted": "application"})
    assert [f"{at:%m-%d}" for at in log.events["at"]] == ["01-01", "01-02"]


def test_an_unknown_meaning_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(SheetError, match=r"columns=: 'When' can't mean 'aplied' \(did you mean 'applied'\?\)"):
        fa.read_log(io.StringIO(SHEET), columns={"When": "aplied"})


@pytest.mark.nightly
def test_a_suggested_mapping_read_back_changes_nothing(tmp_path: Path) -> None:
    for path in sorted((Path(__file__).parents[2] / "sheets").iterdir()):
        if path.suffix in (".json", ".py", ".md"):
            continue
        understood = read_sheet(path)
        file = tmp_path / f"{path.stem}.toml"
        file.write_text(suggest_mapping(understood), encoding="utf-8")
        tomllib.loads(file.read_text(encoding="utf-8"))
        again = fa.read_log(path, mapping=file)
        assert again == understood.log, path.name
        assert not again.problems["problem"].str.startswith("no column of that name").any(), path.name


def test_a_mapping_corrects_words_and_columns(tmp_path: Path) -> None:
    file = tmp_path / "map.toml"
    file.write_text(
        'day_first = true\n[columns]\n"Where" = "medium"\n[statuses]\n"See Portal" = "interviewing"\n[media]\n"blub" = "email"\n'
    )
    log = fa.read_log(io.StringIO(SHEET), mapping=file)
    assert list(log.applications["status"]) == ["interviewing", "active"]
    assert list(log.events["medium"]) == ["email", "portal"]


def test_columns_go_before_the_mapping() -> None:
    log = fa.read_log(io.StringIO(SHEET), mapping={"columns": {"When": ""}}, columns={"When": "applied"})
    assert len(log.events) == 2


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"colums": {}}, "unknown key 'colums' (did you mean 'columns'?)"),
        ({"day_first": "yes"}, "day_first must be true or false, not 'yes'"),
        ({"sheet": 3}, "sheet must be a name in quotes, not 3"),
        ({"statuses": {"x": "offre"}}, "[statuses] 'x' can't mean 'offre' (did you mean 'offer'?)"),
        ({"kinds": ["x"]}, "[kinds] must be a table of words"),
        ({"columns": {"When": "aplied"}}, "[columns] 'When' can't mean 'aplied' (did you mean 'applied'"),
        ({"encoding": 8}, "encoding must be a name in quotes, not 8"),
        ({"columns": {"When": "employer"}}, "[columns] 'When' can't mean 'employer' (did you mean 'company'?)"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused(mapping: dict[str, object], message: str) -> None:
    with pytest.raises(SheetError) as error:
        fa.read_log(io.StringIO(SHEET), mapping=mapping)
    assert message in str(error.value)


def test_all_mistakes_of_a_mapping_are_listed_at_once() -> None:
    with pytest.raises(SheetError) as error:
        fa.read_log(io.StringIO(SHEET), mapping={"colums": {}, "day_first": "yes", "media": {"x": "fax"}})
    assert str(error.value).count(";") >= 2


@pytest.mark.parametrize("table", ["columns", "statuses", "kinds", "media"])
@pytest.mark.parametrize("meaning", ["zzz", "rejction", "compnay"])
def test_a_wrong_word_names_few_others_and_where_all_are_listed(table: str, meaning: str) -> None:
    with pytest.raises(SheetError) as error:
        fa.read_log(io.StringIO(SHEET), mapping={table: {"When": meaning}})
    said = str(error.value)
    assert said.count(", ") <= 9 and len(said) < 200
    assert "docs/what-is-understood.md" in said


def test_a_header_of_the_mapping_that_the_sheet_lacks_is_told_with_the_nearest() -> None:
    log = fa.read_log(io.StringIO(SHEET), columns={"Wen": "applied", "Posted": None})
    note = log.problems[log.problems["column"] == "Wen"].iloc[0]
    assert note["problem"] == "no column of that name is in the sheet (did you mean 'When'?)" and note["severity"] == "note"


def test_a_mapping_file_names_the_encoding(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes("Company,Date Applied\nZażółć,2026-01-05\n".encode("cp1250"))
    log = fa.read_log(sheet, mapping={"encoding": "cp1250"})
    assert list(log.applications["company"]) == ["Zażółć"]


def test_a_mapping_file_that_is_missing_or_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="can't be read"):
        fa.read_log(io.StringIO(SHEET), mapping=tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("= =")
    with pytest.raises(SheetError, match="not a TOML file"):
        fa.read_log(io.StringIO(SHEET), mapping=tmp_path / "bad.toml")


# Headers in everyday words: whom it was sent to, and what came of it.
DIARY = "Who,What for,Sent it,Talked on,Vibe\nAlpha,Data analyst,2026-03-02,,good\nBeta,Analyst,2026-03-03,2026-03-12,meh\n"


def asked(sheet: str, **columns: str) -> dict[str, tuple[str, ...]]:
    """What is asked of columns, by header."""
    said = {header.replace("_", " "): meaning for header, meaning in columns.items()}
    reading = read_sheet(io.StringIO(sheet), columns=said)
    return {question.about: question.answers for question in reading.questions if question.kind == "column"}


def test_what_no_header_says_is_taken_from_the_cells_and_asked() -> None:
    reading = read_sheet(io.StringIO(DIARY), columns={"Sent it": "applied", "What for": "role"})
    assert list(reading.log.applications["company"]) == ["Alpha", "Beta"]
    assert list(reading.log.events["kind"]) == ["application", "application"]
    found = asked(DIARY, Sent_it="applied", What_for="role")
    assert found["Who"][0] == "company" and found["Talked on"][0] == "interview"


def test_a_question_on_a_column_is_answered_once_and_for_all() -> None:
    reading = read_sheet(io.StringIO(DIARY), columns={"Sent it": "applied", "What for": "role"})
    [question] = [question for question in reading.questions if question.about == "Talked on"]
    answered = reading.answer(question, "interview")
    assert list(answered.log.events["kind"]) == ["application", "application", "interview"]
    assert question not in answered.questions and question in reading.questions
    assert "Talked on" not in asked(DIARY, Sent_it="applied", What_for="role", Talked_on="interview")


@pytest.mark.parametrize(
    ("sheet", "likely"),
    [
        (DIARY, "Who"),
        ("Vibe,Who,Sent it\ngood,Alpha,2026-03-02\nmeh,Beta,2026-03-03\n", "Who"),
        ("Vibe,Who,Sent it\nGood,Alpha,2026-03-02\nGood,Beta,2026-03-03\n", "Who"),
        ("Dove,Who,Sent it\nAlpha,Ann Lee,2026-03-02\nBeta,Bo Ray,2026-03-03\n", "Dove"),
    ],
    ids=["small letters", "the order of columns aside", "always the same", "of equals the first"],
)
def test_names_that_differ_are_the_likeliest_companies(sheet: str, likely: str) -> None:
    assert asked(sheet, What_for="role", Sent_it="applied")[likely][0] == "company"


def test_a_day_is_taken_for_that_of_the_application_only_where_the_header_speaks_of_sending() -> None:
    assert asked(DIARY, What_for="role")["Sent it"][0] == "applied"
    found = read_sheet(io.StringIO("Company,Role,Xyzzy\nAlpha,R,2026-03-02\nBeta,R,2026-03-12\n"))
    assert not len(found.log.events) and [question.about for question in found.questions] == ["Xyzzy"]


def test_days_are_no_contact_however_the_header_is_spelled() -> None:
    log = fa.read_log(io.StringIO(DIARY), columns={"Who": "company", "Sent it": "applied", "What for": "role"})
    assert set(log.applications["contact"]) | set(log.events["contact"]) == {""}
