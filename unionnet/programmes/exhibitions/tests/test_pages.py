# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.exhibitions.actions import publish
from unionnet.programmes.exhibitions.models import Exhibition, Visit, Work
from unionnet.programmes.exhibitions.tests.makers import make_show, make_work, painted

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(union: Organisation) -> Client:
    return sign_in(Client(), make_person("林晓", union=union))


@pytest.fixture
def show(union: Organisation, officer: Person) -> Exhibition:
    made = make_show(union, officer)
    for title in ("甲", "乙", "丙"):
        make_work(made, officer, title)
    publish(made, by=officer)
    return made


def test_from_work_to_work_and_back_to_all(phone: Client, show: Exhibition) -> None:
    address = f"/exhibitions/{show.public_id}/"
    assert "职工书画摄影作品展" in text_of(phone.get("/exhibitions/"))
    assert "3 件作品" in text_of(phone.get(address))
    first, second, third = Work.objects.order_by("position")
    page = phone.get(f"{address}works/{second.public_id}").content.decode()
    assert f'rel="prev" href="{address}works/{first.public_id}"' in page
    assert f'rel="next" href="{address}works/{third.public_id}"' in page
    assert 'alt="摄影：乙"' in page
    last = phone.get(f"{address}works/{third.public_id}").content.decode()
    assert 'rel="next"' not in last
    assert Visit.objects.count() == 1  # four pages, one day
    picture = phone.get(f"/exhibitions/pictures/{first.picture.public_id}")
    assert (picture["content-type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")


def test_strangers_and_other_unions_see_and_count_nothing(show: Exhibition) -> None:
    work = Work.objects.select_related("picture")[0]
    other = sign_in(Client(), make_person("赵敏", union=make_union("外单位工会")))
    for address in (
        f"/exhibitions/{show.public_id}/",
        f"/exhibitions/{show.public_id}/works/{work.public_id}",
        f"/exhibitions/pictures/{work.picture.public_id}",
    ):
        assert Client().get(address).status_code == 302, address
        assert other.get(address).status_code == 404, address
    assert Visit.objects.count() == 0


def test_an_officer_hangs_changes_and_takes_down(phone: Client, officer: Person, show: Exhibition) -> None:
    desk, door = sign_in(Client(), officer), f"/desk/exhibitions/{show.public_id}/"
    said = {"title": "丁", "kind": "craft", "author": "周师傅", "picture": painted()}
    assert desk.post(f"{door}works/", said).status_code == 302
    assert "待作者同意" in text_of(desk.get(door))
    work = Work.objects.get(title="丁")
    said = {"title": "丁", "kind": "craft", "author": "周师傅", "agreed_on": "2026-01-05", "position": "1"}
    assert desk.post(f"/desk/exhibitions/works/{work.public_id}/", said).status_code == 302
    assert "4 件作品" in text_of(phone.get(f"/exhibitions/{show.public_id}/"))
    assert desk.post(f"/desk/exhibitions/works/{work.public_id}/removal", {"reason": ""}).status_code == 409
    desk.post(f"/desk/exhibitions/works/{work.public_id}/removal", {"reason": "作者撤回同意"})
    assert "3 件作品" in text_of(phone.get(f"/exhibitions/{show.public_id}/"))
    assert "作者撤回同意" in text_of(desk.get(door))
    desk.post(f"{door}removal", {"reason": "场地停用"})
    assert phone.get(f"/exhibitions/{show.public_id}/").status_code == 404
    assert "已撤展" in text_of(desk.get(door))


def test_a_wrong_form_comes_back_with_what_is_wrong(officer: Person, union: Organisation) -> None:
    desk = sign_in(Client(), officer)
    said = {"union": union.pk, "title": "展", "opens_on": "2026-03-02", "closes_on": "2026-03-01"}
    wrong = desk.post("/desk/exhibitions/new", said)
    assert (wrong.status_code, "闭展日期不能早于开展日期" in text_of(wrong)) == (422, True)
    made = desk.post("/desk/exhibitions/new", {**said, "closes_on": "2026-03-09"})
    assert made.status_code == 302
    no_picture = desk.post(f"{made['location']}works/", {"title": "甲", "kind": "photo", "author": "刘"})
    assert no_picture.status_code == 422


def test_works_and_days_leave_as_a_sheet(phone: Client, officer: Person, show: Exhibition) -> None:
    phone.get(f"/exhibitions/{show.public_id}/")
    desk = sign_in(Client(), officer)
    assert "1 人次" in text_of(desk.get(f"/desk/exhibitions/{show.public_id}/"))
    book = desk.get(f"/desk/exhibitions/{show.public_id}/export").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:4]] == ["甲", "乙", "丙"]
    assert [row[:2] for row in rows if row[0] in ("人数", "人次")] == [["人数", 1], ["人次", 1]]


def test_labels_are_printed_with_a_code_for_each_work(officer: Person, show: Exhibition) -> None:
    made = sign_in(Client(), officer).get(f"/desk/exhibitions/{show.public_id}/labels.pdf")
    assert made.content[:5] == b"%PDF-"


def test_questions_do_not_grow_with_the_works(
    phone: Client, officer: Person, show: Exhibition, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        make_work(show, officer, f"作品{number}")
    with django_assert_max_num_queries(20):
        phone.get(f"/exhibitions/{show.public_id}/")
    desk = sign_in(Client(), officer)
    with django_assert_max_num_queries(20):
        desk.get(f"/desk/exhibitions/{show.public_id}/")
