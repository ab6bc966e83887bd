# SPDX-License-Identifier: Apache-2.0
"""What it may cost, and what was paid."""

from __future__ import annotations

from django.db.models import Sum
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.tools.activities.actions.planning import locked
from unionnet.tools.activities.facts import MoneySpent, PlanChanged
from unionnet.tools.activities.models import BudgetLine, Expense
from unionnet.tools.activities.rules import (
    EARLIEST,
    LATEST,
    MOST_LINES,
    classes_of,
    why_not_budget,
    why_not_manage,
    why_not_plan,
    why_not_spend,
)


@verb
def budget(line: BudgetLine, *, by: Person) -> BudgetLine:
    """A line of the budget, or another amount for the line of that class and use. In 分."""
    line.activity = activity = locked(line.activity)
    if refusal := why_not_manage(by, activity) or why_not_plan(activity):
        raise refusal
    classes, _cited = classes_of(
        activity.scheme, activity.organisation.county_code, local_date(activity.starts_at)
    )
    if refusal := why_not_budget(line, classes):
        raise refusal
    if activity.budget.count() >= MOST_LINES:
        raise Refusal("too_many", _("一个活动最多 100 条预算。"))
    held, _is_new = BudgetLine.objects.update_or_create(
        activity=activity, code=line.code, what=line.what, defaults={"planned": line.planned}
    )
    tell(PlanChanged(activity.pk), by=by, org_path=activity.organisation.path)
    return held


@verb
def strike_budget(line: BudgetLine, *, by: Person) -> None:
    activity = locked(line.activity)
    if refusal := why_not_manage(by, activity) or why_not_plan(activity):
        raise refusal
    BudgetLine.objects.filter(pk=line.pk).delete()
    tell(PlanChanged(activity.pk), by=by, org_path=activity.organisation.path)


@verb
def spend(expense: Expense, *, by: Person) -> Expense:
    """A voucher, within its line. The same voucher for the same line again is that one."""
    expense.activity = activity = locked(expense.line.activity)
    if refusal := why_not_manage(by, activity):
        raise refusal
    if same := activity.expenses.filter(voucher_no=expense.voucher_no, line=expense.line).first():
        return same
    if not EARLIEST <= expense.spent_on <= LATEST:
        raise Refusal("dates_out_of_range", _("日期应在 2000 年到 2100 年之间。"))
    if not expense.is_clean:
        cited = rule(
            "FIN-13.prohibitions", where=activity.organisation.county_code, on=local_date(activity.starts_at)
        )
        raise Refusal("not_checked", _("请先对照“八不准”核对，再登记报销。"), rule=cited.citation)
    spent = expense.line.expenses.aggregate(spent=Sum("amount"))["spent"] or 0
    if refusal := why_not_spend(activity, expense.line, spent, expense.amount):
        raise refusal
    expense.by = by
    expense.save(force_insert=True)
    tell(MoneySpent(activity.pk, expense.pk), by=by, org_path=activity.organisation.path)
    return expense
