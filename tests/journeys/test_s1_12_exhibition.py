# SPDX-License-Identifier: Apache-2.0
"""S1-12: the exhibition of calligraphy, painting and photographs at a mine: twenty works with their authors,
seen on the phones of its people; visits counted by person and by day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.exhibitions.actions import visit
from unionnet.programmes.exhibitions.models import Exhibition, Work
from unionnet.programmes.exhibitions.tests.makers import painted

pytestmark = pytest.mark.django_db
KINDS = ("calligraphy", "painting", "photo")


def test_s1_12_twenty_works_and_how_many_came() -> None:
    union = make_union("榆北煤业工会", kind="enterprise_union", region_code="610802")
    pit = make_union("小保当分会", union)
    desk = sign_in(Client(), make_officer(union))
    today = local_date(database_now())
    said = {"union": union.pk, "title": "书画摄影作品展", "place": "职工活动中心二楼", "opens_on": str(today)}
    door = desk.post("/desk/exhibitions/new", {**said, "closes_on": str(today + timedelta(days=30))})[
        "location"
    ]
    assert desk.post(f"{door}publication").status_code == 409  # nothing hangs yet
    for number in range(1, 21):
        hung: dict[str, object] = {
            "title": f"作品{number:02}",
            "kind": KINDS[number % 3],
            "author": f"作者{number:02}",
        }
        hung |= {"author_unit": pit.name, "agreed_on": str(today), "picture": painted(size=(60, 40))}
        assert desk.post(f"{door}works/", hung).status_code == 302
    assert desk.post(f"{door}publication").status_code == 302

    show = Exhibition.objects.get()
    address = f"/exhibitions/{show.public_id}/"
    people = [make_person(f"职工{number}", union=pit) for number in range(3)]
    for person in people:
        phone = sign_in(Client(), person)
        page = text_of(phone.get(address))
        assert "20 件作品" in page
        assert "作品20" in page
        for work in Work.objects.order_by("position")[:3]:
            assert "小保当分会" in text_of(phone.get(f"{address}works/{work.public_id}"))
    for person in people[:2]:
        visit(show, by=person, at=database_now() + timedelta(days=1))
    page = text_of(desk.get(door))
    assert "人数 3 人" in page
    assert "人次 5 人次" in page
    assert desk.get(f"{door}labels.pdf").content[:5] == b"%PDF-"
    outside = sign_in(Client(), make_person("外单位职工", union=make_union("外单位工会")))
    assert outside.get(address).status_code == 404

    first = Work.objects.order_by("position")[0]
    desk.post(f"/desk/exhibitions/works/{first.public_id}/removal", {"reason": "作者撤回同意"})
    phone = sign_in(Client(), people[0])
    assert "19 件作品" in text_of(phone.get(address))
    assert phone.get(f"{address}works/{first.public_id}").status_code == 404
