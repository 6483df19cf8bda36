"""Whatever a file holds, it is read or refused within seconds; and its cells are read whatever they mean."""

import io
from pathlib import Path

import openpyxl
import pytest

import followup_analytics as fa
from followup_analytics.errors import SheetError
from followup_analytics.importing.files import text_grid

HEAD = "Company,Role,Date Applied,Status\n"


def many_sheets(number: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for each in range(number):
        sheet = book.create_sheet(f"S{each}")
        sheet.append(["Company", "Date Applied"])
        sheet.append([f"Firm {each}", "2026-10-01"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


TOO_MUCH = {
    "quotation marks": (
        HEAD + 'Firm "1","Cle"rk,2026-10-01,"Appl\n' * 16_000,
        "more than 15,000 of its cells or rows are damaged",
    ),
    "control characters": (HEAD + "Firm\x01,Clerk,2026-10-01,Applied\n" * 16_000, "of its cells or rows are damaged"),
    "columns": (",".join(f"Head {n}" for n in range(4000)) + "\n" + "x," * 3999 + "x\n", "more than 500 columns with a header"),
    "lines": (HEAD + "\n" * 2_000_001, "there are more than 2,000,000; split the file"),
}


@pytest.mark.parametrize(("text", "says"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_text_without_an_end_is_refused(text: str, says: str) -> None:
    with pytest.raises(SheetError, match=says):
        fa.read_log(io.StringIO(text))


def test_a_workbook_of_very_many_sheets_is_refused_and_one_of_them_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_grid, "MAX_SHEETS", 3)
    content = many_sheets(4)
    with pytest.raises(SheetError, match="the workbook has 4 sheets, more than 3; save only the log's sheet"):
        fa.read_log(io.BytesIO(content))
    assert list(fa.read_log(io.BytesIO(content), sheet="S2").applications["company"]) == ["Firm 2"]


def test_cells_are_read_whatever_they_mean(tmp_path: Path) -> None:
    path = tmp_path / "plants.csv"
    path.write_text("My garden\n\nPlant,Pot,Height\nFern,clay,12\nAloe,tin,7\n", encoding="utf-8")
    cells = fa.read_cells(path)
    assert list(cells.frame.columns) == ["Plant", "Pot", "Height"]
    assert cells.frame.to_numpy(dtype=object).tolist() == [["Fern", "clay", "12"], ["Aloe", "tin", "7"]]
    with pytest.raises(SheetError, match="the file is empty"):
        fa.read_cells(io.StringIO(""))
