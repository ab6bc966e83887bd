# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.people import cards
from unionnet.foundation.clock import database_now
from unionnet.tools.enrolment.actions import Request, enrol_all, make_group, make_offer, withdraw
from unionnet.tools.enrolment.models import Attendance, Choice, Draw, Invitation, Offer, Place, Waiting
from unionnet.tools.enrolment.tests.makers import make_offer as plain_offer

pytestmark = pytest.mark.django_db


def open_offer(**given: object) -> Offer:
    now = database_now()
    return plain_offer(
        **{"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1), **given}  # type: ignore[arg-type]
    )


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:400]
    return answer.content.decode()


def test_a_stranger_reads_and_is_asked_to_sign_in(client: Client) -> None:
    offer = open_offer(audience="members")
    page = text(client, f"/enrolment/{offer.public_id}/")
    assert "登录后报名" in page
    assert 'data-ticket=""' in page
    assert client.post(f"/enrolment/{offer.public_id}/place").status_code == 302
    assert Place.objects.count() == 0


def test_a_tap_without_javascript_takes_the_place_and_shows_the_receipt(client: Client) -> None:
    offer, person = open_offer(), make_person("林晓")
    sign_in(client, person)
    assert "报名" in text(client, f"/enrolment/{offer.public_id}/")
    answer = client.post(f"/enrolment/{offer.public_id}/place", follow=True)
    place = Place.objects.get()
    assert (place.person, place.via) == (person, "web")
    assert place.receipt in answer.content.decode()
    assert "签到码" in answer.content.decode()
    assert place.receipt in text(client, f"/enrolment/{offer.public_id}/")


def test_a_no_is_a_page_with_its_rule(client: Client) -> None:
    offer = open_offer(min_age=60)
    sign_in(client, make_person("小王"))
    page = text(client, f"/enrolment/{offer.public_id}/")
    assert "须年满 60 周岁。" in page
    answer = client.post(f"/enrolment/{offer.public_id}/place")
    assert answer.status_code == 409
    assert "须年满 60 周岁。" in answer.content.decode()


def test_before_the_opening_the_page_counts_down_and_says_when(client: Client) -> None:
    now = database_now()
    offer = plain_offer(opens_at=now + timedelta(minutes=12), closes_at=now + timedelta(days=1))
    sign_in(client, make_person("林晓"))
    page = text(client, f"/enrolment/{offer.public_id}/")
    assert "距离开始报名" in page
    assert "data-countdown" in page
    assert "<div data-when-open hidden><button" in page
    assert "服务器时间" in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_at_the_opening_ranked_offers_lead_to_the_wishes(client: Client) -> None:
    union, now = make_union("永宁街道总工会"), database_now()
    group = make_group(union, "春季班", by=make_officer(union), ranked=True)
    offer = plain_offer(
        union,
        mode="ranked",
        group=group,
        opens_at=now + timedelta(minutes=12),
        closes_at=now + timedelta(days=1),
    )
    sign_in(client, make_person("林晓"))
    wishes = (
        f'<div data-when-open hidden><a class="btn wide" href="/enrolment/groups/{group.public_id}/">填报志愿'
    )
    assert wishes in text(client, f"/enrolment/{offer.public_id}/")


def test_who_waits_sees_the_position_and_confirms_what_is_kept(client: Client) -> None:
    offer = open_offer(size=1, confirm_minutes=30)
    first, lin = make_person("头一个"), make_person("林晓")
    enrol_all([Request(person.pk, offer.pk) for person in (first, lin)], by=None)
    sign_in(client, lin)
    page = text(client, f"/enrolment/{offer.public_id}/")
    assert 'data-show="place">1<' in page
    assert ("排位不变" in page, "不能要回" in page) == (True, False)
    assert "第 1 位" in text(client, "/enrolment/mine/")
    withdraw(first, offer, by=first)
    assert "有名额为您保留" in text(client, f"/enrolment/{offer.public_id}/")
    assert "确认" in text(client, "/enrolment/mine/")
    client.post(f"/enrolment/{offer.public_id}/confirm")
    assert Place.objects.get().person == lin
    client.post(f"/enrolment/{offer.public_id}/withdraw")
    assert Place.objects.count() == 0
    assert "本人退出" in text(client, "/enrolment/mine/")


def test_a_mistaken_tap_is_undone_and_what_is_gone_is_said(client: Client) -> None:
    offer, lin, later = open_offer(size=1), make_person("林晓"), make_person("后来的")
    door = f"/enrolment/{offer.public_id}"
    enrol_all([Request(lin.pk, offer.pk)], by=None)
    sign_in(client, lin)
    assert "几分钟内" in text(client, f"{door}/")
    page = client.post(f"{door}/withdraw", follow=True).content.decode()
    assert "前可以撤销" in page
    assert f'action="{door}/undo"' in page
    client.post(f"{door}/undo")
    assert Place.objects.get().person == lin
    client.post(f"{door}/withdraw")
    enrol_all([Request(later.pk, offer.pk)], by=None)
    page = text(client, f"{door}/")
    assert ("已经给了别人" in page, "排到候补末尾" in page, f"{door}/undo" in page) == (True, True, False)
    answer = client.post(f"{door}/undo")
    assert (answer.status_code, "已经给了别人" in answer.content.decode()) == (409, True)
    client.post(f"{door}/place")
    assert Waiting.objects.get().person == lin


