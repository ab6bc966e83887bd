# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.legalaid import actions as do
from unionnet.programmes.legalaid.models import Aid, Lawyer
from unionnet.programmes.legalaid.tests.makers import URGENT, make_aid, make_lawyer
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import MONDAY, Tree, make_case, make_tree

pytestmark = pytest.mark.django_db
DESK = "/desk/legalaid/"
ASKED = {
    "matter": "wages",
    "title": "拖欠工资两个月",
    "text": "送餐两个月没有发工资。",
    "form": "arbitration",
    "ground": "migrant_wages",
    "urgency": "none",
}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_a_stranger_at_the_station_asks_and_follows_it(client: Client, tree: Tree) -> None:
    site = make_site(tree.town, "双江驿站")
    assert f"/legalaid/?site={site.public_id}" in client.get(f"/places/{site.public_id}/").content.decode()
    page = text_of(client.get(f"/legalaid/?site={site.public_id}"))
    for words in (
        "7 天 内答复",
        "3 天 内指派律师",
        "12348",
        "农民工，请求支付劳动报酬",
        "法律援助法第四十三条",
    ):
        assert words.replace(" ", "") in page.replace(" ", ""), words
    given = {**ASKED, "name": "小李", "phone": "13900001111", "key": str(uuid4())}
    for _again in range(2):
        sent = client.post(f"/legalaid/new?site={site.public_id}", given)
        assert (sent.status_code, sent.headers["Location"]) == (302, "/casework/lookup")
    case = Case.objects.get()
    assert (case.channel, case.organisation, case.site) == ("station", tree.county, site)
    found = text_of(client.post("/casework/lookup", {"number": case.number, "phone": "13900001111"}))
    assert "拖欠工资两个月" in found or case.number in found


