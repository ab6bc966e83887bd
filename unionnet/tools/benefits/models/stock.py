# SPDX-License-Identifier: Apache-2.0
"""What there is, where it lies, and every way it went: double entry, each movement with both its legs."""

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


class Item(Bound):
    """A kind of thing that may be given: named goods, never money (FIN-10). With `entries` it is a card that
    is used up so many times, within `valid_days` of being handed out. `value` is one unit in 分."""

    class Kind(models.TextChoices):
        PARCEL = "parcel", _("慰问品、礼包")
        SEASON = "season", _("防暑、防寒物资")
        CARD = "card", _("服务卡（计次）")
        COUPON = "coupon", _("提货券（指明货品）")
        FACILITY = "facility", _("设施设备")
        PROJECT = "project", _("服务项目")

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("工会")
    )
    kind = models.CharField(_("类别"), max_length=8, choices=Kind, default=Kind.PARCEL)
    name = models.CharField(_("名称"), max_length=60)
    goods = models.CharField(_("货品明细"), max_length=200, blank=True)
    unit = models.CharField(_("计量单位"), max_length=8, default="份")
    value = models.BigIntegerField(_("单价（分）"))
    entries = models.PositiveSmallIntegerField(_("可用次数"), default=0)
    valid_days = models.PositiveSmallIntegerField(_("有效天数"), default=0)

    class Meta:
        verbose_name = _("物品")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_item_of_a_name"),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=100_000_000), name="item_value_in_reason"
            ),
            models.CheckConstraint(condition=~Q(kind="coupon") | ~Q(goods=""), name="coupon_names_its_goods"),
            models.CheckConstraint(
                condition=Q(kind="card", entries__gt=0, valid_days__gt=0)
                | (~Q(kind="card") & Q(entries=0, valid_days=0)),
                name="a_card_is_used_up",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Batch(Bound):
    """One delivery of an item: who supplied it, paid from what. `key` makes a form that is sent twice one."""

    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="batches", verbose_name=_("物品"))
    label = models.CharField(_("批次"), max_length=40)
    supplier = models.CharField(_("供应商"), max_length=60, blank=True)
    source = models.CharField(_("资金来源"), max_length=60, blank=True)
    best_before = models.DateField(_("保质期至"), null=True, blank=True)
    at = models.DateTimeField(_("入库时间"), db_default=Now())

    class Meta:
        verbose_name = _("批次")
        constraints = [models.UniqueConstraint(fields=["organisation", "label"], name="one_batch_of_a_label")]

    def __str__(self) -> str:
        return self.label


class Stock(Bound):
    """How much of a batch lies with a union: never below nought, which the type of the column sees to.
    Changed by movements and by nothing else."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("工会")
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="stocks", verbose_name=_("批次"))
    on_hand = models.PositiveIntegerField(_("现存"), default=0)

    class Meta:
        verbose_name = _("库存")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "batch"], name="one_stock_of_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.batch_id} {self.on_hand}"


class Consignment(Bound):
    """调拨: on its way from one union to one below, until that one signs for what came. What is missing is
    recorded, with the reason, and never overwritten."""

    class State(models.TextChoices):
        SENT = "sent", _("待签收")
        RECEIVED = "received", _("已签收")
        RECALLED = "recalled", _("已撤回")

    public_id = PublicIdField()
    key = models.UUIDField()
    source = models.ForeignKey(Stock, on_delete=models.PROTECT, related_name="+", verbose_name=_("调出"))
    organisation = models.ForeignKey(  # who signs for it
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("调入工会")
    )
    sent = models.PositiveIntegerField(_("调拨数量"))
    received = models.PositiveIntegerField(_("签收数量"), null=True)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.SENT)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("调拨时间"), db_default=Now())
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(_("签收时间"), null=True)

    class Meta:
        verbose_name = _("调拨单")
        constraints = [
            models.UniqueConstraint(fields=["key", "organisation"], name="one_consignment_a_key"),
            models.CheckConstraint(condition=Q(sent__gt=0), name="consignment_of_something"),
            models.CheckConstraint(
                condition=Q(received__isnull=True) | Q(received__lte=F("sent")), name="no_more_came_than_went"
            ),
            models.CheckConstraint(
                condition=Q(state="received", received__isnull=False, closed_by__isnull=False)
                | (~Q(state="received") & Q(received__isnull=True)),
                name="received_says_how_much",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received=F("sent")) | ~Q(note=""),
                name="missing_goods_have_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="consignment_to_union"),
            models.Index(fields=["source", "-id"], name="consignment_from_stock"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.organisation_id} {self.sent}"


class Movement(Bound):
    """So many of a batch went from one account to another. A union's stock is an account; the others are
    where things come from and go to. One row has both legs, so all accounts together are always nought."""

    class Account(models.TextChoices):
        STOCK = "stock", _("库存")
        SUPPLIER = "supplier", _("供应商")
        TRANSIT = "transit", _("在途")
        PERSONS = "persons", _("职工领取")
        LOSSES = "losses", _("盘亏、短少")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="movements")
    from_account = models.CharField(max_length=8, choices=Account)
    to_account = models.CharField(max_length=8, choices=Account)
    from_stock = models.ForeignKey(
        Stock, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_stock = models.ForeignKey(Stock, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField(_("数量"))
    consignment = models.ForeignKey(
        Consignment, on_delete=models.PROTECT, null=True, related_name="movements"
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(pgettext_lazy("when", "时间"), db_default=Now())

    class Meta:
        verbose_name = _("出入库记录")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="movement_of_something"),
            models.CheckConstraint(
                condition=Q(from_account="stock", from_stock__isnull=False)
                | (~Q(from_account="stock") & Q(from_stock__isnull=True)),
                name="movement_from_a_stock",
            ),
            models.CheckConstraint(
                condition=Q(to_account="stock", to_stock__isnull=False)
                | (~Q(to_account="stock") & Q(to_stock__isnull=True)),
                name="movement_to_a_stock",
            ),
            models.CheckConstraint(
                condition=~Q(from_account=F("to_account")), name="movement_between_two_accounts"
            ),
        ]
        indexes = [
            models.Index(
                fields=["from_stock", "-id"],
                condition=Q(from_stock__isnull=False),
                name="movement_out_of_stock",
            ),
            models.Index(
                fields=["to_stock", "-id"], condition=Q(to_stock__isnull=False), name="movement_into_stock"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.from_account} → {self.to_account} {self.quantity}"


class Stocktake(Bound):
    """盘点: what the book said and what was counted. A difference is a movement with this reason."""

    key = models.UUIDField(unique=True)
    stock = models.ForeignKey(Stock, on_delete=models.PROTECT, related_name="stocktakes")
    expected = models.PositiveIntegerField(_("账面"))
    counted = models.PositiveIntegerField(_("实盘"))
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("盘点")
        constraints = [
            models.CheckConstraint(
                condition=Q(counted=F("expected")) | ~Q(reason=""), name="a_difference_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stock_id} {self.expected} {self.counted}"
