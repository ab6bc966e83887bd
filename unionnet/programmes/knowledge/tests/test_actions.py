# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import start_of
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.knowledge.actions import (
    Words,
    change_answer,
    drafted_from,
    hand_to_people,
    publish,
    withdraw,
    write_answer,
)
from unionnet.programmes.knowledge.masking import without_numbers
from unionnet.programmes.knowledge.queries import answers_told_to, closed_without_answer, found_for
from unionnet.programmes.knowledge.tests.makers import JOINING, OVERTIME, make_answer
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import sensitive_kind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def officer(county: Organisation) -> Person:
    return make_officer(county)


@pytest.fixture
def worker(county: Organisation) -> Person:
    return make_person("林晓", union=make_union("双江街道总工会", county))


def closed_case(county: Organisation, officer: Person, worker: Person) -> Case:
    matter = do.Matter("王小明 13900000001 问加班费怎么算")
    case = do.take_in(do.plain_kind(), county, matter, do.Owner(person=worker), by=worker)
    return do.answer(case, "按三倍支付，身份证 500235 19900517 123X 已登记。", by=officer)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("电话139 0000 0001请回", "电话＊＊＊请回"),
        ("证号50023519900517123X。", "证号＊＊＊。"),
        ("卡６２２２０２１２３４５６", "卡＊＊＊"),
        ("2026 年第 44 条，300%，1800 元", "2026 年第 44 条，300%，1800 元"),
        ("座机 0971-6123456", "座机 ＊＊＊"),
    ],
)
def test_numbers_that_could_be_somebodys_are_taken_out(text: str, left: str) -> None:
    assert without_numbers(text) == left


def test_an_answer_grows_out_of_a_closed_case_once(
    county: Organisation, officer: Person, worker: Person
) -> None:
    case = closed_case(county, officer, worker)
    assert list(closed_without_answer(officer)) == [case]
    question, text = drafted_from(case)
    assert question == "王小明 ＊＊＊ 问加班费怎么算"
    assert text == "按三倍支付，身份证 ＊＊＊ 已登记。"
    write_answer(county, OVERTIME, by=officer, case=case)
    assert not closed_without_answer(officer).exists()
    with pytest.raises(Refusal) as no:
        write_answer(county, JOINING, by=officer, case=case)
    assert no.value.code == "answered"


def test_nothing_grows_out_of_what_is_open_or_was_told_in_confidence(
    county: Organisation, officer: Person, worker: Person
) -> None:
    owner = do.Owner(person=worker)
    open_one = do.take_in(do.plain_kind(), county, do.Matter("还没有答复"), owner, by=worker)
    private = do.take_in(sensitive_kind(), county, do.Matter("家里困难"), owner, by=worker)
    do.answer(private, "已登记。", by=officer)
    private.refresh_from_db()
    assert not closed_without_answer(officer).exists()
    for case, code in ((open_one, "not_closed"), (private, "confidential")):
        with pytest.raises(Refusal) as no:
            write_answer(county, OVERTIME, by=officer, case=case)
        assert no.value.code == code


BLANK = " \u200b"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (replace(OVERTIME, question=BLANK), "no_words"),
        (replace(OVERTIME, text=BLANK), "no_words"),
        (replace(OVERTIME, source=BLANK), "no_source"),
    ],
)
def test_without_words_or_source_there_is_no_answer(
    county: Organisation, officer: Person, words: Words, code: str
) -> None:
    with pytest.raises(Refusal) as no:
        write_answer(county, words, by=officer)
    assert no.value.code == code


def test_workers_find_what_was_looked_at_and_still_holds(
    county: Organisation, officer: Person, worker: Person
) -> None:
    ends = replace(OVERTIME, valid_until=TODAY)
    draft = write_answer(county, ends, by=officer)
    assert answers_told_to(worker, TODAY) == []
    with pytest.raises(Refusal) as no:
        publish(draft, is_checked=False, by=officer, at=start_of(TODAY))
    assert no.value.code == "not_checked"
    publish(draft, is_checked=True, by=officer, at=start_of(TODAY))
    assert answers_told_to(worker, TODAY) == [draft]
    assert answers_told_to(worker, date(2026, 6, 2)) == []
    assert answers_told_to(worker, date(2025, 12, 31)) == []
    change_answer(draft, replace(ends, text="改了一个字。"), by=officer)
    assert answers_told_to(worker, TODAY) == []


def test_what_is_withdrawn_is_found_no_more_and_may_be_answered_anew(
    county: Organisation, officer: Person, worker: Person
) -> None:
    old = make_answer(county, officer)
    with pytest.raises(Refusal) as no:
        make_answer(county, officer)
    assert no.value.code == "answered"
    withdraw(old, by=officer)
    assert found_for(worker, "加班费怎么算", TODAY).hits == []
    new = make_answer(county, officer)
    assert [hit.answer for hit in found_for(worker, "加班费怎么算", TODAY).hits] == [new]


def test_each_reads_the_answers_of_the_own_line_alone(
    county: Organisation, officer: Person, worker: Person
) -> None:
    other = make_union("奉节县总工会", kind="county_federation")
    theirs = make_answer(other, make_officer(other))
    make_answer(worker.memberships.get().organisation, officer, JOINING)
    assert [answer.question for answer in answers_told_to(worker, TODAY)] == [JOINING.question]
    assert theirs not in [hit.answer for hit in found_for(worker, "节假日加班费", TODAY).hits]
    with pytest.raises(Refusal) as no:
        withdraw(theirs, by=officer)
    assert no.value.code == "elsewhere"


def test_sure_where_the_words_are_found_and_unsure_where_they_are_not(
    county: Organisation, officer: Person, worker: Person
) -> None:
    right = make_answer(county, officer)
    make_answer(county, officer, JOINING)
    for asked in ("加班费怎么算？", "请问法定节假日加班，加班费怎么算", "节假日加班费"):
        found = found_for(worker, asked, TODAY)
        assert found.is_sure
        assert found.hits[0].answer == right
    for asked in ("孩子上幼儿园有补贴吗", "怎么", "老板不给开离职证明", "' | !('"):
        assert not found_for(worker, asked, TODAY).is_sure


def test_articles_of_the_rulebook_are_found_with_their_ids(worker: Person) -> None:
    found = found_for(worker, "派单后多少小时内签收", TODAY)
    assert {"CW-01.sign_for", "HL-02.sign_for"} <= {each.citation.rule for each in found.articles}
    assert not found.is_sure


def test_what_nobody_is_sure_of_becomes_a_case_of_the_own_union(county: Organisation, worker: Person) -> None:
    case = hand_to_people("孩子上幼儿园有补贴吗" * 12, by=worker)
    assert (case.person, case.organisation) == (worker, worker.memberships.get().organisation)
    assert len(case.title) == 80
    assert len(case.text) == 120
    with pytest.raises(Refusal) as no:
        hand_to_people(" ", by=worker)
    assert no.value.code == "no_title"
