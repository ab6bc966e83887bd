# SPDX-License-Identifier: Apache-2.0
"""The officer's desk: offers of their unions and below, how they fill, what may be done with them."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.enrolment.actions import (
    cancel_offer,
    change_offer,
    enrol,
    make_group,
    make_offer,
    withdraw,
)
from unionnet.tools.enrolment.models import Offer, Withdrawal
from unionnet.tools.enrolment.queries import (
    draw_of,
    found_in,
    invitations,
    offers_managed_by,
    offers_seen_by,
    queue,
    roster,
)
from unionnet.tools.enrolment.web.desk_tables import EXPORT_COLUMNS, STAGES, export_row, offers_table
from unionnet.tools.enrolment.web.finding import person_by
from unionnet.tools.enrolment.web.forms import CancelForm, OfferForm, PersonForm

SHOWN = 50


@require_safe
@with_verb("enrolment.see")
def offers(request: MemberRequest) -> HttpResponse:
    page = Page.of(_asked(request), request, order=("-opens_at", "id"), sortable=("opens_at", "closes_at"))
    context = {
        "table": offers_table(page, database_now(), request.GET),
        "stages": STAGES,
        "modes": Offer.Mode.choices,
        "may_manage": request.person.may("enrolment.manage"),
    }
    return render(request, "enrolment/desk_list.html", context)


@require_safe
@with_verb("enrolment.see")
def export(request: MemberRequest) -> FileResponse:
    rows = (export_row(offer) for offer in _asked(request).order_by("-opens_at", "id").iterator(500))
    return excel.workbook(EXPORT_COLUMNS, rows, name=_("报名项目"))


@require_safe
@with_verb("enrolment.see")
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = get_object_or_404(offers_seen_by(request.person), public_id=public_id)
    path, now = offer.organisation.path, database_now()
    context = {
        "offer": offer,
        "stage": STAGES[offer.stage_at(now)],
        "stage_key": offer.stage_at(now),
        "seats": roster(offer)[:SHOWN],
        "queue": queue(offer, SHOWN),
        "invitations": invitations(offer)[:SHOWN],
        "draw": draw_of(offer),
        "may_manage": request.person.may("enrolment.manage", path),
        "may_check_in": request.person.may("enrolment.check_in", path),
        "cancel_form": CancelForm(),
        "person_form": PersonForm(),
        "shown": SHOWN,
    }
    return render(request, "enrolment/desk_offer.html", context)


@require_safe
@with_verb("enrolment.see")
def fill(request: MemberRequest, public_id: str) -> HttpResponse:
    """The live part of the page: how full it is now."""
    offer = get_object_or_404(offers_seen_by(request.person), public_id=public_id)
    return render(request, "enrolment/_desk_fill.html", {"offer": offer})


@require_http_methods(["GET", "POST"])
@with_verb("enrolment.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = OfferForm(request.person, request.POST or None)
    if form.is_valid():
        try:
            offer = _make(request, form)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已发布“%(title)s”。") % {"title": offer.title})
            return redirect("desk-enrolment:offer", offer.public_id)
    return render(request, "enrolment/desk_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@with_verb("enrolment.manage")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = _managed(request, public_id)
    form = OfferForm(request.person, request.POST or None, instance=_managed(request, public_id))
    if form.is_valid():
        try:
            terms = {name: value for name, value in form.terms().items() if name != "mode"}
            change_offer(offer, by=request.person, **terms)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已保存，有名额或候补的人会收到通知。"))
            return redirect("desk-enrolment:offer", offer.public_id)
    context = {"form": form, "offer": offer}
    return render(request, "enrolment/desk_form.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb("enrolment.manage")
def cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    offer, form = _managed(request, public_id), CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明取消原因。"))
    else:
        cancel_offer(offer, form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("已取消，正在通知每个人。"))
    return redirect("desk-enrolment:offer", public_id)


@require_POST
@with_verb("enrolment.manage")
def enrol_for(request: MemberRequest, public_id: str) -> HttpResponse:
    """For a worker without a smartphone: the same verb, the same rule, the officer named as actor."""
    offer, form = _managed(request, public_id), PersonForm(request.POST)
    if form.is_valid():
        person = person_by(form.cleaned_data["code"], offer)
        got = enrol(person, offer, by=request.person, via="desk")
        queued = _("名额已满，%(name)s 已进入候补。")
        words = queued if got.outcome == "waiting" else _("已为 %(name)s 报名。")
        messages.success(request, words % {"name": person.name})
    return redirect("desk-enrolment:offer", public_id)


@require_POST
@with_verb("enrolment.manage")
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Give back somebody's place on their word; the reason stays in the record."""
    offer = _managed(request, public_id)
    person = person_by(request.POST.get("code", "")[:100], offer)
    note = " ".join(request.POST.get("note", "").split())[:200]
    withdraw(person, offer, by=request.person, why=Withdrawal.Why.BY_OFFICE, note=note)
    messages.success(request, _("已退出 %(name)s 的名额。") % {"name": person.name})
    return redirect("desk-enrolment:offer", public_id)


@transaction.atomic
def _make(request: MemberRequest, form: OfferForm) -> Offer:
    """The offer, and its group first when a new one was named."""
    union, terms = form.cleaned_data["union"], form.terms()
    if name := form.cleaned_data["new_group"]:
        ranked = terms["mode"] == Offer.Mode.RANKED
        terms["group"] = make_group(union, name, by=request.person, ranked=ranked)
    return make_offer(union, by=request.person, **terms)


def _managed(request: MemberRequest, public_id: str) -> Offer:
    return get_object_or_404(offers_managed_by(request.person), public_id=public_id)


def _asked(request: MemberRequest) -> QuerySet[Offer]:
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:40]
    stage, mode = request.GET.get("stage", ""), request.GET.get("mode", "")
    return found_in(offers_seen_by(request.person), words, stage, mode, database_now())
