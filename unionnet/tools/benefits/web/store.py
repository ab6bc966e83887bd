# SPDX-License-Identifier: Apache-2.0
"""The store-room: what lies where, deliveries, sending down, signing for, counting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.benefits import queries
from unionnet.tools.benefits.actions import allocate, count_stock, describe_item, recall, sign_for, take_in
from unionnet.tools.benefits.models import Consignment, Item, Stock
from unionnet.tools.benefits.rules import why_not_manage
from unionnet.tools.benefits.web import tables
from unionnet.tools.benefits.web.forms import AllocateForm, CountForm, DeliveryForm, ItemForm, SignForm

NEWEST = ("-id",)


@require_safe
@needs("benefits.see")
def stock_list(request: MemberRequest) -> HttpResponse:
    page = Page.of(_found(request), request, order=("organisation__path", "id"))
    context = {
        "table": tables.stocks(page, f"stock.xlsx?{request.GET.urlencode()}"),
        "kinds": Item.Kind.choices,
        "asked": request.GET,
        "may_manage": request.person.may("benefits.manage"),
        "waiting": queries.to_sign_for(request.person).count(),
    }
    return render(request, "benefits/stock_list.html", context)


@require_safe
@needs("benefits.see")
def stock_export(request: MemberRequest) -> HttpResponseBase:
    rows = _found(request).order_by("organisation__path", "pk").iterator(excel.AT_ONCE)
    return excel.workbook(*tables.stock_lines(rows), name=_("物资库存"))


def _found(request: MemberRequest) -> Any:
    words, kind = clean(request.GET.get("q", "")), request.GET.get("kind", "")
    rows = queries.stocks_seen_by(request.person)
    return queries.found_stocks(rows, words, kind, empty=request.GET.get("empty") == "1")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.manage")
def new_item(request: MemberRequest) -> HttpResponse:
    form = ItemForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        describe_item(form.cleaned_data["union"], form.described, by=request.person)
        messages.success(request, _("物品已登记，可以入库了。"))
        return redirect("desk-benefits:take_in")
    return _form(request, form, _("登记物品"), "desk-benefits:stock")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.manage")
def delivery(request: MemberRequest) -> HttpResponse:
    form = DeliveryForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        stock = take_in(data["item"], data["union"], form.delivery, by=request.person)
        messages.success(request, _("已入库。"))
        return redirect("desk-benefits:stock_page", stock.public_id)
    return _form(request, form, _("入库"), "desk-benefits:stock")


@require_safe
@needs("benefits.see")
def stock_page(request: MemberRequest, public_id: str) -> HttpResponse:
    """One batch at one union: its book line by line, and whether it ties."""
    stock = _stock(request, public_id)
    page = Page.of(queries.movements_of(stock), request, order=NEWEST)
    refusal = why_not_manage(request.person, stock.organisation)
    context = {
        "stock": stock,
        "tie": queries.tie_of(stock),
        "table": tables.movements(page, stock),
        "stocktakes": queries.stocktakes_of(stock)[:20],
        "refusal": refusal,
        "count_form": CountForm(),
        "may_send": not refusal and stock.on_hand and queries.unions_below(stock),
    }
    return render(request, "benefits/stock_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.manage")
def send(request: MemberRequest, public_id: str) -> HttpResponse:
    """调拨 to unions directly below, all in one form."""
    stock = _stock(request, public_id)
    form = AllocateForm(stock, queries.unions_below(stock), request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = allocate(stock, form.amounts, key=form.cleaned_data["key"], by=request.person)
        messages.success(request, _("已调拨 %(n)s 个工会，等待签收。") % {"n": len(sent)})
        return redirect("desk-benefits:consignments")
    title = _("调拨：%(label)s，现存 %(n)s") % {"label": stock.batch.label, "n": stock.on_hand}
    return _form(request, form, title, "desk-benefits:stock")


@require_POST
@needs("benefits.manage")
def count(request: MemberRequest, public_id: str) -> HttpResponse:
    stock, form = _stock(request, public_id), CountForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        count_stock(stock, data["counted"], data["reason"], key=data["key"], by=request.person)
        messages.success(request, _("盘点已记录。"))
    else:
        messages.error(request, _("请填写实盘数量，0 到 1000000。"))
    return redirect("desk-benefits:stock_page", public_id)


@require_safe
@needs("benefits.see")
def consignments(request: MemberRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = queries.consignments_seen_by(request.person)
    rows = rows.filter(state=state) if state in Consignment.State.values else rows
    page = Page.of(rows, request, order=NEWEST)
    table = tables.consignments(page, f"consignments.xlsx?{request.GET.urlencode()}")
    context = {"table": table, "states": Consignment.State.choices, "state": state}
    return render(request, "benefits/consignments.html", context)


@require_safe
@needs("benefits.see")
def consignments_export(request: MemberRequest) -> HttpResponseBase:
    rows = queries.consignments_seen_by(request.person).order_by("-pk").iterator(excel.AT_ONCE)
    return excel.workbook(*tables.consignment_lines(rows), name=_("调拨单"))


@require_safe
@needs("benefits.see")
def consignment(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _consignment(request, public_id)
    context = {
        "consignment": found,
        "form": SignForm(initial={"received": found.sent}),
        "no_sign": why_not_manage(request.person, found.organisation),
        "no_recall": why_not_manage(request.person, found.source.organisation),
    }
    return render(request, "benefits/consignment.html", context)


@require_POST
@needs("benefits.manage")
def signed(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _consignment(request, public_id), SignForm(request.POST)
    if form.is_valid():
        sign_for(found, form.cleaned_data["received"], form.cleaned_data["note"], by=request.person)
        messages.success(request, _("已签收。"))
    else:
        messages.error(request, _("请填写实收数量，0 到 1000000。"))
    return redirect("desk-benefits:consignment", public_id)


@require_POST
@needs("benefits.manage")
def recalled(request: MemberRequest, public_id: str) -> HttpResponse:
    recall(_consignment(request, public_id), clean(request.POST.get("note", "")), by=request.person)
    messages.success(request, _("已撤回，退回库存。"))
    return redirect("desk-benefits:consignment", public_id)


def _form(request: MemberRequest, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back}
    return render(request, "benefits/form.html", context, status=422 if form.errors else 200)


def _stock(request: MemberRequest, public_id: str) -> Stock:
    return get_object_or_404(queries.stocks_seen_by(request.person), public_id=public_id)


def _consignment(request: MemberRequest, public_id: str) -> Consignment:
    return get_object_or_404(queries.consignments_seen_by(request.person), public_id=public_id)
