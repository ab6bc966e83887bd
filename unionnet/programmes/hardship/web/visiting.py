# SPDX-License-Identifier: Apache-2.0
"""At a household's door, on the phone of who visits: what was seen is sealed on the phone first and sent when
there is network (decision 0037)."""

from __future__ import annotations

from uuid import uuid5

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.middleware import wants_json
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import add_photo, record_visit
from unionnet.programmes.hardship.rules import MOST_PHOTOS, why_not_move
from unionnet.programmes.hardship.web.forms import PhotoForm, VisitForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("hardship.handle")
@never_cache
def visit(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.dossiers_seen_by(request.person), public_id=public_id)
    form = VisitForm(request.POST or None, request.FILES or None, initial={"on_day": timezone.localdate()})
    if request.method == "POST":
        if form.is_valid():
            return _recorded(request, found.public_id, form)
        if wants_json(request):
            return JsonResponse({"says": _("请填写走访日期、是否一致和看到的情况。"), "ok": False})
    refusal = None if form.is_bound else why_not_move(request.person, found, "visit")
    context = {"dossier": found, "form": form, "refusal": refusal, "most": MOST_PHOTOS}
    return render(request, "hardship/visit.html", context, status=422 if form.errors else 200)


@require_POST
@needs("hardship.handle")
def photo(request: MemberRequest, public_id: str) -> JsonResponse:
    """One photo at a time, so that a line that breaks loses one at most, which is sent again."""
    found = get_object_or_404(queries.dossiers_seen_by(request.person), public_id=public_id)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"says": _("这张照片没有收全，请重新拍。"), "ok": False})
    said = form.cleaned_data
    try:
        add_photo(found, said["visit"], said["key"], said["photo"], by=request.person)
    except Refusal as no:
        return JsonResponse({"says": str(no), "ok": False})
    return JsonResponse({"says": _("走访记录和照片已送达。"), "ok": True})


def _recorded(request: MemberRequest, public_id: str, form: VisitForm) -> HttpResponse:
    found = get_object_or_404(queries.dossiers_seen_by(request.person), public_id=public_id)
    try:
        record_visit(found, form.seen, by=request.person)
        for n, upload in enumerate(form.cleaned_data["photos"]):
            add_photo(found, form.seen.key, uuid5(form.seen.key, str(n)), upload, by=request.person)
    except Refusal as no:
        if wants_json(request):
            return JsonResponse({"says": str(no), "ok": False})
        raise
    words = _("走访记录已送达，已转县级以上工会核对。")
    if wants_json(request):
        return JsonResponse({"says": words, "ok": True})
    messages.success(request, words)
    return redirect("desk-hardship:dossier", public_id)
