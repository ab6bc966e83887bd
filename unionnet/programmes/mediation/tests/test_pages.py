# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.mediation import actions as do
from unionnet.programmes.mediation.models import Mediation, Mediator
from unionnet.programmes.mediation.queries import answer_key
from unionnet.programmes.mediation.tests.makers import (
    UNPAID,
    make_accepted,
    make_agreed,
    make_employer,
    make_mediated,
    make_mediation,
)
from unionnet.tools.casework.actions import Owner
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import Tree, make_tree

pytestmark = pytest.mark.django_db
DESK = "/desk/mediation/"
ASKED = {
    "employer_name": "示范配送有限公司",
    "matter": "wages",
    "title": "支付两个月工资",
    "text": "送餐两个月没有发工资。",
    "amount": "15000",
    "known_on": "2026-01-10",
    "workers": "1",
}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_a_stranger_asks_and_follows_it(client: Client, tree: Tree) -> None:
    page = text_of(client.get("/mediation/"))
    for words in ("3 个工作日", "15 天", "不是会员也可以", "调解仲裁法第十二条"):
        assert words.replace(" ", "") in page.replace(" ", ""), words
    given = {**ASKED, "name": "小李", "phone": "13900001111", "key": str(uuid4())}
    for _again in range(2):
        sent = client.post("/mediation/new", given)
        assert (sent.status_code, sent.headers["Location"]) == (302, "/casework/lookup")
    mediation = Mediation.objects.select_related("case").get()
    assert (mediation.amount, mediation.case.channel) == (1_500_000, "page")
    found = client.post("/casework/lookup", {"number": mediation.case.number, "phone": "13900001111"})
    assert mediation.case.number in text_of(found)
    assert "现在由谁办理" in text_of(found)


def test_a_number_asks_only_so_often(client: Client, tree: Tree) -> None:
    given = {**ASKED, "name": "小李", "phone": "13900002222"}
    answers = [client.post("/mediation/new", {**given, "key": str(uuid4())}) for _n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert Case.objects.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "1"},
        {"matter": "x"},
        {"key": "x"},
        {"title": "\u202e \u200b"},
        {"workers": "9" * 40},
        {"workers": "12", "representatives": "甲\n乙"},
        {"amount": "1e999"},
        {"known_on": "0001-01-01"},
        {"employer_code": "91500235MA60000000"},
    ],
)
def test_a_form_that_does_not_fit_comes_back(client: Client, tree: Tree, wrong: dict[str, str]) -> None:
    given = {**ASKED, "name": "小李", "phone": "13900001111", "key": str(uuid4()), **wrong}
    assert client.post("/mediation/new", given).status_code == 422
    assert Case.objects.count() == 0


def test_the_worker_follows_it_and_consents_to_more_time(client: Client, tree: Tree) -> None:
    sign_in(client, tree.worker)
    sent = client.post("/mediation/new", {**ASKED, "key": str(uuid4())}, follow=True)
    mediation = Mediation.objects.get()
    own = f"/mediation/{mediation.public_id}/"
    assert mediation.case.number in text_of(sent)
    assert client.post(f"{own}longer").status_code == 409
    do.accept(mediation, make_employer(), by=tree.at_county)
    page = text_of(client.get(own))
    assert "我同意延期" in page
    assert "受理调解，对方是示范配送有限公司" in page
    assert client.post(f"{own}longer").status_code == 302
    mediation.refresh_from_db()
    assert mediation.worker_consents_at is not None
    assert "我同意延期" not in text_of(client.get(own))
    assert "支付两个月工资" in text_of(client.get("/mediation/"))
    assert sign_in(Client(), tree.at_town).get(own).status_code == 404


