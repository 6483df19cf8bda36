"""How far applications came and how they ended: every one is counted once, and the picture says what the numbers say."""

from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from hand_made import log_of, log_of_many
from hypothesis import given, settings
from hypothesis import strategies as st

import followup_analytics as fa
from followup_analytics import vocabulary as words
from followup_analytics.analysis.application_flows import OUTCOMES, START, STEPS, application_flows, application_paths
from followup_analytics.reporting.charts.figure import Picture
from followup_analytics.reporting.charts.flow_diagram import Sankey

SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "events.csv"
A = "2026-03-02 application"
I1 = f"{A}; 2026-03-09 interview"
I2 = f"{I1}; 2026-03-16 interview"
I4 = f"{I2}; 2026-03-20 interview; 2026-03-23 interview"
OFFERED = f"{I2}; 2026-03-25 offer"

# name, story, what the sheet states -> the steps after the application, and the outcome
PATHS = [
    ("no answer yet", A, "", "Still open"),
    ("a receipt is no answer", f"{A}; 2026-03-03 acknowledgement; 2026-05-01 closure", "", "No reply"),
    ("rejected at once", f"{A}; 2026-03-09 rejection", "", "Rejected"),
    ("interviewed and then rejected", f"{I1}; 2026-03-20 rejection", "", "Interview > Rejected"),
    ("invited", f"{A}; 2026-03-05 interview_invitation", "", "Interview > Still open"),
    ("invited and interviewed", f"{I1}; 2026-03-05 interview_invitation", "", "Interview > Still open"),
    ("two rounds", I2, "", "Interview > 2nd interview > Still open"),
    ("four rounds", I4, "", "Interview > 2nd interview > Later interviews > Still open"),
    ("an interview far ahead", f"{A}; 2099-03-09 interview", "", "Interview > Still open"),
    ("two talks on a day", f"{A}; 2026-03-09T10:00 interview; 2026-03-09T14:00 interview", "", "Interview > Still open"),
    ("an offer to decide on", OFFERED, "", "Interview > 2nd interview > Offer > Still open"),
    ("accepted", f"{OFFERED}; 2026-03-26 acceptance", "", "Interview > 2nd interview > Offer > Accepted"),
    ("declined", f"{OFFERED}; 2026-03-26 withdrawal", "", "Interview > 2nd interview > Offer > Withdrawn"),
    ("an offer taken back", f"{OFFERED}; 2026-03-26 rejection", "", "Interview > 2nd interview > Offer > Rejected"),
    ("an offer without interview", f"{A}; 2026-03-25 offer", "", "Offer > Still open"),
    ("silence after an interview", f"{I1}; 2026-03-05 reply; 2026-05-01 closure", "", "Interview > No reply"),
    ("given up after their word", f"{I1}; 2026-03-12 reply; 2026-05-01 closure", "", "Interview > Closed"),
    ("given up after a reply", f"{A}; 2026-03-05 reply; 2026-05-01 closure", "", "Closed"),
    ("withdrawn", f"{A}; 2026-03-05 withdrawal", "", "Withdrawn"),
    ("no event at all", "", "", "Still open"),
    ("stated: interviewing", A, "interviewing", "Interview > Still open"),
    ("stated: rejected", A, "rejected", "Rejected"),
    ("stated: an offer", I1, "offer", "Interview > Offer > Still open"),
    ("stated: accepted", A, "accepted", "Offer > Accepted"),
    ("stated: closed", A, "closed", "No reply"),
]


@pytest.mark.parametrize(("story", "stated", "path"), [case[1:] for case in PATHS], ids=[case[0] for case in PATHS])
def test_an_application_flows_through_all_that_it_reached(story: str, stated: str, path: str) -> None:
    flows = application_flows(log_of(story, status=stated or "active"))
    stations = ["Applications", *path.split(" > ")]
    assert list(zip(flows["source"], flows["target"], strict=True)) == list(pairwise(stations))
    assert set(flows["applications"]) == {1}


def test_a_round_of_interviews_is_a_day_where_the_application_is() -> None:
    # Both talks are on 9 March in Tokyo, and on two days in UTC.
    story = f"{A}; 2026-03-09T08:00 interview; 2026-03-09T17:00 interview"
    assert application_paths(log_of(story, timezone="Asia/Tokyo"))["interviews"].to_list() == [1]


