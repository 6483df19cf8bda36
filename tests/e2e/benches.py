"""A workbench in a real JupyterLab, opened on a search of its own, and what a script of clicks needs of it."""

import csv
import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from followup_analytics.cli import main
from tests.e2e.conftest import SECONDS, Lab, run_all

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

DAY = dt.date(2026, 6, 8)
FIRST = [
    *("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fennel", "Gorse", "Hazel", "Ivy"),
    *("Juniper", "Larch", "Maple", "Nettle", "Olive", "Pear", "Quince", "Rowan", "Sorrel"),
]
SECOND = [
    *("Analytics", "Foods", "Freight", "Insurance", "Interiors", "Robotics", "Telecom", "Transit"),
    *("Water", "Housing", "Energy", "Seeds", "Tools", "Paper", "Rail", "Mills", "Lamps"),
]
PEOPLE = ["Ann Marrow", "Bo Selwick", "Cleo Tarn", "Dag Orling", "Eve Castell"]
# Days before the moment, and what happened, of each kind of application.
HISTORIES = {
    "offer": [(40, "Applied"), (12, "Interview"), (11, "Thank-you"), (3, "Offer")],
    "reply": [(30, "Applied"), (5, "Reply")],
    "thanks": [(30, "Applied"), (3, "Interview")],
    "check": [(40, "Applied"), (14, "Interview"), (13, "Thank-you")],
    "cold": [(18, "Applied")],
    "quiet": [(2, "Applied")],
}
SMALL = {"offer": 1, "reply": 1, "thanks": 5, "check": 6, "cold": 6, "quiet": 60}
LARGE = {"offer": 3, "reply": 9, "thanks": 16, "check": 32, "cold": 60, "quiet": 180}
CELL = "import followup_analytics as fa\nfa.workbench('{name}', as_of='2026-06-08', timezone='UTC')"
# It keeps the interpreter to itself, so that no other thread of the kernel answers.
SLEEP = "import ctypes\nctypes.PyDLL(None).sleep(8)"


def search(sizes: dict[str, int]) -> list[list[str]]:
    """An invented search as a sheet with a row per event; its companies in the order of the kinds."""
    rows = [["Company", "Role", "Contact", "Date", "Event", "Medium"]]
    kinds = [kind for kind, number in sizes.items() for _ in range(number)]
    for n, kind in enumerate(kinds):
        company = f"{FIRST[n % len(FIRST)]} {SECOND[n // len(FIRST) % len(SECOND)]}"
        contact = "" if kind in ("cold", "quiet") else PEOPLE[n % len(PEOPLE)]
        rows += [
            [company, "Data Analyst", contact, str(DAY - dt.timedelta(days=before)), event, "e-mail"]
            for before, event in HISTORIES[kind]
        ]
    return rows


@dataclass(frozen=True)
class Bench:
    """A workbench on the screen, and the sheet beside which it keeps what it is told."""

    page: "Page"
    sheet: Path

    @property
    def box(self) -> "Locator":
        return self.page.locator(".fu-bench")

    @property
    def cards(self) -> "Locator":
        return self.box.locator(".fu-list")

    @property
    def pane(self) -> "Locator":
        return self.box.locator(".fu-pane")

    def card(self, company: str) -> "Locator":
        """The button that is stretched over a card."""
        return self.cards.get_by_role("button", name=re.compile(re.escape(company))).first

    def choose(self, company: str) -> None:
        self.card(company).click()
        self.pane.get_by_role("heading", level=2).filter(has_text=company).wait_for()

    def press(self, label: str) -> None:
        """Press a button of the pane, and wait until it is answered."""
        self.pane.get_by_role("button", name=label, exact=True).click()
        self.settled()

    def settled(self) -> None:
        self.page.locator(".fu:not(.fu-busy)").first.wait_for(timeout=30 * SECONDS)

    def recorded(self, text: str) -> None:
        """Wait until the pane says what was recorded."""
        self.pane.locator(".fu-done").filter(has_text=text).wait_for(timeout=30 * SECONDS)

    def tab(self, title: str) -> None:
        self.page.locator(".fu-bench .lm-TabBar-tab", has_text=re.compile(f"^{title}")).first.click()

    def said(self, text: str) -> None:
        """Wait until the line below the bar says so."""
        self.box.locator("p.fu-status, p.fu-alert").filter(has_text=text).first.wait_for(timeout=60 * SECONDS)

    def shot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def history(self) -> list[dict[str, Any]]:
        """What `followup history` says."""
        result = CliRunner().invoke(main, ["history", str(self.sheet), "--json"])
        assert result.exit_code == 0, result.output
        rows: list[dict[str, Any]] = json.loads(result.stdout)
        return rows

    def kinds(self) -> list[str]:
        """What each entry of the history is."""
        return [str(row["kind"] or row["what"]) for row in self.history()]


def open_bench(lab: Lab, page: "Page", name: str, rows: list[list[str]], cell: str = CELL, more: tuple[str, ...] = ()) -> Bench:
    """Write a sheet and a notebook into a folder of their own, and run it."""
    folder = lab.folder / name
    folder.mkdir()
    sheet = folder / "search.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    sources = [cell.format(name=sheet.name), *more]
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
        for n, source in enumerate(sources)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (folder / "bench.ipynb").write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": kernel, "cells": cells}))
    run_all(page, lab, f"{name}/bench.ipynb")
    bench = Bench(page, sheet)
    bench.box.wait_for(timeout=60 * SECONDS)
    return bench
