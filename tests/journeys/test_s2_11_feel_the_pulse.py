# SPDX-License-Identifier: Apache-2.0
"""S2-11: three stations of 云阳 on the map, and what those who come there need.

月光草坪, 滨江公园 and 白鹭公园 are found on the map; riders, couriers and cleaners answer on their phones,
without a name. When it is over the officer reads the results by group, and no count points at somebody.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_officer, make_union, sign_in
from tests.serving import DESK, PHONE, Site, window
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import make_site
from unionnet.directory.places.timetable import every_day
from unionnet.programmes.stations.actions import answer_survey
from unionnet.programmes.stations.models import Survey, SurveyAnswer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
THREE = (("月光草坪", 30.9306), ("滨江公园", 30.9278), ("白鹭公园", 30.9351))
# How many of each group take each service, besides the rider who answers on the phone.
GROUPS = {
    "food_delivery_rider": (6, 21, 8),
    "courier": (9, 7, 6),
    "security_guard": (5, 6, 5),
    "sanitation_worker": (0, 0, 2),
}
QUESTIONS = """最需要哪项服务？
热水热饭
手机充电
法律咨询

什么时候来？（多选）
早上
中午
晚上
"""


def come_in(page: Page, site: Site, person: Person) -> None:
    session = sign_in(Client(), person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])


def test_three_stations_and_the_results_by_group(browser: Browser, site: Site) -> None:
    union = make_union("云阳县总工会", region_code="500235")
    officer = make_officer(union)
    stations = [
        make_site(union, f"{name}工会驿站", every_day(), latitude=latitude, longitude=108.6972)
        for name, latitude in THREE
    ]
    today = timezone.localdate()
    with window(browser, size=DESK) as desk:
        come_in(desk, site, officer)
        desk.goto(f"{site.url}/desk/stations/surveys")
        desk.get_by_role("link", name="发起调查").click()
        desk.get_by_label("标题").fill("“把脉”摸需求")
        desk.get_by_label("开始").fill(str(today - timedelta(days=1)))
        desk.get_by_label("截止").fill(str(today + timedelta(days=1)))
        desk.get_by_label("问题和选项").fill(QUESTIONS)
        desk.get_by_role("button", name="发布").click()
        expect(desk.get_by_text("结果在截止后公布")).to_be_visible()

    with window(browser, size=PHONE, scripts=False) as phone:
        phone.goto(f"{site.url}/places/?view=map&lat=30.93&lon=108.697")
        expect(phone.locator(".map .pin")).to_have_count(3)
        phone.locator("ul.list .item").filter(has_text="月光草坪工会驿站").click()
        phone.get_by_role("link", name="“把脉”摸需求").click()
        phone.get_by_label("您的职业").select_option(label="网约送餐员")
        phone.get_by_label("手机充电").check()
        phone.get_by_label("早上").check()
        phone.get_by_label("晚上").check()
        phone.get_by_role("button", name="提交").click()
        expect(phone.get_by_text("已收到，谢谢您。")).to_be_visible()

    survey = Survey.objects.get()
    assert SurveyAnswer.objects.get().chosen == [[1], [0, 2]]
    for group, taken in GROUPS.items():
        for choice, n in enumerate(taken):
            for number in range(n):
                key = f"{group}{choice}{number}"
                answer_survey(survey, stations[number % 3], group, [[choice], [0, 2]], key=key)
    Survey.objects.update(opens_on=date(2020, 1, 1), closes_on=date(2020, 1, 31))

    with window(browser, size=DESK) as desk:
        come_in(desk, site, officer)
        desk.goto(f"{site.url}/desk/stations/surveys/{survey.public_id}")
        charging = desk.get_by_role("row", name=re.compile("手机充电"))
        expect(charging.get_by_role("cell", name="22", exact=True).first).to_be_visible()
        advice = desk.get_by_role("row", name=re.compile("法律咨询"))
        expect(advice.get_by_text("＊").first).to_be_visible()
        expect(advice.get_by_role("cell", name="2", exact=True)).to_have_count(0)
        expect(desk.get_by_role("columnheader", name="环卫工人").first).to_be_visible()
