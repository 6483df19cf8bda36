"""The pictures of rates, silence and the effect of checks: what they say, and that no label lies on another."""

from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from hand_made import log_of_many
from matplotlib.figure import Figure

import followup_analytics as fa
from followup_analytics.errors import FollowupError, UnknownNameError
from followup_analytics.reporting.charts.panel import nice_marks
from tests.reporting.charts.test_charts import outside, overlapping, texts_of

AS_OF = "2026-04-30"
ANSWERED, SILENT = "2026-03-02 application {}; 2026-03-09 reply", "2026-03-02 application {}"
ASKED = "2026-03-02 interview onsite; 2026-03-09 status_check {}"
FEW = [ANSWERED.format("email")] * 3 + [SILENT.format("email")] * 9 + [SILENT.format("phone")] * 4 + [ASKED.format("email")] * 6
MANY = FEW + [ASKED.format("phone") + "; 2026-03-12 rejection"] * 6 + ["2026-03-02 interview onsite; 2026-03-20 offer"] * 8
LOGS = [[], ["2026-03-02 note"], [SILENT.format("email")], [ANSWERED.format("email")] * 3, FEW, MANY]


def log_of(stories: list[str], **application: object) -> fa.JobSearchLog:
    return log_of_many({f"A{i:03}": story for i, story in enumerate(stories)}, **application)


def rates_of(log: fa.JobSearchLog, by: list[str]) -> Figure:
    return fa.rates_chart(fa.response_rates(fa.outreach_attempts(log, as_of=AS_OF), by=by))


