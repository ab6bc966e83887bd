# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.exhibitions.actions import (
    WorkTerms,
    change_work,
    publish,
    put_work,
    take_down,
    take_down_work,
    visit,
)
from unionnet.programmes.exhibitions.models import Exhibition, Visit, Work
from unionnet.programmes.exhibitions.queries import pictures_for, shows_for, turnout_of, works_shown_in
from unionnet.programmes.exhibitions.tests.makers import AGREED, make_show, make_work, painted

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
TODAY = date(2026, 3, 2)


@pytest.fixture
def show(union: Organisation, officer: Person) -> Exhibition:
    return make_show(union, officer)


def code_of(no: pytest.ExceptionInfo[Refusal]) -> str:
    return no.value.code


def test_what_an_author_has_not_agreed_to_is_not_shown(show: Exhibition, officer: Person) -> None:
    waiting = make_work(show, officer, "未同意", agreed_on=None)
    with pytest.raises(Refusal) as no:
        publish(show, by=officer, at=NOON)
    assert code_of(no) == "nothing_to_show"
    agreed = make_work(show, officer)
    publish(show, by=officer, at=NOON)
    assert list(works_shown_in(show)) == [agreed]
    change_work(waiting, WorkTerms("未同意", "photo", "刘师傅", agreed_on=AGREED), by=officer)
    assert [each.title for each in works_shown_in(show)] == ["未同意", "矿山的清晨"]


def test_works_hang_in_their_order(show: Exhibition, officer: Person) -> None:
    first, second, third = (make_work(show, officer, title) for title in "甲乙丙")
    assert [first.position, second.position, third.position] == [1, 2, 3]
    change_work(third, WorkTerms("丙", "photo", "刘师傅", agreed_on=AGREED, position=1), by=officer)
    change_work(first, WorkTerms("甲", "photo", "刘师傅", agreed_on=AGREED, position=2), by=officer)
    assert [each.title for each in works_shown_in(show)] == ["丙", "甲", "乙"]


def test_a_person_counts_once_a_day_and_once_in_all(show: Exhibition, officer: Person) -> None:
    lin, zhao = make_person("林晓"), make_person("赵敏")
    for person, days in ((lin, 0), (lin, 0), (lin, 1), (zhao, 1)):
        visit(show, by=person, at=NOON + timedelta(days=days))
    turnout = turnout_of(show)
    assert (turnout.persons, turnout.times) == (2, 3)
    assert turnout.days == [(TODAY + timedelta(days=1), 2), (TODAY, 1)]
    late = datetime(2026, 3, 2, 17, tzinfo=UTC)  # past midnight in China
    visit(show, by=zhao, at=late)
    assert Visit.objects.count() == 3


def test_who_sees_it_on_the_phone_and_when(union: Organisation, officer: Person) -> None:
    mine = make_person("林晓", union=make_union("一号井分会", union))
    other = make_person("赵敏", union=make_union("外单位工会"))
    show = make_show(union, officer, opens_on=TODAY, closes_on=TODAY + timedelta(days=9))
    work = make_work(show, officer)
    assert not shows_for(mine, TODAY).exists()
    publish(show, by=officer, at=NOON)
    for day, seen in ((-1, False), (0, True), (9, True), (10, False)):
        assert shows_for(mine, TODAY + timedelta(days=day)).exists() is seen, day
    assert not shows_for(other, TODAY).exists()
    assert pictures_for(mine, TODAY).filter(pk=work.picture_id).exists()
    assert not pictures_for(other, TODAY).exists()
    Exhibition.objects.filter(pk=show.pk).update(is_for_all=True)
    assert shows_for(other, TODAY).exists()
    take_down_work(work, "作者撤回同意", by=officer)
    assert not pictures_for(other, TODAY).exists()
    take_down(show, "场地停用", by=officer)
    assert not shows_for(mine, TODAY).exists()


def test_a_refusal_says_what_is_missing(show: Exhibition, officer: Person) -> None:
    stranger = make_officer(make_union("外单位工会"))
    work = make_work(show, officer)
    with pytest.raises(Refusal) as no:
        publish(show, by=stranger, at=NOON)
    assert code_of(no) == "elsewhere"
    with pytest.raises(Refusal) as no:
        take_down(show, "停", by=officer)
    assert code_of(no) == "not_published"
    with pytest.raises(Refusal) as no:
        take_down_work(work, " ", by=officer)
    assert code_of(no) == "no_reason"
    with pytest.raises(Refusal) as no:
        publish(show, by=officer, at=datetime(2100, 1, 2, tzinfo=UTC))
    assert code_of(no) == "over"
    publish(show, by=officer, at=NOON)
    with pytest.raises(Refusal) as no:
        publish(show, by=officer, at=NOON)
    assert code_of(no) == "published"
    take_down(show, "停", by=officer)
    with pytest.raises(Refusal) as no:
        make_work(show, officer)
    assert code_of(no) == "taken_down"


def test_a_picture_is_drawn_anew_twice_and_the_old_one_goes(show: Exhibition, officer: Person) -> None:
    work = make_work(show, officer)
    terms = WorkTerms("矿山的清晨", "photo", "刘师傅", agreed_on=AGREED)
    change_work(work, terms, painted(size=(3000, 1500)), by=officer)
    row = Work.objects.select_related("picture", "small").get()
    assert (row.picture.content_type, StoredFile.objects.count()) == ("image/jpeg", 2)
    assert row.small.size < row.picture.size
    with pytest.raises(Refusal) as no:
        put_work(show, terms, SimpleUploadedFile("x.jpg", b"GIF89a"), by=officer)
    assert code_of(no) == "no_picture"
