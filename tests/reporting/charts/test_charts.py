"""The pictures: every label is there, none lies on another, a sheet's text is not interpreted, the files repeat."""

import re
import subprocess
import sys
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import followup_analytics as fa
from followup_analytics.errors import FollowupError, MomentError, UnknownNameError
from followup_analytics.reporting.charts.figure import Picture, page, width_of, write, write_within
from followup_analytics.rules.follow_up_actions import follow_up_actions

AS_OF = "2026-03-23"
Event = tuple[str, str]
STORY: list[Event] = [
    ("2026-03-02", "application"),
    ("2026-03-04", "acknowledgement"),
    ("2026-03-09", "interview"),
    ("2026-03-10", "thank_you"),
]
# Twelve events within ten days, most of them on days with others.
BUSY: list[Event] = [
    ("2026-03-09", "application"),
    ("2026-03-09", "acknowledgement"),
    ("2026-03-10", "reply"),
    ("2026-03-10", "answer"),
    ("2026-03-11", "interview_invitation"),
    ("2026-03-11", "connection_request"),
    ("2026-03-12", "interview"),
    ("2026-03-12", "thank_you"),
    ("2026-03-13", "status_check"),
    ("2026-03-16", "reply"),
    ("2026-03-17", "interview"),
    ("2026-03-17", "thank_you"),
]


def log_of(*stories: list[Event], company: str = "Acme", role: str = "Analyst", zone: str = "UTC") -> fa.JobSearchLog:
    """A log with an application for each story: A1, A2, ..."""
    names = [f"A{number}" for number in range(1, len(stories) + 1)]
    columns = {"application_id": names, "company": company, "role": role, "timezone": zone}
    rows = [(name, day, kind) for name, story in zip(names, stories, strict=True) for day, kind in story]
    events = pd.DataFrame(rows, columns=["application_id", "at", "kind"])
    events["at"] = pd.to_datetime(events["at"]).dt.tz_localize(zone)
    return fa.JobSearchLog(pd.DataFrame(columns), events)


def texts_of(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def timeline_of(log: fa.JobSearchLog, as_of: Any = AS_OF) -> Picture:
    return fa.timeline(log, "A1", follow_up_actions(log, as_of=as_of), as_of=as_of)


def strip_of(log: fa.JobSearchLog, as_of: Any = AS_OF, days: int = 14) -> Picture:
    return fa.calendar_strip(log, follow_up_actions(log, as_of=as_of), as_of=as_of, days=days)


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """The pairs of texts that lie on one another."""
    boxes = [(text.get_text(), text.get_window_extent().padded(-1)) for text in figure.axes[0].texts]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]


def outside(figure: Figure) -> list[str]:
    """The texts that leave the page."""
    ends = figure.bbox.padded(1)
    boxes = [(text.get_text(), text.get_window_extent()) for text in figure.axes[0].texts]
    return [text for text, box in boxes if not all(map(ends.contains, *zip(box.min, box.max, strict=True)))]


def names_of(cases: list[Any]) -> list[str]:
    return [case[0] for case in cases]


EVENTS_AND_LABELS = [
    ("an application", STORY, "Applied, Mon 2 Mar"),
    ("a receipt", STORY, "Automatic receipt, Wed 4 Mar"),
    ("an interview", STORY, "Interview, Mon 9 Mar"),
    ("a thank-you", STORY, "Thank-you, Tue 10 Mar"),
    ("another year", [("2025-12-01", "application")], "Applied, Mon 1 Dec 2025"),
    ("what is planned", [*STORY, ("2026-03-26", "interview")], "Interview, Thu 26 Mar (planned)"),
    ("today", STORY, "today, Mon 23 Mar"),
    ("what is overdue", STORY, "Ask for the status: 4 days late, was due Thu 19 Mar"),
    ("what is due", [("2026-03-09", "application")], "Ask for the status: by Thu 26 Mar"),
    ("what is coming", [("2026-03-16", "application")], "Ask for the status: from Mon 30 Mar"),
    ("that nothing is open", [("2026-03-02", "application"), ("2026-03-03", "withdrawal")], "Nothing is open here."),
]


@pytest.mark.parametrize(("story", "label"), [case[1:] for case in EVENTS_AND_LABELS], ids=names_of(EVENTS_AND_LABELS))
def test_the_timeline_labels(story: list[Event], label: str) -> None:
    assert label in texts_of(timeline_of(log_of(story)))


def test_the_stage_of_an_interview_is_named() -> None:
    log = log_of(STORY)
    staged = fa.JobSearchLog(log.applications, log.events.assign(stage=["", "", "technical", ""]))
    assert "Technical interview, Mon 9 Mar" in texts_of(timeline_of(staged))


