# SPDX-License-Identifier: Apache-2.0
"""A text that is sealed at rest, bound to model, column and row: moved elsewhere, it does not open.

Stored form: suite (1 byte) · key id (1 byte) · nonce (12 bytes) · ciphertext with tag.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from unionnet.foundation.crypto.keys import key_ring
from unionnet.foundation.crypto.suites import BY_NAME, seal, unseal

NONCE = 12


class Sealed:
    """A value at rest. Printing it shows nothing; `open()` is for verbs that write the opening down."""

    def __init__(self, stored: bytes, bound_to: bytes) -> None:
        self.stored = bytes(stored)
        self._bound_to = bound_to

    @property
    def key_id(self) -> int:
        return self.stored[1]

    def open(self) -> str:
        """The plain text. Raises `InvalidTag` when the value was altered or moved."""
        suite, number, nonce = self.stored[0], self.stored[1], self.stored[2 : 2 + NONCE]
        plain = unseal(suite, key_ring().sealing[number], nonce, self.stored[2 + NONCE :], self._bound_to)
        return plain.decode()

    def __str__(self) -> str:
        return "••••"

    def __repr__(self) -> str:
        return "<sealed>"


def seal_text(plain: str, label: str, column: str, pk: int) -> bytes:
    """The stored form of a text for one cell; for bulk loading, where no model instance is made."""
    suite = BY_NAME[settings.UNIONNET_CRYPTO_SUITE]
    ring, nonce = key_ring(), secrets.token_bytes(NONCE)
    sealed = seal(suite, ring.sealing[ring.current], nonce, plain.encode(), bound_to(label, column, pk))
    return bytes([suite, ring.current]) + nonce + sealed


def bound_to(label: str, column: str, pk: int) -> bytes:
    """What a sealed value is tied to."""
    return f"{label}\x1f{column}\x1f{pk}".encode()


class _SealedAttribute(DeferredAttribute):
    """Reads give `Sealed` (or None); a plain text that was assigned stays plain until it is saved."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not isinstance(value, bytes):
            return value
        return Sealed(value, bound_to(instance._meta.label, self.field.attname, instance.pk))

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Without this the plain attribute in the instance would outrank the descriptor.
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Assign text; read `Sealed`. The model's primary key must be known before the insert (`SequencedId`)."""

    descriptor_class = _SealedAttribute

    def __init__(self, **options: Any) -> None:
        options["editable"] = True
        super().__init__(**options)

    def from_db_value(self, value: object, *_: object) -> bytes | None:
        return None if value is None else bytes(value)  # type: ignore[call-overload]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed):
            value = value.stored
        if isinstance(value, str):
            if model_instance.pk is None:
                raise ValueError(f"{model_instance._meta.label}: take the id before sealing (SequencedId)")
            value = seal_text(value, model_instance._meta.label, self.attname, model_instance.pk)
        setattr(model_instance, self.attname, value)
        return value


class BlindIndexField(models.BinaryField):  # type: ignore[type-arg]
    """The blind index beside an encrypted field: `BlindIndexField()` with 32 bytes from `blind_index`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 32)
        super().__init__(**options)

    def from_db_value(self, value: object, *_: object) -> bytes | None:
        return None if value is None else bytes(value)  # type: ignore[call-overload]


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    """The sealed columns of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
