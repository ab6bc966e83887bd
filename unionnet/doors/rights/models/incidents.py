# SPDX-License-Identifier: Apache-2.0
"""Personal data leaked, were altered or lost (PI-11)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Incident(Bound):
    """What happened, to which data, what it may do to people, what was done: the contents the law asks for in
    the report to the authority and in the words to those affected."""

    class Operator(models.TextChoices):
        OTHER = "other", _("一般网络运营者")
        CRITICAL = "critical", _("关键信息基础设施运营者")
        CENTRAL = "central", _("中央和国家机关各部门")

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("发生在哪个工会")
    )
    title = models.CharField(_("事件名称"), max_length=80)
    kinds = models.CharField(_("涉及的个人信息种类"), max_length=200)
    cause = models.TextField(_("原因"), max_length=1000)
    harm = models.TextField(_("可能造成的危害"), max_length=1000)
    measures = models.TextField(_("已采取的补救措施和本人可以采取的措施"), max_length=1000)
    contact = models.CharField(_("联系人和联系方式"), max_length=120)
    began_at = models.DateTimeField(_("发生时间"))
    ended_at = models.DateTimeField(_("制止时间"))
    found_at = models.DateTimeField(_("发现时间"))
    is_serious = models.BooleanField(_("较大以上网络安全事件"), default=False)
    operator = models.CharField(_("运营者类别"), max_length=10, choices=Operator, default=Operator.OTHER)
    reported_at = models.DateTimeField(_("报告时间"), null=True, editable=False)
    told_at = models.DateTimeField(_("告知时间"), null=True, editable=False)
    closed_at = models.DateTimeField(_("完成时间"), null=True, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("个人信息安全事件")
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gte=F("began_at")), name="incident_dates_in_order")
        ]
        indexes = [models.Index(fields=["organisation", "-created_at"], name="incident_of_union")]

    def __str__(self) -> str:
        return self.title


class Affected(Bound):
    """Somebody whose data an incident concerns, and how we know."""

    class How(models.TextChoices):
        OPENED = "opened", _("完整号码被查看")
        LISTED = "listed", _("列入导出的名单")
        MEMBER = "member", _("是这个工会的会员")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="affected")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    how = models.CharField(_("原因"), max_length=8, choices=How)
    told_at = models.DateTimeField(_("告知时间"), null=True)

    class Meta:
        verbose_name = _("受影响的人")
        constraints = [models.UniqueConstraint(fields=["person", "incident"], name="affected_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.person_id}"
