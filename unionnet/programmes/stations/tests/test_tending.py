# SPDX-License-Identifier: Apache-2.0
"""The keeper's thirty seconds, and what the union does with them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries as AtMost

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Role
from unionnet.directory.places.actions import reopen_fault, report_fault, resolve_fault
from unionnet.directory.places.models import FaultReport, Override, Site
from unionnet.directory.places.tests.makers import at, make_site
from unionnet.directory.places.timetable import every_day
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.stations.actions import answer_shortage, ask_for, patrol, switch_door
from unionnet.programmes.stations.models import FaultPhoto, Patrol, Shortage
from unionnet.programmes.stations.queries import (
    fault_lines,
    patrol_summary,
    rounds_of,
    unpatrolled,
)
from unionnet.programmes.stations.tests.makers import a_photo

pytestmark = pytest.mark.django_db
NOON = at("2026-11-19 12:00")  # a Thursday


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会", region_code="510503")


@pytest.fixture
def site(union: Organisation) -> Site:
    return make_site(
        union,
        "胜利街社区驿站",
        every_day(480, 1200, days=range(1, 7)),
        since=date(2025, 1, 1),
        codes=["water", "medicine"],
    )


@pytest.fixture
def keeper(union: Organisation) -> Person:
    return make_officer(union, role=Role.Name.STATION_KEEPER, name="罗管理员")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def code_of(call: Any) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return refused.value.code


def test_all_well_is_one_row_a_day_and_said_again_a_correction(site: Site, keeper: Person) -> None:
    assert patrol(site, by=keeper, at=NOON).is_well
    kept = patrol(site, ["water", "fire"], "滤芯该换了", by=keeper, at=NOON + timedelta(hours=1))
    assert Patrol.objects.get() == kept
    assert kept.exceptions == ["water", "fire"]
    patrol(site, ["fire", "water"], "滤芯该换了", by=keeper, at=NOON + timedelta(hours=2))
    faults = FaultReport.objects.order_by("pk").values_list("text", "facility", "reporter")
    assert list(faults) == [
        ("巡查发现：饮水。滤芯该换了", "water", keeper.pk),
        ("巡查发现：消防器材。滤芯该换了", "", keeper.pk),
    ]


def test_a_round_made_without_network_counts_for_its_day_but_not_for_ever(site: Site, keeper: Person) -> None:
    assert patrol(site, day=date(2026, 11, 17), by=keeper, at=NOON).day == date(2026, 11, 17)
    for day in (date(2026, 11, 16), date(2026, 11, 20)):
        with pytest.raises(Refusal) as refused:
            patrol(site, day=day, by=keeper, at=NOON)
        assert (refused.value.code, refused.value.rule is not None) == ("day_gone", True)
    assert code_of(lambda: patrol(site, ["ghosts"], by=keeper, at=NOON)) == "not_on_the_list"
    stranger = make_officer(make_union("别处"))
    assert code_of(lambda: patrol(site, by=stranger, at=NOON)) == "elsewhere"


def test_a_day_it_was_closed_is_not_missed_nor_is_today(site: Site, keeper: Person, officer: Person) -> None:
    for day in (13, 14, 17):
        Patrol.objects.create(site=site, day=date(2026, 11, day), by=keeper)
    (week,) = rounds_of([site], NOON)
    assert (week.done, week.due) == (3, 6)
    assert list(week.missed) == [date(2026, 11, 18), date(2026, 11, 16), date(2026, 11, 12)]
    assert unpatrolled([site], NOON) == {site.pk}
    assert unpatrolled([site], at("2026-11-22 12:00")) == set()
    patrol(site, ["clean"], by=keeper, at=NOON)
    summary = patrol_summary(officer, NOON.date())
    assert (summary.stations, summary.done, summary.uneven) == (1, 1, 1)


def test_what_runs_out_is_asked_for_once_and_answered_once(
    site: Site, keeper: Person, officer: Person
) -> None:
    first = ask_for(site, ["water", "tissues"], "两箱", by=keeper)
    assert ask_for(site, ["water"], by=keeper) == [first[1]]
    assert [each.item for each in first] == ["tissues", "water"]
    assert code_of(lambda: ask_for(site, ["gold"], by=keeper)) == "no_item"
    assert code_of(lambda: answer_shortage(first[0], " ", is_sent=False, by=officer)) == "no_words"
    assert code_of(lambda: answer_shortage(first[0], is_sent=True, by=keeper)) == "elsewhere"
    answer_shortage(first[0], "周三送到", is_sent=True, by=officer)
    assert code_of(lambda: answer_shortage(first[0], is_sent=True, by=officer)) == "answered"
    notice = Notice.objects.get(person=keeper)
    assert (notice.headline, notice.body) == ("“胜利街社区驿站”的补货有了答复", "周三送到")
    assert ask_for(site, ["tissues"], by=keeper) != [first[0]]
    assert Shortage.objects.filter(answered_at__isnull=True).count() == 2


def test_a_fault_gets_its_colour_by_its_age_and_may_come_back(site: Site, keeper: Person) -> None:
    fault = report_fault(site, "饮水机不出水", "water", by=None)
    FaultReport.objects.filter(pk=fault.pk).update(at=NOON)
    fault.refresh_from_db()

    def colours(days: int) -> list[str]:
        return [line.colour for line in fault_lines([fault], NOON + timedelta(days=days, minutes=1))]

    assert (colours(2), colours(3), colours(7)) == ([""], ["due"], ["late"])
    resolve_fault(fault, by=keeper, at=NOON + timedelta(days=8))
    late = NOON + timedelta(days=39)
    assert code_of(lambda: reopen_fault(fault, by=keeper, at=late)) == "mended_long_ago"
    reopen_fault(fault, by=keeper, at=NOON + timedelta(days=9))
    assert (fault.resolved_at, fault.resolved_by, colours(10)) == (None, None, [""])


def test_a_door_that_was_switched_since_is_not_switched_by_an_old_word(
    site: Site, keeper: Person, officer: Person
) -> None:
    moment = database_now() - timedelta(hours=1)
    make_day = make_site(site.organisation, "全天驿站", every_day())
    switch_door(make_day, is_open=False, said_at=moment, reason="停水停电", by=keeper)
    said = Override.objects.get(site=make_day)
    assert (said.is_open, said.since, said.reason) == (False, moment, "停水停电")
    earlier = moment - timedelta(minutes=5)
    assert code_of(lambda: switch_door(make_day, is_open=True, said_at=earlier, by=officer)) == "overtaken"
    switch_door(make_day, is_open=True, by=officer)
    assert Override.objects.filter(site=make_day).count() == 2


def test_the_keeper_does_it_all_on_one_page(
    client: Client, site: Site, keeper: Person, django_assert_max_num_queries: AtMost
) -> None:
    sign_in(client, keeper)
    address = f"/stations/keeper/{site.public_id}"
    assert address in client.get("/places/keeper").content.decode()
    with django_assert_max_num_queries(22):
        client.get(address)
    assert client.post(f"{address}/patrol")["Location"] == address
    assert "一切正常" in text_of(client.get(address))
    client.post(f"{address}/patrol", {"exception": ["fire"], "note": "过期\x01\u202e"})
    assert Patrol.objects.get().note == "过期"
    client.post(f"{address}/supplies", {"item": ["water"], "note": "5 箱"})
    client.post(f"{address}/broken", {"text": "药箱锁坏了", "facility": "medicine", "photo": a_photo()})
    client.post(f"{address}/broken", {"text": "药箱锁坏了", "facility": "medicine", "photo": a_photo()})
    assert (FaultPhoto.objects.count(), FaultReport.objects.count()) == (1, 2)
    page = text_of(client.get(address))
    for words in ("药箱锁坏了", "5 箱", "有异常"):
        assert words in page
    bare = text_of(client.get(f"{address}?bare=1"))
    assert ("药箱锁坏了" in bare, "5 箱" in bare, keeper.name in bare) == (False, False, False)
    assert "有故障反映" in text_of(Client().get(f"/places/{site.public_id}/"))


def test_the_outbox_hears_the_no_in_json(client: Client, site: Site, keeper: Person) -> None:
    sign_in(client, keeper)
    address = f"/stations/keeper/{site.public_id}"
    json = {"accept": "application/json"}
    epoch = int((database_now() - timedelta(days=1)).timestamp())
    told = client.post(f"{address}/patrol", {"kept": str(epoch)}, headers=json).json()
    assert told == {"says": "已记下：一切正常。", "ok": True}
    assert Patrol.objects.get().day == local_date(database_now()) - timedelta(days=1)
    told = client.post(f"{address}/supplies", {}, headers=json).json()
    assert told == {"says": "请勾选缺什么。", "ok": False}
    for nonsense in ("9" * 11, "9" * 4000, "-1", "０", "\u202e", "1e5"):
        answer = client.post(f"{address}/patrol", {"kept": nonsense}, headers=json)
        assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert Patrol.objects.count() == 2


def test_the_union_reads_and_answers(
    client: Client, site: Site, keeper: Person, officer: Person, django_assert_max_num_queries: AtMost
) -> None:
    fault = report_fault(site, "灯坏了", by=None)
    ask_for(site, ["water"], "5 箱", by=keeper)
    patrol(site, by=keeper)
    sign_in(client, officer)
    for view, words in (("faults", "灯坏了"), ("patrols", "胜利街社区驿站"), ("shortages", "5 箱")):
        with django_assert_max_num_queries(22):
            assert words in text_of(client.get(f"/desk/stations/{view}"))
        book = client.get(f"/desk/stations/{view}?as=xlsx")
        assert book["Content-Type"].endswith("spreadsheetml.sheet")
    assert "今天还没巡查" in text_of(client.get("/desk/stations/patrols?today=none"))
    door = f"/desk/stations/faults/{fault.public_id}"
    client.post(f"{door}/mended")
    assert "灯坏了" in text_of(client.get("/desk/stations/faults?mended=1"))
    client.post(f"{door}/reopened")
    assert "又坏了" in text_of(client.get("/desk/stations/faults"))
    asked = Shortage.objects.get()
    client.post(f"/desk/stations/shortages/{asked.public_id}", {"sent": "0", "words": "下月统一配发"})
    assert "下月统一配发" in text_of(client.get("/desk/stations/shortages?answered=1"))
