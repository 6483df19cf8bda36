"""Write the thumbnails of `docs/pictures`: each notebook's main picture, the workbench, the due list and the report.

python docs/make_pictures.py

The pictures of the due list and the report are taken in Chromium; the workbench's is the one that `make e2e` left in `build/e2e`.
"""

import base64
import io
import json
import shutil
import tempfile
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import followup_analytics as fa
from followup_analytics.notebook import show_due_list

ROOT = Path(__file__).parents[1]
PICTURES = Path(__file__).with_name("pictures")
SAMPLE = ROOT / "data" / "sample" / "my_job_search.csv"
AS_OF, WEEK = "2026-06-08", "2026-W24"  # the sample's own
MOST_BYTES = 40_000
SMALL, LARGE = (480, 320), (760, 500)
_COLOURS, _SHRINK = 64, 0.95
# Which output of a notebook is its main one: the number among its pictures, texts or tables.
MAIN = {
    "01": ("image/png", 2),
    "02": ("image/png", 0),
    "03": ("image/png", 0),
    "04": ("image/png", 0),
    "05": ("image/png", 1),
    "06": ("image/png", 0),
    "07": ("text", 1),
    "08": ("text/html", 0),
}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PAGE = '<meta charset="utf-8"><body style="font:14px DejaVu Sans,sans-serif;margin:12px;background:white">{}</body>'


def thumbnail(picture: bytes, size: tuple[int, int]) -> bytes:
    """A picture as a PNG: cut off below to the size's proportions, and no larger than the size or the file may be."""
    with Image.open(io.BytesIO(picture)) as image:
        whole = image.convert("RGB")
    whole = whole.crop((0, 0, whole.width, min(whole.height, round(whole.width * size[1] / size[0]))))
    width = float(size[0])
    while True:
        small = whole.resize((round(width), round(whole.height * width / whole.width)), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        # The rare colours are those that tell.
        flat = small.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        flat.save(file, "png", optimize=True)
        if len(file.getvalue()) <= MOST_BYTES:
            return file.getvalue()
        width *= _SHRINK


def main_picture(notebook: Path, browser: Browser) -> bytes:
    """The picture that stands for a notebook."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    outputs = [{**output.get("data", {}), **output} for cell in cells for output in cell.get("outputs", [])]
    kind, number = MAIN[notebook.stem[:2]]
    content = "".join([output[kind] for output in outputs if kind in output][number])
    if kind == "image/png":
        return base64.b64decode(content)
    html = content if kind == "text/html" else f'<pre style="white-space:pre-wrap">{escape(content)}</pre>'
    return seen(browser, _PAGE.format(html), 780, 520)


def seen(browser: Browser, html: str, width: int, height: int) -> bytes:
    """What a page looks like."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    picture: bytes = page.screenshot()
    page.close()
    return picture


def due_and_report(browser: Browser) -> dict[str, bytes]:
    """The due list as a notebook shows it, and the report as it is opened."""
    log = fa.read_log(SAMPLE, timezone="America/New_York", country="US")
    due = show_due_list(fa.due_list(log, fa.follow_up_actions(log, as_of=AS_OF), as_of=AS_OF)).html
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        fa.weekly_report(log, week=WEEK).write(path)
        report = path.read_text(encoding="utf-8")
    return {"due-list": seen(browser, _PAGE.format(due), 840, 560), "report": seen(browser, report, 840, 560)}


def main() -> None:
    """Take all pictures and write them."""
    PICTURES.mkdir(exist_ok=True)
    path = next(filter(None, map(shutil.which, _BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        pictures = due_and_report(browser)
        for notebook in sorted((ROOT / "notebooks").glob("0[1-9]_*.ipynb")):
            pictures[notebook.stem] = main_picture(notebook, browser)
        browser.close()
    pictures["00_start_here"] = (ROOT / "build" / "e2e" / "workbench.png").read_bytes()
    for name, picture in pictures.items():
        size = SMALL if name[0].isdigit() else LARGE
        (PICTURES / f"{name}.png").write_bytes(thumbnail(picture, size))


if __name__ == "__main__":
    main()
