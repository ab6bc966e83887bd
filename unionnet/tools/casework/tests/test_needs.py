# SPDX-License-Identifier: Apache-2.0
"""What its kind asks for before a case begins a stage or ends well."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tests.makers import sign_in
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.actions import KindTerms, NeedTerms, define_kind
from unionnet.tools.casework.models import Case, Kind, Need
from unionnet.tools.casework.tests.makers import MONDAY, Tree, make_case, make_tree

pytestmark = pytest.mark.django_db
CAUSE, MEASURE = NeedTerms("cause", "原因"), NeedTerms("measure", "整改措施", is_paper=True)
LETTER = NeedTerms("letter", "告知书", before="CW-02.hard", is_paper=True)
ONLY_HARD = NeedTerms("opinion", "鉴定意见", grades=("hard",))


def asking_kind() -> Kind:
    return define_kind(KindTerms("casework.asking", "测试", needs=(CAUSE, MEASURE, LETTER, ONLY_HARD)))


def make_working(tree: Tree) -> Case:
    return do.take(make_case(tree, kind=asking_kind()), by=tree.at_city, at=MONDAY)


def a_paper() -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile("整改.pdf", b"%PDF-1.7")]


def missing_of(case: Case) -> set[str]:
    case.refresh_from_db()
    lacks = set(case.needs.filter(given_at=None).values_list("key", flat=True))
    assert case.missing == case.needs.filter(given_at=None, before=Need.CLOSE).count()
    return lacks


def test_a_case_is_closed_when_nothing_is_missing() -> None:
    tree = make_tree()
    case = do.reply(make_working(tree), "已查清。", by=tree.at_city, at=MONDAY)
    with pytest.raises(Refusal) as no:
        do.close(case, by=tree.at_city, at=MONDAY)
    assert no.value.code == "needs_missing"
    assert "原因、整改措施" in str(no.value)
    do.supply(case, "cause", "口令太弱。", by=tree.at_city, at=MONDAY)
    assert missing_of(case) == {"measure", "letter"}
    with pytest.raises(Refusal, match="整改措施"):
        do.call_back(case, satisfied=True, by=tree.at_city, at=MONDAY)
    do.supply(case, "measure", files=a_paper(), by=tree.at_city, at=MONDAY)
    assert do.close(case, by=tree.at_city, at=MONDAY).state == "closed"


def test_an_answer_on_the_spot_is_an_end_too() -> None:
    tree = make_tree()
    case = make_case(tree, kind=asking_kind())
    with pytest.raises(Refusal) as no:
        do.answer(case, "马上改。", by=tree.at_city, at=MONDAY)
    assert no.value.code == "needs_missing"
    assert do.reject(case, "不是事件。", by=tree.at_city, at=MONDAY).state == "rejected"


def test_the_database_closes_no_case_that_lacks_something() -> None:
    case = make_working(make_tree())
    with pytest.raises(IntegrityError, match="a_closed_case_lacks_nothing"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="closed", closed_at=MONDAY)


def test_a_stage_begins_when_what_it_asks_for_is_there() -> None:
    tree = make_tree()
    case = make_working(tree)
    with pytest.raises(Refusal, match="告知书"):
        do.begin_stage(case, "CW-02.hard", "进入下一步。", by=tree.at_city, at=MONDAY)
    do.supply(case, "letter", files=a_paper(), by=tree.at_city, at=MONDAY)
    assert missing_of(case) == {"cause", "measure"}
    assert do.begin_stage(case, "CW-02.hard", "进入下一步。", by=tree.at_city, at=MONDAY).state == "signed"


def test_given_again_it_is_counted_once_and_the_story_keeps_both() -> None:
    tree = make_tree()
    case = make_working(tree)
    do.supply(case, "cause", "口令太弱。", by=tree.at_city, at=MONDAY)
    do.supply(case, "cause", "补丁没有打。", by=tree.at_city, at=MONDAY)
    assert missing_of(case) == {"measure", "letter"}
    assert case.needs.get(key="cause").text == "补丁没有打。"
    told = case.history.filter(move="supply").order_by("number").values_list("reason", flat=True)
    assert list(told) == ["原因：口令太弱。", "原因：补丁没有打。"]


def test_another_grade_asks_for_other_things_and_keeps_what_was_given() -> None:
    tree = make_tree()
    case = do.supply(make_working(tree), "cause", "口令太弱。", by=tree.at_city, at=MONDAY)
    do.classify(case, "hard", by=tree.at_city, at=MONDAY)
    assert missing_of(case) == {"measure", "letter", "opinion"}
    do.classify(case, "ordinary", by=tree.at_city, at=MONDAY)
    assert missing_of(case) == {"measure", "letter"}
    assert case.needs.get(key="cause").text == "口令太弱。"


@pytest.mark.parametrize(
    ("key", "words", "code"),
    [("measure", "会改。", "no_paper"), ("cause", " ", "no_words"), ("x", "", "not_asked_for")],
)
def test_what_is_no_evidence_is_refused(key: str, words: str, code: str) -> None:
    tree = make_tree()
    case = make_working(tree)
    with pytest.raises(Refusal) as no:
        do.supply(case, key, words, by=tree.at_city, at=MONDAY)
    assert no.value.code == code
    assert missing_of(case) == {"cause", "measure", "letter"}


def test_only_the_desk_where_it_lies_gives_it() -> None:
    tree = make_tree()
    case = make_working(tree)
    with pytest.raises(Refusal) as no:
        do.supply(case, "cause", "口令太弱。", by=tree.at_other, at=MONDAY)
    assert no.value.code == "elsewhere"


def test_the_page_shows_what_is_missing_and_where_to_give_it(client: Client) -> None:
    tree = make_tree()
    case = do.reply(make_working(tree), "已查清。", by=tree.at_city, at=MONDAY)
    sign_in(client, tree.at_city)
    page = client.get(f"/desk/casework/{case.public_id}/").content.decode()
    supply = f"/desk/casework/{case.public_id}/move/supply"
    assert f"{supply}?need=cause" in page
    assert "还缺：原因、整改措施" in page  # the grey button says why
    form = client.get(f"{supply}?need=cause").content.decode()
    assert '<option value="cause" selected>' in form
    sent = client.post(supply, {"need": "cause", "remark": "口令太弱。", "seen": case.steps}, follow=True)
    assert "口令太弱。" in sent.content.decode()
    assert client.post(supply, {"need": "measure", "remark": "会改。"}).status_code == 422
    given = {"need": "measure", "remark": "", "papers": a_paper()}
    client.post(supply, given)
    assert missing_of(case) == {"letter"}
