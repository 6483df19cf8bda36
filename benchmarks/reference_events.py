"""A log's events as a pandas developer would prepare them for the rules: local days, answering order, episodes, look-ups."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from followup_analytics import vocabulary as words
from followup_analytics.log.job_search_log import JobSearchLog
from followup_analytics.rules.cadence import Cadence

ANCHORS = ["interview", "reply", "interview_invitation"]
LASTING_STOPS = ["rejection", "withdrawal", "acceptance", "offer"]
STOPS = [*LASTING_STOPS, "closure"]
_FAR = np.datetime64("2262-01-01", "s")

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Tables:
    """What a log holds, as the reference wants it: integer codes for applications, `undated` statuses by name."""

    applications: pd.DataFrame
    events: pd.DataFrame

    @classmethod
    def of(cls, log: JobSearchLog) -> "Tables":
        applications = log.applications.assign(undated=log.undated_status).reset_index()
        applications = applications.astype(dict.fromkeys(("timezone", "country", "undated"), "category"))
        events = log.events[["at", "precision", "kind", "stage", "reply_expected_by"]].reset_index(drop=True)
        return cls(applications, events.assign(app=log.positions))


class ReferenceEvents:
    """The events in answering order, with their days, episodes and look-ups."""

    def __init__(self, tables: Tables, cadence: Cadence, as_of: str) -> None:
        self.applications, self.cadence = tables.applications, cadence
        zones, country = self.applications["timezone"], self.applications["country"]
        self.zone, self.zones = zones.cat.codes.to_numpy(), list(zones.cat.categories)
        self.country, self.countries = country.cat.codes.to_numpy(), list(country.cat.categories)
        today = np.full(len(self.zone), np.datetime64(as_of, "D"))
        everyone = np.arange(len(self.zone))
        self.begins, self.ends = self.day_start(everyone, today), self.day_end(everyone, today)
        self.events = self._in_answering_order(self._with_days(tables.events))
        self.none = len(self.events)
        self.at = np.append(self.events["at"].to_numpy(), _FAR)
        self.day = self.events["day"].to_numpy()
        self.app = self.events["app"].to_numpy()
        self._past = self.events[self.events["past"]]
        self._past_of: dict[tuple[str, ...], pd.DataFrame] = {}
        self._first_of: dict[tuple[str, ...], pd.Series] = {}
        self._mark_episodes()
        self.moot = self.applications["undated"].isin(["closed", "rejected", "withdrawn", "accepted", "offer"]).to_numpy()
        self.no_inquiries = (self.applications["stated_process"] == "no_inquiries").to_numpy()
        self.planned = np.zeros(len(self.zone), dtype=bool)
        self.planned[self.app[(~self.events["past"] & (self.events["kind"] == "interview")).to_numpy()]] = True
        self.requests = self.past_events(["closure_request"])

    # Days and instants

    def day_start(self, app: Places, days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
        """The first second of local days, in UTC."""
        start = np.empty(len(days), dtype="datetime64[s]")
        for code, name in enumerate(self.zones):
            here = self.zone[app] == code if len(self.zones) > 1 else slice(None)
            local = pd.DatetimeIndex(days[here].astype("datetime64[s]"))
            midnight = local.tz_localize(name, ambiguous=np.ones(len(local), dtype=bool), nonexistent="shift_forward")
            start[here] = midnight.tz_convert(None).to_numpy()
        return start

    def day_end(self, app: Places, days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
        """The last second of local days, in UTC."""
        return self.day_start(app, days + np.timedelta64(1, "D")) - np.timedelta64(1, "s")

    def local_day(self, app: Places, at: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
        """The local day of instants."""
        days = np.empty(len(at), dtype="datetime64[D]")
        for code, name in enumerate(self.zones):
            here = self.zone[app] == code if len(self.zones) > 1 else slice(None)
            days[here] = (
                pd.DatetimeIndex(at[here])
                .tz_localize("UTC")
                .tz_convert(name)
                .tz_localize(None)
                .to_numpy()
                .astype("datetime64[D]")
            )
        return days

    def business_days_after(self, app: Places, days: NDArray[np.datetime64], count: "Places | int") -> NDArray[np.datetime64]:
        """The count-th business day after each day, in the application's country."""
        found, count = np.empty(len(days), dtype="datetime64[D]"), np.broadcast_to(count, len(days))
        for code, name in enumerate(self.countries):
            here = self.country[app] == code if len(self.countries) > 1 else slice(None)
            found[here] = np.busday_offset(days[here], count[here], roll="backward", holidays=_holidays(name))
        return found

    # Events

    def _with_days(self, events: pd.DataFrame) -> pd.DataFrame:
        at = events["at"].to_numpy("datetime64[s]")
        app = events["app"].to_numpy()
        day = self.local_day(app, at)
        return events.assign(at=at, day=day.astype("datetime64[s]"), past=at <= self.ends[app], event=np.arange(len(events)))

    def _in_answering_order(self, events: pd.DataFrame) -> pd.DataFrame:
        """On days with several events, one of them without a clock time, what can answer comes after what it answers."""
        again = (events["app"].diff() == 0) & (events["day"].diff() == pd.Timedelta(0))
        run = (~again).cumsum()
        several = again | again.shift(-1, fill_value=False)
        shared = events.loc[several, ["event", "kind"]].assign(run=run[several], clockless=events["precision"] == "day")
        shared = shared[shared.groupby("run", sort=False)["clockless"].transform("any")]
        rank = shared["kind"].map(words.ORDER_WITHIN_DAY).astype(np.int64)
        meets = (shared["kind"] == "interview").groupby(shared["run"], sort=False).transform("any")
        question = shared["kind"].isin(["status_check", "closure_request"])
        shared["rank"] = rank.mask(question & meets, words.ORDER_OF_QUESTION_ON_INTERVIEW_DAY)
        timed = shared[~shared["clockless"]]
        shared.loc[timed.index, "rank"] = timed.groupby("run", sort=False)["rank"].cummax()
        order = np.arange(len(events))
        order[shared.index] = shared.sort_values(["run", "rank", "clockless", "event"])["event"]
        return events.take(order).reset_index(drop=True).assign(place=np.arange(len(events)))

    def past_events(self, kinds: list[str]) -> pd.DataFrame:
        """Application and place of the events of these kinds that have happened; looked up once."""
        key = tuple(kinds)
        if key not in self._past_of:
            self._past_of[key] = self._past.loc[self._past["kind"].isin(kinds), ["app", "place"]]
        return self._past_of[key]

    def first_of_application(self, kinds: list[str], app: Places) -> Places:
        """The first such event in each of these applications, or `none`."""
        key = tuple(kinds)
        if key not in self._first_of:
            first = self.past_events(kinds).groupby("app", sort=False)["place"].first()
            self._first_of[key] = first.reindex(np.arange(len(self.applications)), fill_value=self.none).to_numpy()
        return self._first_of[key][app]

    def _mark_episodes(self) -> None:
        """Number the episodes: an event belongs to that of the last anchor at it or before it, if any (else -1)."""
        events = self.events
        is_anchor = pd.Series(False, events.index)
        is_anchor[self.past_events(ANCHORS)["place"]] = True
        anchors = events[is_anchor]
        episode = is_anchor.cumsum().to_numpy() - 1
        if len(anchors):
            there = (episode >= 0) & (anchors["app"].to_numpy()[episode] == self.app)
            episode = np.where(there, episode, -1)
        self.episode = episode
        following = anchors.groupby("app", sort=False)["place"].shift(-1, fill_value=self.none)
        self.anchors = anchors.assign(next_anchor=following)

    def following(self, places: Places, marked: pd.DataFrame, exact: bool = False) -> Places:
        """The place of the first marked event behind each place (ascending), in the same application, or `none`."""
        return self._nearest(places, self.app[places], marked, "forward", exact)

    def _nearest(self, places: Places, app: Places, marked: pd.DataFrame, direction: str, exact: bool) -> Places:
        left = pd.DataFrame({"app": app, "at_place": places})
        right = marked.rename(columns={"place": "found"}).assign(at_place=marked["place"])
        joined = pd.merge_asof(left, right, on="at_place", by="app", direction=direction, allow_exact_matches=exact)
        return joined["found"].fillna(self.none).to_numpy(dtype=np.int64)

    def first_in_episode(self, kinds: list[str]) -> Places:
        """The first such event in the episode of each anchor, or `none`."""
        place = self.past_events(kinds)["place"]
        first = place.groupby(self.episode[place], sort=False).first()
        return first.reindex(np.arange(len(self.anchors)), fill_value=self.none).to_numpy()

    def stop(self, trigger: Places, kinds: list[str] = STOPS) -> Places:
        """The first stop behind each trigger; the trigger itself where a lasting one lies before it."""
        lasting = self.first_of_application([kind for kind in kinds if kind != "closure"], self.app[trigger])
        return np.where(lasting < trigger, trigger, self.following(trigger, self.past_events(kinds)))


def _holidays(country: str) -> NDArray[np.datetime64]:
    if not country:
        return np.array([], dtype="datetime64[D]")
    import holidays

    name, _, region = country.partition("-")
    return np.array(
        sorted(holidays.country_holidays(name, subdiv=region or None, years=range(2024, 2030))), dtype="datetime64[D]"
    )
