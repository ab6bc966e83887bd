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
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Roster(Bound):
    """A list of people on its way into the register. It is looked through first, so that the officer
    sees what it would do; taken in when they say so; and may be undone within a day.

    Holds no personal data itself: the rows are sealed in its parts. `columns` says where each field stands,
    `skipped` names sheets of the file with another head, `found` counts rows by what became (or would become)
    of them.
    """

    class Stage(models.TextChoices):
        LOOKING = "looking", _("正在检查")
        DRAFT = "draft", _("待确认")
        IMPORTING = "importing", _("正在导入")
        FINISHED = "finished", _("已导入")
        UNDONE = "undone", _("已整批撤销")

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rosters")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    event = models.CharField(pgettext_lazy("one event", "活动"), max_length=100, blank=True)
    occupation = models.CharField(_("职业类别"), max_length=40, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")  # of the officer, for the reasons
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.LOOKING)
    head = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    skipped = models.JSONField(default=list)
    ids_are_cut = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=~Q(stage="undone"),
                name="roster_imported_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(stage__in=["looking", "importing"]), name="roster_at_work"
            ),
            models.Index(fields=["at"], condition=Q(stage__in=["looking", "draft"]), name="roster_draft"),
            models.Index(fields=["organisation", "-id"], name="roster_organisation"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.stage in (self.Stage.LOOKING, self.Stage.IMPORTING)

    @property
    def accepted(self) -> int:
        """Rows that came in (or would), complete or not."""
        return int(self.found.get("ok", 0) + self.found.get("incomplete", 0))

    @property
    def refused(self) -> int:
        return self.decided - self.accepted

    @property
    def decided(self) -> int:
        return int(sum(self.found.values()))


class RosterPart(models.Model):
    """Rows of a list that stand together, sealed like everything else that names people: a list of
    [row number, cells]. Once they are taken in only the rows that were not are kept, for the officer to mend;
    `outcomes` holds [row number, code, sentence] of these.
    """

    id = SequencedId(primary_key=True)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="parts")
    sheet = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=0)
    lines = EncryptedTextField(null=True)
    outcomes = models.JSONField(default=list)
    waits = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("待导入的名单")
        indexes = [
            models.Index(fields=["roster", "id"], condition=Q(waits=True), name="roster_part_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id} · {self.pk}"


class RosterLayout(Bound):
    """How a union's sheets with a certain head are to be read, as an officer corrected it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    columns = models.JSONField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_layout_a_head")]

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.key[:8]}"
