"""Write `docs/misleading-numbers.md` and its pictures: five numbers that mislead, each in a search whose truth is known.

python docs/make_misleading_numbers.py
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from string import Template

import numpy as np
import pandas as pd
from misleading_pictures import Row, line_of_dots, lines_over, name_the_lines, rows_of_dots

import followup_analytics as fa
from followup_analytics.analysis.simulated_behaviour import Answers, Effect
from followup_analytics.reporting.charts.figure import BLUE, INK, VERMILLION, Picture
from followup_analytics.reporting.charts.panel import rounded_up

PAGE = Path(__file__).with_name("misleading-numbers.md")
PROSE = PAGE.with_suffix(".template")
PICTURES = PAGE.with_name("pictures")
WITHIN, LAST_DAY = 14, 60
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]
_LATE = "2026-01-01"  # later than anything in a simulated search: nothing is pending
_SEARCHES, _MONTHS = 4, ("2025-02-10", "2025-03-10", "2025-04-10", "2025-05-10", "2025-06-10", "2025-07-10")

Words = Mapping[str, object]


def pending() -> tuple[Picture, Words]:
    """Two media that are answered equally often; e-mail came up three weeks ago only."""
    media = {"portal": 0.5, "email": 0.5}
    truth = replace(_nobody_asks(), medium_odds={}, application_media=media, begins="2025-05-01", search_days=60)
    log = _written_by(fa.simulate_search(6000, seed=3, truth=truth), "2025-06-30")
    attempts = _applications(log, as_of="2025-06-30")
    young = attempts["at"] >= pd.Timestamp("2025-06-09", tz="UTC")
    kept = attempts[(attempts["medium"] == "email") == young]
    honest = fa.response_rates(kept, by=["medium"], within_days=WITHIN).set_index("medium")
    naive = (kept["days_to_response"] <= WITHIN).fillna(False).astype(float).groupby(kept["medium"]).mean()
    true = truth.chance(WITHIN, after="application", favourable=False)
    rows = []
    for medium, name in (("portal", "portal"), ("email", "e-mail, new")):
        one = honest.loc[medium]
        rows.append(Row(f"{name}: answers / sent", VERMILLION, (naive[medium],), _percent(naive[medium])))
        rows.append(Row("followup rates", BLUE, (one["rate"],), _percent(one["rate"]), one["low"], one["high"]))
    words = {"true": _percent(true), "naive": _percent(naive["email"]), "honest": _percent(honest.loc["email", "rate"])}
    under = f"Both are answered within {WITHIN} days in {words['true']} of cases (the line). The younger one is still waited for."
    return rows_of_dots("Is the new channel worse?", under, rows, true, 0.3), words


def weekdays() -> tuple[Picture, Words]:
    """Logs of forty applications in which no weekday is better than another."""
    number, size = 60, 40
    attempts = _applications(fa.simulate_search(3600, seed=4, truth=replace(_nobody_asks(), medium_odds={})), as_of=_LATE)
    working = attempts[attempts["weekday"].isin(WEEKDAYS)]
    raw, pooled, told_apart = [], [], 0
    for place in range(number):
        rates = fa.response_rates(working.iloc[size * place : size * (place + 1)], by=["weekday"])
        raw.append(float(rates["rate"].max() - rates["rate"].min()))
        pooled.append(float(rates["pooled_rate"].max() - rates["pooled_rate"].min()))
        told_apart += int(rates["rank"].max() > 1)
    words = {
        "number": number,
        "size": size,
        "raw": _points(np.median(raw)),
        "pooled": _points(np.median(pooled)),
        "fifteen": int((np.array(raw) >= 0.15).sum()),
        "apart": told_apart,
    }
    rows = [
        Row("best day less worst day", VERMILLION, tuple(raw), f"median +{words['raw']}"),
        Row("followup rates, pooled", BLUE, tuple(pooled), f"median +{words['pooled']}"),
    ]
    under = f"By how much the best weekday beats the worst: {number} searches of {size} applications. In truth no day is better."
    return rows_of_dots("Which weekday is best?", under, rows, 0.0, 0.6), words


def silence() -> tuple[Picture, Words]:
    """What is left to hope for after some days without an answer."""
    truth = _nobody_asks()
    log = fa.simulate_search(300, seed=5, truth=truth)
    curve = fa.silence_curve(log, by="kind", as_of=_LATE)
    days = range(0, 43)
    honest = pd.DataFrame([curve.chance_still_to_hear(day, "application") for day in days])
    by_day = np.array([truth.chance(day, after="application", favourable=False) for day in range(LAST_DAY + 1)])
    true = (by_day[-1] - by_day[: len(days)]) / (1 - by_day[: len(days)])
    overall = float(_applications(log, as_of=_LATE)["responded_at"].notna().mean())
    words = {"overall": _percent(overall), "day": 28, "left": _percent(honest["chance"].iloc[28]), "true": _percent(true[28])}
    under = "The chance still to hear, by days of silence so far; 300 applications."
    weeks = [(day, str(day)) for day in range(0, 43, 7)]
    up = (0.0, rounded_up(overall + 0.05))
    picture, panel = lines_over("What does silence mean?", under, weeks, "days without an answer", up)
    panel.band(days, honest["low"], honest["high"], BLUE)
    lines = (
        (honest["chance"], BLUE, "silence_curve"),
        (true, INK, "the truth"),
        (np.full(43, overall), VERMILLION, "answers / sent"),
    )
    for values, colour, _ in lines:
        panel.curve(days, values, colour)
    name_the_lines(panel, [(colour, name) for _, colour, name in lines])
    return picture, words


def following_up() -> tuple[Picture, Words]:
    """Checks that do nothing at all."""
    habits = replace(fa.Truth().habits, application_check=0.8, check=0.9, waits=tuple(range(7, 15)))
    truth = replace(fa.Truth(), effect=Effect(ratio=((0, 1.0),)), habits=habits)
    log = fa.simulate_search(3000, seed=6, truth=truth)
    summary = fa.follow_up_effect(log, as_of=_LATE).summary.set_index("method")
    names = {"naive": "ever asked / never asked", "landmark": "landmark", "sequential_trials": "follow_up_effect"}
    rows = [
        Row(
            names[str(method)],
            VERMILLION if method == "naive" else BLUE,
            (one["ratio"],),
            f"{one['ratio']:.2f}",
            one["low"],
            one["high"],
        )
        for method, one in summary.iterrows()
    ]
    words = {
        "naive": f"{summary.loc['naive', 'ratio']:.2f}",
        "honest": f"{summary.loc['sequential_trials', 'ratio']:.2f}",
        "low": f"{summary.loc['sequential_trials', 'low']:.2f}",
        "high": f"{summary.loc['sequential_trials', 'high']:.2f}",
    }
    under = "By what a status check multiplies the chance of an answer. In truth by 1 (the line): here checks do nothing."
    return rows_of_dots("Does asking do harm?", under, rows, 1.0, 2.0, in_percent=False), words


def early_winners() -> tuple[Picture, Words]:
    """Four searches over six months, in which asking does nothing."""
    truth = replace(fa.Truth(), after_application=Answers((1,), (0.6,), (0.0,)), effect=Effect(ratio=((0, 1.0),)))
    under = "What the most promising wait before asking seems to gain, in four searches. In truth: nothing."
    months = [(place, str(place + 1)) for place in range(len(_MONTHS))]
    picture, panel = lines_over("Which wait is best?", under, months, "months of searching", (-0.05, 1.0))
    promised, promises, moved, same = [], [], 0, 0
    for seed in range(_SEARCHES):
        log = fa.simulate_search(100, seed=seed, truth=truth)
        logs = [_written_by(log, day) for day in _MONTHS]
        naive = [_best_wait(log, day) for log, day in zip(logs, _MONTHS, strict=True)]
        tuned = [fa.tune_cadence(log, as_of=day) for log, day in zip(logs, _MONTHS, strict=True)]
        kept = [float(one.policies.loc[one.policies["recommended"], "gain"].iloc[0]) for one in tuned]
        promises += kept
        stays = [bool(one.policies.loc[one.policies["recommended"], "given"].iloc[0]) for one in tuned]
        moved, same = moved + stays.count(False), same + stays[-1]
        promised.append(naive)
        for values, colour in ((naive, VERMILLION), (kept, BLUE)):
            line_of_dots(panel, values, colour)
    name_the_lines(panel, [(VERMILLION, "best-looking wait"), (BLUE, "tune_cadence")])
    first, last = (np.median([one[place] for one in promised]) for place in (1, -1))
    return picture, {
        "early": _points(first),
        "late": _points(last),
        "moved": moved,
        "most": _points(max(promises)),
        "kept": same,
        "searches": _SEARCHES,
        "tunings": _SEARCHES * len(_MONTHS),
    }


PARTS = {
    "pending": pending,
    "weekdays": weekdays,
    "silence": silence,
    "following_up": following_up,
    "early_winners": early_winners,
}


def _nobody_asks() -> fa.Truth:
    """The usual truth, and nobody asks after an application: each silence is whole."""
    return replace(fa.Truth(), habits=replace(fa.Truth().habits, application_check=0.0))


def _written_by(log: fa.JobSearchLog, day: str) -> fa.JobSearchLog:
    """What was in the log on that day: a later interview would tell that an invitation had come."""
    events = log.events
    return fa.JobSearchLog(
        log.applications.assign(status=""), events[events["at"] < pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1)]
    )


def _applications(log: fa.JobSearchLog, as_of: str) -> pd.DataFrame:
    attempts = fa.outreach_attempts(log, as_of=as_of)
    return attempts[attempts["kind"] == "application"]


def _best_wait(log: fa.JobSearchLog, as_of: str) -> float:
    """By how much checks after the wait that looks best are answered more often than all checks."""
    attempts = fa.outreach_attempts(log, as_of=as_of)
    checks = attempts[(attempts["kind"] == "status_check") & (attempts["stage"] != "")]
    good = checks["favourable"] & checks["responded_at"].notna()
    by_wait = good.groupby(checks["wait_days"]).mean()
    return float(by_wait.max() - good.mean()) if len(by_wait) else 0.0


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _points(share: float) -> str:
    return f"{100 * share:.0f} points"


def page_text(words: Mapping[str, Words]) -> str:
    """The page, with the figures of each part."""
    values = {"within": WITHIN} | {f"{part}_{name}": value for part, of_part in words.items() for name, value in of_part.items()}
    return Template(PROSE.read_text(encoding="utf-8")).substitute(values)


def write_all() -> None:
    """Write the pictures, then the page."""
    PICTURES.mkdir(exist_ok=True)
    words = {}
    for name, part in PARTS.items():
        picture, words[name] = part()
        (PICTURES / f"{name}.svg").write_text(picture.svg(), encoding="utf-8")
    PAGE.write_text(page_text(words), encoding="utf-8")


if __name__ == "__main__":
    write_all()
