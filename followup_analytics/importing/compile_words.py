"""The word lists in one file that is read fast: run `python -m followup_analytics.importing.compile_words` after editing one.

The lists are kept as TOML, which people can edit and comment; reading them so would take longer than a whole sheet does.
"""

import json
import tomllib
from pathlib import Path

WORDS = Path(__file__).with_name("words")
COMPILED = WORDS / "compiled.json"


def compiled() -> str:
    """All word lists as JSON: a table by the name of its file."""
    tables = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(WORDS.glob("*.toml"))}
    return json.dumps(tables, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    COMPILED.write_text(compiled(), encoding="utf-8")
