# SPDX-License-Identifier: Apache-2.0
"""Who works for the unions, and in which posts. A person is one row; each post is one row."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class StaffMember(Bound):
    """A human being on the roster. Many are known by name only; `person` is the member register's row, when
    somebody told us the card number. `number` tells two of one name apart, within a county."""

    public_id = PublicIdField()
    name = models.CharField(_("姓名"), max_length=60)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("本人")
    )
    number = models.CharField(_("人员编号"), max_length=20, blank=True)
    county_code = models.CharField(max_length=6)

    class Meta:
        verbose_name = _("工会干部")
        constraints = [
            models.UniqueConstraint(
                fields=["county_code", "number"], condition=~Q(number=""), name="one_staff_member_a_number"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StaffPost(Bound):
    """One post of one person at one union (ORG-38), from the first day to the last."""

    class Kind(models.TextChoices):
        FULL_TIME = "full_time", _("专职")
        PART_TIME = "part_time", _("兼职")
        SECONDED = "seconded", _("挂职")
        CONTRACT_WORKER = "contract_worker", _("社会化工会工作者")
        BARGAINING_ADVISER = "bargaining_adviser", _("集体协商指导员")
        SUPERVISION_OFFICER = "supervision_officer", _("劳动法律监督员")

    class PaidBy(models.TextChoices):
        UNION = "union", _("工会经费")
        FISCAL = "fiscal", _("财政")
        EMPLOYER = "employer", pgettext_lazy("who pays", "所在单位")
        OTHER = "other", pgettext_lazy("who pays", "其他")

    public_id = PublicIdField()
    member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    kind = models.CharField(_("配备类型"), max_length=20, choices=Kind)
    title = models.CharField(_("职务"), max_length=60)
    since = models.DateField(_("任职起"))
    until = models.DateField(_("任期届满或离任"), null=True, blank=True)
    paid_by = models.CharField(_("工资由谁发"), max_length=10, choices=PaidBy, blank=True)
    contract_until = models.DateField(_("劳动合同到期"), null=True, blank=True)
    basis = models.CharField(_("依据文号"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("工会岗位")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="staff_post_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["member", "organisation", "kind", "since"], name="one_staff_post_a_beginning"
            ),
            models.UniqueConstraint(
                fields=["member", "organisation", "kind"],
                condition=Q(until__isnull=True),
                name="one_open_staff_post_of_a_kind",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "since"], name="staff_post_of_union"),
            models.Index(
                fields=["contract_until"], condition=Q(contract_until__isnull=False), name="staff_contracts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.organisation_id}"

    @property
    def is_chair(self) -> bool:
        """As the roster writes it; the same in SQL is `CHAIRS`."""
        return "主席" in self.title and "副主席" not in self.title


class UnionDay(Bound):
    """A day, or half of one, that the holder of a part-time post spent on union work in paid time (ORG-31).
    `member` is the post's, kept beside it so that the database holds one record a person and day. What was
    taken back stays and no longer counts."""

    class Length(models.IntegerChoices):
        HALF = 1, _("半天")
        WHOLE = 2, _("一天")

    public_id = PublicIdField()
    post = models.ForeignKey(StaffPost, on_delete=models.PROTECT, related_name="union_days", db_index=False)
    member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("日期"))
    halves = models.PositiveSmallIntegerField(_("时长"), choices=Length, default=Length.WHOLE)
    what = models.CharField(_("做什么"), max_length=100)
    noted_at = models.DateTimeField(db_default=Now())
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("工会工作日")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "day"],
                condition=Q(taken_back_at__isnull=True),
                name="one_union_day_a_person_and_day",
            ),
            models.CheckConstraint(condition=Q(halves__in=[1, 2]), name="union_day_half_or_whole"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="union_day_taken_back_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["post", "day"], name="union_day_of_post")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.day}"
