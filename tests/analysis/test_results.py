"""Results: a short repr, a table in a notebook, one answer to `==`, and copies that are equal."""

import copy
import pickle

import pytest

import followup_analytics as fa

LOG = fa.simulate_search(40, seed=1)
AS_OF = "2025-06-01"
RESULTS = {
    "SilenceCurve": lambda: fa.silence_curve(LOG, by="kind", as_of=AS_OF),
    "FollowUpEffect": lambda: fa.follow_up_effect(LOG, as_of=AS_OF),
    "Tuning": lambda: fa.tune_cadence(LOG, as_of=AS_OF),
    "Truth": lambda: fa.Truth(interviews=1),
}


@pytest.mark.parametrize("name", list(RESULTS))
def test_a_result_is_shown_compared_and_copied(name: str) -> None:
    one, other = RESULTS[name](), RESULTS[name]()
    assert name in repr(one) and len(repr(one)) < 500 and "\n" not in repr(one)
    assert "<script" not in one._repr_html_() and name in one._repr_html_()
    assert (one == other) is True and (one != other) is False and (one == 3) is False
    assert pickle.loads(pickle.dumps(one)) == one and copy.deepcopy(one) == one


def test_what_a_sheet_says_is_escaped_in_a_notebook() -> None:
    hostile = "<script>alert(1)</script>"
    log = fa.JobSearchLog(LOG.applications.assign(source=hostile), LOG.events)
    curve = fa.silence_curve(log, by="source", as_of=AS_OF)
    assert hostile not in curve._repr_html_() and "&lt;script&gt;" in curve._repr_html_()


def test_other_silences_are_another_curve() -> None:
    assert fa.silence_curve(LOG, as_of=AS_OF) != fa.silence_curve(LOG, as_of="2025-05-01")


def test_chances_for_many_days_are_those_of_each_day() -> None:
    curve = fa.silence_curve(LOG, as_of=AS_OF)
    table = curve.chance_still_to_hear([0, 7, 7, 90])
    for place, days in enumerate([0, 7, 7, 90]):
        assert table.iloc[place].tolist() == curve.chance_still_to_hear(days).tolist()
    with pytest.raises(fa.FollowupError, match="whole number of at least 0"):
        curve.chance_still_to_hear([3, -1])
    with pytest.raises(fa.FollowupError, match="whole number of days"):
        curve.chance_still_to_hear([1.5])


def test_two_groupings_make_one_group_each_pair() -> None:
    groups = set(fa.silence_curve(LOG, by=["kind", "seniority"], as_of=AS_OF).groups["group"])
    assert "application · mid" in groups
