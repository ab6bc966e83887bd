# SPDX-License-Identifier: Apache-2.0
"""LS-04, from what the employer told to what it wrote in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.privacy.erasing import purge
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.letters import actions as do
from unionnet.programmes.letters.facts import DismissalReminded
from unionnet.programmes.letters.listeners import tell_who_should_answer
from unionnet.programmes.letters.models import Dismissal
from unionnet.programmes.letters.papers import opened, paper_of_dismissal
from unionnet.programmes.letters.reminding import remind_of_dismissals
from unionnet.programmes.letters.tests.makers import AGAINST, TOLD, make_dismissal
from unionnet.tools.casework.tests.makers import DAY, MONDAY, Tree, make_tree

pytestmark = pytest.mark.django_db
UPHELD = do.Outcome("upheld", "经研究，坚持解除。", date(2026, 3, 12))


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def refused(verb: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value.code


def test_told_objected_to_and_upheld(tree: Tree) -> None:
    by, row = tree.at_county, make_dismissal(tree.county, tree.at_county)
    assert (row.state, row.answer_by, row.was_told_in_advance) == ("told", date(2026, 3, 28), True)
    assert refused(lambda: do.object_to(row, replace(AGAINST, broken=" "), by=by)) == "no_reasons"
    assert refused(lambda: do.object_to(row, AGAINST, by=tree.at_other)) == "elsewhere"
    against = do.object_to(row, AGAINST, by=by, at=MONDAY + DAY)
    assert (against.state, opened(Dismissal.objects.get().objection)) == ("objected", AGAINST.reasons)
    assert refused(lambda: do.agree(row, by=by)) == "wrong_state"
    early, empty = replace(UPHELD, on=date(2026, 3, 1)), replace(UPHELD, words="\u202e")
    assert refused(lambda: do.record_result(row, early, by=by)) == "wrong_day"
    assert refused(lambda: do.record_result(row, empty, by=by)) == "no_words"
    ended = do.record_result(row, UPHELD, by=by)
    assert (ended.state, ended.result, ended.result_on) == ("ended", "upheld", UPHELD.on)
    assert refused(lambda: do.record_result(row, UPHELD, by=by)) == "wrong_state"
    facts = Entry.objects.filter(fact__startswith="letters.dismissal").order_by("id")
    assert [entry.fact.rpartition("_")[2] for entry in facts] == ["registered", "answered", "ended"]


def test_no_objection_ends_it_and_an_employer_may_take_it_back_unasked(tree: Tree) -> None:
    by = tree.at_county
    agreed = do.agree(make_dismissal(tree.county, by), by=by)
    assert refused(lambda: do.record_result(agreed, UPHELD, by=by)) == "wrong_state"
    taken_back = do.record_result(make_dismissal(tree.county, by), replace(UPHELD, kind="withdrawn"), by=by)
    assert (taken_back.state, taken_back.answered_at, taken_back.broken) == ("ended", None, "")


def test_who_told_nothing_or_too_late_is_seen(tree: Tree) -> None:
    late = replace(TOLD, told_on=TOLD.effective_on)
    row = make_dismissal(tree.county, tree.at_county, late, at=MONDAY + 40 * DAY)
    assert (row.was_told_in_advance, row.answer_by) == (False, TOLD.effective_on)
    unheard = make_dismissal(tree.county, tree.at_county, replace(TOLD, told="unheard"))
    assert not unheard.was_told_in_advance


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"told_on": date(2026, 3, 3)}, "not_yet"),
        ({"told_on": date(1, 1, 1), "effective_on": date(1, 1, 1)}, "wrong_day"),
        ({"effective_on": date(9999, 12, 31)}, "wrong_day"),
        ({"name": "\u200b"}, "incomplete"),
        ({"reason": " \n"}, "incomplete"),
    ],
)
def test_what_cannot_be_is_not_written_down(tree: Tree, wrong: dict[str, Any], code: str) -> None:
    given = replace(TOLD, **wrong)
    assert refused(lambda: make_dismissal(tree.county, tree.at_county, given)) == code
    assert Dismissal.objects.count() == 0


def test_a_form_sent_twice_is_one_and_a_phone_finds_only_whom_the_officer_sees(tree: Tree) -> None:
    worker, key = Person.objects.get(pk=tree.worker.pk), uuid4()
    given = replace(TOLD, mobile=worker.mobile.open())
    row = make_dismissal(tree.county, tree.at_county, given, key=key)
    assert make_dismissal(tree.county, tree.at_county, given, key=key) == row
    assert row.person == worker
    assert make_dismissal(tree.other, tree.at_other, given).person is None


def test_the_database_keeps_the_states(tree: Tree) -> None:
    row = make_dismissal(tree.county, tree.at_county)
    answered: dict[str, Any] = {"answered_at": MONDAY, "answered_by": tree.at_county}
    ended = {"state": "ended", "ended_by": tree.at_county, "result_text": b"x"}
    wrongs: tuple[dict[str, Any], ...] = (
        {"state": "agreed"},
        {"state": "objected", **answered, "objection": b"x"},
        {"state": "objected", **answered, "broken": "第四十二条"},
        {"state": "objected", "answered_at": MONDAY, "broken": "第四十二条", "objection": b"x"},
        {**ended, "result_on": TOLD.told_on},
        {**ended, "result": "upheld"},
        {**ended, "result": "upheld", "result_on": TOLD.told_on, "result_text": None},
        {**ended, "result": "upheld", "result_on": TOLD.told_on - timedelta(days=1)},
        {"result": "upheld"},
    )
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            Dismissal.objects.filter(pk=row.pk).update(**wrong)


def test_the_last_day_to_answer_is_said_once(tree: Tree) -> None:
    row = make_dismissal(tree.county, tree.at_county)
    make_answered = do.agree(make_dismissal(tree.county, tree.at_county), by=tree.at_county)
    days = (MONDAY + n * DAY for n in (25, 26, 27, 40))
    assert [remind_of_dismissals(day) for day in days] == [0, 1, 0, 0]
    assert not Dismissal.objects.get(pk=make_answered.pk).is_reminded
    for _twice in range(2):
        tell_who_should_answer(DismissalReminded(row.pk))
    notice = Notice.objects.get(kind="letters.dismissal")
    assert (notice.person, "林晓" in notice.text) == (tree.at_county, False)


def test_the_paper_of_the_union(tree: Tree) -> None:
    by = tree.at_county
    against = paper_of_dismissal(do.object_to(make_dismissal(tree.county, by), AGAINST, by=by))
    assert (against.to, against.issuer) == ("示范配送有限公司", "云阳县总工会")
    words = "".join(against.paragraphs)
    for said in ("2026年3月2日书面通知", "林晓", "部门撤销", AGAINST.reasons, AGAINST.broken, "重新处理"):
        assert said in words, said
    agreed = paper_of_dismissal(do.agree(make_dismissal(tree.county, by), by=by))
    assert "没有异议" in agreed.paragraphs[-1]


def test_after_five_years_the_words_are_gone_and_the_row_stands(tree: Tree) -> None:
    row = do.object_to(make_dismissal(tree.county, tree.at_county), AGAINST, by=tree.at_county)
    do.record_result(row, UPHELD, by=tree.at_county)
    purge(MONDAY + 6 * 366 * DAY)
    row.refresh_from_db()
    assert (row.name, row.reason, row.objection, row.result_text) == (None, None, None, None)
    assert (row.state, row.broken, row.result) == ("ended", AGAINST.broken, "upheld")
