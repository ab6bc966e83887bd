# SPDX-License-Identifier: Apache-2.0
"""网络安全事件 (PI-11, SE-01): what a union above may know of a case that is told to nobody else, and who
answers for what."""

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

SERIOUS = ("larger", "major", "grave")


class Incident(Bound):
    """One incident, or a drill of one, which is never counted among them. Its words, its story and its clock
    are those of the case; here stands what the unions above see of it: how grave, of what sort, and when it
    was found, reported and over. `level`, `reported_at`, `ended_at` and `is_settled` follow the case. `key`
    makes a form that is sent twice one incident."""

    class Level(models.TextChoices):
        GENERAL = "general", pgettext_lazy("incident", "一般")
        LARGER = "larger", pgettext_lazy("incident", "较大")
        MAJOR = "major", pgettext_lazy("incident", "重大")
        GRAVE = "grave", pgettext_lazy("incident", "特别重大")

    class Sort(models.TextChoices):
        MALWARE = "malware", _("恶意程序")
        ATTACK = "attack", _("网络攻击")
        DATA = "data", _("数据泄露、篡改、丢失")
        CONTENT = "content", _("违法信息、网页被篡改")
        FAILURE = "failure", _("设备设施故障")
        OTHER = "other", pgettext_lazy("incident", "其他")

    public_id = PublicIdField()
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_drill = models.BooleanField(_("演练"), default=False)
    level = models.CharField(_("事件级别"), max_length=8, choices=Level)
    sort = models.CharField(_("事件类别"), max_length=8, choices=Sort, default=Sort.OTHER)
    found_at = models.DateTimeField(_("发现时间"))
    report_due_at = models.DateTimeField(_("报告时限"), null=True)
    reported_at = models.DateTimeField(_("报告时间"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    is_settled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("网络安全事件")
        constraints = [
            models.CheckConstraint(
                condition=Q(level="general", report_due_at__isnull=True)
                | (~Q(level="general") & Q(report_due_at__isnull=False)),
                name="a_serious_incident_is_reported_by_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_settled=False)
                | Q(ended_at__isnull=False) & (Q(level="general") | Q(reported_at__isnull=False)),
                name="a_settled_incident_was_reported",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="incident_of_a_union"),
            models.Index(fields=["organisation"], condition=Q(ended_at__isnull=True), name="incident_open"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"

    @property
    def is_serious(self) -> bool:
        """较大以上: told to the authority within hours."""
        return self.level in SERIOUS

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class DutyLine(Bound):
    """值班分工: who answers for one thing when there is an incident at this union. A change is one more
    row."""

    class Line(models.TextChoices):
        LEAD = "lead", _("总负责")
        TECHNICAL = "tech", _("技术处置")
        REPORTING = "report", _("向上级和网信部门报告")
        DATA = "data", _("数据和备份")
        PUBLIC = "public", _("答复职工和媒体")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=8, choices=Line)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("值班分工")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "line"],
                condition=Q(until__isnull=True),
                name="one_person_answers_for_a_line",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.line}"
