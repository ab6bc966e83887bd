# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField


class Form(Bound):
    """A form a union issues to unions below it. Its versions share a `line`; one that is issued is never
    altered, the next version replaces it. No `kinds`: every union below fills it."""

    class Rhythm(models.TextChoices):
        ONCE = "once", _("一次性")
        MONTH = "month", _("每月")
        QUARTER = "quarter", _("每季度")
        YEAR = "year", _("每年")
        UNION_YEAR = "union_year", _("工会统计年度")

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    title = models.CharField(_("报表名称"), max_length=80)
    about = models.TextField(_("填报说明"), max_length=2000, blank=True)
    rhythm = models.CharField(_("报告期"), max_length=12, choices=Rhythm, default=Rhythm.ONCE)
    kinds = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    is_signed = models.BooleanField(_("报送前由负责人审签"), default=False)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    issued_at = models.DateTimeField(_("下发时间"), null=True)
    closed_at = models.DateTimeField(_("停用时间"), null=True)

    class Meta:
        verbose_name = _("统计报表")
        constraints = [
            models.UniqueConstraint(fields=["line", "version"], name="a_form_version_is_made_once"),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(issued_at__isnull=False, closed_at__isnull=True),
                name="one_issued_version_is_open",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="form_of_union")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.issued_at is None


class Indicator(models.Model):
    """One figure (指标): what it counts, in which unit, by which definition. A rate is worked out from two
    other figures of the form and never typed; X-05."""

    class Kind(models.TextChoices):
        COUNT = "count", _("计数")
        MONEY = "money", _("金额")
        PERCENT = "percent", _("百分比")
        AVERAGE = "average", _("平均数")
        FIRMS = "firms", _("单位名单")
        TEXT = "text", _("文字")
        DAY = "day", _("日期")

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="indicators", db_index=False)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(_("代码"), max_length=8)
    section = models.CharField(_("分组"), max_length=40, blank=True)
    label = models.CharField(_("指标名称"), max_length=60)
    kind = models.CharField(_("种类"), max_length=8, choices=Kind, default=Kind.COUNT)
    unit = models.CharField(_("计量单位"), max_length=12, choices=Unit, blank=True)
    definition = models.CharField(_("口径"), max_length=300, blank=True)
    numerator = models.CharField(_("分子代码"), max_length=8, blank=True)
    denominator = models.CharField(_("分母代码"), max_length=8, blank=True)
    is_required = models.BooleanField(_("必填"), default=True)
    source = models.CharField(_("自动取数"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("指标")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form", "code"], name="one_indicator_a_code"),
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z][A-Z0-9]{0,7}$"), name="indicator_code"),
            models.CheckConstraint(
                condition=(Q(kind__in=["percent", "average"]) & ~Q(numerator="") & ~Q(denominator=""))
                | (~Q(kind__in=["percent", "average"]) & Q(numerator="", denominator="")),
                name="a_rate_names_both_figures",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=["count", "money", "firms"]) & ~Q(unit=""))
                | ~Q(kind__in=["count", "money", "firms"]),
                name="a_figure_has_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(kind="firms") | Q(unit__in=["firms", "firm_times"]), name="a_list_counts_firms"
            ),
            models.CheckConstraint(condition=~Q(kind="money") | Q(unit="yuan"), name="money_is_in_yuan"),
            models.CheckConstraint(condition=Q(source="") | Q(kind="count"), name="facts_give_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def is_number(self) -> bool:
        """Kept as a whole number in its cell, and added up."""
        return self.kind in ("count", "money", "firms")

    @property
    def is_rate(self) -> bool:
        return self.kind in ("percent", "average")

    @property
    def is_typed(self) -> bool:
        """Filled in by hand; the others come from other figures or from the list of firms."""
        return not self.is_rate and self.kind != self.Kind.FIRMS


class Check(models.Model):
    """What must hold between figures (审核关系), as `formulas.py` reads it. A warning lets pass who says
    why."""

    class Severity(models.TextChoices):
        ERROR = "error", pgettext_lazy("check", "必须改正")
        WARNING = "warning", pgettext_lazy("check", "须说明原因")

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="checks")
    formula = models.CharField(_("关系式"), max_length=200)
    words = models.CharField(_("提示"), max_length=200, blank=True)
    severity = models.CharField(_("要求"), max_length=8, choices=Severity, default=Severity.ERROR)

    class Meta:
        verbose_name = pgettext_lazy("returns", "审核关系")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.formula


class Period(Bound):
    """One time a form is filled: from a day to a day, due on a day. `key`: 2026, 2026-03, 2026Q1."""

    public_id = PublicIdField()
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="periods")
    line = models.CharField(max_length=12)
    key = models.CharField(_("报告期"), max_length=20)
    begins = models.DateField(_("开始日期"))
    ends = models.DateField(_("截止日期"))
    due_on = models.DateField(_("报送期限"))
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(db_default=Now())
    reminded_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("报告期")
        constraints = [
            models.UniqueConstraint(fields=["line", "key"], name="a_period_is_opened_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="period_days_in_order"),
        ]
        indexes = [
            models.Index(fields=["line", "-ends"], name="period_of_line"),
            models.Index(fields=["due_on"], name="period_due"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_sealed(self) -> bool:
        return hasattr(self, "seal")