@pytest.mark.parametrize(
    ("as_of", "zone", "label"),
    [
        ("2026-03-23", "America/New_York", "today, Mon 23 Mar"),
        ("2026-03-23T02:00:00Z", "America/New_York", "today, Sun 22 Mar"),
        ("2026-03-23T02:00:00Z", "Asia/Tokyo", "today, Mon 23 Mar"),
    ],
)
def test_today_is_the_day_in_the_application_s_zone(as_of: str, zone: str, label: str) -> None:
    assert label in texts_of(timeline_of(log_of(STORY, zone=zone), as_of))


def test_days_are_those_of_the_application_s_zone() -> None:
    assert "Applied, Mon 2 Mar" in texts_of(timeline_of(log_of(STORY, zone="Pacific/Auckland")))


def test_without_a_moment_no_day_is_marked_and_no_action_is_drawn() -> None:
    texts = texts_of(fa.timeline(log_of(STORY), "A1"))
    assert "Applied, Mon 2 Mar" in texts
    assert [text for text in texts if text.startswith(("today", "To do", "Nothing"))] == []


@pytest.mark.parametrize("story", [STORY, BUSY, [*BUSY, ("2026-05-29", "offer")], [("2024-01-05", "application"), *STORY]])
def test_no_label_of_the_timeline_lies_on_another_or_leaves_the_page(story: list[Event]) -> None:
    figure = timeline_of(log_of(story))
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_of_very_many_events_the_last_ones_are_drawn() -> None:
    texts = texts_of(timeline_of(log_of([("2026-03-02", "note")] * 75)))
    assert len([text for text in texts if text.startswith("Note")]) == 60
    assert any("the last 60 of 75 events" in text for text in texts)


