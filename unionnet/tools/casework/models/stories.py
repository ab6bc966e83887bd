# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models.cases import Case
from unionnet.tools.casework.models.kinds import spoken


class Step(Bound):
    """One line of the story of a case: who, when, for which union, why, with which papers (X-06). What the
    owner did has no `organisation`; what the clock did has neither."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="history", db_index=False)
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=Case.State)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    reason = models.TextField(max_length=4000, blank=True)
    until = models.DateTimeField(null=True)
    papers = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        verbose_name = _("办理记录")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="a_case_step_is_made_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.number} {self.move}"


class Paper(Bound):
    """A photo or document of a case, by its owner or by a union."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    is_from_owner = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("办件材料")

    def __str__(self) -> str:
        return f"{self.case_id} {self.file_id}"


class Need(Bound):
    """要件: what must be there before the case begins a stage (`before` is its rule) or ends well (`close`).
    Copied from the kind when the case comes in or changes its grade; `text` is what was given, or the names
    of the papers that were."""

    CLOSE = "close"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs", db_index=False)
    key = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    before = models.CharField(max_length=60, default=CLOSE)
    is_paper = models.BooleanField(default=False)
    text = models.TextField(max_length=4000, blank=True)
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("要件")
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="a_need_of_a_case_is_asked_once"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, given_by__isnull=True, text="")
                | Q(given_at__isnull=False, given_by__isnull=False),
                name="a_need_is_given_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"

    @property
    def label(self) -> str:
        """Its name in the language of the reader."""
        return spoken(self.name)


class Extension(Bound):
    """延期: asked by the union that works on it before its time is over, decided by the one that sent it, or
    by a second person where nobody sent it."""

    public_id = PublicIdField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions", db_index=False)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    decider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    until = models.DateTimeField(_("延期到"))
    reason = models.CharField(_("理由"), max_length=500)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(db_default=Now())
    state = models.CharField(
        max_length=8, choices=[("asked", _("待批准")), ("granted", _("已批准")), ("refused", _("未批准"))],
        default="asked",
    )  # fmt: skip
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("延期申请")
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="asked"), name="one_open_extension_a_case"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True, decided_by__isnull=True)
                | Q(~Q(state="asked"), decided_at__isnull=False, decided_by__isnull=False),
                name="an_extension_is_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-id"], name="extension_of_case"),
            models.Index(fields=["decider"], condition=Q(state="asked"), name="extension_to_decide"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"
