# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, sign_in
from unionnet.directory.people.models import Person, Role
from unionnet.foundation.journal.models import Entry
from unionnet.programmes.hardship.models import Dossier
from unionnet.programmes.hardship.tests.makers import (
    Offices,
    fresh,
    make_offices,
    make_published,
    make_registered,
    make_sent,
    make_worker,
)

pytestmark = pytest.mark.django_db
FIGURES = {"size": "3", "income": "36000", "rigid": "6000", "losses": "0"}


@pytest.fixture
def offices() -> Offices:
    return make_offices()


@pytest.fixture
def worker(offices: Offices) -> Person:
    return make_worker(offices)


def test_of_a_self_test_nothing_is_kept(client: Client) -> None:
    before = Entry.objects.count()
    page = client.post("/hardship/self-test", FIGURES)
    assert "相对困难" in text_of(page)
    assert "833.33" in text_of(page)
    assert "no-store" in page["Cache-Control"]
    assert (Entry.objects.count(), Dossier.objects.count()) == (before, 0)
    local = text_of(client.post("/hardship/self-test", {**FIGURES, "standard": "900"}))
    assert "深度困难" in local


@pytest.mark.parametrize(
    "wrong",
    [
        {"income": "9" * 40},
        {"income": "一\x07万"},
        {"size": "0"},
        {"size": "99999999999999999999"},
        {"rigid": "-1"},
        {"income": ""},
    ],
)
def test_nonsense_is_told_at_the_field(client: Client, wrong: dict[str, str]) -> None:
    assert client.post("/hardship/self-test", {**FIGURES, **wrong}).status_code == 422


def test_a_list_asks_the_same_however_long_it_is(
    client: Client, offices: Offices, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, offices.at_town)
    for name in ("甲工", "乙工", "丙工", "丁工"):
        make_sent(make_worker(offices, name))
    with django_assert_max_num_queries(26):
        assert "丁工" in text_of(client.get("/desk/hardship/"))


def test_the_page_of_a_household_is_shut_until_somebody_says_why(
    client: Client, offices: Offices, worker: Person
) -> None:
    here = f"/desk/hardship/{make_sent(worker).public_id}/"
    sign_in(client, offices.at_town)
    assert "透析" not in text_of(client.get(here))
    assert "至少 4 个字" in text_of(client.post(f"{here}opening", {"reason": "看"}))
    assert "透析" in text_of(client.post(f"{here}opening", {"reason": "初审申报材料"}, follow=True))
    colleague = make_officer(offices.town, name="同事")
    sign_in(client, colleague)
    assert "透析" not in text_of(client.get(here))


def test_a_leader_decides_and_the_union_above_sees_nothing(
    client: Client, offices: Offices, worker: Person
) -> None:
    dossier = make_published(offices, worker)
    leader = make_officer(offices.county, Role.Name.LEADER, "赵主席")
    sign_in(client, leader)
    assert client.get(f"/desk/hardship/{dossier.public_id}/").status_code == 200
    other = make_sent(make_worker(offices, "戊工"))
    assert client.get(f"/desk/hardship/{other.public_id}/").status_code == 404
    assert "戊工" not in text_of(client.get("/desk/hardship/"))


def test_an_old_page_is_asked_to_look_again(client: Client, offices: Offices, worker: Person) -> None:
    dossier = make_sent(worker)
    sign_in(client, offices.at_town)
    move = {"move": "first_check", "seen": dossier.steps}
    here = f"/desk/hardship/{dossier.public_id}/move"
    client.post(here, move)
    assert "刚刚有人办过" in text_of(client.post(here, {**move, "move": "return", "reason": "请补充材料"}))
    assert fresh(dossier).state == "first_checked"
    for seen in ("", "x", "9" * 30, "²"):
        assert client.post(here, {**move, "seen": seen}).status_code in (302, 409)
    assert fresh(dossier).steps == 3


def test_small_counts_stay_blank(client: Client, offices: Offices, worker: Person) -> None:
    make_registered(offices, worker)
    sign_in(client, offices.at_county)
    page = text_of(client.get("/desk/hardship/figures"))
    assert "云阳县总工会 — " in page
    assert "少于 5 户" in page


def test_english(client: Client, worker: Person) -> None:
    make_sent(worker)
    sign_in(client, worker)
    page = client.get("/hardship/mine/", headers={"accept-language": "en"}).content.decode()
    assert "Waiting for the first check" in page


def test_nobody_reads_anothers_papers(client: Client, offices: Offices, worker: Person) -> None:
    make_sent(worker)
    sign_in(client, make_person("路人"))
    assert client.get("/hardship/mine/").status_code == 302
    assert client.get("/hardship/mine/situation").status_code == 404
