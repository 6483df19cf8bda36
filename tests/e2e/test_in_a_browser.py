"""In Chromium: every notebook runs in JupyterLab, the workbench is used by clicking, the report is read on two screens."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import followup_analytics as fa
from followup_analytics.jupyter import shown
from followup_analytics.search.search import Search
from tests.e2e.conftest import ROOT, Lab, Watched, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SAMPLE = ROOT / "data" / "sample" / "my_job_search.csv"
# As the first cell of 00_start_here.ipynb has it.
SEEKER = fa.Seeker(name="Robin Ashworth", email="robin@ashworth.example")
THERE_AND_THEN: dict[str, Any] = {
    "as_of": "2026-06-08",
    "timezone": "America/New_York",
    "country": "US",
    "cadence": fa.Cadence(seeker=SEEKER),
    "keep": False,
}
UPLOADED = """Company,Role,When,Interview,Notes
Acme,Analyst,2026-05-11,,hello
<b>Bolt</b>,Clerk,2026-05-29,,
Coil,Clerk,2026-06-05,,
Drum,Clerk,2026-05-20,2026-06-03,
"""
PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(e => e.textContent.trim())"
ERRORS = ", ".join(f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("error", "stderr"))
SECONDS = 1000


def run_all(page: "Page", lab: Lab, name: str) -> None:
    """Open a notebook and run it from top to bottom."""
    page.goto(lab.address(f"notebooks/{name}"))
    page.locator(".jp-StatusBar-TextItem", has_text=re.compile(r"\| Idle$")).wait_for(timeout=60 * SECONDS)
    page.wait_for_function(f"() => {PROMPTS}.length > 1")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
    # An error ends the run: the cells after it stay without a number.
    ended = f"{PROMPTS}.every(text => /^\\[\\d+\\]:?$/.test(text)) || document.querySelector(`{ERRORS}`)"
    page.wait_for_function(f"() => {ended}", timeout=180 * SECONDS)
    cells = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
    assert page.locator(".jp-CodeCell").count() == sum(cell["cell_type"] == "code" for cell in cells)
    assert page.locator(ERRORS).all_inner_texts() == []


@pytest.fixture
def screen(browser: "Browser", lab: Lab, pictures: Path) -> Iterator[Watched]:
    """A desktop's screen; whatever a test does on it, nothing leaves the machine and no script fails."""
    seen = watched(browser, 1400, 1400)
    yield seen
    seen.page.screenshot(path=pictures / "last.png")
    seen.page.close()
    lab.stop_kernels()
    assert (seen.outside, seen.errors) == ([], [])


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_in_jupyterlab_without_an_error(name: str, lab: Lab, screen: Watched, pictures: Path) -> None:
    run_all(screen.page, lab, name)
    screen.page.screenshot(path=pictures / f"{name.removesuffix('.ipynb')}.png")


# --- the workbench ---------------------------------------------------------------------------------------------------


def open_tab(page: "Page", title: str) -> None:
    page.locator(".widget-tab .lm-TabBar-tab", has_text=re.compile(f"^{title}$")).click()


def said(page: "Page", text: str) -> None:
    """Wait until the workbench says so."""
    from playwright.sync_api import expect

    line = page.locator(".widget-html p[role=status], .widget-html p[role=alert]").filter(has_text=text)
    expect(line.first).to_be_visible(timeout=60 * SECONDS)


def chosen(page: "Page", label: str) -> Any:
    """The dropdown of that label, in the tab that is shown."""
    return page.locator(".widget-dropdown:visible").filter(has=page.get_by_text(label, exact=True)).locator("select")


def listed(page: "Page", codes: Iterable[str]) -> None:
    """Wait until the due list that is shown has these codes."""
    from playwright.sync_api import expect

    expect(page.locator(".widget-html:visible td code")).to_have_text(list(codes), timeout=30 * SECONDS)


def photograph(page: "Page", path: Path) -> None:
    """The upper part of the workbench."""
    bench = page.locator(".followup-bench")
    bench.evaluate("bench => bench.scrollIntoView({block: 'start'})")
    box = bench.bounding_box()
    assert box is not None
    page.screenshot(path=path, clip={"x": box["x"], "y": box["y"], "width": box["width"], "height": box["width"] * 2 / 3})


