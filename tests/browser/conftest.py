"""A real Chromium in front of a real server with its own data folder. People sign in with the codes on their cards."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SOURCE = Path(__file__).resolve().parents[2] / "src"
COMMAND = str(Path(sys.executable).parent / "alongside")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=15_000)  # as patient as a person with an old phone: a busy machine is no fault


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: "tests/browser" in str(item.path))  # last: Playwright's loop stays in the process
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="NO CHROMIUM: install the package 'chromium'"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """One running Alongside."""

    folder: Path
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),  # what is tested is what stands beside these tests
            "ALONGSIDE_DATA": str(self.folder),
            "ALONGSIDE_ORIGIN": self.url,
            "ALONGSIDE_PSEUDO_LOCALES": "1",
        }

    def run(self, *arguments: str) -> str:
        """Run the `alongside` command on this site's data; answers what it printed."""
        done = subprocess.run(
            [COMMAND, *arguments], env=self.environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def python(self, code: str) -> Any:
        """Run code inside the product (for what no page does); answers the JSON it printed last."""
        lead = "import json, alongside.cli; alongside.cli.prepare()\n"
        done = subprocess.run(
            [sys.executable, "-c", lead + code],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None

    def card(self, nickname: str) -> str:
        """A new card for this person, as a host would print it."""
        code = (
            "from alongside.people.models import Person\nfrom alongside.people.actions import give_card\n"
            f"person = Person.objects.filter(nickname={nickname!r}).order_by('pk')[0]\n"
            "print(json.dumps(give_card(person, by=person)))"
        )
        return str(self.python(code))

    def start(self) -> None:
        self.server = subprocess.Popen(
            [COMMAND, "serve", "--port", str(self.port)],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(120):
            try:
                urllib.request.urlopen(self.url + "/", timeout=2).close()
                return
            except OSError:
                time.sleep(0.25)
        raise RuntimeError("the server did not start")

    def stop(self) -> None:
        if self.server:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(10)
            except subprocess.TimeoutExpired:
                self.server.kill()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def example(begun: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The lifelike example, served."""
    site = Site(begun(tmp_path_factory.mktemp("example")))
    site.run("example")
    site.start()
    yield site
    site.stop()


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Any]:
    """`browse(site, "Amina")` opens a browser in which she has used her card; None: a stranger's."""
    open_now: list[BrowserContext] = []

    def open_browser(site: Site, nickname: str | None = None, *, code: str = "", **options: Any) -> Page:
        look = options.pop("look", "")
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("reduced_motion", "reduce")  # else a colour is measured half-way through its change
        context = chromium.new_context(base_url=site.url, **options)
        open_now.append(context)
        if look:
            context.add_cookies([{"name": "look", "value": look, "url": site.url}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        if nickname or code:
            use_card(page, code or site.card(str(nickname)))
        return page

    yield open_browser
    for context in open_now:
        context.close()


def use_card(page: Page, code: str) -> None:
    """Type the code from the card, as a person would."""
    page.goto("/card/")
    form = page.locator("main form").filter(has=page.locator("input[name=code]")).first
    form.locator("input[name=code]").fill(code)
    form.locator("button[type=submit]").first.click()
    page.wait_for_url("**/my/**")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def sign_in_by_email(site: Site, page: Page, email: str) -> None:
    """Ask for a code, read the mail, type the code."""
    page.goto("/")
    page.get_by_role("link", name="Sign in", exact=True).click()
    page.get_by_label("Your email").fill(email)
    press(page, "Email me a code")
    mails = sorted((site.folder / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
    found = re.search(r"^\s*([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", mails[-1].read_text(), re.MULTILINE)
    assert found, "no code in the mail"
    page.locator("main").get_by_label("Code", exact=True).fill(found.group(1))
    press(page, "Open my space")
    expect(page.locator("h1")).to_contain_text("Hello")
