"""Write `docs/undated-answers.md`: what answers without a day do to the rates of the twenty sheets.

python docs/make_undated_answers.py
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

import followup_analytics as fa
from followup_analytics.reporting.wording.rates import percent

PAGE = Path(__file__).with_name("undated-answers.md")
SHEETS = Path(__file__).parents[1] / "tests" / "sheets"
AS_OF = "2026-11-01"  # later than anything in the sheets
WITHIN_DAYS = 28
_NO_SHEETS = (".json", ".md", ".py")
_PROSE = f"""# Answers without a day

Many sheets tell that an employer answered, but not when: a status "Rejected" and no date, or an interview whose
invitation was not written down. Such an answer is an answer. To take it for silence would be the greatest error that an
analysis of these sheets could make.

`response_rates` and `silence_curve` draw their days, ten times over, from what the other answers say of how long answers
take (`interval_censoring`): `rate` and its interval are those of the ten completed logs. `rate_least` is the rate if none of
them came within the days asked for, `rate_most` if all did. With fewer than five dated answers nothing says how long
answers take, and no rate within a number of days is stated: only its bounds are.

The table shows what this means in twenty invented sheets whose layouts are those that people use, with answers to
applications and questions within {WITHIN_DAYS} days, as of {AS_OF}, when everything has come. "Taken for silence" is
what one gets by counting dated answers alone. Where all answers have a day, the columns agree. The page is written by
`docs/make_undated_answers.py`.

| sheet | attempts | answered, with a day | answered, without | rate | least to most | taken for silence |
| --- | --- | --- | --- | --- | --- | --- |
"""


@lru_cache(maxsize=1)
def rows() -> list[tuple[str, int, int, int, float, float, float]]:
    """Of each sheet with attempts: name, attempts, answers with and without a day, rate, its least and its most."""
    found = []
    for path in sorted(path for path in SHEETS.iterdir() if path.is_file() and path.suffix not in _NO_SHEETS):
        log = fa.read_log(path)
        rates = fa.response_rates(fa.outreach_attempts(log, as_of=AS_OF), by=[], within_days=WITHIN_DAYS)
        for one in rates.to_dict("records"):
            counts = (int(one[name]) for name in ("attempts", "responded", "responded_undated"))
            found.append((path.name, *counts, *(float(one[name]) for name in ("rate", "rate_least", "rate_most"))))
    return found


def _stated(rate: float) -> str:
    return "not stated" if np.isnan(rate) else percent(rate)


def page() -> str:
    """The page as text."""
    table = rows()
    lines = [
        f"| `{name}` | {attempts} | {dated} | {undated} | {_stated(rate)} | {percent(least)} to {percent(most)}"
        f" | {percent(dated / attempts)} |"
        for name, attempts, dated, undated, rate, least, most in table
    ]
    attempts, dated, undated = (sum(row[place] for row in table) for place in (1, 2, 3))
    told = f"\nIn all {len(table)} sheets: {attempts} attempts, {dated} answered on a known day in time, {undated} without one.\n"
    return _PROSE + "\n".join(lines) + "\n" + told


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
