"""Which application of the sheet an entry is about, after the sheet has changed: known for sure, to be asked, or gone.

An entry keeps what its application looked like (`Appearance`). Company, role and day of application together are an
application's identity; the id alone is not, since of two rows with one company and role the n-th may become another one.
A spelling, a shortened role or a corrected day is taken for the same application where no other one comes into question;
else it is asked, the likeliest first, and no entry is put under any.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from followup_analytics.journal.appearance import Appearance, Roster, company_key, role_key
from followup_analytics.journal.entries import Entry
from followup_analytics.local_time import Ints

_NEAR_DAYS = 31
_ALIKE_PERCENT = 85
_MOST_ASKED = 5
_EQUAL, _CLOSE, _POSSIBLE, _OTHER = 3, 2, 1, 0


@dataclass(frozen=True)
class Recognised:
    """Where entries belong: one place where that is sure, else the places that come into question, the likeliest first."""

    places: tuple[int, ...] = ()
    is_sure: bool = False


def recognise(roster: Roster, application_id: str, look: Appearance, day: str) -> Recognised:
    """Find an application by its id and by what it looked like.

    Parameters
    ----------
    roster : Roster
        The applications as they are now.
    application_id : str
        As the entry has it.
    look : Appearance
        What it looked like when the entry was recorded.
    day : str
        The first day (2026-03-02) of what was recorded: no application of a later day can be meant.

    Returns
    -------
    Recognised
        Without places where no application comes into question.
    """
    by_id = roster.place(application_id)
    if not (look.company or look.role):
        return Recognised((by_id,), True) if by_id >= 0 else Recognised()
    job = np.flatnonzero(roster.same_job(look))
    exact = job[roster.applied[job] == look.applied] if look.applied or look.alike else job[:0]
    sure = _of_exact(roster, look, exact, by_id) if len(exact) else _of_same_job(roster, look, job, by_id, day)
    if sure >= 0:
        return Recognised((sure,), True)
    return _of_similar(roster, look, by_id, day)


def recognised_entry(roster: Roster, entry: Entry) -> Recognised:
    """As `recognise`, of one entry."""
    look = Appearance.of(entry.company, entry.role, entry.seen)
    return recognise(roster, entry.application_id, look, entry.at[:10] if entry.at[:10] >= look.applied else "")


def _of_exact(roster: Roster, look: Appearance, exact: Ints, by_id: int) -> int:
    """The one of several with its company, role and day that is meant, -1 where that is not sure."""
    spelled = exact[(roster.companies[exact] == look.company) & (roster.roles[exact] == look.role)]
    left = spelled if len(spelled) else exact
    if len(left) == 1 and look.tied <= 1:
        return int(left[0])
    missing = {int(place): len(set(look.traits) - set(roster.traits(int(place)))) for place in left}
    fits = [place for place, lost in missing.items() if lost == 0]
    # Those that nothing tells apart keep their order; of others the id's own has to be the one that fits.
    return by_id if by_id in fits else -1


def _of_same_job(roster: Roster, look: Appearance, job: Ints, by_id: int, day: str) -> int:
    """The only one with its company and role, where its day was corrected or is new; -1 where that is not sure."""
    if not look.alike:
        # Of such entries the day is not known; their ids counted by row, which is by day where the rows are in that order.
        days = list(roster.applied[job])
        return by_id if by_id in job and days == sorted(days) else -1
    if len(job) != 1 or look.alike > 1:
        return -1
    return int(job[0]) if _day_fits(look.applied, str(roster.applied[job[0]]), day) >= _POSSIBLE else -1


def _of_similar(roster: Roster, look: Appearance, by_id: int, day: str) -> Recognised:
    """What comes into question by a similar company, role or day; sure where one alone does and no other had its day."""
    company = _company_fit(roster, look)
    places = np.flatnonzero(company > _OTHER)
    if by_id >= 0 and company[by_id] == _OTHER:
        places = np.append(places, by_id)
    fits = {int(place): _fit(roster, look, int(company[place]), int(place), day) for place in places}
    possible = [place for place, fit in fits.items() if place == by_id or _may_be(*fit)]
    possible.sort(key=lambda place: (-sum(fits[place]), *_further(roster, look, place), place != by_id))
    of_that_day = [place for place in possible if fits[place][0] >= _CLOSE and fits[place][2] == _EQUAL]
    renamed = len(of_that_day) == 1 and look.same_day == 1 and fits[of_that_day[0]][1] >= _CLOSE and look.applied != ""
    if renamed and possible[0] == of_that_day[0] and by_id in (-1, possible[0]):
        return Recognised((possible[0],), True)
    return Recognised(tuple(possible[:_MOST_ASKED]))


def _may_be(company: int, role: int, applied: int) -> bool:
    similar = company > _OTHER and applied > _OTHER and (role > _OTHER or applied == _EQUAL)
    return similar or company == role == _EQUAL


def _further(roster: Roster, look: Appearance, place: int) -> tuple[int, int]:
    """What orders those that fit alike: how far the day is off, and how much of what was known is gone."""
    was, now = look.applied, str(roster.applied[place])
    off = abs((dt.date.fromisoformat(now) - dt.date.fromisoformat(was)).days) if was and now else 0
    return off, len(set(look.traits) - set(roster.traits(place)))


def _fit(roster: Roster, look: Appearance, company: int, place: int, day: str) -> tuple[int, int, int]:
    return company, _role_fit(look.role, str(roster.roles[place])), _day_fits(look.applied, str(roster.applied[place]), day)


def _company_fit(roster: Roster, look: Appearance) -> Ints:
    """How well each application's company fits: equal, close (a letter, a word more), possible (initials), or another one."""
    from rapidfuzz.fuzz import ratio

    distinct, codes = np.unique(roster.company_keys.astype(str), return_inverse=True)
    wanted = company_key(look.company)
    fit = np.full(len(distinct), _OTHER, dtype=np.int64)
    for place, key in enumerate(distinct):
        if key == wanted:
            fit[place] = _EQUAL
        elif wanted and key and (ratio(wanted, key) >= _ALIKE_PERCENT or _begins(wanted, key) or _begins(key, wanted)):
            fit[place] = _CLOSE
        elif _initials(wanted) == key or _initials(key) == wanted != "":
            fit[place] = _POSSIBLE
    return fit[codes]


def _begins(short: str, long: str) -> bool:
    return long.startswith(short + " ")


def _initials(key: str) -> str:
    words = key.split()
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def _role_fit(was: str, now: str) -> int:
    """How well a role fits: equal, shortened or extended, spelled alike, or another one."""
    from rapidfuzz.fuzz import ratio

    old, new = role_key(was), role_key(now)
    if old == new:
        return _EQUAL
    if not (old and new):
        return _POSSIBLE
    words, others = set(old.split()), set(new.split())
    if words <= others or others <= words or ratio(old, new) >= _ALIKE_PERCENT:
        return _CLOSE
    return _OTHER


def _day_fits(was: str, now: str, recorded: str) -> int:
    """How well a day of application fits: the same, corrected, unknown, or another one: far away or after what was recorded."""
    if was == now:
        return _EQUAL if was else _POSSIBLE
    if not (was and now):
        return _POSSIBLE
    old, new = dt.date.fromisoformat(was), dt.date.fromisoformat(now)
    is_slip = (old.month, old.day) in ((new.month, new.day), (new.day, new.month)) and abs(old.year - new.year) <= 1
    near = abs((new - old).days) <= _NEAR_DAYS or is_slip
    return _CLOSE if near and (not recorded or now <= recorded) else _OTHER
