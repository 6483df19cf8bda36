"""An entry finds its application in a changed sheet: for sure, by a question, or not at all; never in silence another one."""

from pathlib import Path

import pytest

import followup_analytics as fa
from followup_analytics.journal.appearance import company_key, role_key

HEADER = "Company,Role,Date Applied,Status\n"
DAY, LATER = "2026-11-18", "2026-11-23"
OTHERS = ["Birkmere,Clerk,2026-11-11,Applied"]

SAME_COMPANY = [
    ("Jessop Inc.", "JESSOP"),
    ("Alderton Foods Ltd", "Alderton Foods Limited"),
    ("Kranichsee GmbH & Co. KG", "Kranichsee"),
    ("Ferrule & Sons", "Ferrule and Sons S.A."),
    ("Bracken Energies", "Bracken Energy"),
    ("The Ångström Group", "Angstrom"),
]


@pytest.mark.parametrize(("one", "other"), SAME_COMPANY)
def test_spellings_of_a_company_have_one_key(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


@pytest.mark.parametrize(("one", "other"), [("Marlfield Foods", "Marlfield Optics"), ("AG", "SE"), ("Le Monde", "Monde")])
def test_other_companies_have_other_keys(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


def test_short_words_of_a_title_are_its_long_ones() -> None:
    assert role_key("Sr. Buyer") == role_key("senior buyer") != role_key("Buyer")


class Search:
    """A sheet and its journal: what was recorded in the first week, and where it stands in the second."""

    def __init__(self, folder: Path) -> None:
        self.sheet, self.journal = folder / "s.csv", folder / "s.db"

    def write(self, rows: list[str]) -> fa.JobSearchLog:
        self.sheet.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        return self.read()

    def read(self) -> fa.JobSearchLog:
        return fa.read_log(self.sheet, **({"journal": self.journal} if self.journal.exists() else {}))

    def check(self, row: int) -> None:
        log = self.read()
        fa.Journal(self.journal, log=log, as_of=DAY).record(name_of(log, row), "status_check", DAY)


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return Search(tmp_path)


def name_of(log: fa.JobSearchLog, row: int) -> str:
    (found,) = log.applications.index[log.applications["row"] == row]
    return str(found)


def rows_of_checks(log: fa.JobSearchLog) -> list[int]:
    names = log.events.loc[log.events["kind"] == "status_check", "application_id"]
    return sorted(int(log.applications["row"][name]) for name in names)


def asked(log: fa.JobSearchLog) -> list[str]:
    mine = log.problems[log.problems["column"] == "journal"]
    return list(mine["severity"].astype("str") + ": " + mine["problem"])


# The first week's rows, the row of which a check is recorded, the second week's rows, and the row that has it then.
KNOWN = {
    "sorted anew": (["Acme,Buyer,2026-11-02,Applied", *OTHERS], 2, [*OTHERS, "Acme,Buyer,2026-11-02,Applied"], 3),
    "a twin on top": (["Acme,Buyer,2026-11-02,Applied"], 2, ["Acme,Buyer,2026-11-12,", "Acme,Buyer,2026-11-02,Applied"], 3),
    "an earlier twin added": (["Acme,Buyer,2026-11-02,Applied"], 2, ["Acme,Buyer,2026-06-02,", "Acme,Buyer,2026-11-02,"], 3),
    "twins turned round": (["Acme,,2026-10-02,", "Acme,,2026-11-02,"], 3, ["Acme,,2026-11-02,", "Acme,,2026-10-02,"], 2),
    "a day corrected": (["Acme,Buyer,2026-11-02,", *OTHERS], 2, ["Acme,Buyer,2026-10-30,", *OTHERS], 2),
    "day and month were mixed up": (["Acme,Buyer,2026-11-02,", *OTHERS], 2, ["Acme,Buyer,2026-02-11,", *OTHERS], 2),
    "a day filled in": (["Acme,Buyer,,Applied", *OTHERS], 2, ["Acme,Buyer,2026-11-02,", *OTHERS], 2),
    "a legal form": (["Acme Inc.,Buyer,2026-11-02,", *OTHERS], 2, ["Acme,Buyer,2026-11-02,", *OTHERS], 2),
    "a role shortened": (["Acme,Buyer (m/f/d),2026-11-02,", *OTHERS], 2, ["Acme,Buyer,2026-11-02,", *OTHERS], 2),
    "a letter": (["Alderton,Buyer,2026-11-02,", *OTHERS], 2, ["Aldertom,Buyer,2026-11-02,", *OTHERS], 2),
}


@pytest.mark.parametrize(("before", "row", "after", "then"), KNOWN.values(), ids=KNOWN.keys())
def test_what_can_be_meant_alone_is_known_without_a_question(
    before: list[str], row: int, after: list[str], then: int, search: Search
) -> None:
    search.write(before)
    search.check(row)
    log = search.write(after)
    assert rows_of_checks(log) == [then] and not asked(log)


TWINS = ["Acme,Buyer,2026-11-02,Applied", "Acme,Buyer,2026-11-02,Rejected"]
# The last is the row that is named first.
ASKED = {
    "two rows made one": (["Acme,Buyer,2026-11-02,", "Acme,Buyer (Leeds),2026-11-02,"], 3, ["Acme,Buyer,2026-11-02,"], 2),
    "twins of one day turned round": (TWINS, 2, TWINS[::-1], 3),
    "one of two twins left, its day another": (["Acme,,2026-10-02,", "Acme,,2026-11-02,"], 3, ["Acme,,2026-11-01,"], 2),
    "overwritten by a new application": (["Acme,Buyer,2026-02-02,"], 2, ["Acme,Buyer,2026-11-20,"], 2),
    "initials": (["Acme Big Co Works,Buyer,2026-11-02,"], 2, ["ABCW,Buyer,2026-11-02,"], 2),
}


@pytest.mark.parametrize(("before", "row", "after", "first"), ASKED.values(), ids=ASKED.keys())
def test_where_it_is_not_sure_it_is_asked_and_nothing_is_asked_of_the_company(
    before: list[str], row: int, after: list[str], first: int, search: Search
) -> None:
    search.write(before)
    search.check(row)
    log = search.write(after)
    (question,) = asked(log)
    name = name_of(log, first)
    assert question.startswith("question: ") and f"the nearest: {name!r}" in question and not rows_of_checks(log)
    mine = fa.follow_up_actions(log, as_of=LATER).query("application_id == @name")
    assert not mine["status"].isin(["due", "overdue"]).any()
    waiting = mine.loc[mine["status"] == "waiting", "why"]
    assert waiting.str.contains("waits until you have told whether what you recorded was for this application").all()


def test_an_answer_settles_it_for_the_weeks_to_come(search: Search) -> None:
    before, row, after, first = ASKED["twins of one day turned round"]
    first_week = search.write(before)
    recorded = name_of(first_week, row)
    search.check(row)
    log = search.write(after)
    fa.Journal(search.journal, log=log, as_of=LATER).attach(recorded, name_of(log, first))
    log = search.read()
    assert rows_of_checks(log) == [first] and not asked(log) and not len(log.put_off)
    again = search.write([*OTHERS, *after])
    assert rows_of_checks(again) == [first + 1] and not asked(again)


def test_that_it_is_the_same_application_is_an_answer_too(search: Search) -> None:
    before, row, after, first = ASKED["overwritten by a new application"]
    search.write(before)
    search.check(row)
    log = search.write(after)
    name = name_of(log, first)
    fa.Journal(search.journal, log=log, as_of=LATER).attach(name, name)
    assert rows_of_checks(search.read()) == [first] and not asked(search.read())


def test_an_answer_moves_only_what_was_in_doubt(search: Search) -> None:
    before, row, after, first = ASKED["twins of one day turned round"]
    search.write(before)
    search.check(row)
    log = search.write(after)
    other = name_of(log, 2)
    fa.Journal(search.journal, log=log, as_of=LATER).record(other, "status_check", LATER)
    fa.Journal(search.journal, log=log, as_of=LATER).attach(other, name_of(log, first))
    assert rows_of_checks(search.read()) == [2, first]


def test_what_is_gone_is_told_and_others_of_a_like_name_are_left_alone(search: Search) -> None:
    search.write(["Marlfield Foods,Buyer,2026-11-02,", *OTHERS])
    search.check(2)
    log = search.write([*OTHERS, "Marlfield Optics,Cook,2026-11-03,Applied"])
    (told,) = asked(log)
    assert told.startswith("error: ") and not rows_of_checks(log) and not len(log.put_off)


def test_a_sheet_sorted_anew_changes_no_id(search: Search) -> None:
    rows = ["Acme,,2026-11-05,", "Acme,,2026-10-01,", "Bolt,Cook,2026-10-02,", "Acme,,,Applied", "Acme,,2026-11-01,"]
    days = [
        search.write(order).events.set_index("application_id")["at"].sort_index() for order in (rows, sorted(rows), rows[::-1])
    ]
    assert all(one.equals(days[0]) for one in days[1:])
