# SPDX-License-Identifier: Apache-2.0
"""Windows of a real browser, as large as a phone or a desk; no database, so that pictures can be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds; a machine that does much else at once makes nobody's page wrong
PAUSE = 100
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}


@contextmanager
def window(
    browser: Browser, *, size: dict[str, int], language: str = "zh-CN", scripts: bool = True
) -> Iterator[Page]:
    """A page in a context of its own, as large as a phone or a desk."""
    is_phone = size["width"] < 600
    context: BrowserContext = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale=language,
        java_script_enabled=scripts,
        is_mobile=is_phone,
        has_touch=is_phone,
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def wait_until(page: Page, is_so: Callable[[], object]) -> None:
    """Look again and again while there is patience; whoever waits then asserts what is so. A page cannot
    be given words to run, as its policy forbids it."""
    for _ in range(PATIENCE // PAUSE):
        if is_so():
            return
        page.wait_for_timeout(PAUSE)
