# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.makers import make_officer, sign_in
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.ui.tags.words import day
from unionnet.tools.casework.actions import Matter, Owner, Source, add, answer, assist, dispatch, sign_for
from unionnet.tools.casework.models import Case, Dispatch
from unionnet.tools.casework.tests.makers import (
    HOUR,
    MONDAY,
    make_case,
    make_dispatched,
    make_replied,
    make_signed,
    make_tree,
    sensitive_kind,
)

pytestmark = pytest.mark.django_db
PHONE = "13900001111"


def text(client: Client, address: str, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status, page.content[:400]
    return page.content.decode()


def test_a_worker_tells_the_union_and_follows_it(client: Client) -> None:
    tree = make_tree()
    sign_in(client, tree.worker)
    given = {"kind": "casework.plain", "title": "拖欠工资两个月", "text": "在工地干活。"}
    photo = SimpleUploadedFile("合同.pdf", b"%PDF-1.7")
    sent = client.post("/casework/new", {**given, "papers": [photo]}, follow=True)
    case = Case.objects.get()
    assert (case.organisation, case.person, case.papers.count()) == (tree.town, tree.worker, 1)
    assert case.number in sent.content.decode()
    assert "拖欠工资两个月" in text(client, "/casework/")
    answer(case, "已经和单位联系，工资补发。", by=tree.at_town)
    page = text(client, f"/casework/{case.public_id}/")
    assert "已经和单位联系" in page
    client.post(f"/casework/{case.public_id}/rating", {"satisfied": "1"})
    case.refresh_from_db()
    assert case.satisfied is True


def test_the_desk_signs_for_it_in_one_press_and_answers(client: Client) -> None:
    tree = make_tree()
    case = make_dispatched(tree)
    sign_in(client, tree.at_county)
    page = text(client, "/desk/casework/")
    assert case.title in page
    assert case.number in page
    page = text(client, f"/desk/casework/{case.public_id}/")
    assert day(date(2026, 3, 9)) in page  # the last day, not the midnight after it
    assert "签收" in page
    assert "林晓" in page
    client.post(f"/desk/casework/{case.public_id}/move/sign_for", {"seen": case.steps})
    case.refresh_from_db()
    assert case.state == "signed"
    assert "说明" in text(client, f"/desk/casework/{case.public_id}/move/reply")
    sent = client.post(
        f"/desk/casework/{case.public_id}/move/reply", {"seen": case.steps, "words": "工资已补发。"}
    )
    assert sent.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.holder) == ("replied", tree.city)


def test_what_the_owner_adds_and_what_an_officer_notes_are_told_apart(client: Client) -> None:
    tree = make_tree()
    case = make_case(tree)
    add(case, "还有一张欠条", by=tree.worker)
    add(case, "已经约单位明天面谈", office=tree.city, by=tree.at_city)
    for person, address in ((tree.worker, "casework"), (tree.at_city, "desk/casework")):
        page = text(sign_in(client, person), f"/{address}/{case.public_id}/")
        story = page[page.index("还有一张欠条") - 400 :]
        assert page.count("补充材料</") == 1, person.name
        assert "办理情况" in story
        assert "已经约单位明天面谈" in story


def test_the_union_above_sees_on_the_page_which_unit_is_late(client: Client) -> None:
    tree, now = make_tree(), database_now()
    case = sign_for(make_dispatched(tree, at=now), by=tree.at_county, at=now)
    assist(case, tree.town, "请核实。", by=tree.at_county, at=now - timedelta(days=9))  # unsigned since then
    sign_in(client, tree.at_city)
    page = text(client, f"/desk/casework/{case.public_id}/")
    units = re.findall(r'<li class="item row">.*?</li>', page, flags=re.DOTALL)
    late = [unit for unit in units if "tag late" in unit]
    assert [(tree.town.name in unit, "协办" in unit) for unit in late] == [(True, True)]


def test_what_is_overdue_is_what_the_list_shows_in_red(client: Client) -> None:
    tree, now = make_tree(), database_now()
    begin = now - timedelta(days=40)
    unsigned = make_dispatched(tree, at=begin, matter=Matter("逾期未签收"))
    answer(make_case(tree, at=begin, matter=Matter("早已办结")), "已经答复。", by=tree.at_city, at=begin)
    Dispatch.objects.filter(case=unsigned, unit=tree.county).update(due_at=now + timedelta(days=9))
    Dispatch.objects.filter(case=unsigned, unit=tree.city).update(due_at=now + timedelta(days=9))
    make_case(tree, at=now, matter=Matter("刚刚收到"))
    sign_in(client, tree.at_city)
    lines = re.findall(r"<tr data-href.*?</tr>", text(client, "/desk/casework/?tray=all"), flags=re.DOTALL)
    red = [line for line in lines if "tag late" in line]
    shown = re.findall(
        r"<tr data-href.*?</tr>", text(client, "/desk/casework/?tray=all&late=1"), flags=re.DOTALL
    )
    assert [("逾期未签收" in line, tree.county.name in line) for line in red] == [(True, True)]
    assert shown == red


