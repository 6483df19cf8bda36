"""The settings of the rules: defaults, ranges, the file, and what each setting changes."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hand_made import log_of
from hypothesis import given, settings
from hypothesis import strategies as st

import followup_analytics as fa
from followup_analytics.errors import CadenceError
from followup_analytics.rules.cadence import Cadence, Seeker
from followup_analytics.rules.catalogue import SENDING_MEDIA, Parameter, parameters

# The defaults and ranges that the rules' specification gives.
DEFAULTS = {
    "thank_you_within_hours": (24, 2, 24),
    "wait_business_days": (5, 3, 8),
    "buffer_business_days": (1, 1, 3),
    "spacing_days": (7, 5, 14),
    "max_attempts": (2, 1, 3),
    "closure_wait_days": (14, 7, 21),
    "seniority_factors": ({"senior": 1.25, "lead": 1.5, "manager": 1.5, "director": 2.0, "executive": 2.0}, 0.75, 3),
    "company_type_factors": ({"startup": 0.8, "public_sector": 1.5}, 0.5, 3),
    "urgent_factor": (0.6, 0.4, 1),
    "late_stage_extra_business_days": (2, 0, 5),
    "answer_within_business_days": (1, 1, 2),
    "answer_within_hours": (0, 4, 24),
    "suggest_connection": (True, None, None),
    "opening_hour": (9, 0, 23),
    "closing_hour": (17, 1, 24),
    "country_factors": ({}, 0.5, 3),
    "decide_after_days": (14, 7, 30),
    "keep_in_touch_after_days": (90, 30, 180),
    "application_wait_business_days": (10, 5, 20),
}


def test_every_setting_has_the_default_and_range_of_the_specification() -> None:
    assert {name: (p.default, p.low, p.high) for name, (_, p) in parameters().items()} == DEFAULTS
    cadence = Cadence()
    assert {name: getattr(cadence, name) for name in DEFAULTS} == {name: default for name, (default, _, _) in DEFAULTS.items()}
    assert (cadence.medium, cadence.seeker) == ("", Seeker())


@pytest.mark.parametrize("name", [name for name, (default, _, _) in DEFAULTS.items() if type(default) is int])
def test_a_number_is_allowed_at_both_ends_of_its_range_and_not_beyond(name: str) -> None:
    _, low, high = DEFAULTS[name]
    hours = {"opening_hour": {"closing_hour": 24}, "closing_hour": {"opening_hour": 0}}.get(name, {})
    for value in (low, high):
        assert getattr(Cadence(**{**hours, name: value}), name) == value
    for value in (low - 1, high + 1, -7):
        if value != parameters()[name][1].off_when:
            with pytest.raises(CadenceError, match=rf"{name} = {value}: must be a whole number from {low} to {high} \("):
                Cadence(**{**hours, name: value})


@pytest.mark.parametrize("name", ["answer_within_hours", "keep_in_touch_after_days", "application_wait_business_days"])
def test_nought_turns_a_rule_off_although_it_is_out_of_the_range(name: str) -> None:
    assert getattr(Cadence(**{name: 0}), name) == 0
    with pytest.raises(CadenceError, match=f"{name} = False"):
        Cadence(**{name: False})


# settings -> what the error says
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"wait_business_days": "5"}, "T03.wait_business_days = '5': must be a whole number from 3 to 8 (business days)"),
    ({"wait_business_days": 5.5}, "T03.wait_business_days = 5.5: must be a whole number from 3 to 8 (business days)"),
    ({"wait_business_days": True}, "T03.wait_business_days = True: must be a whole number from 3 to 8 (business days)"),
    ({"wait_business_days": None}, "T03.wait_business_days = None: must be a whole number from 3 to 8 (business days)"),
    ({"urgent_factor": 1.1}, "T10.urgent_factor = 1.1: must be a number from 0.4 to 1 (times the wait)"),
    ({"urgent_factor": float("nan")}, "T10.urgent_factor = nan: must be a number from 0.4 to 1 (times the wait)"),
    ({"suggest_connection": 1}, "T14.suggest_connection = 1: must be true or false"),
    ({"seniority_factors": 2}, "T08.seniority_factors = 2: must be a table of numbers"),
    ({"seniority_factors": {"senoir": 2}}, "T08.seniority_factors.senoir: is not known; allowed are intern, entry, mid, senior"),
    ({"seniority_factors": {"senoir": 2}}, "(did you mean 'senior'?)"),
    ({"seniority_factors": {"senior": 9}}, "T08.seniority_factors.senior = 9: must be a number from 0.75 to 3 (times the wait)"),
    ({"company_type_factors": {"start-up": 1}}, "(did you mean 'startup'?)"),
    ({"country_factors": {"Germany": 1}}, "T17.country_factors.Germany: must be an ISO 3166 country code such as 'DE'"),
    ({"country_factors": {"DE": 0.1}}, "T17.country_factors.DE = 0.1: must be a number from 0.5 to 3 (times the wait, by"),
    ({"opening_hour": 18}, "T15.closing_hour = 17: must be after opening_hour = 18"),
    ({"opening_hour": 12, "closing_hour": 12}, "T15.closing_hour = 12: must be after opening_hour = 12"),
    ({"medium": "mail"}, "media.tuned = 'mail': must be one of email, phone, linkedin, sms, post (did you mean 'email'?)"),
    ({"medium": "portal"}, "media.tuned = 'portal': must be one of email, phone"),
    ({"seeker": "me"}, "seeker = 'me': must be a Seeker"),
    ({"seeker": Seeker(name=3)}, "seeker.name = 3: must be text"),  # type: ignore[arg-type]
    ({"seeker": Seeker(timezone="Berlin")}, "seeker.timezone: time zone 'Berlin' is not known"),
    ({"seeker": Seeker(country="Germany")}, "seeker.country = 'Germany': must be an ISO 3166 code"),
    ({"seeker": Seeker(media=("e-mail",))}, "seeker.media: 'e-mail' is not known; allowed are email, phone, linkedin, sms, post"),
]


@pytest.mark.parametrize(("wrong", "says"), WRONG)
def test_a_wrong_setting_is_refused_with_its_value_and_what_is_allowed(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(CadenceError) as error:
        Cadence(**wrong)
    assert says in str(error.value)


def test_all_wrong_settings_stand_in_one_error() -> None:
    with pytest.raises(CadenceError) as error:
        Cadence(wait_business_days=1, max_attempts=9, medium="pigeon", seeker=Seeker(country="x"))
    for says in ("T03.wait_business_days = 1", "T06.max_attempts = 9", "media.tuned = 'pigeon'", "seeker.country = 'x'"):
        assert says in str(error.value)


def test_replacing_gives_another_cadence_and_leaves_the_first() -> None:
    cadence = Cadence()
    changed = cadence.replace(wait_business_days=7, seeker=Seeker(name="Ada"))
    assert (cadence.wait_business_days, changed.wait_business_days, changed.seeker.name) == (5, 7, "Ada")
    assert cadence == Cadence() and changed != cadence
    assert changed.replace(wait_business_days=5, seeker=Seeker()) == cadence


def test_replacing_what_is_no_setting_names_the_nearest() -> None:
    with pytest.raises(
        CadenceError, match=r"wait_busines_days: is no setting \(did you mean 'wait_business_days'\?\); x: is no setting"
    ):
        Cadence().replace(wait_busines_days=7, x=1)
    with pytest.raises(CadenceError, match=r"T06\.max_attempts = 0"):
        Cadence().replace(max_attempts=0)


def test_two_cadences_share_no_table() -> None:
    one, two = Cadence(), Cadence()
    one.seniority_factors["senior"] = 3.0  # type: ignore[index]
    assert two.seniority_factors["senior"] == Cadence().seniority_factors["senior"] == 1.25


# --- the file --------------------------------------------------------------------------------------------------------


def values_of(parameter: Parameter) -> st.SearchStrategy[Any]:
    """Anything that the catalogue allows."""
    if isinstance(parameter.default, bool):
        return st.booleans()
    low, high = parameter.low or 0, parameter.high or 0
    if isinstance(parameter.default, dict):
        keys = st.sampled_from(parameter.keys) if parameter.keys else st.from_regex(r"[A-Z]{2}(-[A-Z0-9]{1,4})?", fullmatch=True)
        return st.dictionaries(keys, st.floats(low, high), max_size=4)
    numbers = st.integers(int(low), int(high)) if isinstance(parameter.default, int) else st.floats(low, high)
    return numbers if parameter.off_when is None else numbers | st.just(parameter.off_when)


HOURS = ("opening_hour", "closing_hour")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
SEEKERS = st.builds(
    Seeker,
    name=TEXT,
    email=TEXT,
    phone=TEXT,
    timezone=st.sampled_from(("", "Europe/Berlin")),
    country=st.sampled_from(("", "DE-BY")),
    media=st.lists(st.sampled_from(SENDING_MEDIA), unique=True).map(tuple),
)
CADENCES = st.builds(
    lambda hours, **rest: Cadence(opening_hour=hours[0], closing_hour=hours[1], **rest),
    hours=st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda hours: hours[0] < hours[1]),
    medium=st.sampled_from(("", *SENDING_MEDIA)),
    seeker=SEEKERS,
    **{name: values_of(parameter) for name, (_, parameter) in parameters().items() if name not in HOURS},
)


@settings(max_examples=60)
@given(cadence=CADENCES)
def test_a_cadence_that_is_written_and_read_back_is_equal(cadence: Cadence, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("cadence") / "cadence.toml"
    cadence.write(path)
    assert Cadence.read(path) == cadence


def read(tmp_path: Path, text: str) -> Cadence:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return Cadence.read(path)


def test_an_empty_file_is_the_default_and_what_it_names_is_changed(tmp_path: Path) -> None:
    assert read(tmp_path, "") == Cadence()
    cadence = read(tmp_path, '\ufeff[T03]\nwait_business_days = 7\n[media]\ntuned = "phone"\n[seeker]\nmedia = ["sms"]\n')
    assert cadence == Cadence(wait_business_days=7, medium="phone", seeker=Seeker(media=("sms",)))


def test_the_file_says_which_rule_a_setting_belongs_to_and_what_is_allowed(tmp_path: Path) -> None:
    Cadence().write(tmp_path / "cadence.toml")
    text = (tmp_path / "cadence.toml").read_text(encoding="utf-8")
    assert "# Stop after one or two status checks.\n[T06]\nmax_attempts = 2  # 1 to 3 status checks\n" in text
    assert set(tomllib.loads(text)) == {rule for rule, _ in parameters().values()} | {"media", "seeker"}


THREE_ERRORS = """
[T03]
wait_busines_days = 7
[T06]
max_attempts = 9
[media]
tuned = "e-mail"
"""
# the file -> what the error says, all of it
WRONG_FILES = [
    (
        THREE_ERRORS,
        [
            "mine.toml: T03.wait_busines_days = 7: is no setting of T03; allowed are wait_business_days",
            "(did you mean 'wait_business_days'?)",
            "mine.toml: T06.max_attempts = 9: must be a whole number from 1 to 3 (status checks)",
            "mine.toml: media.tuned = 'e-mail': must be one of email, phone, linkedin, sms, post (did you mean 'email'?)",
        ],
    ),
    ("[T33]\nx = 1", ["mine.toml: [T33]: is no table here; allowed are T01, T03", "(did you mean 'T03'?)"]),
    ("[T02]\nx = 1", ["mine.toml: [T02]: is no table here"]),
    ("[Seeker]\nname = 'x'", ["[Seeker]: is no table here", "(did you mean 'seeker'?)"]),
    ("wait_business_days = 7", ["mine.toml: [wait_business_days]: is no table here"]),
    ("seeker = 5", ["mine.toml: [seeker]: is no table here"]),
    (
        "[seeker]\nnmae = 'x'\ncountry = 5",
        ["seeker.nmae: is not known", "(did you mean 'name'?)", "seeker.country = 5: must be text"],
    ),
    ("[seeker]\nmedia = 'fax'", ["seeker.media: 'fax' is not known"]),
    ("[seeker]\nmedia = [1, {}]", ["seeker.media: 1 is not known", "seeker.media: {} is not known"]),
    ("[T03\nwait_business_days = 7", ["mine.toml: is not valid TOML: "]),
    ("x = " + "[" * 3000, ["mine.toml: is not valid TOML: "]),
    (
        "[T08]\nseniority_factors = { senoir = 1.5, lead = 9 }",
        ["T08.seniority_factors.senoir: is not known", "lead = 9: must be"],
    ),
    ("[T10]\nurgent_factor = nan", ["T10.urgent_factor = nan: must be a number from 0.4 to 1"]),
    ("[T03]\nwait_business_days = 2026-03-02", ["T03.wait_business_days = datetime.date(2026, 3, 2): must be a whole number"]),
]


@pytest.mark.parametrize(("text", "says"), WRONG_FILES)
def test_all_errors_of_a_file_are_listed_with_key_value_and_what_is_allowed(text: str, says: list[str], tmp_path: Path) -> None:
    with pytest.raises(CadenceError) as error:
        read(tmp_path, text)
    for part in says:
        assert part in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_can_not_be_read_or_written_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(CadenceError, match=r"can't be read \(\w"):
            Cadence.read(path)
        with pytest.raises(CadenceError, match=r"can't be written \(\w"):
            Cadence().write(path / "none" / "x.toml")
    (tmp_path / "latin.toml").write_bytes(b'[seeker]\nname = "Jos\xe9"')
    with pytest.raises(CadenceError, match=r"latin\.toml: is not valid TOML"):
        Cadence.read(tmp_path / "latin.toml")


# --- what each setting changes ---------------------------------------------------------------------------------------

TWO_CHECKS = "2026-03-02 interview; 2026-03-09 status_check; 2026-03-16 status_check"
SENIOR, STARTUP, GERMAN = {"seniority": "senior"}, {"company_type": "startup"}, {"country": "DE"}
# setting, value, the application, its events -> rule, column, before, after
EFFECTS: list[tuple[str, Any, dict[str, Any], str, str, str, str, str]] = [
    (
        "thank_you_within_hours",
        4,
        {},
        "2026-03-02T10:00 interview",
        "T01",
        "due_at",
        "2026-03-03T10:00:00",
        "2026-03-02T14:00:00",
    ),
    ("wait_business_days", 8, {}, "2026-03-02 interview", "T03", "opens_at", "2026-03-09", "2026-03-12"),
    ("buffer_business_days", 3, {}, "2026-03-02 interview until=2026-03-05", "T04", "opens_at", "2026-03-06", "2026-03-10"),
    ("spacing_days", 14, {}, "2026-03-02 interview; 2026-03-09 status_check", "T05", "opens_at", "2026-03-16", "2026-03-23"),
    ("max_attempts", 3, {}, TWO_CHECKS, "T05", "number of checks", "1", "2"),
    ("max_attempts", 1, {}, "2026-03-02 interview; 2026-03-09 status_check", "T07", "opens_at", "none", "2026-03-23"),
    ("closure_wait_days", 7, {}, TWO_CHECKS, "T07", "opens_at", "2026-03-30", "2026-03-23"),
    ("seniority_factors", {"senior": 2.0}, SENIOR, "2026-03-02 interview", "T03", "opens_at", "2026-03-10", "2026-03-16"),
    ("seniority_factors", {"senior": 1.0}, SENIOR, "2026-03-02 interview", "T03", "opens_at", "2026-03-10", "2026-03-09"),
    ("company_type_factors", {"startup": 1.2}, STARTUP, "2026-03-02 interview", "T03", "opens_at", "2026-03-06", "2026-03-10"),
    ("urgent_factor", 1.0, {"urgent": True}, "2026-03-02 interview", "T03", "opens_at", "2026-03-05", "2026-03-09"),
    ("late_stage_extra_business_days", 5, {}, "2026-03-02 interview final", "T03", "opens_at", "2026-03-11", "2026-03-16"),
    ("answer_within_business_days", 2, {}, "2026-03-02 reply", "T12", "due_at", "2026-03-03T23:59:59", "2026-03-04T23:59:59"),
    ("answer_within_hours", 4, {}, "2026-03-02T10:00 reply", "T12", "due_at", "2026-03-03T23:59:59", "2026-03-02T14:00:00"),
    ("answer_within_hours", 4, {}, "2026-03-02 reply", "T12", "due_at", "2026-03-03T23:59:59", "2026-03-02T23:59:59"),
    ("suggest_connection", False, {}, "2026-03-02 interview; 2026-03-02 thank_you", "T14", "opens_at", "2026-03-02", "none"),
    ("country_factors", {"DE": 2.0}, GERMAN, "2026-03-02 interview", "T03", "opens_at", "2026-03-09", "2026-03-16"),
    ("country_factors", {"DE": 2.0}, {"country": "DE-BY"}, "2026-03-02 interview", "T03", "opens_at", "2026-03-09", "2026-03-16"),
    (
        "country_factors",
        {"DE": 2, "DE-BY": 1},
        {"country": "DE-BY"},
        "2026-03-02 interview",
        "T03",
        "opens_at",
        "2026-03-09",
        "2026-03-09",
    ),
    ("country_factors", {"DE-BY": 2.0}, GERMAN, "2026-03-02 interview", "T03", "opens_at", "2026-03-09", "2026-03-09"),
    ("decide_after_days", 7, {}, "2026-03-02 interview", "T03", "expires_at", "2026-03-26T23:59:59", "2026-03-19T23:59:59"),
    ("decide_after_days", 7, {}, "2026-03-02 reply", "T12", "expires_at", "2026-03-17T23:59:59", "2026-03-10T23:59:59"),
    (
        "keep_in_touch_after_days",
        30,
        {},
        "2026-01-02 interview; 2026-01-05 rejection",
        "T19",
        "opens_at",
        "2026-04-05",
        "2026-02-04",
    ),
    ("keep_in_touch_after_days", 0, {}, "2026-01-02 interview; 2026-01-05 rejection", "T19", "opens_at", "2026-04-05", "none"),
    ("application_wait_business_days", 5, {}, "2026-03-02 application", "T20", "opens_at", "2026-03-16", "2026-03-09"),
    ("application_wait_business_days", 0, {}, "2026-03-02 application", "T20", "opens_at", "2026-03-16", "none"),
    ("opening_hour", 8, {}, "2026-03-02 interview", "T03", "send_at", "2026-03-09T09:00:00", "2026-03-09T08:00:00"),
    ("medium", "linkedin", {}, "2026-03-02 interview", "T03", "medium", "email", "linkedin"),
    ("seeker", Seeker(media=("sms", "email")), {}, "2026-03-02 interview", "T03", "medium", "email", "sms"),
]


def found(actions: pd.DataFrame, rule: str, column: str) -> str:
    rows = actions[actions["rule"] == rule]
    if column == "number of checks":
        return str(len(rows))
    if rows.empty:
        return "none"
    value = rows[column].iloc[0]
    return value if isinstance(value, str) else value.strftime("%Y-%m-%dT%H:%M:%S").removesuffix("T00:00:00")


@pytest.mark.parametrize(("name", "value", "application", "story", "rule", "column", "before", "after"), EFFECTS)
def test_a_setting_moves_the_deadline_of_its_rule(
    name: str, value: Any, application: dict[str, Any], story: str, rule: str, column: str, before: str, after: str
) -> None:
    log = log_of(story, **application)
    as_of = "2026-03-17" if "status_check" in story else "2026-03-03"
    assert found(fa.follow_up_actions(log, as_of=as_of), rule, column) == before
    assert found(fa.follow_up_actions(log, Cadence(**{name: value}), as_of=as_of), rule, column) == after


def test_the_closing_hour_ends_the_day_on_which_one_may_send() -> None:
    log = log_of("2026-03-02 interview")
    as_of = "2026-03-09T16:30:00Z"
    assert found(fa.follow_up_actions(log, as_of=as_of), "T03", "send_at") == "2026-03-09T16:30:00"
    assert found(fa.follow_up_actions(log, Cadence(closing_hour=16), as_of=as_of), "T03", "send_at") == "2026-03-10T09:00:00"


def test_every_setting_is_tried_above() -> None:
    tried = {name for name, *_ in EFFECTS} | {"closing_hour"}
    assert tried == {*DEFAULTS, "medium", "seeker"}
