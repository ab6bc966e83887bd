# SPDX-License-Identifier: Apache-2.0
"""Merchants behind the desk: sign one, say who takes cards there, settle a month, withdraw a card."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.places.web.access import needs
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.benefits import queries
from unionnet.tools.benefits.actions import set_keepers, settle, sign_merchant, withdraw_card
from unionnet.tools.benefits.models import Merchant
from unionnet.tools.benefits.rules import why_not_manage
from unionnet.tools.benefits.web import tables
from unionnet.tools.benefits.web.forms import KeepersForm, MerchantForm, MonthForm, ReasonForm

SHOWN = 36


@require_safe
@needs("benefits.see")
def listed(request: MemberRequest) -> HttpResponse:
    page = Page.of(queries.merchants_seen_by(request.person), request, order=("-id",))
    context = {"table": tables.merchants(page), "may_manage": request.person.may("benefits.manage")}
    return render(request, "benefits/merchants.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = MerchantForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        prices = {data["item"]: data["price"]}
        merchant = sign_merchant(data["union"], data["name"], data["address"], prices, by=request.person)
        messages.success(request, _("商户已登记，请指定经办人。"))
        return redirect("desk-benefits:merchant", merchant.public_id)
    context = {"form": form, "title": _("登记商户"), "back": "desk-benefits:merchants"}
    return render(request, "benefits/form.html", context, status=422 if form.errors else 200)


@require_safe
@needs("benefits.see")
def merchant(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    people = [each.person for each in found.keepers.all()]
    context = {
        "merchant": found,
        "people": people,
        "table": tables.uses(Page.of(queries.uses_at(found), request, order=("-id",))),
        "settlements": queries.settlements_seen_by(request.person)
        .filter(merchant=found)
        .order_by("-month")[:SHOWN],
        "refusal": why_not_manage(request.person, found.organisation),
        "keepers_form": KeepersForm.of(found, queries.card_numbers(people)),
        "month_form": MonthForm(),
    }
    return render(request, "benefits/merchant.html", context)


@require_POST
@needs("benefits.manage")
def keepers(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), KeepersForm(request.POST)
    if form.is_valid():
        people = {number: member_by_card(number) for number in form.cleaned_data["cards"].split()[:20]}
        set_keepers(found, [person for person in people.values() if person], by=request.person)
        messages.success(request, _("经办人已更新。"))
        if unknown := [number for number, person in people.items() if person is None]:
            messages.warning(
                request, _("没有找到这些会员证号：%(numbers)s") % {"numbers": "、".join(unknown)}
            )
    return redirect("desk-benefits:merchant", public_id)


@require_POST
@needs("benefits.manage")
def settled(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), MonthForm(request.POST)
    if form.is_valid():
        settle(found, form.cleaned_data["month"], by=request.person)
        messages.success(request, _("结算单已生成。"))
    else:
        messages.error(request, _("请选择月份。"))
    return redirect("desk-benefits:merchant", public_id)


@require_safe
@needs("benefits.see")
def settlement(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The list behind a bill, as Excel."""
    found = get_object_or_404(queries.settlements_seen_by(request.person), public_id=public_id)
    rows = found.lines.select_related("voucher__item").order_by("pk").iterator(excel.AT_ONCE)
    name = f"{found.merchant.name} {found.month:%Y-%m}"
    return excel.workbook(*tables.settlement_lines(found, rows), name=name)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.manage")
def withdrawal(request: MemberRequest, public_id: str) -> HttpResponse:
    """A card that was lost, or given by mistake."""
    voucher = get_object_or_404(queries.vouchers_seen_by(request.person), public_id=public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_card(voucher, form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("卡已作废。"))
        return redirect("desk-benefits:merchants")
    title = _("作废%(item)s") % {"item": voucher.item.name}
    context = {"form": form, "title": title, "back": "desk-benefits:merchants"}
    return render(request, "benefits/form.html", context, status=422 if form.errors else 200)


def _seen(request: MemberRequest, public_id: str) -> Merchant:
    return get_object_or_404(queries.merchants_seen_by(request.person), public_id=public_id)
