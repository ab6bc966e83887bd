# SPDX-License-Identifier: Apache-2.0
"""Row-level security: which rows of a table the application sees, whatever it asks. Built after every migrate
by the owner, who stands behind the wall: migrations and bulk loads (COPY cannot pass one) are theirs.

`wall(table, *ways)` is called in an app's AppConfig.ready(). A row is seen when everything is open for a
reason, or when one of the ways leads to it:

    wall("people_membership", own("person_id"), within("organisation_id"))
    wall("people_departure", linked("people_membership", "id", to="membership_id"))

Ways that are seldom needed go behind `rarely`: a function asks them when the others have failed, and is
planned once a connection, where a way in the policy is planned anew with every question about the table.

The settings read here are those that `foundation/scope.py` sends. After a transaction they come back as '',
which must mean nobody: hence every nullif. Subtrees are ranges, which an index answers; no prefix operator.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from psycopg import Connection, sql

from .patience import patiently
from .roles import APP

POLICY = "second_wall"
EVERYTHING = "(SELECT nullif(current_setting('unionnet.everything', true), '') IS NOT NULL)"
PERSON = "(SELECT nullif(current_setting('unionnet.person', true), '')::bigint)"
TOPS = "unnest(string_to_array(nullif(current_setting('unionnet.paths', true), ''), ',')) AS top(path)"

INSIDE = "other.path >= top.path AND other.path < top.path || '~'"

STANDING = """
    SELECT c.relname, obj_description(p.oid, 'pg_policy')
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE p.polname = %s AND c.relrowsecurity
"""

# In the eyes of the one who asks, so that the walls of the tables it looks into hold too.
RARELY = """
    CREATE FUNCTION {rarely}(bigint) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000 AS $wall$
    BEGIN RETURN {rare}; END $wall$;
"""
# Several commands sent at once are one transaction.
TAKE_DOWN = """
    DROP POLICY IF EXISTS {policy} ON {table};
    DROP FUNCTION IF EXISTS {rarely}(bigint);
    ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
BUILD = """
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY {policy} ON {table} TO {role} USING ({condition});
    COMMENT ON POLICY {policy} ON {table} IS {mark}
"""


@dataclass
class Wall:
    """The ways to a row of a table; the rare ones know it by its id alone."""

    table: str
    ways: list[str]
    rare: list[str]

    @property
    def condition(self) -> str:
        asked = [f"public.rarely_{self.table}({{row}}.id)"] if self.rare else []
        return " OR ".join((EVERYTHING, *self.ways, *asked)).replace("{row}", f"public.{self.table}")

    @property
    def rare_condition(self) -> str:
        return " OR ".join(self.rare).replace("{row}.id", "$1")


WALLS: dict[str, Wall] = {}


def wall(table: str, *ways: str, rarely: Iterable[str] = ()) -> None:
    """Close this table but for these ways."""
    WALLS[table] = Wall(table, list(ways), list(rarely))


def open_also(table: str, way: str) -> None:
    """One rare way more, by an app of an upper floor."""
    WALLS[table].rare.append(way)


def own(column: str) -> str:
    """Rows about the person who asks."""
    return f"{{row}}.{column} = {PERSON}"


def within(column: str) -> str:
    """Rows of a union inside the subtrees of the one who asks."""
    return beside("organisations_organisation", "id", to=column)


def beside(table: str, key: str, *, to: str) -> str:
    """Rows beside which a projection keeps the path of their union."""
    return (
        f"EXISTS (SELECT FROM public.{table} AS other, {TOPS} WHERE other.{key} = {{row}}.{to} AND {INSIDE})"
    )


def inside(column: str) -> str:
    """Rows that carry the path of their union themselves."""
    bounds = f"{{row}}.{column} >= top.path AND {{row}}.{column} < top.path || '~'"
    return f"EXISTS (SELECT FROM {TOPS} WHERE {bounds})"


def linked(table: str, key: str, *, to: str, own: str = "") -> str:
    """Rows that go with a row of another table: whoever sees that one, if it is walled too. With `own`, only
    the person whose id stands there in that column."""
    whose = f" AND other.{own} = {PERSON}" if own else ""
    return f"EXISTS (SELECT FROM public.{table} AS other WHERE other.{key} = {{row}}.{to}{whose})"


def taking_part(table: str, key: str, *, of: str, to: str) -> str:
    """People with a row in `table` that belongs to what a union within reach runs: `of` is that table, and
    its last word the name of the relation."""
    column = of.rpartition("_")[2] + "_id"
    return (
        f"EXISTS (SELECT FROM public.{table} AS part JOIN public.{of} AS run ON run.id = part.{column}"
        f" JOIN public.organisations_organisation AS other ON other.id = run.organisation_id, {TOPS}"
        f" WHERE part.{key} = {{row}}.{to} AND {INSIDE})"
    )


def run_by(table: str, *, to: str) -> str:
    """Rows that go with a row of `table`, which a union within reach runs."""
    return (
        f"EXISTS (SELECT FROM public.{table} AS run"
        f" JOIN public.organisations_organisation AS other ON other.id = run.organisation_id, {TOPS}"
        f" WHERE run.id = {{row}}.{to} AND {INSIDE})"
    )


def build_all(conn: Connection, role: str = APP) -> None:
    """Bring the walls to what the apps declare. One that stands as declared is left alone; one that nobody
    declares any more is taken down. Either locks its table: each is done by itself, and patiently."""
    standing: dict[str, str] = dict(conn.execute(STANDING, [POLICY]).fetchall())
    for table, wall in sorted(WALLS.items()):
        mark = sha256(f"{role} {wall.condition} {wall.rare_condition}".encode()).hexdigest()[:16]
        if standing.pop(table, None) != mark:
            _build(conn, wall, role, mark)
    for table in standing:
        _change(conn, table, TAKE_DOWN)


def _build(conn: Connection, wall: Wall, role: str, mark: str) -> None:
    _change(
        conn,
        wall.table,
        TAKE_DOWN + (RARELY if wall.rare else "") + BUILD,
        role=sql.Identifier(role),
        condition=sql.SQL(wall.condition),
        rare=sql.SQL(wall.rare_condition),
        mark=mark,
    )


def _change(conn: Connection, table: str, commands: str, **words: sql.Composable | str) -> None:
    names = {
        "table": sql.Identifier("public", table),
        "policy": sql.Identifier(POLICY),
        "rarely": sql.Identifier("public", f"rarely_{table}"),
    }
    patiently(conn, partial(conn.execute, sql.SQL(commands).format(**names, **words)))
