# SPDX-License-Identifier: Apache-2.0
"""Figures the system counts itself: filled in, kept beside another number with its reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_union, sign_in
from unionnet.directory.organisations.measuring import all_measures
from unionnet.tools.returns.actions import Entry, IndicatorTerms, fill, hand_in, take_facts
from unionnet.tools.returns.models import Form, Return
from unionnet.tools.returns.tests.makers import Tree, make_draft, make_period, make_tree, return_of

pytestmark = pytest.mark.django_db
LINES = (
    IndicatorTerms("A1", "工会数", unit="unions", source="directory.unions"),
    IndicatorTerms("A2", "会员数", unit="persons", source="directory.members"),
)


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def found(tree: Tree) -> Return:
    for name in ("甲村联合工会", "乙村联合工会"):
        make_union(name, tree.east, kind="village_joint_union")
    return return_of(make_period(tree, make_draft(tree, LINES, kinds=("township_federation",))), tree.east)


def figures(found: Return) -> dict[str, tuple[int | None, int | None, str]]:
    rows = found.cells.values_list("indicator__code", "number", "fact", "reason")
    return {code: (number, fact, reason) for code, number, fact, reason in rows}


def test_what_the_system_counts_is_filled_in(tree: Tree, found: Return) -> None:
    fill(found, {"A1": Entry("7")}, by=tree.at_east)  # typed before anybody counted: gives way
    assert take_facts(found, by=tree.at_east) == 2
    assert figures(found) == {"A1": (3, 3, ""), "A2": (0, 0, "")}
    assert hand_in(found, by=tree.at_east).state == "sent"


def test_another_number_wants_a_reason_and_both_stay(tree: Tree, found: Return) -> None:
    take_facts(found, by=tree.at_east)
    wrong = fill(found, {"A1": Entry("4"), "A2": Entry("")}, by=tree.at_east)
    assert {code: no.code for code, no in wrong.items()} == {"A1": "why_not_the_fact", "A2": "fact_left_out"}
    assert fill(found, {"A1": Entry("4", reason="一家刚成立，未登记")}, by=tree.at_east) == {}
    make_union("丙村联合工会", tree.east, kind="village_joint_union")
    take_facts(found, by=tree.at_east)
    assert figures(found)["A1"] == (4, 4, "")  # the register has caught up: no reason is needed any more
    make_union("丁村联合工会", tree.east, kind="village_joint_union")
    fill(found, {"A1": Entry("3", reason="有一家重复")}, by=tree.at_east)
    take_facts(found, by=tree.at_east)
    assert figures(found)["A1"] == (3, 5, "有一家重复")
    with pytest.raises(IntegrityError), transaction.atomic():
        found.cells.filter(indicator__code="A1").update(reason="")


def test_the_night_school_says_persons_and_person_times() -> None:
    units = {key: each.unit for key, each in all_measures().items() if key.startswith("nightschool.")}
    assert units == {"nightschool.persons": "persons", "nightschool.person_times": "person_times"}
    county = make_union("云阳县总工会", kind="county_federation")
    days = (date(2025, 1, 1), date(2025, 12, 31))
    assert [all_measures()[key].count(county, *days) for key in sorted(units)] == [0, 0]


def test_the_desk_names_a_measure_and_counts(client: Client, tree: Tree, found: Return) -> None:
    desk = sign_in(client, tree.above)
    version = desk.post(f"/desk/returns/forms/{found.period.form.public_id}/version")["Location"]
    line = {"code": "A9", "label": "夜校人次", "kind": "count", "unit": "persons", "is_required": "on"}
    wrong = desk.post(f"{version}indicators/", {**line, "source": "nightschool.person_times"})
    assert "请选同样的计量单位" in text_of(wrong)
    right = {**line, "unit": "person_times", "source": "nightschool.person_times"}
    assert desk.post(f"{version}indicators/", right).status_code == 302
    assert Form.objects.get(version=2).indicators.get(code="A9").source == "nightschool.person_times"
    desk = sign_in(client, tree.at_east)
    assert desk.post(f"/desk/returns/{found.public_id}/facts").status_code == 302
    assert "系统取数 3" in text_of(desk.get(f"/desk/returns/{found.public_id}/"))
