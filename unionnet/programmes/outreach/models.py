# SPDX-License-Identifier: Apache-2.0
"""职工沟通会: a stand in the street where workers ask, scan, join, and take something to read."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import JoinCode, Membership, Person, Role
from unionnet.foundation.ids import PublicIdField


class Meeting(models.Model):
    """One stand, with a join code of its own."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    title = models.CharField(_("名称"), max_length=60)
    place = models.CharField(_("地点"), max_length=80)
    starts_at = models.DateTimeField(pgettext_lazy("time", "开始"))
    ends_at = models.DateTimeField(pgettext_lazy("time", "结束"))
    join_code = models.OneToOneField(JoinCode, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("职工沟通会")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-starts_at"], name="meeting_of_union"),
            models.Index(fields=["ends_at"], name="meeting_ahead"),
        ]

    def __str__(self) -> str:
        return self.title


class Leaflet(models.Model):
    """How many of one leaflet were handed out."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="leaflets")
    title = models.CharField(_("资料名称"), max_length=60)
    handed_out = models.PositiveIntegerField(_("发放（份）"), default=0)

    class Meta:
        verbose_name = _("发放资料")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "title"], name="one_leaflet_of_a_title"),
            models.CheckConstraint(condition=Q(handed_out__lte=1_000_000), name="leaflets_in_reason"),
        ]

    def __str__(self) -> str:
        return self.title


class Ask(models.Model):
    """What somebody asked at the stand: a question, or a service they need. Answered in words."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("政策咨询")
        SERVICE = "service", _("服务诉求")

    public_id = PublicIdField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="asks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("类别"), max_length=8, choices=Kind)
    text = models.CharField(_("内容"), max_length=300)
    at = models.DateTimeField(db_default=Now())
    reply = models.CharField(_("答复"), max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("咨询和诉求")
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, reply="")
                | (Q(replied_at__isnull=False, replied_by__isnull=False)),
                name="ask_answered_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["meeting", "kind", "text"],
                condition=Q(replied_at__isnull=True),
                name="one_open_ask_of_a_text",
            ),
        ]
        indexes = [
            models.Index(fields=["meeting", "id"], name="ask_of_meeting"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="ask_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.kind}"


class Scan(models.Model):
    """When the code of a meeting was scanned that led to this application: heard from the journal."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="scans")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("扫码时间")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.membership_id}"


class SpotApproval(models.Model):
    """An authorised officer took somebody in at the stand: by which post, at which meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="approvals")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("当场批准")

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.membership_id}"
