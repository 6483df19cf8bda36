"""What may be done about a problem is said in the terms of the surface that shows it."""

import pytest

from followup_analytics.problems import Problem, Remedy, problems_table
from followup_analytics.reporting.wording.problems import worded_problems

# remedy -> in Python, on the command line
WORDS = [
    (Remedy("sheet", "a"), "sheet= chooses another", "--sheet chooses another"),
    (Remedy("encoding"), "if letters are wrong, pass encoding=", "if letters are wrong, give the encoding in a --mapping file"),
    (
        Remedy("column", "by=Firm", ("role",)),
        "if these are roles, say so: columns={'by=Firm': 'role'}",
        'if these are roles, say so: in a --mapping file, below [columns]: "by=Firm" = "role"',
    ),
    (
        Remedy("column", "{odd}", ("status",)),
        "if it is the status, say so: columns={'{odd}': 'status'}",
        'if it is the status, say so: in a --mapping file, below [columns]: "{odd}" = "status"',
    ),
    (Remedy("column", "Odd"), "", ""),
    (Remedy(), "", ""),
]


@pytest.mark.parametrize(("remedy", "in_python", "on_the_command_line"), WORDS)
def test_a_remedy_in_the_words_of_each_surface(remedy: Remedy, in_python: str, on_the_command_line: str) -> None:
    table = problems_table([Problem("cell-error", 3, remedy=remedy)])
    for surface, words in (("python", in_python), ("command", on_the_command_line)):
        [told] = worded_problems(table, surface)["consequence"]
        assert told == "; ".join(filter(None, ["taken as empty", words]))