def test_an_old_version_of_the_page_moves_nothing(client: Client) -> None:
    tree = make_tree()
    case = make_dispatched(tree)
    sign_in(client, tree.at_county)
    answer = client.post(f"/desk/casework/{case.public_id}/move/sign_for", {"seen": case.steps - 1})
    assert answer.status_code == 409
    case.refresh_from_db()
    assert case.state == "dispatched"


def test_a_unit_is_named_and_one_that_is_not_in_line_is_not_found(client: Client) -> None:
    tree = make_tree()
    case = make_case(tree, tree.county)
    sign_in(client, tree.at_county)
    address = f"/desk/casework/{case.public_id}/move/dispatch"
    assert client.post(address, {"unit": "奉节县总工会", "seen": 1}).status_code == 422
    assert client.post(address, {"unit": "双江街道总工会", "seen": 1}).status_code == 302
    case.refresh_from_db()
    assert case.holder == tree.town


def test_what_is_told_in_confidence_is_seen_at_its_desk_only(client: Client) -> None:
    tree = make_tree()
    case = make_case(tree, tree.county, kind=sensitive_kind(), by=tree.worker)
    sign_in(client, tree.at_city)
    text(client, f"/desk/casework/{case.public_id}/", 404)
    assert case.title not in text(client, "/desk/casework/?tray=all")
    sign_in(client, make_officer(tree.county, role="leader"))
    text(client, f"/desk/casework/{case.public_id}/", 404)
    sign_in(client, tree.at_county)
    assert case.title in text(client, f"/desk/casework/{case.public_id}/")
    dispatch(case, tree.city, by=tree.at_county)
    sign_in(client, tree.at_city)
    assert case.title in text(client, f"/desk/casework/{case.public_id}/")
    mine = Entry.objects.filter(fact="casework.taken_in", data__case=case.pk)
    assert list(mine.values_list("actor_id", flat=True)) == [None]


def test_who_has_no_account_follows_it_by_number_and_phone(client: Client) -> None:
    tree = make_tree()
    owner = Owner(phone=PHONE, name="王先生")
    case = make_case(tree, owner=owner, source=Source("call"), by=tree.at_city)
    wrong = client.post("/casework/lookup", {"number": case.number, "phone": "13900002222"})
    assert wrong.status_code == 422
    assert case.title not in wrong.content.decode()
    answer(case, "已补发。", by=tree.at_city)
    found = client.post("/casework/lookup", {"number": case.number.lower(), "phone": PHONE}).content.decode()
    assert "已补发。" in found
    client.post("/casework/lookup", {"number": case.number, "phone": PHONE, "satisfied": "1"})
    case.refresh_from_db()
    assert case.satisfied is True
    sign_in(client, tree.at_city)
    assert PHONE not in text(client, f"/desk/casework/{case.public_id}/")
    shown = client.post(f"/desk/casework/{case.public_id}/caller", follow=True)
    assert PHONE in shown.content.decode()
    assert Entry.objects.filter(fact="casework.caller_opened").count() == 1


def test_tries_at_numbers_are_counted(client: Client) -> None:
    codes = [
        client.post("/casework/lookup", {"number": f"{n}" * 12, "phone": PHONE}).status_code for n in range(7)
    ]
    assert codes == [422] * 5 + [409] * 2


def test_found_by_its_words_its_number_or_its_phone(client: Client) -> None:
    tree = make_tree()
    case = make_case(tree, owner=Owner(phone=PHONE), by=None)
    sign_in(client, tree.at_city)
    for words in ("工资", "两个月没有发工资", case.number, PHONE):
        assert case.title in text(client, f"/desk/casework/?q={words}"), words
    for words in ("工伤", "13900002222", "'", "\\"):
        assert case.title not in text(client, f"/desk/casework/?q={words}"), words


def test_an_officer_writes_a_call_down(client: Client) -> None:
    tree = make_tree()
    sign_in(client, tree.at_county)
    given = {
        "office": tree.county.public_id,
        "kind": "casework.plain",
        "channel": "12345",
        "source_no": "A1",
        "title": "问退休年龄",
        "phone": PHONE,
    }
    text(client, "/desk/casework/new")
    for _again in range(2):
        assert client.post("/desk/casework/new", given).status_code == 302
    assert Case.objects.get().channel == "12345"


def test_the_tray_asks_the_same_few_questions_however_long_it_is(
    client: Client, django_assert_max_num_queries: object
) -> None:
    tree = make_tree()
    sign_in(client, tree.at_city)
    for _each in range(3):
        make_case(tree)
    make_replied(tree)
    text(client, "/desk/casework/")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        text(client, "/desk/casework/")
    sheet = client.get("/desk/casework/export?tray=all")
    assert sheet.status_code == 200
    assert b"".join(sheet.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_a_case_asks_the_same_few_questions_however_many_work_on_it(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tree = make_tree()
    sign_in(client, tree.at_city)
    case = make_signed(tree)
    text(client, f"/desk/casework/{case.public_id}/")
    with django_assert_max_num_queries(26) as asked:
        text(client, f"/desk/casework/{case.public_id}/")
    dispatch(case, tree.town, by=tree.at_county, at=MONDAY + HOUR)
    with django_assert_max_num_queries(len(asked)):
        text(client, f"/desk/casework/{case.public_id}/")