def test_the_workbench_is_used_by_clicking(lab: Lab, screen: Watched, pictures: Path, tmp_path: Path) -> None:
    from playwright.sync_api import expect

    page = screen.page
    run_all(page, lab, "00_start_here.ipynb")
    page.locator(".widget-tab").scroll_into_view_if_needed()
    twin = Search(SAMPLE, **THERE_AND_THEN)
    said(page, twin.told)
    listed(page, twin.due.frame["code"])
    photograph(page, pictures / "workbench.png")

    sheet = tmp_path / "mine.csv"
    sheet.write_text(UPLOADED, encoding="utf-8")
    twin.upload("mine.csv", UPLOADED.encode())
    open_tab(page, "Sheet")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload a sheet").click()
    chooser.value.set_files(sheet)
    said(page, twin.told)
    page.screenshot(path=pictures / "workbench-sheet.png")

    told = twin.correct("Notes", "")
    chosen(page, "Column").select_option("Notes")
    chosen(page, "means").select_option("leave it aside")
    page.get_by_role("button", name="Correct it").click()
    said(page, told)

    page.locator('input[type="date"]').fill("2026-06-12")
    said(page, twin.look_from("2026-06-12"))
    open_tab(page, "Today")
    listed(page, twin.due.frame["code"])
    page.locator("input[placeholder^=company]").fill("bolt")
    page.keyboard.press("Tab")
    fits = shown.filtered_list(twin, words="bolt")
    page.locator(".widget-html:visible b", has_text=fits.summary).wait_for(timeout=30 * SECONDS)
    listed(page, fits.frame["code"])
    assert page.locator(".widget-html b:text-is('Bolt')").count() == 0
    code = str(fits.frame["code"].iloc[0])
    expect(page.locator(".widget-textarea textarea")).to_have_value(shown.draft(twin, code).text, timeout=30 * SECONDS)
    page.screenshot(path=pictures / "workbench-today.png")
    page.get_by_role("button", name="I sent it").click()
    said(page, shown.sent(twin, code))
    listed(page, shown.filtered_list(twin, words="bolt").frame["code"])

    open_tab(page, "Timeline")
    page.locator(".widget-html:visible img[alt]").wait_for(timeout=60 * SECONDS)
    page.screenshot(path=pictures / "workbench-timeline.png")
    open_tab(page, "Answers")
    chosen(page, "By").select_option("weekday")
    page.locator(".widget-html:visible img[alt*='by weekday']").wait_for(timeout=60 * SECONDS)
    page.screenshot(path=pictures / "workbench-answers.png")

    open_tab(page, "Cadence")
    wait = page.locator(".widget-slider:visible").first
    wait.wait_for(timeout=120 * SECONDS)
    # A slider is moved with the keyboard as with the mouse: three business days more.
    wait.locator(".noUi-handle").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    days = twin.cadence.wait_business_days + 3
    changes = shown.cadence_changes(twin, wait_business_days=days)
    assert "Drum" in changes.text
    page.locator(".widget-html:visible b", has_text=changes.text.splitlines()[0]).wait_for(timeout=60 * SECONDS)
    page.screenshot(path=pictures / "workbench-cadence.png")
    page.get_by_role("button", name="Use these").click()
    said(page, twin.use(wait_business_days=days))

    open_tab(page, "Report")
    page.get_by_role("button", name="Write the report").click()
    said(page, "Written to ")
    written = (lab.folder / "notebooks" / "followup-2026-W24.html").read_text(encoding="utf-8")
    assert "Acme" in written and "&lt;b&gt;Bolt" in written

    open_tab(page, "Sheet")
    path = page.locator("input[placeholder='my-search.xlsx']")
    path.fill("/nowhere/none.csv")
    page.keyboard.press("Tab")
    page.locator("p[role=alert]", has_text="none.csv").wait_for(timeout=30 * SECONDS)
    assert page.locator(ERRORS).count() == 0


# --- the report ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    log = fa.read_log(SAMPLE, timezone="America/New_York", country="US")
    fa.weekly_report(log, week="2026-W24").write(path)
    return path


SCREENS = [("phone", 390, 844, "light"), ("phone-dark", 390, 844, "dark"), ("desktop", 1280, 900, "light")]


@pytest.mark.parametrize(("name", "width", "height", "scheme"), SCREENS, ids=[case[0] for case in SCREENS])
def test_the_report_is_readable_on_every_screen_and_loads_nothing(
    name: str, width: int, height: int, scheme: str, report: Path, browser: "Browser", pictures: Path
) -> None:
    seen = watched(browser, width, height, color_scheme=scheme)
    seen.page.goto(report.as_uri())
    seen.page.screenshot(path=pictures / f"report-{name}.png", full_page=True)
    wider = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (seen.outside, seen.errors, wider) == ([], [], 0)
    first = seen.page.locator("h2").first
    assert first.is_visible() and (first.bounding_box() or {"y": height})["y"] < height / 2
    for summary in seen.page.locator("summary").all():
        summary.click()
    wider = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (seen.outside, seen.errors, wider) == ([], [], 0)
    seen.page.close()


def test_a_notebook_s_page_loads_nothing(tmp_path: Path, browser: "Browser") -> None:
    from click.testing import CliRunner

    from followup_analytics.cli import main

    out = tmp_path / "04.html"
    result = CliRunner().invoke(main, ["notebook", "04", "--log", str(SAMPLE), "--as-of", "2026-06-08", "--out", str(out)])
    assert result.exit_code == 0, result.output
    seen = watched(browser, 1280, 900)
    seen.page.goto(out.as_uri())
    assert (seen.outside, seen.errors) == ([], [])
    assert seen.page.locator("h1").first.inner_text().startswith("What does silence mean?")
    seen.page.close()
