# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import zipfile
from uuid import uuid4

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.programmes.letters.actions import settle
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.queries import answer_key
from unionnet.programmes.letters.tests.makers import make_delivered, make_employer, make_letter
from unionnet.tools.casework.tests.makers import MONDAY, Tree, make_case, make_tree

pytestmark = pytest.mark.django_db
DESK = "/desk/letters/"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_from_the_case_to_the_second_paper(client: Client, tree: Tree) -> None:
    by, unit, case = sign_in(client, tree.at_county), make_employer(), make_case(tree, tree.county)
    assert f"{DESK}new?case={case.public_id}" in by.get(f"/desk/casework/{case.public_id}/").content.decode()
    given = {"union": tree.county.name, "employer": unit.uscc.lower(), "problem": "拖欠工资。"}
    given |= {"demand": "五日内支付。", "key": str(uuid4())}
    for _twice in range(2):
        assert by.post(f"{DESK}new?case={case.public_id}", given).status_code == 302
    letter = Letter.objects.get()
    assert (letter.case, letter.employer) == (case, unit)
    one = f"{DESK}{letter.public_id}/"
    assert by.get(f"{one}next").status_code == 409
    assert by.post(f"{one}delivery", {"receipt": "当面签收"}).status_code == 302
    assert by.post(f"{one}answer", {"kind": "refused"}).status_code == 409
    assert by.post(f"{one}answer", {"kind": "refused", "words": "不认可"}).status_code == 302
    assert by.post(f"{one}settlement", {"mended": "0"}).status_code == 302
    paper = {"union": tree.county.name, "problem": "仍未支付。", "demand": "支付。"}
    assert by.post(f"{one}next", {**paper, "investigators": "一个人 01"}).status_code == 422
    assert by.post(f"{one}next", {**paper, "investigators": "甲 01\n乙 02"}).status_code == 302
    assert "意见书" in text_of(by.get(one))


@pytest.mark.parametrize(
    "wrong", [{"employer": "没有这家"}, {"problem": "\u202e"}, {"key": "x"}, {"demand": "长" * 3000}]
)
def test_a_form_that_does_not_fit_comes_back(client: Client, tree: Tree, wrong: dict[str, str]) -> None:
    by, unit = sign_in(client, tree.at_county), make_employer()
    given = {"union": tree.county.name, "employer": unit.name, "problem": "拖欠工资。", "demand": "支付。"}
    assert by.post(f"{DESK}new", {**given, "key": str(uuid4()), **wrong}).status_code == 422
    assert Letter.objects.count() == 0


def test_the_employer_reads_and_answers_without_an_account(client: Client, tree: Tree) -> None:
    letter = make_delivered(tree.county, tree.at_county)
    page = f"/letters/answer/{answer_key(letter)}"
    assert "5 日内足额支付工资" in text_of(client.get(page))
    assert client.post(page, {"kind": "accepted"}).status_code == 422
    assert client.post(page, {"kind": "accepted", "words": "本周内支付。"}).status_code == 302
    assert "答复已经收到" in text_of(client.get(page))
    assert client.post(page, {"kind": "refused", "words": "改口"}).status_code == 409
    assert client.get("/letters/answer/abc").status_code == 404
    assert "本周内支付" in text_of(sign_in(client, tree.at_city).get(f"{DESK}{letter.public_id}/"))


def test_the_page_of_the_employer_says_what_comes_next(client: Client, tree: Tree) -> None:
    letter = make_delivered(tree.county, tree.at_county)
    page = f"/letters/answer/{answer_key(letter)}"
    assert "只能答复一次" in text_of(client.get(page))
    client.post(page, {"kind": "accepted", "words": "本周内支付。"})
    answered = text_of(client.get(page))
    for words in ("本周内支付", "接受，已经或将要改正", "工会会核实是否已经改正"):
        assert words in answered, words
    settle(letter, is_mended=False, by=tree.at_county)
    assert "认为没有改正" in text_of(client.get(page))
    other = make_delivered(tree.county, tree.at_county)
    settle(other, is_mended=True, by=tree.at_county)
    assert "不用再答复" in text_of(client.get(f"/letters/answer/{answer_key(other)}"))


def test_from_the_letter_to_its_case_and_back(client: Client, tree: Tree) -> None:
    case = make_case(tree, tree.county)
    letter = make_delivered(tree.county, tree.at_county, case=case)
    by = sign_in(client, tree.at_county)
    assert f"/desk/casework/{case.public_id}/" in by.get(f"{DESK}{letter.public_id}/").content.decode()
    page = text_of(by.get(f"/desk/casework/{case.public_id}/"))
    assert f"{letter.employer.name} · 提示函：待答复" in page
    assert case.text in text_of(by.get(f"{DESK}new?case={case.public_id}"))


def test_a_piece_of_a_name_is_told_the_nearest_few(client: Client, tree: Tree) -> None:
    by, unit = sign_in(client, tree.at_county), make_employer()
    given = {"union": tree.county.name, "problem": "拖欠工资。", "demand": "支付。", "key": str(uuid4())}
    asked = by.post(f"{DESK}new", {**given, "employer": "示范配送"})
    assert asked.status_code == 422
    assert f"{unit.name}（{unit.uscc}）" in text_of(asked)
    assert "在用人单位名录中登记" in text_of(by.post(f"{DESK}new", {**given, "employer": "没有这家"}))


def test_the_paper_to_be_stamped(client: Client, tree: Tree) -> None:
    letter, by = make_letter(tree.county, tree.at_county), sign_in(client, tree.at_county)
    book = zipfile.ZipFile(io.BytesIO(by.get(f"{DESK}{letter.public_id}/paper.docx").content))
    words = book.read("word/document.xml").decode()
    for said in ("提示函", letter.employer.name, "10 个工作日内书面答复", answer_key(letter)):
        assert said in words, said
    assert by.get(f"{DESK}{letter.public_id}/paper.pdf").content[:4] == b"%PDF"
    assert by.get(f"{DESK}{letter.public_id}/paper.exe").status_code == 404


def test_what_is_overdue_is_red_and_the_register_goes_to_excel(
    client: Client, tree: Tree, django_assert_max_num_queries: object
) -> None:
    late = make_delivered(tree.county, tree.at_county, at=MONDAY)  # the second of March: long over
    by = sign_in(client, tree.at_city)
    page = by.get(f"{DESK}?late=1").content.decode()
    assert late.employer.uscc in page
    assert "tag late" in page
    assert b"".join(by.get(f"{DESK}export").streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        by.get(DESK)
    assert late.employer.uscc not in text_of(sign_in(client, tree.at_other).get(DESK))
