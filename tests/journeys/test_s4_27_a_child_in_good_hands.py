# SPDX-License-Identifier: Apache-2.0
"""S4-27: 金昌 minds the children of couriers in the summer. A courier reads and agrees as guardian, registers
the child, names who may pick it up; who is on duty marks on a phone, with the network gone for a while, and
hands the child to nobody who is not on the list."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.programmes.childcare.actions import enter, list_pickup, put_on_duty
from unionnet.programmes.childcare.models import CareClass, CareDay, Child
from unionnet.programmes.childcare.tests.makers import born, make_child, make_class
from unionnet.tools.enrolment.models import Place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city() -> Organisation:
    return make_union("金昌市总工会", kind="city_federation", region_code="620300")


@pytest.fixture
def officer(city: Organisation) -> Person:
    return make_officer(city)


@pytest.fixture
def courier(city: Organisation) -> Person:
    return make_person("马骑手", union=make_union("金川区快递行业工会联合会", city), tags=("courier",))


def plan(union: Organisation) -> dict[str, object]:
    now = timezone.localtime()
    moment = "%Y-%m-%dT%H:%M"
    return {
        "union": union.name,
        "title": "骑手子女暑期爱心托管班",
        "season": "summer",
        "place": "金昌市工人文化宫",
        "phone": "0935-8212351",
        "first_day": (now - timedelta(days=1)).date(),
        "last_day": (now + timedelta(days=30)).date(),
        "from_time": "08:00",
        "to_time": "18:30",
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
        "min_age": 6,
        "max_age": 12,
        "places": 30,
        "opens_at": (now - timedelta(days=3)).strftime(moment),
        "closes_at": (now + timedelta(days=3)).strftime(moment),
        "key": "6b1f4c1e-5a55-4b7a-9b6e-0d5c3a3c9a01",
    }


def test_from_the_consent_to_the_hand_that_takes_the_child_home(
    client: Client, city: Organisation, officer: Person, courier: Person
) -> None:
    teacher = make_person("李老师", union=city)
    card = Membership.objects.get(person=teacher).card_no
    sign_in(client, officer)
    desk = client.post("/desk/childcare/new", plan(city))["Location"]
    assert "可以在手机上值班了" in text_of(client.post(f"{desk}duty", {"card": card}, follow=True))

    sign_in(client, courier)
    care_class = CareClass.objects.get()
    assert "骑手子女暑期爱心托管班" in text_of(client.get("/childcare/"))
    assert client.get("/childcare/children/new")["Location"] == "/childcare/consent"  # first the words
    words = text_of(client.get("/childcare/consent"))
    assert "未成年人个人信息监护人单独同意书" in words
    assert "第三十一条" in words
    assert client.post("/childcare/consent", {}).status_code == 422
    form = client.post("/childcare/consent", {"agreed": "on"})["Location"]
    who = {"name": "马小苗", "born_on": born(8), "relation": "parent", "agreed": form.rpartition("=")[2]}
    page = client.post("/childcare/children/new", who)["Location"]
    child = Child.objects.get()
    grandma = {"name": "马奶奶", "relation": "grand", "phone": "13909350001"}
    assert "139****0001" in text_of(client.post(f"{page}pickups", grandma, follow=True))
    client.post(f"{page}care", {"text": "花生过敏，口袋里有药"})
    here = f"/childcare/classes/{care_class.public_id}/"
    assert "有名额了" in text_of(client.post(f"{here}enter", {"child": child.public_id}, follow=True))
    assert Place.objects.get().person == child.person

    sign_in(client, officer)
    seen = text_of(client.get(desk))
    assert "马小苗" in seen
    assert "花生" not in seen  # the desk does not read what to mind
    assert client.get(f"/childcare/duty/{care_class.public_id}/").status_code == 404

    sign_in(client, teacher)
    duty = f"/childcare/duty/{care_class.public_id}/"
    mark = {"child": child.public_id, "mark": "came"}
    assert "马小苗 已到班" in text_of(client.post(duty, mark, follow=True))
    assert "花生过敏" in text_of(client.get(f"{duty}care"))
    no = text_of(client.post(duty, {**mark, "mark": "refused"}, follow=True))
    assert "不在接送名单上，不能交接" in no
    stranger = client.post(duty, {**mark, "mark": "left", "pickup": "nobody"}, HTTP_ACCEPT="application/json")
    assert stranger.json()["ok"] is False
    listed = child.pickups.get(name="马奶奶").public_id
    gone = text_of(client.post(duty, {**mark, "mark": "left", "pickup": listed}, follow=True))
    assert "马小苗 已交给马奶奶" in gone
    sheet = text_of(client.get(f"{duty}roll"))
    assert "马奶奶（祖父母、外祖父母）" in sheet
    assert "139" not in sheet  # no number on paper

    sign_in(client, courier)
    assert "马奶奶接走" in text_of(client.get(page))
    client.post(f"{page}consent", {"move": "revoke"})
    assert not Place.objects.exists()
    assert "阅读并同意" in text_of(client.get(page))


def carry(client: Client, page: Page, site: Site, person: Person) -> None:
    """The session of the test's client goes into the window."""
    sign_in(client, person)
    name, value = next((n, m.value) for n, m in client.cookies.items() if "session" in n)
    page.context.add_cookies([{"name": name, "value": value, "url": site.url}])


@pytest.fixture
def minded(city: Organisation, officer: Person, courier: Person) -> tuple[CareClass, Person]:
    """A class with one child, and who is on duty."""
    care_class, teacher = make_class(city, officer), make_person("李老师", union=city)
    put_on_duty(care_class, teacher, by=officer)
    child = make_child(courier, "马小苗")
    list_pickup(child, "马奶奶", "grand", "13909350001", by=courier)
    enter(child, care_class, by=courier)
    return care_class, teacher


@pytest.mark.browser
def test_on_duty_with_the_network_gone_for_a_minute(
    site: Site, browser: Browser, client: Client, minded: tuple[CareClass, Person]
) -> None:
    care_class, teacher = minded
    with window(browser, size=PHONE) as phone:
        carry(client, phone, site, teacher)
        phone.goto(f"{site.url}/childcare/duty/{care_class.public_id}/")
        phone.context.set_offline(True)
        phone.get_by_role("button", name="到班").click()
        expect(phone.get_by_text("已存在本机，待发送").first).to_be_visible()
        assert not CareDay.objects.exists()
        phone.context.set_offline(False)
        expect(phone.get_by_text("马小苗 已到班")).to_be_visible()
        assert CareDay.objects.get().received_by == teacher
        phone.get_by_text("谁来接").click()
        phone.get_by_role("button", name="不能交接").click()
        expect(phone.get_by_text(re.compile("不在接送名单上，不能交接"))).to_be_visible()
        phone.get_by_role("listitem").filter(has_text="马奶奶").get_by_role(
            "button", name="交给他"
        ).last.click()
        expect(phone.get_by_text("马小苗 已交给马奶奶")).to_be_visible()
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert CareDay.objects.get().pickup.name == "马奶奶"  # type: ignore[union-attr]


@pytest.mark.browser
def test_on_duty_without_javascript(
    site: Site, browser: Browser, client: Client, minded: tuple[CareClass, Person]
) -> None:
    care_class, teacher = minded
    with window(browser, size=PHONE, scripts=False) as phone:
        carry(client, phone, site, teacher)
        phone.goto(f"{site.url}/childcare/duty/{care_class.public_id}/")
        phone.get_by_role("button", name="到班").click()
        expect(phone.get_by_text("马小苗 已到班")).to_be_visible()
    assert CareDay.objects.get().received_by == teacher
