# SPDX-License-Identifier: Apache-2.0
"""The three roles and the database.

`postgres` is the superuser and is used by this launcher alone. `unionnet_owner` owns the database and runs
migrations. `unionnet_app` is what the application is: no superuser, no BYPASSRLS, owner of nothing.
"""

import secrets
from pathlib import Path

from psycopg import Connection, connect, sql

from .folders import Folders, private_folder

SUPERUSER = "postgres"
OWNER = "unionnet_owner"
APP = "unionnet_app"
DATABASE = "unionnet"

ATTRIBUTES = {
    OWNER: "LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS",
    APP: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
}


def password(keys: Path, role: str) -> str:
    """This role's password, made at first asking and kept in a file only its owner can read."""
    file = private_folder(keys) / role
    if not file.exists():
        draft = file.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32))
        draft.rename(file)
    return file.read_text().strip()


def prepare(folders: Folders) -> None:
    """Make roles and database, or bring them back to what they should be. Safe to repeat."""
    with _connection(folders, "postgres") as conn:
        for role, attributes in ATTRIBUTES.items():
            _make_role(conn, role, attributes, password(folders.keys, role))
        conn.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP), sql.Identifier(OWNER)))
        if not conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            conn.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
        conn.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
        conn.execute(
            # Temporary tables: a long list is staged in one before it is taken in.
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(DATABASE), sql.Identifier(APP)
            )
        )


def _make_role(conn: Connection, role: str, attributes: str, secret: str) -> None:
    known = conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    conn.execute(
        sql.SQL("{} ROLE {} WITH {} PASSWORD {}").format(
            sql.SQL("ALTER" if known else "CREATE"),
            sql.Identifier(role),
            sql.SQL(attributes),
            sql.Literal(secret),
        )
    )


def _connection(folders: Folders, database: str) -> Connection:
    return connect(
        host=str(folders.socket),
        port=5432,
        user=SUPERUSER,
        password=password(folders.keys, SUPERUSER),
        dbname=database,
        autocommit=True,
        connect_timeout=5,
    )
