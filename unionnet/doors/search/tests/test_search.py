# SPDX-License-Identifier: Apache-2.0
import pytest
from django.test import Client
from pytest_django import Settings

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.doors.search.queries import found_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False


def test_an_officer_finds_what_is_within_reach_and_nothing_next_door() -> None:
    own, next_door = make_union("永宁街道总工会"), make_union("安富街道总工会")
    officer = make_officer(own)
    make_person("林晓", union=own)
    make_person("林夕", union=next_door)
    shelves = {shelf.label: [hit.title for hit in shelf.hits] for shelf in found_by(officer, "林")}
    assert shelves == {"会员": ["林晓"]}
    assert [hit.title for shelf in found_by(officer, "街道总工会") for hit in shelf.hits] == [
        "永宁街道总工会"
    ]


@pytest.mark.parametrize("words", ["", "   ", "%", "_", "'", "林" * 500, "\ud83d"])
def test_odd_words_find_nothing_and_break_nothing(client: Client, words: str) -> None:
    sign_in(client, make_officer(make_union("永宁街道总工会")))
    query = words.encode("utf-8", "surrogatepass")
    assert client.get("/search/", {"q": query}).status_code == 200


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get("/search/?q=a").status_code == 302


def test_a_worker_has_no_desk_to_search_from(client: Client) -> None:
    sign_in(client, make_person("林晓", union=make_union("永宁街道总工会")))
    assert client.get("/search/?q=a").status_code == 403