def test_an_application_without_events_gives_a_picture_that_says_so() -> None:
    log = log_of([], STORY)
    assert any("nothing to draw" in text for text in texts_of(timeline_of(log)))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("A11", r"no application 'A11' in the log \(did you mean 'A1', Acme\?\)"),
        ("Acme", r"did you mean 'A1', Acme\?"),
        ("acm", r"did you mean 'A1', Acme\?"),
        ("zzzz", r"no application 'zzzz' in the log$"),
    ],
)
def test_an_unknown_application_is_an_error_that_names_the_nearest(name: str, message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        fa.timeline(log_of(STORY), name)


@pytest.mark.parametrize("draw", [timeline_of, strip_of])
def test_a_wrong_moment_is_told(draw: Any) -> None:
    log = log_of(STORY)
    actions = follow_up_actions(log, as_of=AS_OF)
    with pytest.raises(MomentError):
        fa.timeline(log, "A1", actions, as_of="soon") if draw is timeline_of else fa.calendar_strip(log, actions, as_of="soon")


STRIP_LABELS = [
    ("what is overdue, with how late", STORY, ("4 days late", "Ask for the status: Acme")),
    ("what is due", [("2026-03-09", "application")], ("by Thu 26 Mar", "Ask about your application: Acme")),
    ("what is coming", [("2026-03-16", "application")], ("from Mon 30 Mar", "Ask about your application: Acme")),
    ("the days", STORY, ("today", "23 Mar", "Tue", "24", "30 Mar", "1 Apr")),
    ("the counts", STORY, ("1 to do, 1 of them late.",)),
]


@pytest.mark.parametrize(("story", "labels"), [case[1:] for case in STRIP_LABELS], ids=names_of(STRIP_LABELS))
def test_the_strip_labels(story: list[Event], labels: tuple[str, ...]) -> None:
    assert set(labels) <= set(texts_of(strip_of(log_of(story))))


def test_the_strip_has_a_row_for_each_action_of_the_due_list_and_shades_weekends() -> None:
    log = log_of(STORY, [("2026-03-16", "application")], [("2026-03-20", "application")])
    figure = strip_of(log)
    assert len([text for text in texts_of(figure) if text.endswith(": Acme")]) == 3
    shades = [patch for patch in figure.axes[0].patches if patch.get_facecolor()[:3] == pytest.approx((241 / 255,) * 3)]
    assert len(shades) == 4


def test_what_opens_on_the_last_day_is_labelled_to_its_left() -> None:
    figure = strip_of(log_of([("2026-03-16", "application")]), days=7)
    assert outside(figure) == []


@pytest.mark.parametrize("days", [1, 14, 30, 62])
def test_no_label_of_the_strip_lies_on_another_or_leaves_the_page(days: int) -> None:
    long = "Featherstonehaugh & Cholmondeley " * 4
    figure = strip_of(log_of(STORY, BUSY, [("2026-03-16", "application")], company=long), days=days)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_of_very_many_actions_the_most_urgent_are_drawn() -> None:
    texts = texts_of(strip_of(log_of(*[[("2026-03-02", "application")]] * 45)))
    assert len([text for text in texts if text.startswith("Ask about your application: ")]) == 40
    assert "and 5 less urgent actions" in texts


def test_an_empty_strip_says_that_nothing_is_to_be_written() -> None:
    assert "You have nothing to write today, or in the next 14 days." in texts_of(strip_of(log_of([])))


@pytest.mark.parametrize("days", [0, -1, 63])
def test_a_number_of_days_out_of_range_is_told(days: int) -> None:
    with pytest.raises(FollowupError, match="must be a whole number from 1 to 62"):
        strip_of(log_of(STORY), days=days)


HOSTILE = [
    ("mathematics", "$x^2$ & $\\frac{a}{b}$", "$x^2$ & $\\frac{a}{b}$"),
    ("an unbalanced dollar and a backslash", "US$ \\alpha", "US$ \\alpha"),
    ("markup", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("line breaks", "Acme\nLtd\r\n", "Acme Ltd"),
    ("control characters", "Acme\x07\x1b[31m", "Acme\\x07\\x1b[31m"),
    ("turned text", "Acme\u202etxt", "Acme\\x202etxt"),
    ("what no XML may hold", "Acme\ufffe", "Acme\\xfffe"),
    ("letters that the font lacks", "株式会社 🎉", "株式会社 🎉"),
    ("right to left", "שלום", "שלום"),
]


@pytest.mark.parametrize(("company", "shown"), [case[1:] for case in HOSTILE], ids=names_of(HOSTILE))
@pytest.mark.parametrize("draw", [timeline_of, strip_of])
def test_a_sheet_s_text_is_shown_and_not_interpreted(draw: Any, company: str, shown: str) -> None:
    picture = draw(log_of(STORY, company=company, role=company))
    assert any(shown in text for text in texts_of(picture))
    assert not any(text.get_parse_math() or text.get_usetex() for text in picture.axes[0].texts)
    root = ElementTree.fromstring(picture.svg())
    assert any(shown in "".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text"))
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))


@pytest.mark.parametrize("draw", [timeline_of, strip_of])
@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_files_are_the_same_each_time(draw: Any, form: str) -> None:
    first, second = draw(log_of(STORY)), draw(log_of(STORY))
    assert getattr(first, form)() == getattr(first, form)() == getattr(second, form)()


def test_a_picture_shows_itself_in_a_notebook_at_its_own_size() -> None:
    picture = timeline_of(log_of(STORY))
    assert isinstance(picture, Figure)
    shown = picture._repr_html_()
    assert shown == picture.html() and "max-width:1000px" in shown and 'aria-label="Acme: 4 events"' in shown
    assert repr(picture) == "Picture('Acme: 4 events')"


def test_a_picture_has_no_ground_and_no_ink_of_its_own() -> None:
    drawn = timeline_of(log_of(STORY)).html().partition("</style>")[2]
    assert "currentColor" in drawn
    assert not re.search(r"#fff\b|#ffffff|\bwhite\b|#000\b|#000000|\bblack\b|#1a1a1a", drawn, re.IGNORECASE)


def test_two_pictures_on_one_page_share_no_id() -> None:
    other = log_of([*STORY[:1]])
    first, second = (set(re.findall(r'id="([^"]*)"', timeline_of(log).html())) for log in (log_of(STORY), other))
    assert first and second and not first & second


def test_a_letter_that_no_font_has_is_a_dot_with_a_note_and_stays_text_in_svg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("followup_analytics.reporting.charts.figure._letters", lambda fonts: frozenset("Acme "))
    picture, axes = page(4, 1, "")
    written = write(axes, 0, 0.5, "Acme 株")
    seen: list[str] = []
    save = Figure.savefig

    def watched(self: Figure, *given: Any, **named: Any) -> None:
        seen.extend(text.get_text() for text in self.findobj(Text) if isinstance(text, Text))
        save(self, *given, **named)

    monkeypatch.setattr(Figure, "savefig", watched)
    picture.png()
    assert "Acme ·" in seen and any("no font" in text for text in seen)
    assert written.get_text() == "Acme 株" and "株" in picture.svg()


def test_a_picture_tells_those_who_cannot_see_it_what_it_shows() -> None:
    assert "<title>Acme: 4 events</title>" in timeline_of(log_of(STORY)).svg()
    assert "<title>1 to do, 1 of them late.</title>" in strip_of(log_of(STORY)).svg()


@pytest.mark.parametrize("text", ["W" * 500, "a", "", "株" * 400])
def test_a_text_is_cut_to_its_width(text: str) -> None:
    _, axes = page(4, 1, "")
    written: Text = write_within(axes, 0, 0, text, 2.0)
    assert width_of(written) <= 2.0
    assert re.fullmatch(r".*…" if len(text) > 1 else r".?", written.get_text())


def test_drawing_opens_no_window_and_leaves_other_figures_alone() -> None:
    code = (
        "import sys; from followup_analytics.reporting.charts.figure import page, write; picture, axes = page(2, 1, '');"
        "write(axes, 0, 0, 'Acme'); picture.svg(), picture.png(); print('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
