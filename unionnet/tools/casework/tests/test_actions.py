# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.module_loading import import_string

from tests.makers import make_officer
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.clocks import last_day
from unionnet.tools.casework.models import Case, Dispatch, Step
from unionnet.tools.casework.tests.makers import (
    DAY,
    HOUR,
    MONDAY,
    Tree,
    make_case,
    make_dispatched,
    make_replied,
    make_signed,
    make_tree,
)

pytestmark = pytest.mark.django_db


def story(case: Case) -> list[str]:
    return list(Step.objects.filter(case=case).order_by("number").values_list("move", flat=True))


def states(case: Case) -> list[tuple[str, str]]:
    rows = Dispatch.objects.filter(case=case).order_by("number")
    return list(rows.values_list("unit__name", "state"))


def test_a_matter_gets_a_number_a_tray_and_a_clock() -> None:
    tree = make_tree()
    case = make_case(tree)
    assert (case.state, case.holder, case.steps) == ("received", tree.city, 1)
    assert last_day(case.due_at) == date(2026, 3, 9)  # five working days
    assert case.due_rule == "CW-02.ordinary"
    assert len(case.number) == 14
    assert states(case) == [("重庆市总工会", "received")]


def test_down_two_levels_and_up_again() -> None:
    tree = make_tree()
    case = make_signed(tree)
    case = do.dispatch(case, tree.town, "请核实。", by=tree.at_county, at=MONDAY + 3 * HOUR)
    case = do.sign_for(case, by=tree.at_town, at=MONDAY + 4 * HOUR)
    do.set_flow(tree.city, case.kind, ["by_levels"], by=tree.at_city)
    case = do.reply(case, "已补发。", by=tree.at_town, at=MONDAY + DAY)
    assert case.holder == tree.city  # the flow came later than the case
    assert states(case) == [
        ("重庆市总工会", "answered"),
        ("云阳县总工会", "replied"),
        ("双江街道总工会", "replied"),
    ]
    case = do.send_back(case, "请附凭证。", by=tree.at_city, at=MONDAY + DAY)
    assert (case.state, case.holder) == ("signed", tree.town)
    case = do.reply(case, "凭证已附。", by=tree.at_town, at=MONDAY + 2 * DAY)
    case = do.close(case, by=tree.at_city, at=MONDAY + 2 * DAY)
    assert [state for _unit, state in states(case)] == ["closed"] * 3
    assert story(case) == [
        "received", "dispatch", "sign_for", "dispatch", "sign_for", "reply", "send_back", "reply", "close",
    ]  # fmt: skip


def test_feedback_goes_level_by_level_where_the_union_wants_it() -> None:
    tree = make_tree()
    do.set_flow(tree.city, do.plain_kind(), ["by_levels"], by=tree.at_city)
    case = make_signed(tree)
    case = do.dispatch(case, tree.town, by=tree.at_county, at=MONDAY + 3 * HOUR)
    case = do.sign_for(case, by=tree.at_town, at=MONDAY + 4 * HOUR)
    case = do.reply(case, "已补发。", by=tree.at_town, at=MONDAY + DAY)
    assert (case.state, case.holder) == ("replied", tree.county)
    with pytest.raises(Refusal, match="受理"):
        do.close(case, by=tree.at_county)
    case = do.pass_up(case, by=tree.at_county, at=MONDAY + DAY)
    assert (case.holder, case.reply) == (tree.city, "已补发。")


def test_the_wrong_union_returns_it_and_the_right_one_may_not() -> None:
    tree = make_tree()
    case = make_dispatched(tree)
    case = do.give_back(case, "用工单位在奉节。", by=tree.at_county, at=MONDAY + 2 * HOUR)
    assert (case.state, case.holder) == ("received", tree.city)
    case = do.dispatch(case, tree.other, is_final=True, by=tree.at_city, at=MONDAY + 3 * HOUR)
    with pytest.raises(Refusal) as no:
        do.give_back(case, "也不是。", by=tree.at_other)
    assert no.value.code == "assigned"
    assert states(case) == [("重庆市总工会", "below"), ("云阳县总工会", "returned"), ("奉节县总工会", "sent")]


