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
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Meeting(Bound):
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


class Ask(Bound):
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


class SpotApproval(Bound):
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


class Booth(Bound):
    """登记台: one of the tables of a meeting, with a join code of its own and somebody who keeps it."""

    public_id = PublicIdField()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="booths")
    name = models.CharField(_("登记台"), max_length=20)
    join_code = models.OneToOneField(JoinCode, on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("登记台")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="one_booth_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Slip(Bound):
    """登记单: one person written down at a booth, and what became of it. `key` is made where it was filled
    in, so that a slip sent again is the same slip. Who was not taken in is not named here."""

    class Outcome(models.TextChoices):
        OPEN = "", _("办理中")
        APPROVED = "approved", _("已入会")
        WAITING = "waiting", _("待审核")
        TRANSFERRING = "transferring", _("接转中")
        CONFLICT = "conflict", _("待核对")
        REFUSED = "refused", _("未登记")

    booth = models.ForeignKey(Booth, on_delete=models.PROTECT, related_name="slips", db_index=False)
    key = models.UUIDField()
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome, default=Outcome.OPEN, blank=True)
    code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    is_mended = models.BooleanField(default=False)  # a refused one that was filled in anew
    was_kept = models.BooleanField(_("断网时登记"), default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("登记单")
        constraints = [
            models.UniqueConstraint(fields=["booth", "key"], name="one_slip_a_key"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["approved", "waiting", "transferring"])
                | Q(membership__isnull=False),
                name="slip_taken_has_a_membership",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | (Q(membership__isnull=True) & ~Q(code="")),
                name="slip_refused_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["booth", "-id"], name="slip_of_booth")]

    def __str__(self) -> str:
        return f"{self.booth_id} {self.outcome}"

    @property
    def name(self) -> str:
        """Whose slip it is; who was not taken in has no name here."""
        return self.membership.person.name if self.membership else ""

    @property
    def card_no(self) -> str:
        """The number of the card that came of it."""
        if self.membership is None or self.outcome != self.Outcome.APPROVED:
            return ""
        return self.membership.card_no or ""
