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

from tests.makers import make_officer, make_union
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.letters import actions as do
from unionnet.programmes.letters.facts import LetterReminded
from unionnet.programmes.letters.listeners import tell_what_runs_out
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.queries import answer_key, letter_by_key
from unionnet.programmes.letters.reminding import remind
from unionnet.programmes.letters.rules import term_of
from unionnet.programmes.letters.tests.makers import (
    DRAFT,
    PROPOSAL,
    make_delivered,
    make_employer,
    make_letter,
)
from unionnet.tools.casework.actions import take
from unionnet.tools.casework.clocks import last_day
from unionnet.tools.casework.models import Step
from unionnet.tools.casework.tests.makers import DAY, MONDAY, Tree, make_case, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def refused(verb: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value


def last(letter: Letter) -> date:
    assert letter.due_at is not None
    return last_day(letter.due_at)


def test_three_papers_in_order_each_with_its_term(tree: Tree) -> None:
    by, county = tree.at_county, tree.county
    first = make_delivered(county, by, at=MONDAY)
    assert (first.kind, last(first)) == ("reminder", date(2026, 3, 16))
    assert refused(lambda: do.go_on(first, county, DRAFT, by=by, at=MONDAY + 14 * DAY)).code == "too_early"
    second = do.go_on(first, county, DRAFT, by=by, at=MONDAY + 15 * DAY)
    assert do.go_on(first, county, DRAFT, by=by, at=MONDAY + 15 * DAY) == second
    assert refused(lambda: do.go_on(second, county, PROPOSAL, by=by)).code == "not_delivered"
    second = do.deliver(second, "挂号信回执", by=by, at=MONDAY + 15 * DAY)
    assert (second.kind, last(second)) == ("opinion", date(2026, 4, 8))  # 15 working days, 6 April off
    do.answer(second, "refused", "我单位不认可。", by=None, at=MONDAY + 16 * DAY)
    third = do.go_on(second, county, PROPOSAL, by=by, at=MONDAY + 17 * DAY)
    assert (third.kind, third.to, third.employer) == ("proposal", PROPOSAL.to, first.employer)
    do.deliver(third, "窗口签收", by=by, at=MONDAY + 17 * DAY)
    assert refused(lambda: do.go_on(third, county, PROPOSAL, by=by)).code == "last_letter"


def test_who_mended_it_gets_no_other_letter(tree: Tree) -> None:
    letter = make_delivered(tree.county, tree.at_county, at=MONDAY)
    do.answer(letter, "accepted", "已支付。", by=tree.at_county, at=MONDAY + DAY)
    early = refused(lambda: do.go_on(letter, tree.county, DRAFT, by=tree.at_county, at=MONDAY + 30 * DAY))
    assert early.code == "too_early"  # answered, and nobody has looked
    do.settle(letter, is_mended=True, by=tree.at_county)
    assert refused(lambda: do.go_on(letter, tree.county, DRAFT, by=tree.at_county)).code == "mended"
    assert refused(lambda: do.settle(letter, is_mended=False, by=tree.at_county)).code == "settled"


def test_an_opinion_needs_two_supervisors_and_a_proposal_a_county(tree: Tree) -> None:
    by = tree.at_town
    first = make_delivered(tree.town, by, at=MONDAY)
    do.settle(first, is_mended=False, by=by)
    alone = replace(DRAFT, investigators=DRAFT.investigators[:1])
    no = refused(lambda: do.go_on(first, tree.town, alone, by=by))
    assert (no.code, no.rule and no.rule.rule) == ("too_few_investigators", "LS-02.investigators")
    second = do.deliver(do.go_on(first, tree.town, DRAFT, by=by), "当面签收", by=by, at=MONDAY)
    no = refused(lambda: do.go_on(second, tree.town, PROPOSAL, by=by))
    assert (no.code, no.rule and no.rule.rule) == ("not_a_proposer", "LS-01.proposers")
    assert do.go_on(second, tree.county, PROPOSAL, by=tree.at_county).organisation == tree.county
    far = make_delivered(tree.other, tree.at_other, employer=make_employer("另一家", "500236"))
    do.settle(far, is_mended=False, by=tree.at_other)
    assert refused(partial(do.go_on, far, tree.county, DRAFT, by=tree.at_county)).code == "not_above"


def test_an_answer_is_given_once_and_after_delivery(tree: Tree) -> None:
    letter = make_letter(tree.county, tree.at_county)
    assert letter_by_key(answer_key(letter)) is None
    assert refused(lambda: do.answer(letter, "accepted", "好。", by=None)).code == "not_delivered"
    assert refused(lambda: do.deliver(letter, " ", by=tree.at_county)).code == "no_receipt"
    do.deliver(letter, "当面签收", by=tree.at_county)
    assert refused(lambda: do.deliver(letter, "又一次", by=tree.at_county)).code == "delivered"
    assert letter_by_key(answer_key(letter)) == letter
    for wrong in ("", "x", answer_key(letter)[:-1] + "_", letter.public_id):
        assert letter_by_key(wrong) is None, wrong
    do.answer(letter, "accepted", "已支付。", by=None)
    assert refused(lambda: do.answer(letter, "refused", "改口。", by=None)).code == "answered"
    assert refused(lambda: do.settle(letter, is_mended=True, by=tree.at_other)).code == "elsewhere"


def test_a_form_sent_twice_is_one_letter_and_a_number_is_used_once(tree: Tree) -> None:
    key, unit = uuid4(), make_employer()
    first = make_letter(tree.county, tree.at_county, unit, key=key)
    assert make_letter(tree.county, tree.at_county, unit, key=key) == first
    numbered = replace(DRAFT, number="云工监〔2026〕1号")
    do.write(tree.county, unit, numbered, by=tree.at_county)
    assert refused(lambda: do.write(tree.county, unit, numbered, by=tree.at_county)).code == "number_taken"


def test_the_owner_of_the_case_reads_of_it(tree: Tree) -> None:
    case = take(make_case(tree, tree.county), by=tree.at_county)
    letter = make_delivered(tree.county, tree.at_county, case=case)
    do.answer(letter, "accepted", "今天已经支付。", by=None)
    do.settle(letter, is_mended=True, by=tree.at_county)
    told = list(
        Step.objects.filter(case=case, move="add").order_by("number").values_list("reason", flat=True)
    )
    assert told == [
        "工会已向示范配送有限公司发出提示函，要求按期书面答复。",
        "示范配送有限公司已经答复，表示接受，工会正在核实。",
        "示范配送有限公司已经改正。",
    ]


def test_the_database_keeps_the_order(tree: Tree) -> None:
    letter = make_letter(tree.county, tree.at_county)
    wrongs: tuple[dict[str, Any], ...] = (
        {"kind": "opinion"},
        {"kind": "proposal", "before_kind": "opinion"},
        {"delivered_at": MONDAY},
        {"answered_at": MONDAY, "answer": "accepted"},
        {"settled_at": MONDAY},
    )
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**wrong)