DRAWN: dict[str, Any] = {
    "all": lambda log: rates_of(log, []),
    "medium": lambda log: rates_of(log, ["medium"]),
    "weekday and hour": lambda log: rates_of(log, ["weekday", "hour_band"]),
    "silence": lambda log: fa.silence_chart(fa.silence_curve(log, as_of=AS_OF)),
    "here": lambda log: fa.silence_chart(fa.silence_curve(log, as_of=AS_OF), waited_days=3, name="Acme"),
    "at the end": lambda log: fa.silence_chart(fa.silence_curve(log, as_of=AS_OF), waited_days=500, name="Acme"),
    "effect": lambda log: fa.effect_chart(fa.follow_up_effect(log, as_of=AS_OF)),
    "favourable": lambda log: fa.effect_chart(fa.follow_up_effect(log, as_of=AS_OF, favourable=True)),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("stories", LOGS, ids=["none", "a note", "one", "all answered", "few", "many"])
def test_every_log_is_drawn_with_no_label_on_another(name: str, stories: list[str]) -> None:
    picture = DRAWN[name](log_of(stories))
    assert overlapping(picture) == []
    assert outside(picture) == []
    assert "<title>" in picture.svg()


@pytest.mark.parametrize("name", DRAWN)
def test_the_files_are_the_same_each_time(name: str) -> None:
    first, second = (DRAWN[name](log_of(FEW)) for _ in range(2))
    assert first.svg() == second.svg() and first.png() == second.png()


def test_a_group_shows_its_counts_its_rate_and_both_intervals() -> None:
    log = log_of([ANSWERED.format("email")] * 2 + [SILENT.format("email")] * 8 + [SILENT.format("phone")] * 4)
    picture = rates_of(log, ["medium"])
    texts = texts_of(picture)
    assert {"e-mail", "phone", "2 of 10: 20 %", "0 of 4: 0 %", "on its own", "leaning on the others (pooled)"} <= set(texts)
    assert any("You can't tell e-mail from phone yet (10 and 4 messages)" in text for text in texts)
    lines = [line for line in picture.axes[0].collections]
    assert len(lines) >= 4, "two intervals a group"


def test_of_two_groupings_only_the_pooled_intervals_are_drawn_in_the_order_of_the_calendar() -> None:
    stories = ["2026-03-06T10:00 application", "2026-03-02T15:00 application", "2026-03-02T09:00 application"]
    texts = texts_of(rates_of(log_of(stories), ["weekday", "hour_band"]))
    assert "on its own" not in texts
    names = [text for text in texts if " · " in text and "message" not in text and "true" not in text]
    assert names == ["Mon · morning", "Mon · afternoon", "Fri · morning"]
    assert "0 of 1" in texts, "counts, and no rate of one attempt"


def test_answers_of_unknown_day_bracket_the_rate_in_the_picture() -> None:
    log = log_of([SILENT.format("email")] * 8)
    stated = fa.JobSearchLog(log.applications.assign(status=["rejected"] * 2 + ["active"] * 6), log.events)
    picture = rates_of(stated, ["medium"])
    assert {"0 of 8: not stated, 2 undated (0 % to 25 %)", "with the undated"} <= set(texts_of(picture))
    assert overlapping(picture) == [] and outside(picture) == []
    assert any("Your sheet has the day of 0 of 2 answers" in text for text in texts_of(picture))


def rates_by(by: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A table of rates of groups with these names and numbers; what is not given is plain."""
    log = log_of([SILENT.format("email")])
    plain = fa.response_rates(fa.outreach_attempts(log, as_of=AS_OF), by=[by]).iloc[0].to_dict()
    return pd.DataFrame([plain | row for row in rows])


HUGE = {"attempts": 12_345, "responded": 12_345, "responded_undated": 12_345, "rate": 1.0, "rate_most": 1.0, "high": 1.0}
NAMES = ["a", "x" * 300, "W" * 300, "a name of many words " * 20, "会社" * 80, "$x$ <b>"]


@pytest.mark.filterwarnings("ignore:Glyph .* missing from font")
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("numbers", [{}, HUGE], ids=["small", "huge"])
def test_no_text_leaves_the_picture_whatever_the_groups_are_called_and_count(name: str, numbers: dict[str, Any]) -> None:
    rows = [{"source": name, **numbers, "within_days": 14}, {"source": f"{name} 2", **numbers, "within_days": 10}]
    picture = fa.rates_chart(rates_by("source", rows))
    assert any(text.endswith(", within 10 days") for text in texts_of(picture))
    assert outside(picture) == [] and overlapping(picture) == []


def test_of_very_many_groups_those_with_the_most_attempts_are_drawn() -> None:
    stories = {f"A{i:03}": SILENT.format("email") for i in range(60)}
    log = log_of_many(stories)
    sources = fa.JobSearchLog(log.applications.assign(source=[f"site {min(i, 50)}" for i in range(60)]), log.events)
    texts = texts_of(rates_of(sources, ["source"]))
    assert "site 50" in texts and "Not drawn: 11 groups with fewer attempts." in texts


def test_the_waiting_application_is_marked_with_what_may_still_come() -> None:
    stories = [f"2026-01-05 application; 2026-01-{6 + day:02} reply" for day in range(20)] + ["2026-01-05 application"] * 20
    curve = fa.silence_curve(log_of(stories), as_of=AS_OF)
    texts = texts_of(fa.silence_chart(curve, waited_days=10, name="Acme"))
    assert "you are here: day 10" in texts and "any answer: 50 %" in texts
    assert any(
        text.startswith("Acme have been silent for 10 days. The chance that they still answer by day 60 is 33 %")
        for text in texts
    )


def test_wrong_arguments_of_the_silence_chart_are_named() -> None:
    curve = fa.silence_curve(log_of(FEW), as_of=AS_OF)
    with pytest.raises(UnknownNameError, match="group 'x' is not in the curve"):
        fa.silence_chart(curve, group="x")
    with pytest.raises(FollowupError, match="must be a whole number of at least 0"):
        fa.silence_chart(curve, waited_days=-1)


def test_the_effect_shows_the_three_ways_and_what_each_misses() -> None:
    texts = " ".join(texts_of(fa.effect_chart(fa.follow_up_effect(log_of(MANY), as_of=AS_OF))))
    for part in ("ever against never asked", "still waiting on day 7", "day by day, like with like", "This misleads"):
        assert part in texts
    assert "How keen they are and how well you fit are not in a log." in texts.replace("  ", " ")


def test_a_sheet_s_words_are_shown_and_not_interpreted() -> None:
    hostile = "$x^2$ <script>alert(1)</script>\x07"
    log = log_of(FEW)
    mine = fa.JobSearchLog(log.applications.assign(source=hostile), log.events)
    picture = rates_of(mine, ["source"])
    here = fa.silence_chart(fa.silence_curve(log, as_of=AS_OF), waited_days=3, name=hostile)
    for drawn in (picture, here):
        assert any("$x^2$ <script>" in text and "\\x07" in text for text in texts_of(drawn))
        assert not list(ElementTree.fromstring(drawn.svg()).iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize(("highest", "last"), [(0.05, "5 %"), (0.25, "25 %"), (0.6, "60 %"), (1.0, "100 %")])
def test_the_marks_of_a_scale_are_few_and_round(highest: float, last: str) -> None:
    marks = nice_marks(highest)
    assert 3 <= len(marks) <= 7 and marks[-1][1] == last and marks[0][1] == "0 %"


def test_drawing_changes_no_table() -> None:
    rates = fa.response_rates(fa.outreach_attempts(log_of(FEW), as_of=AS_OF))
    before = rates.copy()
    fa.rates_chart(rates)
    pd.testing.assert_frame_equal(rates, before)
