# SPDX-License-Identifier: Apache-2.0
"""劳动争议调解 (DM-01 to DM-07): who asks what of which employer, what both sides said, the agreement, and
whether it was kept."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models import Case

LIVE = ("asked", "accepted", "declined", "agreed")
OVER = ("kept", "broken", "failed", "refused", "ended")
ACCEPTED = ("accepted", "declined", "agreed", "kept", "broken", "failed")
SIGNED = ("agreed", "kept", "broken")
# 劳动争议调解仲裁法 art. 7 and the rules of arbitration; shown from the rulebook, kept by the database.
GROUP, FEWEST, MOST = 10, 3, 5


class Mediator(Bound):
    """调解员 of a union's mediation committee (DM-06): for the workers or for the employer, one of them the
    head, who is a union member or was chosen by both sides."""

    class Side(models.TextChoices):
        WORKER = "worker", _("职工代表")
        EMPLOYER = "employer", _("企业代表")
        NEUTRAL = "neutral", pgettext_lazy("mediator", "聘任的调解员")

    class Head(models.TextChoices):
        UNION_MEMBER = "union_member", _("主任：工会成员")
        CHOSEN_BY_BOTH = "chosen_by_both", _("主任：双方推举")

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    name = models.CharField(_("姓名"), max_length=60)
    side = models.CharField(_("代表哪一方"), max_length=8, choices=Side)
    head = models.CharField(_("主任"), max_length=14, choices=Head, blank=True)
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("调解员")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True) & ~Q(head=""),
                name="a_mediation_committee_has_one_head",
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(until__isnull=True),
                name="a_mediator_is_on_the_list_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Mediation(Bound):
    """调解 of one case. Where it lies and its clock are those of the case (decision 0051); here stands what
    only mediation knows. `key` makes a form that is sent twice one request. `limit_on` is the last day for
    arbitration as far as it is known. The employer is `employer` once it was found in the register."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("mediation", "待受理")
        ACCEPTED = "accepted", pgettext_lazy("mediation", "调解中")
        DECLINED = "declined", pgettext_lazy("mediation", "对方不愿调解，待告知")
        AGREED = "agreed", pgettext_lazy("mediation", "已达成协议")
        KEPT = "kept", pgettext_lazy("mediation", "已履行")
        BROKEN = "broken", pgettext_lazy("mediation", "未履行")
        FAILED = "failed", pgettext_lazy("mediation", "未达成协议")
        REFUSED = "refused", pgettext_lazy("mediation", "不予受理")
        ENDED = "ended", pgettext_lazy("mediation", "已终止")

    class Matter(models.TextChoices):
        WAGES = "wages", _("拖欠工资")
        INJURY = "injury", _("工伤医疗费和赔偿")
        COMPENSATION = "compensation", _("经济补偿或者赔偿金")
        CONTRACT = "contract", _("合同的订立、变更、解除")
        HOURS = "hours", _("工作时间、休息休假")
        INSURANCE = "insurance", _("社会保险、福利")
        OTHER = "other", pgettext_lazy("mediation", "其他劳动争议")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(_("争议事由"), max_length=12, choices=Matter, default=Matter.OTHER)
    amount = models.BigIntegerField(_("请求金额"), null=True)
    is_oral = models.BooleanField(_("口头申请"), default=False)
    workers = models.PositiveIntegerField(_("几名职工"), default=1)
    representatives = ArrayField(models.CharField(max_length=60), default=list, null=True)  # null: erased
    employer_name = models.CharField(_("对方单位"), max_length=120, blank=True)
    employer_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, null=True, related_name="+")
    limit_on = models.DateField(_("仲裁时效"), null=True)
    applied_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.ASKED)
    decided_at = models.DateTimeField(_("受理时间"), null=True)
    decided_in_time = models.BooleanField(_("按期决定"), null=True)
    reason = models.TextField(_("理由"), max_length=1000, blank=True)
    mediator = models.ForeignKey(Mediator, on_delete=models.PROTECT, null=True, related_name="+")
    no_interest_at = models.DateTimeField(_("声明没有利害关系"), null=True)
    willing_at = models.DateTimeField(_("单位同意调解"), null=True)
    declined_at = models.DateTimeField(_("单位不愿调解"), null=True)
    worker_consents_at = models.DateTimeField(_("职工同意延期"), null=True)
    employer_consents_at = models.DateTimeField(_("单位同意延期"), null=True)
    extended_at = models.DateTimeField(_("延期"), null=True)
    time_over_at = models.DateTimeField(null=True)
    terms = models.TextField(_("协议内容"), max_length=4000, blank=True)
    agreed_amount = models.BigIntegerField(_("协议金额"), null=True)
    perform_by = models.DateField(_("履行期限"), null=True)
    effect_on = models.DateField(_("生效日期"), null=True)
    confirm_asked_on = models.DateField(_("共同申请仲裁审查"), null=True)
    confirmed_on = models.DateField(_("仲裁确认"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        verbose_name = _("劳动争议调解")
        constraints = [
            models.CheckConstraint(
                condition=Q(workers__gte=1, workers__lt=GROUP, representatives__len=0)
                | Q(workers__gte=GROUP, representatives__len__gte=FEWEST, representatives__len__lte=MOST),
                name="ten_workers_are_represented_by_three_to_five",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ACCEPTED)
                | Q(decided_at__isnull=False, decided_in_time__isnull=False, employer__isnull=False),
                name="an_accepted_mediation_knows_its_employer",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(decided_at__isnull=False, decided_in_time__isnull=False),
                name="a_refused_mediation_says_when",
            ),
            models.CheckConstraint(
                condition=Q(mediator__isnull=True, no_interest_at__isnull=True)
                | Q(mediator__isnull=False, no_interest_at__isnull=False),
                name="a_mediator_declares_no_interest",
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True)
                | Q(worker_consents_at__isnull=False, employer_consents_at__isnull=False),
                name="both_sides_consent_to_more_time",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | ~Q(state__in=("asked", "accepted", *SIGNED)),
                name="who_declined_is_not_mediated_with",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED) | Q(effect_on__isnull=False, mediator__isnull=False),
                name="an_agreement_has_effect_and_mediator",
            ),
            models.CheckConstraint(
                condition=Q(confirm_asked_on__isnull=True) | Q(confirm_asked_on__gte=F("effect_on")),
                name="confirmation_is_asked_of_what_has_effect",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(confirmed_on__gte=F("confirm_asked_on")),
                name="what_is_confirmed_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False)
                | (Q(state__in=LIVE) & Q(ended_at__isnull=True)),
                name="a_mediation_that_is_over_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="mediation_by_state"),
            models.Index(
                fields=["limit_on"],
                condition=Q(state__in=LIVE, limit_on__isnull=False),
                name="mediation_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def employer_called(self) -> str:
        return self.employer.name if self.employer else self.employer_name


class Meeting(Bound):
    """调解会: when and where; afterwards what was said and what came of it."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("达成一致")
        GOES_ON = "goes_on", _("没有达成一致，继续调解")
        ABSENT = "absent", _("有一方没有到场")

    public_id = PublicIdField()
    mediation = models.ForeignKey(Mediation, on_delete=models.PROTECT, related_name="meetings")
    at = models.DateTimeField(_("时间"))
    place = models.CharField(_("地点"), max_length=120)
    minutes = models.TextField(_("调解笔录"), max_length=4000, blank=True)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("调解会")
        constraints = [
            models.UniqueConstraint(fields=["mediation", "at"], name="one_meeting_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.at}"
