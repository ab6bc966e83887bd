# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.submissions.models import Submission

Kind = Organisation.Kind
KINDS = (
    Kind.ENTERPRISE_UNION,
    Kind.INSTITUTION_UNION,
    Kind.AGENCY_UNION,
    Kind.BUILDING_OR_MARKET_UNION,
    Kind.PLATFORM_UNION,
    Kind.VILLAGE_JOINT_UNION,
    Kind.REGIONAL_JOINT_UNION,
    Kind.SECTORAL_FEDERATION,
)


class Establishment(Bound):
    """A union on its way into being (ORG-13 … ORG-16): who helps, who approves, and how far it has come.
    `sender` is the union that helps, `approver` the one that approves and will stand above it."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("establishing", "准备材料")
        APPLICATION_SUBMITTED = "application_submitted", pgettext_lazy("establishing", "已请示筹建")
        PREPARATION_APPROVED = "preparation_approved", pgettext_lazy("establishing", "同意筹建")
        MEETING_REQUESTED = "meeting_requested", pgettext_lazy("establishing", "已请示开会")
        MEETING_APPROVED = "meeting_approved", pgettext_lazy("establishing", "同意开会")
        ELECTION_HELD = "election_held", pgettext_lazy("establishing", "已选举")
        RESULT_SUBMITTED = "result_submitted", pgettext_lazy("establishing", "已报选举结果")
        ESTABLISHED = "established", pgettext_lazy("establishing", "已成立")
        REGISTERED = "legal_person_registered", pgettext_lazy("establishing", "已登记法人")
        ABANDONED = "abandoned", pgettext_lazy("establishing", "未办成")

    class Meeting(models.TextChoices):
        MEMBERS = "members", _("会员大会")
        DELEGATES = "delegates", _("会员代表大会")

    public_id = PublicIdField()
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    approver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("工会名称"), max_length=100)
    kind = models.CharField(_("类型"), max_length=32, choices=[(kind.value, kind.label) for kind in KINDS])
    is_joint = models.BooleanField(_("联合建会"), default=False)
    region_code = models.CharField(_("行政区划代码"), max_length=12)
    employees = models.PositiveIntegerField(_("职工人数"), default=0)
    members = models.PositiveIntegerField(_("会员人数"), default=0)
    groups = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    # One that should exist already has a row of its own (应建未建).
    expected = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("状态"), max_length=24, choices=State, default=State.DRAFT)
    meeting = models.CharField(_("会议形式"), max_length=10, choices=Meeting, blank=True)
    meeting_on = models.DateField(_("开会日期"), null=True)
    delegates = models.PositiveIntegerField(_("代表人数"), null=True)
    seats = models.PositiveSmallIntegerField(_("委员名额"), null=True)
    should_attend = models.PositiveIntegerField(_("应到人数"), null=True)
    attended = models.PositiveIntegerField(_("实到人数"), null=True)
    held_on = models.DateField(_("选举日期"), null=True)
    term_years = models.PositiveSmallIntegerField(_("任期（年）"), null=True)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    established_on = models.DateField(_("成立日期"), null=True)
    certificate_from = models.DateField(_("证书有效期起"), null=True)
    certificate_until = models.DateField(_("证书有效期止"), null=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("建会")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["established", "legal_person_registered"])
                | Q(organisation__isnull=False, established_on__isnull=False),
                name="an_established_union_stands_in_the_tree",
            ),
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(attended__lte=F("should_attend")),
                name="no_more_came_than_should",
            ),
            models.CheckConstraint(
                condition=Q(certificate_until__isnull=True) | Q(certificate_until__gt=F("certificate_from")),
                name="certificate_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "state"], name="establishment_sender"),
            models.Index(fields=["established_on"], name="establishment_day"),
            models.Index(fields=["certificate_until"], name="establishment_certificate"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        """Nothing more is asked for."""
        return self.state in (self.State.ESTABLISHED, self.State.REGISTERED, self.State.ABANDONED)


class Unit(models.Model):
    """An employer whose workers will have this union; a joint union has several."""

    establishment = models.ForeignKey(
        Establishment, on_delete=models.CASCADE, related_name="units", db_index=False
    )
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("建会单位")
        constraints = [
            models.UniqueConstraint(fields=["establishment", "employer"], name="one_unit_an_establishment")
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id} {self.employer_id}"


class Preparer(models.Model):
    """One of the three to five who prepare it (ORG-14). A name on paper, not an account."""

    establishment = models.ForeignKey(Establishment, on_delete=models.CASCADE, related_name="preparers")
    name = models.CharField(_("姓名"), max_length=60)
    duty = models.CharField(_("职务"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("筹备组成员")

    def __str__(self) -> str:
        return self.name


class Elected(models.Model):
    """One who was elected, to what, with how many votes."""

    class Post(models.TextChoices):
        CHAIR = "chair", _("主席")
        VICE_CHAIR = "vice_chair", _("副主席")
        MEMBER = "member", _("委员")
        AUDIT_CHAIR = "audit_chair", _("经审主任")
        AUDITOR = "auditor", _("经审委员")
        WOMEN_CHAIR = "women_chair", _("女职工主任")
        WOMEN_MEMBER = "women_member", _("女职工委员")

    establishment = models.ForeignKey(
        Establishment, on_delete=models.CASCADE, related_name="elected", db_index=False
    )
    name = models.CharField(_("姓名"), max_length=60)
    post = models.CharField(_("当选职务"), max_length=16, choices=Post)
    votes = models.PositiveIntegerField(_("得票"))

    class Meta:
        verbose_name = _("当选人")
        constraints = [
            models.UniqueConstraint(fields=["establishment", "post", "name"], name="elected_once_to_a_post")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_post_display()}"


class Request(models.Model):
    """One request of an establishment to the union above: leave to prepare, leave to meet, the result."""

    class Step(models.TextChoices):
        PREPARE = "prepare", _("成立工会请示")
        MEETING = "meeting", _("召开大会请示")
        RESULT = "result", _("选举结果报告")

    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="requests")
    step = models.CharField(max_length=8, choices=Step)
    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("建会请示")

    def __str__(self) -> str:
        return f"{self.establishment_id} {self.step}"
