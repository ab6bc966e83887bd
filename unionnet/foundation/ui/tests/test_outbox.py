# SPDX-License-Identifier: Apache-2.0
"""What is kept on a device can be opened again, whoever else keeps and drops at the same moment."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.serving import PHONE, Site, window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEEP_WHILE_OTHERS_DROP = """async () => {
    const { keep, held, drop } = await import("/static/ui/js/outbox.js");
    const opened = [];
    const writer = async (box) => {
        for (let n = 0; n < 60; n += 1) {
            const { n: row } = await keep(box, `${box}${n}`, { n });
            opened.push(...(await held(box)).map(({ plain }) => plain.n === n));
            await drop(row);
        }
    };
    await Promise.all([writer("a"), writer("b")]);
    return [opened.length, opened.every(Boolean)];
}"""


def test_what_is_kept_while_another_is_dropped_can_be_opened(browser: Browser, demo_site: Site) -> None:
    with window(browser, size=PHONE) as page:
        page.goto(f"{demo_site.url}/account/login/")
        assert page.evaluate(KEEP_WHILE_OTHERS_DROP) == [120, True]
