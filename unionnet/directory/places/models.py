# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.pinyin import Initials, PinyinField
from unionnet.directory.people.models import Person
from unionnet.directory.places.fields import Mercator, PointField, SpansField
from unionnet.directory.places.timetable import ALWAYS
from unionnet.foundation.bound import Bound
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.ids import PublicIdField
from unionnet.foundation.pieces import Pieces


class Site(Bound):
    """A station or a venue of a union (阵地, ST-06). Coordinates are WGS-84; `datum` tells how they came."""

    class Kind(models.TextChoices):
        STATION = "station", _("工会驿站")
        VENUE = "venue", _("活动场馆")

    class Status(models.TextChoices):
        PLANNED = "planned", _("筹建")
        OPEN = "open", _("启用")
        PAUSED = "paused", _("暂停服务")
        CLOSED = "closed", _("已撤销")

    class Datum(models.TextChoices):
        WGS84 = "wgs84", _("WGS-84（GPS、天地图）")
        GCJ02 = "gcj02", _("GCJ-02（高德、腾讯）")
        BD09 = "bd09", _("BD-09（百度）")

    class EntryMode(models.TextChoices):
        OPEN = "open", _("直接进入")
        QR = "qr", _("扫码开门")
        CARD = "card", _("刷卡开门")

    class Grade(models.TextChoices):
        NONE = "", _("未评定")
        ORDINARY = "ordinary", _("普通")
        STANDARD = "standard", _("标准")
        MODEL = "model", _("示范")
        STAR_1 = "star_1", _("一星级")
        STAR_2 = "star_2", _("二星级")
        STAR_3 = "star_3", _("三星级")
        STAR_4 = "star_4", _("四星级")
        STAR_5 = "star_5", _("五星级")

    class BuiltBy(models.TextChoices):
        UNKNOWN = "", _("未填写")
        UNION = "union", _("工会自建")
        GOVERNMENT = "government", _("政府兴建")
        SOCIETY = "society", _("社会助建")
        JOINT = "joint", _("集成共建")

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属工会")
    )
    name = models.CharField(_("名称"), max_length=60)
    pinyin = PinyinField()
    kind = models.CharField(_("类型"), max_length=8, choices=Kind, default=Kind.STATION)
    status = models.CharField(_("状态"), max_length=8, choices=Status, default=Status.OPEN)
    address = models.CharField(_("地址"), max_length=120, blank=True)
    region_code = models.CharField(_("行政区划代码"), max_length=12)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    datum = models.CharField(_("坐标系"), max_length=5, choices=Datum, default=Datum.WGS84)
    spot = models.GeneratedField(
        expression=Mercator(F("longitude"), F("latitude")), output_field=PointField(), db_persist=True
    )
    capacity = models.PositiveIntegerField(_("可容纳人数"), null=True, blank=True)
    area = models.PositiveIntegerField(_("面积（平方米）"), null=True, blank=True)
    grade = models.CharField(_("等级"), max_length=8, choices=Grade, blank=True, default="")
    built_by = models.CharField(_("建设方式"), max_length=10, choices=BuiltBy, blank=True, default="")
    entry_mode = models.CharField(_("进入方式"), max_length=4, choices=EntryMode, default=EntryMode.OPEN)
    operator = models.CharField(_("运营单位"), max_length=60, blank=True)
    contact = models.CharField(_("管理人员"), max_length=30, blank=True)
    phone = models.CharField(_("站点电话"), max_length=30, blank=True)
    hotlines = models.TextField(_("便民热线"), max_length=1000, blank=True)
    facilities = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    services = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    hours = SpansField(default=tuple, editable=False)
    is_24h = models.BooleanField(default=False, editable=False)
    has_exceptions = models.BooleanField(default=False, editable=False)
    since = models.DateField(_("启用日期"), null=True, blank=True)
    until = models.DateField(_("撤销日期"), null=True, blank=True)
    last_verified = models.DateField(_("核实日期"), null=True, blank=True)

    IN_REGISTER: ClassVar[tuple[str, ...]] = (Status.OPEN, Status.PAUSED)

    class Meta:
        verbose_name = _("阵地")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=~Q(status="closed"),
                name="site_name_once_in_a_union",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-85, latitude__lte=85, longitude__gte=-180, longitude__lte=180),
                name="site_coordinates_in_range",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=False, until__gte=F("since")),
                name="site_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(region_code__regex=r"^[0-9]{6}([0-9]{6})?$"), name="site_region_form"
            ),
        ]
        indexes = [
            # All that "nearest, open now, with charging" reads is in here: no row is fetched to be refused.
            GistIndex(
                fields=["spot"],
                include=["id", "kind", "status", "facilities", "hours", "is_24h", "has_exceptions"],
                condition=Q(status__in=["open", "paused"]),
                name="site_nearest",
            ),
            GinIndex(Pieces("name", "address"), name="site_pieces", fastupdate=False),
            models.Index(fields=["pinyin", "id"], name="site_pinyin"),
            models.Index(Initials("pinyin"), name="site_initials"),
            models.Index(fields=["organisation", "status"], name="site_organisation"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_mapped(self) -> bool:
        return self.latitude is not None

    @property
    def codes(self) -> list[str]:
        """Facilities and services together."""
        return [*self.facilities, *self.services]

    @property
    def always_open(self) -> bool:
        return bool(self.hours == ALWAYS)


class OpeningHours(models.Model):
    """One opening of a weekday, of public holidays, or of one date. `closes` may pass midnight (up to 2,880);
    equal minutes say: closed on that day."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField(null=True)
    is_holiday = models.BooleanField(default=False)
    date = models.DateField(null=True)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__gte=1, weekday__lte=7, is_holiday=False, date__isnull=True)
                | Q(weekday__isnull=True, is_holiday=True, date__isnull=True)
                | Q(weekday__isnull=True, is_holiday=False, date__isnull=False),
                name="opening_is_for_one_kind_of_day",
            ),
            models.CheckConstraint(
                condition=Q(opens__lt=1440, closes__gte=F("opens"), closes__lte=F("opens") + 1440),
                name="opening_within_a_day",
            ),
        ]
        indexes = [models.Index(fields=["site", "date"], name="opening_site_date")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.weekday or self.date or '-'} {self.opens}–{self.closes}"


class Override(Bound):
    """The keeper's word: closed until then, or open late. The latest that holds counts, undone ones never."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="overrides")
    is_open = models.BooleanField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="override_ends_after_its_start",
            )
        ]
        indexes = [models.Index(fields=["site", "-id"], name="override_site")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.is_open} {self.since}"


class KeeperNote(Bound):
    """What was restocked, or a word for today's visitors."""

    class Kind(models.TextChoices):
        RESTOCK = "restock", _("补充物资")
        NOTICE = "notice", _("告示")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=120)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["site", "-at"], name="note_site")]

    def __str__(self) -> str:
        return self.text


class FaultReport(Bound):
    """Somebody says that something is broken. Nobody needs an account for it (ST-08)."""

    public_id = PublicIdField()
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="faults")
    facility = models.CharField(max_length=24, blank=True)
    text = models.CharField(max_length=300)
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    # When it broke again after it had been mended.
    reopened_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["site", "at"], condition=Q(resolved_at__isnull=True), name="fault_open"),
        ]

    def __str__(self) -> str:
        return self.text


class FacilitySpell(models.Model):
    """A facility was there from one day to another: what the growth report counts."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="spells")
    code = models.CharField(max_length=24)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "code"], condition=Q(until__isnull=True), name="facility_present_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.code}"


class SitePhoto(models.Model):
    """A picture of the site, without place or camera in it."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.caption or str(self.pk)
