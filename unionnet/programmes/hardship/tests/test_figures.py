# SPDX-License-Identifier: Apache-2.0
"""What is told of few households, beside what is told of the union above them."""

from __future__ import annotations

import pytest

from tests.makers import make_union
from unionnet.programmes.hardship.queries.figures import _told

pytestmark = pytest.mark.django_db
GRADES = ("", "deep", "accidental", "relative")


def test_a_blank_union_does_not_follow_from_the_one_above_it() -> None:
    county = make_union("云阳县总工会", kind="county_federation")
    few, many = make_union("双江街道总工会", county), make_union("青龙街道总工会", county)
    told = _told([county, few, many], {(few.path, "deep"): 3, (many.path, "deep"): 12}, 5, GRADES)
    assert told[few.path] == [None, None, 0, 0]
    assert told[county.path][0] is None or told[many.path][0] is None
    assert told[county.path][1] is None or told[many.path][1] is None


def test_many_everywhere_are_told_everywhere() -> None:
    county = make_union("云阳县总工会", kind="county_federation")
    one, other = make_union("双江街道总工会", county), make_union("青龙街道总工会", county)
    counted = {(one.path, "deep"): 7, (other.path, "deep"): 9, (county.path, "relative"): 6}
    told = _told([county, one, other], counted, 5, GRADES)
    assert told[county.path] == [22, 16, 0, 6]
    assert told[one.path] == [7, 7, 0, 0]
