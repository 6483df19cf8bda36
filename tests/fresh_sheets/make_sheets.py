"""Write the fresh sheets and their truth into a folder: python make_sheets.py FOLDER."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import sheets_chinese_and_trades
import sheets_english
import sheets_german_and_dutch
import sheets_romance
from written_sheet import Sheet


def sheets() -> list[Sheet]:
    """All of them, made anew."""
    makers = [
        *sheets_english.MAKERS,
        *sheets_german_and_dutch.MAKERS,
        *sheets_romance.MAKERS,
        *sheets_chinese_and_trades.MAKERS,
    ]
    return [make() for make in makers]


def main(folder: str) -> None:
    """Write each sheet and its truth."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for sheet in sheets():
        sheet.write(target)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
