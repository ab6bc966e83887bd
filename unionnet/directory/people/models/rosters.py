# SPDX-License-Identifier: Apache-2.0
"""Imported lists."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models.persons import Person
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Roster(models.Model):
    """One imported list, row by row: what became of each, in the order of the sheet. Holds no personal
    data itself; the rows that still wait are sealed in its parts.

    `outcomes` is a list of [row number, code, sentence, membership id or null], longer by one part each time.
    """

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rosters")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    event = models.CharField(pgettext_lazy("one event", "活动"), max_length=100, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")  # of the officer, for the reasons
    rows = models.PositiveIntegerField(default=0)
    outcomes = models.JSONField(default=list)
    accepted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="roster_imported_once")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(finished_at__isnull=True), name="roster_unfinished")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def decided(self) -> int:
        return self.accepted + self.refused


class RosterPart(models.Model):
    """Rows of a list that wait for the worker, sealed like everything else that names people. Gone once they
    are decided."""

    id = SequencedId(primary_key=True)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="parts")
    lines = EncryptedTextField()

    class Meta:
        verbose_name = _("待导入的名单")

    def __str__(self) -> str:
        return f"{self.roster_id} · {self.pk}"
