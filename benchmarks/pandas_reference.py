"""T01 and T03-T07 as a pandas developer would write them: sorted frames, groupby, shift, merge_asof, busday_offset.

The yardstick of the benchmark: it knows nothing of the package's engine and takes only the log's tables and the cadence's
numbers. Its deadlines, statuses and answers must equal the engine's.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from reference_events import STOPS, Places, Tables
from reference_statuses import DONE, LATE, MOOT, JudgedEvents

from followup_analytics import vocabulary as words
from followup_analytics.rules.cadence import Cadence

COLUMNS = ["rule", "action", "branch", "app", "trigger", "anchor", "check_number", "opens", "due", "expires", "status", "answer"]


def evaluate(tables: Tables, cadence: Cadence, as_of: str) -> pd.DataFrame:
    """One row per action of T01, T03, T04, T05 and T07; `trigger`, `anchor` and `answer` are rows of the log's events, or -1."""
    return Reference(tables, cadence, as_of).actions()


class Reference(JudgedEvents):
    """The rules on those events."""

    def thank_yous(self) -> pd.DataFrame:
        """T01."""
        interviews = self.events[self.events["kind"] == "interview"]
        trigger, app, day = (
            interviews["place"].to_numpy(),
            interviews["app"].to_numpy(),
            interviews["day"].to_numpy().astype("datetime64[D]"),
        )
        following = interviews.groupby("app", sort=False)["place"].shift(-1, fill_value=self.none).to_numpy()
        expires = self.day_end(app, day + 7)
        hours = np.timedelta64(self.cadence.thank_you_within_hours, "h")
        due = np.where(interviews["precision"] == "minute", self.at[trigger] + hours, self.day_end(app, day + 1))
        thanks = self.following(trigger, self.past_events(["thank_you"]))
        answer = np.where((thanks < following) | (self.at[thanks] <= expires), thanks, self.none)
        stopped_before = self.first_of_application(STOPS, app) < trigger
        ender = np.where(~interviews["past"] & stopped_before, trigger, self.stop(trigger))
        rows = {
            "trigger": trigger,
            "anchor": trigger,
            "opens": self.at[trigger],
            "due": due,
            "expires": expires,
            "answer": answer,
            "ender": ender,
        }
        return self.judged("T01", "thank_you", pd.DataFrame(rows).assign(held=False, check_number=0))

    def common_factor(self) -> NDArray[np.float64]:
        """T08 x T09 x T17 of each application."""
        applications, cadence = self.applications, self.cadence
        seniority = applications["seniority"].map(dict(cadence.seniority_factors)).astype(float).fillna(1.0)
        company = applications["company_type"].map(dict(cadence.company_type_factors)).astype(float).fillna(1.0)
        country = applications["country"].map(dict(cadence.country_factors)).astype(float).fillna(1.0)
        return (seniority * company * country).to_numpy()

    def first_waits(self) -> Places:
        """T03: the business days that each anchor's first check waits."""
        cadence, anchors = self.cadence, self.anchors
        urgent = np.where(self.applications["urgent"], cadence.urgent_factor, 1.0)
        wait = _half_up(cadence.wait_business_days * self.common_factor() * urgent)[anchors["app"]]
        late_stage = anchors["stage"].isin(["technical", "final"]).astype(float).where(anchors["kind"] == "interview")
        extra = late_stage.groupby(anchors["app"], sort=False).ffill().fillna(0).to_numpy(dtype=np.int64)
        wait = np.clip(wait + extra * cadence.late_stage_extra_business_days, 3, 20)
        they_contact = (self.applications["stated_process"] == "they_contact").to_numpy()[anchors["app"]]
        return np.where(they_contact, 15, wait)

    def stated(self, limits: Places) -> Places:
        """The latest event before each limit (ascending) that states a day for their answer, or `none`."""
        stating = self._past[self._past["reply_expected_by"].notna()]
        stating = stating.loc[stating["kind"].isin([*words.INBOUND_KINDS, "interview"]), ["app", "place"]]
        applied = self.first_of_application(["application"], stating["app"].to_numpy())
        since = np.where(applied < self.none, applied, -1)
        return self._nearest(limits, self.anchors["app"].to_numpy(), stating[stating["place"] > since], "backward", False)

    def first_checks(self) -> list[pd.DataFrame]:
        """T03 and T04."""
        anchors, cadence = self.anchors, self.cadence
        app, day, next_anchor = (
            anchors["app"].to_numpy(),
            anchors["day"].to_numpy().astype("datetime64[D]"),
            anchors["next_anchor"].to_numpy(),
        )
        check, request, sent = (
            self.first_in_episode(kinds) for kinds in (["status_check"], ["closure_request"], list(words.OUTBOUND_KINDS))
        )
        end = np.cumsum(np.bincount(self.app, minlength=len(self.applications)))[app]
        stating = self.stated(np.minimum(np.minimum(check, next_anchor), end))
        expected = self.events["reply_expected_by"].dt.tz_convert(None).to_numpy("datetime64[s]")
        stated_day = np.full(len(app), np.datetime64("NaT"), dtype="datetime64[D]")
        stated_day[stating < self.none] = self.local_day(app[stating < self.none], expected[stating[stating < self.none]])
        theirs = (anchors["kind"] != "interview").to_numpy()
        unanswered = theirs & (sent == self.none)
        answered_day = np.where(
            theirs & ~unanswered, self.day[np.minimum(sent, self.none - 1)].astype("datetime64[D]"), np.datetime64("1970-01-01")
        )
        rows = pd.DataFrame(
            {
                "trigger": anchors["place"].to_numpy(),
                "anchor": anchors["place"].to_numpy(),
                "answer": check,
                "ender": np.minimum(np.minimum(next_anchor, request), self.stop(anchors["place"].to_numpy())),
                "held": unanswered | self.planned[app],
                "check_number": 1,
            }
        )
        asked_for = ~self.no_inquiries[app]
        is_stated = stated_day >= day
        plain, stated = asked_for & ~is_stated, asked_for & is_stated
        opens = np.maximum(self.business_days_after(app[plain], day[plain], self.first_waits()[plain]), answered_day[plain])
        t03 = self._check("T03", rows[plain], opens, self.business_days_after(app[plain], opens, 3))
        opens = np.maximum(
            self.business_days_after(app[stated], stated_day[stated], cadence.buffer_business_days), answered_day[stated]
        )
        t04 = self._check("T04", rows[stated].assign(trigger=stating[stated]), opens, np.maximum(opens, stated_day[stated] + 3))
        return [t03, t04]

    def _check(self, rule: str, rows: pd.DataFrame, opens: NDArray[np.datetime64], due: NDArray[np.datetime64]) -> pd.DataFrame:
        app = self.app[rows["trigger"]]
        expires = self.day_end(app, due + self.cadence.decide_after_days)
        return self.judged(
            rule, "status_check", rows.assign(opens=self.day_start(app, opens), due=self.day_end(app, due), expires=expires)
        )

    def later_checks(self) -> list[pd.DataFrame]:
        """T05, T06 and T07's requests for closure: what follows each status check of an episode."""
        cadence, checks = self.cadence, self.past_events(["status_check"])
        checks = checks.assign(episode=self.episode[checks["place"]])
        checks = checks[(checks["episode"] >= 0) & ~self.no_inquiries[checks["app"]]]
        by_episode = checks.groupby("episode", sort=False)["place"]
        number = by_episode.cumcount().to_numpy() + 1
        next_check = by_episode.shift(-1, fill_value=self.none).to_numpy()
        trigger, app = checks["place"].to_numpy(), checks["app"].to_numpy()
        day = self.day[trigger].astype("datetime64[D]")
        anchor = self.anchors[["place", "next_anchor"]].take(checks["episode"])
        next_anchor = anchor["next_anchor"].to_numpy()
        request = self.following(trigger, self.requests)
        request = np.where(request < next_anchor, request, self.none)
        stop = self.stop(trigger)
        rows = pd.DataFrame(
            {"trigger": trigger, "anchor": anchor["place"].to_numpy(), "held": self.planned[app], "check_number": number + 1}
        )
        spacing = np.maximum(_half_up(cadence.spacing_days * self.common_factor()), 1)[app]
        again = number < cadence.max_attempts
        t05 = rows.assign(answer=next_check, ender=np.minimum(np.minimum(next_anchor, request), stop))[again]
        t05 = self._check("T05", t05, (day + spacing)[again], (day + spacing)[again] + 7)
        missed = np.zeros(len(rows), dtype=bool)
        missed[again] = t05["lapsed"]
        ask = ~again | missed | (request < next_check)
        opens = day + cadence.closure_wait_days
        rows = rows.assign(
            opens=self.day_start(app, opens),
            due=self.day_end(app, opens + 7),
            expires=self.day_end(app, opens + 21),
            answer=request,
            ender=np.minimum(np.minimum(next_check, next_anchor), stop),
            check_number=0,
        )
        return [t05, self.judged("T07", "closure_request", rows[ask])]

    def moving_on(self, requests: pd.DataFrame) -> list[pd.DataFrame]:
        """T07: moving on after a request that was sent, one without a check before it, and one that lapsed."""
        sent = requests.loc[requests["status"].isin([DONE, LATE]), ["answer", "anchor"]].rename(columns={"answer": "trigger"})
        first_request, first_check = self.first_in_episode(["closure_request"]), self.first_in_episode(["status_check"])
        early = (first_request < first_check) & ~self.no_inquiries[self.anchors["app"]]
        unasked = pd.DataFrame({"trigger": first_request[early], "anchor": self.anchors["place"].to_numpy()[early]})
        lapsed = requests.loc[requests["lapsed"], ["trigger", "anchor", "expires"]]
        after = [self._day_after(rows["trigger"].to_numpy(), 14) for rows in (sent, unasked)]
        late_request = self.following(lapsed["trigger"].to_numpy(), self.requests)
        return [
            self._move_on(sent, after[0], self.none, "sent"),
            self._move_on(unasked, after[1], self.none, "sent"),
            self._move_on(lapsed, lapsed["expires"].to_numpy() + np.timedelta64(1, "s"), late_request, "lapsed"),
        ]

    def _day_after(self, places: Places, days: int) -> NDArray[np.datetime64]:
        return self.day_start(self.app[places], self.day[places].astype("datetime64[D]") + days)

    def _move_on(
        self, rows: pd.DataFrame, opens: NDArray[np.datetime64], late_request: "Places | int", branch: str
    ) -> pd.DataFrame:
        trigger = rows["trigger"].to_numpy()
        app = self.app[trigger]
        end = self.day_end(app, self.local_day(app, opens) + 14)
        closed = self.following(trigger, self.past_events(["closure", "withdrawal"]))
        in_time = (self.at[closed] >= opens) & (self.at[closed] <= end)
        withdrawn = self.first_of_application(["withdrawal"], app)
        enders = [
            self.following(trigger, self.anchors[["app", "place"]]),
            self.stop(trigger, ["rejection", "acceptance", "offer"]),
            np.where(withdrawn < trigger, trigger, self.none),
            np.where(in_time, self.none, closed),
            np.broadcast_to(late_request, len(rows)),
        ]
        rows = rows.assign(
            opens=opens,
            due=end,
            expires=end,
            answer=np.where(in_time, closed, self.none),
            ender=np.minimum.reduce(enders),
            held=self.planned[app],
            check_number=0,
        )
        return self.judged("T07", "move_on", rows, lapse=MOOT, branch=branch)

    def actions(self) -> pd.DataFrame:
        """All of them, with places turned back into rows of the log's events."""
        t05, requests = self.later_checks()
        found = [self.thank_yous(), *self.first_checks(), t05, requests, *self.moving_on(requests)]
        table = pd.concat(found, ignore_index=True)[COLUMNS]
        event = np.append(self.events["event"].to_numpy(), -1)
        return table.assign(**{name: event[table[name]] for name in ("trigger", "anchor", "answer")})


def _half_up(number: NDArray[np.float64]) -> Places:
    return np.floor(np.round(number, 9) + 0.5).astype(np.int64)
