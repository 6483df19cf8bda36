"""Time zones and countries of applications, and local times as instants."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.errors import LogError, SheetError
from followup_analytics.importing.words.text_matching import Objects, RowPositions, TextColumn, fold
from followup_analytics.importing.words.word_lists import countries, regions
from followup_analytics.local_time import zone
from followup_analytics.problems import Problem


def checked_default_zone(name: str | None) -> str:
    """The log-wide time zone; a name that is none is an error of the caller's."""
    try:
        return zone(name or "UTC").key
    except LogError as error:
        raise SheetError(f": {error}", argument="timezone") from error


def checked_default_country(name: str | None) -> str:
    """The log-wide country as a code; a name that is none is an error of the caller's."""
    code = country_code(name or "")
    if code is None:
        raise SheetError(
            " is no country that is known here: give an ISO 3166 code such as 'DE' or 'DE-BY'", argument="country", value=name
        )
    return code


@lru_cache(maxsize=4096)
def zone_name(text: str) -> str | None:
    """The zone's name if there is such a zone."""
    try:
        return zone(text).key if text else ""
    except LogError:
        return None


@lru_cache(maxsize=4096)
def is_region(text: str) -> bool:
    """Whether a cell names a part of a country: "NY", "Texas", "Bayern"."""
    return (len(text) in (2, 3) and text.isascii() and text.isalpha() and text.isupper()) or fold(text) in regions()


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """The ISO code for a code (with or without a region) or a name, else None."""
    if not text:
        return ""
    base, _, region = text.strip().upper().partition("-")
    known = countries()
    if base in known.values() and (not region or (region.isalnum() and region.isascii() and len(region) <= 4)):
        return f"{base}-{region}" if region else base
    return known.get(fold(text))


def filled_zones(texts: TextColumn, rows: RowPositions, default: str) -> tuple[Objects, list[Problem]]:
    """Each application's zone (the default where none or an unknown one is named), and the unknown ones as problems."""
    told = _unknown(texts, rows, zone_name, "timezone", "zone-unknown", default)
    return texts.each(lambda text: zone_name(text) or default), told


def filled_countries(texts: TextColumn, rows: RowPositions, default: str) -> tuple[Objects, list[Problem]]:
    """Each application's country code (the default where none or an unknown one is named), and the unknown ones as problems."""
    told = _unknown(texts, rows, country_code, "country", "country-unknown", default or "no country")
    return texts.each(lambda text: country_code(text) or default), told


def _unknown(
    texts: TextColumn, rows: RowPositions, known: Callable[[str], str | None], column: str, code: str, used: str
) -> list[Problem]:
    places = np.flatnonzero(texts.each(lambda text: known(text) is None, bool))
    return [
        Problem(code, int(rows[place]), column, texts.distinct[texts.codes[place]], details={"used": used}) for place in places
    ]


def to_instants(local: NDArray[np.datetime64], zones: Objects, offset: NDArray[np.float64] | None = None) -> pd.Series:
    """Clock times as UTC instants: by the minutes east of UTC that stand beside them, else in their zone.

    A time that a change of clocks skipped moves forward, a doubled one is the first.
    """
    clocks = pd.Series(local).dt.as_unit("us")
    instants = pd.Series(pd.NaT, index=clocks.index, dtype="datetime64[us, UTC]")
    fixed = np.zeros(len(clocks), dtype=bool) if offset is None else ~np.isnan(offset)
    if offset is not None and bool(fixed.any()):
        east = pd.to_timedelta(pd.Series(offset[fixed], index=clocks.index[fixed]), unit="m")
        instants[fixed] = (clocks[fixed] - east).dt.tz_localize("UTC").dt.as_unit("us")
    there = clocks.notna().to_numpy() & ~fixed
    for name in pd.unique(zones[there]):
        here = there & (zones == name)
        part = clocks if bool(here.all()) else clocks[here]
        first = np.ones(len(part), dtype=bool)
        aware = part.dt.tz_localize(name, nonexistent="shift_forward", ambiguous=first).dt.tz_convert("UTC").dt.as_unit("us")
        if len(part) == len(clocks):
            return cast("pd.Series[Any]", aware)
        instants[here] = aware
    return instants
