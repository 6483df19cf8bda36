"""In Chromium: the workbench used by clicking, each gesture held against what `followup history` and the files say then."""

import json
import re
import statistics
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.benches import LARGE, SLEEP, SMALL, Bench, open_bench, search
from tests.e2e.conftest import SECONDS, Lab, Watched, serious

if TYPE_CHECKING:
    from playwright.sync_api import Page

OFFER, REPLY, THANKS, CHECK = "Alder Analytics", "Birch Analytics", "Cedar Analytics", "Hazel Analytics"
UNKNOWN = [
    ["Outfit", "Gig", "Fired off", "Where it stands"],
    ["Alder Rail", "Analyst", "11/5/26", "zork"],
    ["Bolt Foods", "Clerk", "29/5/26", "zork"],
    ["Cove Ltd", "Planner", "28/5/26", "Interviewing"],
]
# How long the page takes to choose a card, and to find by one letter more, in milliseconds.
TIME_TO_CHOOSE = """() => Array.from({ length: 20 }, (_, n) => {
    const over = document.querySelectorAll('.fu-over')[n % 2 ? 0 : 5], begin = performance.now();
    over.click();
    document.body.offsetHeight;
    return performance.now() - begin;
})"""
TIME_TO_FIND = """field => ['a', 'al', 'ald', 'alde', ''].map((text) => {
    const begin = performance.now();
    field.value = text;
    field.dispatchEvent(new Event('input'));
    document.body.offsetHeight;
    return performance.now() - begin;
})"""
RESTARTED = re.compile("Run this cell again")


def high(bench: Bench) -> float:
    box = bench.page.locator(".jp-OutputArea-output").filter(has=bench.box).bounding_box()
    assert box is not None
    return float(box["height"])


def theme(page: "Page", name: str) -> None:
    page.get_by_role("menuitem", name="Settings", exact=True).first.click()
    page.locator(".lm-Menu-item", has_text=re.compile("^Theme")).click()
    page.locator(".lm-Menu-item", has_text=f"JupyterLab {name}").first.click()
    page.locator(f"body[data-jp-theme-name='JupyterLab {name}']").wait_for(state="attached")


@pytest.mark.core
def test_one_gesture_makes_one_entry_however_often_it_is_clicked(lab: Lab, screen: Watched, pictures: Path) -> None:
    page = screen.page
    bench = open_bench(lab, page, "gestures", search(SMALL), more=(SLEEP,))
    bench.choose(OFFER)
    assert high(bench) <= 760
    bench.shot(pictures / "wb-today-1440-light.png")
    sent = bench.cards.get_by_role("button", name="Sent", exact=True)
    card, button = bench.cards.locator(".fu-chosen").bounding_box(), sent.bounding_box()
    assert card and button and 0 <= button["y"] - card["y"] <= 400

    sent.dblclick()
    bench.recorded(f"you answered {OFFER}")
    page.wait_for_timeout(700)
    assert bench.kinds() == ["answer"]
    bench.shot(pictures / "wb-sent-undo.png")
    # It stands in the place of its card, nothing else is chosen, the list has not moved, and the focus is on what comes next.
    assert OFFER in bench.cards.locator("li").first.inner_text() and bench.cards.locator("[aria-current]").count() == 0
    assert bench.cards.evaluate("list => list.scrollTop") == 0
    assert page.evaluate("document.activeElement.textContent").startswith("Next: Answer the reply")

    bench.choose(REPLY)
    box = bench.cards.get_by_role("button", name="Sent", exact=True).bounding_box()
    assert box is not None
    for _ in range(3):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    bench.recorded(f"you answered {REPLY}")
    page.wait_for_timeout(700)
    assert bench.kinds() == ["answer"] * 2

    bench.cards.get_by_role("button", name="Undo").click()
    bench.recorded("taken back")
    assert bench.kinds() == ["answer", "answer", "undo"] and bench.card(REPLY).is_visible()

    # While the kernel is busy for some seconds: it says so after three, and offers the same gesture again.
    bench.choose(THANKS)
    page.locator(".jp-CodeCell").nth(1).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.locator(".jp-CodeCell").nth(1).locator(".jp-InputArea-prompt", has_text="[*]").wait_for()
    sent = bench.cards.get_by_role("button", name="Sent", exact=True)
    sent.click()
    assert bench.cards.get_by_role("button", name="Saving…").is_disabled()
    bench.shot(pictures / "wb-busy.png")
    page.get_by_text("Not saved yet: the kernel does not answer.").wait_for(timeout=5 * SECONDS)
    sent.click()
    page.wait_for_timeout(200)
    bench.recorded(f"you thanked {THANKS}")
    page.wait_for_timeout(700)
    assert bench.kinds() == ["answer", "answer", "undo", "thank_you"]


