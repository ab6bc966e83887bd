# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.directory.organisations.codes import (
    USCC_ALPHABET,
    is_organisation_code,
    is_region_code,
    is_union_uscc,
    is_uscc,
    make_uscc,
    organisation_check,
    tidy,
    uscc_check,
)

SIGNS = st.sampled_from(USCC_ALPHABET)
FIRST_17 = st.builds(
    lambda letters, region, rest: letters + region + rest,
    st.text(SIGNS, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(SIGNS, min_size=9, max_size=9),
)


def test_the_vector_of_the_rules_passes() -> None:
    assert is_uscc("81500235MC0000001H")
    assert is_union_uscc("81500235MC0000001H")


def test_a_company_is_no_union() -> None:
    code = make_uscc("91500235MA000001")
    assert is_uscc(code)
    assert not is_union_uscc(code)


def test_a_letter_may_stand_in_the_first_two_places() -> None:
    assert is_uscc("N2" + "500235MC0000001" + uscc_check("N2500235MC0000001"))


@pytest.mark.parametrize(
    "code",
    [
        "",
        "81500235MC0000001",
        "81500235MC0000001HH",
        "81500235MC0000001J",
        "81500235IC0000001H",
        "8１500235MC0000001H",
    ],
)
def test_what_is_not_a_code(code: str) -> None:
    assert not is_uscc(code)


@given(FIRST_17)
def test_each_code_has_exactly_one_last_character(first17: str) -> None:
    assert [sign for sign in USCC_ALPHABET if is_uscc(first17 + sign)] == [uscc_check(first17)]


@given(FIRST_17, st.integers(0, 16), SIGNS)
def test_one_wrong_character_is_found(first17: str, place: int, sign: str) -> None:
    code = first17 + uscc_check(first17)
    wrong = code[:place] + sign + code[place + 1 :]
    assert is_uscc(wrong) == (wrong == code)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8))
def test_organisation_codes_carry_their_check(first8: str) -> None:
    assert is_organisation_code(first8 + organisation_check(first8))


def test_organisation_code_of_ten_is_x() -> None:
    assert organisation_check("00000004") == "3"
    assert organisation_check("00000006") == "X"
    assert not is_organisation_code("000000063")


@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("500235", True),
        ("100000", False),
        ("150627", True),
        ("500235100000", True),
        ("500000", True),
        ("500035", False),
        ("990000", False),
        ("50023", False),
        ("50023x", False),
        ("５００２３５", False),
    ],
)
def test_region_codes(code: str, holds: bool) -> None:
    assert is_region_code(code) is holds


def test_a_printed_code_is_read_with_its_blanks() -> None:
    assert tidy(" 8150-0235 mc0000001h ") == "81500235MC0000001H"