def test_the_employer_answers_without_an_account_and_reads_no_name(client: Client, tree: Tree) -> None:
    mediation = make_accepted(tree, at=database_now())
    page = f"/mediation/answer/{answer_key(mediation)}"
    words = text_of(client.get(page))
    assert "拖欠工资" in words
    assert tree.worker.name not in words
    assert UNPAID.title not in words
    assert client.post(page, {"said": "x"}).status_code == 422
    assert client.post(page, {"said": "willing"}).status_code == 302
    assert "贵单位已同意调解" in text_of(client.get(page))
    assert client.post(page, {"said": "willing"}).status_code == 409
    assert client.post(page, {"longer": "1"}).status_code == 302
    assert "等职工同意" in text_of(client.get(page))
    assert client.get("/mediation/answer/abc").status_code == 404
    desk = text_of(sign_in(Client(), tree.at_county).get(f"{DESK}{mediation.public_id}/"))
    assert "示范配送有限公司同意延长调解期限" in desk


def test_an_officer_writes_an_oral_request_down_and_prints_it(client: Client, tree: Tree) -> None:
    by = sign_in(client, tree.at_county)
    given = {**ASKED, "union": tree.county.name, "name": "老王", "phone": "13900003333"}
    assert by.post(f"{DESK}new", {**given, "is_oral": "on", "key": str(uuid4())}).status_code == 302
    mediation = Mediation.objects.get()
    assert (mediation.is_oral, mediation.case.channel) == (True, "desk")
    words = paper_words(by, mediation, "record")
    for said in ("劳动争议调解申请笔录", "老王", "口头申请", "申请人签名", "15,000.00 元"):
        assert said in words, said
    assert by.get(f"{DESK}{mediation.public_id}/paper/record.pdf").content[:4] == b"%PDF"
    for nothing in ("notice.pdf", "agreement.docx", "record.exe", "x.pdf"):
        assert by.get(f"{DESK}{mediation.public_id}/paper/{nothing}").status_code == 404, nothing