def test_the_list_shows_what_opens_and_what_is_open(client: Client) -> None:
    now = database_now()
    open_offer(title="零基础瑜伽")
    plain_offer(title="硬笔书法", opens_at=now + timedelta(hours=1), closes_at=now + timedelta(days=1))
    page = text(client, "/enrolment/")
    assert page.index("硬笔书法") < page.index("零基础瑜伽")
    assert "剩 10 个" in page


def test_members_of_the_union_read_the_log_and_others_do_not(client: Client) -> None:
    union = make_union("永宁街道总工会")
    offer = open_offer(union=union)
    lin = make_person("欧阳小芳", union=union)
    enrol_all([Request(lin.pk, offer.pk)], by=None)
    reader = make_person("同事", union=union)
    sign_in(client, reader)
    page = text(client, f"/enrolment/{offer.public_id}/results")
    receipt = Place.objects.get().receipt
    assert "欧**芳" in page
    assert "欧阳小芳" not in page
    assert receipt in page
    csv = b"".join(client.get(f"/enrolment/{offer.public_id}/results.csv"))
    assert f"1,{receipt},欧**芳,得到名额," in csv.decode()
    assert client.get(f"/enrolment/{offer.public_id}/results.xlsx").status_code == 200
    sign_in(client, make_person("外人", union=make_union("别处总工会")))
    text(client, f"/enrolment/{offer.public_id}/results", 404)


def test_a_draw_is_open_to_everybody(client: Client) -> None:
    union, now = make_union("永宁街道总工会"), database_now()
    officer = make_officer(union)
    offer = make_offer(
        union, by=officer, title="亲子营", mode="lottery", size=1, audience="everyone",
        opens_at=now - timedelta(hours=2), closes_at=now + timedelta(hours=1),
    )  # fmt: skip
    enrol_all([Request(make_person(name).pk, offer.pk) for name in ("甲", "乙")], by=None)
    Offer.objects.update(closes_at=now - timedelta(hours=1))
    draw = Draw.objects.get()
    assert draw.commitment in text(client, f"/enrolment/{offer.public_id}/draw")
    sign_in(client, officer)
    client.post(f"/desk/enrolment/{offer.public_id}/freeze")
    client.post(f"/desk/enrolment/{offer.public_id}/draw", {"word": "08 17"})
    client.logout()
    told = client.get(f"/enrolment/{offer.public_id}/draw.json").json()
    assert (told["public_word"], len(told["result"])) == ("08 17", 1)
    assert told["seed"] in text(client, f"/enrolment/{offer.public_id}/draw")


def test_an_entry_in_a_lottery_is_nowhere_called_waiting(client: Client) -> None:
    union, now = make_union("永宁街道总工会"), database_now()
    officer, lin = make_officer(union), make_person("林晓", union=union)
    offer = make_offer(
        union, by=officer, title="亲子营", mode="lottery", size=1,
        opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1),
    )  # fmt: skip
    enrol_all([Request(lin.pk, offer.pk)], by=None)
    sign_in(client, lin)
    own, mine_too = text(client, f"/enrolment/{offer.public_id}/"), text(client, "/enrolment/mine/")
    for page in (own, mine_too):
        assert "已报名，等待抽签" in page
    log = text(client, f"/enrolment/{offer.public_id}/results")
    assert "1 人等待抽签" in log
    home, listed = text(client, "/"), text(client, "/enrolment/")
    sign_in(client, officer)
    desk = [text(client, f"/desk/enrolment/{door}") for door in ("", f"{offer.public_id}/fill")]
    assert "待抽签 1" in desk[0]
    pages = (own, mine_too, log, home, listed, *desk)
    assert [page for page in pages if "候补 " in page or "候补第" in page] == []


def test_wishes_are_plain_selects(client: Client) -> None:
    union, now = make_union("永宁街道总工会"), database_now()
    officer = make_officer(union)
    group = make_group(union, "春季班", by=officer, ranked=True)
    terms = {
        "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(hours=1),
        "audience": "everyone",
    }
    yoga, tea = (
        make_offer(union, by=officer, title=title, mode="ranked", group=group, size=1, **terms)
        for title in ("瑜伽", "茶艺")
    )
    sign_in(client, make_person("林晓"))
    assert "第 2 志愿" in text(client, f"/enrolment/groups/{group.public_id}/")
    client.post(f"/enrolment/groups/{group.public_id}/", {"wish": [tea.public_id, yoga.public_id]})
    assert list(Choice.objects.order_by("preference").values_list("offer", flat=True)) == [tea.pk, yoga.pk]
    assert "已收到您的志愿" in text(client, f"/enrolment/groups/{group.public_id}/")
    assert "第 1 志愿：茶艺" in text(client, "/enrolment/mine/")


