"""How well proposals agree with the truth of an invented mailbox."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import followup_analytics as fa


@dataclass
class Score:
    """Counts of one mailbox, or of several added up."""

    mails: int = 0
    claimed: int = 0
    right: int = 0
    right_application: int = 0
    true: int = 0
    found: float = 0.0
    needless: int = 0
    wrong_direction: int = 0
    receipts_as_answers: int = 0
    promised: int = 0
    promised_right: int = 0
    promised_wrong: int = 0
    known_right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def precision(self) -> float:
        """Of what is sure or likely, how much has the right application and kind."""
        return self.right / self.claimed

    @property
    def recall(self) -> float:
        """Of what is true, how much is proposed; a question with the right candidate counts half."""
        return self.found / self.true

    @property
    def needless_a_hundred(self) -> float:
        """Questions without the right candidate, for 100 mails."""
        return 100 * self.needless / self.mails


def score(folder: Path, log: fa.JobSearchLog, proposals: pd.DataFrame) -> Score:
    """Hold proposals against the truth in a folder."""
    told = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    truth = {(event["at"], event["kind"] == "interview"): event for event in told["events"]}
    rows = log.applications["row"]
    result = Score(
        mails=told["mails"], true=sum(not event.get("starts") and not event.get("optional") for event in told["events"])
    )
    for row in proposals.reset_index().to_dict("records"):
        event = truth.get((row["at"].isoformat(), row["kind"] == "interview"))
        _add(result, row, event, rows)
    return result


def _add(result: Score, row: dict, event: dict | None, rows: pd.Series) -> None:
    counts = 0 if event is None or event.get("optional") or event.get("starts") else 1
    if event is not None:
        result.wrong_direction += event["direction"] != row["direction"]
        result.receipts_as_answers += event["kind"] == "acknowledgement" and row["kind"] in (
            "reply",
            "offer",
            "interview_invitation",
        )
        expected = "" if pd.isna(row["reply_expected_by"]) else str(row["reply_expected_by"])[:10]
        result.promised += "promised" in event
        result.promised_right += bool(expected) and expected == event.get("promised")
        result.promised_wrong += bool(expected) and expected != event.get("promised")
    if row["starts_application"]:
        return
    if row["certainty"] == "ask":
        fits = event is not None and event["row"] in [rows[name] for name in row["candidates"]]
        result.needless += not fits
        result.found += counts / 2 if fits else 0
        return
    is_application = event is not None and event["row"] == rows[row["application_id"]]
    is_right = is_application and event is not None and event["kind"] == row["kind"]
    result.claimed += 1
    result.right_application += is_application
    result.right += is_right
    result.found += counts if is_right else 0
    result.known_right += event is not None and bool(event.get("known")) == row["known"]
