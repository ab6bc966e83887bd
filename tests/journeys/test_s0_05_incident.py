# SPDX-License-Identifier: Apache-2.0
"""S0-05: 网络安全综合保障体系. Who answers for what is written down; an incident of class 较大 starts a clock
of four hours; steps are logged; the report stops the clock; the end needs a cause and a measure. The level
above sees how things stand, and no word of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.foundation.clock import database_now
from unionnet.programmes.incidents.models import Incident
from unionnet.tools.casework.models import Case

pytestmark = pytest.mark.django_db
DESK = "/desk/incidents/"


def test_from_the_alarm_to_the_report_and_the_end() -> None:
    province = make_union("四川省总工会", kind="provincial_federation", region_code="510000")
    city = make_union("宜宾市总工会", province, kind="city_federation", region_code="511500")
    duty = make_officer(city, name="网信科干部")
    officer, above = sign_in(Client(), duty), sign_in(Client(), make_officer(province, "leader"))

    assert officer.post(f"{DESK}duty", {"lead": str(duty.pk), "report": str(duty.pk)}).status_code == 302
    before = database_now()
    finding = {"union": city.name, "level": "larger", "sort": "attack", "title": "会员系统被批量试密码"}
    assert officer.post(f"{DESK}new", {**finding, "key": str(uuid4())}).status_code == 302
    incident = Incident.objects.select_related("case").get()
    assert timedelta(0) <= incident.found_at - before < timedelta(minutes=5)
    assert incident.case.due_at == incident.report_due_at == incident.found_at + timedelta(hours=4)

    case = f"/desk/casework/{incident.case.public_id}/"
    page = text_of(officer.get(case))
    assert "最迟不超过 4 小时向属地省级网信部门报告" in page
    assert "剩 3 小时" in page
    assert page.count("还缺") >= 3
    assert officer.post(f"{case}move/add", {"remark": "已封禁来源地址，更换管理员口令。"}).status_code == 302

    one = f"{DESK}{incident.public_id}/"
    early = {"cause": "口令太弱。", "measure": "改用双因素登录。", "words": "没有数据泄露。"}
    refused = officer.post(f"{one}settle", early)
    assert refused.status_code == 422
    assert "还缺：向网信部门报告" in refused.content.decode()

    page = text_of(above.get(DESK))
    assert "待报告网信部门" in page
    assert "宜宾市总工会" in page
    assert "试密码" not in page
    assert above.get(case).status_code in (403, 404)

    assert officer.post(f"{one}report", {"words": "电话报告省委网信办，接报人王某。"}).status_code == 302
    assert Case.objects.get().due_rule == "INC-02.settle"
    for lacking, name in (({"cause": ""}, "原因"), ({"measure": ""}, "整改措施")):
        refused = officer.post(f"{one}settle", {**early, **lacking})
        assert f"还缺：{name}。" in refused.content.decode()
    assert officer.post(f"{one}settle", early).status_code == 302

    incident.refresh_from_db()
    assert (incident.is_settled, Case.objects.get().state) == (True, "closed")
    paper = text_of(officer.get(f"{one}paper"))
    for words in ("已按时报告", "口令太弱。", "改用双因素登录。", "已封禁来源地址", "网信科干部"):
        assert words in paper, words

    drill = {**finding, "title": "断网演练", "is_drill": "on", "key": str(uuid4())}
    assert officer.post(f"{DESK}new", drill).status_code == 302
    page = text_of(above.get(f"{DESK}?which=all"))
    assert "近一年 1 ÷ 1 件" in page  # the drill is not among them
    assert "断网演练" in text_of(officer.get(f"{DESK}?which=drills"))
