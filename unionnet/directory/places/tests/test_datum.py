# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.directory.places.datum import DATUMS, from_wgs84, metres_between, to_wgs84

latitudes = st.floats(18, 53)
longitudes = st.floats(74, 135)
PEOPLE_SQUARE_NANNING = (22.81703, 108.36649)


@given(latitudes, longitudes, st.sampled_from(DATUMS))
def test_there_and_back_is_the_same_spot(latitude: float, longitude: float, datum: str) -> None:
    there = from_wgs84(latitude, longitude, datum)
    back = to_wgs84(*there, datum)
    assert back == pytest.approx((latitude, longitude), abs=1e-6)


def test_the_shift_at_nanjing_is_five_hundred_metres_east_and_two_hundred_south() -> None:
    nanjing = (32.0603, 118.7969)
    shifted = from_wgs84(*nanjing, "gcj02")
    east = metres_between(nanjing, (nanjing[0], shifted[1]))
    south = metres_between(nanjing, (shifted[0], nanjing[1]))
    assert (round(east, -1), round(south, -1)) == (490, 230)
    assert shifted[1] > nanjing[1]
    assert shifted[0] < nanjing[0]


def test_there_is_no_shift_outside_china() -> None:
    assert from_wgs84(48.8566, 2.3522, "gcj02") == (48.8566, 2.3522)


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() -> None:
    assert metres_between((30, 104), (31, 104)) == pytest.approx(111_195, abs=1)
