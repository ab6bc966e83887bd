# SPDX-License-Identifier: Apache-2.0
"""Documents of people without a resident ID. The passport is the specimen that ICAO prints; all other numbers
are made up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.directory.people.documents import (
    asked_for,
    check_character,
    kind_of,
    nationality_in,
    told_by,
    why_not_expired,
)
from unionnet.directory.people.identity import Particulars, clean, plain_number, why_not_number
from unionnet.directory.people.likeness import is_same_name
from unionnet.directory.people.passports import check_digit, read_lines
from unionnet.foundation.countries import countries, country_in, country_name, is_country, travelling_from
from unionnet.foundation.refusals import Refusal

TODAY = date(2026, 11, 21)
FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


def eighteen(body: str) -> str:
    return body + check_character(body)


HONG_KONG = eighteen("81000019900517123")
RESIDENT_FOR_GOOD = eighteen("91184019850517001")  # 840: United States


def code(refusal: Refusal | None) -> str | None:
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        ("passport", "L898902C3", None),
        ("passport", "ABCDEFGH", "bad_id_number"),
        ("passport", "E1234567890", "bad_id_number"),
        ("hk_macau_permit", "M12345678", None),
        ("hk_macau_permit", "H1234567801", None),
        ("hk_macau_permit", "H123456780", "bad_id_number"),
        ("taiwan_permit", "1234567890", None),
        ("taiwan_permit", "T12345678", "bad_id_number"),
        ("residence_permit", HONG_KONG, None),
        ("residence_permit", eighteen("50023519900517123"), "bad_id_number"),
        ("residence_permit", HONG_KONG[:17] + "Q", "bad_id_number"),
        ("residence_permit", eighteen("83000019900230123"), "bad_id_birthday"),
        ("residence_permit", eighteen("82000020270101123"), "bad_id_birthday"),
        ("permanent_residence", RESIDENT_FOR_GOOD, None),
        ("permanent_residence", eighteen("91100019850517001"), "bad_id_region"),
        ("permanent_residence", "USA110085051701", None),
        ("permanent_residence", "USA11008505170", "bad_id_number"),
        ("permanent_residence", "ZZZ110085051701", "bad_id_region"),
        ("resident_id", HONG_KONG, "bad_id_type"),
        ("library_card", "1", "bad_id_type"),
    ],
)
def test_each_document_has_checks_of_its_own(kind: str, number: str, reason: str | None) -> None:
    assert code(why_not_number(kind, number, on=TODAY)) == reason


@pytest.mark.parametrize("number", [HONG_KONG, RESIDENT_FOR_GOOD])
def test_any_other_check_character_is_noticed(number: str) -> None:
    kind = kind_of(number)
    for sign in set("0123456789X") - {number[17]}:
        assert code(why_not_number(kind, number[:17] + sign, on=TODAY)) == "bad_id_check"


def test_what_a_number_says_is_not_asked() -> None:
    assert told_by("residence_permit", HONG_KONG) == (date(1990, 5, 17), "m")
    assert told_by("permanent_residence", RESIDENT_FOR_GOOD) == (date(1985, 5, 17), "m")
    assert told_by("permanent_residence", "USA110085051701") == (None, "")
    assert asked_for("residence_permit", HONG_KONG) == ()
    assert asked_for("permanent_residence", RESIDENT_FOR_GOOD) == ()
    assert asked_for("permanent_residence", "USA110085051701") == ("sex", "born_on")
    assert asked_for("passport", "L898902C3") == ("nationality", "sex", "born_on", "expires_on")
    assert nationality_in("permanent_residence", RESIDENT_FOR_GOOD) == "USA"
    assert nationality_in("permanent_residence", "FRA110085051701") == "FRA"
    assert nationality_in("passport", "L898902C3") == ""


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (HONG_KONG, "residence_permit"),
        (RESIDENT_FOR_GOOD, "permanent_residence"),
        ("H12345678", "hk_macau_permit"),
        ("11010519491231002X", "resident_id"),
        ("12345678", "resident_id"),
        ("L898902C3", "resident_id"),
    ],
)
def test_a_list_that_does_not_say_which_is_understood_where_that_is_plain(number: str, kind: str) -> None:
    assert kind_of(number) == kind


def test_the_specimen_of_icao_is_read() -> None:
    passport = read_lines(f" {FIRST.lower()} \n{SECOND}\n", on=TODAY)
    assert passport.name == "ERIKSSON ANNA MARIA"
    assert (passport.surname, passport.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert (passport.number, passport.sex) == ("L898902C3", "f")
    assert (passport.born_on, passport.expires_on) == (date(1974, 8, 12), date(2012, 4, 15))
    assert passport.nationality == "", "no state is called Utopia"
    assert "ERIKSSON" not in repr(passport)


@pytest.mark.parametrize("at", [*range(10), *range(13, 20), *range(21, 44)])
def test_any_one_wrong_letter_of_what_is_checked_is_noticed(at: int) -> None:
    wrong = "8" if SECOND[at] in "0123456789" and SECOND[at] != "8" else "7"
    with pytest.raises(Refusal) as no:
        read_lines(f"{FIRST}\n{SECOND[:at]}{wrong}{SECOND[at + 1 :]}", on=TODAY)
    assert no.value.code in {"bad_lines_check", "bad_lines"}


def test_a_passport_without_a_personal_number_may_have_a_filler_there() -> None:
    body = "L898902C36UTO7408122F1204159" + "<" * 14
    for sign in "0<":
        line = body + sign
        line += str(check_digit(line[0:10] + line[13:20] + line[21:43]))
        assert read_lines(FIRST + line, on=TODAY).number == "L898902C3"


@given(st.text(max_size=100))
def test_no_text_breaks_the_reading(text: str) -> None:
    with pytest.raises(Refusal):
        read_lines(text, on=TODAY)
    plain_number(text)


def test_countries_are_those_in_force() -> None:
    assert len(countries()) == 249
    assert {country_in(text) for text in ("美国", "united  states", "840", "US", "usa")} == {"USA"}
    assert country_in("Utopia") == ""
    assert (country_name("DEU"), country_name("TWN"), country_name("UTO")) == ("德国", "中国台湾", "UTO")
    assert not is_country("DDR")
    assert (travelling_from("D"), travelling_from("GBO"), travelling_from("XXB")) == ("DEU", "GBR", "XXA")


def test_a_document_is_good_on_its_last_day() -> None:
    assert why_not_expired(date(2026, 11, 21), on=TODAY) is None
    assert code(why_not_expired(date(2026, 11, 20), on=TODAY)) == "document_expired"
    assert why_not_expired(None, on=TODAY) is None


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        ({"nationality": "UTO"}, "bad_nationality"),
        ({"born_on": date(2026, 11, 22)}, "bad_birthday"),
        ({"expires_on": date(2026, 11, 20)}, "document_expired"),
        ({"other_name": "<b>"}, "bad_name"),
    ],
)
def test_what_stands_beside_the_number_is_looked_at(beside: dict[str, object], reason: str) -> None:
    particulars = Particulars("Anna Eriksson", "passport", "L898902C3", "13800138000", "courier")
    particulars = replace(particulars, **beside)  # type: ignore[arg-type]
    with pytest.raises(Refusal) as no:
        clean(particulars, on=TODAY)
    assert no.value.code == reason


def test_particulars_come_back_from_words_as_they_were() -> None:
    given = Particulars(
        "Eriksson Anna",
        "passport",
        "L898902C3",
        "13800138000",
        "courier",
        nationality="SWE",
        born_on=date(1974, 8, 12),
        expires_on=date(2030, 1, 1),
        other_name="安娜",
    )
    assert Particulars.read_back(given.written()) == given
    assert given.unsaid == ["sex"]
    old = {"name": "王芳", "id_type": "resident_id", "id_number": "1", "mobile": "2", "occupation": ""}
    assert Particulars.read_back(old) == Particulars("王芳", "resident_id", "1", "2", "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ERIKSSON ANNA MARIA", "Anna Maria Eriksson", True),
        ("ERIKSSON ANNA", "ERIKSSON ANNA MARIA", False),
        ("買買提·艾合買提", "買買提艾合買提", True),
        ("王芳", "芳王", False),
    ],
)
def test_a_surname_may_stand_first_or_last(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) is same
