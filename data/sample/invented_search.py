"""The search that the sample tells: its applications and their steps, the same each time.

`stories.toml` tells the applications with interviews and those of the last weeks; the many others are drawn from the words in
`draws.toml`.
"""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DRAWS = tomllib.loads((HERE / "draws.toml").read_text(encoding="utf-8"))
SEED = 20260608
FIRST_DAY, LAST_INVENTED_DAY = date(2026, 1, 5), date(2026, 4, 27)


@dataclass(frozen=True)
class Application:
    """One application: what is known of it, the word in the sheet's status column, and its steps in order."""

    facts: dict[str, str]
    status_word: str
    notes: str
    steps: tuple[dict[str, str], ...]

    @property
    def first_day(self) -> date | None:
        """The day of the application, where it was noted."""
        return day_of(self.steps[0]) if self.steps else None


def day_of(step: dict[str, str]) -> date:
    """The calendar day of a step."""
    return date.fromisoformat(step["at"][:10])


def read_stories() -> list[Application]:
    """The applications that are told by hand."""
    stories = tomllib.loads((HERE / "stories.toml").read_text(encoding="utf-8"))
    return [told_application(entry) for entry in stories["application"]]


def told_application(entry: dict[str, Any]) -> Application:
    """One entry of the file as an application."""
    facts = {name: str(value) for name, value in entry.items() if name not in ("steps", "status", "notes", "urgent")}
    if entry.get("urgent"):
        facts["urgent"] = "yes"
    return Application(facts, entry["status"], entry["notes"], tuple(entry["steps"]))


def invent_applications(dice: random.Random) -> list[Application]:
    """The many that lead to no interview, spread over the first months."""
    fates = [fate for fate, times in DRAWS["fates"].items() for _ in range(times)]
    working_days = [FIRST_DAY + timedelta(n) for n in range((LAST_INVENTED_DAY - FIRST_DAY).days) if n % 7 < 5]
    days = sorted(dice.choice(working_days) for _ in fates)
    companies = dice.sample([start + end for start in DRAWS["name_starts"] for end in DRAWS["name_ends"]], len(fates))
    return [invented_application(dice, *drawn) for drawn in zip(companies, days, dice.sample(fates, len(fates)), strict=True)]


def invented_application(dice: random.Random, company: str, day: date, fate: str) -> Application:
    """One application and what became of it."""
    role, seniority = dice.choice(DRAWS["roles"])
    facts = {
        "company": f"{company} {dice.choice(DRAWS['name_trades'])}".strip(),
        "role": role,
        "seniority": seniority,
        "company_type": dice.choice(DRAWS["company_types"]),
        "location": dice.choice(DRAWS["locations"]),
        "source": dice.choice(DRAWS["sources"]),
        "contact": dice.choice(DRAWS["contacts"]) if dice.random() < 0.15 else "",
    }
    notes = dice.choice(DRAWS["notes"]) if dice.random() < 0.2 else ""
    return Application(facts, fate.partition(",")[0], notes, invented_steps(dice, day, fate))


def invented_steps(dice: random.Random, day: date, fate: str) -> tuple[dict[str, str], ...]:
    """The application, perhaps a receipt and a follow-up, and the end where its day is known."""
    medium = dice.choice(DRAWS["media"])
    steps = [{"at": day.isoformat(), "kind": "application", "medium": medium}]
    if medium == "portal" and dice.random() < 0.4:
        steps.append({"at": day.isoformat(), "kind": "acknowledgement", "medium": "email"})
    if fate not in ("Rejected", "Withdrawn") and dice.random() < 0.25:
        asked = working_day(day + timedelta(dice.choice((4, 14, 15, 16, 17, 21))))
        steps.append({"at": asked.isoformat(), "kind": "status_check", "medium": "email"})
    end = {"Rejected": "rejection", "Withdrawn": "withdrawal"}.get(fate)
    if end:
        steps.append({"at": working_day(day + timedelta(dice.randint(3, 33))).isoformat(), "kind": end, "medium": "email"})
    return tuple(steps)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def forget_one_date(applications: Sequence[Application]) -> list[Application]:
    """The keeper forgot to note one date: of that application no step is known."""
    lost = next(i for i, one in enumerate(applications) if i > 20 and one.status_word == "Applied" and len(one.steps) == 1)
    return [Application(one.facts, one.status_word, one.notes, ()) if i == lost else one for i, one in enumerate(applications)]


def all_applications() -> list[Application]:
    """The whole search in the order of its days; the one without a day stays where it was."""
    invented = invent_applications(random.Random(SEED))
    return forget_one_date(sorted([*invented, *read_stories()], key=lambda one: one.first_day or FIRST_DAY))
