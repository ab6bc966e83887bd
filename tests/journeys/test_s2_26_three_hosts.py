# SPDX-License-Identifier: Apache-2.0
"""S2-26: young officers of 河北, 北京 and 天津 hold a day of joint study. Three hosts, each with its
own people and its share of the cost; six mechanisms become items that are followed up after the archive."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.tools.activities.models import Activity, FollowUp

pytestmark = pytest.mark.django_db

MECHANISMS = ("共学", "共过", "共育", "共调研", "共办", "共解难题")
PLAN = {
    "kind": "joint",
    "title": "青年干部主题党日",
    "place": "西柏坡",
    "expected": "95",
    "audience": "members",
}
PLAN |= {"starts_at": "2024-06-28T09:00", "ends_at": "2024-06-28T17:00"}


def test_three_hosts_count_their_own_and_follow_up_what_was_agreed(client: Client) -> None:
    regions = {"130000": "河北省总工会", "110000": "北京市总工会", "120000": "天津市总工会"}
    hebei, beijing, tianjin = [
        make_union(name, kind="provincial_federation", region_code=code) for code, name in regions.items()
    ]
    officer, chair = make_officer(hebei), make_officer(hebei, role="leader", name="郝主席")
    sign_in(client, officer)
    page = client.post("/desk/activities/new", {**PLAN, "union": hebei.name})["Location"]
    for name, share in (("北京市总工会", "3000"), ("天津市总工会", "2000.50")):
        client.post(f"{page}/add/hosts", {"name": name, "role": "co", "share": share})
    for heading in MECHANISMS:
        item = {"heading": heading, "what": f"建立{heading}机制", "whose": "三地工会", "due_on": "2024-12-31"}
        assert client.post(f"{page}/add/follow-ups", item).status_code == 302
    for move in ("submit", "approve", "announce", "start"):
        sign_in(client, chair if move == "approve" else officer)
        client.post(f"{page}/moves/{move}")
    activity = Activity.objects.get()
    session = activity.sessions.get().public_id
    desk = f"/desk/activities/sessions/{session}"
    for union, count in ((hebei, 33), (beijing, 31), (tianjin, 31)):
        people = [make_person(f"{union.name[:2]}{n}", union=union) for n in range(count)]
        sign_in(client, make_officer(union, name="带队"))  # each host writes down its own
        for person in people:
            client.post(desk, {"code": person.memberships.get().card_no})
    sign_in(client, officer)
    shown = text_of(client.get(page))
    for words in (
        "河北省总工会 主办 33 33",
        "北京市总工会 联合主办 3,000.00 元 31 31",
        "天津市总工会 联合主办 2,000.50 元 31 31",
    ):
        assert words in shown, shown
    assert "人数 95 人 人次 95 人次" in shown
    client.post(f"{page}/moves/finish")
    client.post(f"{page}/add/outcome", {"outcome": "三地约定六项机制，轮流承办。"})
    client.post(f"{page}/moves/archive")
    sign_in(client, make_officer(tianjin, name="津干部"))  # a host follows up what it took on
    agreed = FollowUp.objects.get(heading="共学")
    client.post(f"/desk/activities/follow-ups/{agreed.public_id}/result", {"result": "三地共编案例一本"})
    shown = text_of(client.get(page))
    assert "已归档" in shown
    assert "三地共编案例一本" in shown
    assert FollowUp.objects.filter(done_at=None).count() == len(MECHANISMS) - 1
    sign_in(client, make_officer(make_union("山西省总工会", kind="provincial_federation")))
    assert client.get(page).status_code == 404
