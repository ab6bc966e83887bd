# SPDX-License-Identifier: Apache-2.0
"""Batches of payments behind the desk: put together, asked, approved by another, to the bank and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import proved_again
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.clock import local_date
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.payments import queries
from unionnet.tools.payments.actions import (
    Account,
    approve,
    ask_approval,
    close_batch,
    drop_payment,
    enter_payment,
    name_source,
    open_batch,
    pay_again,
    return_batch,
    take_bank_file,
)
from unionnet.tools.payments.models import Payment, PaymentBatch
from unionnet.tools.payments.rules import why_not_approve, why_not_manage
from unionnet.tools.payments.web.forms import (
    AccountForm,
    BatchForm,
    CloseForm,
    FileForm,
    LineForm,
    ReturnForm,
    SourceForm,
)

State = PaymentBatch.State
KINDS = {"asked": "due", "approved": "info", "sent": "info", "closed": "ok"}
LINE_KINDS = {"sent": "info", "paid": "ok", "failed": "late"}
BATCHES = 100


@require_safe
@needs("payments.see")
def listed(request: MemberRequest) -> HttpResponse:
    words, state = clean(request.GET.get("q", "")), request.GET.get("state", "")
    rows = queries.batches_seen_by(request.person)
    rows = rows.filter(state=state) if state in State.values else rows
    rows = rows.filter(title__contains=words) if words else rows
    page = Page.of(queries.with_sums(rows), request, order=("-id",))
    context = {"table": _batches(page), "words": words, "state": state, "states": State.choices}
    context["may_manage"] = request.person.may("payments.manage")
    return render(request, "payments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("payments.manage")
def new_source(request: MemberRequest) -> HttpResponse:
    form = SourceForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        name_source(data["union"], data["name"], data["kind"], by=request.person)
        messages.success(request, _("资金来源已登记。"))
        return redirect("desk-payments:new")
    return _form(request, form, _("登记资金来源"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("payments.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = BatchForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        what = (data["union"], data["title"], data["kind"], data["source"])
        made = open_batch(*what, key=data["key"], by=request.person)
        messages.success(request, _("批次已建好，请逐笔登记。"))
        return redirect("desk-payments:batch", made.public_id)
    return _form(request, form, _("新建批次"))


@require_safe
@needs("payments.see")
def batch(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    today = local_date(timezone.now())
    page = Page.of(queries.lines_of(found), request, order=("number", "id"))
    context = {
        "batch": found,
        "sums": queries.sums_of(found),
        "table": _lines(page),
        "refusal": why_not_manage(request.person, found.organisation),
        "no_approval": why_not_approve(found, request.person, on=today),
        "layout": queries.bank_layout(found, today),
        "line_form": LineForm(),
        "file_form": FileForm(),
        "close_form": CloseForm(),
        "return_form": ReturnForm(),
    }
    return render(request, "payments/batch.html", context)


@require_safe
@needs("payments.manage")
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """For the officer's own list: accounts by their last four digits. Names leave the house."""
    found = _seen(request, public_id)
    rows = list(queries.lines_of(found))
    note_export([row.person_id for row in rows], by=request.person, what=found.title)
    heads = [_("序号"), _("姓名"), _("金额（元）"), _("账号末四位"), _("开户行"), _("状态"), _("退回原因")]
    return excel.workbook(heads, _as_lines(rows), name=found.title)


