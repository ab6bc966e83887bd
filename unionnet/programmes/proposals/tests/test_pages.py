# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from tests.knocking import text_of
from tests.makers import make_officer, sign_in
from unionnet.programmes.proposals import actions as do
from unionnet.programmes.proposals.models import Event, Participant, Proposal, Reply
from unionnet.programmes.proposals.papers import spaced
from unionnet.programmes.proposals.tests.makers import (
    make_event,
    make_participant,
    make_proposal,
    make_reply,
    record,
)
from unionnet.tools.casework.actions import Matter
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import MONDAY, Tree, make_tree

pytestmark = pytest.mark.django_db
DESK, CODE = "/desk/proposals/", "/proposals/"
EVENT = {
    "kind": "inspection",
    "title": "驿站建设视察“把脉问诊”",
    "starts_at": "2026-01-15T09:00",
    "ends_at": "2026-01-15T11:30",
    "place": "永宁街道",
    "expected": "12",
}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def officer(tree: Tree) -> Client:
    return sign_in(Client(), tree.at_county)


def test_an_event_its_people_and_what_they_said(officer: Client, tree: Tree) -> None:
    made = [officer.post(f"{DESK}events/new", {**EVENT, "union": tree.county.name}) for _time in range(2)]
    event = Event.objects.get()
    here = f"{DESK}events/{event.public_id}/"
    assert {sent.headers["Location"] for sent in made} == {here}
    guest = {"role": "member", "name": "卓文", "phone": "13900007777", "key": str(uuid4())}
    assert [officer.post(f"{here}participants", guest).status_code for _time in range(2)] == [302, 302]
    said_by = Participant.objects.get()
    said = {"participant": said_by.public_id, "title": "多配一些技术书", "key": str(uuid4())}
    assert officer.post(f"{here}proposals", said).status_code == 302
    page = text_of(officer.get(here))
    for words in ("卓文委员", "政协委员 1 人", "多配一些技术书", "待当面协商", "永宁街道"):
        assert words in page, words
    opened = officer.post(f"{DESK}participants/{said_by.public_id}/phone", follow=True)
    assert "卓文委员的手机号：13900007777" in text_of(opened)
    assert "13900007777" not in text_of(officer.get(here))
    assert "政协委员" in text_of(officer.get(f"{DESK}?role=member"))
    assert "还没有代表委员意见" in text_of(officer.get(f"{DESK}?role=deputy"))


def test_a_leader_reads_roles_and_no_names(tree: Tree) -> None:
    reply = make_reply(tree)
    proposal = reply.consultation.proposal
    client = sign_in(Client(), make_officer(tree.county, role="leader"))
    event = Event.objects.get()
    for page in (f"{DESK}events/{event.public_id}/", f"{DESK}{proposal.public_id}/", DESK):
        answer = client.get(page)
        assert answer.status_code == 200
        assert "江雪梅" not in answer.content.decode()
    assert spaced(reply.code) not in client.get(f"{DESK}{proposal.public_id}/").content.decode()
    assert client.get(f"{DESK}replies/{reply.public_id}/paper.docx").status_code == 404


