# SPDX-License-Identifier: Apache-2.0
"""What the application role may do with each table. Runs after every migrate, as the owner.

The default is to read and write rows, nothing else. A table named by append_only(), called in the app's
AppConfig.ready(), gets no UPDATE, DELETE or TRUNCATE, but for columns that may have to be forgotten.
"""

from psycopg import Connection, sql

from .roles import APP

APPEND_ONLY: set[str] = set()
FROM_NOW_ON = "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
FORGETFUL: dict[str, tuple[str, ...]] = {}


def append_only(*tables: str, but: tuple[str, ...] = ()) -> None:
    """These tables may only grow: the application role can neither change nor remove their rows. It may
    blank the columns `but`, what somebody wrote in their own words: a person may ask to be forgotten."""
    APPEND_ONLY.update(tables)
    FORGETFUL.update(dict.fromkeys(tables, but) if but else {})


def grant_all(conn: Connection, role: str = APP) -> None:
    """Bring the rights of the application role to what they should be, in one transaction."""
    who = sql.Identifier(role)
    with conn.transaction():
        for command in (
            "GRANT USAGE ON SCHEMA public TO {who}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {who}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {who}",
            # What a migration makes is used at once, by triggers too: members do not wait for its end.
            f"{FROM_NOW_ON} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{who}}",
            f"{FROM_NOW_ON} GRANT USAGE, SELECT ON SEQUENCES TO {{who}}",
        ):
            conn.execute(sql.SQL(command).format(who=who))
        for table in sorted(APPEND_ONLY & _tables(conn)):
            conn.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {who}").format(
                    table=sql.Identifier("public", table), who=who
                )
            )
            for column in FORGETFUL.get(table, ()):
                conn.execute(
                    sql.SQL("GRANT UPDATE ({column}) ON {table} TO {who}").format(
                        column=sql.Identifier(column), table=sql.Identifier("public", table), who=who
                    )
                )
        if "django_migrations" in _tables(conn):
            conn.execute(
                sql.SQL("REVOKE INSERT, UPDATE, DELETE ON public.django_migrations FROM {who}").format(
                    who=who
                )
            )


def _tables(conn: Connection) -> set[str]:
    return {name for (name,) in conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
