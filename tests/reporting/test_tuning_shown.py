"""A tuning as people read it: in words, as pictures, with sliders."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import followup_analytics as fa
from followup_analytics.cli import main
from followup_analytics.errors import CadenceError
from followup_analytics.jupyter.what_if import sliders, value_in_words, what_if
from followup_analytics.reporting.charts.tuning import value_chart, waits_chart
from followup_analytics.reporting.wording.tuning import changes_in_words, more_or_fewer, tuning_in_words, value_by_wait
from followup_analytics.tuning.decision import changed_actions
from followup_analytics.tuning.known_truth import true_policy_values
from followup_analytics.tuning.policies import permitted_policies
from followup_analytics.tuning.silent_days import silent_days
from followup_analytics.tuning.tune import Tuning
from tests.hand_made import log_of

SAMPLE = Path(__file__).parents[2] / "data/sample/my_job_search.csv"
AS_OF = "2026-06-08"


@pytest.fixture(scope="module")
def log() -> fa.JobSearchLog:
    return fa.read_log(SAMPLE, timezone="America/New_York", country="US")


@pytest.fixture(scope="module")
def tuning(log: fa.JobSearchLog) -> Tuning:
    return fa.tune_cadence(log, as_of=AS_OF)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Pacific/Auckland"])
def test_a_change_names_the_day_in_the_zone_of_the_application(zone: str) -> None:
    changes = changed_actions(
        log_of("2026-03-02 interview", timezone=zone), fa.Cadence(), fa.Cadence(wait_business_days=3), as_of="2026-03-03"
    )
    (row,) = changes_in_words(changes).to_dict("records")
    assert row["now"] == "waiting, by Thu 12 Mar, e-mail"
    assert row["then"] == "waiting, by Tue 10 Mar, e-mail"


def test_the_words_hold_the_verdict_every_question_and_every_wait(tuning: Tuning) -> None:
    words = tuning_in_words(tuning)
    assert words.verdict == tuning.verdict
    assert len(words.evidence) == len(tuning.evidence)
    assert words.waits["wait"].tolist() == [f"{wait} business days" for wait in range(3, 9)]
    assert (words.waits["better"] == "what you do now").sum() == 1
    assert words.evidence["rests on"].str.contains("your log").all()


def test_a_wait_has_one_row_that_differs_in_nothing_else(tuning: Tuning) -> None:
    table = value_by_wait(tuning)
    assert table["wait_business_days"].is_unique
    assert table["max_attempts"].nunique() == table["medium"].nunique() == 1


@pytest.mark.parametrize("story", ["2026-03-02 application", "2026-03-02 interview; 2026-03-09 status_check phone", ""])
def test_the_pictures_are_drawn_also_where_there_is_next_to_nothing(story: str) -> None:
    log = log_of(story)
    small = fa.tune_cadence(log, as_of=AS_OF)
    for picture in (value_chart(small), waits_chart(silent_days(log, as_of=AS_OF))):
        assert picture.svg().startswith("<?xml")
        assert picture.png() == picture.png()


def test_the_pictures_say_what_they_show(log: fa.JobSearchLog, tuning: Tuning) -> None:
    drawn = waits_chart(silent_days(log, as_of=AS_OF)).svg()
    assert "5 first checks" in drawn
    assert "the guides" in drawn
    assert "now, and to keep" in value_chart(tuning).svg()


def test_sliders_show_what_their_headless_twin_does(log: fa.JobSearchLog, tuning: Tuning) -> None:
    box = sliders(log, tuning, fa.Cadence(), as_of=AS_OF)
    wait, *_, shown = box.children
    assert "That is what you do now" in shown.value
    wait.value = 3
    assert shown.value == what_if(log, tuning, fa.Cadence(), as_of=AS_OF, wait_business_days=3).html
    assert (wait.min, wait.max) == (3, 8)


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (0.006, "0.6 more"),
        (-0.002, "0.2 fewer"),
        (0.0004, "as many"),
        (-0.0004, "as many"),
        (-0.0, "as many"),
        (0.2, "20.0 more"),
    ],
)
def test_a_gain_is_more_fewer_or_as_many(gain: float, said: str) -> None:
    assert more_or_fewer(gain) == said


def test_nothing_is_said_to_be_less_than_nothing_more(tuning: Tuning) -> None:
    shown = tuning_in_words(tuning)
    assert not shown.waits["against now"].str.contains("-").any() and shown.waits["against now"].str.contains("fewer").any()
    assert shown.evidence["after the log"].iloc[0][0].isdigit()
    assert shown.evidence["after the log"].iloc[1:].str.match(r"[+-][\d.]+ \([+-]").all()
    said = [value_in_words(tuning, fa.Cadence(wait_business_days=wait)) for wait in range(3, 9)]
    assert any(" fewer favourable answers than now (" in one for one in said) and not any("-" in one for one in said)


def test_every_permitted_cadence_has_its_value_in_words(tuning: Tuning) -> None:
    for row in permitted_policies().iloc[::13].to_dict("records"):
        assert value_in_words(tuning, fa.Cadence(**row)).endswith((" %.", "alike."))


def test_a_slider_beyond_the_guides_is_refused(log: fa.JobSearchLog, tuning: Tuning) -> None:
    with pytest.raises(CadenceError, match=r"T06\.max_attempts = 9"):
        what_if(log, tuning, fa.Cadence(), as_of=AS_OF, max_attempts=9)


def test_the_true_value_of_a_policy_is_that_of_its_days() -> None:
    truth = fa.Truth(seniorities={"mid": 2.0})
    policies = pd.DataFrame([(5, 7, 2)], columns=["wait_business_days", "spacing_days", "max_attempts"])
    assert true_policy_values(truth, policies)[0] == pytest.approx(
        truth.policy_value(30, [(7, "email"), (14, "email")], seniority="mid")
    )


def run(*arguments: str) -> str:
    options = ["--as-of", AS_OF, "--timezone", "America/New_York", "--country", "US"]
    result = CliRunner().invoke(main, ["tune", str(SAMPLE), *options, *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_prints_the_verdict_and_writes_a_cadence_that_due_takes(tmp_path: Path, tuning: Tuning) -> None:
    target = tmp_path / "cadence.toml"
    printed = run("--write", str(target))
    assert " ".join(tuning.verdict.split()[:8]) in " ".join(printed.split())
    assert fa.Cadence.read(target) == tuning.cadence
    due = CliRunner().invoke(main, ["due", str(SAMPLE), "--as-of", AS_OF, "--cadence", str(target)])
    assert due.exit_code == 0


def test_the_command_prints_all_policies_as_a_table(tuning: Tuning) -> None:
    lines = run("--csv").splitlines()
    assert len(lines) == len(tuning.policies) + 1
    assert lines[0].startswith("wait_business_days,spacing_days,max_attempts,medium,value")
    assert np.isfinite(float(lines[1].split(",")[4]))


def test_the_coin_of_the_command_is_recorded(tmp_path: Path) -> None:
    assert "a coin has chosen" in " ".join(run("--explore", "--seed", "3").split())
