# SPDX-License-Identifier: Apache-2.0
"""One shelf: enter books, lend and take back by the number on the back, look once a year what is there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import cards
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.texts import one_line
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.venues import queries
from unionnet.programmes.venues.actions import (
    begin_stock_take,
    catalogue,
    close_stock_take,
    lend,
    remove_copy,
    return_copy,
    see_copies,
)
from unionnet.programmes.venues.models import Copy, Shelf
from unionnet.programmes.venues.web.forms import TitleForm, numbers_in

COLUMNS = (
    gettext_lazy("登录号"),
    gettext_lazy("书名"),
    gettext_lazy("作者"),
    "ISBN",
    gettext_lazy("状态"),
)


@require_safe
@with_verb("venues.see")
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """What is lent and late, and the catalogue by number."""
    found = get_object_or_404(queries.shelves_seen_by(request.person), public_id=public_id)
    words, today = one_line(request.GET.get("q", ""), 40), local_date(database_now())
    copies = queries.copies_of(found)
    copies = copies.filter(title__name__icontains=words) if words else copies
    context = {
        "shelf": found,
        "sums": queries.sums_of(found, today),
        "page": Page.of(copies, request, order=("number", "id")),
        "loans": queries.loans_seen_by(request.person)
        .filter(copy__shelf=found)
        .order_by("due_on", "id")[:100],
        "today": today,
        "words": words,
        "may_manage": request.person.may("venues.manage", found.organisation.path),
    }
    return render(request, "venues/desk_shelf.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("venues.manage")
def enter(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _managed(request, public_id), TitleForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            catalogue(
                found,
                said["name"],
                said["numbers"],
                by=request.person,
                author=said["author"],
                isbn=said["isbn"],
            )
        except Refusal as no:
            form.add_error("numbers", str(no))
        else:
            messages.success(request, _("已编目 %(n)s 册。") % {"n": len(said["numbers"])})
            return redirect("desk-venues:catalogue", public_id)
    context = {"form": form, "title": _("图书编目"), "shelf": found}
    return render(request, "venues/desk_form.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb("venues.see")
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(queries.shelves_seen_by(request.person), public_id=public_id)
    rows = queries.copies_of(found).order_by("number", "id").iterator(excel.AT_ONCE)
    lines = (
        [each.number, each.title.name, each.title.author, each.title.isbn, each.get_state_display()]
        for each in rows
    )
    return excel.workbook(COLUMNS, lines, name=_("图书目录 %(name)s") % {"name": found.name})


@require_POST
@with_verb("venues.manage")
def over_the_desk(request: MemberRequest, public_id: str) -> HttpResponse:
    """A number alone comes back; a number and a card go out."""
    found, number = _managed(request, public_id), request.POST.get("number", "")[:40]
    code = "".join(request.POST.get("code", "").split())[:2000]
    if not code:
        loan = return_copy(found, number, by=request.person)
        words = {"book": loan.copy.title.name, "name": loan.person.name}
        messages.success(request, _("已还：《%(book)s》（%(name)s）。") % words)
    else:
        reader = cards.verify(code) if "." in code else member_by_card(code)
        if reader is None:
            raise Refusal("nobody", _("没有这个会员证号的会员，请核对，或请对方出示会员码。"))
        loan = lend(found, number, reader, by=request.person)
        words = {"book": loan.copy.title.name, "name": reader.name, "day": f"{loan.due_on:%Y-%m-%d}"}
        messages.success(request, _("已借：《%(book)s》给 %(name)s，%(day)s 前归还。") % words)
    return redirect("desk-venues:shelf", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb("venues.manage")
def check(request: MemberRequest, public_id: str) -> HttpResponse:
    """盘点: scan what stands there, then close; what was neither seen nor lent is missing."""
    found = _managed(request, public_id)
    if request.method == "POST":
        _check(request, found)
        return redirect("desk-venues:check", public_id)
    taking = queries.stock_take_of(found, local_date(database_now()).year)
    context = {
        "shelf": found,
        "taking": taking,
        "seen": taking.lines.count() if taking else 0,
        "missing": queries.missing_of(found)[:500],
    }
    return render(request, "venues/desk_check.html", context)


@require_POST
@with_verb("venues.manage")
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _managed(request, public_id)
    copy = get_object_or_404(
        queries.copies_of(found).exclude(state=Copy.State.REMOVED), number=request.POST.get("number", "")[:20]
    )
    remove_copy(copy, by=request.person)
    messages.success(request, _("已注销。"))
    return redirect("desk-venues:shelf", public_id)


def _check(request: MemberRequest, found: Shelf) -> None:
    taking = begin_stock_take(found, by=request.person)
    if request.POST.get("move") == "close":
        close_stock_take(taking, by=request.person)
        messages.success(request, _("盘点已结束。"))
    elif request.POST.get("numbers"):
        unknown = see_copies(taking, numbers_in(request.POST["numbers"]), by=request.person)
        if unknown:
            words = _("、").join(unknown[:20])
            messages.error(request, _("这些登录号不在册：%(numbers)s") % {"numbers": words})
        else:
            messages.success(request, _("已记下。"))


def _managed(request: MemberRequest, public_id: str) -> Shelf:
    return get_object_or_404(queries.shelves_managed_by(request.person), public_id=public_id)
