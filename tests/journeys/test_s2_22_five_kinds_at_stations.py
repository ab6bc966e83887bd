# SPDX-License-Identifier: Apache-2.0
"""S2-22: the stations of 南宁 bring policy, training, warmth, cool and health to workers, each with a partner
firm: winter 2023, ginger tea. Firm, station and those who were helped stand in one table."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.campaigns.models import Campaign
from unionnet.tools.activities.models import Activity

pytestmark = pytest.mark.django_db

KINDS = {"policy": "送政策", "training": "送培训", "warmth": "送温暖", "cool": "送清凉", "health": "送健康"}
DAY = {"starts_on": "2023-11-01", "ends_on": "2023-12-31"}
PLAN = {"kind": "service", "expected": "30", "audience": "everyone", "site": "体强路口驿站"}
PLAN |= {"starts_at": "2023-12-16T14:00", "ends_at": "2023-12-16T17:00"}


def test_five_kinds_at_a_station_each_with_its_firm(client: Client) -> None:
    city = make_union("南宁市总工会", kind="city_federation", region_code="450100")
    officer, chair = make_officer(city), make_officer(city, role="leader", name="韦主席")
    make_site(city, "体强路口驿站")
    courier = make_person("王小满", union=city)
    card = courier.memberships.get().card_no
    for number, (kind, label) in enumerate(KINDS.items()):
        sign_in(client, officer)
        said = {"union": city.name, "kind": kind, "title": f"{label}进驿站", "budget": "0", **DAY}
        page = client.post("/desk/campaigns/new", {**said, "sites": "体强路口驿站"})["Location"]
        client.post(f"{page}/partners", {"name": f"第{number}家企业", "role": "gives", "gives": "姜茶"})
        address = client.post(f"{page}/hold", {**PLAN, "title": f"{label}：冬日姜茶"})["Location"]
        for move in ("submit", "approve", "announce", "start"):
            sign_in(client, chair if move == "approve" else officer)
            client.post(f"{address}/moves/{move}")
        sign_in(client, officer)
        session = Activity.objects.get(title=f"{label}：冬日姜茶").sessions.get().public_id
        client.post(f"/desk/activities/sessions/{session}", {"code": card})
        counted = {"number": "40", "source": "estimate", "words": "领走姜茶的路人"}
        client.post(f"{address}/add/heads", counted)
    page = text_of(client.get("/desk/campaigns/"))
    for label in KINDS.values():
        assert f"{label} 1 1 1 1" in page  # campaigns, activities, persons, person-times
    assert "参加人数 1 人" in page
    assert "参加人次 5 人次" in page  # those nobody wrote down are in neither
    warmth = Campaign.objects.get(kind="warmth")
    one = text_of(client.get(f"/desk/campaigns/{warmth.public_id}"))
    for words in ("第2家企业", "姜茶", "体强路口驿站", "另有只知总数的 40 人次"):
        assert words in one
