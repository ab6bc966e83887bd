# SPDX-License-Identifier: Apache-2.0
"""A form over the years, firms of several forms together, and targets with who is below theirs."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.returns import actions
from unionnet.tools.returns.models import Indicator, Period
from unionnet.tools.returns.queries import (
    Standing,
    firms_to_look_at,
    firms_together,
    periods_seen_by,
    standings_of,
    target_indicators,
    years_of,
)
from unionnet.tools.returns.rules import SEE, why_not_issue
from unionnet.tools.returns.values import read_value, spoken, written
from unionnet.tools.returns.web.finding import get_form, get_period, union_under
from unionnet.tools.returns.web.rows import rate_said, said_of
from unionnet.tools.returns.web.tables import firms_table

MOST_CHOICES = 60
TARGET_HEADS = (
    gettext_lazy("工会"),
    gettext_lazy("目标值"),
    gettext_lazy("实际完成"),
    gettext_lazy("分子"),
    gettext_lazy("分母"),
    gettext_lazy("状态"),
)


@require_safe
@with_verb(SEE)
def years(request: MemberRequest, public_id: str) -> HttpResponse:
    """All figures by period; of the one asked for, every branch by period too."""
    form = get_form(request, public_id)
    under = union_under(request, form)
    found = years_of(form, under)
    figures = [each for each in found.indicators if each.is_number or each.is_rate]
    chosen = next((each for each in figures if each.code == request.GET.get("code")), None)
    by_code = found.by_code
    context = {
        "form": form,
        "under": under,
        "periods": found.periods,
        "figures": figures,
        "chosen": chosen,
        "lines": [
            (
                each,
                [said_of(found.by_period.get(period.pk), each, by_code) for period in found.periods],
                said_of(found.whole, each, by_code),
            )
            for each in figures
        ],
        "branches": [
            (
                branch,
                [
                    said_of(found.cells.get((branch.path, period.pk)), chosen, by_code)
                    for period in found.periods
                ],
                said_of(branch, chosen, by_code),
            )
            for branch in found.by_branch
        ]
        if chosen
        else [],
    }
    return render(request, "returns/years.html", context)


@require_safe
@with_verb(SEE)
def together(request: MemberRequest, public_id: str) -> HttpResponse:
    """The firms of this period and of others that are ticked, each firm once."""
    period = get_period(request, public_id)
    under = union_under(request, period.form)
    lists = periods_seen_by(request.person).filter(
        form__indicators__kind=Indicator.Kind.FIRMS, form__organisation=period.form.organisation_id
    )
    others = list(lists.exclude(pk=period.pk).distinct().order_by("-ends", "-id")[:MOST_CHOICES])
    ticked = set(request.GET.getlist("with"))
    chosen = [period, *(each for each in others if each.public_id in ticked)]
    context = {
        "period": period,
        "under": under,
        "others": others,
        "ticked": ticked,
        "found": firms_together(chosen, under),
        "table": firms_table(
            Page.of(firms_to_look_at(chosen, under), request), caption=_("需要核对的单位"), of_many=True
        ),
    }
    return render(request, "returns/together.html", context)


class TargetForm(forms.Form):
    """A target for all, or for the unions named."""

    value = forms.CharField(label=_("目标值"), max_length=20)
    unions = forms.CharField(
        label=gettext_lazy("哪些工会"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("不填，就是所有填报单位；用顿号分开，写全称"),
    )

    def names(self) -> list[str]:
        text = self.cleaned_data["unions"]
        for mark in "，,；;\n\r":
            text = text.replace(mark, "、")
        return [name.strip() for name in text.split("、") if name.strip()]


@require_http_methods(["GET", "POST"])
@with_verb(SEE)
def targets(request: MemberRequest, public_id: str) -> HttpResponse:
    period = get_period(request, public_id)
    indicator = _indicator(request, period)
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and indicator:
        try:
            value = _value(indicator, form.cleaned_data["value"])
            count = actions.set_targets(period, indicator, value, form.names(), by=request.person)
            said = ngettext("已给 %(n)s 个工会定了目标。", "已给 %(n)s 个工会定了目标。", count)
            messages.success(request, said % {"n": count})
            return redirect(f"{request.path}?code={indicator.code}")
        except Refusal as no:
            form.add_error(None, str(no))
    found = standings_of(period, indicator, union_under(request, period.form)) if indicator else []
    is_below = request.GET.get("below") == "1"
    context = {
        "period": period,
        "indicator": indicator,
        "indicators": target_indicators(period),
        "lines": [_line(each, indicator) for each in found if each.is_below or not is_below]
        if indicator
        else [],
        "below": sum(each.is_below for each in found),
        "all": len(found),
        "form": form,
        "leads": why_not_issue(period.form.organisation, request.person) is None,
    }
    return render(request, "returns/targets.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def targets_export(request: MemberRequest, public_id: str) -> FileResponse:
    period = get_period(request, public_id)
    indicator = _indicator(request, period)
    found = standings_of(period, indicator, union_under(request, period.form)) if indicator else []
    is_below = request.GET.get("below") == "1"
    rows = [_exported(each, indicator) for each in found if indicator and (each.is_below or not is_below)]
    return excel.workbook(TARGET_HEADS, rows, name=f"{period.form.title}-{period.key}-{_('目标')}")


def _indicator(request: MemberRequest, period: Period) -> Indicator | None:
    """The one asked for, else the first that a target can be set for."""
    known = target_indicators(period)
    asked = request.GET.get("code", "")
    return next((each for each in known if each.code == asked), known[0] if known else None)


def _value(indicator: Indicator, raw: str) -> int:
    """As `Target` keeps it."""
    if not indicator.is_rate:
        return read_value(indicator, raw).number or 0
    try:
        share = Decimal(raw.strip().rstrip("%％"))
        return int(share * 100) if 0 < share <= 1000 else 0
    except InvalidOperation as error:
        raise Refusal("not_a_percentage", _("请写百分比，例如 80。")) from error


def _line(each: Standing, indicator: Indicator) -> tuple[Standing, str, str, str]:
    """With its target, what it has, and the numbers of a rate."""
    if each.rate is None:
        return each, spoken(indicator, each.target), spoken(indicator, each.number), ""
    note = f"{each.rate.numerator:,} ÷ {each.rate.denominator:,}"
    return each, f"{each.target_percent:.2f}%", rate_said(each.rate, indicator), note


def _exported(each: Standing, indicator: Indicator | None) -> list[Any]:
    state = _("低于目标") if each.is_below else _("达到目标")
    if each.rate is None or indicator is None:
        return [each.name, written(indicator, each.target) if indicator else "", each.number, "", "", state]
    rate = each.rate
    return [each.name, each.target_percent, rate.value, rate.numerator, rate.denominator, state]
