# SPDX-License-Identifier: Apache-2.0
"""A form is issued, filled, checked, sent, sent back, accepted, added up and sealed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_officer, make_union
from unionnet.foundation.journal.models import Entry as JournalEntry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.returns.actions import (
    Entry,
    IndicatorTerms,
    accept,
    accept_all,
    accept_supplement,
    add_check,
    explain,
    fill,
    give_back,
    hand_in,
    new_version,
    open_period,
    put_indicator,
    remind_unfilled,
    remove_indicator,
    seal,
    sign,
    supplement,
    take_back,
)
from unionnet.tools.returns.models import Cell, Form, Indicator, Return, Seal
from unionnet.tools.returns.queries import (
    broken_below,
    digest_of,
    returns_seen_by,
    sheet_of,
    summary_of,
    to_fill_by,
    to_sign_by,
)
from unionnet.tools.returns.tests.makers import (
    DUE,
    MONDAY,
    YEAR,
    Tree,
    make_draft,
    make_filled,
    make_period,
    make_tree,
    return_of,
    typed,
)

pytestmark = pytest.mark.django_db


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda no: no.code == code)


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def of(form: Form, code: str) -> Indicator:
    return form.indicators.get(code=code)


def test_figures_go_up_and_are_sealed(tree: Tree) -> None:
    period = make_period(tree)
    assert Return.objects.filter(period=period).count() == 2
    assert to_fill_by(tree.at_east).count() == 1
    east = make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3="1,200", A4=90)
    make_filled(period, tree.west, tree.at_west, A1=1, A2="10", A3=300, A4=60)
    assert (east.state, east.filled_by, east.sent_at) == ("sent", tree.at_east, MONDAY)
    back = give_back(east, "岗位数与现场不符", {"A2": "请核对"}, by=tree.above)
    assert (back.state, back.note) == ("returned", "岗位数与现场不符")
    assert Cell.objects.get(of=east, indicator__code="A2").mark == "请核对"
    fill(back, typed(A2=42), by=tree.at_east)
    hand_in(back, by=tree.at_east)
    assert Cell.objects.get(of=east, indicator__code="A2").mark == ""
    assert accept_all(period, by=tree.above) == 2
    found = summary_of(period, tree.county)
    by_code = found.by_code
    sums = {code: found.whole.number(by_code[code]) for code in ("A1", "A2", "A3", "A4")}
    assert sums == {"A1": 4, "A2": 52, "A3": 1500, "A4": 150}
    assert found.whole.rate(by_code["A5"], by_code).value == Decimal("10.00")  # not (7.5 + 20) / 2
    assert [(branch.name, branch.number(by_code["A2"])) for branch in found.branches] == [
        ("巴阳镇总工会", 42),
        ("江口镇总工会", 10),
    ]
    made = seal(period, by=tree.above)
    assert (made.units, made.missing, made.digest) == (2, 0, digest_of(period))
    told = JournalEntry.objects.filter(fact__startswith="returns.").order_by("pk")
    assert [entry.fact.removeprefix("returns.") for entry in told] == [
        *("form_made", "period_opened", "sent", "sent", "given_back", "sent", "accepted", "period_sealed")
    ]


def test_under_the_seal_the_database_refuses_every_change(tree: Tree) -> None:
    period = make_period(tree)
    found = make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    accept_all(period, by=tree.above)
    made = seal(period, by=tree.above)
    assert made.missing == 1
    with refused("sealed"):
        fill(return_of(period, tree.west), typed(A1=1), by=tree.at_west)
    with refused("sealed"):
        seal(period, by=tree.above)
    for change in (
        lambda: Cell.objects.filter(of=found).update(number=1),
        lambda: Cell.objects.filter(of=found).delete(),
        lambda: Return.objects.filter(pk=found.pk).update(state="to_fill"),
        lambda: Cell.objects.create(of=return_of(period, tree.west), indicator=of(period.form, "A1")),
        lambda: of(period.form, "A1").delete(),
        lambda: Indicator.objects.filter(form=period.form).update(unit="persons"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Seal.objects.filter(pk=made.pk).update(digest="0" * 64)
    assert digest_of(period) == made.digest


def test_a_correction_after_the_seal_stands_beside_the_figure(tree: Tree) -> None:
    period = make_period(tree)
    found = make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    a4 = of(period.form, "A4")
    with refused("not_sealed"):
        supplement(found, a4, "95", "漏报一场", by=tree.at_east)
    accept_all(period, by=tree.above)
    seal(period, by=tree.above)
    with refused("no_reason"):
        supplement(found, a4, "95", " ", by=tree.at_east)
    with refused("same_figure"):
        supplement(found, a4, "90", "重报", by=tree.at_east)
    made = supplement(found, a4, "95", "漏报一场", by=tree.at_east)
    with refused("one_waits"):
        supplement(found, a4, "96", "又漏", by=tree.at_east)
    with refused("your_own"):
        accept_supplement(made, by=_moved_up(tree))
    assert summary_of(period, tree.county).whole.with_later(a4) == 90
    accept_supplement(made, by=tree.above)
    whole = summary_of(period, tree.county).whole
    assert (whole.number(a4), whole.with_later(a4)) == (90, 95)
    again = supplement(found, a4, "92", "其中三人重复", by=tree.at_east)
    assert again.before == 95
    accept_supplement(again, by=tree.above)
    assert summary_of(period, tree.county).whole.with_later(a4) == 92
    late = supplement(return_of(period, tree.west), of(period.form, "A1"), "2", "迟报", by=tree.at_west)
    assert (late.before, late.after) == (None, 2)


def _moved_up(tree: Tree):  # type: ignore[no-untyped-def]
    """The officer who asked, who works at the county by now."""
    tree.at_east.roles.create(organisation=tree.county, name="officer", since=date(2020, 1, 1))
    tree.at_east.posts_of_today = None
    return tree.at_east


def test_checks_keep_what_does_not_fit_from_going_up(tree: Tree) -> None:
    form = make_draft(
        tree,
        (
            IndicatorTerms("B1", "参加人次", unit="person_times"),
            IndicatorTerms("B2", "其中女职工人次", unit="person_times", is_required=False),
            IndicatorTerms("B3", "其中男职工人次", unit="person_times", is_required=False),
            IndicatorTerms("B4", "参加人数", unit="persons"),
        ),
    )
    add_check(form, "B1 = B2 + B3", words="男女之和应等于合计", by=tree.above)
    add_check(form, "B4 <= B1", words="人数不会多于人次", by=tree.above)
    warning = add_check(form, "B1 ≈ 上期(B1) ±30%", severity="warning", by=tree.above)
    last_year = (date(2024, 1, 1), date(2024, 12, 31))
    first = open_period(form, "2024", last_year, DUE, by=tree.above)
    make_filled(first, tree.east, tree.at_east, B1=100, B2=60, B3=40, B4=50)
    second = open_period(form, "2025", YEAR, DUE, by=tree.above)
    found = return_of(second, tree.east)
    with refused("figures_missing"):
        hand_in(found, by=tree.at_east)
    fill(found, typed(B1=200, B2=60, B3=40, B4=201), by=tree.at_east)
    broken = sheet_of(found).broken
    assert [(each.check.formula, each.left, each.right) for each in broken] == [
        ("B1 = B2 + B3", Decimal(200), Decimal(100)),
        ("B4 <= B1", Decimal(201), Decimal(200)),
        ("B1 ≈ 上期(B1) ±30%", Decimal(200), Decimal(100)),
    ]
    with refused("checks_broken"):
        hand_in(found, by=tree.at_east)
    fill(found, typed(B3=140, B4=90), by=tree.at_east)
    with refused("not_explained"):
        hand_in(found, by=tree.at_east)
    explain(found, {warning.pk: "新增两场技能大赛"}, by=tree.at_east)
    assert hand_in(found, by=tree.at_east).state == "sent"
    seen = broken_below(second, tree.county.path, 100)
    assert [(each.return_id, each.explanation) for each in seen] == [(found.pk, "新增两场技能大赛")]
    fresh = make_filled(
        second, tree.west, tree.at_west, B1=9, B4=9, B2=9, B3=0
    )  # no year before: says nothing
    assert fresh.state == "sent"


def test_unlike_units_are_never_added(tree: Tree) -> None:
    form = make_draft(tree)
    for formula in ("A2 = A3", "A3 + A4 <= A2", "A1 = A2 + A3", "A4 ≈ A3 ±5%"):
        with refused("unlike_units"):
            add_check(form, formula, by=tree.above)
    for formula in ("A5 <= 100", "Z9 = A1", "A6 = 1"):
        with refused("unknown_figure"):
            add_check(form, formula, by=tree.above)
    add_check(form, "A4 <= A3", by=tree.above)  # compared they may be
    with refused("used"):
        remove_indicator(form, of(form, "A3"), by=tree.above)
    with refused("used"):
        put_indicator(
            form, IndicatorTerms("X9", "换了代码", unit="posts"), instead_of=of(form, "A3"), by=tree.above
        )
    with refused("code_taken"):
        put_indicator(form, IndicatorTerms("a1", "重复", unit="posts"), by=tree.above)
    with refused("unknown_figure"):
        put_indicator(
            form, IndicatorTerms("R1", "率", kind="percent", numerator="A6", denominator="A1"), by=tree.above
        )


def test_an_issued_form_is_replaced_and_never_altered(tree: Tree) -> None:
    form = make_draft(tree)
    add_check(form, "A4 <= A3", by=tree.above)
    first = make_period(tree, form)
    form.refresh_from_db()
    with refused("issued"):
        put_indicator(form, IndicatorTerms("A9", "新指标", unit="persons"), by=tree.above)
    with refused("opened_already"):
        make_period(tree, form)
    again = new_version(form, by=tree.above)
    assert new_version(form, by=tree.above) == again
    put_indicator(again, IndicatorTerms("A9", "新指标", unit="persons"), by=tree.above)
    open_period(again, "2026", (date(2026, 1, 1), date(2026, 12, 31)), date(2027, 1, 31), by=tree.above)
    form.refresh_from_db()
    assert form.closed_at is not None
    assert [each.code for each in form.indicators.all()] == ["A1", "A2", "A3", "A4", "A5", "A6"]
    assert first.form_id == form.pk
    with refused("form_closed"):
        open_period(form, "2027", YEAR, DUE, by=tree.above)


def test_two_who_type_into_one_cell_both_know(tree: Tree) -> None:
    found = return_of(make_period(tree), tree.east)
    assert fill(found, {"A1": Entry("3", seen=0)}, by=tree.at_east) == {}
    wrong = fill(found, {"A1": Entry("4", seen=0), "A2": Entry("7", seen=0)}, by=tree.at_east)
    assert {code: no.code for code, no in wrong.items()} == {"A1": "changed_meanwhile"}
    assert fill(found, {"A1": Entry("3", seen=0)}, by=tree.at_east) == {}  # the same figure is no quarrel
    assert dict(found.cells.values_list("indicator__code", "number")) == {"A1": 3, "A2": 7}


@pytest.mark.parametrize(
    "raw", ["-1", "1.5", "1万", "12 人", "1e9", "9" * 40, "=1+1", "\x00\x07x", "NaN", "٣٤٥.1", "0x10"]
)
def test_what_is_no_count_is_refused_and_nothing_kept(tree: Tree, raw: str) -> None:
    found = return_of(make_period(tree), tree.east)
    wrong = fill(found, {"A1": Entry(raw), "A2": Entry("１，０００")}, by=tree.at_east)
    assert list(wrong) == ["A1"]
    assert dict(found.cells.values_list("indicator__code", "number")) == {"A2": 1000}


def test_another_signs_where_the_form_asks_for_it(tree: Tree) -> None:
    period = make_period(tree, make_draft(tree, is_signed=True))
    filled = make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    chair = make_officer(tree.east, role="leader", name="冉书记")
    assert (filled.state, list(to_sign_by(chair))) == ("filled", [filled])
    with refused("your_own"):
        sign(filled, by=tree.at_east)
    with refused("elsewhere"):
        sign(filled, by=tree.at_west)
    assert summary_of(period, tree.county).whole.sent == 0  # nothing counts before it is signed
    assert sign(filled, by=chair).state == "sent"
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.filter(pk=filled.pk).update(signed_by=tree.at_east)


def test_who_may_fill_judge_and_issue(tree: Tree) -> None:
    period = make_period(tree)
    east = return_of(period, tree.east)
    for verb, code in (
        (lambda: fill(east, typed(A1=1), by=tree.at_west), "elsewhere"),
        (lambda: hand_in(east, by=tree.at_west), "elsewhere"),
        (lambda: seal(period, by=tree.at_east), "elsewhere"),
        (lambda: accept_all(period, by=tree.at_east), "elsewhere"),
        (lambda: open_period(period.form, "X", YEAR, DUE, by=tree.at_east), "elsewhere"),
    ):
        with refused(code):
            verb()
    assert set(to_fill_by(tree.at_east)) == {east}
    assert not returns_seen_by(tree.at_west).filter(pk=east.pk).exists()
    sent = make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    for verb in (lambda: accept(sent, by=tree.at_east), lambda: give_back(sent, "x", by=tree.at_west)):
        with refused("elsewhere"):
            verb()
    with refused("no_reason"):
        give_back(sent, "  ", by=tree.above)
    with refused("not_yours_now"):
        fill(sent, typed(A1=1), by=tree.at_east)
    with refused("moved_on"):
        accept(sent, by=tree.above, seen=0)
    assert take_back(sent, by=tree.at_east).state == "to_fill"
    again = hand_in(sent, by=tree.at_east)
    with refused("not_all_judged"):
        seal(period, by=tree.above)
    accept(again, by=tree.above)
    with refused("too_late"):
        take_back(again, by=tree.at_east)


def test_those_who_have_not_sent_are_reminded_once_a_day(tree: Tree) -> None:
    period = make_period(tree)
    make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    assert remind_unfilled(period, by=tree.above, at=MONDAY) == 1
    with refused("reminded_today"):
        remind_unfilled(period, by=tree.above, at=MONDAY)


def test_a_form_is_for_unions_of_its_kinds_that_stand(tree: Tree) -> None:
    village = make_union("巴阳村联合工会", tree.east, kind="village_joint_union")
    planned = make_union("未建工会", tree.east, kind="village_joint_union")
    type(planned).objects.filter(pk=planned.pk).update(since=None)
    period = make_period(tree, make_draft(tree, kinds=("village_joint_union",)))
    assert list(Return.objects.values_list("organisation", flat=True)) == [village.pk]
    with refused("nobody_to_fill"):
        make_period(tree, make_draft(tree, kinds=("platform_union",)))
    filled = make_filled(period, village, tree.at_east, A1=1, A2=2, A3=3, A4=1)  # by the town, on its behalf
    with refused("your_own"):
        accept(filled, by=tree.at_east)
    found = summary_of(period, tree.county)
    assert [(branch.name, branch.units, branch.sent) for branch in found.branches] == [("巴阳镇总工会", 1, 1)]
