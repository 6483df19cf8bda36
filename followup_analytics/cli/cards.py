"""The list as a terminal shows it: cards in their tiers, 40 to 120 columns wide, no name broken in its middle."""

import datetime as dt
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from followup_analytics.reporting.due_cards import Card, DueCards
from followup_analytics.reporting.wording.names import one_line

LEAST_WIDTH, MOST_WIDTH, WITHOUT_SCREEN = 40, 120, 100
_INDENT, _CODE = 8, 4
# From here on a card has its people on its first line; under the second, a company that does not fit has a line of its own.
_WIDE, _NARROW = 110, 70
_LOOKS = {"late": "bold red", "now": "bold yellow", "plan": "", "ask": "bold cyan"}
_APART = " · "


def print_cards(cards: DueCards, day: dt.date, zone: str, told: Sequence[str], commands: Sequence[tuple[str, str]]) -> None:
    """Print the list, what else is to be told, and last the commands to copy, each with what it is for."""
    console = Console(highlight=False, width=screen_width(), soft_wrap=True)
    for line in list_lines(cards, day, zone, console.width):
        console.print(line)
    for text in told:
        # What is to be copied begins its line, and is never wrapped.
        is_command = text.startswith("  ")
        for part in [f"  {one_line(text)}"] if is_command else wrapped(one_line(text), console.width):
            console.print(Text(part, style="" if is_command else "dim"))
    if commands and not told:
        console.print(Text())
    for command, meaning in commands:
        room = console.width - 2 - cell_len(command) - cell_len(meaning)
        # A command is copied whole: it is never wrapped, and what it is for stands beside it where there is room.
        console.print(Text(f"  {command}") + Text(f"{' ' * room}{meaning}" if room > 1 else "", style="dim"))


def screen_width() -> int:
    """The columns to use: the terminal's within limits, 100 where the output goes elsewhere."""
    if not sys.stdout.isatty():
        return WITHOUT_SCREEN
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        columns = WITHOUT_SCREEN
    return min(max(columns or WITHOUT_SCREEN, LEAST_WIDTH), MOST_WIDTH)


def list_lines(cards: DueCards, day: dt.date, zone: str, width: int) -> Iterator[Text]:
    """The lines of the list: the day, the sentence that counts, and a part for each tier."""
    head = list(_head_lines(one_line(cards.first), f"{day:%a} {day.day} {day:%b %Y}, {zone}", width))
    yield from head
    shown = [tier for tier, of_tier in cards.tiers.items() if of_tier or cards.notes.get(tier)]
    for place, tier in enumerate(shown):
        of_tier, notes = cards.tiers[tier], cards.notes.get(tier, ())
        if place or len(head) > 1:
            yield Text()
        yield from (Text(line, style="bold") for line in wrapped(_heading(cards.titles[tier]), width))
        for card in of_tier:
            yield from _planned(card, width) if tier == "planned" else _card(card, width)
        for note in notes:
            yield from (Text(f"  {line}") for line in wrapped(one_line(note), width - 2))


def _heading(title: str) -> str:
    """A title in capitals; what stands in brackets holds an option to type, and stays as it is."""
    words, bracket, rest = title.partition(" (")
    return words.upper() + bracket + rest


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many columns; a word is broken only where it alone is wider."""
    lines, line = list[str](), ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        lines += [line] if line else []
        while cell_len(word) > width:
            head = _head(word, width)
            lines, word = [*lines, head], word[len(head) :]
        line = word
    return [*lines, line] if line or not lines else lines


def _head(text: str, width: int) -> str:
    """As much of a text as fits into so many columns, one character at least."""
    end, used = 0, 0
    while end < len(text) and (used + (wide := cell_len(text[end])) <= width or end == 0):
        end, used = end + 1, used + wide
    return text[:end]


def _card(card: Card, width: int) -> Iterator[Text]:
    what, company, when = _what(card), one_line(card.company), card.when
    people = [one_line(part) for part in (card.contact, card.role) if part]
    rest = [*people, *([card.medium] if card.medium else [])]
    heads = [what, company] if company else [what]
    if width >= _WIDE:
        heads, rest = [*heads, *rest], []
    elif width < _NARROW and company and not _fits(heads, when, width):
        heads, rest = [what], [company, *rest]
    yield from _titled(card, heads, width)
    below = [part for part in (_APART.join(rest), one_line(card.why)) if part]
    # People and reason share a line where both fit on one.
    if cell_len(_APART.join(below)) <= width - _INDENT:
        below = [_APART.join(below)] if below else []
    for part in below:
        yield from (_indented(line) for line in wrapped(part, width - _INDENT))


def _what(card: Card) -> str:
    """What to do; in a list of many, for whom."""
    return f"{one_line(card.seeker)}: {card.what}" if card.seeker else card.what


def _planned(card: Card, width: int) -> Iterator[Text]:
    heads = [_what(card), *([one_line(card.company)] if card.company else [])]
    # Under this title "from" goes without saying.
    short = card if _fits(heads, card.when, width) else replace(card, when=card.when.removeprefix("from "))
    yield from _titled(short, heads, width)


def _titled(card: Card, heads: Sequence[str], width: int) -> Iterator[Text]:
    """What and for whom, with the code before it and the day at the right edge; the day has a line where there is no room."""
    room = width - _INDENT - (cell_len(card.when) + 2 if card.when else 0)
    lines = wrapped(_APART.join(heads), room if room > LEAST_WIDTH // 2 else width - _INDENT)
    for place, line in enumerate(lines):
        text = Text()
        text.append(f"  {card.code if place == 0 else '':{_CODE}}  ", style="dim")
        begin = len(heads[0]) if place == 0 and line.startswith(heads[0]) else 0
        text.append(line[:begin], style="bold")
        text.append(line[begin:])
        if place == 0 and card.when:
            gap = width - text.cell_len - cell_len(card.when)
            if gap > 0:
                text.append(" " * gap + card.when, style=_LOOKS[card.look])
            else:
                yield text
                text = Text(" " * (width - cell_len(card.when)) + card.when, style=_LOOKS[card.look])
        yield text


def _fits(heads: Sequence[str], when: str, width: int) -> bool:
    return _INDENT + cell_len(_APART.join(heads)) + 2 + cell_len(when) <= width


def _indented(line: str) -> Text:
    return Text(" " * _INDENT + line)


def _head_lines(sentence: str, moment: str, width: int) -> Iterator[Text]:
    """The sentence that counts, and at the right edge the day and zone; a line each where there is no room for both."""
    for short in (moment, moment.rpartition(", ")[0]):
        gap = width - cell_len(sentence) - cell_len(short)
        if gap > 1:
            yield Text(sentence, style="bold").append(" " * gap + short, style="not bold dim")
            return
    yield from (Text(line, style="dim") for line in wrapped(moment, width))
    yield from (Text(line, style="bold") for line in wrapped(sentence, width))
