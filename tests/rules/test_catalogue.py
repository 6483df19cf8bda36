"""The rule catalogue: complete, with known sources, and honest about what is ours."""

import dataclasses

import pytest

from followup_analytics import vocabulary as words
from followup_analytics.errors import UnknownNameError
from followup_analytics.rules.cadence import Cadence
from followup_analytics.rules.catalogue import CatalogueEntry, Parameter, find_rule, parameters, rules, source_titles

IDS = [f"{letter}{number:02}" for letter, last in (("T", 21), ("M", 7), ("C", 21), ("H", 5)) for number in range(1, last + 1)]
OURS = {"T08", "T09", "T10", "T11", "T12", "T13", "T16", "T18", "T19", "T20", "T21", "C09"}
ALL_FIVE = {"cultural-fit", "dos-and-donts", "communication", "after-interview", "when-to-follow-up"}


def test_all_rules_are_there_in_their_order() -> None:
    assert list(rules()) == IDS
    assert all(rule.id == rule_id and rule.title and not rule.title.endswith(".") for rule_id, rule in rules().items())


def test_there_are_five_sources_and_each_is_used() -> None:
    assert set(source_titles()) == ALL_FIVE
    assert {source for rule in rules().values() for source in rule.sources} == ALL_FIVE
    assert all(source_titles().values())


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_a_rule_has_known_sources_once_each_or_is_ours(rule: CatalogueEntry) -> None:
    assert set(rule.sources) <= set(source_titles()) and len(rule.sources) == len(set(rule.sources))
    assert rule.sources or rule.ours.startswith("all of it")
    assert bool(rule.ours) == (rule.id in OURS)


# a rule -> how it is cited
CITATIONS = [
    ("T01", "cultural-fit, dos-and-donts, communication, after-interview, when-to-follow-up"),
    ("T12", "cultural-fit; the number: ours"),
    ("T20", "ours"),
    ("M05", "communication"),
]


@pytest.mark.parametrize(("rule_id", "citation"), CITATIONS)
def test_a_citation_names_the_guides_and_what_is_ours(rule_id: str, citation: str) -> None:
    assert find_rule(rule_id).citation == citation


@pytest.mark.parametrize(("rule_id", "near"), [("T22", ""), ("t01", ""), ("", ""), ("T1", "T21"), ("X01", "H01")])
def test_an_unknown_rule_is_an_error_that_names_what_there_is(rule_id: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=r"there is no rule '\w*': rules are T01-T21, M01-M07, C01-C21, H01-H05") as error:
        find_rule(rule_id)
    assert near in str(error.value)


def test_each_parameter_is_a_setting_of_a_cadence_and_no_name_is_used_twice() -> None:
    names = [parameter.name for rule in rules().values() for parameter in rule.parameters]
    assert len(names) == len(set(names)) == len(parameters())
    assert {field.name for field in dataclasses.fields(Cadence)} == {*names, "medium", "seeker"}


@pytest.mark.parametrize("parameter", [parameter for _, parameter in parameters().values()], ids=list(parameters()))
def test_a_parameter_has_a_unit_and_a_default_within_its_range(parameter: Parameter) -> None:
    assert parameter.unit
    if parameter.low is None or parameter.high is None:
        assert isinstance(parameter.default, bool)
        return
    defaults = parameter.default.values() if isinstance(parameter.default, dict) else [parameter.default]
    assert parameter.low < parameter.high
    assert all(parameter.low <= default <= parameter.high or default == parameter.off_when for default in defaults)


@pytest.mark.parametrize(
    ("name", "vocabulary"), [("seniority_factors", words.SENIORITIES), ("company_type_factors", words.COMPANY_TYPES)]
)
def test_a_table_of_factors_has_the_words_of_the_vocabulary(name: str, vocabulary: tuple[str, ...]) -> None:
    assert parameters()[name][1].keys == tuple(filter(None, vocabulary))


def test_the_catalogue_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        rules()["T01"].title = "x"  # type: ignore[misc]