def test_the_paths_are_a_row_for_each_application() -> None:
    log = log_of_many({"A1": A, "A2": OFFERED, "A3": I1})
    paths = application_paths(log)
    assert list(paths.index) == list(log.applications.index)
    assert paths.to_dict("list") == {
        "interviews": [0, 2, 1],
        "offer": [False, True, False],
        "outcome": ["Still open"] * 3,
    }


KINDS = st.sampled_from([kind for kind in words.EVENT_KINDS if kind != "application"])
STORIES = st.lists(
    st.tuples(st.lists(st.tuples(st.integers(3, 28), KINDS), max_size=5), st.sampled_from(words.STATUSES)), max_size=6
)


def log_with(stories: list[tuple[list[tuple[int, str]], str]]) -> fa.JobSearchLog:
    named = {
        f"A{n}": "; ".join([A, *(f"2026-03-{day:02} {kind}" for day, kind in events)]) for n, (events, _) in enumerate(stories)
    }
    log = log_of_many(named)
    return fa.JobSearchLog(log.applications.assign(status=[status for _, status in stories]), log.events)


@settings(max_examples=40)
@given(STORIES)
def test_every_application_is_counted_once_and_a_step_gives_what_it_gets(
    stories: list[tuple[list[tuple[int, str]], str]],
) -> None:
    flows = application_flows(log_with(stories))
    out, into = (flows.groupby(end)["applications"].sum().to_dict() for end in ("source", "target"))
    assert out.get(START, 0) == len(stories)
    assert all(out.get(step, 0) == into.get(step, 0) for step in STEPS[1:])
    assert sum(into.get(outcome, 0) for outcome in OUTCOMES) == len(stories)


@settings(max_examples=20)
@given(STORIES)
def test_the_flows_of_a_log_are_the_sum_of_those_of_its_applications(stories: list[tuple[list[tuple[int, str]], str]]) -> None:
    log = log_with(stories)
    apart = pd.concat([application_flows(part) for part in log.parts(1)])
    summed = apart.groupby(["source", "target"])["applications"].sum().to_dict()
    assert application_flows(log).set_index(["source", "target"])["applications"].to_dict() == summed


# --- the picture -----------------------------------------------------------------------------------------------------


def many(**stories: int) -> fa.JobSearchLog:
    """So many applications of each story."""
    told = {"a": A, "r": f"{A}; 2026-03-09 rejection", "c": f"{A}; 2026-05-01 closure", "i": I1, "o": OFFERED}
    told |= {"ir": f"{I1}; 2026-03-20 rejection", "ok": f"{OFFERED}; 2026-03-26 acceptance", "w": f"{A}; 2026-03-05 withdrawal"}
    told |= {"l": I4, "lr": f"{I4}; 2026-03-30 rejection", "x": f"{A}; 2026-03-05 reply; 2026-05-01 closure"}
    return log_of_many({f"{name}{n}": told[name] for name, number in stories.items() for n in range(number)})


LOGS = {
    "none": {},
    "one": {"a": 1},
    "one with an offer": {"o": 1},
    "three": {"a": 1, "i": 1, "r": 1},
    "nothing but rejections": {"r": 40},
    "one of each": {name: 1 for name in ("a", "r", "c", "i", "o", "ir", "ok", "w", "l", "lr", "x")},
    "three hundred": {"a": 60, "r": 80, "c": 95, "i": 20, "o": 1, "ir": 25, "ok": 1, "w": 1, "l": 4, "lr": 12, "x": 1},
}


def texts_of(picture: Picture) -> list[str]:
    return [text.get_text() for text in picture.axes[0].texts]


@pytest.mark.parametrize("stories", LOGS.values(), ids=LOGS.keys())
def test_every_step_and_outcome_is_labelled_with_its_number_within_the_page_and_off_the_others(stories: dict[str, int]) -> None:
    flow = fa.sankey(many(**stories))
    picture = flow.picture()
    assert {f"{name} {size}" for name, size in flow.sizes.items()} <= set(texts_of(picture))
    boxes = [text.get_window_extent() for text in picture.axes[0].texts]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert all(picture.bbox.contains(*corner) for box in boxes for corner in (box.min, box.max))


