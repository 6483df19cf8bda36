"""What goes into the wheel."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from hatch_build import without_outputs  # noqa: E402


def test_the_wheel_has_each_notebook_without_what_its_cells_gave() -> None:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        before, after = (
            json.loads(path.read_text(encoding="utf-8")),
            json.loads(without_outputs(path.read_text(encoding="utf-8"))),
        )
        assert [cell["source"] for cell in before["cells"]] == [cell["source"] for cell in after["cells"]]
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in after["cells"])
