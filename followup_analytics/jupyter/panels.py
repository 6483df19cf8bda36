"""What a notebook is made of: the answer first, the list as cards, and folds for all that it rests on.

Every text of a sheet is untrusted: it is escaped, and its control characters are shown as codes.
"""

from collections.abc import Sequence
from html import escape

import pandas as pd

from followup_analytics.jupyter.tables import Shown, show_table
from followup_analytics.reporting.charts.figure import Picture
from followup_analytics.reporting.due_cards import Card, DueCards
from followup_analytics.reporting.wording.names import one_line

Part = str | Shown | Picture | pd.DataFrame
_OPEN_TIERS = ("waiting", "thanks")
_STYLE = (
    ".fu-panel,.fu-card,.fu-fold{color:var(--jp-ui-font-color1,inherit);overflow-wrap:break-word;--late:#b3261e;--now:#8a5300;"
    "--plan:#575757;--ask:#0b6b8a}"
    "[data-jp-theme-light=false] .fu-card{--late:#ff9a8f;--now:#ffc266;--plan:#b5b5b5;--ask:#7fd0ea}"
    ".fu-panel{border:1px solid var(--jp-border-color2,#c8c8c8);border-left:4px solid var(--jp-brand-color1,#1976d2);"
    "border-radius:3px;padding:0.6em 1.2em;max-width:72em}"
    ".fu-panel b{font-size:1.25em;display:block;margin:0.2em 0}"
    ".fu-card{border:1px solid var(--jp-border-color2,#c8c8c8);border-left:4px solid var(--plan);border-radius:3px;"
    "padding:0.35em 0.8em;margin:0 0 0.5em;max-width:72em}"
    ".fu-card .fu-head{display:flex;justify-content:space-between;gap:1em}"
    ".fu-quiet{color:var(--jp-ui-font-color2,#616161)}"
    ".fu-fold{border-top:1px solid var(--jp-border-color2,#c8c8c8);padding:0.35em 0;max-width:72em}"
    ".fu-fold summary{cursor:pointer}"
    ".fu-text{white-space:pre-wrap;overflow-wrap:break-word;max-width:72em}"
)


def answer(first: str, *more: str) -> Shown:
    """The answer in one bold sentence, and one or two below it with the numbers and what they leave open."""
    said = [one_line(text) for text in (first, *more) if text]
    below = "".join(f"<p>{escape(text)}</p>" for text in said[1:])
    return Shown(f'<style>{_STYLE}</style><div class="fu-panel"><b>{escape(said[0])}</b>{below}</div>', "\n".join(said))


def show_cards(cards: DueCards) -> Shown:
    """The list as cards: whoever waits and is to be thanked at once, the other tiers folded, each with its count."""
    html, lines = [f"<style>{_STYLE}</style>"], []
    for tier, title in cards.titles.items():
        notes = [one_line(note) for note in cards.notes.get(tier, ())]
        shown = "".join(_card(card) for card in cards.tiers[tier])
        below = "".join(f'<p class="fu-quiet">{escape(note)}</p>' for note in notes)
        size = len(cards.tiers[tier])
        head = f"{title}: {size}" if size else title
        html.append(f"<h4>{escape(head)}</h4>{shown}{below}" if tier in _OPEN_TIERS else _details(head, f"{shown}{below}"))
        lines += [head, *(_line(card) for card in cards.tiers[tier]), *notes]
    return Shown("\n".join(html), "\n".join(lines) or one_line(cards.first))


def fold(summary: str, *parts: Part) -> Shown:
    """A detail that is opened on demand: its summary says the finding, its parts are sentences, tables and pictures."""
    html = "".join(_part(part)[0] for part in parts)
    text = [one_line(summary), *(_part(part)[1] for part in parts)]
    return Shown(f"<style>{_STYLE}</style>{_details(summary, html)}", "\n".join(filter(None, text)))


def in_python(code: str) -> Shown:
    """The last fold: the same as code to copy."""
    html = f"<pre><code>{escape(code.strip())}</code></pre>"
    return Shown(f"<style>{_STYLE}</style>{_details('The same in Python', html)}", code.strip())


def text_block(text: str) -> Shown:
    """A text of several lines, such as a message or a file, as it is; long lines are wrapped."""
    lines = [one_line(line) if line.strip() else "" for line in text.strip().splitlines()]
    shown = "\n".join(lines)
    return Shown(f'<style>{_STYLE}</style><pre class="fu-text">{escape(shown)}</pre>', shown)


def with_sentences(picture: Picture, sentences: Sequence[str] = ()) -> Shown:
    """A picture with what it tells below it."""
    said = [one_line(text) for text in sentences if text]
    below = "".join(f"<p>{escape(text)}</p>" for text in said)
    return Shown(f"<style>{_STYLE}</style>{picture.html()}{below}", "\n".join([repr(picture), *said]))


def _part(part: Part) -> tuple[str, str]:
    if isinstance(part, str):
        return f"<p>{escape(one_line(part))}</p>", one_line(part)
    if isinstance(part, Picture):
        return part.html(), repr(part)
    table = show_table(part) if isinstance(part, pd.DataFrame) else part
    return table.html, table.text


def _details(summary: str, html: str) -> str:
    return f'<details class="fu-fold"><summary>{escape(one_line(summary))}</summary>{html}</details>'


def _card(card: Card) -> str:
    what, company, when, why = (escape(one_line(text)) for text in (card.what, card.company, card.when, card.why))
    people = escape(one_line(" · ".join(filter(None, (card.contact, card.role, card.medium)))))
    code = f" <code>{escape(card.code)}</code>" if card.code else ""
    named = f" · {company}" if company else ""
    return (
        f'<div class="fu-card" style="border-left-color:var(--{card.look})"><div class="fu-head"><span><strong>{what}</strong>'
        f'{named}</span><strong style="color:var(--{card.look})">{when}</strong></div>'
        f'<div class="fu-quiet">{people}{code}</div><div>{why}</div></div>'
    )


def _line(card: Card) -> str:
    return one_line(" | ".join(filter(None, (card.code, card.when, card.what, card.company, card.contact))))
