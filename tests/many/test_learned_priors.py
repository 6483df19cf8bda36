"""What others' searches teach: by tables that are handed on, in any order, and never against what a log says alone."""

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import followup_analytics as fa
from followup_analytics.analysis.simulated_behaviour import Answers, Effect
from followup_analytics.cli import main
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.tuning.answer_model import fit_model, model_without_data
from followup_analytics.tuning.hazard_forms import RATIO, default_prior, designs
from followup_analytics.tuning.learned_priors import Priors
from followup_analytics.tuning.silent_days import BASE_COLUMNS, CHECK_MEDIA, FEATURES, silent_days

AS_OF = "2027-06-01"
# A check helps everybody, soon after the interview most.
TRUTH = fa.Truth(
    after_application=Answers((1,), (0.6,), (0.0,)),
    effect=Effect(ratio=((3, 3.0), (6, 2.5), (9, 1.0)), decay_days=3),
    interviews=1,
)


@pytest.fixture(scope="module")
def logs() -> list[JobSearchLog]:
    return [fa.simulate_search(40, seed=seed, truth=TRUTH) for seed in range(8)]


@pytest.fixture(scope="module")
def tables(logs: list[JobSearchLog]) -> list[pd.DataFrame]:
    return [fa.learn_priors([log], as_of=AS_OF, export=True) for log in logs]


@pytest.fixture(scope="module")
def learnt(logs: list[JobSearchLog]) -> Priors:
    return fa.learn_priors(logs, as_of=AS_OF, says="invented people")


def test_exported_tables_teach_what_the_logs_teach(learnt: Priors, tables: list[pd.DataFrame]) -> None:
    turned = list(tables)
    random.Random(3).shuffle(turned)
    again = fa.learn_priors(turned)
    assert (again.people, again.interviews) == (learnt.people, learnt.interviews) == (8, 8 * 40 - _uninvited(tables))
    for mine, theirs in zip(again.forms, learnt.forms, strict=True):
        assert np.allclose(mine.mean, theirs.mean, rtol=0, atol=1e-9) and abs(mine.weight - theirs.weight) < 1e-9
        assert np.allclose(mine.covariance, theirs.covariance, rtol=0, atol=1e-9)


def _uninvited(tables: list[pd.DataFrame]) -> int:
    return 8 * 40 - sum(int(table["interviews"].iloc[0]) for table in tables)


def test_one_log_of_many_teaches_what_its_searches_teach(learnt: Priors, logs: list[JobSearchLog]) -> None:
    stacked = JobSearchLog.stacked({f"p{place}": log for place, log in enumerate(logs)})
    assert fa.learn_priors(stacked, as_of=AS_OF, says="invented people") == learnt


def test_an_exported_table_holds_no_text_of_a_sheet(tables: list[pd.DataFrame]) -> None:
    words = {word for table in tables for name in ("medium", "their_medium", "seniority") for word in table[name]}
    assert words <= {"", *CHECK_MEDIA, "mid", "senior", "lead", "director"}
    for table in tables:
        uses = table[table["days_since_check"] == 0].groupby("medium")["trials"].sum()
        assert (uses.drop(["other", ""], errors="ignore") >= 5).all()


def test_what_nobody_did_keeps_the_default_width(tables: list[pd.DataFrame]) -> None:
    """A medium that no search has used: the estimates of people, taken as known, would make it far too narrow."""
    without = [table.assign(medium=table["medium"].where(table["medium"] == "", "email")) for table in tables]
    learnt = fa.learn_priors([table.groupby(FEATURES, as_index=False).agg(_ADDED)[list(table)] for table in without])
    design = next(one for one in designs(tables[0]) if one.name == RATIO)
    form = next(one for one in learnt.forms if (one.name, one.decay_days) == (design.name, design.decay_days))
    phone = BASE_COLUMNS + 2  # the check, later ones, then the media other than e-mail
    default = np.sqrt(default_prior(design)[1][phone, phone])
    assert 0.85 * default < np.sqrt(form.covariance[phone, phone]) < 1.25 * default
    # The constant is of the latest quarter, of which each search knows less than of all its days.
    assert np.sqrt(form.covariance[0, 0]) < 0.75 * np.sqrt(default_prior(design)[1][0, 0])


