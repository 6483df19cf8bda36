"""Sheets in Chinese, and a welder's sheet with a second table below."""

from written_sheet import COMPANY, ROLE, Sheet

C, R = COMPANY, ROLE
CHINESE = ["前端开发", "运营专员", "嵌入式工程师", "会计", "数据分析师"]
TRADES = ["Welder", "Forklift Operator", "Site Supervisor", "HVAC Technician"]


def chinese_rounds() -> Sheet:
    s = Sheet("qiuzhi", "csv", "zh", CHINESE, ["2026/6/3", "a column a round", "words beside days", "written test"])
    s.header("企业", "应聘岗位", "网申日期", "在线测评", "初面", "复面", "进度")
    s.app(
        C,
        R,
        "2026/6/3",
        "2026/6/6",
        "2026/6/12",
        "",
        "面试中",
        applied="2026-06-03",
        status="interviewing",
        events="interview 2026-06-12",
    )
    s.app(C, R, "2026/6/5", "", "", "", "已投，等回复", applied="2026-06-05", status="active")
    s.app(
        C,
        R,
        "2026/6/8",
        "2026/6/10",
        "2026/6/18",
        "2026/6/25",
        "已拿offer",
        applied="2026-06-08",
        status="offer",
        events="interview 2026-06-18, interview 2026-06-25",
    )
    s.app(C, R, "2026/6/9", "", "", "", "被拒", applied="2026-06-09", status="rejected")
    s.app(
        C,
        R,
        "2026/6/15",
        "2026/6/17",
        "2026/6/26 取消",
        "",
        "流程中",
        applied="2026-06-15",
        status="active",
        status_also=["interviewing"],
        report=True,
    )
    s.other("wish", "澜溪环保", "会计", "", "", "", "", "还没投")
    s.app(C, R, "2026/6/22", "", "", "", "石沉大海", applied="2026-06-22", status="closed", status_also=["active"], or_told=True)
    s.app(
        C, R, "2026/6/24", "", "2026/7/2", "", "面试没过", applied="2026-06-24", status="rejected", events="interview 2026-07-02"
    )
    return s


def chinese_events() -> Sheet:
    s = Sheet(
        "shixi",
        "xlsx",
        "zh",
        CHINESE,
        ["one row an event", "6月3日 as text with the year", "Chinese event words"],
        one_row_per="event",
    )
    s.worksheet = "实习"
    s.header("日期", "公司", "职位", "进展")
    s.thread("a", applied="2026-06-03", status="rejected", events="interview 2026-06-11, rejection 2026-06-16")
    s.thread("b", applied="2026-06-04", status="offer", events="interview 2026-06-15, interview 2026-06-22, offer 2026-06-29")
    s.thread("c", applied="2026-06-08", status="active")
    s.thread("d", applied="2026-06-09", status="withdrawn", events="withdrawal 2026-06-18")
    lines = [
        ("a", 3, "投递简历"),
        ("b", 4, "投递简历"),
        ("c", 8, "投递简历"),
        ("d", 9, "投递简历"),
        ("a", 11, "一面"),
        ("b", 15, "一面"),
        ("a", 16, "收到拒信"),
        ("d", 18, "主动放弃"),
        ("b", 22, "二面"),
        ("b", 29, "收到offer"),
    ]
    for key, n, what in lines:
        s.event(key, f"2026年6月{n}日", C, R, what)
    return s


def two_tables() -> Sheet:
    s = Sheet(
        "trades",
        "xlsx",
        "en",
        TRADES,
        ["agencies in a second table below", "June 3 2026 as text", "rejections without a day", "an unknown word"],
    )
    s.worksheet = "Sheet1"
    s.header("Firm", "Trade", "Date applied", "Result", "Pay")
    s.app(C, R, "June 3 2026", "Rejected", "$28/h", applied="2026-06-03", status="rejected")
    s.app(
        C,
        R,
        "June 8, 2026",
        "Interview June 18, 2026",
        "$31/h",
        applied="2026-06-08",
        status="interviewing",
        events="interview 2026-06-18",
        or_told=True,
    )
    s.app(C, R, "June 10, 2026", "purple", "", applied="2026-06-10", status="active", report=True)
    s.app(C, R, "june 15,2026", "Applied, nothing back yet", "$26/h", applied="2026-06-15", status="active", or_told=True)
    s.app(C, R, "June 22, 2026", "Took the job", "$33/h", applied="2026-06-22", status="accepted")
    s.other("blank")
    s.other("other table", "Agency", "Who", "Phone", "Spoke last", "Mood")
    s.other("other table", "Ironbridge Staffing", "Lena", "555-0101", "June 9, 2026", "friendly")
    s.other("other table", "Handy Crew", "Otis", "555-0102", "June 20, 2026", "busy")
    return s


MAKERS = [chinese_rounds, chinese_events, two_tables]
