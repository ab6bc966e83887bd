# SPDX-License-Identifier: Apache-2.0
import pytest
from django.db import connection

from unionnet.foundation.ids import ALPHABET, LENGTH, public_id


def test_a_public_id_is_short_and_easy_to_read_aloud() -> None:
    ids = {public_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(each) for each in ids} == {LENGTH}
    assert set("".join(ids)) <= set(ALPHABET)


@pytest.mark.django_db
def test_a_public_id_has_one_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexdef LIKE '%%(public_id)%%'")
        assert cursor.fetchone()[0] > 40
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%%(public_id %%'")
        assert cursor.fetchall() == []
