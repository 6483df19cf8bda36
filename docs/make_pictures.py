"""Write the thumbnails of `docs/pictures`: each notebook's main picture, the workbench, the due list and the report.

python docs/make_pictures.py

The pictures of pages are taken in Chromium; the workbench's is the one that `make e2e` left in `build/e2e`.
"""

import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import followup_analytics as fa
from followup_analytics.jupyter.tables import show_due_list

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).with_name("pictures")
SAMPLE = ROOT / "data" / "sample" / "my_job_search.csv"
AS_OF, WEEK = "2026-06-08", "2026-W24"  # the sample's own
SMALL, LARGE = (480, 320), (760, 500)
_COLOURS = 256
# Which output of a notebook stands for it; that of 08 is the report.
SHOWN = {"01": 1, "02": 1, "03": 1, "04": 1, "05": 1, "06": 1, "07": 1, "09": 1}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PAGE = (
    '<!DOCTYPE html><meta charset="utf-8">'
    '<body style="font:14px/1.35 DejaVu Sans,sans-serif;margin:10px;background:white">{}</body>'
)


def thumbnail(picture: bytes, size: tuple[int, int]) -> bytes:
    """A picture as a PNG of that size: cut off below where it is too high, on white where it is not high enough."""
    with Image.open(io.BytesIO(picture)) as image:
        whole = image.convert("RGB")
    whole = whole.crop((0, 0, whole.width, min(whole.height, round(whole.width * size[1] / size[0]))))
    small = whole.resize((size[0], min(size[1], round(whole.height * size[0] / whole.width))), Image.Resampling.LANCZOS)
    page, file = Image.new("RGB", size, "white"), io.BytesIO()
    page.paste(small, (0, (size[1] - small.height) // 2))
    # Few pixels have the colours that tell, so each gets its share of the palette.
    page.quantize(_COLOURS, kmeans=1, dither=Image.Dither.NONE).save(file, "png", optimize=True)
    return file.getvalue()


def outputs_of(notebook: str) -> list[str]:
    """What the cells of a notebook show, as HTML."""
    (path,) = (ROOT / "notebooks").glob(f"{notebook}_*.ipynb")
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return ["".join(output["data"].get("text/html", "")) for output in outputs if "data" in output]


def seen(browser: Browser, html: str, size: tuple[int, int]) -> bytes:
    """What a page looks like in a window of that size."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content(html)
    picture: bytes = page.screenshot()
    page.close()
    return picture


def due_and_report() -> tuple[str, str]:
    """The due list as a notebook shows it, and the report as it is opened."""
    log = fa.read_log(SAMPLE, timezone="America/New_York", country="US")
    due = show_due_list(fa.due_list(log, fa.follow_up_actions(log, as_of=AS_OF), as_of=AS_OF)).html
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        fa.weekly_report(log, week=WEEK).write(path)
        return _PAGE.format(due), path.read_text(encoding="utf-8")


def main() -> None:
    """Take all pictures and write them."""
    PICTURES.mkdir(exist_ok=True)
    due, report = due_and_report()
    small = {"00": (ROOT / "build" / "e2e" / "workbench.png").read_bytes()}
    pages = {name: _PAGE.format(outputs_of(name)[number]) for name, number in SHOWN.items()} | {"08": report}
    path = next(filter(None, map(shutil.which, _BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        small |= {name: seen(browser, page, (2 * SMALL[0], 2 * SMALL[1])) for name, page in pages.items()}
        large = {name: seen(browser, page, LARGE) for name, page in (("due-list", due), ("report", report))}
        browser.close()
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        (PICTURES / f"{notebook.stem}.png").write_bytes(thumbnail(small[notebook.stem[:2]], SMALL))
    for name, picture in large.items():
        (PICTURES / f"{name}.png").write_bytes(thumbnail(picture, LARGE))


if __name__ == "__main__":
    main()