def test_a_number_asks_only_so_often(client: Client, tree: Tree) -> None:
    given = {**ASKED, "name": "小李", "phone": "13900002222"}
    answers = [client.post("/legalaid/new", {**given, "key": str(uuid4())}) for _n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert Case.objects.count() == 3


@pytest.mark.parametrize(
    "wrong",
    [{"phone": "1"}, {"matter": "x"}, {"key": "x"}, {"title": "\u202e \u200b"}, {"urgency": "9" * 5000}],
)
def test_a_form_that_says_nothing_is_answered(client: Client, tree: Tree, wrong: dict[str, str]) -> None:
    given = {**ASKED, "name": "小李", "phone": "13900001111", "key": str(uuid4()), **wrong}
    assert client.post("/legalaid/new", given).status_code == 422
    assert Case.objects.count() == 0


def test_a_worker_who_is_signed_in_lands_on_their_own_case(client: Client, tree: Tree) -> None:
    sign_in(client, tree.worker)
    photo = SimpleUploadedFile("工资条.pdf", b"%PDF-1.7")
    sent = client.post("/legalaid/new", {**ASKED, "key": str(uuid4()), "papers": [photo]}, follow=True)
    case = Case.objects.get()
    assert (case.person, case.papers.count()) == (tree.worker, 1)
    assert case.number in text_of(sent)


def test_the_desk_decides_names_a_lawyer_and_closes(client: Client, tree: Tree) -> None:
    aid, by = make_aid(tree), sign_in(client, tree.at_county)
    one = f"{DESK}{aid.public_id}/"
    page = text_of(by.get(one))
    for words in ("同意援助", "一次告知补材料", "免予核查", "法律援助法第四十三条"):
        assert words in page, words
    card = {"union": tree.county.name, "name": "韦正", "firm": "示范律师事务所", "licence": "1450120101"}
    assert by.post(f"{DESK}lawyers", card).status_code == 302
    assert by.post(f"{DESK}lawyers", card).status_code == 422
    lawyer = Lawyer.objects.get()
    assert by.post(f"{one}move/approve", {"form": "arbitration"}).status_code == 302
    assert by.post(f"{one}move/approve", {"form": "arbitration"}).status_code == 422
    assert by.post(f"{one}move/assign", {"lawyer": lawyer.public_id}).status_code == 302
    assert by.post(f"{one}move/note", {"words": "已递交仲裁申请书。"}).status_code == 302
    assert by.post(f"{one}move/finish", {"result": "工资已经支付。"}).status_code == 302
    assert "已递交仲裁申请书。" in text_of(by.get(one))
    assert "已结案" in text_of(by.get(f"{DESK}?state=done"))
    sheet = by.get(f"{DESK}export?state=done")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert by.post(f"{DESK}lawyers/{lawyer.public_id}/retirement").status_code == 302
    assert "名单还是空的" in text_of(by.get(f"{DESK}lawyers"))


def test_an_officer_writes_an_application_down(client: Client, tree: Tree) -> None:
    by = sign_in(client, tree.at_county)
    given = {**ASKED, "union": tree.county.name, "name": "老王", "phone": "13900003333", "key": str(uuid4())}
    assert by.post(f"{DESK}new", given).status_code == 302
    assert Aid.objects.get().case.channel == "desk"


def test_a_case_of_another_kind_is_given_to_a_lawyer(client: Client, tree: Tree) -> None:
    case, by = make_case(tree, tree.county), sign_in(client, tree.at_county)
    assert "转法律援助" in text_of(by.get(f"/desk/casework/{case.public_id}/"))
    terms = {name: ASKED[name] for name in ("matter", "form", "ground", "urgency")}
    assert by.post(f"{DESK}of/{case.public_id}", terms).status_code == 302
    aid = Aid.objects.get()
    page = by.get(f"/desk/casework/{case.public_id}/").content.decode()
    assert "法律援助：待审批" in page
    (action,) = re.findall(r'<a href="([^"]+)" class="btn">', page)
    assert action == f"{DESK}{aid.public_id}/"  # the next step is taken there
    above = sign_in(Client(), tree.at_other).get(action)
    assert above.status_code == 404


def test_from_the_aid_to_the_list_of_lawyers_and_back_and_to_the_letter(client: Client, tree: Tree) -> None:
    by, case = sign_in(client, tree.at_county), make_case(tree, tree.county)
    aid = do.open_for(case, URGENT, by=tree.at_county)
    one = f"{DESK}{aid.public_id}/"
    page = by.get(one).content.decode()
    assert f"/desk/letters/new?case={case.public_id}" in page
    assert page.count(f'href="{one}"') == 0
    lawyers = f"{DESK}lawyers?aid={aid.public_id}"
    assert lawyers in by.get(f"{one}move/assign_early").content.decode()
    assert case.title in text_of(by.get(lawyers))
    card = {"union": tree.county.name, "name": "韦正", "firm": "示范律师事务所", "licence": "1450120101"}
    assert by.post(lawyers, card)["Location"] == one


def test_what_is_late_is_red_and_an_urgent_one_says_so(client: Client, tree: Tree) -> None:
    aid = make_aid(tree, URGENT)  # of the second of March: long over
    page = sign_in(client, tree.at_city).get(f"{DESK}?late=1").content.decode()
    assert aid.case.number in page
    assert "tag late" in page
    assert "紧急" in page


def test_the_numbers_of_the_union_stand_on_everybodys_page(client: Client, tree: Tree) -> None:
    by = sign_in(client, tree.at_county)
    lines = {"union": tree.county.name, "lines": "维权热线 023-55550100\n没有号码的一行"}
    assert by.post(f"{DESK}phones", lines).status_code == 302
    assert "023-55550100" in text_of(by.get(f"{DESK}phones"))
    site = make_site(tree.town, hotlines="社区警务室 023-55550110")
    page = text_of(Client().get(f"/legalaid/?site={site.public_id}"))
    assert page.index("023-55550110") < page.index("023-55550100") < page.index("12351")


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    client: Client, tree: Tree, django_assert_max_num_queries: object
) -> None:
    by, lawyer = sign_in(client, tree.at_county), make_lawyer(tree.county, tree.at_county)
    for _each in range(3):
        aid = do.approve(make_aid(tree), "advice", by=tree.at_county, at=MONDAY)
        do.assign(aid, lawyer, by=tree.at_county, at=MONDAY)
    by.get(DESK)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = by.get(DESK).content.decode()
    assert "&lt;" not in page
