"""Sheets in English: a nurse, a career changer, developers, an academic, a student, an event log, histories in a cell."""

import datetime as dt

from written_sheet import COMPANY, ROLE, Sheet

C, R = COMPANY, ROLE
NURSE = ["Registered Nurse, ICU", "Night Shift RN", "Charge Nurse", "Dialysis Nurse", "School Nurse"]
OFFICE = ["Bookkeeper", "Learning Designer", "Grants Officer", "Customer Success Associate", "Office Coordinator"]
DEVELOPER = ["Backend Developer", "Senior Rust Engineer|senior", "Platform Engineer", "Junior Web Developer|entry"]
ACADEMIC = ["Lecturer in Soil Science", "Postdoctoral Fellow", "Assistant Professor of Botany", "Teaching Fellow"]
STUDENT = ["Data Science Intern|intern", "Summer Intern, Hardware|intern", "Marketing Intern|intern"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def nurse() -> Sheet:
    s = Sheet(
        "nurse",
        "csv",
        "en",
        NURSE,
        ["US states under State", "Hear back by is a promise", "two status columns", "wishes", "m/d/yyyy"],
    )
    s.not_asked = ["State"]
    s.header("Facility", "Unit / job", "State", "Sent in", "Where it stands", "Final word", "Hear back by")
    s.app(C, R, "OH", "6/3/2026", "Sent", "", "6/24/2026", applied="2026-06-03", status="active")
    s.app(C, R, "OR", "6/5/2026", "Interviewed", "Turned down", "6/19/2026", applied="2026-06-05", status="rejected")
    s.app(C, R, "ID", "6/9/2026", "Interviewed", "They made an offer", "", applied="2026-06-09", status="offer")
    s.other("wish", "Harbor Lights Hospital", "Flight Nurse", "ME", "", "Haven't applied yet", "", "")
    s.app(C, R, "IN", "6/15/2026", "Sent", "No word, gave up", "7/1/2026", applied="2026-06-15", status="closed")
    s.app(C, R, "WA", "6/22/2026", "Interview being set up", "", "7/6/2026", applied="2026-06-22", status="interviewing")
    s.app(C, R, "PA", "6/30/2026", "Sent", "Job was pulled", "", applied="2026-06-30", status="closed")
    s.other("wish", "Three Rivers Clinic", "Clinic RN", "MN", "", "Maybe later", "", "")
    s.app(C, R, "DE", "7/13/2026", "Interviewed", "Said yes!", "7/20/2026", applied="2026-07-13", status="accepted")
    s.app(C, R, "OK", "7/28/2026", "Sent", "I pulled out", "", applied="2026-07-28", status="withdrawn")
    return s


def career_change() -> Sheet:
    s = Sheet(
        "career_change", "xlsx", "en", OFFICE, ["banner", "section titles", "merged companies", "days in the notes", "totals"]
    )
    s.worksheet, s.day_format = "Log", "d mmm yyyy"
    s.other("banner", "Leaving teaching - where I have written")
    s.other("blank")
    s.header("Organisation", "Job", "Applied on", "How it went", "Remarks")
    s.other("section title", "SPRING")
    s.app(C, R, day("2026-04-07"), "Turned down", "kind letter", applied="2026-04-07", status="rejected")
    s.app(
        C,
        R,
        day("2026-04-09"),
        "Interviewing",
        "met Priya on 21 April 2026, panel to follow",
        applied="2026-04-09",
        status="interviewing",
        events="interview 2026-04-21",
        or_told=True,
    )
    s.app(
        None,
        "Archive Assistant",
        day("2026-04-16"),
        "Sent",
        "",
        applied="2026-04-16",
        status="active",
        same_firm=True,
        role="Archive Assistant",
    )
    s.merged = ["A6:A7"]
    s.app(C, R, day("2026-05-04"), "No reply", "wrote twice", applied="2026-05-04", status="closed")
    s.other("section title", "SUMMER")
    s.app(
        C, R, day("2026-06-03"), "Sent", "said they would decide by 30 June", applied="2026-06-03", status="active", or_told=True
    )
    s.app(C, R, day("2026-06-11"), "Offer", "answer needed by Friday 26 June", applied="2026-06-11", status="offer", or_told=True)
    s.app(C, R, day("2026-06-18"), "Sent", "", applied="2026-06-18", status="active")
    s.app(C, R, day("2026-07-02"), "Turned down", "", applied="2026-07-02", status="rejected")
    s.other("totals", "8 applications", None, None, "2 turned down")
    return s


def dev_board() -> Sheet:
    s = Sheet("dev_board", "tsv", "en", DEVELOPER, ["emoji before the status", "only the day the card was added", "wishes"])
    s.separator = "\t"
    s.ask = [["Card added", 2, 3, 4, 6, 7, 8]]
    s.header("Card added", "Company", "Title", "Lane", "Stack")
    for lane, status in (("📨 Sent", "active"), ("👎 Turned down", "rejected"), ("🎤 Interviews", "interviewing")):
        s.app("2026-06-03", C, R, lane, "Go", applied=None, status=status)
    s.other("wish", "2026-06-08", "Copperleaf", "SRE", "💭 Would be nice", "Rust")
    for lane, status in (("📨 Sent", "active"), ("🎁 Offer in hand", "offer"), ("🕳 Ghosted me", "closed")):
        s.app("2026-06-19", C, R, lane, "Python", applied=None, status=status)
    s.other("wish", "2026-06-22", "Wrenfield Audio", "Firmware Engineer", "💭 Would be nice", "C")
    s.ambiguous = "The day a card was added may be the day of the application; only its owner knows."
    return s


def academic() -> Sheet:
    s = Sheet("academic", "ods", "en", ACADEMIC, ["Closing date is a deadline", "campus visits", "Heard on"])
    s.worksheet = "Cycle"
    s.header("Institution", "Post", "Closing date", "Submitted", "Campus visit", "Outcome", "Heard on")
    s.app(
        C,
        R,
        day("2026-01-15"),
        day("2026-01-12"),
        None,
        "Unsuccessful",
        day("2026-03-02"),
        applied="2026-01-12",
        status="rejected",
        events="rejection 2026-03-02",
    )
    s.app(
        C,
        R,
        day("2026-01-31"),
        day("2026-01-30"),
        day("2026-03-17"),
        "Unsuccessful",
        day("2026-04-01"),
        applied="2026-01-30",
        status="rejected",
        events="interview 2026-03-17, rejection 2026-04-01",
    )
    s.app(
        C,
        R,
        day("2026-02-10"),
        day("2026-02-09"),
        day("2026-03-24"),
        "Offered",
        day("2026-04-20"),
        applied="2026-02-09",
        status="offer",
        events="interview 2026-03-24, offer 2026-04-20",
    )
    s.app(C, R, day("2026-02-15"), day("2026-02-15"), None, "Under review", None, applied="2026-02-15", status="active")
    s.app(
        C,
        R,
        day("2026-03-01"),
        day("2026-02-27"),
        None,
        "Long-listed",
        None,
        applied="2026-02-27",
        status="active",
        status_also=["interviewing"],
    )
    s.app(
        C,
        R,
        day("2026-03-15"),
        day("2026-03-10"),
        day("2026-05-05"),
        "Visit done, waiting",
        None,
        applied="2026-03-10",
        status="interviewing",
        events="interview 2026-05-05",
    )
    s.other("wish", "Foxglove College", "Reader in Mycology", day("2026-12-18"), None, None, "To write", None)
    s.app(
        C,
        R,
        day("2026-04-01"),
        day("2026-03-28"),
        None,
        "Search failed, post frozen",
        None,
        applied="2026-03-28",
        status="closed",
    )
    s.app(
        C,
        R,
        day("2026-04-30"),
        day("2026-04-22"),
        day("2026-06-02"),
        "I withdrew",
        day("2026-06-05"),
        applied="2026-04-22",
        status="withdrawn",
        events="interview 2026-06-02, withdrawal 2026-06-05",
    )
    return s


def intern_ticks() -> Sheet:
    s = Sheet(
        "intern_ticks", "xlsx", "en", STUDENT, ["ticks and crosses in a column a stage", "a tick beside the day", "a totals row"]
    )
    s.worksheet, s.day_format = "S26", "m/d/yyyy"
    s.header("Company", "Internship", "Sent?", "Sent on", "HackerRank", "Interview", "Offer", "Rejection")
    rows = [
        ("✓", "2025-09-08", "✓", "✓", "", "✗", "interviewing"),
        ("✓", "2025-09-10", "✓", "", "", "✓", "rejected"),
        ("✓", "2025-09-15", "✓", "✓", "✓", "", "offer"),
        ("✓", "2025-09-16", "", "", "", "", "active"),
        ("✓", "2025-09-22", "✓", "✓", "", "✓", "rejected"),
        ("✓", "2025-10-01", "", "", "", "", "active"),
        ("✓", "2025-10-03", "✓", "", "", "", "active"),
    ]
    for sent, on, test, interview, offer, rejection, status in rows:
        more = {"status_also": ["interviewing"]} if test and not interview and status == "active" else {}
        s.app(C, R, sent, day(on), test, interview, offer, rejection, applied=on, status=status, **more)
    s.other("wish", "Pinnacle Robotics", "Robotics Intern", "✗")
    s.other("blank")
    s.other("totals", "Sum", None, 7, None, 5, 3, 1, 2)
    return s


def what_happened() -> Sheet:
    s = Sheet(
        "what_happened", "csv", "en", OFFICE, ["one row an event", "events in plain words", "oldest last"], one_row_per="event"
    )
    s.header("When", "Employer", "Job", "What happened")
    s.thread(
        "a",
        applied="2026-06-03",
        status="rejected",
        events="acknowledgement 2026-06-04, interview 2026-06-16, rejection 2026-06-25",
    )
    s.thread("b", applied="2026-06-05", status="active", events="status_check 2026-06-19")
    s.thread("c", applied="2026-06-08", status="accepted", events="interview 2026-06-18, offer 2026-06-29, acceptance 2026-07-01")
    s.thread("d", applied="2026-06-10", status="withdrawn", events="withdrawal 2026-06-22")
    s.thread("e", applied="2026-06-12", status="interviewing", events="interview_invitation 2026-06-23")
    lines = [
        ("c", "1 Jul 2026", "Accepted their offer"),
        ("c", "29 Jun 2026", "Received an offer"),
        ("a", "25 Jun 2026", "Rejection email"),
        ("e", "23 Jun 2026", "Invited to interview"),
        ("d", "22 Jun 2026", "Withdrew my application"),
        ("b", "19 Jun 2026", "Sent a follow-up"),
        ("c", "18 Jun 2026", "Had interview"),
        ("a", "16 Jun 2026", "Had interview"),
        ("e", "12 Jun 2026", "Sent application"),
        ("d", "10 Jun 2026", "Sent application"),
        ("c", "8 Jun 2026", "Sent application"),
        ("b", "5 Jun 2026", "Sent application"),
        ("a", "4 Jun 2026", "Automatic confirmation"),
        ("a", "3 Jun 2026", "Sent application"),
    ]
    for key, when, what in lines:
        s.event(key, when, C, R, what)
    return s


def histories() -> Sheet:
    s = Sheet(
        "histories", "csv", "en", DEVELOPER, ["# lines above", "the history in the status cell", "days without a year in it"]
    )
    s.other("comment", "# my hunt, started over after the layoff")
    s.other("comment", "# newest state is always the last one in the cell")
    s.header("company", "title", "applied", "progress")
    s.app(
        C,
        R,
        "2026-06-03",
        "applied 6/3 > phone screen 6/12 > rejected 6/20",
        applied="2026-06-03",
        status="rejected",
        events="interview 2026-06-12, rejection 2026-06-20",
        or_told=True,
    )
    s.app(C, R, "2026-06-04", "applied", applied="2026-06-04", status="active")
    s.app(
        C,
        R,
        "2026-06-08",
        "applied 6/8 > onsite 6/25",
        applied="2026-06-08",
        status="interviewing",
        events="interview 2026-06-25",
        or_told=True,
    )
    s.app(
        C,
        R,
        "2026-06-09",
        "ghosted, then out of the blue interviewing",
        applied="2026-06-09",
        status="interviewing",
        or_told=True,
    )
    s.other("comment", "# second month")
    s.app(C, R, "2026-07-01", "applied, heard nothing so far", applied="2026-07-01", status="active", or_told=True)
    s.app(C, R, "2026-07-06", "selected for interview", applied="2026-07-06", status="interviewing")
    s.app(
        C,
        R,
        "2026-07-07",
        "offer withdrawn by them",
        applied="2026-07-07",
        status="rejected",
        status_also=["closed", "offer"],
        or_told=True,
    )
    s.app(
        C,
        R,
        "2026-07-13",
        "not rejected, still in the running",
        applied="2026-07-13",
        status="active",
        status_also=["interviewing"],
        or_told=True,
    )
    s.app(
        C,
        R,
        "2026-07-15",
        "closed - went with an internal candidate",
        applied="2026-07-15",
        status="rejected",
        status_also=["closed"],
        or_told=True,
    )
    return s


def remote_hours() -> Sheet:
    s = Sheet(
        "remote_hours",
        "csv",
        "en",
        DEVELOPER,
        ["serial numbers", "clock times with zones", "ranges of hours", "a cancelled interview"],
    )
    s.header("Company", "Title", "Date applied", "Call", "Status", "Portal password")
    s.app(
        C,
        R,
        "46176",
        "2026-06-16 10:00 EST",
        "Interviewing",
        "plum-Tree-41",
        applied="2026-06-03",
        status="interviewing",
        events="interview 2026-06-16",
        or_told=True,
    )
    s.app(
        C,
        R,
        "46178",
        "June 18, 2026 2pm (London time)",
        "Interviewing",
        "plum-Tree-42",
        applied="2026-06-05",
        status="interviewing",
        events="interview 2026-06-18",
        or_told=True,
    )
    s.app(C, R, "46181", "", "Sent", "plum-Tree-43", applied="2026-06-08", status="active")
    s.app(
        C,
        R,
        "46183",
        "2026-06-24 13:00-14:00",
        "Interviewing",
        "plum-Tree-44",
        applied="2026-06-10",
        status="interviewing",
        events="interview 2026-06-24",
        or_told=True,
    )
    s.app(C, R, "46188", "2026-06-25 called off", "Sent", "plum-Tree-45", applied="2026-06-15", status="active", report=True)
    s.app(
        C,
        R,
        "46190",
        "2026-06-26 11:00; 2026-06-26 15:00",
        "Rejected",
        "plum-Tree-46",
        applied="2026-06-17",
        status="rejected",
        events="interview 2026-06-26, interview 2026-06-26",
        or_told=True,
    )
    s.app(C, R, "46195", "", "Rejected", "plum-Tree-47", applied="2026-06-22", status="rejected")
    s.app(
        C,
        R,
        "46197",
        "29 June 2026, moved to 2 July 2026",
        "Interviewing",
        "plum-Tree-48",
        applied="2026-06-24",
        status="interviewing",
        events="interview 2026-07-02",
        or_told=True,
    )
    return s


MAKERS = [nurse, career_change, dev_board, academic, intern_ticks, what_happened, histories, remote_hours]