@pytest.mark.parametrize("stories", LOGS.values(), ids=LOGS.keys())
def test_bars_and_bands_stay_within_the_page_and_are_as_wide_as_their_numbers(stories: dict[str, int]) -> None:
    flow = fa.sankey(many(**stories))
    picture = flow.picture()
    bands = [patch.get_path().get_extents() for patch in picture.axes[0].patches if type(patch).__name__ == "PathPatch"]
    bars = [patch for patch in picture.axes[0].patches if type(patch).__name__ == "Rectangle"]
    assert (len(bands), len(bars)) == (len(flow.frame), len(flow.sizes))
    heights = {round(bar.get_height() / size, 6) for bar, size in zip(bars, flow.sizes.values(), strict=True)}
    assert len(heights) <= 1 or min(bar.get_height() for bar in bars) == 0.015
    wide, high = picture.get_size_inches()
    assert all(box.x0 >= 0 and box.y0 >= 0 and box.x1 <= wide and box.y1 <= high for box in bands)


def test_the_bar_of_a_step_gives_and_gets_what_its_flows_carry() -> None:
    flow = fa.sankey(many(a=2, i=3, ir=2, ok=1))
    assert flow.sizes == {
        "Applications": 8,
        "Interview": 6,
        "2nd interview": 1,
        "Offer": 1,
        "Accepted": 1,
        "Still open": 5,
        "Rejected": 2,
    }


SUMMARIES = [
    ({}, "No applications yet."),
    ({"a": 1}, "1 application: none reached an interview; 1 still open."),
    ({"o": 1}, "1 application: 1 reached an interview, 1 an offer; 1 still open."),
    (
        {"c": 1, "x": 2},
        "3 applications: none reached an interview; 2 closed after a reply, 1 closed without a reply.",
    ),
    ({"c": 2, "ir": 1}, "3 applications: 1 reached an interview, none an offer; 1 rejected, 2 closed without a reply."),
]


@pytest.mark.parametrize(("stories", "summary"), SUMMARIES)
def test_the_summary_is_a_sentence_that_the_picture_carries_too(stories: dict[str, int], summary: str) -> None:
    flow = fa.sankey(many(**stories))
    assert flow.summary == summary
    assert repr(flow) == f"Sankey({summary})"
    assert f"<title>{summary}</title>" in flow.svg()


def test_the_numbers_the_picture_and_the_text_are_the_same_each_time() -> None:
    first, second = (fa.sankey(many(a=2, ir=1)) for _ in range(2))
    pd.testing.assert_frame_equal(first.frame, second.frame)
    assert (first.svg(), first.png(), first.sankeymatic()) == (second.svg(), second.png(), second.sankeymatic())


def test_it_shows_itself_in_a_notebook() -> None:
    flow = fa.sankey(many(a=2))
    assert flow._repr_html_() == flow.picture().html() and flow.summary in flow._repr_html_()


# --- text for SankeyMATIC --------------------------------------------------------------------------------------------


def test_the_text_for_sankeymatic_has_a_line_for_each_flow_and_colour() -> None:
    assert fa.sankey(many(a=1, ir=2)).sankeymatic().splitlines() == [
        "// 3 applications: 2 reached an interview, none an offer; 1 still open, 2 rejected.",
        "Applications [2] Interview",
        "Applications [1] Still open",
        "Interview [2] Rejected",
        ":Applications #666666",
        ":Interview #0072B2",
        ":Still open #56B4E9",
        ":Rejected #D55E00",
    ]


def test_no_applications_give_a_text_that_draws_nothing() -> None:
    assert fa.sankey(many()).sankeymatic() == "// No applications yet.\n"


@pytest.mark.parametrize("text", ["Acme [3] Rejected", "x\nA [9] B", ":Offer #000000", "// Acme", "<script>", "$x$"])
def test_no_text_of_the_sheet_is_in_the_text_or_the_picture(text: str) -> None:
    hostile = {name: text for name in ("company", "role", "contact", "stated_status", "source")}
    flow, plain = (fa.sankey(log_of(I1, **facts)) for facts in (hostile, {}))
    assert flow.sankeymatic() == plain.sankeymatic()
    assert ElementTree.fromstring(flow.svg()) is not None and flow.svg() == plain.svg()


def test_the_sample_flows_as_its_statuses_say() -> None:
    log = fa.read_log(SAMPLE)
    flow = fa.sankey(log)
    status = log.applications["status"].value_counts()
    assert isinstance(flow, Sankey)
    assert flow.sizes["Rejected"] == status["rejected"] and flow.sizes["Withdrawn"] == status["withdrawn"]
    assert flow.sizes["No reply"] + flow.sizes.get("Closed", 0) == status["closed"]
    assert flow.sizes["Still open"] == status[["active", "interviewing", "offer"]].sum()
