"""In Chromium: every notebook runs in JupyterLab; the report and a notebook's page are read on several screens."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import followup_analytics as fa
from tests.e2e.conftest import ERRORS, ROOT, Lab, Watched, run_all, serious, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The others run in the long one: they hold the same cells as the tests of the notebooks without a browser.
CORE = ("00_start_here.ipynb",)
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SAMPLE = ROOT / "data" / "sample" / "my_job_search.csv"


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.core) if name in CORE else name for name in NOTEBOOKS])
def test_a_notebook_runs_in_jupyterlab_without_an_error(name: str, lab: Lab, screen: Watched, pictures: Path) -> None:
    run_all(screen.page, lab, f"notebooks/{name}")
    cells = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))["cells"]
    assert screen.page.locator(".jp-CodeCell").count() == sum(cell["cell_type"] == "code" for cell in cells)
    assert screen.page.locator(ERRORS).all_inner_texts() == []
    screen.page.screenshot(path=pictures / f"{name.removesuffix('.ipynb')}.png")
    if name.startswith("00"):
        photograph(screen.page, pictures / "workbench.png")


def photograph(page: "Page", path: Path) -> None:
    """The upper part of the workbench."""
    bench = page.locator(".fu-bench")
    bench.locator(".fu-draft").wait_for()
    bench.evaluate("bench => bench.scrollIntoView({block: 'start'})")
    box = bench.bounding_box()
    assert box is not None
    page.screenshot(path=path, clip={"x": box["x"], "y": box["y"], "width": box["width"], "height": box["width"] * 2 / 3})


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    log = fa.read_log(SAMPLE, timezone="America/New_York", country="US")
    fa.weekly_report(log, week="2026-W24").write(path)
    return path


SCREENS = [("phone", 390, 844, "light"), ("phone-dark", 390, 844, "dark"), ("desktop", 1280, 900, "light")]


@pytest.mark.core
@pytest.mark.parametrize(("name", "width", "height", "scheme"), SCREENS, ids=[case[0] for case in SCREENS])
def test_the_report_is_readable_on_every_screen_and_loads_nothing(
    name: str, width: int, height: int, scheme: str, report: Path, browser: "Browser", pictures: Path
) -> None:
    seen = watched(browser, width, height, color_scheme=scheme)
    seen.page.goto(report.as_uri())
    seen.page.screenshot(path=pictures / f"report-{name}.png", full_page=True)
    wider = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert (seen.outside, seen.errors, wider) == ([], [], 0)
    assert serious(seen.page) == []
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
