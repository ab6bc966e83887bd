# SPDX-License-Identifier: Apache-2.0
"""Sites on other people's maps: who takes them, what they are told, what they were told when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.crypto.fields import EncryptedTextField
from unionnet.foundation.ids import PublicIdField, SequencedId


class Outlet(Bound):
    """A map or an app that shows a union's sites (上图渠道). It fetches its feed with a key, of which the
    digest is kept, or the feed is sent to `url` with a token that is sealed. `version` counts all changes
    ever made to its feed, `got_version` those it has."""

    class Shape(models.TextChoices):
        JSON = "json", "JSON"
        CSV = "csv", "CSV"

    id = SequencedId(primary_key=True)
    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    name = models.CharField(_("渠道名称"), max_length=40)
    datum = models.CharField(_("坐标系"), max_length=5, choices=Site.Datum)
    shape = models.CharField(_("文件格式"), max_length=4, choices=Shape, default=Shape.JSON)
    columns = models.JSONField(default=dict, blank=True)
    wants_photo = models.BooleanField(_("没有照片的不收"), default=False)
    digest = models.BinaryField(max_length=32, unique=True)
    url = models.CharField(_("推送地址"), max_length=200, blank=True)
    token = EncryptedTextField(null=True)
    version = models.BigIntegerField(default=0)
    got_version = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("上图渠道")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(closed_at__isnull=True),
                name="outlet_name_once_in_a_union",
            ),
            models.CheckConstraint(condition=Q(got_version__lte=F("version")), name="outlet_got_no_more"),
        ]

    def __str__(self) -> str:
        return self.name


class MapEntry(Bound):
    """What an outlet is told of a site, in its own columns and datum: `content`, or nothing and the reasons
    why. `version` is that of its last change, none while it was never listed; at `turns_at` a word of its
    keeper ends, and with it what is told."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="entries")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(null=True)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    version = models.BigIntegerField(null=True)
    turns_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("上图资料")
        constraints = [
            models.UniqueConstraint(fields=["outlet", "site"], name="map_entry_once"),
            models.UniqueConstraint(fields=["outlet", "version"], name="map_entry_version"),
        ]
        indexes = [
            models.Index(fields=["outlet", "site"], condition=~Q(reasons=[]), name="map_entry_refused"),
            models.Index(fields=["turns_at"], condition=Q(turns_at__isnull=False), name="map_entry_turning"),
            models.Index(fields=["site"], name="map_entry_of_site"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.site_id} {self.version}"


class FeedChange(Bound):
    """One line of the feed log: a site was listed, changed or withdrawn, and which columns changed."""

    class Kind(models.TextChoices):
        LISTED = "listed", _("上图")
        CHANGED = "changed", _("更新")
        WITHDRAWN = "withdrawn", _("下图")

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="changes")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    version = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    columns = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "version"], name="feed_change_once")]
        indexes = [models.Index(fields=["site", "outlet", "-version"], name="feed_change_of_site")]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.version} {self.kind}"


class FeedDelivery(Bound):
    """An outlet got what was new, up to that version."""

    class Way(models.TextChoices):
        FETCHED = "fetched", _("渠道来取")
        SENT = "sent", _("平台推送")

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="deliveries")
    version = models.BigIntegerField()
    way = models.CharField(max_length=7, choices=Way)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "version"], name="delivered_once")]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.version}"


class Stale(models.Model):
    """A site about which something was told: its entries are made anew at the next turn."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.site_id)


class Vouch(Bound):
    """An officer has looked: what a check doubts about this site is right as it is."""

    CODES: ClassVar[tuple[str, ...]] = ("duplicate", "outside_region", "shifted_gcj02", "shifted_bd09")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "code"], name="vouched_once")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.code}"