@pytest.mark.core
def test_what_can_be_told_on_a_card_is_recorded_and_the_draft_goes_out(
    lab: Lab, screen: Watched, pictures: Path, tmp_path: Path
) -> None:
    page = screen.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bench = open_bench(lab, page, "told", search(SMALL))
    assert serious(page, ".fu-bench") == []

    bench.choose(REPLY)
    page.locator(".fu-draft mark").first.wait_for()
    bench.press("Copy")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Subject: ") and "[your answer]" in copied
    link = urllib.parse.urlsplit(bench.pane.get_by_text("Open in mail").get_attribute("href") or "")
    said = urllib.parse.parse_qs(link.query)
    assert link.scheme == "mailto" and said["subject"][0].startswith("Your message") and "\r\n\r\n" in said["body"][0]
    with page.expect_download() as download:
        bench.pane.get_by_role("button", name="Add to calendar").click()
    download.value.save_as(tmp_path / "one.ics")
    assert REPLY in (tmp_path / "one.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert bench.history() == []

    bench.pane.get_by_role("button", name="They answered").click()
    bench.pane.get_by_label("What").select_option("invited")
    bench.pane.get_by_label("Interview on").fill("2026-06-16")
    bench.pane.get_by_label("at", exact=True).fill("10:00")
    bench.pane.get_by_label("Kind").select_option("technical")
    bench.pane.get_by_label("How").select_option("video")
    bench.shot(pictures / "wb-they-answered.png")
    assert serious(page, ".fu-bench") == []
    bench.press("Save")
    bench.recorded("interview with Birch Analytics on Tue 16 Jun at 10:00")
    assert bench.kinds() == ["interview_invitation", "interview"]
    assert [row["at"] for row in bench.history()][1] == "2026-06-16T10:00:00Z"
    bench.pane.get_by_role("button", name="Undo").click()
    bench.recorded("taken back")

    bench.choose(CHECK)
    bench.pane.get_by_role("button", name="Snooze").click()
    page.get_by_text("It leaves the list and comes back on that day.").wait_for()
    bench.shot(pictures / "wb-snooze.png")
    bench.press("In two weeks")
    bench.recorded("put off until Mon 22 Jun")
    assert bench.history()[-1]["until"] == "2026-06-22"

    bench.choose(OFFER)
    bench.pane.get_by_role("button", name="Close…").click()
    bench.press("I let it go")
    page.get_by_text(f"{OFFER} made you an offer. Close it all the same?").wait_for()
    bench.press("Close…")
    bench.recorded(f"you closed {OFFER}")
    assert bench.kinds()[-1] == "closure"

    theme(page, "Dark")
    bench.shot(pictures / "wb-today-1440-dark.png")
    assert serious(page, ".fu-bench") == []
    page.set_viewport_size({"width": 1024, "height": 768})
    page.wait_for_timeout(500)
    assert high(bench) <= 700
    bench.shot(pictures / "wb-today-1024-dark.png")
    theme(page, "Light")


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("replied", "reply"),
        ("receipt", "acknowledgement"),
        ("offer", "offer"),
        ("rejected", "rejection"),
        ("invited", "interview_invitation"),
    ],
)
def test_each_answer_of_theirs_is_told_by_clicks(what: str, kind: str, lab: Lab, screen: Watched) -> None:
    bench = open_bench(lab, screen.page, f"they-{what}", search({"check": 2}))
    company = "Alder Analytics"
    bench.choose(company)
    bench.cards.get_by_role("button", name="They answered").click()
    bench.pane.get_by_label("What").select_option(what)
    bench.press("Save")
    bench.recorded("Alder")
    assert bench.kinds() == [kind]
    bench.pane.get_by_role("button", name="Undo").click()
    bench.recorded("taken back")
    assert bench.card(company).is_visible()


