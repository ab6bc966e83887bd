# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator

import psycopg
import pytest

from unionnet.foundation.postgres import Cluster, grants

OWNER = "unionnet_owner"
RIGHTS = "SELECT relname, relacl::text FROM pg_class WHERE relname IN ('diary', 'notes') ORDER BY 1"


@pytest.fixture
def tables(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(grants, "APPEND_ONLY", {"diary", "not_there"})
    monkeypatch.setattr(grants, "FORGETFUL", {"diary": ("words",)})
    with psycopg.connect(cluster.url(OWNER), autocommit=True) as conn:
        conn.execute("DROP TABLE IF EXISTS diary, notes")
        conn.execute("CREATE TABLE diary (id bigserial PRIMARY KEY, line text, words text)")
        conn.execute("CREATE TABLE notes (id bigserial PRIMARY KEY, line text)")
        grants.grant_all(conn)
    yield cluster.url()
    with psycopg.connect(cluster.url(OWNER), autocommit=True) as conn:
        conn.execute("DROP TABLE diary, notes")


def test_the_application_reads_and_writes_rows(tables: str) -> None:
    with psycopg.connect(tables) as conn:
        conn.execute("INSERT INTO notes (line) VALUES ('a')")
        conn.execute("UPDATE notes SET line = 'b'")
        assert conn.execute("SELECT line FROM notes").fetchall() == [("b",)]
        assert conn.execute("DELETE FROM notes").rowcount == 1


@pytest.mark.parametrize(
    "bending", ["UPDATE diary SET line = 'x'", "DELETE FROM diary", "TRUNCATE diary", "DROP TABLE diary"]
)
def test_what_may_only_grow_can_not_be_bent(tables: str, bending: str) -> None:
    with psycopg.connect(tables, autocommit=True) as conn:
        conn.execute("INSERT INTO diary (line) VALUES ('as it was')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(bending)
        assert conn.execute("SELECT line FROM diary").fetchall() == [("as it was",)]


def test_words_of_a_person_can_be_forgotten_there(tables: str) -> None:
    with psycopg.connect(tables, autocommit=True) as conn:
        conn.execute("INSERT INTO diary (line, words) VALUES ('left', 'my own words')")
        conn.execute("UPDATE diary SET words = ''")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute("UPDATE diary SET words = '', line = 'stayed'")
        assert conn.execute("SELECT line, words FROM diary").fetchall() == [("left", "")]


def test_granting_twice_changes_nothing(cluster: Cluster, tables: str) -> None:
    with psycopg.connect(cluster.url(OWNER), autocommit=True) as conn:
        before = conn.execute(RIGHTS).fetchall()
        grants.grant_all(conn)
        assert conn.execute(RIGHTS).fetchall() == before
