# SPDX-License-Identifier: Apache-2.0
"""S2-13: recruiting in live rooms. Views and page views are figures of their own, and firms on line are not
added to those of the fairs without a look at their codes."""

from __future__ import annotations

import pytest

from tests.knocking import text_of
from tests.returning import DESK, firms, issue, make_city, page_of, report_fairs, send

pytestmark = pytest.mark.django_db
LIVE = (
    {"code": "B1", "label": "视频号观看", "unit": "viewings"},
    {"code": "B2", "label": "网页浏览", "unit": "views"},
    {"code": "B3", "label": "参与企业", "kind": "firms", "unit": "firms"},
)


def test_s2_13_firms_on_line_meet_those_at_the_fairs_by_their_codes() -> None:
    city = make_city()
    fairs = report_fairs(city)
    live = issue(city.desk, city.union, "春风行动直播带岗", LIVE)
    version = city.desk.post(f"{DESK}forms/{live.form.public_id}/version")["Location"]
    for wrong in ("B1 = B2", "B1 + B2 <= 99999"):
        answer = city.desk.post(f"{version}checks/", {"formula": wrong, "severity": "error"})
        assert "计量单位不同，不能相加或相等" in text_of(answer)
    online = "\n".join([*firms(0, 100, "直播"), *firms(5000, 263, "直播")])
    send(city.desks[0], page_of(live, city.counties[0]), online, B1=20_000, B2=18_000)
    send(city.desks[1], page_of(live, city.counties[1]), "", B1=12_000, B2=10_000)
    shown = text_of(city.desk.get(f"{DESK}periods/{live.public_id}/"))
    assert "视频号观看 人次（观看） 32,000" in shown
    assert "网页浏览 次（浏览） 28,000" in shown
    assert "参与企业 家 363" in shown
    both = text_of(city.desk.get(f"{DESK}periods/{live.public_id}/firms?with={fairs.public_id}"))
    assert "1,298" in both
    assert "合在一起 1561 家" in both
    assert "几处都有的 100 家" in both
