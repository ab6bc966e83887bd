# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from unionnet.directory.organisations.classes import Industry, UnitType
from unionnet.directory.organisations.pinyin import Initials, PinyinField
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.foundation.pieces import Pieces

SEGMENT = 4
DEEPEST = 20


class Organisation(models.Model):
    """A union of any level (ORG-01, ORG-02). `path` is the chain of ancestors in segments of 4 characters,
    so a subtree is a range. Without `since` it should exist but is not yet established (应建未建)."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("全国总工会")
        PROVINCIAL_FEDERATION = "provincial_federation", _("省级总工会")
        CITY_FEDERATION = "city_federation", _("市级总工会")
        COUNTY_FEDERATION = "county_federation", _("县级总工会")
        INDUSTRIAL_UNION = "industrial_union", _("产业工会")
        TOWNSHIP_FEDERATION = "township_federation", _("乡镇（街道）总工会")
        PARK_FEDERATION = "park_federation", _("园区总工会")
        VILLAGE_JOINT_UNION = "village_joint_union", _("村（社区）联合工会")
        REGIONAL_JOINT_UNION = "regional_joint_union", _("区域性联合工会")
        SECTORAL_FEDERATION = "sectoral_federation", _("行业工会联合会")
        ENTERPRISE_UNION = "enterprise_union", _("企业工会")
        INSTITUTION_UNION = "institution_union", _("事业单位工会")
        AGENCY_UNION = "agency_union", _("机关工会")
        BUILDING_OR_MARKET_UNION = "building_or_market_union", _("楼宇（商圈）工会")
        PLATFORM_UNION = "platform_union", _("平台企业工会")
        HOLDING_POOL = "holding_pool", _("周转池")

    public_id = PublicIdField()
    name = models.CharField(_("名称"), max_length=100)
    pinyin = PinyinField()
    kind = models.CharField(_("类型"), max_length=32, choices=Kind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # organisation_children begins with it
        related_name="children",
        verbose_name=_("上级工会"),
    )
    industrial_parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("产业上级"),
    )
    led_since = models.DateField(_("产业领导开始日期"), null=True, blank=True)
    path = models.CharField(max_length=80, db_collation="C", editable=False)
    # One or the other: a region of the mainland, or a country or region abroad (ISO 3166 alpha-3, IANA zone).
    region_code = models.CharField(_("行政区划代码"), max_length=12, blank=True)
    country = models.CharField(_("国家或地区"), max_length=3, blank=True, default="", db_default="")
    time_zone = models.CharField(_("时区"), max_length=40, blank=True, default="", db_default="")
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, null=True, blank=True, unique=True)
    since = models.DateField(_("成立日期"), null=True, blank=True)
    until = models.DateField(pgettext_lazy("union", "撤销日期"), null=True, blank=True)
    # The highest segment ever given to a child. One that moved away leaves its old path in the journal,
    # so a segment is never given twice.
    last_segment = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        verbose_name = _("工会组织")
        constraints = [
            # A move writes every index of every row it moves, so there are no more than are asked: not the
            # second one that `unique=True` would add, for prefixes in other collations.
            models.UniqueConstraint(fields=["path"], name="organisation_path_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=False, until__gte=F("since")),
                name="organisation_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(industrial_parent__isnull=True, led_since__isnull=True)
                | Q(industrial_parent__isnull=False, led_since__isnull=False),
                name="led_from_a_day_on",
            ),
            models.CheckConstraint(
                condition=Q(industrial_parent__isnull=True) | ~Q(industrial_parent=F("id")),
                name="nobody_leads_itself",
            ),
            models.CheckConstraint(
                condition=Q(path__regex=r"^([0-9a-z]{4})+$"), name="organisation_path_form"
            ),
            models.CheckConstraint(
                condition=Q(region_code__regex=r"^[0-9]{6}([0-9]{6})?$", country="", time_zone="")
                | Q(region_code="", country__regex=r"^[A-Z]{3}$"),
                name="organisation_region_form",
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "pinyin"], name="organisation_children"),
            models.Index(fields=["kind", "path"], name="organisation_kind_path"),
            models.Index(fields=["pinyin", "id"], name="organisation_pinyin"),
            models.Index(Initials("pinyin"), name="organisation_initials"),
            models.Index(fields=["country", "path"], condition=Q(country__gt=""), name="organisation_abroad"),
            models.Index(
                fields=["industrial_parent"],
                condition=Q(industrial_parent__isnull=False),
                name="organisation_industrial_parent",
            ),
            # With its list of what is to come, which a move of ten thousand fills in a tenth of the time.
            GinIndex(Pieces("name"), name="organisation_pieces"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """1 for the root."""
        return len(self.path) // SEGMENT

    @property
    def path_end(self) -> str:
        """Upper bound of the subtree: `path <= p < path_end`."""
        return self.path + "~"

    def contains(self, path: str) -> bool:
        """Whether the organisation at that path is this one or below it."""
        return path.startswith(self.path)

    @property
    def is_established(self) -> bool:
        """Founded and not dissolved, as far as this row says; on which day is a question for the queries."""
        return self.since is not None and self.until is None

    @property
    def is_abroad(self) -> bool:
        return bool(self.country)

    @property
    def tier(self) -> int | None:
        """Where it stands in the 小三级 (ORG-03); None for federations of counties and above."""
        return TIER_OF.get(self.kind)

    @property
    def county_code(self) -> str:
        """The six digits the rulebook asks for; "" abroad, where the nation's rules hold."""
        return self.region_code[:6]


