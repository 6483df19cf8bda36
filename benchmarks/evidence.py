"""How well, how fast and in how much memory mail is collected: `python benchmarks/evidence.py [MAILBOXES] [MAILS]`.

What it adds to the rates, the effect and the tuning of simulated searches: `python benchmarks/evidence.py adds [LOGS]`.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from families import AS_OF, FAMILIES

import followup_analytics as fa
from followup_analytics.tuning.known_truth import true_policy_values

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "evidence"))

from invented_mailbox_search import invented_search
from scoring import Score, score

MAILBOXES, MAILS, ATTACHMENTS, LOGS = 10, 50_000, 10, 12
# Of what the sheet lacks, how much is known: nothing, what a mailbox gives (the recall above), all.
KNOWN = {"sheet alone": 0.0, "sheet and mailbox": 0.9, "all known": 1.0}
STATUS = {"rejection": "rejected", "offer": "offer"}
FILLER = "Notes of the meeting, and what is to be done until next week by whom. " * 25


def figures(mailboxes: int) -> Score:
    """The score of several invented mailboxes, added up."""
    total = Score()
    for seed in range(100, 100 + mailboxes):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            invented_search(folder, seed)
            log = fa.read_log(folder / "search.csv", timezone="UTC")
            found = fa.collect_evidence(log, [folder / "mail", folder / "calendar.ics"])
            total = total + score(folder, log, found.proposals)
    return total


def large_mailbox(folder: Path, mails: int) -> None:
    """An invented mailbox between many messages that have nothing to do with it, and some attachments of 40 MB."""
    invented_search(folder, 99, applications=120, others=4_000)
    with (folder / "mail" / "all.mbox").open("ab") as file:
        for number in range(mails - 5_000):
            file.write(
                "From x@y Mon Jan 05 18:21:00 2026\nDelivered-To: casey.morrow@ownmail.example\n"
                f"From: P <p{number % 3000}@s.example>\n"
                f"To: casey.morrow@ownmail.example\nDate: Mon, 05 Jan 2026 18:21:07 +0000\nSubject: Notes {number}\n"
                f"Message-ID: <{number}@s.example>\nContent-Type: text/plain\n\n{FILLER}\n\n".encode()
            )
        for number in range(ATTACHMENTS):
            file.write(
                "From x@y Mon Jan 05 18:21:00 2026\nFrom: a@b.example\nTo: casey.morrow@ownmail.example\n"
                "Subject: your application\n"
                f"Date: Mon, 05 Jan 2026 18:21:07 +0000\nMessage-ID: <large{number}@s.example>\n"
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHello\n--b\n\n".encode()
            )
            file.write((b"QUJD" * 19 + b"\n") * 520_000 + b"--b--\n\n")


def peak_mib() -> float:
    """The most memory that this process has held by itself."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def recording(path: Path, log: fa.JobSearchLog, proposals: pd.DataFrame) -> float:
    """The seconds that it takes to record proposals in a new journal."""
    journal = fa.Journal(path, log=log, as_of="2027-01-01")
    begun = time.perf_counter()
    told = journal.record_evidence(proposals)
    assert told["entry"].notna().all()
    return time.perf_counter() - begun


def collected(folder: Path) -> None:
    """Collect a mailbox, record 200 proposals, and print what that took of CPU, memory and time."""
    log = fa.read_log(folder / "search.csv", timezone="UTC")
    fa.collect_evidence(log, folder / "calendar.ics")
    before, begun = peak_mib(), time.process_time()
    found = fa.collect_evidence(log, folder / "mail")
    seconds, above = time.process_time() - begun, peak_mib() - before
    new = found.proposals[(found.proposals["application_id"] != "") & ~found.proposals["known"]].head(200)
    taken = min(recording(folder / f"{number}.db", log, new) for number in range(3))
    figures = {"mails": found.covers.messages, "mails a second": found.covers.messages / seconds, "MiB above the start": above}
    print(json.dumps({**figures, "recorded": len(new), "seconds to record": taken}))


