# SPDX-License-Identifier: Apache-2.0
"""Row-level security: which rows of a table the application sees, whatever it asks. Built after every migrate
by the owner, who stands behind the wall: migrations and bulk loads (COPY cannot pass one) are theirs.

`wall(table, *ways)` is called in an app's AppConfig.ready(). A row is seen when everything is open for a
reason, or when one of the ways leads to it:

    wall("people_membership", own("person_id"), within("organisation_id"))
    wall("people_departure", linked("people_membership", "id", to="membership_id"))

The settings read here are those that `foundation/scope.py` sends. After a transaction they come back as '',
which must mean nobody: hence every nullif. Subtrees are ranges, which an index answers; no prefix operator.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256

from psycopg import Connection, sql

from .patience import patiently
from .roles import APP

WALLS: dict[str, str] = {}
POLICY = "second_wall"
EVERYTHING = "(SELECT nullif(current_setting('unionnet.everything', true), '') IS NOT NULL)"
PERSON = "(SELECT nullif(current_setting('unionnet.person', true), '')::bigint)"
TOPS = "unnest(string_to_array(nullif(current_setting('unionnet.paths', true), ''), ',')) AS top(path)"

INSIDE = "other.path >= top.path AND other.path < top.path || '~'"

STANDING = """
    SELECT c.relname, obj_description(p.oid, 'pg_policy')
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polname = %s AND c.relrowsecurity
"""

# Several commands sent at once are one transaction.
BUILD = """
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    DROP POLICY IF EXISTS {policy} ON {table};
    CREATE POLICY {policy} ON {table} TO {role} USING ({condition});
    COMMENT ON POLICY {policy} ON {table} IS {mark}
"""
TAKE_DOWN = "DROP POLICY {policy} ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


def wall(table: str, *ways: str) -> None:
    """Close this table but for these ways."""
    WALLS[table] = " OR ".join((EVERYTHING, *ways)).replace("{row}", f"public.{table}")


def open_also(table: str, way: str) -> None:
    """One way more, by an app of an upper floor."""
    WALLS[table] += " OR " + way.replace("{row}", f"public.{table}")


def own(column: str) -> str:
    """Rows about the person who asks."""
    return f"{{row}}.{column} = {PERSON}"


def within(column: str) -> str:
    """Rows of a union inside the subtrees of the one who asks."""
    return beside("organisations_organisation", "id", to=column)


def beside(table: str, key: str, *, to: str) -> str:
    """Rows beside which a projection keeps the path of their union."""
    return f"EXISTS (SELECT FROM {table} AS other, {TOPS} WHERE other.{key} = {{row}}.{to} AND {INSIDE})"


def linked(table: str, key: str, *, to: str) -> str:
    """Rows that go with a row of another table: whoever sees that one, if it is walled too."""
    return f"EXISTS (SELECT FROM {table} AS other WHERE other.{key} = {{row}}.{to})"


def taking_part(table: str, key: str, *, of: str, to: str) -> str:
    """People with a row in `table` that belongs to what a union within reach runs: `of` is that table, and
    its last word the name of the relation."""
    column = of.rpartition("_")[2] + "_id"
    return (
        f"EXISTS (SELECT FROM {table} AS part JOIN {of} AS run ON run.id = part.{column}"
        f" JOIN organisations_organisation AS other ON other.id = run.organisation_id, {TOPS}"
        f" WHERE part.{key} = {{row}}.{to} AND {INSIDE})"
    )


def build_all(conn: Connection, role: str = APP) -> None:
    """Bring the walls to what the apps declare. One that stands as declared is left alone; one that nobody
    declares any more is taken down. Either locks its table: each is done by itself, and patiently."""
    standing: dict[str, str] = dict(conn.execute(STANDING, [POLICY]).fetchall())
    for table, condition in sorted(WALLS.items()):
        mark = sha256(f"{role} {condition}".encode()).hexdigest()[:16]
        if standing.pop(table, None) != mark:
            _change(conn, table, BUILD, role=sql.Identifier(role), condition=sql.SQL(condition), mark=mark)
    for table in standing:
        _change(conn, table, TAKE_DOWN)


def _change(conn: Connection, table: str, commands: str, **words: sql.Composable | str) -> None:
    names = {"table": sql.Identifier("public", table), "policy": sql.Identifier(POLICY)}
    patiently(conn, partial(conn.execute, sql.SQL(commands).format(**names, **words)))
