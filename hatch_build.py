"""Puts the notebooks into the wheel without their outputs: whoever runs one makes its outputs from the sheet at hand."""

import json
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class NotebooksWithoutOutputs(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `followup_analytics/notebooks/` to a wheel; an editable install finds the notebooks in the working copy."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the notebooks, their outputs left out, where the build takes them from."""
        if version == "editable":
            return
        self._folder = Path(mkdtemp(prefix="notebooks-"))
        for source in sorted((Path(self.root) / "notebooks").glob("*.ipynb")):
            stripped = self._folder / source.name
            stripped.write_text(without_outputs(source.read_text(encoding="utf-8")), encoding="utf-8")
            build_data["force_include"][str(stripped)] = f"followup_analytics/notebooks/{source.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written for the build."""
        if version != "editable":
            shutil.rmtree(self._folder)


def without_outputs(notebook: str) -> str:
    """A notebook's text without outputs and the numbers of its runs."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
