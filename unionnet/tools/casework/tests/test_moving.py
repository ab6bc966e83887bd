# SPDX-License-Identifier: Apache-2.0
"""The pages of what happens to a case besides its way: split, merged, helpers let go, steps chosen."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.makers import sign_in
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework.actions import KindTerms, assist, define_kind, set_flow
from unionnet.tools.casework.beside import GUARDS
from unionnet.tools.casework.models import PLAIN, Case, Dispatch, Flow
from unionnet.tools.casework.queries import flow_for, flows_at
from unionnet.tools.casework.tests.makers import (
    MONDAY,
    Tree,
    make_case,
    make_signed,
    make_tree,
    sensitive_kind,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def city(tree: Tree) -> Client:
    return sign_in(Client(), tree.at_city)


def at(case: Case, move: str = "") -> str:
    return f"/desk/casework/{case.public_id}/" + (f"move/{move}" if move else "")


def test_what_it_asks_besides_becomes_a_case_of_its_own(city: Client, tree: Tree) -> None:
    case = make_case(tree)
    assert at(case, "split") in city.get(at(case)).content.decode()
    assert city.post(at(case, "split"), {"seen": "1", "title": ""}).status_code == 422
    city.post(at(case, "split"), {"seen": "1", "title": "没有签劳动合同", "text": "三年了。"})
    piece = Case.objects.get(split_from=case)
    assert (piece.title, piece.person, piece.organisation) == ("没有签劳动合同", tree.worker, tree.city)
    assert case.number in city.get(at(piece)).content.decode()
    late = city.post(at(case, "split"), {"seen": "1", "title": "没有签劳动合同"})
    assert (late.status_code, Case.objects.count()) == (422, 2)


def test_the_same_matter_is_merged_by_its_number(city: Client, tree: Tree) -> None:
    case, other = make_case(tree), make_case(tree)
    unknown = city.post(at(case, "merge"), {"into": "2222-2222-2222", "words": "同一件事。"})
    assert unknown.status_code == 422
    city.post(at(case, "merge"), {"into": other.number, "words": "同一件事。"})
    case.refresh_from_db()
    assert (case.state, case.merged_into) == ("merged", other)
    assert other.number in city.get(at(case)).content.decode()


def test_nothing_is_merged_into_what_the_officer_does_not_see(tree: Tree) -> None:
    case, hidden = make_case(tree, tree.county), make_case(tree, tree.city)
    answer = sign_in(Client(), tree.at_county).post(
        at(case, "merge"), {"into": hidden.number, "words": "同一件事。"}
    )
    assert "没有找到这个编号" in answer.content.decode()


def test_a_helper_is_let_go_with_a_reason(tree: Tree) -> None:
    case, county = make_signed(tree), sign_in(Client(), tree.at_county)
    assert at(case, "part_dropped") not in county.get(at(case)).content.decode()
    assist(case, tree.town, "请核实。", by=tree.at_county, at=MONDAY)
    part = Dispatch.objects.get(is_lead=False)
    page = county.get(at(case, "part_dropped")).content.decode()
    assert tree.town.name in page
    strange = county.post(at(case, "part_dropped"), {"part": str(part.pk + 1), "words": "不用了。"})
    assert strange.status_code == 422
    county.post(at(case, "part_dropped"), {"part": str(part.pk), "words": "已经核实。"})
    part.refresh_from_db()
    assert part.state == "recalled"
    assert Case.objects.get(pk=case.pk).parts == 0


def test_a_union_chooses_its_steps_and_those_below_follow(city: Client, tree: Tree) -> None:
    case = make_case(tree)
    there = f"/desk/casework/flows/{PLAIN}?unit={tree.city.public_id}"
    assert "都不采用" in city.get("/desk/casework/flows").content.decode()
    city.post(there, {"steps": ["callback", "by_levels"]})
    assert Flow.objects.get().steps == ["by_levels", "callback"]
    page = city.get("/desk/casework/flows").content.decode()
    assert "逐级反馈、办结前回访" in page
    below = sign_in(Client(), tree.at_county).get("/desk/casework/flows").content.decode()
    assert "按重庆市总工会的设置" in below
    assert city.post(there, {"steps": ["no_such"]}).status_code == 422
    assert case.flow is None  # it came in before


def test_an_office_sets_its_own_flow_and_no_other(tree: Tree) -> None:
    make_case(tree)
    county = sign_in(Client(), tree.at_county)
    assert county.get(f"/desk/casework/flows?unit={tree.city.public_id}").status_code == 404
    assert county.post(f"/desk/casework/flows/{PLAIN}?unit={tree.other.public_id}").status_code == 404
    assert county.get("/desk/casework/flows/no.such").status_code == 404


def test_the_nearest_flow_holds(tree: Tree) -> None:
    kind = sensitive_kind()
    set_flow(tree.city, kind, ["callback"], by=tree.at_city)
    own = set_flow(tree.county, kind, [], by=tree.at_county)
    assert flow_for(tree.town, kind) == own
    assert dict(flows_at(tree.town))[kind] == own


def test_the_steps_of_many_kinds_are_asked_for_at_once(city: Client, tree: Tree) -> None:
    def questions() -> int:
        city.get("/desk/casework/flows")
        with CaptureQueriesContext(connection) as asked:
            city.get("/desk/casework/flows")
        return len(asked)

    make_case(tree)
    few = questions()
    for number in range(4):
        kind = define_kind(KindTerms(f"hardship.{number}", f"困难帮扶{number}"))
        set_flow(tree.city, kind, ["callback"], by=tree.at_city)
    assert questions() == few


def test_a_programme_keeps_a_move_to_itself(
    city: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_on_our_page(case: Case, move: str) -> Refusal | None:
        return Refusal("by_its_programme", "在别处答复。") if move == "answer" else None

    case = make_case(tree)
    assert at(case, "answer") in city.get(at(case)).content.decode()
    monkeypatch.setitem(GUARDS, PLAIN, only_on_our_page)
    page = city.get(at(case)).content.decode()
    assert at(case, "answer") not in page
    assert at(case, "dispatch") in page
    sent = city.post(at(case, "answer"), {"seen": "1", "words": "马上改。"})
    assert (sent.status_code, Case.objects.get().state) == (422, "received")
