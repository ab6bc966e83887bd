# SPDX-License-Identifier: Apache-2.0
"""A township's Thursday: 送温暖 for 120 drivers. Planned on Monday within the limit (FIN-11) and approved by
the chair (FIN-14); handed out at two stations, one of them without network for ten minutes; then the 签领表,
the county's figures by five o'clock, and the file for the auditor. Nobody types a figure that is known."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.serving import PHONE, Site, window
from tests.settling import settled
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.models import Person, Role
from unionnet.programmes.campaigns.models import Campaign, Gift
from unionnet.tools.activities.models import Activity, Attendee, Bundle
from unionnet.tools.benefits.models import Benefit, Item, Receipt, Stock
from unionnet.tools.returns.actions import FormTerms, IndicatorTerms, make_form, open_period, put_indicator
from unionnet.tools.returns.models import Return

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DRIVERS, AT_EACH = 120, 60
OFFLINE = timedelta(minutes=10)
LIMIT, CITED = "超过每次 500.00 元 的标准，不能发放。", "贵州省基层工会经费收支管理实施细则（2018）"
LINES = (
    IndicatorTerms("A1", "送温暖活动场数", unit="events", source="campaigns.held"),
    IndicatorTerms("A2", "送温暖参加人数", unit="persons", source="campaigns.warmth_persons"),
    IndicatorTerms("A3", "活动参加人次", unit="person_times", source="activities.person_times"),
    IndicatorTerms("B1", "领取慰问品人数", unit="persons", source="benefits.persons"),
    IndicatorTerms("B2", "发放慰问品件数", unit="items", source="benefits.pieces"),
)


@dataclass(frozen=True)
class Town:
    """A town in Guizhou, whose province says what a gift at Spring Festival may be worth: 500 yuan."""

    county: Organisation
    union: Organisation
    above: Person
    officer: Person
    second: Person
    chair: Person
    auditor: Person
    drivers: list[Person]


@pytest.fixture
def town() -> Town:
    county = make_union("桐梓县总工会", kind="county_federation", region_code="520322")
    union = make_union("娄山关街道总工会", county, region_code="520322")
    return Town(
        county,
        union,
        make_officer(county, name="谭部长"),
        make_officer(union, name="冉干部"),
        make_officer(union, name="向干部"),
        make_officer(union, role=Role.Name.LEADER, name="林主席"),
        make_officer(county, role=Role.Name.FUND_AUDITOR, name="何经审"),
        [make_person(f"司机{n:03d}", union=union, tags=("truck_driver",)) for n in range(DRIVERS)],
    )


def test_from_mondays_plan_to_the_auditor(site: Site, browser: Browser, town: Town) -> None:
    activity = plan_and_approve(town)
    benefit = Benefit.objects.get()
    hand_out_at_two_stations(site, browser, town, benefit)
    assert Receipt.objects.count() == DRIVERS
    assert Receipt.objects.values("person").distinct().count() == DRIVERS
    assert Stock.objects.get().on_hand == 0
    settled(lambda: Attendee.objects.count() == DRIVERS)  # who signed for a parcel has come
    print_the_list(town, benefit)
    answer_the_county(town)
    file_and_audit(town, activity)


def plan_and_approve(town: Town) -> Activity:
    """Monday: the campaign, its activity and budget; a gift above the limit is refused with its rule."""
    desk, today, now = sign_in(Client(), town.officer), timezone.localdate(), timezone.now()
    said = {"union": town.union.name, "kind": "warmth", "title": "暖冬行动：货车司机", "budget": "60000"}
    days = {"starts_on": today - timedelta(days=3), "ends_on": today + timedelta(days=3)}
    post(desk, "/desk/campaigns/new", {**said, **days, "any_tags": "truck_driver"})
    campaign = Campaign.objects.get()
    hours = {
        "starts_at": stamp(now - timedelta(hours=1)),
        "ends_at": stamp(now + timedelta(hours=5)),
    }
    plan = {"kind": "service", "title": "驿站送温暖", "place": "南北两个驿站", "expected": DRIVERS}
    post(desk, f"/desk/campaigns/{campaign.public_id}/hold", {**plan, **hours, "audience": "everyone"})
    activity = Activity.objects.get()
    page = f"/desk/activities/{activity.public_id}"
    post(desk, f"{page}/add/budget", {"code": "services", "what": "防寒礼包", "planned": "57600"})

    large = described(desk, town, "防寒大礼包", "520.00")
    right = described(desk, town, "防寒礼包", "480.00")
    came = {"union": town.union.name, "item": right.pk, "label": "冬季一批", "quantity": DRIVERS}
    post(desk, "/desk/benefits/stock/new", {**came, "key": uuid4()})
    gift = {"union": town.union.name, "title": "暖冬礼包", "occasion": "festival", "festival": "spring"}
    gift |= {"quantity": "1", "per_person": "1", "tag": "truck_driver"}
    gift |= {"opens_at": hours["starts_at"], "closes_at": hours["ends_at"]}
    refused = desk.post("/desk/benefits/new", {**gift, "item": large.pk, "key": uuid4()})
    assert LIMIT in (words := text_of(refused))
    assert CITED in words
    assert "暖冬礼包" in refused.content.decode()  # nothing has to be typed again
    post(desk, "/desk/benefits/new", {**gift, "item": right.pk, "key": uuid4()})
    benefit = Benefit.objects.get()
    post(desk, f"/desk/campaigns/gifts/{activity.public_id}", {"benefit": benefit.public_id})
    assert Gift.objects.get().activity == activity

    post(desk, f"{page}/moves/submit")
    assert "一支笔" in text_of(desk.post(f"{page}/moves/approve"))  # not by who planned it
    chair = sign_in(Client(), town.chair)
    assert "驿站送温暖" in text_of(chair.get("/desk/"))
    post(chair, f"{page}/moves/approve")
    for step in ("announce", "start"):
        post(desk, f"{page}/moves/{step}")
    return activity


def described(desk: Client, town: Town, name: str, value: str) -> Item:
    item = {"union": town.union.name, "kind": "parcel", "name": name, "unit": "份", "value": value}
    post(desk, "/desk/benefits/items/new", item)
    return Item.objects.get(name=name)


def hand_out_at_two_stations(site: Site, browser: Browser, town: Town, benefit: Benefit) -> None:
    """Thursday. South is without network for ten minutes: codes that were good when they were shown are sent
    afterwards. One driver has been at the north station already, and one shows the code twice."""
    north, south = town.drivers[:AT_EACH], town.drivers[AT_EACH:]
    at_town = f"{site.url}/desk/benefits/{benefit.public_id}/at/{town.union.public_id}"
    with counter(browser, site, town.officer, at_town) as first:
        for driver in north:
            show(first, cards.issue(driver)[0])
        settled(lambda: Receipt.objects.count() == AT_EACH)
    with counter(browser, site, town.second, at_town) as second:
        before, early = timezone.now() - OFFLINE, south[:40]
        second.context.set_offline(True)
        second.clock.set_system_time(before)
        for driver in (*early, early[0], north[0]):
            show(second, cards.issue(driver, at=before)[0])
        expect(second.get_by_text("42 份待发送")).to_be_visible()
        assert Receipt.objects.count() == AT_EACH
        second.context.set_offline(False)
        settled(lambda: Receipt.objects.count() == AT_EACH + len(early))
        expect(second.get_by_text(re.compile("已经领过")).first).to_be_visible()
        second.clock.set_system_time(timezone.now())
        for driver in south[40:]:
            show(second, cards.issue(driver)[0])
        settled(lambda: Receipt.objects.count() == DRIVERS)


@contextmanager
def counter(browser: Browser, site: Site, officer: Person, address: str) -> Iterator[Page]:
    """The counter of a benefit, on an officer's phone."""
    with window(browser, size=PHONE) as page:
        key = sign_in(Client(), officer).session.session_key or ""
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.url}])
        page.goto(address)
        yield page


