# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from unionnet.directory.organisations.models import Organisation


class Headcount(models.Model):
    """What one union and its whole subtree hold, counted ahead so that a page need not count a million rows.

    `own_…` is this union alone, counted from the registers; the others are sums of `own_…` over the subtree.
    Nothing here is a source: `recount()` makes it all again.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    path = models.CharField(max_length=80, db_collation="C")
    own_members = models.PositiveIntegerField(default=0)
    own_applied = models.PositiveIntegerField(default=0)
    own_stations = models.PositiveIntegerField(default=0)
    own_established = models.BooleanField(default=False)
    own_expected = models.BooleanField(default=False)
    own_tier = models.PositiveSmallIntegerField(default=0)
    members = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    stations = models.PositiveIntegerField(default=0)
    tier_1 = models.PositiveIntegerField(default=0)
    tier_2 = models.PositiveIntegerField(default=0)
    tier_3 = models.PositiveIntegerField(default=0)
    established = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["path"], name="headcount_path")]

    def __str__(self) -> str:
        return f"{self.path} {self.members}"


class Daily(models.Model):
    """One union with its whole subtree on one day: who became a member, how many were decided, how many in
    time; `own_…` is this union alone. A day without any has no row."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=80, db_collation="C")
    day = models.DateField()
    own_joined = models.PositiveIntegerField(db_default=0)
    own_decided = models.PositiveIntegerField(db_default=0)
    own_on_time = models.PositiveIntegerField(db_default=0)
    joined = models.PositiveIntegerField(db_default=0)
    decided = models.PositiveIntegerField(db_default=0)
    on_time = models.PositiveIntegerField(db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="daily_once")]
        indexes = [models.Index(fields=["day", "path"], name="daily_day_path")]

    def __str__(self) -> str:
        return f"{self.path} {self.day} {self.joined}"


class Stale(models.Model):
    """This union's figures are to be counted again."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.pk)
