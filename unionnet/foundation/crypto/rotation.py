# SPDX-License-Identifier: Apache-2.0
"""Seal old values anew under the current key, a batch a transaction, so that it can be stopped and go on."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from unionnet.foundation.crypto.fields import EncryptedTextField, encrypted_fields
from unionnet.foundation.crypto.keys import key_ring

BATCH = 500


def rotate() -> Iterator[tuple[str, int]]:
    """Go through every model with sealed columns; yields (model label, rows sealed anew) after each batch."""
    for model in apps.get_models():
        if fields := encrypted_fields(model):
            yield from _rotate_model(model, fields)


def _rotate_model(model: type[models.Model], fields: list[EncryptedTextField]) -> Iterator[tuple[str, int]]:
    last = 0
    while True:
        with transaction.atomic():
            rows = list(model._base_manager.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH])
            renewed = sum(_renew(row, fields) for row in rows)
        if not rows:
            return
        last = rows[-1].pk
        yield model._meta.label, renewed


def _renew(row: models.Model, fields: list[EncryptedTextField]) -> int:
    current, names = key_ring().current, []
    for field in fields:
        sealed = getattr(row, field.attname)
        if sealed is not None and sealed.key_id != current:
            setattr(row, field.attname, sealed.open())
            names.append(field.attname)
    if names:
        row.save(update_fields=names)
    return bool(names)