def show(page: Page, code: str) -> None:
    field = page.locator("[data-counter] [name=code]")
    field.fill(code)
    field.press("Enter")
    expect(field).to_have_value("")


def print_the_list(town: Town, benefit: Benefit) -> None:
    """签领表: everybody on it has received, when and how they signed."""
    desk = sign_in(Client(), town.officer)
    sheet = text_of(desk.get(f"/desk/benefits/{benefit.public_id}/at/{town.union.public_id}/sheet"))
    assert f"应领 {DRIVERS} 人，全部领取" in sheet
    assert sheet.count("会员码签领") == DRIVERS
    assert "司机000" in sheet
    assert "司机119" in sheet


def answer_the_county(town: Town) -> None:
    """By five o'clock: one press fills the form from what is known, one hands it in."""
    terms = FormTerms("送温暖情况统计表", kinds=("township_federation",))
    made = make_form(town.county, terms, by=town.above)
    for line in LINES:
        put_indicator(made, line, by=town.above)
    today = timezone.localdate()
    winter = (date(today.year - 1, 12, 1), date(today.year, 12, 31))
    open_period(made, f"{today:%Y}", winter, today, by=town.above)
    found = Return.objects.get(organisation=town.union)
    desk = sign_in(Client(), town.officer)
    assert "送温暖情况统计表" in text_of(desk.get("/desk/"))
    post(desk, f"/desk/returns/{found.public_id}/facts")
    figures = dict(found.cells.values_list("indicator__code", "number"))
    assert figures == {"A1": 1, "A2": DRIVERS, "A3": DRIVERS, "B1": DRIVERS, "B2": DRIVERS}
    post(desk, f"/desk/returns/{found.public_id}/sending")
    found.refresh_from_db()
    assert found.state == Return.State.SENT


def file_and_audit(town: Town, activity: Activity) -> None:
    """The file goes into the archive; the auditor of the county opens it by its link and takes it along, and
    can change nothing."""
    desk, page = sign_in(Client(), town.officer), f"/desk/activities/{activity.public_id}"
    post(desk, f"{page}/moves/finish")
    post(desk, f"{page}/add/outcome", {"outcome": "120 位货车司机领到防寒礼包，两个驿站当天发完。"})
    post(desk, f"{page}/moves/archive")
    activity.refresh_from_db()
    assert (activity.persons, activity.person_times) == (DRIVERS, DRIVERS)
    auditor = sign_in(Client(), town.auditor)
    assert "驿站送温暖" in text_of(auditor.get("/desk/activities/"))
    assert "防寒礼包" in text_of(auditor.get(page))
    post(auditor, f"{page}/bundle")
    settled(Bundle.objects.exclude(made_at=None).exists)  # by the worker
    packed = zipfile.ZipFile(io.BytesIO(auditor.get(f"{page}/bundle.zip").getvalue()))
    assert {"签到名单.xlsx", "报销清单.xlsx"} <= set(packed.namelist())
    benefit = Benefit.objects.get()
    assert "司机" in text_of(auditor.get(f"/desk/benefits/{benefit.public_id}"))
    for door in (f"{page}/add/supplement", f"{page}/edit", f"/desk/benefits/{benefit.public_id}/end"):
        assert auditor.post(door).status_code == 403


def post(client: Client, address: str, said: Mapping[str, object] | None = None) -> None:
    """A form, which must be taken."""
    answer = client.post(address, dict(said or {}))
    assert answer.status_code == 302, (address, answer.status_code, text_of(answer)[:600])


def stamp(moment: datetime) -> str:
    """As a browser sends a moment."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
