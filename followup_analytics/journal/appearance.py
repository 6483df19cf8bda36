"""What an application looks like in the sheet: kept with each entry, so that it is known again when the sheet has changed."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics.local_time import Flags
from followup_analytics.log.job_search_log import JobSearchLog

# What parts the application's id from the entry's number in the id of an event.
FROM_JOURNAL = "/journal."
_LEGAL_FORMS = re.compile(
    r"ab|ag|aps|as|asa|bv|co|company|corp|corporation|eg|ev|gbr|gmbh|group|holdings?|inc|incorporated|kg|kgaa|kk|lda|limited|"
    r"llc|llp|lp|ltd|ltda|mbh|nv|ohg|oyj?|plc|pte|pty|sa|sarl|sasu?|se|slu?|spa|sprl|srl|ug|ulc"
)
_JOINING = frozenset(("and", "und", "et", "y", "e", "en"))
_SHORT_WORDS = {"sr": "senior", "jr": "junior", "snr": "senior", "jnr": "junior", "eng": "engineer", "mgr": "manager"}
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*\.?")
# What tells two applications of one job and day apart; their events do too.
_TRAITS = ("contact", "contact_title", "contact_email", "source", "stated_status", "country")


@dataclass(frozen=True)
class Appearance:
    """An application as it stood in the sheet when an entry was recorded about it.

    Attributes
    ----------
    company, role : as the sheet spells them
    applied : the day of application (2026-03-02), "" where there is none
    alike : how many applications had this company and role, itself counted; 0 where that was not noted
    same_day : how many of this company had its day of application, itself counted
    tied : how many had all three alike, itself counted
    traits : what else tells it from those: contact, source, status, events with their days; of an address only a digest
    """

    company: str
    role: str
    applied: str = ""
    alike: int = 0
    same_day: int = 0
    tied: int = 0
    traits: tuple[str, ...] = ()

    def as_text(self) -> str:
        """As kept in an entry; company and role have columns of their own."""
        kept = {name: value for name, value in asdict(self).items() if name not in ("company", "role")}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, company: str, role: str, seen: str) -> "Appearance":
        """Of what an entry keeps; entries of version 1 of the journal keep company and role alone."""
        kept = json.loads(seen) if seen else {}
        traits = tuple(_without_address(trait) for trait in kept.get("traits", ()))
        return cls(company, role, **{**kept, "traits": traits})


def _without_address(trait: str) -> str:
    """A trait as it is kept: of an e-mail address a digest. Earlier entries have it whole."""
    name, _, value = trait.partition(": ")
    if name != "contact_email" or "@" not in value:
        return trait
    return f"{name}: {blake2b(value.casefold().encode(), digest_size=8).hexdigest()}"


@lru_cache(maxsize=65_536)
def company_key(name: str) -> str:
    """A company's name without what its spellings differ in: case, accents, dots, legal form, plural, "&" or "and"."""
    words = _words(name.replace("&", " and ").replace("+", " and "))
    bare = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(bare) > 1 and (bare[-1] in _JOINING or _LEGAL_FORMS.fullmatch(bare[-1])):
        bare = bare[:-1]
    return " ".join(_singular(word) for word in bare if word not in _JOINING) or " ".join(words)


@lru_cache(maxsize=65_536)
def role_key(title: str) -> str:
    """A job title without case, punctuation and short spellings of its words."""
    return " ".join(_SHORT_WORDS.get(word, word) for word in _words(title))


def _words(text: str) -> list[str]:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return [re.sub(r"[.'’]", "", word) for word in _WORD.findall(plain)]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


class Roster:
    """The applications of a log by what they look like."""

    def __init__(self, log: JobSearchLog) -> None:
        applications = log.applications
        self._log = log
        self.ids = applications.index
        self.companies: NDArray[np.object_] = applications["company"].to_numpy(dtype=object)
        self.roles: NDArray[np.object_] = applications["role"].to_numpy(dtype=object)

    @cached_property
    def company_keys(self) -> NDArray[np.object_]:
        """`company_key` of each application."""
        return _by_distinct(self.companies, company_key)

    @cached_property
    def role_keys(self) -> NDArray[np.object_]:
        """`role_key` of each application."""
        return _by_distinct(self.roles, role_key)

    @cached_property
    def _events(self) -> pd.DataFrame:
        """What the sheet tells of events; what the journal itself told is left out."""
        events = self._log.events
        return events[~events.index.str.contains(FROM_JOURNAL, regex=False)]

    @cached_property
    def applied(self) -> NDArray[np.object_]:
        """The local day of each application's first event of that kind, "" where there is none."""
        events = self._events
        sent = events.loc[events["kind"] == "application", ["application_id", "at"]].drop_duplicates("application_id")
        days = pd.Series("", self.ids, dtype=object)
        zones = self._log.applications["timezone"].reindex(sent["application_id"]).to_numpy(dtype=object)
        for zone in pd.unique(zones):
            here = sent[zones == zone]
            days[here["application_id"]] = here["at"].dt.tz_convert(str(zone)).dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
        return days.to_numpy(dtype=object)

    def place(self, application_id: str) -> int:
        """The position of an application, -1 where the log has none of that id."""
        return int(self.ids.get_indexer(pd.Index([application_id], dtype=object))[0])

    def same_company(self, look: Appearance) -> Flags:
        """Which applications are with the company, however it is spelled."""
        return np.asarray(self.company_keys == company_key(look.company), dtype=bool)

    def same_job(self, look: Appearance) -> Flags:
        """Which applications have company and role, however they are spelled."""
        job: Flags = self.same_company(look) & np.asarray(self.role_keys == role_key(look.role), dtype=bool)
        return job

    def traits(self, place: int) -> tuple[str, ...]:
        """What else is known of an application: its filled columns, and its events."""
        row, name = self._log.applications.iloc[place], str(self.ids[place])
        filled = [_without_address(f"{column}: {row[column]}") for column in _TRAITS if row[column]]
        mine = self._events[self._events["application_id"] == name]
        told = mine["kind"].astype("str") + " " + mine["at"].dt.strftime("%Y-%m-%d")
        return (*filled, *told[mine["kind"] != "application"])

    def appearance(self, place: int) -> Appearance:
        """How an application looks now."""
        bare = Appearance(str(self.companies[place]), str(self.roles[place]), str(self.applied[place]))
        company, job, day = self.same_company(bare), self.same_job(bare), self.applied == bare.applied
        counts = {"alike": job, "same_day": company & day, "tied": job & day}
        numbers: dict[str, Any] = {name: int(flags.sum()) for name, flags in counts.items()}
        return Appearance(bare.company, bare.role, bare.applied, **numbers, traits=self.traits(place))


def _by_distinct(texts: NDArray[np.object_], change: Callable[[str], str]) -> NDArray[np.object_]:
    codes, distinct = pd.factorize(texts)
    changed: NDArray[np.object_] = np.array([change(str(text)) for text in distinct], dtype=object)
    return changed[codes] if len(changed) else texts
