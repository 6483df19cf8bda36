"""Claims: like for like, a group against the rest, one family, at milestones."""

import numpy as np
import pandas as pd
import pytest

import followup_analytics as fa
from followup_analytics.analysis.claims import attempts_needed
from followup_analytics.analysis.milestones import milestone


def messages(rng: np.random.Generator, chances: dict[tuple[str, str], tuple[int, float]]) -> pd.DataFrame:
    """Attempts by kind and medium: of each how many, and the chance of an answer within ten days."""
    rows = [(kind, medium, chance) for (kind, medium), (size, chance) in chances.items() for _ in range(size)]
    kind, medium, chance = (np.array(column) for column in zip(*rows, strict=True))
    size = len(rows)
    answered, days = rng.random(size) < chance, rng.integers(0, 11, size)
    begun = pd.Timestamp("2026-01-05", tz="UTC") + pd.to_timedelta(rng.integers(0, 120, size), unit="D")
    return pd.DataFrame(
        {
            "application_id": [f"A{place}" for place in range(size)],
            "at": begun,
            "kind": kind,
            "medium": medium,
            "number": 1,
            "stage": "",
            "outcome": np.where(answered, "answered", "pending"),
            "response": np.where(answered, "reply", ""),
            "responded_exact": answered,
            "favourable": False,
            "observed_days": np.where(answered, days, 40),
        }
    )


def test_milestones_are_those_of_the_counts() -> None:
    assert [milestone(answers) for answers in (9, 10, 15, 16, 25, 26, 41, 66, 105, 168, 200)] == [
        *(0, 10, 10, 16, 16, 26, 41, 66, 105, 168, 168)
    ]


def test_a_clear_difference_is_claimed_and_a_small_group_never_is() -> None:
    rng = np.random.default_rng(1)
    mail, portal, phone = ("application", "email"), ("application", "portal"), ("application", "phone")
    rates = fa.response_rates(messages(rng, {mail: (80, 0.6), portal: (80, 0.15), phone: (1, 1.0)})).set_index("medium")
    assert rates["told_apart"].to_dict() == {"email": 1, "portal": -1, "phone": 0}
    assert rates["rank"].to_dict() == {"email": 1, "phone": 2, "portal": 3}
    assert rates["needed"][["email", "portal"]].tolist() == [0, 0]
    alone = fa.response_rates(messages(rng, {portal: (30, 0.4), phone: (1, 1.0)})).set_index("medium")
    assert alone["rank"].tolist() == [1, 1], "1 of 1 never ranks"


def test_what_the_kind_of_message_does_is_not_claimed_of_the_medium() -> None:
    """Checks are answered more often and mostly sent by mail: by medium nothing differs."""
    claimed, gaps = 0, []
    for seed in range(6):
        mix = {
            **{("application", medium): (size, 0.1) for medium, size in (("portal", 90), ("email", 20))},
            **{("status_check", medium): (size, 0.5) for medium, size in (("portal", 20), ("email", 70))},
        }
        rates = fa.response_rates(messages(np.random.default_rng(500 + seed), mix)).set_index("medium")
        claimed += int((rates["told_apart"] != 0).any())
        gaps.append(rates.loc["email", ["rate", "comparable_rate"]] - rates.loc["portal", ["rate", "comparable_rate"]])
    plain, comparable = pd.DataFrame(gaps).mean()
    assert claimed == 0
    assert plain > 0.2 > 0.1 > abs(comparable)


def test_nothing_is_claimed_where_nothing_differs() -> None:
    mix = {("application", medium): (40, 0.3) for medium in ("email", "portal", "phone", "linkedin")}
    found = [fa.response_rates(messages(np.random.default_rng(700 + seed), mix))["told_apart"].any() for seed in range(12)]
    assert sum(found) <= 1


def test_what_is_said_stays_until_the_next_milestone() -> None:
    rng = np.random.default_rng(3)
    table = messages(rng, {("application", "email"): (60, 0.5), ("application", "portal"): (60, 0.2)})
    day = table["at"].dt.normalize()
    later = table.assign(at=table["at"].where(day < day.max(), day.max()))
    more = pd.concat([table, later.tail(3).assign(outcome="pending", response="", responded_exact=False, observed_days=0)])
    first, then = (fa.response_rates(one).set_index("medium")["told_apart"] for one in (table, more.reset_index(drop=True)))
    assert first.equals(then)


def test_how_much_more_falls_by_one_with_each_attempt_and_asks_no_difference_seen() -> None:
    sizes = np.array([25.0, 50.0, 100.0, 150.0])
    needed = [attempts_needed(np.array([0.3, 0.3]), np.array([size, size]), np.nan, 0.2)[0] + size for size in sizes]
    assert max(needed) - min(needed) <= 1
    wide = attempts_needed(np.array([0.2, 0.4]), np.array([60.0, 60.0]), np.nan, 0.2)
    assert wide.tolist() == attempts_needed(np.array([0.3, 0.3]), np.array([60.0, 60.0]), np.nan, 0.2).tolist()
    assert (attempts_needed(np.array([0.3, 0.3]), np.array([60.0, 60.0]), np.nan, 0.1) > wide).all()


@pytest.mark.parametrize("by", ["team", ["team", "medium"]])
def test_the_sheets_own_columns_group_too(by: str | list[str]) -> None:
    table = messages(np.random.default_rng(2), {("application", "email"): (20, 0.3), ("application", "portal"): (20, 0.3)})
    rates = fa.response_rates(table.assign(team=np.where(table.index % 2, "north", "")), by=by)
    assert set(rates["team"]) == {"north", ""}
    with pytest.raises(fa.FollowupError, match="contact_seniority, seeker, team"):
        fa.response_rates(table.assign(team="a"), by="taem")
