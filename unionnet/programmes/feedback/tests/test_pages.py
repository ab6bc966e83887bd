# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.directory.places.tests.makers import make_site
from unionnet.programmes.feedback import actions as do
from unionnet.programmes.feedback.models import Feedback
from unionnet.programmes.feedback.tests.makers import UNNAMED, make_answered, make_feedback
from unionnet.tools.casework.actions import rate
from unionnet.tools.casework.tests.makers import Tree, make_tree
from unionnet.tools.supervision.models import Item

pytestmark = pytest.mark.django_db
DESK = "/desk/feedback/"
GIVEN = {"topic": "places", "title": "驿站晚上早点关灯", "text": "夜里等单没有地方坐。"}
STRANGER = {"name": "小李", "phone": "13900001111"}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_a_stranger_at_the_station_gives_it_and_follows_it(client: Client, tree: Tree) -> None:
    site = make_site(tree.town, "双江驿站")
    assert f"/feedback/?site={site.public_id}" in client.get(f"/places/{site.public_id}/").content.decode()
    page = text_of(client.get(f"/feedback/?site={site.public_id}"))
    assert "15 个工作日内答复" in page
    assert "以当地规定为准" in page
    given = {**GIVEN, **STRANGER, "key": str(uuid4())}
    sent = [client.post(f"/feedback/new?site={site.public_id}", given) for _again in range(2)]
    found = Feedback.objects.select_related("case__organisation").get()
    assert {each.headers["Location"] for each in sent} == {f"/feedback/follow?code={found.receipt}"}
    assert (found.case.organisation, found.case.channel, found.case.site) == (tree.town, "station", site)
    assert found.case.number in text_of(client.get(f"/feedback/follow?code={found.receipt.upper()}"))


def test_without_a_name_only_where_the_box_allows_it(client: Client, tree: Tree) -> None:
    given = {**GIVEN, "is_unnamed": "on", "key": str(uuid4())}
    assert "不署名" not in text_of(client.get("/feedback/new"))
    assert client.post("/feedback/new", given).status_code == 422
    do.set_box(tree.city, allows_unnamed=True, by=tree.at_city)
    assert "不署名" in text_of(client.get("/feedback/new"))
    sign_in(client, tree.worker)
    sent = client.post("/feedback/new", given)
    found = Feedback.objects.select_related("case").get()
    assert sent.headers["Location"] == f"/feedback/follow?code={found.receipt}"
    assert found.case.person is None


def test_who_is_signed_in_lands_on_their_own_case(client: Client, tree: Tree) -> None:
    sign_in(client, tree.worker)
    sent = client.post("/feedback/new", {**GIVEN, "key": str(uuid4())}, follow=True)
    assert Feedback.objects.get().case.number in text_of(sent)


@pytest.mark.parametrize(
    "wrong",
    [{"phone": "1"}, {"phone": ""}, {"name": ""}, {"topic": "x"}, {"key": "x"}, {"title": "\u202e \u200b"}],
)
def test_a_form_that_says_nothing_is_answered(client: Client, tree: Tree, wrong: dict[str, str]) -> None:
    given = {**GIVEN, **STRANGER, "key": str(uuid4()), **wrong}
    assert client.post("/feedback/new", given).status_code == 422
    assert Feedback.objects.count() == 0


def test_a_number_gives_only_so_often(client: Client, tree: Tree) -> None:
    given = {**GIVEN, "name": "小李", "phone": "13900002222"}
    answers = [client.post("/feedback/new", {**given, "key": str(uuid4())}) for _n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]


@pytest.mark.parametrize("code", ["zzzzzzzzzzzz", "意见", "9" * 5000])
def test_a_receipt_nobody_has_is_not_found(client: Client, tree: Tree, code: str) -> None:
    assert "没有这张回执" in text_of(client.get("/feedback/follow", {"code": code}))


def test_whoever_has_the_receipt_rates_it_once(client: Client, tree: Tree) -> None:
    do.set_box(tree.county, allows_unnamed=True, by=tree.at_county)
    given = make_answered(tree, UNNAMED)
    page = f"/feedback/follow?code={given.receipt}"
    assert "您满意吗" in text_of(client.get(page))
    assert client.post(page, {"satisfied": "1"}).status_code == 302
    assert client.post(page, {"satisfied": "0", "words": "x"}).status_code == 409
    given.case.refresh_from_db()
    assert given.case.satisfied is True
    assert "您满意吗" not in text_of(client.get(page))


def test_the_desk_makes_a_task_and_shows_what_came_of_it(client: Client, tree: Tree) -> None:
    open_one, done, by = make_feedback(tree), make_answered(tree), sign_in(client, tree.at_county)
    one = f"{DESK}{open_one.public_id}/"
    assert "转为任务" in text_of(by.get(one))
    assert by.post(f"{one}task", {"title": "短"}).status_code == 422
    assert by.post(f"{one}task", {"title": "延长关灯时间", "requirement": "十点"}).status_code == 302
    assert "延长关灯时间" in text_of(by.get(one))
    assert Item.objects.get().requirement == "十点"
    two = f"{DESK}{done.public_id}/"
    assert by.post(f"{two}words", {"told": "驿站关灯太早", "answered": "改到十点"}).status_code == 302
    assert by.post(f"{one}words", {"told": "驿站关灯太早", "answered": "改到十点"}).status_code == 422
    seen = text_of(Client().get("/feedback/"))
    assert "驿站关灯太早" in seen
    assert "改到十点" in seen
    assert "夜里等单" not in seen
    assert by.post(f"{two}words/end").status_code == 302
    assert "驿站关灯太早" not in text_of(Client().get("/feedback/"))


def test_the_case_leads_to_it(client: Client, tree: Tree) -> None:
    given = make_feedback(tree)
    page = sign_in(client, tree.at_county).get(f"/desk/casework/{given.case.public_id}/").content.decode()
    assert f"{DESK}{given.public_id}/" in page


def test_the_box_of_a_union_is_set_at_the_desk(client: Client, tree: Tree) -> None:
    by = sign_in(client, tree.at_county)
    assert by.post(f"{DESK}box", {"union": tree.county.name, "allows_unnamed": "on"}).status_code == 302
    assert re.search(r'name="allows_unnamed"[^>]* checked', by.get(f"{DESK}box").content.decode())


def test_the_list_says_how_many_are_content_of_how_many(
    client: Client, tree: Tree, django_assert_max_num_queries: object
) -> None:
    for _each in range(3):
        do.make_task(make_feedback(tree), "延长关灯时间", "", by=tree.at_county)
    rate(make_answered(tree).case, satisfied=True, by=tree.worker)
    by = sign_in(client, tree.at_county)
    by.get(DESK)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = text_of(by.get(DESK))
    assert "满意 1 / 评价 1" in page
    assert "没有" in text_of(by.get(f"{DESK}?topic=rights"))
    for state, count in {"live": 3, "late": 3, "tasked": 3, "shown": 0}.items():
        assert by.get(f"{DESK}?state={state}").content.decode().count("data-href") == count, state
    sheet = by.get(f"{DESK}export?state=tasked")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_older_ones_are_a_page_further(client: Client, tree: Tree) -> None:
    for number in range(21):
        do.show(make_answered(tree), f"第{number}条意见", "办了", by=tree.at_county)
    page = client.get("/feedback/").content.decode()
    assert "from=20" in page
    assert "第0条意见" not in page
    assert "第0条意见" in client.get("/feedback/?from=20").content.decode()
    assert client.get("/feedback/?from=9999999999999999").status_code == 200
