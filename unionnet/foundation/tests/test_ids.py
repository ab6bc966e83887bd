# SPDX-License-Identifier: Apache-2.0
from unionnet.foundation.ids import ALPHABET, LENGTH, public_id


def test_a_public_id_is_short_and_easy_to_read_aloud() -> None:
    ids = {public_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(each) for each in ids} == {LENGTH}
    assert set("".join(ids)) <= set(ALPHABET)
