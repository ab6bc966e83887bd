# SPDX-License-Identifier: Apache-2.0
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class DemoWorld(models.Model):
    """The flag that this database is a demo, and how far its loading has come. At most one row."""

    THE_ONE: ClassVar[int] = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    scale = models.CharField(max_length=8)
    stages = ArrayField(models.CharField(max_length=24), default=list)
    begun_at = models.DateTimeField(db_default=Now())
    term = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_demo_world")]

    def __str__(self) -> str:
        return f"{self.scale}: {', '.join(self.stages)}"


class Batch(models.Model):
    """Invented members first … first + count − 1 are in. Written in the transaction that wrote them, so that
    a load that was cut off goes on where it stopped."""

    first = models.PositiveIntegerField(primary_key=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.first} + {self.count}"
