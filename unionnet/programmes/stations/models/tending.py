# SPDX-License-Identifier: Apache-2.0
"""What a keeper says in thirty seconds, and what the union answers."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import FaultReport, Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField


class Patrol(Bound):
    """The keeper went round on that day (ST-08). `exceptions` are codes of `checklist.py`; none: all is well.
    `at` is when we heard of it: the phone may have been without network."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    exceptions = ArrayField(models.CharField(max_length=16), default=list)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("巡查")
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="one_patrol_a_day")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"

    @property
    def is_well(self) -> bool:
        return not self.exceptions


class Shortage(Bound):
    """Something is nearly used up: the keeper asks the union for more, the union says what it does."""

    public_id = PublicIdField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.CharField(max_length=16)
    note = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    is_sent = models.BooleanField(null=True)
    answer = models.CharField(max_length=100, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("缺货")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "item"], condition=Q(answered_at__isnull=True), name="asked_for_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, is_sent__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False, is_sent__isnull=False),
                name="an_answer_says_who_and_what",
            ),
        ]
        indexes = [models.Index(fields=["site", "-at"], name="shortage_of_site")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.item}"


class FaultPhoto(Bound):
    """What is broken, as the keeper saw it. Never public: somebody may stand in it."""

    fault = models.OneToOneField(FaultReport, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("故障照片")

    def __str__(self) -> str:
        return str(self.fault_id)
