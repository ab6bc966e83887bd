# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.foundation.thresholds import half_or_more, majority, share_or_more


@pytest.mark.parametrize(("of", "half", "more"), [(70, 35, 36), (71, 36, 36), (1, 1, 1), (2, 1, 2)])
def test_half_or_more_is_not_more_than_half(of: int, half: int, more: int) -> None:
    assert (half_or_more(of), majority(of)) == (half, more)


@given(st.integers(0, 100_000))
def test_thresholds_are_the_smallest_number_that_is_enough(of: int) -> None:
    third = share_or_more(2, 3, of)
    assert third * 3 >= of * 2 > (third - 1) * 3
    assert half_or_more(of) * 2 >= of > (half_or_more(of) - 1) * 2
    assert majority(of) * 2 > of >= (majority(of) - 1) * 2
