"""Every rule that asks for something is one record, and every record stands in the catalogue."""

from followup_analytics import vocabulary as words
from followup_analytics.rules import after_rejection, application_checks, moving_on, status_checks, thanks_and_answers
from followup_analytics.rules.catalogue import rules
from followup_analytics.rules.follow_up_actions import RECORDS
from followup_analytics.rules.sending import NOT_SENT

# Rules of the catalogue that change what others ask for, and ask for nothing themselves.
MODIFIERS = {"T02", "T06", "T08", "T09", "T10", "T11", "T15", "T17"}


def test_each_timing_rule_that_asks_for_something_has_its_record() -> None:
    timing = {name for name in rules() if name.startswith("T")}
    assert {rule_id for rule_id, _ in RECORDS} == timing - MODIFIERS


def test_no_two_records_ask_for_one_thing_by_one_rule() -> None:
    families = (after_rejection, application_checks, moving_on, status_checks, thanks_and_answers)
    assert len(RECORDS) == sum(len(family.RULES) for family in families)


def test_records_ask_for_what_the_seeker_can_do() -> None:
    assert {rule.satisfied_by for rule in RECORDS.values()} <= {*words.OUTBOUND_KINDS, *NOT_SENT}
