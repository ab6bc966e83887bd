# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.directory.people.documents import birthday_in, check_character, told_by
from unionnet.directory.people.identity import (
    plain_name,
    plain_number,
    why_not_name,
    why_not_number,
    why_not_resident_id,
)
from unionnet.directory.people.mobiles import plain_mobile, why_not_mobile
from unionnet.foundation.refusals import Refusal

TODAY = date(2026, 11, 21)


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_the_vectors_of_the_standard_pass(number: str) -> None:
    assert why_not_resident_id(number, on=TODAY) is None


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("110105194912310021", "bad_id_check"),
        ("11010519491231002", "bad_id_number"),
        ("11010519491231002XX", "bad_id_number"),
        ("X1010519491231002X", "bad_id_number"),
        ("99010519491231002X", "bad_id_region"),
        ("11010519490231002X", "bad_id_birthday"),
        ("11010520991231002X", "bad_id_birthday"),
        ("1.10105194912E+17", "id_cut_by_sheet"),
        ("１１010519491231002X", "bad_id_number"),
        ("", "bad_id_number"),
    ],
)
def test_a_bad_number_says_what_is_bad(number: str, reason: str | None) -> None:
    assert code(why_not_resident_id(number, on=TODAY)) == reason


def test_a_birthday_is_judged_by_the_day_asked_about() -> None:
    number = "11010520261121001"
    number += check_character(number)
    assert why_not_resident_id(number, on=date(2026, 11, 21)) is None
    assert code(why_not_resident_id(number, on=date(2026, 11, 20))) == "bad_id_birthday"


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999))
def test_any_one_wrong_digit_is_noticed(born: date, sequence: int) -> None:
    body = f"500235{born:%Y%m%d}{sequence:03d}"
    number = body + check_character(body)
    assert why_not_resident_id(number, on=TODAY) is None
    for place in range(14, 17):
        changed = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert code(why_not_resident_id(changed, on=TODAY)) == "bad_id_check"


@given(st.text(max_size=30))
def test_no_text_breaks_the_checks(text: str) -> None:
    why_not_resident_id(plain_number(text), on=TODAY)
    why_not_mobile(plain_mobile(text))
    why_not_name(plain_name(text))


def test_sex_and_birthday_follow_from_the_number() -> None:
    assert told_by("resident_id", "11010519491231002X") == (date(1949, 12, 31), "f")
    assert told_by("resident_id", "440524188001010014") == (date(1880, 1, 1), "m")
    assert told_by("passport", "E12345678") == (None, "")
    assert birthday_in("11010519490230002X") is None


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        ("passport", "E12345678", None),
        ("passport", "E1", "bad_id_number"),
        ("hk_macau_permit", "H12345678", None),
        ("hk_macau_permit", "A12345678", "bad_id_number"),
        ("taiwan_permit", "12345678", None),
        ("taiwan_permit", "1234567", "bad_id_number"),
        ("library_card", "1", "bad_id_type"),
    ],
)
def test_each_document_has_its_form(kind: str, number: str, reason: str | None) -> None:
    assert code(why_not_number(kind, number, on=TODAY)) == reason


@pytest.mark.parametrize("name", ["王芳", "买买提·艾合买提", "Anna-Maria O'Neil", "欧阳 修"])
def test_names_of_all_kinds_pass(name: str) -> None:
    assert why_not_name(plain_name(name)) is None


@pytest.mark.parametrize("name", ["", "王", "王芳1", "<b>", "=1+1"])
def test_what_is_no_name_is_refused(name: str) -> None:
    assert code(why_not_name(plain_name(name))) == "bad_name"
