# SPDX-License-Identifier: Apache-2.0
"""S3-01: 东莞 counts what it does for people by one definition, across modules, and its real-name followers
by document; both go up the tree and nobody is counted twice."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.people import cards
from unionnet.directory.places.models import Site
from unionnet.doors.figures.actions import recount
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.sweeps import load
from unionnet.programmes.campaigns.actions import give_at
from unionnet.programmes.venues.models import Shelf
from unionnet.tools.activities.actions import Plan, plan_activity, write_down
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.models import Attendee
from unionnet.tools.benefits.actions import hand_out, revoke
from unionnet.tools.benefits.models import Receipt
from unionnet.tools.benefits.tests.makers import BY_CODE, make_benefit, make_item, make_stock
from unionnet.tools.enrolment.actions import check_in, enrol
from unionnet.tools.enrolment.tests.makers import make_offer

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/desk/figures/services/"


def test_services_of_every_module_by_one_definition() -> None:
    load()
    national = make_union("中华全国总工会", kind="national", region_code="100000")
    city = make_union("东莞市总工会", national, kind="city_federation", region_code="441900")
    town = make_union("松山湖工会", city, region_code="441900")
    other = make_union("石龙镇总工会", city, region_code="441900")
    recount()
    officer, lin = make_officer(town), make_person("林晓", union=town)
    make_person("周明", union=other)
    make_person("还没入会的小陈")
    now, today = database_now(), local_date(database_now())
    desk, above = sign_in(Client(), officer), sign_in(Client(), make_officer(city, name="市总干部"))

    yoga = make_offer(town, opens_at=now, closes_at=now.replace(year=now.year + 1))
    enrol(lin, yoga, by=lin)
    check_in(lin, yoga, by=officer, session="L1", via="qr")
    check_in(lin, yoga, by=officer, session="L1", via="qr")  # scanned twice, came once

    plan = Plan(
        kind="visit",
        title="送清凉",
        place="工地",
        starts_at=now,
        ends_at=now.replace(year=now.year + 1),
        expected=9,
    )
    activity = plan_activity(town, plan, by=officer)
    for move in ("submit", "approve", "announce", "start"):
        actor = make_officer(town, "leader", "主席") if move == "approve" else officer
        assert (
            sign_in(Client(), actor).post(f"/desk/activities/{activity.public_id}/moves/{move}").status_code
            == 302
        )
    write_down(activity.sessions.get(), Named(name="工地的老王", unit="工地"), via="paper", by=officer)
    tea, towel = make_item(town, officer, "凉茶"), make_item(town, officer, "毛巾")
    for item in (tea, towel):
        make_stock(item, town, officer)
    parcel = make_benefit(town, officer, tea, towel, opens_at=now, closes_at=now.replace(year=now.year + 1))
    give_at(activity, parcel, by=officer)
    hand_out(parcel, town, lin, BY_CODE, key=uuid4(), by=officer)
    deliver_everything()
    assert (Receipt.objects.count(), Attendee.objects.filter(via="gift").count()) == (2, 1)  # one service

    desk.post("/desk/venues/shelves/new", {"union": town.name, "name": "职工书屋"})
    shelf = f"/desk/venues/shelves/{Shelf.objects.get().public_id}"
    desk.post(f"{shelf}/catalogue", {"name": "平凡的世界", "author": "路遥", "numbers": "A001"})
    token, _until = cards.issue(lin)
    desk.post(f"{shelf}/desk", {"number": "A001", "code": token})
    Site.objects.create(organisation=town, name="职工活动中心", kind="venue", region_code="441900")
    desk.post("/desk/venues/visits", {"site": "职工活动中心", "day": str(today), "times": "86"})

    shown = text_of(above.get(PAGE))
    assert "松山湖工会 90 1 1 1 0 0 1 86" in shown  # total, then each kind in the order of the definition
    assert "服务人次统一口径" in shown
    desk.post(
        "/desk/venues/visits", {"site": "职工活动中心", "day": str(today), "times": "80"}
    )  # counted again
    desk.post(f"/desk/activities/attendees/{Attendee.objects.get(via='paper').public_id}/strike")
    by_month = text_of(above.get(f"{PAGE}?by=month"))
    assert f"{today:%Y-%m} 83 1 0 1 0 0 1 80" in by_month

    receipt = Receipt.objects.order_by("pk")[0]
    revoke(parcel, town, lin, "点错了人", key=receipt.key, by=officer)  # a service that was none
    deliver_everything()
    assert not Attendee.objects.filter(via="gift").exists()
    assert f"{today:%Y-%m} 82 1 0 0 0 0 1 80" in text_of(above.get(f"{PAGE}?by=month"))

    # members of the town, of the other town, and the officers: each one document
    assert "实名关注（人） 5 本会和下级工会的会员" in text_of(above.get(PAGE))
    top = sign_in(Client(), make_officer(national, name="全总干部"))
    assert "会员 6，还没有入会的实名用户 1" in text_of(top.get(PAGE))
