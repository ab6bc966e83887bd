# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from unionnet.programmes.venues.routes import bounds, length_of, position_on

LANZHOU, WUWEI, JINCHANG, JIUQUAN = (36.06, 103.83), (37.93, 102.64), (38.52, 102.19), (39.73, 98.49)
ROAD = [LANZHOU, WUWEI, JINCHANG, JIUQUAN]


def test_a_place_on_the_road_lies_as_far_along_as_the_road_is_long_before_it() -> None:
    assert length_of(ROAD) == pytest.approx(661_000, rel=0.02)
    for n, town in enumerate(ROAD):
        where = position_on(ROAD, town)
        assert where.along == pytest.approx(length_of(ROAD[: n + 1]), abs=2000)
        assert where.off < 1


def test_a_place_beside_the_road_is_so_far_off() -> None:
    beside = position_on([(38.0, 100.0), (38.0, 102.0)], (38.09, 101.0))
    assert beside.off == pytest.approx(10_000, rel=0.02)
    assert beside.along == pytest.approx(length_of([(38.0, 100.0), (38.0, 101.0)]), rel=0.01)


def test_before_the_beginning_and_behind_the_end_the_ends_are_nearest() -> None:
    road = [(38.0, 100.0), (38.0, 102.0)]
    assert position_on(road, (38.0, 99.0)).along == 0
    assert position_on(road, (38.0, 103.0)).along == pytest.approx(length_of(road))


def test_a_point_is_no_route() -> None:
    with pytest.raises(ValueError, match="two ends"):
        position_on([LANZHOU], WUWEI)
    assert position_on([LANZHOU, LANZHOU], LANZHOU).off == 0


def test_the_box_holds_all_that_lies_within() -> None:
    south, north, west, east = bounds(ROAD, 30_000)
    assert (south < 36.06 - 0.26, north > 39.73 + 0.26, west < 98.49 - 0.26, east > 103.83 + 0.26) == (
        True,
    ) * 4
