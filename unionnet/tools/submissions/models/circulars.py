# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField


class Circular(Bound):
    """A paper a union sends to unions below it, only to be read (传阅). It is sent once and not changed."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(_("标题"), max_length=120)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    body = models.TextField(_("正文"), max_length=8000, blank=True)
    read_by = models.DateField(_("请在何时前阅知"), null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("发送时间"), db_default=Now())
    reminded_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("传阅文件")
        indexes = [models.Index(fields=["organisation", "-id"], name="circular_of_union")]

    def __str__(self) -> str:
        return self.title


class CircularPaper(models.Model):
    """A file that goes with it."""

    public_id = PublicIdField()
    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("传阅附件")

    def __str__(self) -> str:
        return f"{self.circular_id} {self.file_id}"


class CircularCopy(Bound):
    """One union that shall read it."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="copies", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("传阅对象")
        constraints = [
            models.UniqueConstraint(fields=["circular", "organisation"], name="one_circular_copy_a_union")
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} → {self.organisation_id}"


class CircularReading(Bound):
    """An officer of that union has read it."""

    copy = models.ForeignKey(CircularCopy, on_delete=models.PROTECT, related_name="readings", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("传阅记录")
        constraints = [models.UniqueConstraint(fields=["copy", "person"], name="circular_read_once")]

    def __str__(self) -> str:
        return f"{self.copy_id} {self.person_id}"
