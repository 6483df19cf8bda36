"""No file takes the reading process down, costs it much time or memory, or makes it fetch or unpack what it should not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_files import HOSTILE

MEGABYTE = 1_000_000
READ_ALL = """
import json, resource, sys, time
from followup_analytics.errors import SheetError
from followup_analytics.importing.files.open_source import read_grids
for path in sys.argv[1:]:
    begin = time.perf_counter()
    try:
        said = f"read {len(read_grids(path).grids)} sheets"
    except SheetError as error:
        said = str(error)
    print(json.dumps([said, time.perf_counter() - begin]))
# Its own most since it began: what getrusage says of a process counts in what the one that started it held.
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([int(own.split()[1]) * 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024]))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, tuple[str, float]], list[int]]:
    """What one process says of all hostile files in turn, how long each took, and its memory and that of its children."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for name, make, _ in HOSTILE:
        paths.append(folder / name)
        paths[-1].write_bytes(make())
    command = [sys.executable, "-c", READ_ALL, *map(str, paths)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    *lines, most = map(json.loads, said.stdout.splitlines())
    for path in paths:
        path.unlink()
    return {path.name: tuple(line) for path, line in zip(paths, lines, strict=True)}, most


@pytest.mark.parametrize(
    ("name", "message"), [(name, message) for name, _, message in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_each_hostile_file_gets_one_clear_line_within_ten_seconds(
    answers: tuple[dict[str, tuple[str, float]], list[int]], name: str, message: str
) -> None:
    said, seconds = answers[0][name]
    assert said.startswith(f"{name}: ") and message in said
    assert "\n" not in said and ("; " in said or "this is" in said)
    assert seconds < 10


def test_neither_the_process_nor_its_children_pass_a_gigabyte(answers: tuple[dict[str, tuple[str, float]], list[int]]) -> None:
    assert max(answers[1]) < 1000 * MEGABYTE
