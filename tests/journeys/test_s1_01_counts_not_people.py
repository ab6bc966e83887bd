# SPDX-License-Identifier: Apache-2.0
"""S1-01: a mine of a coal group opens its union on the platform. In the tree it stands under its city; the
provincial industrial union leads it, and knows it in counts, not in persons.

The city's officer opens the tenant on one page. Its first officer imports 300 members. The officer of the
industrial union sees 300, by group and by month, and on no door a name, a number, a unit or a list.
"""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from tests.makers import make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Account, JoinCode, Membership, Person, Role, Roster
from unionnet.directory.rosters.actions import take_waiting_rows
from unionnet.doors.api.actions import issue_token

pytestmark = pytest.mark.django_db(transaction=True)
MEMBERS, DRIVERS = 300, 120
NAMES = "赵钱孙李周吴郑王冯陈"


@pytest.fixture
def city(settings: Settings) -> Organisation:
    settings.UNIONNET_SECOND_FACTOR = False
    city = make_union("榆林市总工会", kind="city_federation", region_code="610800")
    school = make_union("榆林一中工会", city, kind="institution_union", region_code="610800")
    for number in range(20):
        make_person(f"老师{number}", union=school)
    return city


@pytest.fixture
def industry(city: Organisation) -> Organisation:
    return make_union("陕西省能源化学地质工会", kind="industrial_union", region_code="610000")


def opening(industry: Organisation) -> dict[str, str]:
    """What the city's officer fills in, once."""
    return {
        "union_name": "榆北煤业公司工会",
        "kind": "enterprise_union",
        "region_code": "610802",
        "since": "2024-05-01",
        "leader": industry.public_id,
        "basis": "榆工〔2024〕12号",
        "name": "高建国",
        "title": "工会主席",
        "id_type": "resident_id",
        "id_number": make_id_number(date(1980, 3, 2), 7),
        "mobile": "13800009901",
        "occupation": "manufacturing_worker",
        "unit": "榆北煤业综合办公室",
        "reason": "已批复成立，申请开通",
    }


def roster() -> SimpleUploadedFile:
    """300 workers, 120 of them drivers."""
    lines = ["姓名,身份证号,手机号,职业类别,工作单位"]
    for number in range(MEMBERS):
        name = f"{NAMES[number % 10]}{'建国卫红秀英志强'[number % 8]}{NAMES[number // 30]}"
        document = make_id_number(date(1985, 1, 1) + timedelta(days=number), 100 + number, "610802")
        what = "货车司机" if number < DRIVERS else "制造业工人"
        lines.append(f"{name},{document},137{number:08d},{what},榆北{number % 7}号井")
    return SimpleUploadedFile("名单.csv", "\n".join(lines).encode())


def opened_by_two(first: Client, city: Organisation, industry: Organisation) -> Any:
    """One officer of the city asks, a second one agrees; only then does the union stand."""
    asked = first.post(f"/desk/people/tenants/{city.public_id}/new", opening(industry))
    assert asked.status_code == 302
    assert not Organisation.objects.filter(name="榆北煤业公司工会").exists()
    second = sign_in(Client(), make_officer(city, name="市里另一位干部"))
    assert second.post(f"{asked['Location']}/approval").status_code == 302
    mine = Organisation.objects.get(name="榆北煤业公司工会")
    return first.get(f"/desk/people/tenants/{mine.public_id}")


