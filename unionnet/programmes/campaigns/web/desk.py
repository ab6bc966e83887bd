# SPDX-License-Identifier: Apache-2.0
"""At the desk: campaigns of a year, one campaign with its activities, and places where they are scarce."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.campaigns import queries
from unionnet.programmes.campaigns.actions import (
    change_campaign,
    close_campaign,
    give_at,
    hold,
    name_partner,
    offer_places,
    open_campaign,
)
from unionnet.programmes.campaigns.models import Campaign, Partner
from unionnet.programmes.campaigns.rules import why_not_change, why_not_close, why_not_manage
from unionnet.programmes.campaigns.web import tables
from unionnet.programmes.campaigns.web.forms import (
    CampaignForm,
    GiftForm,
    HoldForm,
    PartnerForm,
    PlacesForm,
    terms_of,
)
from unionnet.tools.activities.queries import activities_seen_by, count_among
from unionnet.tools.activities.web.tables import page_of

ORDER = ("-starts_on", "-id")
ANY = ["GET", "HEAD", "POST"]


@require_safe
@needs("campaigns.see")
def listed(request: MemberRequest) -> HttpResponse:
    asked = queries.Asked.of(request.GET)
    rows = asked.among(queries.campaigns_seen_by(request.person))
    page = Page.of(queries.with_counts(rows), request, order=ORDER)
    context = {
        "table": tables.campaigns_table(page, f"campaigns.xlsx?{request.GET.urlencode()}"),
        "asked": asked,
        "count": rows.count(),
        "kinds": queries.by_kind(rows),
        "came": count_among(queries.activities_within(rows)),
        "choices": Campaign.Kind.choices,
        "may_manage": request.person.may("campaigns.manage"),
    }
    return render(request, "campaigns/list.html", context)


@require_safe
@needs("campaigns.see")
def export(request: MemberRequest) -> HttpResponseBase:
    rows = queries.Asked.of(request.GET).among(queries.campaigns_seen_by(request.person))
    found = queries.with_counts(rows).order_by(*ORDER).iterator(excel.AT_ONCE)
    return excel.workbook(*tables.campaign_lines(found), name=_("服务行动"))


@require_http_methods(ANY)
@needs("campaigns.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = CampaignForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaign = open_campaign(form.cleaned_data["union"], form.terms, by=request.person)
            messages.success(request, _("已建立，接着在里面策划活动。"))
            return redirect(tables.address(campaign))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, _("新建行动"))


@require_http_methods(ANY)
@needs("campaigns.manage")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    campaign = _seen(request, public_id)
    form = CampaignForm(request.person, request.POST or None, initial=terms_of(campaign))
    if request.method == "POST" and form.is_valid():
        try:
            change_campaign(campaign, form.terms, by=request.person)
            messages.success(request, _("已保存。"))
            return redirect(tables.address(campaign))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, _("修改行动"), campaign)


@require_safe
@needs("campaigns.see")
def campaign(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    folder = queries.folder_of(found)
    refusal = why_not_manage(request.person, found.organisation) or why_not_change(found)
    context = {
        "campaign": found,
        "folder": folder,
        "table": tables.held_table(list(folder.activities), f"{public_id}/activities.xlsx"),
        "partners": found.partners.order_by("pk"),
        "gifts": queries.gifts_of(found),
        "sites": found.sites.order_by("name"),
        "refusal": refusal,
        "why_not_close": why_not_close(folder.still_open),
    }
    return render(request, "campaigns/campaign.html", context)


@require_safe
@needs("campaigns.see")
def activities(request: MemberRequest, public_id: str) -> HttpResponseBase:
    found = _seen(request, public_id)
    lines = tables.held_lines(queries.folder_of(found).activities)
    return excel.workbook(*lines, name=found.title)


@require_http_methods(ANY)
@needs("campaigns.manage")
def partners(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name_partner(found, Partner(campaign=found, **form.cleaned_data), by=request.person)
        messages.success(request, _("已保存。"))
        return redirect(tables.address(found))
    return _form(request, form, _("添加合作单位"), found)


@require_http_methods(ANY)
@needs("campaigns.manage")
def hold_one(request: MemberRequest, public_id: str) -> HttpResponse:
    """An activity of the campaign: its plan, then on to its own file."""
    found = _seen(request, public_id)
    form = HoldForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            activity = hold(found, form.plan, by=request.person)
            messages.success(request, _("已建档，接着列预算，然后报主席审批。"))
            return redirect(page_of(activity))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, _("策划活动"), found)


@require_POST
@needs("campaigns.manage")
def close(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    close_campaign(found, by=request.person)
    messages.success(request, _("已结项，人数和人次已封存。"))
    return redirect(tables.address(found))


@require_http_methods(ANY)
@needs("campaigns.manage")
def places(request: MemberRequest, public_id: str) -> HttpResponse:
    """Places of an activity that not all can have: an offer of its own, whose check-in counts here."""
    activity = get_object_or_404(activities_seen_by(request.person), public_id=public_id)
    booked = queries.offer_of(activity)
    if booked:
        return redirect("desk-enrolment:offer", booked.offer.public_id)
    form = PlacesForm(request.POST or None, initial={"size": activity.expected})
    if request.method == "POST" and form.is_valid():
        try:
            offer = offer_places(activity, **form.cleaned_data, by=request.person)
            messages.success(request, _("已开放报名，签到后自动计入活动台账。"))
            return redirect("desk-enrolment:offer", offer.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context: dict[str, Any] = {"form": form, "title": _("开放报名"), "activity": activity}
    return render(request, "campaigns/form.html", context, status=422 if form.errors else 200)


@require_http_methods(ANY)
@needs("campaigns.manage")
def gifts(request: MemberRequest, public_id: str) -> HttpResponse:
    """What is handed out at an activity: who signs for it has come."""
    activity = get_object_or_404(activities_seen_by(request.person), public_id=public_id)
    form = GiftForm(activity, request.POST or None)
    if request.method == "POST" and form.is_valid():
        gift = give_at(activity, form.cleaned_data["benefit"], by=request.person)
        messages.success(request, _("已加上，领到的人自动计入活动台账。"))
        return redirect("desk-benefits:benefit", gift.benefit.public_id)
    context: dict[str, Any] = {"form": form, "title": _("添加慰问品"), "activity": activity}
    return render(request, "campaigns/form.html", context, status=422 if form.errors else 200)


def _form(
    request: MemberRequest, form: forms.Form, title: str, found: Campaign | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "campaign": found}
    return render(request, "campaigns/form.html", context, status=422 if form.errors else 200)


def _seen(request: MemberRequest, public_id: str) -> Campaign:
    return get_object_or_404(queries.campaigns_seen_by(request.person), public_id=public_id)
