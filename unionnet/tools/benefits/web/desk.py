# SPDX-License-Identifier: Apache-2.0
"""Benefits of an officer: open one, put people on its list, see who had it, end it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.benefits import queries
from unionnet.tools.benefits.actions import end_benefit, list_people, open_benefit
from unionnet.tools.benefits.limits import limits_of
from unionnet.tools.benefits.models import Benefit
from unionnet.tools.benefits.rules import why_not_manage
from unionnet.tools.benefits.web import tables
from unionnet.tools.benefits.web.forms import BenefitForm, PeopleForm, SheetForm

EXPORTED = 50_000


@require_safe
@needs("benefits.see")
def listed(request: MemberRequest) -> HttpResponse:
    words, state = clean(request.GET.get("q", "")), request.GET.get("state", "")
    rows = queries.benefits_seen_by(request.person)
    page = Page.of(queries.found_benefits(rows, words, state, timezone.now()), request, order=("-id",))
    may_manage = request.person.may("benefits.manage")
    context = {"table": tables.benefits(page), "words": words, "state": state, "may_manage": may_manage}
    return render(request, "benefits/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("benefits.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = BenefitForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = open_benefit(said["union"], form.terms, form.contents, key=said["key"], by=request.person)
        except Refusal as no:
            form.add_error(None, f"{no} {no.rule or ''}".strip())
        else:
            messages.success(request, _("项目已建好，可以发放了。"))
            return redirect("desk-benefits:benefit", made.public_id)
    context = {"form": form, "title": _("新建项目"), "back": "desk-benefits:list"}
    return render(request, "benefits/form.html", context, status=422 if form.errors else 200)


@require_safe
@needs("benefits.see")
def benefit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    receipts = queries.receipts_seen_by(request.person).filter(content__benefit=found)
    context = {
        "benefit": found,
        "given": queries.given_of(found, request.person),
        "counters": queries.counters_of(request.person, found)[:50],
        "limits": limits_of(found, local_date(found.opens_at)),
        "table": tables.receipts(Page.of(receipts, request, order=("-id",))),
        "refusal": why_not_manage(request.person, found.organisation),
        "people_form": PeopleForm(),
        "sheet_form": SheetForm(),
        "listed": found.entitled.count() if found.by_list else 0,
    }
    return render(request, "benefits/benefit.html", context)


@require_safe
@needs("benefits.manage")
def export(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Names leave the house, so the journal says so."""
    found = _seen(request, public_id)
    receipts = queries.receipts_seen_by(request.person).filter(content__benefit=found)
    rows = excel.whole(receipts.order_by("pk"), EXPORTED)
    note_export([row.person_id for row in rows], by=request.person, what=found.title)
    return excel.workbook(*tables.receipt_lines(rows), name=found.title)


@require_POST
@needs("benefits.manage")
def people(request: MemberRequest, public_id: str) -> HttpResponse:
    """By card numbers, pasted. Who is not known is named by number, the rest is on the list."""
    found, form = _seen(request, public_id), PeopleForm(request.POST)
    if no := why_not_manage(request.person, found.organisation):
        raise no
    if not form.is_valid():
        messages.error(request, _("请粘贴会员证号，一行一个。"))
        return redirect("desk-benefits:benefit", public_id)
    numbers = list(dict.fromkeys(form.cleaned_data["cards"].split()))
    known = queries.people_with_cards(request.person, numbers)
    added = list_people(found, list(known.values()), by=request.person)
    messages.success(request, _("已加入名单 %(n)s 人。") % {"n": added})
    if missing := [number for number in numbers if number not in known][:10]:
        messages.warning(request, _("没有找到这些会员证号：%(numbers)s") % {"numbers": "、".join(missing)})
    return redirect("desk-benefits:benefit", public_id)


@require_POST
@needs("benefits.manage")
def ended(request: MemberRequest, public_id: str) -> HttpResponse:
    end_benefit(_seen(request, public_id), by=request.person)
    messages.success(request, _("项目已结束。"))
    return redirect("desk-benefits:benefit", public_id)


def _seen(request: MemberRequest, public_id: str) -> Benefit:
    return get_object_or_404(queries.benefits_seen_by(request.person), public_id=public_id)
