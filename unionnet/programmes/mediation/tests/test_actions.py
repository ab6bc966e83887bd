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

from unionnet.foundation.privacy.erasing import blanks
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.mediation import actions as do
from unionnet.programmes.mediation.actions import Terms
from unionnet.programmes.mediation.models import Mediation, Meeting
from unionnet.programmes.mediation.privacy import DECLARATIONS
from unionnet.programmes.mediation.queries import answer_key, by_month, mediation_by_key, mediations_seen_by
from unionnet.programmes.mediation.tests.makers import (
    DRAFT,
    GROUP,
    WAGES,
    make_accepted,
    make_agreed,
    make_employer,
    make_mediated,
    make_mediation,
    make_mediator,
    signed_copy,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import last_day
from unionnet.tools.casework.models import Case, Step
from unionnet.tools.casework.tests.makers import DAY, HOUR, MONDAY, Tree, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def refused(verb: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value


def case_of(mediation: Mediation) -> Case:
    return Case.objects.get(pk=mediation.case_id)


def clock(mediation: Mediation) -> tuple[str, date]:
    case = case_of(mediation)
    return case.due_rule, last_day(case.due_at)


def told(mediation: Mediation) -> str:
    rows = Step.objects.filter(case=mediation.case_id).order_by("number")
    return "\n".join(rows.values_list("reason", flat=True))


def test_three_working_days_then_fifteen_from_the_request(tree: Tree) -> None:
    mediation = make_mediation(tree)
    assert (mediation.state, case_of(mediation).organisation) == ("asked", tree.county)
    assert clock(mediation) == ("DM-02.accept", date(2026, 3, 5))
    mediation = do.accept(mediation, make_employer(), by=tree.at_county, at=MONDAY + 2 * DAY)
    assert (mediation.state, mediation.decided_in_time) == ("accepted", True)
    assert clock(mediation) == ("DM-01.mediate", date(2026, 3, 17))  # not from the day it was accepted


def test_it_goes_to_the_nearest_union_with_mediators(tree: Tree) -> None:
    do.list_mediator(tree.town, "街道调解员", "neutral", by=tree.at_town)
    assert case_of(make_mediation(tree)).organisation == tree.town


def test_the_same_form_twice_is_one_request(tree: Tree) -> None:
    key = uuid4()
    assert make_mediation(tree, key=key) == make_mediation(tree, key=key)
    assert Case.objects.count() == 1


def test_ten_workers_name_three_to_five(tree: Tree) -> None:
    assert make_mediation(tree, GROUP).representatives == ["甲", "乙", "丙"]
    for wrong in (
        replace(GROUP, representatives=("甲", "乙")),
        replace(GROUP, representatives=tuple("甲乙丙丁戊己")),
        replace(WAGES, workers=9, representatives=("甲", "乙", "丙")),
    ):
        no = refused(partial(make_mediation, tree, wrong))
        assert no.rule, wrong
        assert no.rule.rule.startswith("DM-03"), wrong
    assert make_mediation(tree, replace(GROUP, workers=10)).workers == 10


def test_a_wrong_code_is_refused_and_a_known_one_finds_the_employer(tree: Tree) -> None:
    unit = make_employer()
    assert make_mediation(tree, replace(WAGES, employer_code=unit.uscc.lower())).employer == unit
    wrong = replace(WAGES, employer_code=unit.uscc[:-1] + "A")
    assert refused(lambda: make_mediation(tree, wrong)).code == "wrong_code"


def test_asking_interrupts_the_limitation_unless_it_was_over(tree: Tree) -> None:
    assert make_mediation(tree).limit_on == date(2027, 3, 2)
    over = Terms("compensation", employer_name="甲", known_on=date(2024, 1, 10))
    assert make_mediation(tree, over).limit_on == date(2025, 1, 10)
    employed = Terms("wages", employer_name="甲", known_on=date(2024, 1, 10))
    assert make_mediation(tree, employed).limit_on is None


def test_a_refusal_says_why_and_where_to_go(tree: Tree) -> None:
    mediation = make_mediation(tree)
    assert refused(lambda: do.refuse(mediation, " ", by=tree.at_county)).code == "no_words"
    mediation = do.refuse(mediation, "不属于劳动争议", by=tree.at_county, at=MONDAY + 9 * DAY)
    assert (mediation.state, mediation.decided_in_time) == ("refused", False)
    assert case_of(mediation).state == "rejected"
    assert "现在可以申请仲裁：最晚2027年3月2日" in told(mediation)


def test_who_declines_is_told_of_within_three_working_days(tree: Tree) -> None:
    mediation = do.decline(make_accepted(tree), by=None, at=MONDAY + 3 * DAY)
    assert (mediation.state, clock(mediation)) == ("declined", ("DM-02.tell", date(2026, 3, 10)))
    assert refused(lambda: do.willing(mediation, by=None)).code == "wrong_state"
    mediation = do.tell_declined(mediation, by=tree.at_county, at=MONDAY + 4 * DAY)
    assert (mediation.state, case_of(mediation).state) == ("failed", "closed")
    assert "不愿意调解，调解终止。现在可以申请仲裁" in told(mediation)


def test_more_time_needs_both_sides(tree: Tree) -> None:
    mediation = do.consent(make_accepted(tree), "worker", by=tree.worker, at=MONDAY + 9 * DAY)
    assert (mediation.extended_at, clock(mediation)[1]) == (None, date(2026, 3, 17))
    assert refused(lambda: do.consent(mediation, "worker", by=tree.at_county, at=MONDAY)).code == "consented"
    assert refused(lambda: do.consent(mediation, "employer", by=tree.worker, at=MONDAY)).code == "not_yours"
    assert refused(lambda: do.consent(mediation, "worker", by=None, at=MONDAY)).code == "not_yours"
    mediation = do.consent(mediation, "employer", by=None, at=MONDAY + 10 * DAY)
    assert mediation.extended_at == MONDAY + 10 * DAY
    assert clock(mediation) == ("DM-02.extend", date(2026, 4, 1))
    again = refused(lambda: do.consent(mediation, "employer", by=None, at=MONDAY + 11 * DAY))
    assert again.code == "extended_once"


def test_no_consent_once_time_is_over(tree: Tree) -> None:
    late = refused(lambda: do.consent(make_accepted(tree), "employer", by=None, at=MONDAY + 16 * DAY))
    assert late.code == "time_over"


def test_no_party_mediates_and_interest_is_declared(tree: Tree) -> None:
    mediation, mediator = make_accepted(tree), make_mediator(tree)
    near = make_mediator(tree, tree.worker.name)
    by = tree.at_county
    no = refused(lambda: do.name_mediator(mediation, near, has_declared=True, by=by))
    assert (no.code, no.rule and no.rule.rule) == ("near_interest", "DM-06.near_interest")
    no = refused(lambda: do.name_mediator(mediation, mediator, has_declared=False, by=by))
    assert no.code == "not_declared"
    do.retire_mediator(mediator, by=by)
    no = refused(lambda: do.name_mediator(mediation, mediator, has_declared=True, by=by))
    assert no.code == "not_on_the_list"


def test_a_committee_has_one_head_and_each_name_once(tree: Tree) -> None:
    make_mediator(tree, head="union_member")
    for name, head in (("另一位", "chosen_by_both"), ("韦调解员", "")):
        again = partial(do.list_mediator, tree.county, name, "employer", head, by=tree.at_county)
        assert refused(again).code == "listed_already"
    assert (
        refused(lambda: do.list_mediator(tree.county, "甲", "worker", by=tree.at_other)).code == "elsewhere"
    )


def test_meetings_are_called_and_written_down(tree: Tree) -> None:
    mediation, by = make_mediated(tree), tree.at_county
    on = MONDAY + 4 * DAY
    do.call_meeting(mediation, on, "二楼", by=by, now=MONDAY + DAY)
    meeting = do.call_meeting(mediation, on, "三楼会议室", by=by, now=MONDAY + DAY)
    assert Meeting.objects.count() == 1
    assert refused(lambda: do.call_meeting(mediation, MONDAY, "三楼", by=by, now=on)).code == "no_place"
    do.hold_meeting(meeting, "单位愿意分期支付。", "goes_on", by=by, at=on + HOUR)
    assert "调解会：2026年3月6日09:00，三楼会议室" in told(mediation)
    assert "单位愿意分期支付" not in told(mediation)  # the minutes are for the desk


def test_an_agreement_is_signed_confirmed_and_kept(tree: Tree) -> None:
    by = tree.at_county
    assert refused(lambda: do.draft(make_accepted(tree), DRAFT, by=by)).code == "no_mediator"
    Mediation.objects.all().delete()
    mediation = make_mediated(tree)
    sign = partial(do.sign, mediation, date(2026, 3, 10), by=by, at=MONDAY + 8 * DAY)
    assert refused(lambda: sign([signed_copy()])).code == "no_draft"
    do.draft(mediation, DRAFT, by=by)
    assert refused(lambda: sign([])).code == "no_copy"
    future = partial(do.sign, mediation, date(2026, 3, 11), [signed_copy()], by=by)
    assert refused(lambda: future(at=MONDAY + 8 * DAY)).code == "wrong_day"
    mediation = sign([signed_copy()])
    assert (mediation.state, clock(mediation)) == ("agreed", ("DM-02.confirm", date(2026, 3, 25)))
    late = partial(do.ask_confirmation, mediation, by=by, at=MONDAY + 30 * DAY)
    assert refused(lambda: late(date(2026, 3, 26))).code == "out_of_time"
    assert refused(lambda: do.confirm(mediation, date(2026, 3, 20), by=by)).code == "not_asked"
    mediation = do.ask_confirmation(mediation, date(2026, 3, 12), by=by, at=MONDAY + 10 * DAY)
    assert clock(mediation) == ("DM-01.follow_up", date(2026, 3, 27))  # of 20 March, the day to pay
    mediation = do.confirm(mediation, date(2026, 3, 18), by=by, at=MONDAY + 17 * DAY)
    mediation = do.keep(mediation, by=by, at=MONDAY + 19 * DAY)
    assert (mediation.state, case_of(mediation).state) == ("kept", "closed")


@pytest.mark.parametrize(("matter", "says"), [("wages", "支付令"), ("hours", "可以申请仲裁")])
def test_what_is_not_kept_says_what_to_do(tree: Tree, matter: str, says: str) -> None:
    mediation = make_agreed(tree)
    Mediation.objects.update(matter=matter)
    mediation = do.break_off(mediation, by=tree.at_county, at=MONDAY + 30 * DAY)
    assert (mediation.state, case_of(mediation).is_open) == ("broken", True)
    assert says in told(mediation)
    do.finish(mediation, "已转法律援助。", by=tree.at_county)
    assert case_of(mediation).state == "closed"


def test_when_the_days_pass_the_case_says_it_once(tree: Tree) -> None:
    mediation = make_accepted(tree)
    assert do.time_over(MONDAY + 15 * DAY) == 0
    assert do.time_over(MONDAY + 16 * DAY) == 1
    assert do.time_over(MONDAY + 17 * DAY) == 0
    mediation.refresh_from_db()
    assert mediation.state == "accepted"  # both may still agree
    assert told(mediation).count("调解期限已过，没有达成协议。现在可以申请仲裁") == 1


def test_the_clock_of_another_programme_is_not_the_end_of_mediation(tree: Tree) -> None:
    mediation = make_accepted(tree)
    words = "转入法律援助。"
    casework.begin_stage(case_of(mediation), "LA-02.decide", words, by=tree.at_county, at=MONDAY + 2 * DAY)
    assert do.time_over(MONDAY + 60 * DAY) == 0


def test_without_a_joint_request_what_is_left_is_whether_it_is_kept(tree: Tree) -> None:
    mediation = make_agreed(tree)
    assert do.time_over(MONDAY + 23 * DAY) == 0
    assert do.time_over(MONDAY + 24 * DAY) == 1
    assert clock(mediation)[0] == "DM-01.follow_up"
    assert do.time_over(MONDAY + 60 * DAY) == 0


def test_it_follows_its_case(tree: Tree) -> None:
    mediation = make_accepted(tree)
    do.follow(mediation.case_id)
    mediation.refresh_from_db()
    assert mediation.state == "accepted"
    casework.give_up(case_of(mediation), by=tree.worker)
    do.follow(mediation.case_id)
    mediation.refresh_from_db()
    assert (mediation.state, mediation.ended_at is None) == ("ended", False)


def test_nobody_works_on_their_own_or_from_elsewhere(tree: Tree) -> None:
    mediation = make_mediation(tree)
    for by in (tree.worker, tree.at_other):
        assert refused(partial(do.accept, mediation, make_employer(), by=by)).code == "elsewhere"


def test_the_key_opens_its_own_mediation_once_it_is_accepted(tree: Tree) -> None:
    mediation = make_mediation(tree)
    assert mediation_by_key(answer_key(mediation)) is None
    do.accept(mediation, make_employer(), by=tree.at_county)
    assert mediation_by_key(answer_key(mediation)) == (mediation, [])
    for wrong in ("", "x", answer_key(mediation)[:-1] + "_", mediation.public_id, "\u202e" * 44):
        assert mediation_by_key(wrong) is None, wrong


def test_months_count_what_became_of_them(tree: Tree) -> None:
    make_agreed(tree)
    do.refuse(make_mediation(tree), "不属于", by=tree.at_county)
    (line,) = by_month(mediations_seen_by(tree.at_city), date(2026, 1, 1))
    counts = (line.asked, line.accepted, line.agreed, line.failed, line.kept)
    assert (line.month, line.union, counts) == (date(2026, 3, 1), tree.county.name, (2, 1, 1, 0, 0))
    assert by_month(mediations_seen_by(tree.at_other), date(2026, 1, 1)) == []


def test_the_database_knows_what_belongs_together(tree: Tree) -> None:
    mediation = make_agreed(tree)
    wrongs: tuple[dict[str, Any], ...] = (
        {"workers": 10},
        {"workers": 12, "representatives": ["甲", "乙"]},
        {"representatives": ["甲", "乙", "丙"]},
        {"employer": None},
        {"mediator": None, "no_interest_at": None},
        {"no_interest_at": None},
        {"extended_at": MONDAY},
        {"effect_on": None},
        {"confirm_asked_on": date(2026, 3, 9)},
        {"state": "kept"},
        {"ended_at": MONDAY},
        {"declined_at": MONDAY},
    )
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            Mediation.objects.filter(pk=mediation.pk).update(**wrong)


def test_what_is_erased_leaves_the_row_standing(tree: Tree) -> None:
    mediation = make_mediation(tree, GROUP)
    declaration = next(each for each in DECLARATIONS if each.model == "mediation.Mediation")
    Mediation.objects.filter(pk=mediation.pk).update(**blanks(declaration))
    mediation.refresh_from_db()
    assert mediation.representatives is None
