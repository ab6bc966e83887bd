# SPDX-License-Identifier: Apache-2.0
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from unionnet.directory.people.identity import Particulars, clean
from unionnet.doors.demo.crowd.inventing import MOST, invent

TODAY = date(2026, 11, 21)
NUMBERS = st.integers(0, MOST - 1)


@given(NUMBERS)
def test_everybody_passes_the_checks_of_the_joining_form(number: int) -> None:
    made_up = invent(number, "50")
    given = Particulars(
        made_up.name, "resident_id", made_up.id_number, made_up.mobile, made_up.occupation, "某单位"
    )
    assert clean(given, on=TODAY).id_number == made_up.id_number


@given(NUMBERS, NUMBERS)
def test_no_two_are_alike(one: int, two: int) -> None:
    first, second = invent(one, "50"), invent(two, "50")
    assert (first.id_number == second.id_number) == (one == two)
    assert (first.mobile == second.mobile) == (one == two)


@given(NUMBERS)
def test_numbers_are_nobodys(number: int) -> None:
    made_up = invent(number, "15")
    assert made_up.id_number[:4] == "1599"
    assert made_up.mobile[:3] == "169"


def test_the_same_number_is_the_same_person() -> None:
    assert invent(4711, "50", "云阳县快递行业工会联合会") == invent(4711, "50", "云阳县快递行业工会联合会")
    assert invent(4711, "50", "云阳县快递行业工会联合会").occupation == "courier"
