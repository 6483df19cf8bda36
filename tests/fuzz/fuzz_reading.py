"""Let a fuzzer look for sheets that break the reading: only errors of our own may come out, and no row may be lost.

    python tests/fuzz/fuzz_reading.py cells|dates|columns [options of libFuzzer, as -max_total_time=60] [folder of inputs]

`cells` reads the bytes as a file, `dates` as a column of days, `columns` as a table of headers and cells out of the vocabulary.
A find stands in a file `crash-...`; given as the last argument it is tried again. Every find becomes a case in
`tests/importing/test_fuzz_cases.py`.
"""

import sys
import warnings
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
warnings.simplefilter("error")

with atheris.instrument_imports(include=["followup_analytics"]):
    import followup_analytics.importing.files.delimited_text
    import followup_analytics.importing.read  # noqa: F401

from fuzz.pieces import DAYS, HEADERS, NAMES, NOISE, PIECES, WORDS, as_text, check, check_cells, check_dated_sheet, check_days  # noqa: E402

_ORDERS = [None, True, False]
_DELIMITERS = [",", ";", "\t", "|"]
_CELLS = [DAYS, WORDS, NAMES, NOISE]


def _word(data: atheris.FuzzedDataProvider) -> str:
    """A word of the vocabulary, pieces of days, or whatever the bytes say."""
    choice = data.ConsumeIntInRange(0, 6)
    if choice < len(_CELLS):
        return str(data.PickValueInList(_CELLS[choice]))
    if choice == 4:
        return "".join(data.PickValueInList(PIECES) for _ in range(data.ConsumeIntInRange(1, 8)))
    if choice == 5:
        return f"{data.PickValueInList(DAYS)} {data.PickValueInList(WORDS)}"
    return str(data.ConsumeUnicodeNoSurrogates(12))


def _seldom(raw: bytes) -> bool:
    """Once in sixteen times the whole reading, which takes ten times as long."""
    return bool(raw) and raw[-1] % 16 == 0


def cells(raw: bytes) -> None:
    """The bytes are a file; the first one chooses whether a good table stands before them."""
    before = b"Company,Date applied,Status\nAcme,2026-03-04,Applied\n" if raw[:1] > b"\x7f" else b""
    (check if _seldom(raw) else check_cells)(before + raw[1:])


def dates(raw: bytes) -> None:
    """A column of days."""
    data = atheris.FuzzedDataProvider(raw)
    order = data.PickValueInList(_ORDERS)
    days = [_word(data) for _ in range(data.ConsumeIntInRange(1, 40))]
    (check_dated_sheet if _seldom(raw) else check_days)(days, order)


def columns(raw: bytes) -> None:
    """A table of known and unknown headers over cells of the vocabulary."""
    data = atheris.FuzzedDataProvider(raw)
    delimiter = data.PickValueInList(_DELIMITERS)
    header = [data.PickValueInList(HEADERS) if data.ConsumeBool() else _word(data) for _ in range(data.ConsumeIntInRange(1, 6))]
    if data.ConsumeBool():
        header = ["Company", "Applied on", *header]
    rows = [[_word(data) for _ in header] for _ in range(data.ConsumeIntInRange(1, 5))]
    check(as_text([header, *rows], delimiter), data.PickValueInList(_ORDERS))


def main() -> None:
    """Hand the chosen target to the fuzzer."""
    targets = {"cells": cells, "dates": dates, "columns": columns}
    if len(sys.argv) < 2 or sys.argv[1] not in targets:
        raise SystemExit(f"name what to try: {', '.join(targets)}")
    target = targets[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
