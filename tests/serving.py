# SPDX-License-Identifier: Apache-2.0
"""The product for journeys: server and worker over the test database, and a real browser before it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.database import OWNER_URL, ROOT
from tests.keeping import kept
from tests.windows import CHROMIUM_FLAGS as CHROMIUM_FLAGS
from tests.windows import DESK as DESK
from tests.windows import PATIENCE as PATIENCE
from tests.windows import PHONE as PHONE
from tests.windows import window as window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@dataclass(frozen=True)
class Site:
    """A running product."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def health(self) -> dict[str, object]:
        """The answer of /healthz, also when it says "down"; empty when nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=3) as answer:  # noqa: S310
                found = json.load(answer)
        except urllib.error.HTTPError as down:
            found = json.load(down)
        except OSError:
            found = {}
        return dict(found)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_site(data: Path, *options: str, **environment: str) -> Iterator[Site]:
    """Start `unionnet serve` on a free port over the test database; end it with the block."""
    port = free_port()
    told = {
        **os.environ,
        # What the test itself seals and stores, the server must be able to open.
        "UNIONNET_KEYS": str(Path(os.environ["UNIONNET_DATA"]) / "keys"),
        "UNIONNET_FILES": str(Path(os.environ["UNIONNET_DATA"]) / "files"),
        "UNIONNET_PUBLIC_URL": f"http://127.0.0.1:{port}",
        **environment,
    }
    if "--lan" in options:  # it finds out by itself under which address others see it
        del told["UNIONNET_PUBLIC_URL"]
    log = data / "serve.log"
    with log.open("wb") as words:
        process = subprocess.Popen(
            [sys.executable, "-m", "unionnet", "serve", "--port", str(port), "--data", str(data), *options],
            cwd=ROOT,
            env=told,
            stdout=words,
            stderr=subprocess.STDOUT,
        )
    site = Site(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_until_it_serves(site)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        _unmark()


def _unmark() -> None:
    """A demo marks its database; those who come after us find one that is none."""
    with psycopg.connect(OWNER_URL, autocommit=True) as db:
        db.execute("DELETE FROM demo_demoworld")


def _wait_until_it_serves(site: Site, limit: float = 60.0) -> None:
    end = time.monotonic() + limit
    while time.monotonic() < end and site.process.poll() is None:
        if site.health().get("worker") == "ok":
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not come up:\n{site.log.read_text(errors='replace')}")


@pytest.fixture(scope="module")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A product for the tests of a module. They must commit what it is to see (`transaction=True`)."""
    return kept("site", lambda: running_site(tmp_path_factory.mktemp("site")))


@pytest.fixture(scope="module")
def demo_site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A product in demo mode; the test loads what it needs."""
    return kept("demo_site", lambda: running_site(tmp_path_factory.mktemp("demo"), UNIONNET_DEMO="1"))


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Debian's Chromium, driven by playwright. Without it the tests say so and are skipped. It ends with its
    module, since playwright keeps an event loop in this thread, where other tests need one of their own."""
    program = shutil.which("chromium")
    if not program:
        pytest.skip("Chromium is not installed: as root, apt-get install chromium fonts-noto-cjk")
    from playwright._impl._driver import compute_driver_executable

    driver = compute_driver_executable()[0]
    if subprocess.run([driver, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("The driver of the browser does not start: as root, apt-get install libatomic1")
    return kept("browser", lambda: _chromium(program))


@contextmanager
def _chromium(program: str) -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Django takes that loop for asynchronous code
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone, 390 px wide, in Chinese."""
    with window(browser, size=PHONE) as page:
        yield page


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """An officer's window, 1440 px wide, in Chinese."""
    with window(browser, size=DESK) as page:
        yield page