DESK_DOORS = [
    "",
    "new",
    "export",
    "{0}/",
    "{0}/edit",
    "{0}/fill",
    "{0}/roster",
    "{0}/roster.xlsx",
    "{0}/check-in",
]


@pytest.mark.parametrize("door", DESK_DOORS)
@pytest.mark.parametrize(("who", "inside"), [("own", 200), ("above", 200), ("sibling", 404), ("member", 404)])
def test_desk_doors_open_for_those_whose_reach_covers(
    client: Client, door: str, who: str, inside: int
) -> None:
    county = make_union("区总工会")
    street, other = make_union("街道总工会", county), make_union("别街总工会", county)
    offer = open_offer(union=street)
    person = {
        "own": lambda: make_officer(street),
        "above": lambda: make_officer(county),
        "sibling": lambda: make_officer(other),
        "member": lambda: make_person("会员", union=street),
    }[who]()
    sign_in(client, person)
    own_list = "{0}" not in door and who == "sibling"
    assert client.get("/desk/enrolment/" + door.format(offer.public_id)).status_code == (
        200 if own_list else inside
    )


def test_the_desk_makes_changes_and_cancels_an_offer(client: Client) -> None:
    union = make_union("永宁街道总工会")
    sign_in(client, make_officer(union))
    now = database_now()
    form = {
        "title": "插花", "union": union.name, "mode": "first_come", "size": "20", "confirm_minutes": "60",
        "audience": "members", "tags": "骑手，司机", "only_union": union.name, "minds_pauses": "on",
        "opens_at": f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "closes_at": f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    answer = client.post("/desk/enrolment/new", form)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    offer = Offer.objects.get()
    assert (offer.any_tags, offer.open_to, offer.size) == (["骑手", "司机"], union, 20)
    assert client.post(f"/desk/enrolment/{offer.public_id}/edit", {**form, "size": "25"}).status_code == 302
    grouped = client.post(
        "/desk/enrolment/new", {**form, "title": "茶艺", "mode": "ranked", "new_group": "春季班"}
    )
    assert grouped.status_code == 302
    assert Draw.objects.get().group == Offer.objects.get(title="茶艺").group
    bad = client.post(f"/desk/enrolment/{offer.public_id}/edit", {**form, "closes_at": form["opens_at"]})
    assert (bad.status_code, "截止时间要晚于开始时间。" in bad.content.decode()) == (422, True)
    client.post(f"/desk/enrolment/{offer.public_id}/cancel", {"reason": "教师请假"})
    offer.refresh_from_db()
    assert (offer.size, offer.cancel_reason) == (25, "教师请假")
    assert "教师请假" in text(client, f"/desk/enrolment/{offer.public_id}/")


def test_the_desk_enrols_for_a_worker_and_takes_back(client: Client) -> None:
    union = make_union("永宁街道总工会")
    officer, worker, offer = make_officer(union), make_person("老李"), open_offer(union=union)
    sign_in(client, officer)
    client.post(f"/desk/enrolment/{offer.public_id}/enrol", {"code": worker.public_id})
    place = Place.objects.get()
    assert (place.person, place.via) == (worker, "desk")
    client.post(f"/desk/enrolment/{offer.public_id}/remove", {"code": place.receipt, "note": "来电"})
    assert Place.objects.count() == 0


def test_check_in_by_card_by_click_and_the_rest_absent(client: Client) -> None:
    union = make_union("永宁街道总工会")
    officer, offer = make_officer(union), open_offer(union=union)
    lin, wang, away = (make_person(name, union=union) for name in ("林晓", "王强", "没来"))
    enrol_all([Request(person.pk, offer.pk) for person in (lin, wang, away)], by=None)
    sign_in(client, officer)
    door = f"/desk/enrolment/{offer.public_id}/check-in"
    token, _until = cards.issue(lin)
    answer = client.post(door, {"code": token, "session": "L1"}, follow=True)
    assert "林晓 已签到。" in answer.content.decode()
    client.post(door, {"code": Place.objects.get(person=wang).receipt, "session": "L1"})
    nobody = client.post(door, {"code": "12345", "session": "L1"}, follow=True)
    assert "没有找到这个人" in nobody.content.decode()
    client.post(f"/desk/enrolment/{offer.public_id}/attendance", {"session": "L1", "state": "absent"})
    marks = dict(Attendance.objects.filter(session="L1").values_list("person__name", "state"))
    assert marks == {"林晓": "present", "王强": "present", "没来": "absent"}
    ways = dict(Attendance.objects.values_list("person__name", "via"))
    assert (ways["林晓"], ways["王强"]) == ("qr", "desk")
    assert "应到 3 人" in text(client, f"/desk/enrolment/{offer.public_id}/roster?session=L1")


def test_the_pages_ask_few_questions(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    offer, person = open_offer(), make_person("林晓")
    sign_in(client, person)
    text(client, f"/enrolment/{offer.public_id}/")
    with django_assert_max_num_queries(20):
        text(client, f"/enrolment/{offer.public_id}/")
    assert Waiting.objects.count() == Invitation.objects.count() == 0
