# SPDX-License-Identifier: Apache-2.0
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now

from unionnet.foundation.ids import XidField


class Entry(models.Model):
    """One fact. Append-only: the application role may insert and read, nothing else.

    `actor_id`, `behalf_id` and `org_path` are plain values: the foundation knows no person, no organisation.
    """

    at = models.DateTimeField(db_default=Now())
    xid = XidField()
    fact = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    behalf_id = models.BigIntegerField(null=True)  # for whom the actor stood in
    org_path = models.CharField(max_length=120, blank=True, db_default="")
    data = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="journal_entry_order"),
            # Rows come in the order of time: a few bytes for 128 pages find a day; an insert pays nothing.
            BrinIndex(fields=["at"], name="journal_entry_day", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.fact}"


class Cursor(models.Model):
    """How far one listener has heard."""

    listener = models.CharField(max_length=200, primary_key=True)
    xid = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.listener


class Undelivered(models.Model):
    """A fact that a listener could not take, put aside so that the others go on. A person looks at it."""

    listener = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    error = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listener", "entry"], name="undelivered_once")]

    def __str__(self) -> str:
        return f"{self.listener} {self.entry_id}"


class Seal(models.Model):
    """A batch of entries closed by a hash that also covers the seal before it. Append-only."""

    last_xid = models.BigIntegerField()
    last_entry_id = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    head = models.BinaryField(max_length=32)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return bytes(self.head).hex()