def paper_words(by: Client, mediation: Mediation, sheet: str) -> str:
    content = by.get(f"{DESK}{mediation.public_id}/paper/{sheet}.docx").content
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_the_desk_mediates_from_the_request_to_the_end(client: Client, tree: Tree) -> None:
    unit = make_employer()
    begin = database_now() - timedelta(days=2)
    mediation, by = make_mediation(tree, at=begin), sign_in(client, tree.at_county)
    one, today = f"{DESK}{mediation.public_id}/", local_date(database_now()).isoformat()
    move = partial(_move, by, one)
    assert move("accept", employer="没有这家") == 422
    assert move("accept", employer=unit.uscc.lower()) == 302
    assert move("accept", employer=unit.uscc) == 422
    assert answer_key(mediation) in paper_words(by, mediation, "notice")
    card = {"union": tree.county.name, "name": "韦调解员", "side": "worker", "head": "union_member"}
    assert by.post(f"{DESK}mediators", card).status_code == 302
    assert by.post(f"{DESK}mediators", card).status_code == 422
    assert "还缺：企业代表" in text_of(by.get(f"{DESK}mediators"))
    mediator = Mediator.objects.get().public_id
    assert move("name_mediator", mediator=mediator) == 422
    assert move("name_mediator", mediator=mediator, declared="on") == 302
    at = timezone.localtime(database_now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert move("call_meeting", at=at, place="三楼会议室") == 302
    meeting = mediation.meetings.get().public_id
    assert move("hold_meeting", meeting=meeting, outcome="agreed", minutes="双方同意分期支付。") == 302
    assert move("sign", effect_on=today) == 422
    assert move("draft", terms="乙方分期支付。", amount="12000", perform_by=today) == 302
    words = paper_words(by, mediation, "agreement")
    for said in ("乙方分期支付。", "12,000.00 元", "调解员签名", "乙方盖章", "15 天内共同申请仲裁审查"):
        assert said in words, said
    copy = SimpleUploadedFile("协议书.pdf", b"%PDF-1.7")
    assert by.post(f"{one}move/sign", {"effect_on": today, "papers": [copy]}).status_code == 302
    assert move("ask_confirmation", on=today) == 302
    assert move("confirm", on=today) == 302
    assert move("break") == 302
    page = text_of(by.get(one))
    for words in ("支付令", "转法律援助", "协议书.pdf", "双方同意分期支付。"):
        assert words in page, words
    assert move("nothing") == 404
    assert by.post(f"{DESK}mediators/{mediator}/retirement").status_code == 302


def _move(by: Client, one: str, name: str, **given: str) -> int:
    return by.post(f"{one}move/{name}", given).status_code


def test_what_was_not_kept_leads_the_worker_to_a_lawyer(client: Client, tree: Tree) -> None:
    mediation = do.break_off(make_agreed(tree), by=tree.at_county)
    page = text_of(sign_in(client, tree.worker).get(f"/mediation/{mediation.public_id}/"))
    for words in ("支付令", "第十六条", "申请免费法律援助", "最晚 2027 年 3 月 2 日"):
        assert words in page, words


def test_what_is_late_is_red_and_the_limitation_is_warned_of(client: Client, tree: Tree) -> None:
    late = make_mediated(tree)  # of the second of March: long over
    soon = make_mediation(tree, owner=Owner(name="老李", phone="13900001112"), by=None, at=database_now())
    today = local_date(database_now())
    by = sign_in(client, tree.at_city)
    for days, colour in ((30, "tag due"), (7, "tag late"), (-1, "tag late")):
        Mediation.objects.filter(pk=soon.pk).update(limit_on=today + timedelta(days=days))
        page = by.get(f"{DESK}?limit=1").content.decode()
        assert colour in page, days
        assert late.case.number not in page
    Mediation.objects.filter(pk=soon.pk).update(limit_on=today + timedelta(days=31))
    assert soon.case.number not in by.get(f"{DESK}?limit=1").content.decode()
    page = by.get(f"{DESK}?late=1").content.decode()
    assert late.case.number in page
    assert "tag late" in page
    one = text_of(by.get(f"{DESK}{late.public_id}/"))
    assert "现在可以申请仲裁" in one


def test_the_register_and_the_months_go_to_excel(client: Client, tree: Tree) -> None:
    make_accepted(tree, at=database_now())
    by = sign_in(client, tree.at_city)
    for path in (f"{DESK}export?state=all", f"{DESK}months/export"):
        assert b"".join(by.get(path).streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    page = text_of(by.get(f"{DESK}months"))
    assert tree.county.name in page
    assert tree.county.name not in text_of(sign_in(Client(), tree.at_other).get(f"{DESK}months"))


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    client: Client, tree: Tree, django_assert_max_num_queries: object
) -> None:
    by = sign_in(client, tree.at_county)
    for _each in range(3):
        make_mediated(tree)
    by.get(DESK)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = by.get(DESK).content.decode()
    assert "&lt;" not in page


def test_anybody_asks_whether_they_are_still_in_time(client: Client) -> None:
    assert "算一算" in text_of(client.get("/mediation/limits"))
    today = local_date(database_now())
    asked = {"about": "other", "known_on": (today - timedelta(days=400)).isoformat()}
    assert "一年的时效已经过了" in text_of(client.get("/mediation/limits", asked))
    page = text_of(
        client.get("/mediation/limits", {**asked, "claimed_1": (today - timedelta(days=100)).isoformat()})
    )
    for words in ("来得及，还有", "重新计算", "第二十七条第二款", "决定是否受理", "劳动保障监察条例第二十条"):
        assert words in page, words
    employed = client.get("/mediation/limits", {**asked, "about": "wages"})
    assert "没有时效限制" in text_of(employed)


@pytest.mark.parametrize("known_on", ["", "x", "0001-01-01", "9999-12-31", "\u202e", "2026-02-30"])
def test_days_that_are_none_come_back(client: Client, known_on: str) -> None:
    assert client.get("/mediation/limits", {"about": "other", "known_on": known_on}).status_code == 422


def test_the_first_day_of_the_law_is_a_day(client: Client) -> None:
    given = {"about": "other", "known_on": date(1995, 1, 1).isoformat()}
    assert client.get("/mediation/limits", given).status_code == 200