def test_the_end_of_a_term_is_said_once_before_and_once_after(tree: Tree) -> None:
    """To those who handle letters at the union, and to nobody else."""
    letter = make_delivered(tree.county, tree.at_county, at=MONDAY)
    due = letter.due_at
    assert due is not None
    said = [remind(moment) for moment in (due - 4 * DAY, due - 2 * DAY, due - DAY, due + DAY, due + 2 * DAY)]
    assert said == [0, 1, 0, 1, 0]
    told = Entry.objects.filter(fact="letters.reminded").order_by("id")
    assert [entry.data["what"] for entry in told] == ["near", "late"]
    for entry in [*told, told[1]]:  # heard a second time it is told no more
        tell_what_runs_out(LetterReminded.from_data(entry.data))
    notices = Notice.objects.filter(kind__startswith="letters.").order_by("id")
    assert [(notice.person, notice.kind) for notice in notices] == [
        (tree.at_county, "letters.near"),
        (tree.at_county, "letters.late"),
    ]


def test_beijing_has_days_of_its_own(tree: Tree) -> None:
    """LS-03: fifteen days, rest days counted; next door the terms of the nation stand."""
    capital = make_union("东城区总工会", kind="county_federation", region_code="110101")
    by, unit = make_officer(capital, name="金部长"), make_employer("京城配送", "110101")
    first = make_delivered(capital, by, employer=unit, at=MONDAY)
    assert last(first) == date(2026, 3, 17)
    assert str(term_of(first, MONDAY).citation.source).startswith("《北京市实施〈工会法〉办法》第二十八条")
    do.settle(first, is_mended=False, by=by, at=MONDAY + DAY)
    second = do.deliver(do.go_on(first, capital, DRAFT, by=by), "当面签收", by=by, at=MONDAY)
    assert last(second) == date(2026, 3, 17)
    do.settle(second, is_mended=False, by=by, at=MONDAY + DAY)
    third = do.deliver(do.go_on(second, capital, PROPOSAL, by=by), "窗口签收", by=by, at=MONDAY)
    assert (last(third), term_of(third, MONDAY).region) == (date(2026, 3, 23), "110000")
    elsewhere = make_delivered(tree.county, tree.at_county, at=MONDAY)
    assert (last(elsewhere), term_of(elsewhere, MONDAY).region) == (date(2026, 3, 16), "")


def test_an_answer_in_time_is_spoken_of_no_more(tree: Tree) -> None:
    letter = make_delivered(tree.county, tree.at_county, at=MONDAY)
    do.answer(letter, "accepted", "已经补发。", by=tree.at_county, at=MONDAY + DAY)
    assert remind(MONDAY + 60 * DAY) == 0
