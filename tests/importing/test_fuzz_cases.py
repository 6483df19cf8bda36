"""Odd sheets of every sort are read or refused, never lost: random ones, and those that a fuzzer found (`tests/fuzz`)."""

from fuzz.pieces import DAYS, HEADERS, NAMES, NOISE, PIECES, WORDS, as_text, check, check_cells, check_dated_sheet, check_days
from hypothesis import example, given, settings
from hypothesis import strategies as st

ORDERS = st.sampled_from([None, True, False])
WORD = st.one_of(
    st.sampled_from(DAYS),
    st.sampled_from(WORDS),
    st.sampled_from(NAMES),
    st.sampled_from(NOISE),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(WORDS)).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
HEADER = st.one_of(st.sampled_from(HEADERS), WORD)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A sheet with a header of known and unknown words over cells of the vocabulary, some rows of another width."""
    header = draw(st.sampled_from([["Company", "Applied on"], ["Firma", "Stelle"], []])) + draw(
        st.lists(HEADER, min_size=1, max_size=5)
    )
    width = st.one_of(st.just(len(header)), st.integers(0, len(header) + 2))
    rows = [draw(st.lists(WORD, min_size=(size := draw(width)), max_size=size)) for _ in range(draw(st.integers(1, 5)))]
    return as_text([header, *rows], draw(st.sampled_from([",", ";", "\t", "|"])))


@given(tables(), ORDERS)
@example(b"Company,Applied on,#\n2026-03-04,2026-03-04,2026-03-04\n\n\n", None)
@example(b"#,#,#,#\n2026-03-04,2026-03-04,2026-03-04,2026-03-04\n2026-03-04,2026-03-04,#n/a,2026-03-04 fachgesprach\n\n", None)
@settings(max_examples=30)
def test_a_table_of_known_words_and_noise_is_accounted_for(sheet: bytes, day_first: bool | None) -> None:
    check(sheet, day_first)


@given(tables(), st.integers(0, 400), st.sampled_from([b'"', b"\0", b"\xff", b"\n", b",", b"\xef\xbb\xbf", b"\r"]))
@settings(max_examples=20)
def test_a_table_with_a_stray_byte_is_accounted_for(sheet: bytes, at: int, stray: bytes) -> None:
    check(sheet[:at] + stray + sheet[at:])


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_are_a_sheet_or_refused(data: bytes) -> None:
    check_cells(data)


@given(st.lists(WORD, min_size=1, max_size=12), ORDERS)
@settings(max_examples=60)
@example(["1899-12-30", "30/12/1899"], None)  # the day before the first of spreadsheets: an empty cell shown as a day
def test_a_column_of_days_and_noise_is_accounted_for(cells: list[str], day_first: bool | None) -> None:
    check_days(cells, day_first)


@given(st.lists(WORD, min_size=1, max_size=12), ORDERS)
@settings(max_examples=20)
def test_each_application_has_its_day_or_is_named(cells: list[str], day_first: bool | None) -> None:
    check_dated_sheet(cells, day_first)
