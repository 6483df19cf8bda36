"""The word lists in one file that is read fast: run `python -m followup_analytics.importing.compile_words` after editing one.

The lists are kept as TOML, which people can edit and comment; reading and folding them would take longer than a whole sheet does.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

from followup_analytics.importing.folding import fold

# The large ones, of which a spelling counts only folded.
_FOLDED = ("headers", "kinds", "media", "seniority", "statuses")
WORDS = Path(__file__).with_name("words")
COMPILED = WORDS / "compiled.json"


def compiled() -> str:
    """All word lists as JSON: a table by the name of its file."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(WORDS.glob("*.toml"))}
    tables |= {name: _folded(tables[name]) for name in _FOLDED}
    return json.dumps(tables, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


def _folded(entry: Any) -> Any:
    """The same with each word of its lists folded, once; a header may be a symbol alone, of which nothing would be left."""
    if isinstance(entry, dict):
        return {name: _folded(inner) for name, inner in entry.items()}
    return list(dict.fromkeys(fold(word) or word for word in entry)) if isinstance(entry, list) else entry


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8")
