# SPDX-License-Identifier: Apache-2.0
"""From planned to open, and who may walk in."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import cards
from unionnet.directory.people.models import Freeze, Person
from unionnet.directory.places.actions import change, close_door
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.directory.places.timetable import every_day
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import (
    accept,
    declare_built,
    drop_lock,
    let_in,
    note_entries,
    put_lock,
    send_back,
)
from unionnet.programmes.stations.models import DoorEntry, Lock

pytestmark = pytest.mark.django_db
BASICS = ["water", "heat_meal", "medicine", "rest", "toilet"]
NIGHT = at("2026-11-19 02:00")


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def second(union: Organisation) -> Person:
    return make_officer(union, name="吴干部")


@pytest.fixture
def planned(union: Organisation) -> Site:
    return make_site(
        union, "望京骑迹驿站", every_day(), status="planned", codes=BASICS, address="望京街 9 号"
    )


def code_of(call: Any) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def test_it_is_opened_by_a_second_person_only(planned: Site, officer: Person, second: Person) -> None:
    assert code_of(lambda: accept(planned, by=second)) == "not_built"
    first = declare_built(planned, by=officer)
    assert declare_built(planned, by=second) == first
    assert code_of(lambda: accept(planned, by=officer)) == "four_eyes"
    assert planned not in public_sites()
    accept(planned, by=second, at=NIGHT)
    planned.refresh_from_db()
    assert (planned.status, planned.since, planned in public_sites()) == ("open", NIGHT.date(), True)
    assert code_of(lambda: accept(planned, by=second)) == "not_built"
    assert code_of(lambda: declare_built(planned, by=officer)) == "not_planned"


def test_what_is_missing_is_named_before_anybody_comes_to_look(union: Organisation, officer: Person) -> None:
    bare = make_site(union, "空屋", [], status="planned", codes=["water"], latitude=None, longitude=None)
    with pytest.raises(Refusal) as refused:
        declare_built(bare, by=officer)
    assert str(refused.value) == "还缺：坐标、地址、开放时间、热饭、应急药品、休息、如厕。补齐后再报请验收。"


def test_what_was_taken_away_meanwhile_is_seen_at_the_look(
    planned: Site, officer: Person, second: Person
) -> None:
    declare_built(planned, by=officer)
    change(planned, {"codes": ["water"]}, by=officer)
    assert code_of(lambda: accept(planned, by=second)) == "gaps"
    assert code_of(lambda: send_back(planned, " ", by=second)) == "no_words"
    assert code_of(lambda: send_back(planned, "缺药箱", by=officer)) == "four_eyes"
    assert send_back(planned, "缺药箱", by=second).sent_back == "缺药箱"
    assert code_of(lambda: accept(planned, by=second)) == "not_built"
    change(planned, {"codes": BASICS}, by=officer)
    assert declare_built(planned, by=officer).is_waiting


def test_somebody_of_another_union_opens_nothing(planned: Site) -> None:
    assert code_of(lambda: declare_built(planned, by=make_officer(make_union("别处")))) == "elsewhere"


@pytest.fixture
def lock(union: Organisation, officer: Person) -> tuple[Lock, str]:
    site = make_site(union, "24小时驿站", every_day(), entry_mode="qr")
    return put_lock(site, "正门", members_only=True, by=officer)


def test_a_member_comes_in_at_two_in_the_night(lock: tuple[Lock, str], union: Organisation) -> None:
    code, _until = cards.issue(make_person("娜仁", union=union), at=NIGHT)
    let_in(lock[0], code, at=NIGHT)
    let_in(lock[0], code, at=NIGHT + timedelta(minutes=1))
    assert list(DoorEntry.objects.values_list("lock", "at", "was_offline")) == [(lock[0].pk, NIGHT, False)]


def test_who_is_no_member_whose_code_is_old_or_frozen_stays_outside(
    lock: tuple[Lock, str], union: Organisation, officer: Person
) -> None:
    member, guest = make_person("娜仁", union=union), make_person("过客")
    code, visitor = cards.issue(member, at=NIGHT)[0], cards.issue(guest, at=NIGHT)[0]
    door = lock[0]
    assert code_of(lambda: let_in(door, visitor, at=NIGHT)) == "members_only"
    assert code_of(lambda: let_in(door, code, at=NIGHT + timedelta(minutes=5))) == "card_over"
    assert code_of(lambda: let_in(door, code + "x", at=NIGHT)) == "no_card"
    close_door(door.site, by=officer, at=NIGHT, until=NIGHT + timedelta(hours=1))
    door.refresh_from_db()
    assert code_of(lambda: let_in(door, code, at=NIGHT)) == "closed"
    Freeze.objects.create(person=member)
    assert code_of(lambda: let_in(door, code, at=NIGHT)) == "card_frozen"
    assert DoorEntry.objects.count() == 0


def test_what_a_door_let_in_by_itself_is_told_later_once(lock: tuple[Lock, str], union: Organisation) -> None:
    code, _until = cards.issue(make_person("娜仁", union=union), at=NIGHT)
    later = NIGHT + timedelta(hours=3)
    told = [
        (code, NIGHT),
        (code, NIGHT),
        (code, NIGHT + timedelta(minutes=6)),
        ("x.y", NIGHT),
        (code, later + timedelta(days=1)),
    ]
    assert note_entries(lock[0], told, at=later) == 2
    assert note_entries(lock[0], told, at=later) == 2
    assert note_entries(lock[0], told, at=NIGHT + timedelta(days=8)) == 0
    assert DoorEntry.objects.get().was_offline


def test_a_door_asks_with_its_key(
    client: Client, lock: tuple[Lock, str], union: Organisation, officer: Person
) -> None:
    door, key = lock
    address, own = f"/stations/locks/{door.public_id}", {"authorization": f"Bearer {key}"}
    member = make_person("娜仁", union=union)
    code, _until = cards.issue(member)
    assert client.post(f"{address}/enter", {"code": code}).status_code == 401
    assert client.post(f"{address}/enter", {"code": code}, headers=own).json() == {"open": True}
    refused = client.post(f"{address}/enter", {"code": "\u202e" * 9000}, headers=own)
    assert (refused.status_code, refused.json()["code"]) == (403, "no_card")
    knows = client.get(f"{address}/offline", headers=own).json()
    assert knows == {"key": cards.public_key(), "states": ["member"]}
    late = json.dumps([{"code": code, "at": database_now().isoformat()}])
    told = client.post(f"{address}/entries", late, content_type="application/json", headers=own)
    assert told.json() == {"noted": 1}
    for nonsense in ("", "{}", "[1]", '[{"code": 1}]', '[{"code":"x","at":"2026"}]', "[" * 90000):
        told = client.post(f"{address}/entries", nonsense, content_type="application/json", headers=own)
        assert told.status_code == 400
    drop_lock(door, by=officer)
    assert client.get(f"{address}/offline", headers=own).status_code == 401


def test_an_officer_registers_what_is_being_built(
    client: Client, union: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    form = {
        "union": union.name, "name": "骑手驿站", "kind": "station", "datum": "wgs84", "entry_mode": "qr",
        "every_day": "24小时", "region_code": "110105", "is_planned": "on",
    }  # fmt: skip
    client.post("/desk/places/new", form)
    site = Site.objects.get()
    assert site.status == "planned"
    assert "启用</button>" not in client.get(f"/desk/places/{site.public_id}/").content.decode()
    page = text_of(client.get(f"/desk/stations/{site.public_id}/opening"))
    assert "还缺：坐标、地址" in page
    assert "骑手驿站" in text_of(client.get("/desk/stations/planned"))
    client.post(f"/desk/places/{site.public_id}/edit", {**form, "is_planned": ""})
    site.refresh_from_db()
    assert site.status == "planned"


def test_the_key_of_a_lock_is_shown_once(client: Client, planned: Site, officer: Person) -> None:
    sign_in(client, officer)
    answer = client.post(f"/desk/stations/{planned.public_id}/locks", {"name": "侧门", "members_only": "1"})
    assert (answer["Cache-Control"], "密钥只显示这一次" in text_of(answer)) == ("no-store", True)
    page = text_of(client.get(f"/desk/stations/{planned.public_id}/opening"))
    assert "侧门" in page
    client.post(f"/desk/stations/locks/{Lock.objects.get().public_id}/drop")
    assert "没有刷会员码开的门" in text_of(client.get(f"/desk/stations/{planned.public_id}/opening"))
