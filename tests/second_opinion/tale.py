"""How the story of one application is told: backwards from today."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

Facts = dict[str, Any]


@dataclass
class Tale:
    """What is told of one application: its columns, its events by days before today, a promised day."""

    random: Random
    today: date
    facts: Facts = field(default_factory=dict)
    events: list[Facts] = field(default_factory=list)
    promise: date | None = None

    def tell(self, kind: str, days_ago: int, *, hour: int | None = None, **more: Any) -> None:
        """An event; days ahead are negative, and a clock time is there in half of them unless one is given."""
        by_chance = self.random.choice((None, self.random.randrange(8, 19)))
        hour = None if hour == -1 else by_chance if hour is None else hour
        self.events.append({"kind": kind, "day": self.today - timedelta(days=days_ago), "hour": hour, **more})

    def day_in(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def between(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def applied(self, days_ago: int) -> None:
        """Through a portal or by mail, with a receipt or without."""
        self.tell("application", days_ago, medium=self.random.choice(("portal", "email", "linkedin", "")))
        if self.random.random() < 0.3:
            self.tell("acknowledgement", days_ago, medium="email", hour=20)

    def met(self, days_ago: int, thanked: bool = True, **more: Any) -> None:
        """An interview after an application, mostly with a thank-you the day after."""
        self.applied(days_ago + self.between(7, 20))
        self.tell("interview", days_ago, medium="video", **more)
        if thanked:
            self.tell("thank_you", days_ago - 1, medium="email", hour=-1)


Recipe = Callable[[Tale], None]
