# SPDX-License-Identifier: Apache-2.0
"""Models whose rows belong to an organisation or a person: asked for without a scope, they raise."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from django.db import models

from unionnet.foundation.scope import NoScope, current

M = TypeVar("M", bound=models.Model)


class Guarded(models.Manager[M]):
    """Raises `NoScope` when nobody has said on whose behalf it is asked."""

    def get_queryset(self) -> models.QuerySet[M]:
        if current() is None:
            name = self.model._meta.label
            raise NoScope(f"{name}: say on whose behalf (on_behalf_of), or why all of them (everything)")
        return super().get_queryset()


class Bound(models.Model):
    """Rows that belong to an organisation or a person."""

    objects = Guarded()

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> Any:
        """What `get_…_display()` says. Django gathers all the labels of the field anew for each row."""
        value = getattr(self, field.attname)
        label = _labels_of(field).get(value, value)
        return label if label is None else str(label)


@cache
def _labels_of(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices or ())
