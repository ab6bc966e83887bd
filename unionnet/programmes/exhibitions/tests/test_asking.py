# SPDX-License-Identifier: Apache-2.0
"""An author is asked on their own phone: what they say decides, and they may think better of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_person, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load
from unionnet.programmes.exhibitions.actions import (
    WorkTerms,
    answer_asking,
    ask_author,
    change_work,
    publish,
    take_down_work,
)
from unionnet.programmes.exhibitions.models import Asking, Work
from unionnet.programmes.exhibitions.queries import works_shown_in
from unionnet.programmes.exhibitions.tests.makers import AGREED, make_show, make_work

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
LATE = datetime(2026, 3, 2, 17, tzinfo=UTC)  # past midnight in China


@pytest.fixture
def author(union: Organisation) -> Person:
    return make_person("刘师傅", union=union)


@pytest.fixture
def work(union: Organisation, officer: Person) -> Work:
    return make_work(make_show(union, officer), officer)


def code_of(no: pytest.ExceptionInfo[Refusal]) -> str:
    return no.value.code


def test_the_author_decides_and_the_desk_writes_nothing_over_it(
    work: Work, officer: Person, author: Person
) -> None:
    asked = ask_author(work, author, by=officer, at=NOON)
    assert ask_author(work, author, by=officer) == asked
    assert not works_shown_in(work.exhibition).exists()  # a day the desk had noted does not count any more
    change_work(work, WorkTerms("改名", "photo", "刘师傅", agreed_on=AGREED), by=officer)
    assert not works_shown_in(work.exhibition).exists()
    with pytest.raises(Refusal) as no:
        answer_asking(asked, "agreed", by=officer)
    assert code_of(no) == "not_yours"
    for answer, code in (("", "no_answer"), ("withdrawn", "answered")):
        with pytest.raises(Refusal) as no:
            answer_asking(asked, answer, by=author)
        assert code_of(no) == code
    answer_asking(asked, "agreed", " 谢谢 \n工会", by=author, at=LATE)
    (shown,) = works_shown_in(work.exhibition)
    assert shown.agreed_on == date(2026, 3, 3)
    assert Asking.objects.get().words == "谢谢 工会"
    answer_asking(asked, "agreed", by=author)
    assert Entry.objects.filter(fact="exhibitions.author_answered").count() == 1
    with pytest.raises(Refusal) as no:
        ask_author(work, make_person("别人"), by=officer)
    assert code_of(no) == "answered"


def test_what_was_agreed_to_is_withdrawn_and_the_work_comes_down(
    work: Work, officer: Person, author: Person
) -> None:
    publish(work.exhibition, by=officer, at=NOON)
    asked = ask_author(work, author, by=officer)
    answer_asking(asked, "agreed", by=author, at=NOON)
    answer_asking(asked, "withdrawn", by=author, at=LATE)
    row = Work.objects.get()
    assert (row.taken_down_at, row.reason, row.agreed_on) == (LATE, "作者撤回同意", None)
    assert not works_shown_in(work.exhibition).exists()
    with pytest.raises(Refusal) as no:
        answer_asking(asked, "agreed", by=author)
    assert code_of(no) == "answered"


def test_somebody_asked_by_mistake_is_replaced(work: Work, officer: Person, author: Person) -> None:
    wrong = ask_author(work, make_person("同名的人"), by=officer)
    assert ask_author(work, author, by=officer) == wrong
    assert Asking.objects.get().person == author
    answer_asking(wrong, "refused", by=author)
    assert not works_shown_in(work.exhibition).exists()
    other = make_work(work.exhibition, officer, "别的")
    take_down_work(other, "重复", by=officer)
    with pytest.raises(Refusal) as no:
        ask_author(other, author, by=officer)
    assert code_of(no) == "taken_down"


@pytest.mark.django_db(transaction=True)
def test_from_the_desk_to_the_phone_and_back(
    client: Client, work: Work, officer: Person, author: Person
) -> None:
    load()
    desk, at = sign_in(client, officer), f"/desk/exhibitions/works/{work.public_id}/"
    nobody = text_of(desk.post(f"{at}asking", {"card": "0"}, follow=True))
    assert "没有找到这位会员" in nobody
    card = str(Membership.objects.get(person=author).card_no)
    assert "已发给作者" in text_of(desk.post(f"{at}asking", {"card": card}, follow=True))
    deliver_everything()
    notice = Notice.objects.get(person=author, kind="exhibitions.asked")
    phone = sign_in(Client(), author)
    assert "等您答复" in text_of(phone.get("/exhibitions/"))
    page = notice.url
    assert "随时可以在这里撤回" in text_of(phone.get(page))
    assert phone.get(f"/exhibitions/pictures/{work.picture.public_id}").status_code == 200
    assert sign_in(Client(), make_person("别人")).get(page).status_code == 404
    assert "同意展出" in text_of(phone.post(page, {"answer": "agreed", "words": "好"}, follow=True))
    deliver_everything()
    assert Notice.objects.filter(person=officer, kind="exhibitions.answered").count() == 1
    assert "作者的同意 同意展出" in text_of(desk.get(at))
    assert "撤下" in text_of(phone.post(page, {"answer": "withdrawn"}, follow=True))
    assert Work.objects.get().reason == "作者撤回同意"
