# SPDX-License-Identifier: Apache-2.0
"""Luck cards on the desk: hold a collection, put its pictures up, see how it goes."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import paper
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.luckcards import actions, queries
from unionnet.programmes.luckcards.marker import drawing
from unionnet.programmes.luckcards.models import Collection, Marker
from unionnet.programmes.luckcards.rules import why_not_manage
from unionnet.programmes.luckcards.web import tables
from unionnet.programmes.luckcards.web.forms import CollectionForm, MarkerForm
from unionnet.tools.benefits.queries.raffles import turnout_of as raffle_turnout
from unionnet.tools.benefits.web.raffle_forms import PrizeLines


@require_safe
@needs("luckcards.see")
def listed(request: MemberRequest) -> HttpResponse:
    words = clean(request.GET.get("q", ""))
    rows = queries.collections_seen_by(request.person)
    rows = rows.filter(raffle__title__contains=words) if words else rows
    table = tables.collections(Page.of(rows, request, order=("-id",)), database_now())
    return render(request, "luckcards/desk_list.html", {"table": table, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("luckcards.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = CollectionForm(request.person, request.POST or None)
    lines = PrizeLines(request.POST or None, prefix="prize", form_kwargs={"person": request.person})
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        prizes = [line.terms for line in lines if line.cleaned_data]
        union, key = form.cleaned_data["union"], form.cleaned_data["key"]
        try:
            made = actions.open_collection(
                union, form.terms, prizes, form.collecting, key=key, by=request.person
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("集福卡活动已建好。要扫福图的，接着把福图打印出来。"))
            return redirect("desk-luckcards:collection", made.public_id)
    wrong = request.method == "POST"
    context = {"form": form, "lines": lines}
    return render(request, "luckcards/desk_new.html", context, status=422 if wrong else 200)


@require_safe
@needs("luckcards.see")
def collection(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    pictures = Page.of(found.markers.all(), request, order=("id",))
    refusal = why_not_manage(request.person, found.raffle.organisation)
    context = {
        "collection": found,
        "raffle": found.raffle,
        "stage": tables.stage(found, database_now()),
        "prizes": found.raffle.prizes.order_by("rank"),
        "turnout": queries.turnout_of(found),
        "people": raffle_turnout(found.raffle),
        "markers": tables.markers(pictures),
        "put_up": [] if refusal else [each for each in pictures.rows if each.ended_at is None],
        "marker_form": MarkerForm(),
        "refusal": refusal,
    }
    return render(request, "luckcards/desk_collection.html", context)


@require_POST
@needs("luckcards.manage")
def put_up(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), MarkerForm(request.POST)
    if form.is_valid():
        actions.put_up(found, form.cleaned_data["label"], by=request.person)
        messages.success(request, _("福图已做好，打印出来贴上。"))
    else:
        messages.error(request, _("请写明贴在哪里。"))
    return redirect("desk-luckcards:collection", public_id)


@require_safe
@needs("luckcards.see")
def poster(request: MemberRequest, public_id: str) -> HttpResponse:
    """The picture to print, with a QR code and the code in figures beneath."""
    found = _marker(request, public_id)
    link = reverse("luckcards:scan", args=[found.collection.public_id])
    context = {
        "marker": found,
        "collection": found.collection,
        "raffle": found.collection.raffle,
        "drawing": drawing(found.code),
        "groups": [found.code[start : start + 4] for start in range(0, 12, 4)],
        "link": f"{settings.UNIONNET_PUBLIC_URL}{link}?code={found.code}",
    }
    try:
        made = paper.pdf("luckcards/poster.html", context)
    except paper.MissingPango as missing:
        raise Refusal("no_pdf", str(missing)) from missing
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="poster.pdf"'
    return answer


@require_POST
@needs("luckcards.manage")
def taken_down(request: MemberRequest, public_id: str) -> HttpResponse:
    found = actions.take_down(_marker(request, public_id), by=request.person)
    messages.success(request, _("这张福图已停用，再扫没有机会了。"))
    return redirect("desk-luckcards:collection", found.collection.public_id)


def _seen(request: MemberRequest, public_id: str) -> Collection:
    return get_object_or_404(queries.collections_seen_by(request.person), public_id=public_id)


def _marker(request: MemberRequest, public_id: str) -> Marker:
    return get_object_or_404(queries.markers_seen_by(request.person), public_id=public_id)
