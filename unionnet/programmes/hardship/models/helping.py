# SPDX-License-Identifier: Apache-2.0
"""What follows: the public notice, aid, the yearly review, the appeal."""

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
from unionnet.foundation.ids import SequencedId
from unionnet.programmes.hardship.models.dossiers import Dossier
from unionnet.tools.payments.models import Payment


class PublicNotice(Bound):
    """公示: surname, unit and class, nothing else, until its days are over (HW-15). Then the row goes."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="notice")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    surname = models.CharField(_("姓"), max_length=8)
    unit = models.CharField(_("所在工会"), max_length=100)
    grade = models.CharField(_("困难类别"), max_length=12, choices=Dossier.Grade)
    from_day = models.DateField(_("公示开始"))
    until_day = models.DateField(_("公示结束"))
    over_at = models.DateTimeField()

    class Meta:
        verbose_name = _("困难职工公示")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__gt=F("from_day")), name="hardship_notice_has_its_days"
            )
        ]
        indexes = [models.Index(fields=["organisation", "id"], name="notices_of_union")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.until_day}"


class Aid(Bound):
    """帮扶: one kind of help, once (HW-13). Money is a line of a payment batch; what is no money has none."""

    class Kind(models.TextChoices):
        LIVING = "living", _("生活救助")
        MEDICAL = "medical", _("医疗救助")
        STUDY = "study", _("子女助学")
        TRAINING = "training", _("职业培训")
        PLACEMENT = "placing", _("职业介绍")
        LEGAL = "legal", _("法律援助")
        OTHER = "other", _("其他")

    key = models.UUIDField(unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="aids", db_index=False)
    kind = models.CharField(_("帮扶类别"), max_length=8, choices=Kind)
    grade = models.CharField(max_length=12, choices=Dossier.Grade)
    amount = models.BigIntegerField(_("金额（分）"), default=0)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("说明"), max_length=100, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("帮扶记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=0, payment__isnull=True)
                | Q(amount__gt=0, amount__lte=10_000_000, payment__isnull=False),
                name="aid_in_money_is_a_payment",
            )
        ]
        indexes = [
            models.Index(fields=["dossier", "-on_day"], name="aid_of_household"),
            models.Index(fields=["on_day"], name="aid_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.kind}"


class Review(Bound):
    """年度复核, and what it found (HW-09)."""

    class Outcome(models.TextChoices):
        SAME = "same", _("仍然困难")
        BETTER = "better", _("困难原因消除，收入高于低保标准")

    id = SequencedId(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="reviews", db_index=False)
    outcome = models.CharField(_("复核结果"), max_length=8, choices=Outcome)
    since = models.DateField(_("好转起始"), null=True)
    note = EncryptedTextField(null=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on_day = models.DateField(_("年度复核日期"))

    class Meta:
        verbose_name = _("困难复核")
        indexes = [models.Index(fields=["dossier", "-id"], name="reviews_of_household")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.outcome}"


class Appeal(Bound):
    """申诉 against a rejection or an exit; one at a time, answered by another than the one who decided."""

    class Answer(models.TextChoices):
        WAITING = "", pgettext_lazy("appeal", "待答复")
        UPHELD = "upheld", _("申诉成立，恢复办理")
        DENIED = "denied", _("维持原决定")

    id = SequencedId(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="appeals", db_index=False)
    text = EncryptedTextField()
    answer = models.CharField(_("答复"), max_length=8, choices=Answer, blank=True)
    words = EncryptedTextField(null=True)
    against = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("困难认定申诉")
        indexes = [models.Index(fields=["dossier", "-id"], name="appeals_of_household")]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(answer=""), name="one_appeal_at_a_time"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True)
                | Q(answered_by__isnull=False) & (Q(against__isnull=True) | ~Q(answered_by=F("against"))),
                name="appeal_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.answer}"
