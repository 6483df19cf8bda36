"""What gets answered, and what the silence means for those who wait."""

from typing import Any

import pandas as pd

from followup_analytics.analysis.attempts import outreach_attempts, silences
from followup_analytics.analysis.rates import response_rates
from followup_analytics.analysis.silence import SilenceCurve
from followup_analytics.log import JobSearchLog
from followup_analytics.reporting.weekly.standing import is_open

GROUPINGS = ("medium", "weekday", "wait_band", "seniority")
WITHIN_DAYS = 14


def rates(log: JobSearchLog, as_of: Any) -> pd.DataFrame:
    """The rates of all attempts, and by each of `GROUPINGS`; by `wait_band` those that were waited for."""
    attempts = outreach_attempts(log, as_of=as_of)
    waited = attempts[attempts["wait_days"].notna()]
    tables = [response_rates(attempts, by=[], within_days=WITHIN_DAYS).assign(by="", group="")]
    for by in GROUPINGS:
        among = waited if by == "wait_band" else attempts
        table = response_rates(among, by=[by], within_days=WITHIN_DAYS)
        tables.append(table.rename(columns={by: "group"}).assign(by=by))
    together = pd.concat(tables, ignore_index=True)
    return together[["by", "group", *together.columns.drop(["by", "group"])]]


def waiting(log: JobSearchLog, status: pd.Series, curve: SilenceCurve, as_of: Any) -> pd.DataFrame:
    """The open applications that wait for a word of theirs, with the chance that it still comes; the least hope last.

    Where a silence has outlasted what the curve can tell, no chance is given.
    """
    found = silences(log, as_of=as_of)
    now = found[(found["outcome"] == "pending") & found["application_id"].isin(status.index[is_open(status)])]
    now = now.drop_duplicates("application_id", keep="last").set_index("application_id")
    cases = _distinct(now)
    chances = [curve.chance_still_to_hear(int(days), str(kind)) for days, kind in cases]
    table = pd.DataFrame(
        {
            "company": log.applications["company"][now.index],
            "role": log.applications["role"][now.index],
            "since": now["kind"],
            "days": now["observed_days"],
        }
    )
    by_case = pd.DataFrame(chances, index=pd.MultiIndex.from_tuples(cases, names=["days", "since"]), columns=_CHANCE)
    joined = table.join(by_case, on=["days", "since"]).astype({"silences": "int64", "horizon_days": "int64"})
    chances_known = joined["days"] < joined["horizon_days"]
    for name in ("chance", "low", "high"):
        joined[name] = joined[name].astype("float64").where(chances_known)
    return joined.sort_values(["chance", "days"], ascending=[False, True], kind="stable", na_position="last")


_CHANCE = ["chance", "low", "high", "silences", "horizon_days"]


def _distinct(now: pd.DataFrame) -> list[tuple[int, str]]:
    pairs = now[["observed_days", "kind"]].drop_duplicates()
    return list(pairs.itertuples(index=False, name=None))