@pytest.mark.core
def test_a_sheet_of_unknown_headers_gets_to_its_list_by_clicks_alone(lab: Lab, screen: Watched, pictures: Path) -> None:
    page = screen.page
    bench = open_bench(lab, page, "unknown", UNKNOWN)
    bench.tab("Sheet")
    for header, meaning in (("Outfit", "Company"), ("Gig", "Job title"), ("Fired off", "Day of the application")):
        page.get_by_label(header, exact=True).select_option(label=meaning)
        bench.said(f"'{header}' is now read as")
    page.get_by_label("Where it stands", exact=True).select_option(label="Status (what stands now)")
    bench.said("'Where it stands' is now read as 'status'")
    bench.shot(pictures / "wb-questions.png")
    assert serious(page, ".fu-bench") == []
    page.get_by_role("button", name="Turned down").first.click()
    bench.said("Recorded: your answer")
    settings = bench.sheet.with_name("search.followups.toml").read_text(encoding="utf-8")
    assert 'Outfit = "company"' in settings and 'zork = "rejected"' in settings
    assert bench.kinds().count("question_answered") >= 5
    bench.tab("Today")
    page.locator(".fu-ask").get_by_role("button", name="Save").wait_for()
    page.locator(".fu-ask input[type=date]").fill("2026-06-01")
    page.locator(".fu-ask").get_by_role("button", name="Save").click()
    bench.recorded("your answer about")
    bench.card("Cove Ltd").wait_for()