def speed(mails: int) -> dict[str, float]:
    """What one large mailbox takes, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        large_mailbox(Path(name), mails)
        done = subprocess.run([sys.executable, __file__, "collect", name], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def as_known(log: fa.JobSearchLog, seed: int, share: float) -> fa.JobSearchLog:
    """The log as a sheet has it, without checks and with half of the last words undated; of both a share is known."""
    events, random = log.events, np.random.default_rng(seed)
    final = (events["kind"].isin(list(STATUS)) & (events["at"] <= pd.Timestamp(AS_OF, tz="UTC"))).to_numpy()
    lacking = (final & (random.random(len(events)) < 0.5)) | (events["kind"] == "status_check").to_numpy()
    lost = lacking & (random.random(len(events)) >= share)
    said = events[final].drop_duplicates("application_id", keep="last").set_index("application_id")["kind"].astype("str")
    status = said.map(STATUS).reindex(log.applications.index).fillna("active").astype("str")
    return fa.JobSearchLog(log.applications.assign(status=status), events[~lost].reset_index(drop=True))


def told(log: fa.JobSearchLog, truth: fa.Truth, seed: int) -> dict[str, float]:
    """How wide the intervals of one log are, and how much of the way to the best cadence its tuning goes."""
    rates = fa.response_rates(fa.outreach_attempts(log, as_of=AS_OF), by=["kind"]).set_index("kind")
    of_checks = rates.loc["status_check"] if "status_check" in rates.index else {"high": 1.0, "low": 0.0}
    waits = fa.silence_curve(log, by="kind", as_of=AS_OF).frame.query("group == 'interview' and day <= 14").tail(1)
    width = float((waits["answered_high"] - waits["answered_low"]).iloc[0]) if len(waits) else 1.0
    effect = fa.follow_up_effect(log, as_of=AS_OF).summary.set_index("method").loc["sequential_trials"]
    table = fa.tune_cadence(log, as_of=AS_OF, seed=seed).policies
    gain = true_policy_values(truth, table)
    gain = gain - gain[table["given"]][0]
    return {
        "checks answered, width": of_checks["high"] - of_checks["low"],
        "answered 14 days after an interview, width": width,
        "effect, high to low": effect["high"] / effect["low"],
        "share of the way": gain[table["recommended"]][0] / gain.max(),
    }


def adds(logs: int) -> pd.DataFrame:
    """What a mailbox adds: means over simulated searches of 60 and 200 interviews, two families."""
    rows = [
        {"interviews": size, "known": name, **told(as_known(log, seed, share), FAMILIES[family], seed)}
        for size in (60, 200)
        for family in ("ghosting", "set_off")
        for seed in range(500, 500 + logs // 2)
        for log in [fa.simulate_search(size, seed, FAMILIES[family])]
        for name, share in KNOWN.items()
    ]
    return pd.DataFrame(rows).groupby(["interviews", "known"], sort=False).mean()


def main(mailboxes: int, mails: int) -> None:
    """Print both tables."""
    total = figures(mailboxes)
    rows = {name: getattr(total, name) for name in total.__dataclass_fields__}
    rows |= {"precision": total.precision, "recall": total.recall, "needless questions in 100 mails": total.needless_a_hundred}
    print(pd.Series(rows, dtype="float").round(3).to_string())
    print(pd.Series(speed(mails), dtype="float").round(2).to_string())


if __name__ == "__main__":
    if sys.argv[1:2] == ["collect"]:
        collected(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["adds"]:
        print(adds(int(sys.argv[2]) if len(sys.argv) > 2 else LOGS).round(3).to_string())
    else:
        given = [int(argument) for argument in sys.argv[1:]]
        main(*[*given, *(MAILBOXES, MAILS)[len(given) :]])
