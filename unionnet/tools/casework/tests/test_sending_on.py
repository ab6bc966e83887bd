# SPDX-License-Identifier: Apache-2.0
"""A whole tray goes on in as many statements as one case."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.makers import sign_in
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework.actions import Order, dispatch_all, sign_for
from unionnet.tools.casework.actions.marking import mark
from unionnet.tools.casework.models import Case, Dispatch, Step, Tally
from unionnet.tools.casework.tests.makers import (
    HOUR,
    MONDAY,
    Tree,
    make_case,
    make_dispatched,
    make_tree,
    sensitive_kind,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def send(tree: Tree, cases: list[Case], seen: int | None = None) -> list[Case | Refusal]:
    orders = [Order(case, tree.county, "请办理。", seen=seen) for case in cases]
    return dispatch_all(orders, by=tree.at_city, at=MONDAY + HOUR)


def test_each_is_where_it_was_sent_with_its_share_its_line_and_its_fact(tree: Tree) -> None:
    cases = [make_case(tree) for _each in range(3)]
    answers = send(tree, cases)
    assert [answer for answer in answers if isinstance(answer, Refusal)] == []
    for case in Case.objects.filter(pk__in=[case.pk for case in cases]):
        assert (case.state, case.holder, case.steps) == ("dispatched", tree.county, 2)
        first, second = Dispatch.objects.filter(case=case).order_by("number")
        assert (first.state, second.state, second.above, second.sender) == ("below", "sent", first, tree.city)
        assert second.sign_due_at is not None
        assert Step.objects.get(case=case, number=2).reason == "请办理。"
        assert sign_for(case, by=tree.at_county, at=MONDAY + HOUR).state == "signed"
    told = Entry.objects.filter(fact="casework.dispatched")
    assert {entry.data["case"] for entry in told} == {case.pk for case in cases}
    assert sum(Tally.objects.filter(unit=tree.county).values_list("dispatched", flat=True)) == 3


def test_one_that_may_not_go_keeps_no_other_back(tree: Tree) -> None:
    free, gone, last = make_case(tree), make_dispatched(tree), make_case(tree)
    answers = send(tree, [free, gone, last, last])
    assert [isinstance(answer, Case) for answer in answers] == [True, False, True, False]
    assert [answer.code for answer in answers if isinstance(answer, Refusal)] == ["wrong_state", "moved_on"]
    assert Dispatch.objects.filter(case=last).count() == 2


def test_what_somebody_else_moved_meanwhile_is_looked_at_first(tree: Tree) -> None:
    (answer,) = send(tree, [make_case(tree)], seen=0)
    assert isinstance(answer, Refusal)
    assert answer.code == "moved_on"


def test_a_unit_that_has_a_share_gets_no_second_one(tree: Tree) -> None:
    case = sign_for(make_dispatched(tree), by=tree.at_county, at=MONDAY + HOUR)
    (answer,) = dispatch_all([Order(case, tree.city)], by=tree.at_county, at=MONDAY + HOUR)
    assert isinstance(answer, Refusal)
    assert answer.code == "has_it_already"


def test_more_than_two_hundred_are_refused_whole(tree: Tree) -> None:
    with pytest.raises(Refusal, match="200"):
        send(tree, [make_case(tree)] * 201)


def test_twenty_take_as_many_statements_as_one(tree: Tree) -> None:
    tree.at_city.is_asking, tree.at_city.posts_of_today = True, None  # as in a request: posts are read once

    def statements(cases: list[Case]) -> int:
        with CaptureQueriesContext(connection) as asked:
            send(tree, cases)
        return len(asked)

    statements([make_case(tree)])
    one = statements([make_case(tree)])
    assert statements([make_case(tree) for _each in range(20)]) == one <= 11


@pytest.mark.parametrize("told_in_confidence", [False, True])
def test_the_marks_are_those_the_database_would_make(tree: Tree, told_in_confidence: bool) -> None:
    case = make_case(tree, kind=sensitive_kind() if told_in_confidence else None)
    send(tree, [case])
    kept = Case.objects.values_list("words", flat=True).get(pk=case.pk)
    mark(case.pk)
    assert Case.objects.values_list("words", flat=True).get(pk=case.pk) == kept


def test_an_officer_ticks_them_looks_them_over_and_sends_them(client: Client, tree: Tree) -> None:
    cases = [make_case(tree) for _each in range(2)]
    sign_in(client, tree.at_city)
    tray = client.get("/desk/casework/").content.decode()
    ticked = {"case": [f"{case.public_id}.1" for case in cases]}
    assert all(f'value="{each}"' in tray for each in ticked["case"])
    page = client.get("/desk/casework/send", ticked).content.decode()
    assert "派出 2 件" in page
    assert client.post("/desk/casework/send", {**ticked, "unit": "没有这个工会"}).status_code == 422
    sent = client.post("/desk/casework/send", {**ticked, "unit": tree.county.name}, follow=True)
    assert "已派出 2 件" in sent.content.decode()
    again = client.post("/desk/casework/send", {**ticked, "unit": tree.county.name}, follow=True)
    assert "刚刚有了变动" in again.content.decode()
    assert Dispatch.objects.filter(unit=tree.county).count() == 2


@pytest.mark.parametrize(
    "case", ["", "x", "x.1", "\x00.1", "．.９", "a" * 400 + ".1", ".99999999999999999999"]
)
def test_nonsense_is_nothing_ticked(client: Client, tree: Tree, case: str) -> None:
    sign_in(client, tree.at_city)
    assert client.get("/desk/casework/send", {"case": case}).status_code in (302, 400)
