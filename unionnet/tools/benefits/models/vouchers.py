# SPDX-License-Identifier: Apache-2.0
"""Cards that are used up at a merchant or a venue, and what the union then owes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.benefits.models.giving import Receipt
from unionnet.tools.benefits.models.stock import Item


class Voucher(Bound):
    """A card somebody was handed: good for `entries` times from one day to another (both count)."""

    public_id = PublicIdField()
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="vouchers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    entries = models.PositiveSmallIntegerField(_("可用次数"))
    used = models.PositiveSmallIntegerField(_("已用次数"), default=0)
    valid_from = models.DateField(_("有效期从"))
    valid_until = models.DateField(_("有效期到"))
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("服务卡")
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("entries")), name="used_no_more_than_its_entries"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="voucher_days_in_order"
            ),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="voucher_of_person")]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def left(self) -> int:
        return self.entries - self.used


class Merchant(Bound):
    """Where cards are used: a shop that settles with the union by the month, or a venue of the union."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("签约工会")
    )
    name = models.CharField(_("名称"), max_length=60)
    address = models.CharField(_("地址"), max_length=100, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("商户")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_merchant_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class MerchantItem(models.Model):
    """A card this merchant takes, and what the union pays for one use, in 分."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="takes", db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+", verbose_name=_("服务卡"))
    price = models.BigIntegerField(_("每次结算价（分）"))

    class Meta:
        verbose_name = _("受理的服务卡")
        constraints = [
            models.UniqueConstraint(fields=["merchant", "item"], name="a_card_taken_once"),
            models.CheckConstraint(condition=Q(price__gte=0, price__lte=100_000_000), name="price_in_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.item_id}"


class MerchantKeeper(Bound):
    """Somebody who takes cards at a merchant: signs in as everybody does."""

    merchant = models.ForeignKey(Merchant, on_delete=models.CASCADE, related_name="keepers", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("商户经办人")
        constraints = [models.UniqueConstraint(fields=["merchant", "person"], name="keeps_a_merchant_once")]

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.person_id}"


class Settlement(Bound):
    """结算单: the uses of a merchant up to the end of a month that no earlier one holds. Sums are of that day
    and stay; a use that comes late is in the next."""

    public_id = PublicIdField()
    merchant = models.ForeignKey(
        Merchant, on_delete=models.PROTECT, related_name="settlements", db_index=False
    )
    month = models.DateField(_("月份"))
    uses = models.PositiveIntegerField(_("使用次数"))
    amount = models.BigIntegerField(_("金额（分）"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("结算时间"), db_default=Now())

    class Meta:
        verbose_name = _("结算单")
        constraints = [
            models.UniqueConstraint(fields=["merchant", "month"], name="one_settlement_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="settlement_month_is_its_first_day"),
            models.CheckConstraint(condition=Q(uses__gt=0), name="settlement_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.month:%Y-%m}"


class Use(Bound):
    """The `number`th use of a card. Two who take the same one at once write the same row, and one of them is
    told. `key` is that of the device, so what it sends again is the same use."""

    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="uses", db_index=False)
    number = models.PositiveSmallIntegerField()
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="uses", db_index=False)
    price = models.BigIntegerField(_("结算价（分）"))
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, null=True, related_name="lines")
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("使用时间"))
    was_kept = models.BooleanField(_("断网时登记"), default=False)

    class Meta:
        verbose_name = _("使用记录")
        constraints = [models.UniqueConstraint(fields=["voucher", "number"], name="each_entry_used_once")]
        indexes = [
            models.Index(fields=["merchant", "-id"], name="use_at_merchant"),
            models.Index(
                fields=["merchant", "at"], condition=Q(settlement__isnull=True), name="use_not_settled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher_id} {self.number}"
