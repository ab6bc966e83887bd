# SPDX-License-Identifier: Apache-2.0
"""家庭经济状况核对: lists that go to civil affairs, by two hands, and what comes back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.programmes.hardship.models.dossiers import Dossier


class CheckList(Bound):
    """One list of households. One asks for it, another lets it go; no clear number leaves before."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("用途"), max_length=100)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人"))
    at = models.DateTimeField(_("提出时间"), db_default=Now())
    second = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    let_go_at = models.DateTimeField(_("复核时间"), null=True)

    class Meta:
        verbose_name = _("民政核对名单")
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True, let_go_at__isnull=True)
                | Q(second__isnull=False, let_go_at__isnull=False) & ~Q(second=F("asked_by")),
                name="check_list_by_two_people",
            )
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="check_lists_of_union")]

    def __str__(self) -> str:
        return f"{self.public_id}"


class CheckLine(Bound):
    """One household on a list, and the answer of civil affairs, its remark sealed."""

    class Result(models.TextChoices):
        WAITING = "", pgettext_lazy("civil affairs", "待答复")
        MATCHES = "matches", _("相符")
        DIFFERS = "differs", _("不符")
        UNKNOWN = "unknown", _("无法核对")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    check_list = models.ForeignKey(CheckList, on_delete=models.CASCADE, related_name="lines", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="checks")
    result = models.CharField(_("核对结果"), max_length=8, choices=Result, blank=True)
    remark = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("民政核对结果")
        constraints = [
            models.UniqueConstraint(fields=["check_list", "dossier"], name="on_a_check_list_once"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(result=""), name="one_check_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.check_list_id} {self.result}"
