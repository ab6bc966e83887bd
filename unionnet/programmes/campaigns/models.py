# SPDX-License-Identifier: Apache-2.0
"""四季送: campaigns of a union, each with its activities, partners and stations."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.activities.models import Activity
from unionnet.tools.benefits.models import Benefit
from unionnet.tools.enrolment.models import Offer

MOST = 100_000_000_000


class Campaign(Bound):
    """One season's work of one kind. Its figures are those of its activities, and are kept when it closes.
    `line` is the name under which several stand together, such as 四季送."""

    class Kind(models.TextChoices):
        WARMTH = "warmth", _("送温暖")
        COOL = "cool", _("送清凉")
        POLICY = "policy", _("送政策")
        TRAINING = "training", _("送培训")
        HEALTH = "health", _("送健康")
        POST = "post", _("送岗位")
        LAW = "law", _("送法律")
        CULTURE = "culture", _("送文化")
        OTHER = "other", pgettext_lazy("kind of campaign", "其他服务")

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("主办工会")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    line = models.CharField(_("所属工程"), max_length=40, blank=True)
    kind = models.CharField(_("类型"), max_length=8, choices=Kind)
    title = models.CharField(_("名称"), max_length=60)
    purpose = models.CharField(_("目的和内容"), max_length=500, blank=True)
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    any_tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    budget = models.PositiveBigIntegerField(_("预算"), default=0)
    sites = models.ManyToManyField(Site, related_name="+", blank=True, verbose_name=_("参与阵地"))
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    persons = models.PositiveIntegerField(_("人数"), null=True, editable=False)
    person_times = models.PositiveIntegerField(_("人次"), null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("服务行动")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "title"], name="campaign_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_days_in_order"),
            models.CheckConstraint(condition=Q(budget__lte=MOST), name="campaign_budget_in_reason"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, persons__isnull=True, person_times__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, person_times__gte=F("persons")),
                name="campaign_closed_with_its_counts",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-starts_on", "-id"], name="campaign_of_union"),
            models.Index(fields=["-starts_on", "-id"], name="campaign_latest"),
        ]

    def __str__(self) -> str:
        return self.title


class Partner(models.Model):
    """Who helps: a unit that builds together, stands surety for a village, gives goods."""

    class Role(models.TextChoices):
        BUILDS = "builds", _("共建单位")
        BACKS = "backs", _("包保单位")
        GIVES = "gives", _("爱心企业")
        OTHER = "other", pgettext_lazy("partner", "其他单位")

    public_id = PublicIdField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="partners", db_index=False)
    name = models.CharField(_("单位名称"), max_length=100)
    role = models.CharField(_("角色"), max_length=6, choices=Role)
    gives = models.CharField(_("提供"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("合作单位")
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="campaign_partner_once")]

    def __str__(self) -> str:
        return self.name


class Held(models.Model):
    """An activity that belongs to a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="held")
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("行动中的活动")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.activity_id}"


class Gift(models.Model):
    """慰问品: what is handed out at an activity. Who signs for it has come there."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    benefit = models.OneToOneField(Benefit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("活动的慰问品")

    def __str__(self) -> str:
        return f"{self.activity_id} {self.benefit_id}"


class Booked(models.Model):
    """An activity whose places are scarce: they are those of an offer. Who checks in there has come here."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("活动的报名")

    def __str__(self) -> str:
        return f"{self.activity_id} {self.offer_id}"
