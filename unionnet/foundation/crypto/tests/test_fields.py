# SPDX-License-Identifier: Apache-2.0
import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.makers import make_person
from unionnet.foundation.crypto import Sealed, blind_index
from unionnet.foundation.crypto.fields import bound_to, seal_text
from unionnet.foundation.crypto.keys import add_key, key_ring
from unionnet.foundation.crypto.rotation import rotate
from unionnet.foundation.crypto.suites import AES_GCM, SM4_GCM, keyed_hash
from unionnet.foundation.privacy import PERSONAL, Declaration


@given(st.text(max_size=200), st.sampled_from(["intl", "guomi"]))
def test_what_was_sealed_opens_again(plain: str, suite: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.UNIONNET_CRYPTO_SUITE", suite)
        stored = seal_text(plain, "people.Person", "mobile", 7)
    assert len(plain) < 8 or plain.encode() not in stored  # a few bytes may well occur by chance
    assert Sealed(stored, bound_to("people.Person", "mobile", 7)).open() == plain


@pytest.mark.parametrize(
    "place", [("people.Person", "mobile", 8), ("people.Person", "id_number", 7), ("x.Y", "mobile", 7)]
)
@pytest.mark.parametrize("suite", ["intl", "guomi"])
def test_a_value_moved_to_another_cell_does_not_open(
    settings: Settings, suite: str, place: tuple[str, str, int]
) -> None:
    settings.UNIONNET_CRYPTO_SUITE = suite
    stored = seal_text("13900000001", "people.Person", "mobile", 7)
    with pytest.raises(InvalidTag):
        Sealed(stored, bound_to(*place)).open()


def test_printing_a_sealed_value_shows_nothing() -> None:
    sealed = Sealed(seal_text("13900000001", "a.B", "c", 1), bound_to("a.B", "c", 1))
    assert f"{sealed} {sealed!r}" == "•••• <sealed>"


def test_the_index_tells_kinds_and_keys_apart(settings: Settings) -> None:
    assert blind_index("mobile", "1") == blind_index("mobile", "1")
    assert len({blind_index("mobile", "1"), blind_index("id_number", "1"), blind_index("mobile", "2")}) == 3
    settings.UNIONNET_CRYPTO_SUITE = "guomi"
    assert len(blind_index("mobile", "1")) == 32


def test_sm3_is_the_national_hash() -> None:
    assert keyed_hash(SM4_GCM, b"k", b"abc") != keyed_hash(AES_GCM, b"k", b"abc")


@pytest.mark.django_db
def test_a_saved_number_is_not_in_the_table() -> None:
    person = make_person("林晓")
    person.refresh_from_db()
    number = person.id_number.open()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM people_person WHERE id = %s", [person.pk])
        stored = bytes(cursor.fetchone()[0])
    assert len(number) == 18
    assert number.encode() not in stored


@pytest.mark.django_db
def test_rotation_seals_old_values_under_the_new_key() -> None:
    person = make_person("林晓")
    person.refresh_from_db()
    number = person.id_number.open()
    added = add_key()
    assert dict(rotate())["people.Person"] == 1
    person.refresh_from_db()
    assert (person.id_number.key_id, person.id_number.open()) == (added, number)
    assert dict(rotate())["people.Person"] == 0


def test_the_key_file_is_for_its_owner_only(settings: Settings) -> None:
    from pathlib import Path

    assert key_ring().current >= 1
    assert (Path(settings.UNIONNET_KEYS) / "fields.json").stat().st_mode & 0o777 == 0o600


def test_personal_data_must_say_how_long_it_stays() -> None:
    with pytest.raises(ValueError, match="needs a lifetime"):
        Declaration("people.Person", PERSONAL, why="x")
