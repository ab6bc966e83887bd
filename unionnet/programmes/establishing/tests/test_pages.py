# SPDX-License-Identifier: Apache-2.0
"""The desk of establishing, through its addresses."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Employer
from unionnet.directory.people.models import Membership
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.establishing.models import Campaign, Ending, Establishment
from unionnet.programmes.establishing.tests.makers import (
    NAME,
    UNIT,
    bring_to,
    make_chain,
    make_establishment,
    make_neighbour,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/establishing/"
GIVEN = {
    "sender": "巴阳村联合工会",
    "name": NAME,
    "kind": "enterprise_union",
    "units": f"{UNIT[0]}，{UNIT[1]}",
    "employees": "46",
    "members": "31",
    "preparers": "冉小红，组长\n谭勇\n向梅、职工代表",
    "groups": ["truck_driver"],
}


@pytest.mark.parametrize(
    "path", [DESK, f"{DESK}export", f"{DESK}new", f"{DESK}endings/", f"{DESK}campaigns/"]
)
def test_the_desk_is_for_officers(client: Client, path: str) -> None:
    union = make_union("巴阳镇总工会")
    assert answers_at(client, path, union) == (302, 404, 404, 200, 200)


def test_an_officer_registers_what_the_first_letter_needs(client: Client) -> None:
    chain = make_chain()
    sign_in(client, chain.below)
    wrong = [
        {"units": UNIT[0]},
        {"units": f"{UNIT[0]}，911"},
        {"sender": "外县总工会"},
        {"approver": "外县总工会"},
        {"members": "9" * 30},
        {"members": "0"},
        {"preparers": "，\n"},
        {"kind": "national"},
        {"units": "\n".join(f"单位{n}，{UNIT[1]}" for n in range(300))},
    ]
    for each in wrong:
        assert client.post(f"{DESK}new", {**GIVEN, **each}).status_code == 422, each
    assert not Establishment.objects.exists()
    made = client.post(f"{DESK}new", GIVEN)
    row = Establishment.objects.get()
    assert made["Location"] == f"{DESK}{row.public_id}/"
    assert [(one.name, one.duty) for one in row.preparers.order_by("id")] == [
        ("冉小红", "组长"),
        ("谭勇", ""),
        ("向梅", "职工代表"),
    ]
    page = text_of(client.get(f"{DESK}{row.public_id}/"))
    assert "应当建立基层工会委员会" in page
    assert "《工会法》第十一条" in page
    assert client.post(f"{DESK}{row.public_id}/edit", {**GIVEN, "members": "24"}).status_code == 302
    assert "可以单独建立" in text_of(client.get(f"{DESK}{row.public_id}/"))


def test_the_page_names_the_time_its_region_gives(client: Client) -> None:
    chain = make_chain()
    row = make_establishment(chain)
    Employer.objects.filter(uscc=UNIT[1]).update(opened_on=date(2025, 1, 15))
    page = text_of(sign_in(client, chain.below).get(f"{DESK}{row.public_id}/"))
    assert "应在 2026 年 1 月 15 日 前建会" in page or "应在 1 月 15 日 前建会" in page
    assert "《重庆市工会条例》第七条" in page


def test_others_see_nothing_of_it(client: Client) -> None:
    chain = make_chain()
    row = make_establishment(chain)
    seen = {}
    leader = make_officer(chain.county, role="leader")
    for name, who in (("above", chain.above), ("neighbour", make_neighbour(chain)), ("leader", leader)):
        sign_in(client, who)
        page = client.get(f"{DESK}{row.public_id}/").status_code
        seen[name] = (page, client.post(f"{DESK}{row.public_id}/request").status_code)
    assert seen == {"above": (200, 302), "neighbour": (404, 404), "leader": (200, 404)}


def test_every_state_has_its_page_and_its_next_step(client: Client) -> None:
    chain = make_chain()
    row = make_establishment(chain)
    next_step = {
        "draft": "写成立工会请示",
        "application_submitted": "等上级答复",
        "preparation_approved": "安排大会",
        "meeting_requested": "请示与批复",
        "meeting_approved": "登记选举结果",
        "election_held": "写选举结果报告",
        "result_submitted": "等上级答复",
        "established": "选举结果",
    }
    for state, words in next_step.items():
        bring_to(row, state, chain)
        assert words in text_of(sign_in(client, chain.below).get(f"{DESK}{row.public_id}/")), state
    sign_in(client, chain.between)
    assert "登记工会法人" in text_of(client.get(f"{DESK}{row.public_id}/"))
    certificate = {"uscc": "81500235MC0000001H", "since": "2026-11-01", "until": "2029-10-31"}
    client.post(f"{DESK}{row.public_id}/registration", {**certificate, "until": "nonsense"})
    client.post(f"{DESK}{row.public_id}/registration", certificate)
    row.refresh_from_db()
    assert row.state == "legal_person_registered"


def test_the_result_of_an_election_is_pasted(client: Client) -> None:
    chain = make_chain()
    row = bring_to(make_establishment(chain), "meeting_approved", chain)
    door = f"{DESK}{row.public_id}/election"
    day = local_date(database_now())
    given = {
        "held_on": day,
        "should_attend": "31",
        "attended": "30",
        "term_years": "3",
        "elected": "冉小红\t主席\t30\n谭勇，委员，29\n彭波 , 经审主任 , 28",
    }
    sign_in(client, chain.below)
    for wrong in (
        "冉小红，主席",
        "冉小红，皇帝，30",
        "冉小红，主席，三十",
        "冉小红，主席，30\n冉小红，主席，30",
        "，主席，3",
    ):
        assert client.post(door, {**given, "elected": wrong}).status_code == 422
    assert client.post(door, {**given, "attended": "20"}).status_code == 422
    assert client.post(door, given).status_code == 302
    assert row.elected.count() == 3
    assert "冉小红，主席，30" in client.get(door).content.decode()


def test_the_list_is_searched_exported_and_costs_the_same_for_many(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    chain = make_chain()
    for number in range(6):
        make_establishment(chain, name=f"云阳第{number}物流公司工会")
    sign_in(client, chain.between)
    client.get(DESK)
    with django_assert_max_num_queries(8):
        page = text_of(client.get(DESK))
    assert "第5物流" in page
    assert "第5物流" not in text_of(client.get(f"{DESK}?q=第4&state=draft"))
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{DESK}export").streaming_content)))  # type: ignore[attr-defined]
    assert book.active is not None
    assert book.active.max_row == 7
    row = Establishment.objects.first()
    assert row is not None
    client.get(f"{DESK}{row.public_id}/")
    with django_assert_max_num_queries(16):
        client.get(f"{DESK}{row.public_id}/")


def test_an_ending_is_asked_for(client: Client) -> None:
    chain = make_chain()
    sign_in(client, chain.below)
    given = {
        "union": "巴阳村联合工会",
        "way": "dissolve",
        "why": "employer_ended",
        "decided_on": "2026-03-02",
    }
    for wrong in (
        {"way": "merge"},
        {"way": "merge", "into": "没有的工会"},
        {"union": "x"},
        {"decided_on": "2999-01-01"},
    ):
        assert client.post(f"{DESK}endings/new", {**given, **wrong}).status_code == 422
    assert client.post(f"{DESK}endings/new", given).status_code == 302
    assert "用人单位已于2026年3月2日终止" in Ending.objects.get().submission.body
    assert "巴阳村联合工会" in text_of(client.get(f"{DESK}endings/"))


def test_a_campaign_counts_unions_and_members_of_its_groups(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    chain = make_chain()
    today = local_date(database_now())
    bring_to(make_establishment(chain), "established", chain)
    bring_to(make_establishment(chain, name="没有司机的工会", groups=("teacher",)), "established", chain)
    driver, old = (make_person(name, union=chain.village, tags=("truck_driver",)) for name in ("甲", "乙"))
    make_person("丙", union=chain.village, tags=("courier",))
    Membership.objects.filter(person=driver).update(decided_at=database_now())
    far = make_union("双江街道总工会", chain.county)
    sign_in(client, chain.above)
    given = {
        "union": "云阳县总工会",
        "title": "货车司机建会入会行动",
        "since": today - timedelta(days=30),
        "until": today + timedelta(days=30),
        "groups": ["truck_driver", "ride_hailing_driver"],
        "targets": "巴阳镇总工会，2，50\n双江街道总工会，3，0",
    }
    for wrong in (
        {"targets": "外县总工会，1，1"},
        {"targets": "巴阳镇总工会，一，1"},
        {"until": "2020-01-01"},
    ):
        assert client.post(f"{DESK}campaigns/new", {**given, **wrong}).status_code == 422
    client.post(f"{DESK}campaigns/new", given)
    campaign = Campaign.objects.get()
    door = f"{DESK}campaigns/{campaign.public_id}/"
    client.get(door)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(door))
    assert "1 / 2 50.0%" in page
    assert "1 / 50 2.0%" in page
    assert "0 / 3 0.0%" in page
    assert "0 / 0 —" in page
    sign_in(client, make_officer(far, name="双江干部"))
    own = text_of(client.get(door))
    assert "双江街道总工会" in own
    assert "巴阳镇总工会" not in own
    assert client.post(f"{door}edit", given).status_code == 404
    assert old.name == "乙"