def test_the_bar_adds_settles_reloads_and_keeps_the_last_good_list(lab: Lab, screen: Watched, pictures: Path) -> None:
    page = screen.page
    bench = open_bench(lab, page, "bar", search({"offer": 1, "check": 2}))
    page.get_by_role("button", name="+ Add an application").click()
    page.get_by_label("Company", exact=True).fill("Mossgrave Outdoor")
    page.get_by_label("Role", exact=True).fill("Cook")
    page.get_by_role("button", name="Add", exact=True).dblclick()
    bench.said("Recorded: added Mossgrave Outdoor")
    page.get_by_text("First check: from").wait_for()
    bench.shot(pictures / "wb-add.png")
    assert serious(page, ".fu-bench") == [] and bench.kinds() == ["added", "application"]
    page.get_by_role("button", name="Close", exact=True).click()

    page.get_by_role("button", name="Settings", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Robin Field")
    bench.shot(pictures / "wb-settings.png")
    assert serious(page, ".fu-bench") == []
    page.get_by_role("button", name="Save", exact=True).locator("visible=true").first.click()
    bench.said("Your settings are saved.")
    bench.choose(OFFER)
    page.locator(".fu-draft", has_text="Robin Field").wait_for()
    assert 'name = "Robin Field"' in bench.sheet.with_name("search.followups.toml").read_text(encoding="utf-8")

    with bench.sheet.open("a", encoding="utf-8") as file:
        file.write("Elm,Cook,,2026-06-01,Applied,e-mail\n")
    page.get_by_role("button", name=re.compile("^Reload")).click()
    bench.said("1 application more, 1 event more.")
    assert bench.cards.locator("[aria-current]").count() == 1
    bench.sheet.write_bytes(b"\x00\x01\x02" * 99)
    page.get_by_role("button", name=re.compile("^Reload")).click()
    bench.box.locator("p.fu-alert", has_text="search.csv").wait_for()
    bench.shot(pictures / "wb-wrong-file.png")
    assert bench.card(OFFER).is_visible() and serious(page, ".fu-bench") == []


def test_the_tabs_are_read_and_the_report_is_saved(lab: Lab, screen: Watched, pictures: Path, tmp_path: Path) -> None:
    page = screen.page
    bench = open_bench(lab, page, "tabs", search(SMALL))
    bench.choose(OFFER)
    bench.press("Sent")
    bench.recorded("you answered")
    bench.tab("Numbers")
    page.get_by_text(re.compile("silence", re.IGNORECASE)).first.wait_for(timeout=60 * SECONDS)
    bench.shot(pictures / "wb-numbers.png")
    assert serious(page, ".fu-bench") == []
    bench.tab("Report")
    frame = page.locator("iframe[srcdoc]")
    frame.wait_for(timeout=60 * SECONDS)
    assert frame.get_attribute("sandbox") == ""
    bench.shot(pictures / "wb-report.png")
    assert serious(page, ".fu-bench") == []
    files = (("Download HTML", "html", b"<!doctype"), ("Mail draft", "eml", b""), ("Calendar (.ics)", "ics", b"begin:vcalendar"))
    for label, ending, begin in files:
        with page.expect_download(timeout=90 * SECONDS) as download:
            page.get_by_role("button", name=label).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.suffix == f".{ending}" and path.read_bytes().lstrip().lower().startswith(begin)
    assert (bench.sheet.parent / "followup-2026-W24.html").exists()
    page.get_by_role("button", name="Undo", exact=True).locator("visible=true").first.click()
    bench.said("taken back")
    assert bench.kinds() == ["answer", "undo"]


def test_three_hundred_applications_are_found_sorted_and_fast(lab: Lab, screen: Watched, pictures: Path) -> None:
    page = screen.page
    bench = open_bench(lab, page, "large", search(LARGE))
    bench.choose(OFFER)
    assert high(bench) <= 760
    assert bench.cards.locator(".fu-card").count() == 20
    page.get_by_role("button", name=re.compile("show all")).click()
    assert bench.cards.locator(".fu-card").count() > 40
    bench.shot(pictures / "wb-300-rows.png")
    assert statistics.median(page.evaluate(TIME_TO_CHOOSE)) <= 50
    find = page.get_by_placeholder("Find a company, role or person")
    assert statistics.median(find.evaluate(TIME_TO_FIND)) <= 100
    find.fill("aldr anal")
    page.get_by_text("Nothing matches “aldr anal”").wait_for()
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Sort", exact=True).select_option("by_company")
    names = bench.cards.locator(".fu-over").evaluate_all("all => all.map(one => one.getAttribute('aria-label').split(', ')[1])")
    assert names[1:] == sorted(names[1:], key=str.casefold) and len(names) > 40
    page.set_viewport_size({"width": 1024, "height": 768})
    page.wait_for_timeout(500)
    assert high(bench) <= 700


def test_keys_work_the_list_and_jupyterlab_does_not_hear_them(lab: Lab, screen: Watched, pictures: Path) -> None:
    page = screen.page
    bench = open_bench(lab, page, "keys", search(SMALL))
    bench.choose(OFFER)
    for key, company in (("ArrowDown", REPLY), ("End", ""), ("Home", OFFER), ("ArrowDown", REPLY), ("ArrowDown", THANKS)):
        page.keyboard.press(key)
        current = bench.cards.locator("[aria-current]").get_attribute("aria-label") or ""
        assert company in current and current == page.evaluate("document.activeElement.getAttribute('aria-label')")
    cells = page.locator(".jp-CodeCell").count()
    for key in ("x", "d", "d", "a", "b"):
        page.keyboard.press(key)
    assert page.locator(".jp-CodeCell").count() == cells
    page.keyboard.press("Home")
    page.keyboard.press("s")
    bench.recorded(f"you answered {OFFER}")
    bench.choose(REPLY)
    page.keyboard.press("z")
    page.get_by_text("Snooze till").wait_for()
    bench.choose(REPLY)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    # On a narrow screen the pane stands in the list, below its card.
    page.set_viewport_size({"width": 900, "height": 800})
    page.locator(".fu-narrow .fu-within .fu-pane").wait_for()
    bench.shot(pictures / "wb-narrow.png")
    assert serious(page, ".fu-bench") == []


def test_after_a_restart_of_the_kernel_it_says_what_to_do_and_nothing_is_lost(lab: Lab, screen: Watched, pictures: Path) -> None:
    page = screen.page
    bench = open_bench(lab, page, "restart", search({"check": 3}))
    hint = page.locator(".fu-hint").filter(has_text=RESTARTED)
    bench.choose(OFFER)
    assert not hint.is_visible()
    bench.press("Sent")
    bench.recorded("you asked")
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator('.lm-Menu-item[data-command="kernelmenu:restart"]').click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    hint.wait_for(timeout=20 * SECONDS)
    bench.shot(pictures / "wb-restarted.png")
    assert bench.kinds() == ["status_check"]
    screen.errors.clear()  # JupyterLab tells of the widgets that died
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
    hint.wait_for(state="hidden", timeout=60 * SECONDS)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(1500)
    saved = json.loads((bench.sheet.parent / "bench.ipynb").read_text(encoding="utf-8"))
    assert "Analytics" not in json.dumps(saved["metadata"]) and OFFER not in json.dumps(saved)
    screen.errors.clear()