def test_a_mine_opens_its_union_and_its_industry_sees_counts(
    city: Organisation, industry: Organisation
) -> None:
    at_the_city, at_the_mine, at_the_industry = Client(), Client(), Client()
    sign_in(at_the_city, make_officer(city, name="市里干部"))
    sign_in(at_the_industry, make_officer(industry, name="省产业干部"))

    page = opened_by_two(at_the_city, city, industry).content.decode()
    mine = Organisation.objects.get(name="榆北煤业公司工会")
    assert [words in page for words in ("高建国", "工会主席", JoinCode.objects.get().code)] == [True] * 3
    assert (mine.parent, mine.industrial_parent, mine.led_since is not None) == (city, industry, True)

    first = Person.objects.get(name="高建国")
    if not first.accounts.exists():
        Account.objects.create(person=first, login="13800009901", password="!")
    sign_in(at_the_mine, first)
    desk = at_the_mine.get("/desk/")
    assert (desk.status_code, "榆北煤业公司工会" in desk.content.decode()) == (200, True)
    import_everybody(at_the_mine, mine)
    assert Membership.objects.filter(organisation=mine, state="active").count() == MEMBERS + 1

    figures = at_the_industry.get(f"/api/v1/figures/led/{mine.public_id}").json()
    workers = {"manufacturing_worker": MEMBERS - DRIVERS + 1, "truck_driver": DRIVERS}
    assert figures["members"] == MEMBERS + 1
    assert {tag: n for tag, n in figures["tags"].items() if tag in workers} == workers
    assert sum(figures["months"].values()) == MEMBERS + 1
    card = at_the_industry.get(f"/desk/figures/led/{mine.public_id}/").content.decode()
    assert [words in card for words in ("301", "货车司机", "120")] == [True, True, True]
    nothing_personal(at_the_industry, industry, mine)


def import_everybody(client: Client, mine: Organisation) -> None:
    assert mine.name in client.get("/desk/rosters/import").content.decode()
    given = {"organisation": mine.name, "file": roster(), "occupation": "", "event": ""}
    assert client.post("/desk/rosters/import", given).status_code == 302
    sent = Roster.objects.get()
    while take_waiting_rows():
        pass
    assert client.post(f"/desk/rosters/{sent.public_id}/taking").status_code == 302
    while take_waiting_rows():
        pass


def nothing_personal(client: Client, industry: Organisation, mine: Organisation) -> None:
    """Every door of the mine is shut, and no door that is open says who works there."""
    member = Membership.objects.filter(organisation=mine).latest("pk")
    for address in (
        f"/desk/organisations/{mine.public_id}/",
        f"/desk/people/p/{member.person.public_id}",
        f"/desk/people/m/{member.public_id}",
        f"/api/v1/members/{member.public_id}",
        f"/desk/people/tenants/{mine.public_id}",
        f"/screen/?at={mine.public_id}",
    ):
        assert client.get(address).status_code == 404, address
    told = [
        f"/desk/figures/led-by/{industry.public_id}/",
        f"/desk/figures/led/{mine.public_id}/",
        "/desk/people/",
        f"/search/?q={member.person.name}",
        f"/desk/people/?q={member.card_no}",
        "/api/v1/members",
        "/api/v1/figures/led",
        "/desk/",
    ]
    for address in told:
        words = client.get(address).content.decode()
        for secret in (str(member.card_no), "号井", "高建国", str(member.person.public_id)):
            assert secret in address or secret not in words, address
    sheet = client.get(f"/desk/figures/led-by/{industry.public_id}/figures.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.getvalue())).get_sheet_by_index(0).to_python()
    assert ["榆北煤业公司工会", "企业工会", "会员", "合计", 301] in rows
    assert {row[2] for row in rows[1:]} == {"会员", "群体", "入会月份"}


def test_a_token_of_the_industrial_union_counts_and_lists_nobody(
    client: Client, city: Organisation, industry: Organisation
) -> None:
    sign_in(client, make_officer(city))
    opened_by_two(client, city, industry)
    mine = Organisation.objects.get(name="榆北煤业公司工会")
    admin = make_officer(industry, role="system_admin", name="管理员")
    Role.objects.create(person=admin, organisation=industry, name="officer", since=date(2020, 1, 1))
    _token, secret = issue_token(industry, "省产业平台", ["figures:read", "members:read"], days=30, by=admin)
    asked: dict[str, Any] = {"headers": {"authorization": f"Bearer {secret}"}}
    machine = Client()
    answer = machine.get(f"/api/v1/figures/led/{mine.public_id}", **asked)
    assert (answer.status_code, answer.json()["members"]) == (200, None)
    listed = machine.get("/api/v1/members", **asked).json()["items"]
    assert [row["name"] for row in listed] == ["管理员"]