def test_up_to_the_level_above() -> None:
    tree = make_tree()
    case = do.take(make_case(tree, tree.county), by=tree.at_county, at=MONDAY)
    case = do.dispatch(case, tree.city, by=tree.at_county, at=MONDAY)
    assert case.holder == tree.city
    with pytest.raises(Refusal) as no:
        do.dispatch(do.sign_for(case, by=tree.at_city), tree.county, by=tree.at_city)
    assert no.value.code == "has_it_already"


def test_the_lead_waits_for_the_parts() -> None:
    tree = make_tree()
    case = do.assist(make_signed(tree), tree.town, "请核实用工情况。", by=tree.at_county, at=MONDAY + DAY)
    part = Dispatch.objects.get(case=case, is_lead=False)
    with pytest.raises(Refusal) as no:
        do.reply(case, "已补发。", by=tree.at_county)
    assert no.value.code == "parts_open"
    do.reply_part(part, "情况属实。", by=tree.at_town, at=MONDAY + DAY)
    case = do.reply(case, "已补发。", by=tree.at_county, at=MONDAY + DAY)
    assert case.state == "replied"
    assert states(case)[2] == ("双江街道总工会", "replied")


def test_who_is_not_satisfied_has_it_handled_once_more() -> None:
    tree = make_tree()
    case = do.close(make_replied(tree), by=tree.at_city, at=MONDAY + DAY)
    case = do.rate(case, "只发了一个月。", satisfied=False, by=tree.worker, at=MONDAY + 2 * DAY)
    assert (case.state, case.holder, case.closed_at) == ("signed", tree.county, None)
    case = do.reply(case, "另一个月也发了。", by=tree.at_county, at=MONDAY + 3 * DAY)
    case = do.call_back(case, "说少了十元。", satisfied=False, by=tree.at_city, at=MONDAY + 4 * DAY)
    assert (case.state, case.satisfied, case.is_reopened) == ("closed", False, True)
    shares = Dispatch.objects.filter(case=case).values_list("callbacks", "satisfied")
    assert set(shares) == {(2, 0)}


def test_steps_a_union_uses_are_asked_for() -> None:
    tree = make_tree()
    do.set_flow(tree.city, do.plain_kind(), ["callback", "quality_check"], by=tree.at_city)
    case = make_replied(tree)
    with pytest.raises(Refusal) as no:
        do.close(case, by=tree.at_city)
    assert no.value.code == "call_first"
    case = do.call_back(case, satisfied=True, by=tree.at_city, at=MONDAY + DAY)
    with pytest.raises(Refusal) as no:
        do.archive(case, by=tree.at_city)
    assert no.value.code == "check_first"
    case = do.check(case, "材料齐全。", passed=True, by=tree.at_city)
    assert do.archive(case, by=tree.at_city).state == "archived"


def test_a_pause_moves_the_deadline_by_what_was_left() -> None:
    tree = make_tree()
    case = make_signed(tree)  # until Monday 9 March
    case = do.pause(case, "等工人补材料。", by=tree.at_county, at=MONDAY + 2 * DAY)  # 3 working days left
    assert set(Dispatch.objects.filter(case=case).values_list("is_paused", flat=True)) == {True}
    case = do.resume(case, by=tree.at_county, at=MONDAY + 9 * DAY)  # Wednesday 11 March
    assert last_day(case.due_at) == date(2026, 3, 16)
    assert {
        local_date(due) for due in Dispatch.objects.filter(case=case).values_list("due_at", flat=True)
    } == {date(2026, 3, 17)}


def test_time_is_asked_for_in_time_and_granted_by_the_one_who_sent_it() -> None:
    tree = make_tree()
    case = make_signed(tree)
    with pytest.raises(Refusal) as no:
        do.ask_time(case, 3, "等鉴定。", by=tree.at_county, at=MONDAY + 8 * DAY)
    assert no.value.code == "too_late"
    asked = do.ask_time(case, 3, "等鉴定。", by=tree.at_county, at=MONDAY + 6 * DAY)
    assert last_day(asked.until) == date(2026, 3, 12)
    with pytest.raises(Refusal) as no:
        do.decide_time(asked, granted=True, by=tree.at_county)
    assert no.value.code == "elsewhere"
    do.decide_time(asked, granted=True, by=tree.at_city, at=MONDAY + 9 * DAY)
    case.refresh_from_db()
    assert (last_day(case.due_at), case.is_extended) == (date(2026, 3, 12), True)
    with pytest.raises(Refusal) as no:
        do.decide_time(asked, granted=False, answer="不行", by=tree.at_city)
    assert no.value.code == "decided"


