"""What was not understood of a sheet, in words."""

from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.reporting.wording.names import counted


def problems_in_words(log: JobSearchLog) -> str:
    """How much of the sheet was not understood, in a sentence."""
    counts = log.problems["severity"].value_counts()
    errors, questions, notes = (int(counts.get(name, 0)) for name in ("error", "question", "note"))
    if not errors + questions + notes:
        return "Everything was understood."
    asked = f"{counted(errors, 'error')}, {counted(questions, 'question')} that only you can answer"
    return f"{asked}, {counted(notes, 'note')} with nothing to do."
