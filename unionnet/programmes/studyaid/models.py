# SPDX-License-Identifier: Apache-2.0
"""助学: what a union pays towards a degree of its members, or the schooling of their children (HW-12)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto import BlindIndexField, EncryptedTextField
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField, SequencedId
from unionnet.tools.payments.models import FundSource, Payment, PaymentBatch

LIVE = ("applied", "returned", "approved")


class Scheme(Bound):
    """助学项目 of one year: whom it is for, how much, from which source. `batch` is the one that what is
    approved goes into, while it is being put together."""

    class Kind(models.TextChoices):
        DEGREE = "degree", _("学历补贴（求学圆梦）")
        AUTUMN = "autumn", _("金秋助学（子女）")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    kind = models.CharField(_("类别"), max_length=8, choices=Kind, default=Kind.DEGREE)
    name = models.CharField(_("名称"), max_length=60)
    year = models.PositiveSmallIntegerField(_("年度"))
    amount = models.BigIntegerField(_("补贴金额（分）"))
    any_tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    source = models.ForeignKey(
        FundSource, on_delete=models.PROTECT, related_name="+", verbose_name=_("资金来源")
    )
    batch = models.ForeignKey(PaymentBatch, on_delete=models.PROTECT, null=True, related_name="+")
    opens_at = models.DateTimeField(_("开始申请"))
    closes_at = models.DateTimeField(_("截止申请"))

    class Meta:
        verbose_name = _("助学项目")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="scheme_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=10_000_000), name="scheme_in_reason"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="scheme_of_union")]

    def __str__(self) -> str:
        return self.name


class Application(Bound):
    """助学申请. One student has one a year and kind, whoever asks and wherever. The account lies sealed until
    the line of payment has it."""

    class Study(models.TextChoices):
        DEGREE = "degree", _("在职学历教育")
        SENIOR_HIGH = "senior_high", _("高中阶段")
        COLLEGE = "college", _("全日制高校")
        MILITARY = "military", _("军校")
        FREE_TEACHER = "free_teacher", _("公费师范")
        PRIVATE = "private", _("自费择校")
        ABROAD = "abroad", _("自费留学")

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("study aid", "待审核")
        RETURNED = "returned", pgettext_lazy("study aid", "已退回补充")
        APPROVED = "approved", pgettext_lazy("study aid", "已通过")
        REJECTED = "rejected", pgettext_lazy("study aid", "未通过")

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Scheme.Kind)
    year = models.PositiveSmallIntegerField()
    student_index = BlindIndexField()
    study = models.CharField(_("就读类型"), max_length=12, choices=Study)
    school = models.CharField(_("学校和专业"), max_length=100)
    account = EncryptedTextField(null=True, verbose_name=_("银行账号"))
    bank = models.CharField(_("开户行"), max_length=60)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.APPLIED)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("申请时间"), db_default=Now())

    class Meta:
        verbose_name = _("助学申请")
        constraints = [
            models.UniqueConstraint(
                fields=["student_index", "kind", "year"],
                condition=Q(state__in=LIVE),
                name="no_double_study_aid",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", payment__isnull=False)
                | (~Q(state="approved") & Q(payment__isnull=True)),
                name="approved_study_aid_is_in_a_batch",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="study_aid_of_person"),
            models.Index(fields=["organisation", "state", "-id"], name="study_aid_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.state}"


class Proof(models.Model):
    """A paper that goes with an application. A newer one of its kind takes its place."""

    class Kind(models.TextChoices):
        DIPLOMA = "diploma", _("毕业证书")
        FORM = "form", _("申请表")
        ADMISSION = "admission", _("录取通知书或在读证明")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="proofs", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("助学证明材料")
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="one_proof_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