@require_POST
@needs("payments.manage")
def line(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), LineForm(request.POST)
    if no := why_not_manage(request.person, found.organisation):
        raise no
    if form.is_valid():
        data = form.cleaned_data
        account = Account(data["account"], data["bank"])
        enter_payment(found, data["card_no"], account, data["amount"], by=request.person)
        messages.success(request, _("已登记。"))
    else:
        messages.error(request, first_error(form))
    return redirect("desk-payments:batch", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("payments.manage")
def one(request: MemberRequest, public_id: str) -> HttpResponse:
    """A line: take it out of a draft, or, when the bank sent it back, pay it again from another batch."""
    found = get_object_or_404(queries.lines_seen_by(request.person), public_id=public_id)
    if no := why_not_manage(request.person, found.batch.organisation):
        raise no
    batches = queries.batches_seen_by(request.person).filter(state=State.DRAFT, source=found.batch.source)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and "drop" in request.POST:
        drop_payment(found, by=request.person)
        messages.success(request, _("已撤下。"))
        return redirect("desk-payments:batch", found.batch.public_id)
    if request.method == "POST" and form.is_valid():
        into = get_object_or_404(batches, public_id=clean(request.POST.get("batch", "")))
        account = Account(form.cleaned_data["account"], form.cleaned_data["bank"])
        pay_again(found, into, account, by=request.person)
        messages.success(request, _("已登记到新的批次。"))
        return redirect("desk-payments:batch", into.public_id)
    context = {"line": found, "form": form, "batches": batches.order_by("-pk")[:BATCHES]}
    return render(request, "payments/line.html", context, status=422 if form.errors else 200)


def first_error(form: Form) -> str:
    field, (error, *_rest) = next(iter(form.errors.items()))
    return f"{form.fields[field].label}：{error}"


def _step(
    verb: Callable[..., PaymentBatch], said: Callable[[], str]
) -> Callable[[MemberRequest, str], HttpResponse]:
    """A door of one button."""

    def door(request: MemberRequest, public_id: str) -> HttpResponse:
        verb(_seen(request, public_id), by=request.person)
        messages.success(request, said())
        return redirect("desk-payments:batch", public_id)

    return door


asked = needs("payments.manage")(
    proved_again()(require_POST(_step(ask_approval, lambda: _("已提交，等待另一位审批。"))))
)
approved = needs("payments.approve")(proved_again()(require_POST(_step(approve, lambda: _("已批准。")))))


@require_POST
@needs("payments.approve")
def returned(request: MemberRequest, public_id: str) -> HttpResponse:
    reason = clean(request.POST.get("reason", ""))
    return_batch(_seen(request, public_id), reason, by=request.person)
    messages.success(request, _("已退回。"))
    return redirect("desk-payments:batch", public_id)


@needs("payments.manage")
@proved_again()
@require_POST
def bank_file(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Clear account numbers leave the house: proved once more, with a reason, and all on it can read that."""
    found = take_bank_file(
        _seen(request, public_id), clean(request.POST.get("reason", "")), by=request.person
    )
    layout = queries.bank_layout(found, local_date(timezone.now())).value
    lines = queries.bank_lines(found, layout["fields"])
    sheet = excel.text_sheet if layout["format"] == "csv" else excel.workbook
    return sheet(layout["heads"], lines, name=found.title)


@require_POST
@needs("payments.manage")
def closed(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), CloseForm(request.POST)
    if no := why_not_manage(request.person, found.organisation):
        raise no
    if form.is_valid():
        close_batch(found, form.cleaned_data["voucher_no"], form.cleaned_data["failed"], by=request.person)
        messages.success(request, _("已办结。"))
    else:
        messages.error(request, first_error(form))
    return redirect("desk-payments:batch", public_id)


def _batches(page: Page[PaymentBatch]) -> Table:
    return Table(
        [
            Column("title", _("名称"), note=lambda row: row.organisation.name),
            Column("kind", _("救助类别"), cell=lambda row: row.get_kind_display()),
            Column("source.name", _("资金来源"), note=lambda row: row.source.get_kind_display()),
            Column("people", _("人数"), kind="num"),
            Column("amount", _("金额"), kind="money"),
            Column(
                "state", _("状态"), cell=lambda row: tag(row.get_state_display(), KINDS.get(row.state, ""))
            ),
        ],
        page,
        page=page,
        row_url=address_of("desk-payments:batch"),
        caption=_("发放批次"),
        empty=_("没有符合条件的批次"),
        empty_text=_("先登记资金来源，再新建批次。"),
    )


def _lines(page: Page[Payment]) -> Table:
    return Table(
        [
            Column("number", _("序号"), kind="num"),
            Column("person.name", _("姓名"), note=lambda row: f"{row.bank} ****{row.tail}"),
            Column("amount", _("金额"), kind="money"),
            Column(
                "state",
                _("状态"),
                cell=lambda row: tag(row.get_state_display(), LINE_KINDS.get(row.state, "")),
                note=lambda row: row.reason,
            ),
        ],
        page,
        page=page,
        export="lines.xlsx",
        row_url=address_of("desk-payments:line"),
        caption=_("发放明细"),
        empty=_("还没有登记"),
    )


def _as_lines(rows: list[Payment]) -> Iterator[list[Any]]:
    for row in rows:
        who = [row.number, row.person.name, row.amount / 100, row.tail, row.bank]
        yield [*who, str(row.get_state_display()), row.reason]


def _form(request: MemberRequest, form: Any, title: str) -> HttpResponse:
    context = {"form": form, "title": title}
    return render(request, "payments/form.html", context, status=422 if form.errors else 200)


def _seen(request: MemberRequest, public_id: str) -> PaymentBatch:
    return get_object_or_404(queries.batches_seen_by(request.person), public_id=public_id)
