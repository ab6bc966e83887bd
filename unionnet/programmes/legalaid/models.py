# SPDX-License-Identifier: Apache-2.0
"""法律援助 (LA-01 to LA-06): who asked for it, what was decided, which lawyer helps, how it ended."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.casework.models import Case

LIVE = ("asked", "incomplete", "approved", "working")


class Lawyer(Bound):
    """援助律师, on the list of one union and of those below it."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    name = models.CharField(_("姓名"), max_length=60)
    firm = models.CharField(_("执业机构"), max_length=100)
    licence = models.CharField(_("执业证号"), max_length=30)
    phone = models.CharField(_("办公电话"), max_length=20, blank=True)
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("援助律师")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "licence"],
                condition=Q(until__isnull=True),
                name="a_lawyer_is_on_the_list_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PhoneList(Bound):
    """便民热线一览表 of a union, a line each: words, then a number."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    lines = models.TextField(_("便民热线"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("便民热线一览表")

    def __str__(self) -> str:
        return str(self.organisation_id)


class Aid(Bound):
    """法律援助 of one case. Where it lies and its clock are those of the case; here stands what only legal
    aid knows. `key` makes a form that is sent twice one application."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("legal aid", "待审批")
        INCOMPLETE = "incomplete", pgettext_lazy("legal aid", "待补材料")
        APPROVED = "approved", pgettext_lazy("legal aid", "待指派律师")
        WORKING = "working", pgettext_lazy("legal aid", "援助中")
        DONE = "done", pgettext_lazy("legal aid", "已结案")
        REFUSED = "refused", pgettext_lazy("legal aid", "不予援助")
        ENDED = "ended", pgettext_lazy("legal aid", "已终止")

    class Matter(models.TextChoices):
        WAGES = "wages", _("拖欠工资")
        INJURY = "injury", _("工伤")
        DISMISSAL = "dismissal", _("被辞退、被解除合同")
        CONTRACT = "contract", _("没有签合同、合同纠纷")
        INSURANCE = "insurance", _("社会保险")
        OTHER = "other", pgettext_lazy("legal aid", "其他劳动争议")

    class Form(models.TextChoices):
        ADVICE = "advice", _("法律咨询")
        DRAFTING = "drafting", _("代拟法律文书")
        NEGOTIATION = "negotiation", _("参与协商、调解")
        ARBITRATION = "arbitration", _("仲裁代理")
        LITIGATION = "litigation", _("诉讼代理")

    class Ground(models.TextChoices):
        """Who is not asked about means (LA-04)."""

        SOCIAL_ASSISTANCE = "social_assistance", _("社会救助对象")
        MIGRANT_WAGES = "migrant_wages", _("农民工，请求支付劳动报酬")
        MIGRANT_INJURY = "migrant_injury", _("农民工，请求工伤赔偿")
        NONE = "none", pgettext_lazy("legal aid", "以上都不是")

    class Urgency(models.TextChoices):
        """Why aid may come before the decision (LA-03)."""

        NONE = "none", pgettext_lazy("legal aid", "不急")
        LIMITATION = "limitation", _("仲裁时效或起诉期限只剩不到 7 天")
        SECURING = "securing", _("对方在转移财产，或证据可能灭失")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(_("争议事由"), max_length=10, choices=Matter, default=Matter.OTHER)
    form = models.CharField(_("援助形式"), max_length=12, choices=Form, default=Form.ADVICE)
    ground = models.CharField(_("免予核查经济状况"), max_length=18, choices=Ground, default=Ground.NONE)
    urgency = models.CharField(_("紧急情况"), max_length=10, choices=Urgency, default=Urgency.NONE)
    applied_at = models.DateTimeField(_("申请时间"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.ASKED)
    missing = models.TextField(_("缺少的材料"), max_length=1000, blank=True)
    papers_due_at = models.DateTimeField(_("补齐期限"), null=True)
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_in_time = models.BooleanField(_("按期审批"), null=True)
    reason = models.TextField(_("不予援助的理由"), max_length=1000, blank=True)
    lawyer = models.ForeignKey(Lawyer, on_delete=models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(_("指派时间"), null=True)
    assigned_in_time = models.BooleanField(_("按期指派"), null=True)
    result = models.TextField(_("办理结果"), max_length=4000, blank=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        verbose_name = _("法律援助")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "working", "done", "refused"))
                | Q(decided_at__isnull=False, decided_in_time__isnull=False),
                name="decided_aid_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="refused_aid_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="incomplete") | (~Q(missing="") & Q(papers_due_at__isnull=False)),
                name="incomplete_aid_says_what_is_missing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("working", "done"))
                | Q(lawyer__isnull=False, assigned_at__isnull=False, assigned_in_time__isnull=False),
                name="aid_is_given_by_a_lawyer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "refused", "ended"), ended_at__isnull=False)
                | (~Q(state__in=("done", "refused", "ended")) & Q(ended_at__isnull=True)),
                name="aid_that_is_over_says_since_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="aid_by_state")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_urgent(self) -> bool:
        return self.urgency != self.Urgency.NONE