def test_from_the_talk_to_the_paper(officer: Client, tree: Tree) -> None:
    proposal = make_proposal(tree)
    here = f"{DESK}{proposal.public_id}/"
    assert "先和提出人当面协商" in text_of(officer.get(here))
    talk = {"held_on": "2026-03-02", "place": "永宁路驿站", "words": "同意先选点。"}
    assert officer.post(f"{here}consultation", talk).status_code == 422
    assert officer.post(f"{here}consultation", {**talk, "papers": record()}).status_code == 302
    answer = {"text": "今年再增设七个。", "signer": "罗主席"}
    assert officer.post(f"{here}reply", answer).status_code == 422
    sent = officer.post(f"{here}reply", {**answer, "word": "永工办"}, follow=True)
    reply = Reply.objects.select_related("number__letterhead").get()
    assert str(reply.number) in text_of(sent)
    paper = officer.get(f"{DESK}replies/{reply.public_id}/paper.docx")
    lines = [line.text for line in Document(io.BytesIO(paper.content)).paragraphs]
    assert "江雪梅代表：" in lines
    assert "（盖章处）" in lines
    assert str(reply.number) in "".join(lines)
    assert spaced(reply.code) in "".join(lines)
    assert officer.get(f"{DESK}replies/{reply.public_id}/paper.exe").status_code == 404
    judged = {"satisfied": "0", "words": ""}
    assert officer.post(f"{DESK}replies/{reply.public_id}/judgement", judged).status_code == 422
    judged["words"] = "没有写时间"
    assert officer.post(f"{DESK}replies/{reply.public_id}/judgement", judged).status_code == 302
    page = text_of(officer.get(here))
    assert "不满意，待再次协商" in page
    assert "没有写时间" in page


def test_whoever_holds_the_paper_judges_without_an_account(client: Client, tree: Tree) -> None:
    reply = make_reply(tree)
    page = text_of(client.post(CODE, {"code": spaced(reply.code)}))
    assert str(reply.number) in page
    assert "已列入今年计划。" in page
    assert "江雪梅" not in page
    said = {"code": reply.code, "satisfied": "0"}
    assert "请写明原因" in text_of(client.post(CODE, said))
    assert "您的评价是满意" in text_of(client.post(CODE, {**said, "satisfied": "1"}))
    assert "您的评价是满意" in text_of(client.post(CODE, {"code": reply.code}))
    assert "已经评价过了" in text_of(client.post(CODE, said))
    assert Case.objects.get().satisfied is True


@pytest.mark.parametrize("code", ["zzzzzzzzzzzz", "意见", "9" * 5000])
def test_an_unknown_code_says_so(client: Client, tree: Tree, code: str) -> None:
    assert client.post(CODE, {"code": code}).status_code == 422


def test_a_code_is_tried_only_so_often(client: Client, tree: Tree) -> None:
    answers = [client.post(CODE, {"code": "zzzzzzzzzzzz"}).status_code for _time in range(6)]
    assert answers == [422] * 5 + [409]


def test_the_desk_of_cases_leads_here_and_has_no_button_for_an_answer(officer: Client, tree: Tree) -> None:
    proposal = make_proposal(tree)
    page = officer.get(f"/desk/casework/{proposal.case.public_id}/").content.decode()
    assert f"{DESK}{proposal.public_id}/" in page
    assert "move/answer" not in page
    assert "move/dispatch" not in page


def test_the_list_goes_to_excel_without_names(officer: Client, tree: Tree) -> None:
    make_reply(tree)
    content = b"".join(officer.get(f"{DESK}export?role=deputy").streaming_content)  # type: ignore[attr-defined]
    lines = list(load_workbook(io.BytesIO(content)).worksheets[0].values)
    assert [lines[1][2], lines[1][6], lines[1][10]] == ["人大代表", "已答复，待评价", "永工办〔2026〕1号"]
    assert "江雪梅" not in str(lines)


def test_pages_ask_no_more_for_more(officer: Client, tree: Tree, django_assert_max_num_queries: Any) -> None:
    event = make_event(tree.county, tree.at_county)
    guests = [make_participant(event, tree.at_county, name=name) for name in ("甲一", "乙二", "丙三")]
    for number, guest in enumerate(guests):
        do.propose(guest, Matter(f"第{number}条意见"), by=tree.at_county, at=MONDAY)
    for page, most in ((DESK, 24), (f"{DESK}events/{event.public_id}/", 26)):
        with django_assert_max_num_queries(most):
            assert officer.get(page).status_code == 200
    one = Proposal.objects.earliest("id")
    with django_assert_max_num_queries(26):
        officer.get(f"{DESK}{one.public_id}/")
