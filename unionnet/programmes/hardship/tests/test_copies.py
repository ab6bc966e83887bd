# SPDX-License-Identifier: Apache-2.0
"""The register leaves by two hands, once more proved, with a mark, and those in it read who (SE-06)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.knocking import text_of
from tests.makers import make_officer, sign_in
from unionnet.directory.people.models import Disclosed, Person, Role
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.hardship.actions import ask_copy, let_copy_go, take_back, take_copy
from unionnet.programmes.hardship.models import Dossier, RegisterCopy
from unionnet.programmes.hardship.queries import heads, lines_of, registered_at
from unionnet.programmes.hardship.tests.makers import (
    Offices,
    child_number,
    fresh,
    make_offices,
    make_registered,
    make_visited,
    make_worker,
)

pytestmark = pytest.mark.django_db
WHY = "录入全国工会帮扶系统"
LIST = "/desk/hardship/copies/"


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def worker(offices: Offices) -> Person:
    return make_worker(offices)


@pytest.fixture
def dossier(offices: Offices, worker: Person) -> Dossier:
    return make_registered(offices, worker)


def code_of(copy: RegisterCopy, by: Person, **more: object) -> str:
    with pytest.raises(Refusal) as no:
        take_copy(copy, by=by, **more)  # type: ignore[arg-type]
    return no.value.code


def test_asked_by_one_let_go_by_another_taken_and_read_by_the_household(
    client: Client, offices: Offices, worker: Person, dossier: Dossier
) -> None:
    make_visited(offices, make_worker(offices, "还没建档"))
    sign_in(client, offices.at_county)
    assert client.post(LIST, {"desk": offices.county.public_id, "reason": "录"}).status_code == 409
    page = client.post(LIST, {"desk": offices.county.public_id, "reason": WHY})["Location"]
    assert client.post(f"{page}/register.xlsx").status_code == 409
    assert client.post(f"{page}/let-go").status_code == 409
    sign_in(client, offices.second)
    assert WHY in text_of(client.get("/desk/hardship/"))
    assert client.post(f"{page}/let-go").status_code == 302
    assert client.post(f"{page}/register.xlsx").status_code == 409
    sign_in(client, offices.at_county)
    answer = client.post(f"{page}/register.xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer)))
    sheet = book.worksheets[0]
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert f"周县干 提出，郑副手 复核，用途：{WHY}。请勿外传。" in rows[0][0]
    (line,) = [row for row in rows if "欧阳建国" in row]
    number = worker.id_number.open() if worker.id_number else ""
    assert {number, "6222020202020202001", "妻子慢性肾病，长期透析", "吴镇干", "深度困难"} <= set(line)
    assert not [row for row in rows if "还没建档" in row]
    assert Disclosed.objects.filter(person=worker, disclosure__by=offices.at_county).count() == 1
    assert WHY in text_of(sign_in(client, worker).get("/rights/lists"))
    moves = [each.data["move"] for each in Entry.objects.filter(fact="hardship.register_copy_moved")]
    assert sorted(moves) == ["asked", "let_go", "taken"]
    assert not [each for each in Entry.objects.all() if number in str(each.data)]


def test_who_takes_it_and_how_long(offices: Offices, dossier: Dossier) -> None:
    copy = ask_copy(offices.county, WHY, by=offices.at_county)
    assert code_of(copy, offices.at_county) == "one_hand"
    let_copy_go(copy, by=offices.second)
    assert let_copy_go(copy, by=offices.at_county).second == offices.second
    assert code_of(copy, offices.second) == "not_yours"
    assert code_of(copy, offices.at_county, at=database_now() + timedelta(hours=13)) == "too_late"
    assert take_copy(copy, by=offices.at_county) == [dossier]


def test_who_left_meanwhile_is_not_on_it(offices: Offices, worker: Person, dossier: Dossier) -> None:
    copy = let_copy_go(ask_copy(offices.county, WHY, by=offices.at_county), by=offices.second)
    take_back(fresh(dossier), "own", by=worker)
    assert take_copy(copy, by=offices.at_county) == []


def test_who_may_not_ask(offices: Offices, dossier: Dossier) -> None:
    leader = make_officer(offices.county, Role.Name.LEADER, "赵主席")
    for by, union, code in (
        (offices.at_town, offices.county, "elsewhere"),
        (leader, offices.county, "elsewhere"),
        (offices.at_town, offices.town, "bad_size"),
    ):
        with pytest.raises(Refusal) as no:
            ask_copy(union, WHY, by=by)
        assert no.value.code == code


def test_the_database_knows_two_people(offices: Offices, dossier: Dossier) -> None:
    copy = ask_copy(offices.county, WHY, by=offices.at_county)
    copy.second, copy.let_go_at = offices.at_county, database_now()
    with pytest.raises(IntegrityError, match="register_copy_by_two_people"):
        copy.save()


def test_another_desk_sees_none(client: Client, offices: Offices, dossier: Dossier) -> None:
    copy = ask_copy(offices.county, WHY, by=offices.at_county)
    sign_in(client, offices.at_town)
    assert client.get(f"{LIST}{copy.public_id}").status_code == 404
    assert WHY not in text_of(client.get(LIST))


def test_the_questions_do_not_grow_with_the_households(
    offices: Offices, dossier: Dossier, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number, name in enumerate(("覃桂花", "罗小琴"), 7):
        make_registered(offices, make_worker(offices, name), child=child_number(number))
    found = list(registered_at(offices.county).select_related("person", "organisation", "decider"))
    for some in (found[:1], found):
        with django_assert_num_queries(2):  # members and stories, of up to AT_ONCE households together
            lines = list(lines_of(some))
        assert [line[2] for line in lines] == [each.person.name for each in some]
    assert ["欧阳小宁" in "".join(map(str, line)) for line in lines] == [False, True, True]


def test_each_column_has_its_head(offices: Offices, dossier: Dossier) -> None:
    (line,) = lines_of([fresh(dossier)])
    assert len(line) == len(heads())
