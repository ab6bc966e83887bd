# SPDX-License-Identifier: Apache-2.0
"""S0-10: 永宁街道 plans 四季送, four campaigns of a year with its partners. Whoever is helped several
times is one person, and as many person-times as they came."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.people.models import Person
from unionnet.programmes.campaigns.models import Campaign
from unionnet.tools.activities.models import Activity

pytestmark = pytest.mark.django_db

SEASONS = (
    # kind, title, the campaign's days, the day of its activity
    ("training", "春季送培训", "2024-02-01", "2024-04-30", "2024-03-08"),
    ("cool", "夏季送清凉", "2024-05-01", "2024-07-31", "2024-06-12"),
    ("post", "秋季送岗位", "2024-08-01", "2024-10-31", "2024-09-10"),
    ("warmth", "冬季送温暖", "2024-11-01", "2024-12-31", "2024-12-20"),
)
PARTNERS = {"区红十字会": "builds", "街道共建单位": "builds", "区财政局": "backs"}


def planned(client: Client, season: tuple[str, ...], union: str) -> str:
    """A campaign with its partners, by the forms of the desk: its address."""
    kind, title, starts, ends, _day = season
    said = {"union": union, "kind": kind, "title": title, "line": "民心守护·四季送", "budget": "5000"}
    page = client.post("/desk/campaigns/new", {**said, "starts_on": starts, "ends_on": ends})["Location"]
    for name, role in PARTNERS.items():
        client.post(f"{page}/partners", {"name": name, "role": role, "gives": "物资和志愿者"})
    return page


def held(client: Client, page: str, day: str, officer: Person, chair: Person) -> Activity:
    """One activity of the campaign, up to the day itself."""
    said = {
        "kind": "service",
        "title": "走进社区",
        "place": "社区广场",
        "expected": "60",
        "audience": "everyone",
    }
    times = {"starts_at": f"{day}T09:00", "ends_at": f"{day}T11:00"}
    address = client.post(f"{page}/hold", {**said, **times})["Location"]
    for move in ("submit", "approve", "announce", "start"):
        sign_in(client, chair if move == "approve" else officer)
        client.post(f"{address}/moves/{move}")
    sign_in(client, officer)
    return Activity.objects.get(public_id=address.rpartition("/")[2])


def test_four_campaigns_of_a_year_count_each_person_once(client: Client) -> None:
    town = make_union("永宁街道总工会")
    officer, chair = make_officer(town), make_officer(town, role="leader", name="林主席")
    for name in ("王小满", "李静", "赵敏"):
        make_person(name, union=town)
    sign_in(client, officer)
    came = ("王小满\n李静", "王小满\n李静\n赵敏", "王小满\n陈师傅 顺丰", "王小满\n陈师傅 顺丰\n李静")
    for season, names in zip(SEASONS, came, strict=True):
        page = planned(client, season, town.name)
        activity = held(client, page, season[-1], officer, chair)
        assert activity.hosts.count() == 1 + len(PARTNERS)
        session = activity.sessions.get().public_id
        list_of_names = {"via": "paper", "text": names, "take": "1"}
        assert client.post(f"/desk/activities/sessions/{session}/roster", list_of_names).status_code == 302
    whole = text_of(client.get("/desk/campaigns/?year=2024&q=四季送"))
    assert "行动（项） 4" in whole
    assert "参加人数 4 人" in whole
    assert "参加人次 10 人次" in whole
    winter = Campaign.objects.get(kind="warmth")
    one = text_of(client.get(f"/desk/campaigns/{winter.public_id}"))
    assert "参加人数 3 人" in one
    assert "区红十字会" in one
    sheet = client.get("/desk/campaigns/campaigns.xlsx?year=2024").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()[-4:]
    assert [(row[2], row[8], row[9]) for row in rows] == [
        ("送温暖", 3, 3),
        ("送岗位", 2, 2),
        ("送清凉", 3, 3),
        ("送培训", 2, 2),
    ]
