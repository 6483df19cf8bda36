"""Write the reports of the sample's own week anew into tests/golden: `python tests/reporting/weekly/make_golden.py`."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[2]
GOLDEN = TESTS / "golden"
# Neither PDF nor the whole mail is here; the mail's text is.


def reports() -> dict[str, str]:
    """Each golden file's name and what it has to hold."""
    from weekly_logs import sample_report

    from followup_analytics.reporting.weekly.renderers import html_report, json_report, markdown_report, text_report

    whole, shared = sample_report(), sample_report(redact=True)
    return {
        "week.html": html_report(whole),
        "week.md": markdown_report(whole),
        "week.txt": text_report(whole),
        "week.json": json_report(whole),
        "week-redacted.md": markdown_report(shared),
    }


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(Path(__file__).parent)]
    GOLDEN.mkdir(exist_ok=True)
    for name, text in reports().items():
        (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text):,} characters")
