# SPDX-License-Identifier: Apache-2.0
"""The gallery before real eyes: axe, the strict policy, keyboard, no JavaScript, and 200 % text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.database import ROOT
from tests.serving import DESK, PHONE, Site, window
from tests.windows import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WALL = {"width": 1920, "height": 1080}
VIEWS = [("", PHONE), ("states", PHONE), ("desk", DESK), ("desk", PHONE), ("screen", WALL), ("print", DESK)]
pytestmark = pytest.mark.browser  # no database here: emptying its tables would meet the running product


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0] or 'phone'}-{view[1]['width']}")
def view(request: pytest.FixtureRequest) -> tuple[str, dict[str, int]]:
    found: tuple[str, dict[str, int]] = request.param
    return found


def opened(page: Page, site: Site, name: str) -> list[str]:
    """Open a gallery page and write down whatever the browser complains about."""
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "response",
        lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
    )
    page.goto(f"{site.url}/ui/{name}", wait_until="load")
    return complaints


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(outcome => outcome.violations)")
    return [
        f"{rule['impact']} {rule['id']}: {node['target']} {node.get('failureSummary', '')[:120]}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_finds_nothing_and_the_policy_is_kept(
    demo_site: Site, browser: Browser, view: tuple[str, dict[str, int]], language: str
) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: bin/assets test")
    name, size = view
    with window(browser, size=size, language=language) as page:
        complaints = opened(page, demo_site, name)
        page.wait_for_timeout(300)
        assert complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert violations(page) == []


def test_text_at_twice_its_size_stays_inside_the_window(demo_site: Site, browser: Browser) -> None:
    for name, size in VIEWS[:4]:
        with window(browser, size=size) as page:
            opened(page, demo_site, name)
            page.evaluate("document.styleSheets[0].insertRule('html { font-size: 200% }')")
            assert (name, page.evaluate("document.documentElement.scrollWidth")) <= (name, size["width"])


def test_without_javascript_everything_can_still_be_read_and_sent(demo_site: Site, browser: Browser) -> None:
    with window(browser, size=PHONE, scripts=False) as page:
        page.goto(f"{demo_site.url}/ui/")
        assert ":" in page.locator("time[data-countdown]").first.inner_text()
        assert not page.get_by_text("扫一扫").is_visible()
        page.get_by_text("打开面板").click()
        assert page.get_by_text("每个人只能改期一次。").is_visible()
        page.goto(f"{demo_site.url}/ui/")
        page.get_by_role("button", name="English").click()
        assert page.locator("html").get_attribute("lang") == "en"


@pytest.fixture
def officer(demo_site: Site, browser: Browser) -> Iterator[Page]:
    with window(browser, size=DESK) as page:
        opened(page, demo_site, "desk")
        yield page


def test_the_desk_is_driven_by_keyboard(officer: Page) -> None:
    officer.keyboard.press("j")
    officer.keyboard.press("j")
    assert officer.locator("tr.focus").inner_text().startswith("37 人申请入会")
    officer.keyboard.press("k")
    assert officer.locator("tr.focus").inner_text().startswith("劳动报酬求助")
    officer.keyboard.press("/")
    assert officer.evaluate("document.activeElement.id") == "find"
    officer.keyboard.press("Escape")
    officer.evaluate("document.activeElement.blur()")
    with officer.expect_download() as download:
        officer.keyboard.press("e")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_a_key_that_acts_on_a_row_first_shows_the_row(officer: Page) -> None:
    officer.evaluate(
        """() => {
            const button = document.createElement("button");
            button.type = "button";
            button.dataset.key = "R";
            button.addEventListener("click", () => { document.title = "done"; });
            document.querySelector("table[data-keys] tbody tr td").append(button);
        }"""
    )
    officer.keyboard.press("r")
    assert officer.locator("tr.focus").count() == 1
    assert officer.title() != "done"
    officer.keyboard.press("r")
    assert officer.title() == "done"


def test_a_key_begins_a_form_and_ctrl_enter_sends_it(officer: Page) -> None:
    officer.evaluate(
        """() => {
            const folded = document.createElement("details");
            folded.innerHTML = '<form data-key="R" data-send><textarea id="answer"></textarea></form>';
            document.querySelector("main").append(folded);
            const form = folded.querySelector("form");
            form.addEventListener("submit", (event) => {
                event.preventDefault();
                document.title = form.querySelector("textarea").value;
            });
        }"""
    )
    officer.keyboard.press("r")
    assert officer.evaluate("document.activeElement.id") == "answer"
    officer.keyboard.type("rear wheel")  # the letters of keys, and the key itself
    officer.keyboard.press("Enter")
    assert officer.title() != "rear wheel\n"
    officer.keyboard.press("Control+Enter")
    assert officer.title() == "rear wheel"


def test_a_countdown_follows_the_server_when_the_phone_is_wrong(demo_site: Site, browser: Browser) -> None:
    with window(browser, size=PHONE) as page:
        page.add_init_script("const now = Date.now.bind(Date); Date.now = () => now() + 600000;")
        opened(page, demo_site, "")
        page.wait_for_timeout(600)
        shown = page.locator("time[data-countdown]").first.inner_text()
        assert "00:12:25" <= shown <= "00:12:46"


def test_a_dangerous_button_asks_first(demo_site: Site, browser: Browser) -> None:
    with window(browser, size=PHONE) as page:
        opened(page, demo_site, "")
        page.get_by_role("button", name="退出本会").click()
        assert page.get_by_text("确定要退出吗？退出后会籍终止。").is_visible()
        page.get_by_role("button", name="取消").click()
        page.locator("dialog").wait_for(state="detached")


def test_two_taps_send_a_form_once(demo_site: Site, browser: Browser) -> None:
    with window(browser, size=PHONE) as page:
        opened(page, demo_site, "")
        page.evaluate("""() => {
            window.sent = 0;
            const form = document.querySelector("form[data-once]");
            form.noValidate = true;
            window.addEventListener("submit", (event) => {
                if (!event.defaultPrevented) window.sent += 1;
                event.preventDefault();
            });
            form.requestSubmit(); form.requestSubmit();
        }""")
        assert page.evaluate("window.sent") == 1


def test_a_live_region_keeps_itself_true(demo_site: Site, browser: Browser) -> None:
    with window(browser, size=PHONE) as page:
        opened(page, demo_site, "states")
        page.locator("#clock", has_not_text="--").wait_for()


def test_the_offline_page_comes_from_the_worker(demo_site: Site, browser: Browser) -> None:
    with window(browser, size=PHONE) as page:
        opened(page, demo_site, "")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.context.set_offline(True)
        page.goto(f"{demo_site.url}/somewhere")
        assert page.get_by_role("heading", name="没有网络").is_visible()
        page.context.set_offline(False)


HEAR = """async (address) => {
    window.heard = [];
    const { listen } = await import(address);
    listen("/test-stream", (data) => window.heard.push(data));
}"""


def test_two_tabs_share_one_stream(demo_site: Site, browser: Browser) -> None:
    listeners: set[Page] = set()

    def answer(route: Route) -> None:
        listeners.add(route.request.frame.page)
        route.fulfill(content_type="text/event-stream", body="retry: 400\ndata: 3 left\n\n")

    with window(browser, size=PHONE) as first:
        second = first.context.new_page()
        first.context.route("**/test-stream", answer)
        for page in (second, first):
            opened(page, demo_site, "states")
        second.evaluate(HEAR, "/static/ui/js/stream.js")
        wait_until(second, lambda: second.evaluate("window.heard.length"))
        first.evaluate(HEAR, "/static/ui/js/stream.js")
        wait_until(first, lambda: first.evaluate("window.heard.length"))
        first.wait_for_timeout(1500)  # in which it would have opened one of its own
        mine, other = first.evaluate("window.heard"), second.evaluate("window.heard")
        assert set(mine) == set(other) == {"3 left"}
        assert listeners == {second}


LIVE = """async (address) => {
    document.body.insertAdjacentHTML("beforeend",
        '<div id="fresh" data-live="/test-fragment" data-seconds="1" data-stream="/test-stream"></div>');
    const { start } = await import(address);
    start();
}"""


def test_a_region_asks_by_the_clock_while_its_stream_is_broken(demo_site: Site, browser: Browser) -> None:
    asked: list[str] = []

    def fragment(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body=f"<p>{len(asked)}</p>")

    with window(browser, size=PHONE) as page:
        page.route("**/test-fragment", fragment)
        page.route("**/test-stream", lambda route: route.abort())
        opened(page, demo_site, "states")
        page.evaluate(LIVE, "/static/ui/js/live.js")
        wait_until(page, lambda: len(asked) >= 3)
        assert len(asked) >= 3
