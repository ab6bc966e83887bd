# SPDX-License-Identifier: Apache-2.0
"""资金发放: money to bank accounts, in batches of one source, let go by two people, each claim paid once."""

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

LIVE = ("waiting", "sent", "paid")


class FundSource(Bound):
    """资金来源: kept apart from all others, since a batch has one (HW-16)."""

    class Kind(models.TextChoices):
        UNION = "union", _("工会经费")
        CENTRAL = "central", _("中央财政专项")
        LOCAL = "local", _("地方财政")
        DONATED = "donated", _("社会捐赠")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    kind = models.CharField(_("类别"), max_length=8, choices=Kind, default=Kind.UNION)
    name = models.CharField(_("名称"), max_length=60)

    class Meta:
        verbose_name = _("资金来源")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_source_of_a_name")]

    def __str__(self) -> str:
        return self.name


class PaymentBatch(Bound):
    """发放批次: what for (HW-13), from which source. One puts it together and asks, another approves; the
    bank's file is made of what was approved; closed, it has the number of its accounting voucher."""

    class Kind(models.TextChoices):
        LIVING = "living", _("生活救助")
        MEDICAL = "medical", _("医疗救助")
        STUDY = "study", _("助学")
        TRAINING = "training", _("职业培训")
        WINTER = "winter", _("送温暖")
        SUMMER = "summer", _("送清凉")
        OTHER = "other", _("其他")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("batch", "编制中")
        ASKED = "asked", pgettext_lazy("batch", "待审批")
        APPROVED = "approved", pgettext_lazy("batch", "已批准")
        SENT = "sent", pgettext_lazy("batch", "已送银行")
        CLOSED = "closed", pgettext_lazy("batch", "已办结")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    title = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("救助类别"), max_length=8, choices=Kind)
    source = models.ForeignKey(
        FundSource, on_delete=models.PROTECT, related_name="+", verbose_name=_("资金来源")
    )
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.DRAFT)
    note = models.CharField(_("退回原因"), max_length=200, blank=True)
    voucher_no = models.CharField(_("记账凭证号"), max_length=40, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("编制时间"), db_default=Now())
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("提出人")
    )
    second = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("审批人")
    )
    approved_at = models.DateTimeField(_("审批时间"), null=True)
    sent_at = models.DateTimeField(_("送银行时间"), null=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)

    class Meta:
        verbose_name = _("发放批次")
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=F("asked_by")), name="payment_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", second__isnull=True)
                | Q(state="asked", asked_by__isnull=False, second__isnull=True)
                | Q(
                    state__in=["approved", "sent", "closed"],
                    asked_by__isnull=False,
                    second__isnull=False,
                    approved_at__isnull=False,
                ),
                name="nothing_goes_out_unapproved",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(voucher_no=""), name="a_closed_batch_has_its_voucher"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="payment_batch_of_union")]

    def __str__(self) -> str:
        return self.title


class Payment(Bound):
    """One line of a batch: to one person's own account. `claim` is what it is paid for; while a line of it
    waits, is under way or was paid, there is no other. What came back stays; another `replaces` it."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("payment", "待发放")
        SENT = "sent", pgettext_lazy("payment", "银行办理中")
        PAID = "paid", pgettext_lazy("payment", "已到账")
        FAILED = "failed", pgettext_lazy("payment", "银行退回")
        DROPPED = "dropped", pgettext_lazy("payment", "已撤下")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField(_("序号"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    claim = models.CharField(max_length=60)
    amount = models.BigIntegerField(_("金额（分）"))
    account = EncryptedTextField(verbose_name=_("银行账号"))
    tail = models.CharField(_("账号末四位"), max_length=4)
    bank = models.CharField(_("开户行"), max_length=60)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(_("退回原因"), max_length=200, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("发放明细")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_line_has_its_number"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(state__in=LIVE), name="a_claim_is_paid_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=100_000_000), name="amount_in_reason"
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(reason=""), name="failed_says_why"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="payment_of_person")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.number}"
