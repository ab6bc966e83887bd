# SPDX-License-Identifier: Apache-2.0
"""COPY of many rows: only the columns that vary are named, the model's own defaults fill the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import psycopg
from django.db import connection, models
from psycopg import sql

from unionnet.foundation.ids import ALPHABET, LENGTH

PORTION = 2000
# Bytes below the largest multiple of 31 become letters, the others are dropped: all are equally likely.
_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_DROPPED = bytes(range(256 - 256 % len(ALPHABET), 256))


def copy_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    db: psycopg.Connection[Any] | None = None,
) -> None:
    """Write rows whose values stand in the order of `columns` (names in the database), through Django's
    connection or another. COPY cannot pass a second wall: the application copies beside it and inserts."""
    constants = _constants(model, set(columns))
    table = sql.Identifier(model._meta.db_table)
    names = sql.SQL(", ").join(map(sql.Identifier, [*columns, *constants]))
    tail = "".join(f"\t{copy_value(value)}" for value in constants.values()) + "\n"
    lines = _portions("\t".join(map(copy_value, row)) + tail for row in rows)
    with (db or connection).cursor() as cursor:
        if not _is_walled(cursor, model):
            _copy(cursor, table, names, lines)
            return
        beside = sql.Identifier("copied_beside")
        told = {"beside": beside, "table": table, "names": names}
        make = "CREATE TEMP TABLE {beside} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"
        cursor.execute(sql.SQL(make).format(**told))
        _copy(cursor, beside, names, lines)
        cursor.execute(sql.SQL("INSERT INTO {table} ({names}) SELECT {names} FROM {beside}").format(**told))
        cursor.execute(sql.SQL("DROP TABLE {beside}").format(**told))


def _is_walled(cursor: Any, model: type[models.Model]) -> bool:
    cursor.execute("SELECT row_security_active(%s::regclass)", [model._meta.db_table])
    return bool(cursor.fetchone()[0])


def _copy(cursor: Any, table: sql.Identifier, names: sql.Composable, lines: Iterable[bytes]) -> None:
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(table, names)) as copy:
        for portion in lines:
            copy.write(portion)


def copy_values(values: Iterable[object]) -> str:
    """Values in COPY's text form, for a table that is no model."""
    return "\t".join(map(copy_value, values))


def public_ids(count: int) -> Iterator[str]:
    """As `public_id()`, many at once."""
    letters = b""
    while len(letters) < count * LENGTH:
        letters += os.urandom(count * LENGTH * 9 // 8 + 64).translate(_LETTERS, _DROPPED)
    return (letters[at : at + LENGTH].decode() for at in range(0, count * LENGTH, LENGTH))


def _constants(model: type[models.Model], given: set[str]) -> dict[str, object]:
    """Defaults of columns that are not given, may not be null, and that the database does not fill itself."""
    return {
        field.column: [] if field.get_default() == [] else field.get_default()
        for field in model._meta.local_concrete_fields
        if field.column is not None
        and field.column not in given
        and not field.null
        and not field.primary_key
        and not field.has_db_default()
        and not isinstance(field, models.GeneratedField)
    }


def _portions(lines: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    for line in lines:
        held.append(line)
        if len(held) == PORTION:
            yield "".join(held).encode()
            held = []
    yield "".join(held).encode()


def copy_value(value: object) -> str:
    """One value in COPY's text form."""
    if type(value) is str:
        return value if value.isalnum() else value.translate(_ESCAPES)
    return _rarer(value)


def _rarer(value: object) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, bytes):
        return r"\\x" + value.hex()
    if isinstance(value, (list, tuple)):
        return "{" + ",".join(f'"{item}"' for item in value) + "}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value).translate(_ESCAPES)


_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
