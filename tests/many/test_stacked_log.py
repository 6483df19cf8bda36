"""A log of many gives each seeker what his sheet read alone gives: for every table, to the last bit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import followup_analytics as fa
from followup_analytics.analysis.attempts import silences
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.log.seekers import prefix_of
from tests.many.conftest import AS_OF, NAMES

IDS = ("application_id", "event_id", "trigger_event_id", "done_event_id", "action_id")


@pytest.fixture(scope="module")
def stacked(clients: Path) -> JobSearchLog:
    return fa.read_log(clients)


@pytest.fixture(scope="module")
def alone(clients: Path) -> dict[str, JobSearchLog]:
    return {name: fa.read_log(clients / f"{name}.csv") for name in NAMES}


def own(table: pd.DataFrame, seeker: str) -> pd.DataFrame:
    """A seeker's rows of a table of many, without his name."""
    mine = table[table["seeker"] == seeker].copy()
    for name in set(IDS) & set(mine):
        mine[name] = mine[name].str.removeprefix(prefix_of(seeker))
    if mine.index.name:
        mine.index = mine.index.str.removeprefix(prefix_of(seeker))
    else:
        mine = mine.reset_index(drop=True)
    return mine.assign(seeker=pd.Series("", mine.index, dtype="str"))


def test_of_seeker_is_the_sheet_read_alone(stacked: JobSearchLog, alone: dict[str, JobSearchLog]) -> None:
    assert stacked.seekers == NAMES
    for name, log in alone.items():
        mine = stacked.of_seeker(name)
        assert mine == log
        for table in ("applications", "events", "problems", "put_off"):
            assert_frame_equal(getattr(mine, table), getattr(log, table))


TABLES: dict[str, Callable[[JobSearchLog], pd.DataFrame]] = {
    "actions": lambda log: fa.follow_up_actions(log, as_of=AS_OF),
    "attempts": lambda log: fa.outreach_attempts(log, as_of=AS_OF),
    "silences": lambda log: silences(log, as_of=AS_OF),
    "every line": lambda log: fa.due_list(log, fa.follow_up_actions(log, as_of=AS_OF), as_of=AS_OF, everything=True).frame,
}


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_many_are_those_of_each(table: str, stacked: JobSearchLog, alone: dict[str, JobSearchLog]) -> None:
    of_all = TABLES[table](stacked)
    for name, log in alone.items():
        mine, single = own(of_all, name), TABLES[table](log)
        if table == "actions":
            mine = mine.loc[single.index]
        # A further column that only others have is empty.
        further = [column for column in mine if column not in single]
        assert (mine[further] == "").all(axis=None)
        order = single.index if single.index.name else slice(None)
        assert_frame_equal(mine.loc[order, single.columns], single)


@pytest.mark.parametrize("favourable", [False, True])
def test_rates_by_seeker_are_those_of_each(favourable: bool, stacked: JobSearchLog, alone: dict[str, JobSearchLog]) -> None:
    parts = ["attempts", "responded", "responded_undated", "pending", "within_days"]
    by_seeker = fa.response_rates(TABLES["attempts"](stacked), by=["seeker"], favourable=favourable).set_index("seeker")
    for name, log in alone.items():
        single: Any = fa.response_rates(TABLES["attempts"](log), by=[], favourable=favourable).iloc[0]
        assert by_seeker.loc[name, parts].to_list() == single[parts].to_list()


def test_names_do_not_depend_on_who_else_is_there(clients: Path, stacked: JobSearchLog, tmp_path: Path) -> None:
    (tmp_path / "el~sa.csv").write_bytes((clients / "el~sa.csv").read_bytes())
    lonely = fa.read_log(tmp_path)
    assert lonely.applications.index.str.startswith("el~~sa~").all()
    assert set(lonely.applications.index) <= set(stacked.applications.index)


def test_a_log_of_many_is_written_and_read_back(stacked: JobSearchLog, tmp_path: Path) -> None:
    stacked.write(tmp_path / "log.csv")
    again = fa.read_log(tmp_path / "log.csv")
    assert again == stacked
    assert again.of_seeker("ben").events.equals(stacked.of_seeker("ben").events.assign(row=again.of_seeker("ben").events["row"]))


def test_a_log_of_one_says_nothing_of_seekers(alone: dict[str, JobSearchLog], tmp_path: Path) -> None:
    log = alone["ana"]
    assert log.seekers == ("",) and log.of_seeker("") is log
    log.write(tmp_path / "log.csv")
    assert "seeker" not in (tmp_path / "log.csv").read_text(encoding="utf-8-sig").split("\r\n")[0]


def test_who_is_not_there_is_told(stacked: JobSearchLog) -> None:
    with pytest.raises(fa.FollowupError, match=r"no seeker 'anna'.*did you mean 'ana'"):
        stacked.of_seeker("anna")
