# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.makers import make_person
from unionnet.foundation.privacy.erasing import ERASED, erase, purge
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.legalaid import actions as do
from unionnet.programmes.legalaid.actions import Terms
from unionnet.programmes.legalaid.models import Aid
from unionnet.programmes.legalaid.tests.makers import CARD, UNPAID, URGENT, WAGES, make_aid, make_lawyer
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import last_day
from unionnet.tools.casework.models import Case, Step
from unionnet.tools.casework.tests.makers import DAY, HOUR, MONDAY, Tree, make_case, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def refused(verb: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value


def case_of(aid: Aid) -> Case:
    return Case.objects.get(pk=aid.case_id)


def told(aid: Aid) -> list[str]:
    rows = Step.objects.filter(case=aid.case_id).exclude(reason="").order_by("number")
    return list(rows.values_list("reason", flat=True))


def test_an_application_goes_to_the_county_and_has_seven_days(tree: Tree) -> None:
    aid = make_aid(tree)
    case = case_of(aid)
    assert (case.organisation, case.person, aid.state) == (tree.county, tree.worker, "asked")
    assert (case.due_rule, last_day(case.due_at)) == ("LA-02.decide", date(2026, 3, 9))


def test_the_same_form_twice_is_one_application(tree: Tree) -> None:
    key = uuid4()
    assert make_aid(tree, key=key) == make_aid(tree, key=key)
    assert Case.objects.count() == 1


def test_somebody_without_account_or_union_asks_too(tree: Tree) -> None:
    owner = casework.Owner(phone="13900001111", name="市民")
    aid = make_aid(tree, owner=owner, by=None)
    assert case_of(aid).name == "市民"
    assert casework.open_caller(case_of(aid), by=tree.at_county) == "13900001111"


def test_seven_days_then_three_then_the_work(tree: Tree) -> None:
    aid, lawyer = make_aid(tree), make_lawyer(tree.county, tree.at_county)
    aid = do.approve(aid, "litigation", by=tree.at_county, at=MONDAY + DAY)
    case = case_of(aid)
    assert (aid.state, aid.form, aid.decided_in_time) == ("approved", "litigation", True)
    assert (case.due_rule, last_day(case.due_at)) == ("LA-02.assign", date(2026, 3, 6))
    aid = do.assign(aid, lawyer, by=tree.at_county, at=MONDAY + 5 * DAY)
    assert (aid.state, aid.assigned_in_time) == ("working", False)
    assert case_of(aid).due_rule == "LA-06.work"
    do.note(aid, "已递交仲裁申请书。", by=tree.at_county, at=MONDAY + 6 * DAY)
    aid = do.finish(aid, "单位当庭支付工资。", by=tree.at_county, at=MONDAY + 9 * DAY)
    case = case_of(aid)
    assert (aid.state, case.state, case.reply) == ("done", "closed", "单位当庭支付工资。")
    assert told(aid) == [
        "同意法律援助（诉讼代理），3 天内指派律师。不收费用。",
        "已指派示范律师事务所韦正律师，电话 0771-5550100。",
        "已递交仲裁申请书。",
        "单位当庭支付工资。",
    ]


def test_a_refusal_says_why_and_how_to_object(tree: Tree) -> None:
    aid = make_aid(tree)
    assert refused(lambda: do.refuse(aid, " \n", by=tree.at_county)).code == "no_reason"
    aid = do.refuse(aid, "不属于劳动争议", by=tree.at_county, at=MONDAY + 8 * DAY)
    assert (aid.state, aid.decided_in_time, case_of(aid).state) == ("refused", False, "rejected")
    assert told(aid) == ["不予法律援助：不属于劳动争议。不服的，可以向上一级工会提出异议，5 天内答复。"]
    assert refused(lambda: do.approve(aid, "advice", by=tree.at_county)).code == "wrong_state"


def test_missing_papers_are_told_once_and_the_clock_waits(tree: Tree) -> None:
    aid = do.want_papers(make_aid(tree), "身份证复印件", by=tree.at_county, at=MONDAY + DAY)
    assert (aid.state, case_of(aid).state) == ("incomplete", "paused")
    assert aid.papers_due_at is not None
    assert last_day(aid.papers_due_at) == date(2026, 3, 12)
    assert refused(lambda: do.lapse(aid, by=tree.at_county, at=MONDAY + 2 * DAY)).code == "still_time"
    aid = do.papers_in(aid, by=tree.at_county, at=MONDAY + 3 * DAY)
    assert last_day(case_of(aid).due_at) == date(2026, 3, 11)  # two days it stood still
    again = refused(lambda: do.want_papers(aid, "劳动合同", by=tree.at_county))
    assert (again.code, again.rule and again.rule.rule) == ("told_once", "LA-05.supplement")


def test_what_is_not_supplied_counts_as_withdrawn(tree: Tree) -> None:
    aid = do.want_papers(make_aid(tree), "身份证复印件", by=tree.at_county, at=MONDAY)
    aid = do.lapse(aid, by=tree.at_county, at=MONDAY + 30 * DAY)
    assert (aid.state, case_of(aid).state) == ("ended", "terminated")


def test_urgent_aid_comes_before_the_decision(tree: Tree) -> None:
    lawyer, by = make_lawyer(tree.county, tree.at_county), tree.at_county
    plain = make_aid(tree)
    no = refused(lambda: do.assign(plain, lawyer, by=by))
    assert (no.code, no.rule and no.rule.rule) == ("decide_first", "LA-03.early")
    aid = do.assign(make_aid(tree, URGENT), lawyer, by=by, at=MONDAY + HOUR)
    assert (aid.state, aid.lawyer, aid.assigned_in_time) == ("asked", lawyer, True)
    assert refused(lambda: do.approve(aid, "arbitration", by=by)).code == "lawyer_began"
    aid = do.confirm(aid, "arbitration", by=by, at=MONDAY + DAY)
    assert (aid.state, aid.decided_in_time, case_of(aid).due_rule) == ("working", True, "LA-06.work")


def test_only_federations_from_the_county_up_give_aid(tree: Tree) -> None:
    case = make_case(tree, tree.town)
    no = refused(lambda: do.open_for(case, WAGES, by=tree.at_town))
    assert (no.code, no.rule and no.rule.rule) == ("not_a_giver", "LA-01.givers")
    case = casework.dispatch(case, tree.county, by=tree.at_town)
    aid = do.open_for(case, WAGES, by=tree.at_county)
    assert case_of(aid).due_rule == "LA-02.decide"
    assert do.open_for(case, WAGES, by=tree.at_county) == aid


def test_a_case_of_another_kind_goes_on_when_aid_is_refused(tree: Tree) -> None:
    case = casework.dispatch(make_case(tree, tree.town), tree.county, by=tree.at_town)
    aid = do.refuse(do.open_for(case, WAGES, by=tree.at_county), "事实不清", by=tree.at_county)
    assert (aid.state, case_of(aid).state) == ("refused", "signed")


def test_nobody_else_decides(tree: Tree) -> None:
    aid = make_aid(tree)
    for stranger in (tree.at_town, tree.at_other, tree.worker):
        assert refused(partial(do.approve, aid, "advice", by=stranger)).code == "elsewhere"
    own = make_aid(tree, owner=casework.Owner(person=tree.at_county), by=tree.at_county)
    assert refused(lambda: do.approve(own, "advice", by=tree.at_county)).code == "your_own"


def test_a_lawyer_of_another_union_or_off_the_list_is_not_named(tree: Tree) -> None:
    aid = do.approve(make_aid(tree), "advice", by=tree.at_county)
    far = make_lawyer(tree.other, tree.at_other)
    gone = do.retire_lawyer(make_lawyer(tree.county, tree.at_county), by=tree.at_county)
    for lawyer in (far, gone):
        assert refused(partial(do.assign, aid, lawyer, by=tree.at_county)).code == "not_on_the_list"


def test_a_licence_stands_on_a_list_once(tree: Tree) -> None:
    lawyer = make_lawyer(tree.county, tree.at_county)
    twice = refused(lambda: make_lawyer(tree.county, tree.at_county, replace(CARD, name="另一个")))
    assert twice.code == "listed_already"
    do.retire_lawyer(lawyer, by=tree.at_county)
    assert make_lawyer(tree.county, tree.at_county) != lawyer
    assert refused(lambda: make_lawyer(tree.city, tree.at_county)).code == "elsewhere"


def test_the_aid_follows_what_becomes_of_its_case(tree: Tree) -> None:
    aid = make_aid(tree)
    casework.give_up(case_of(aid), by=tree.worker)
    do.follow(aid.case_id, "end")
    do.follow(aid.case_id, "end")
    aid.refresh_from_db()
    assert aid.state == "ended"
    assert aid.ended_at is not None


def test_an_answer_that_did_not_help_is_worked_on_again(tree: Tree) -> None:
    aid = do.approve(make_aid(tree), "advice", by=tree.at_county)
    aid = do.assign(aid, make_lawyer(tree.county, tree.at_county), by=tree.at_county)
    aid = do.finish(aid, "已答复。", by=tree.at_county)
    casework.rate(case_of(aid), "还没有拿到钱。", satisfied=False, by=tree.worker)
    do.follow(aid.case_id, "reopen")
    aid.refresh_from_db()
    assert (aid.state, aid.ended_at) == ("working", None)


def test_what_came_in_at_the_desk_of_cases_is_an_application_too(tree: Tree) -> None:
    case = casework.take_in(do.aid_kind(), tree.county, UNPAID, by=tree.at_county, at=MONDAY)
    assert do.adopt(case.pk) == do.adopt(case.pk)
    assert Aid.objects.get(case=case).applied_at == MONDAY


def test_the_database_knows_what_belongs_together(tree: Tree) -> None:
    aid = make_aid(tree, Terms())
    for wrong in ({"state": "approved"}, {"state": "refused"}, {"state": "working"}, {"state": "done"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Aid.objects.filter(pk=aid.pk).update(**wrong)
    assert make_person("旁人").may("legalaid.handle") is False


def test_a_refused_aid_forgets_its_reason_when_its_worker_is_forgotten(tree: Tree) -> None:
    """That there was one stays: the database lets no refusal stand without."""
    aid = do.refuse(make_aid(tree), "不属于劳动争议", by=tree.at_county, at=MONDAY)
    assert erase([tree.worker.pk])["legalaid.Aid"] == 1
    aid.refresh_from_db()
    assert (aid.state, aid.reason, aid.result) == ("refused", ERASED, "")
    assert purge(MONDAY + 6 * 366 * DAY)["legalaid.Aid"] == 0  # it is blank already
