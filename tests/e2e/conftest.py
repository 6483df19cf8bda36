"""Tests in a real browser: they run only where they are asked for by name, for they need Chromium.

`make e2e` runs the core (marked so), `make e2e-all` everything.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# No name but this machine's resolves: nothing can leave it.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


PROMPTS = "[...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(e => e.textContent.trim())"
ERRORS = ", ".join(f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]' for kind in ("error", "stderr"))
SECONDS = 1000
GRAVE = ("serious", "critical")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    asked_for = any(Path(__file__).parent.name in Path(argument.split("::")[0]).parts for argument in config.args)
    return None if asked_for else True


@dataclass
class Watched:
    """A page, with what it wrote to the console as an error and what it asked for beyond this machine."""

    page: "Page"
    errors: list[str]
    outside: list[str]


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    token: str
    folder: Path

    def address(self, notebook: str) -> str:
        """Where a notebook is opened: in a new workspace, for one that is reset loads the page a second time."""
        return f"{self.url}/lab/workspaces/{secrets.token_hex(8)}/tree/{notebook}?token={self.token}"

    def stop_kernels(self) -> None:
        """End what runs: a kernel outlives the page that started it."""
        for kernel in json.loads(self._ask("GET", "kernels")):
            self._ask("DELETE", f"kernels/{kernel['id']}")

    def _ask(self, method: str, what: str) -> bytes:
        headers = {"Authorization": f"token {self.token}"}
        with urllib.request.urlopen(urllib.request.Request(f"{self.url}/api/{what}", headers=headers, method=method)) as answer:
            content: bytes = answer.read()
            return content


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.exit("Chromium is missing: sudo apt-get install --no-install-recommends chromium fonts-dejavu", returncode=1)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


def watched(browser: "Browser", width: int, height: int, **options: Any) -> Watched:
    """A new page that keeps an account of what it does."""
    page = browser.new_page(viewport={"width": width, "height": height}, **options)
    found = Watched(page, [], [])
    page.on("console", lambda message: found.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on("request", lambda request: found.outside.append(request.url) if _is_outside(request.url) else None)
    return found


def _is_outside(url: str) -> bool:
    scheme, _, rest = url.partition(":")
    return scheme in ("http", "https", "ws", "wss") and not rest.startswith("//127.0.0.1:")


def serious(page: "Page", within: str = "html") -> list[str]:
    """What axe-core finds grave: the rule and the element."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context={"include": [[within]]}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found if one["impact"] in GRAVE for node in one["nodes"]]


def run_all(page: "Page", lab: Lab, path: str) -> None:
    """Open a notebook and run it from top to bottom."""
    page.goto(lab.address(path))
    page.locator(".jp-StatusBar-TextItem", has_text=re.compile(r"\| Idle$")).wait_for(timeout=60 * SECONDS)
    page.wait_for_function(f"() => {PROMPTS}.length > 0")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
    # An error ends the run: the cells after it stay without a number.
    ended = f"{PROMPTS}.every(text => /^\\[\\d+\\]:?$/.test(text)) || document.querySelector(`{ERRORS}`)"
    page.wait_for_function(f"() => {ended}", timeout=180 * SECONDS)


@pytest.fixture
def screen(browser: "Browser", lab: Lab, pictures: Path) -> Iterator[Watched]:
    """A desktop's screen; whatever a test does on it, nothing leaves the machine and no script fails."""
    seen = watched(browser, 1440, 900)
    yield seen
    seen.page.screenshot(path=pictures / "last.png")
    seen.page.close()
    lab.stop_kernels()
    assert (seen.outside, seen.errors) == ([], [])


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of what was seen are put, for people to look at."""
    folder = ROOT / "build" / "e2e"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the notebooks and the sample, with settings of its own."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("course")
    (folder / "notebooks").mkdir()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        (folder / "notebooks" / path.name).write_text(_without_outputs(path), encoding="utf-8")
    shutil.copytree(ROOT / "data" / "sample", folder / "data" / "sample")
    url, token, process = _start(folder, home)
    yield Lab(url, token, folder)
    # An interrupt would be asked about.
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def _without_outputs(notebook: Path) -> str:
    """A notebook that has not run: what is seen later was not there before."""
    book = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return json.dumps(book)


def _start(folder: Path, home: Path) -> "tuple[str, str, subprocess.Popen[bytes]]":
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, url, written = secrets.token_hex(16), f"http://127.0.0.1:{port}", home / "lab.log"
    _settle(home / "lab")
    folders = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment = os.environ | folders | {"JUPYTERLAB_SETTINGS_DIR": str(home / "lab"), "IPYTHONDIR": str(home / "ipython")}
    options = [
        f"--port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}",
    ]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", *options]
    with written.open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{url}/api/status?token={token}", timeout=2).close()
            return url, token, process
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.3)
    raise RuntimeError(f"JupyterLab did not start:\n{written.read_text()}")


def _settle(settings: Path) -> None:
    """No pop-up that asks about news and lies over the page; and all cells in the page, not only those that are in sight."""
    chosen = {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"windowingMode": "none"},
    }
    for name, setting in chosen.items():
        path = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(setting))