def test_merged_and_split() -> None:
    tree = make_tree()
    one, two = make_case(tree), make_case(tree)
    two = do.merge(two, one, "同一件事。", by=tree.at_city)
    assert (two.state, two.merged_into) == ("merged", one)
    (off,) = do.split(one, [do.Matter("没有签合同")], by=tree.at_city)
    off.refresh_from_db()
    assert (off.split_from, off.person, off.state) == (one, tree.worker, "received")


def test_a_failed_check_is_told_as_one_and_every_new_deadline_stands_in_the_story() -> None:
    tree = make_tree()
    case = do.close(make_replied(tree), by=tree.at_city, at=MONDAY + 2 * DAY)
    case = do.check(case, "没有附补发凭证。", passed=False, by=tree.at_city, at=MONDAY + 3 * DAY)
    story = list(case.history.order_by("number"))
    assert [step.move for step in story][-2:] == ["close", "fail"]
    assert (case.state, case.holder, case.is_reopened) == ("signed", tree.county, True)
    assert story[-1].until == case.due_at
    assert story[0].until is not None
    assert story[0].until < case.due_at


def test_of_two_who_look_at_one_version_one_acts() -> None:
    tree = make_tree()
    case = make_dispatched(tree)
    seen = Case.objects.get(pk=case.pk)
    do.sign_for(case, by=tree.at_county)
    with pytest.raises(Refusal) as no:
        do.give_back(seen, "不是我们。", by=make_officer(tree.county), seen=seen.steps)
    assert no.value.code == "moved_on"


def returned(case: Case, tree: Tree) -> None:
    do.give_back(case, "不在本县。", by=make_officer(tree.county))


def recalled(case: Case, tree: Tree) -> None:
    do.recall(case, "发错了。", by=tree.at_city)


def answered_and_closed(case: Case, tree: Tree) -> None:
    do.reply(case, "已经补发。", by=make_officer(tree.county))
    do.close(Case.objects.get(pk=case.pk), by=tree.at_city)


@pytest.mark.parametrize(
    ("rule", "make", "meanwhile", "deed"),
    [
        ("dispatching.why_not_return", make_dispatched, returned, returned),
        ("dispatching.why_not_now", make_dispatched, returned, recalled),
        ("replying.why_not_reply", make_signed, answered_and_closed, answered_and_closed),
    ],
)
def test_who_comes_between_the_look_and_the_move_is_no_error(
    rule: str, make: Any, meanwhile: Any, deed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = make_tree()
    case = make(tree)
    name = f"unionnet.tools.casework.actions.{rule}"
    known = import_string(name)

    def asked(*about: Any) -> Refusal | None:
        monkeypatch.setattr(name, known)
        answer: Refusal | None = known(*about)
        meanwhile(Case.objects.get(pk=case.pk), tree)
        return answer

    monkeypatch.setattr(name, asked)
    with pytest.raises(Refusal) as no:
        deed(case, tree)
    assert no.value.code == "moved_on"


def test_what_is_sent_again_under_its_number_is_the_same_case() -> None:
    tree = make_tree()
    source = do.Source(Case.Channel.FROM_12345, "CQ-2026-0001")
    one = make_case(tree, source=source, owner=do.Owner(phone="13900000001", name="王先生"), by=None)
    two = make_case(tree, source=source, owner=do.Owner(phone="13900000001", name="王先生"), by=None)
    assert one.pk == two.pk
    one.refresh_from_db()
    assert str(one.phone) == "••••"
    assert do.open_caller(one, by=tree.at_city) == "13900000001"


def test_the_next_stage_of_a_procedure_has_its_own_clock() -> None:
    tree = make_tree()
    case = do.begin_stage(make_signed(tree), "CW-02.hard", "同意受理。", by=tree.at_county, at=MONDAY + DAY)
    assert last_day(case.due_at) == date(2026, 3, 24)  # 15 working days after 3 March
    assert case.due_rule == "CW-02.hard"
    assert set(Dispatch.objects.filter(case=case).values_list("due_at", flat=True)) == {case.due_at}
    do.ask_time(case, 3, "等鉴定。", by=tree.at_county, at=MONDAY + DAY)
    with pytest.raises(Refusal) as no:
        do.begin_stage(case, "CW-02.ordinary", "下一步。", by=tree.at_county, at=MONDAY + 2 * DAY)
    assert no.value.code == "time_asked"
