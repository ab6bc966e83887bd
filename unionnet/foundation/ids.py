# SPDX-License-Identifier: Apache-2.0
"""Ids of rows: random text for URLs, numbers known before the insert, and the writing transaction."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import connection, models

# No 0 O 1 I l: people read ids aloud on the phone.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 12


def public_id() -> str:
    """A new random id: 12 characters, about 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField):  # type: ignore[type-arg]
    """The opaque id of a row in URLs, so that nobody can count or guess their neighbour."""

    def __init__(self, **options: Any) -> None:
        options.update(max_length=LENGTH, unique=True, editable=False, default=public_id)
        super().__init__(**options)

    def db_type(self, connection: object) -> str:
        # Spelt out: beside a "varchar" Django makes a second index, for LIKE, that nobody would ever ask.
        return f"character varying({LENGTH})"

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for key in ("max_length", "unique", "editable", "default"):
            options.pop(key, None)
        return name, path, args, options


class SequencedId(models.BigAutoField):  # type: ignore[type-arg]
    """A primary key taken from its sequence before the insert: a sealed field is bound to its row."""

    def get_pk_value_on_save(self, instance: models.Model) -> int:
        return take_ids(type(instance), 1)[0]


def take_ids(model: type[models.Model], count: int) -> list[int]:
    """Take a block of primary keys from the model's sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            # The sequence is looked up once: in a SELECT of its own.
            "SELECT nextval((SELECT pg_get_serial_sequence(%s, %s)::regclass)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


class XidField(models.Field):  # type: ignore[type-arg]
    """The writing transaction. Rows that are swept, sealed or streamed are read only below
    `pg_snapshot_xmin(pg_current_snapshot())`, so that a late commit is never skipped."""

    def __init__(self, **options: Any) -> None:
        options.update(editable=False, db_default=models.Func(function="pg_current_xact_id"))
        super().__init__(**options)

    def db_type(self, connection: object) -> str:
        return "xid8"

    def from_db_value(self, value: object, *_: object) -> int | None:
        return None if value is None else int(str(value))

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for key in ("editable", "db_default"):
            options.pop(key, None)
        return name, path, args, options