Kind = Organisation.Kind
TIERS: dict[int, tuple[str, ...]] = {
    1: (Kind.TOWNSHIP_FEDERATION, Kind.PARK_FEDERATION),
    2: (Kind.VILLAGE_JOINT_UNION, Kind.REGIONAL_JOINT_UNION, Kind.SECTORAL_FEDERATION),
    3: (Kind.ENTERPRISE_UNION, Kind.INSTITUTION_UNION, Kind.AGENCY_UNION, Kind.BUILDING_OR_MARKET_UNION)
    + (Kind.PLATFORM_UNION,),
}
TIER_OF = {str(kind): tier for tier, kinds in TIERS.items() for kind in kinds}


class Employer(models.Model):
    """An employing unit, by its GB 32100 code. It may have its own union or be covered by a joint one.
    `opened_on` starts the clock of ORG-12; unknown for many."""

    public_id = PublicIdField()
    name = models.CharField(_("单位名称"), max_length=120)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    region_code = models.CharField(_("行政区划代码"), max_length=12)
    industry = models.CharField(_("行业"), max_length=1, choices=Industry, blank=True)
    unit_type = models.CharField(_("单位类型"), max_length=3, choices=UnitType, blank=True)
    employees = models.PositiveIntegerField(_("职工人数"), null=True, blank=True)
    opened_on = models.DateField(_("开业日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("用人单位")
        indexes = [
            models.Index(fields=["region_code", "name", "id"], name="employer_region_name"),
            models.Index(fields=["name"], name="employer_name"),
            GinIndex(Pieces("name"), name="employer_pieces", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.name


class Coverage(Bound):
    """An employer is covered by a union from one day to another (ORG-36)."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="coverage")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coverage")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("涵盖单位")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="coverage_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["employer", "organisation"],
                condition=Q(until__isnull=True),
                name="covered_once_by_a_union",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer} · {self.organisation}"


class Contact(Bound):
    """One line of the diary about an employer without a union: who from the union spoke to it, and what
    came of it. `by_id` is a plain value, since this app knows no person. Lines are only ever added."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="contacts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("联系日期"))
    note = models.CharField(_("联系情况"), max_length=300)
    by_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("联系记录")
        indexes = [models.Index(fields=["employer", "-on", "-id"], name="contact_employer")]

    def __str__(self) -> str:
        return f"{self.employer} {self.on}"
