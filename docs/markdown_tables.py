"""Tables and words in code type, as Markdown has them."""

from collections.abc import Iterable, Sequence


def code(words: Iterable[str]) -> str:
    """Words in code type, with commas between them."""
    return ", ".join(f"`{word}`" for word in words)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
