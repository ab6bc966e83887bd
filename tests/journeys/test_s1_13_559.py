# SPDX-License-Identifier: Apache-2.0
"""S1-13: “559”: 5 projects, 5 campaigns, 9 fields of work are 19 top nodes; tasks are tagged and
progress is told for each node (DG-01)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.following import DESK, hand_out, part_of, part_page, put_on_list, register, report
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.tools.supervision.models import Goal

pytestmark = pytest.mark.django_db


def test_19_nodes_each_with_its_progress() -> None:
    city = make_union("重庆市总工会", kind="provincial_federation", region_code="500000")
    county = make_union("云阳县总工会", city, kind="county_federation")
    office = sign_in(Client(), make_officer(city, name="督查室干部"))
    own = sign_in(Client(), make_officer(county, name="云阳干部"))
    assert office.post(f"{DESK}goals/recipes/559").status_code == 302
    assert office.post(f"{DESK}goals/recipes/559").status_code == 302
    groups = list(Goal.objects.order_by("position").values_list("group", flat=True))
    assert [groups.count(name) for name in ("五大工程", "五大行动", "九方面工作")] == [5, 5, 9]
    tiers = Goal.objects.get(title="“小三级”工会建设三年行动")
    told = {"title": "工程之一", "weight": "1"}
    assert own.post(f"{DESK}goals/{tiers.public_id}", told).status_code in (403, 409)
    renamed = Goal.objects.get(title="工程之一")
    office.post(f"{DESK}goals/{renamed.public_id}", {"title": "思想引领工程", "weight": "2"})
    item = put_on_list(office, "园区建立联合工会", goal=str(tiers.pk))
    register(office, item)
    hand_out(office, item, county.name)
    part = part_of(item, county)
    own.post(part_page(part, "signature"))
    report(own, part, 35, "三个园区已建")
    tree = text_of(office.get(f"{DESK}goals/"))
    assert "“小三级”工会建设三年行动 修改 1 1 0 0 35%" in tree
    assert "思想引领工程 修改 2 0 0 0 —" in tree
    assert "“小三级”工会建设三年行动 1 1 0 0 35%" in text_of(own.get(f"{DESK}goals/?union={city.public_id}"))
