# SPDX-License-Identifier: Apache-2.0
"""职工书屋 and 货车司机之家: what a union's places have beside hours that are booked."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.booking.models import Resource


class Shelf(Bound):
    """职工书屋: a shelf of a union that lends."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("管理工会")
    )
    name = models.CharField(_("名称"), max_length=60)
    address = models.CharField(_("地点"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("职工书屋")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="shelf_name_once")]

    def __str__(self) -> str:
        return self.name


class Title(models.Model):
    """A book in the catalogue; its copies stand on the shelf."""

    public_id = PublicIdField()
    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, related_name="titles", db_index=False)
    name = models.CharField(_("书名"), max_length=120)
    author = models.CharField(_("作者"), max_length=60, blank=True)
    isbn = models.CharField("ISBN", max_length=17, blank=True)

    class Meta:
        verbose_name = _("图书")
        constraints = [
            models.UniqueConstraint(fields=["shelf", "name", "author"], name="title_once_on_a_shelf")
        ]
        indexes = [models.Index(fields=["name", "id"], name="title_name")]

    def __str__(self) -> str:
        return self.name


class Copy(models.Model):
    """One book one can hold, by the number on its back."""

    class State(models.TextChoices):
        KEPT = "kept", _("在册")
        MISSING = "missing", _("盘点未见")
        REMOVED = "removed", _("注销")

    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, related_name="copies", db_index=False)
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="copies")
    number = models.CharField(_("登录号"), max_length=20)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.KEPT)

    class Meta:
        verbose_name = _("馆藏")
        constraints = [models.UniqueConstraint(fields=["shelf", "number"], name="one_copy_a_number")]

    def __str__(self) -> str:
        return self.number


class Loan(Bound):
    """Who has a copy, since when and until when. Of one copy only one loan lives."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="loans", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    lent_at = models.DateTimeField()
    due_on = models.DateField(_("应还日期"))
    returned_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("借阅")
        constraints = [
            models.UniqueConstraint(
                fields=["copy"], condition=Q(returned_at__isnull=True), name="one_living_loan_a_copy"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gte=F("lent_at")),
                name="loan_returned_after_lent",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-lent_at"], name="loan_of_person"),
            models.Index(fields=["copy", "-lent_at"], name="loan_of_copy"),
            models.Index(fields=["organisation", "-lent_at"], name="loan_at_union"),
            models.Index(fields=["due_on"], condition=Q(returned_at__isnull=True), name="loan_due"),
        ]

    def __str__(self) -> str:
        return f"{self.copy_id} {self.due_on}"

    def is_late(self, today: date) -> bool:
        return self.returned_at is None and self.due_on < today


class StockTake(Bound):
    """盘点 of a shelf, once a year: every copy is seen, lent out, or missing."""

    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, related_name="stock_takes", db_index=False)
    year = models.PositiveSmallIntegerField(_("年度"))
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveIntegerField(_("在架"), default=0)
    lent = models.PositiveIntegerField(_("借出"), default=0)
    missing = models.PositiveIntegerField(_("未见"), default=0)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("盘点")
        constraints = [models.UniqueConstraint(fields=["shelf", "year"], name="one_stock_take_a_year")]

    def __str__(self) -> str:
        return f"{self.shelf_id} {self.year}"


class Seen(models.Model):
    """A copy that stood on the shelf when it was looked for."""

    stock_take = models.ForeignKey(StockTake, on_delete=models.CASCADE, related_name="lines", db_index=False)
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("盘点记录")
        constraints = [models.UniqueConstraint(fields=["stock_take", "copy"], name="seen_once")]

    def __str__(self) -> str:
        return f"{self.stock_take_id} {self.copy_id}"


class DriversHome(Bound):
    """货车司机之家: a station at the road with beds that are booked by the night, a bath, room for trucks."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.OneToOneField(Site, on_delete=models.PROTECT, related_name="+")
    beds = models.OneToOneField(Resource, on_delete=models.PROTECT, related_name="+")
    truck_places = models.PositiveSmallIntegerField(_("货车车位"), default=0)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("货车司机之家")
        indexes = [models.Index(fields=["organisation"], name="home_of_union")]

    def __str__(self) -> str:
        return self.site.name


class HomeItem(models.Model):
    """Something to be had there: free, or for so many 分."""

    home = models.ForeignKey(DriversHome, on_delete=models.CASCADE, related_name="items", db_index=False)
    name = models.CharField(_("项目"), max_length=40)
    price = models.PositiveIntegerField(_("价格（分）"), default=0)
    unit = models.CharField(_("单位"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("服务项目")
        constraints = [
            models.UniqueConstraint(fields=["home", "name"], name="home_item_of_a_name"),
            models.CheckConstraint(condition=Q(price__lte=10_000_000), name="item_price_in_reason"),
        ]

    def __str__(self) -> str:
        return self.name


class VisitCount(Bound):
    """How many came to a venue on a day: person-times, counted at the door."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField(_("日期"))
    times = models.PositiveIntegerField(_("人次"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("来访人次")
        constraints = [
            models.UniqueConstraint(fields=["site", "day"], name="one_count_a_day"),
            models.CheckConstraint(condition=Q(times__lte=1_000_000), name="visits_in_reason"),
        ]
        indexes = [models.Index(fields=["organisation", "-day"], name="visits_of_union")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day}"
