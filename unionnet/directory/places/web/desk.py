# SPDX-License-Identifier: Apache-2.0
"""The officer's register: list, one site, new, edit, and what belongs to a site."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import make_join_code
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Membership
from unionnet.directory.places import actions
from unionnet.directory.places.beside import links_beside
from unionnet.directory.places.facilities import LIST
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import (
    desk_page,
    matching,
    photos_seen_by,
    register_summary,
    sites_seen_by,
    states_of,
)
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean, wish_of
from unionnet.directory.places.web.desk_tables import EXPORT_COLUMNS, export_row, register_table
from unionnet.directory.places.web.forms import PhotoForm, SiteForm
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page

STEPS = ("open", "pause", "close")


@require_safe
@needs("places.see")
def register(request: MemberRequest) -> HttpResponse:
    """The list: what there is, what is open, what is missing."""
    at = database_now()
    sites = _asked(request)
    page = Page.of(sites, request, order=("pinyin", "id"), sortable=("pinyin", "since", "last_verified"))
    states = states_of(page.rows, at)
    context = {
        "table": register_table(page, states, request.GET),
        "summary": register_summary(request.person, at),
        "wish": wish_of(request.GET),
        "statuses": Site.Status.choices,
        "facilities": LIST,
        "may_change": request.person.may("places.change"),
    }
    return render(request, "places/desk_list.html", context)


@require_safe
@needs("places.see")
def export(request: MemberRequest) -> FileResponse:
    """The same list in Excel."""
    sites = _asked(request).order_by("organisation__path", "pinyin")
    rows = (export_row(site) for site in sites.prefetch_related("openings").iterator(500))
    return excel.workbook(EXPORT_COLUMNS, rows, name=_("驿站阵地"))


def _asked(request: MemberRequest) -> QuerySet[Site]:
    """The officer's sites, narrowed by the filter bar. Withdrawn ones only when asked for."""
    wish, status = wish_of(request.GET), request.GET.get("status", "")
    sites = sites_seen_by(request.person)
    if status in Site.Status.values:
        sites = sites.filter(status=status)
    elif not wish.words:
        sites = sites.exclude(status=Site.Status.CLOSED)
    if request.GET.get("unmapped") == "1":
        sites = sites.filter(latitude__isnull=True)
    if request.GET.get("faults") == "1":
        sites = sites.filter(faults__resolved_at__isnull=True, faults__isnull=False).distinct()
    return matching(sites, wish, database_now())


@require_safe
@needs("places.see")
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    site = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    page = desk_page(site, database_now())
    may_change = request.person.may("places.change", site.organisation.path)
    context = {
        "page": page,
        "site": site,
        "may_change": may_change,
        "photo_form": PhotoForm(),
        "beside": links_beside(site, request.person),
    }
    return render(request, "places/desk_site.html", context)


@require_http_methods(["GET", "POST"])
@needs("places.change")
def new(request: MemberRequest) -> HttpResponse:
    form = SiteForm(request.person, request.POST or None)
    if form.is_valid():
        union = form.cleaned_data["union"]
        site = actions.register(union, form.values, form.openings, by=request.person)
        messages.success(request, _("已登记“%(site)s”。") % {"site": site.name})
        return redirect("desk-places:site", site.public_id)
    return render(request, "places/desk_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@needs("places.change")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    site = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    form = SiteForm(request.person, request.POST or None, site=site)
    if form.is_valid():
        actions.change(site, form.values, form.openings, by=request.person)
        messages.success(request, _("已保存。"))
        return redirect("desk-places:site", public_id)
    context = {"form": form, "site": site}
    return render(request, "places/desk_form.html", context, status=422 if form.errors else 200)


@require_POST
@needs("places.change")
def move(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take into use, pause, withdraw."""
    site = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    step = request.POST.get("step", "")
    actions.move(site, step if step in STEPS else "open", by=request.person)
    return redirect("desk-places:site", public_id)


@require_POST
@needs("places.change")
def add_photo(request: MemberRequest, public_id: str) -> HttpResponse:
    site = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        actions.add_photo(site, form.cleaned_data["photo"], form.cleaned_data["caption"], by=request.person)
    else:
        messages.error(request, _("请选择一张照片。"))
    return redirect("desk-places:site", public_id)


@require_POST
@needs("places.change")
def drop_photo(request: MemberRequest, photo_id: int) -> HttpResponse:
    photo = get_object_or_404(photos_seen_by(request.person), pk=photo_id)
    actions.drop_photo(photo, by=request.person)
    return redirect("desk-places:site", photo.site.public_id)


@require_POST
@needs("places.change")
def make_code(request: MemberRequest, public_id: str) -> HttpResponse:
    """The code that hangs in this station: whoever joins by it is counted there."""
    site = get_object_or_404(sites_seen_by(request.person), public_id=public_id)
    make_join_code(
        site.organisation,
        by=request.person,
        channel=Membership.Channel.STATION,
        place=site.public_id,
        place_name=clean(site.name),
    )
    return redirect("desk-places:site", public_id)