_ADDED = {"trials": "sum", "favourable": "sum", "rejected": "sum", "completions": "first", "interviews": "first"}


def test_priors_are_written_and_read_back(learnt: Priors, tmp_path: Path) -> None:
    learnt.write(tmp_path / "priors.toml")
    again = Priors.read(tmp_path / "priors.toml")
    assert again == learnt and again.says == "invented people"
    assert learnt.table["weight"].sum() == pytest.approx(1)
    assert {"check", "check_sd", "daily_log_odds"} <= set(learnt.table)


def test_learned_forms_have_their_share_and_the_log_decides(learnt: Priors, logs: list[JobSearchLog]) -> None:
    before = model_without_data(learnt)
    share = sum(weight for form, weight in zip(before.forms, before.weights, strict=True) if form.learned is not None)
    assert share == pytest.approx(0.85)
    opposite = fa.Truth(after_application=Answers((1,), (0.6,), (0.0,)), effect=Effect(ratio=((0, 0.1),)), interviews=1)
    days = silent_days(fa.simulate_search(400, seed=99, truth=opposite), as_of=AS_OF)
    after = fit_model(days, learnt)
    assert sum(weight for form, weight in zip(after.forms, after.weights, strict=True) if form.learned is not None) < 0.85


def test_the_evidence_names_others_as_a_third_source(learnt: Priors, logs: list[JobSearchLog]) -> None:
    log = fa.simulate_search(20, seed=50, truth=TRUTH)
    alone, taught = fa.tune_cadence(log, as_of=AS_OF), fa.tune_cadence(log, as_of=AS_OF, priors=learnt)
    assert list(alone.evidence.columns) == list(taught.evidence.columns)
    assert (alone.evidence["others_share"] == 0).all()
    assert 0.2 < taught.evidence["others_share"]["answers"] < 1


def test_tuning_without_priors_is_as_before(logs: list[JobSearchLog]) -> None:
    assert fa.tune_cadence(logs[0], as_of=AS_OF, priors=None) == fa.tune_cadence(logs[0], as_of=AS_OF)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "nobody": (lambda folder: fa.learn_priors([]), "no search to learn from"),
    "no table": (lambda folder: fa.learn_priors([pd.DataFrame({"x": [1]})]), "lacks the columns"),
    "no log": (lambda folder: fa.learn_priors(["sheet.csv"]), "log"),
    "other features": (lambda folder: Priors.read(_written(folder, 'features = "0 other"')), "another version of the model"),
    "no priors": (lambda folder: Priors.read(_written(folder, "x = 1")), "is no file of priors"),
    "absent": (lambda folder: Priors.read(folder / "no.toml"), "check the path"),
    "wrong kind": (lambda folder: fa.tune_cadence(fa.simulate_search(5), as_of=AS_OF, priors="p.toml"), "must be Priors"),
}


def _written(folder: Path, text: str) -> Path:
    (folder / "p.toml").write_text(text)
    return folder / "p.toml"


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_told_in_one_line(kind: str, tmp_path: Path) -> None:
    spoil, told = BAD[kind]
    with pytest.raises(fa.FollowupError, match=told) as caught:
        spoil(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.nightly
def test_the_command_learns_from_a_folder(clients: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["learn", str(clients), "--as-of", "2026-06-08", "--out", str(tmp_path / "p.toml")])
    assert result.exit_code == 0 and "Learnt from 12 searches" in result.output, result.output
    sheet = str(clients / "ana.csv")
    tuned = CliRunner().invoke(main, ["tune", sheet, "--as-of", "2026-06-08", "--priors", str(tmp_path / "p.toml")])
    assert tuned.exit_code == 0, tuned.output
    assert "ana" not in (tmp_path / "p.toml").read_text()
