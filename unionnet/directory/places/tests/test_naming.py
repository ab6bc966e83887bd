# SPDX-License-Identifier: Apache-2.0
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.places.actions import change
from unionnet.directory.places.areas import areas_named
from unionnet.directory.places.models import Site
from unionnet.directory.places.naming import LOOKED_AT, named, some_of
from unionnet.directory.places.tests.makers import make_site
from unionnet.directory.places.web.finding import _how_many
from unionnet.foundation.pieces import pieces_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("南宁市建设工会")


def found(words: str) -> list[str]:
    return [site.name for site in some_of(Site.objects.filter(named(words)), 10).sites]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("枫", ["枫林路口驿站"]),
        ("枫林", ["枫林路口驿站"]),
        ("林路口", ["枫林路口驿站"]),
        ("驿站", ["枫林路口驿站", "体强路口24H驿站"]),
        ("24h", ["体强路口24H驿站"]),
        ("五象大道", ["体强路口24H驿站"]),
        ("五象 路口", ["体强路口24H驿站"]),
        ("fenglin", ["枫林路口驿站"]),
        ("FLLK", ["枫林路口驿站"]),
        ("tql", ["体强路口24H驿站"]),
        ("t", ["体强路口24H驿站"]),
        ("h", []),
        ("路林", []),
        ("linlu", []),
        ("站五", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_piece_of_name_or_address_or_the_beginning_of_pinyin_finds_it(
    union: Organisation, words: str, names: list[str]
) -> None:
    make_site(union, "枫林路口驿站", address="民族大道")
    make_site(union, "体强路口24H驿站", address="五象大道 1 号")
    assert sorted(found(words)) == sorted(names)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text("甲乙丙aB1'\\%", min_size=1, max_size=7),
    word=st.text("甲乙丙aB1'\\%", min_size=1, max_size=4).filter(lambda word: word not in "aB"),
)
def test_it_is_found_exactly_when_it_holds_the_piece(union: Organisation, name: str, word: str) -> None:
    site = make_site(union)
    Site.objects.filter(pk=site.pk).update(name=name, pinyin="")
    assert Site.objects.filter(named(word), pk=site.pk).exists() == (word.lower() in name.lower())
    site.delete()


def test_a_new_name_is_found_by_its_new_pinyin(union: Organisation) -> None:
    site = make_site(union, "枫林路口驿站")
    change(site, {"name": "体强路口驿站"}, by=None)
    assert (found("fenglin"), found("tiqiang")) == ([], ["体强路口驿站"])


def test_a_piece_is_known_by_its_pairs_and_one_character_by_itself() -> None:
    assert (pieces_of("枫林路"), pieces_of("枫")) == (["林路", "枫林"], ["枫"])


@pytest.mark.parametrize(
    ("words", "index"),
    [("枫", "site_pieces"), ("枫林", "site_pieces"), ("fengl", "site_pinyin"), ("fengl", "site_initials")],
)
def test_the_question_is_answered_by_an_index(words: str, index: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    assert index in Site.objects.filter(named(words)).explain()


def test_a_word_that_everything_holds_is_answered_from_a_few_hundred(union: Organisation) -> None:
    make_site(union, "枫林路口驿站")
    with CaptureQueriesContext(connection) as asked:
        assert some_of(Site.objects.filter(named("驿站")), 10).looked_at == 1
    assert f"LIMIT {LOOKED_AT + 1}" in asked[0]["sql"]


def test_a_union_is_a_place_to_start_from_by_name_and_by_pinyin(union: Organisation) -> None:
    make_site(union, "枫林路口驿站")
    make_union("建设路街道总工会")
    assert [area.name for area in areas_named("建设")] == ["南宁市建设工会"]
    assert [area.name for area in areas_named("nanning")] == ["南宁市建设工会"]


def test_exactly_as_many_as_are_looked_at_are_told_exactly() -> None:
    assert "500+" not in _how_many(LOOKED_AT, open_only=False)
    assert "500+" in _how_many(LOOKED_AT + 1, open_only=False)
