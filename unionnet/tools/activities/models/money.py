# SPDX-License-Identifier: Apache-2.0
"""What it may cost and what it cost, in 分."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from unionnet.directory.people.models import Person
from unionnet.foundation.bound import Bound
from unionnet.foundation.ids import PublicIdField
from unionnet.tools.activities.models.activities import Activity

MOST = 100_000_000_000


class BudgetLine(models.Model):
    """What a part may cost. `code` is a class of spending (FIN-09) in the scheme of the activity."""

    public_id = PublicIdField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="budget", db_index=False)
    code = models.CharField(_("支出类别"), max_length=24)
    what = models.CharField(_("用途"), max_length=60)
    planned = models.PositiveBigIntegerField(_("预算"))

    class Meta:
        verbose_name = _("活动预算")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "code", "what"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(planned__range=(1, MOST)), name="budget_line_in_reason"),
        ]

    def __str__(self) -> str:
        return self.what


class Expense(Bound):
    """What was paid to whom, by which voucher. `is_clean` says that the list of what is forbidden (FIN-13)
    was gone through."""

    public_id = PublicIdField()
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="expenses", db_index=False)
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="expenses")
    payee = models.CharField(_("收款单位"), max_length=60)
    voucher_no = models.CharField(_("凭证号"), max_length=40)
    amount = models.PositiveBigIntegerField(_("金额"))
    spent_on = models.DateField(_("付款日期"))
    is_clean = models.BooleanField(_("已对照“八不准”核对"), default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("活动报销")
        constraints = [
            models.UniqueConstraint(fields=["activity", "voucher_no", "line"], name="expense_voucher_once"),
            models.CheckConstraint(condition=Q(amount__range=(1, MOST)), name="expense_in_reason"),
            models.CheckConstraint(condition=Q(is_clean=True), name="expense_was_checked"),
        ]

    def __str__(self) -> str:
        return self.voucher_no
