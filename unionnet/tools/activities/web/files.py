# SPDX-License-Identifier: Apache-2.0
"""Photos and papers of a file, for those who may read it; and the whole of it in one package."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.tools.activities import queries
from unionnet.tools.activities.actions import ask_bundle
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.packing import PIECES, ending_of, files_of, packed, plain


@require_safe
@needs("activities.see")
def photo(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.photos_seen_by(request.person), public_id=public_id)
    answer = HttpResponse(found.file.read(), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


@require_safe
@needs("activities.see")
def document(request: MemberRequest, public_id: str, document: str) -> HttpResponse:
    """Always to be saved, never run inside the page."""
    activity = _seen(request, public_id)
    found = get_object_or_404(activity.documents.filter(file__isnull=False), public_id=document)
    return _handed_over(found.file, found.title)


@require_safe
@needs("activities.see")
def supplement(request: MemberRequest, public_id: str, supplement: str) -> HttpResponse:
    activity = _seen(request, public_id)
    found = get_object_or_404(activity.supplements.filter(file__isnull=False), public_id=supplement)
    return _handed_over(found.file, activity.title)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("activities.see")
def bundle(request: MemberRequest, public_id: str) -> HttpResponse:
    """For audit and appraisal: POST asks for the package, the page says how far it is and hands it over."""
    activity = _seen(request, public_id)
    if request.method == "POST":
        ask_bundle(activity, by=request.person)
        return redirect("desk-activities:bundle", public_id)
    return render(request, "activities/bundle.html", _told(request, activity))


@require_safe
@needs("activities.see")
def progress(request: MemberRequest, public_id: str) -> HttpResponse:
    told = _told(request, _seen(request, public_id))
    made = told["bundle"] is None or told["bundle"].made_at
    status = 286 if made else 200  # the page need not ask any more
    return render(request, "activities/_bundle.html", told, status=status)


def _told(request: MemberRequest, activity: Activity) -> dict[str, Any]:
    found = queries.bundle_of(activity, request.person)
    return {"activity": activity, "bundle": found, "pieces": len(PIECES)}


@require_safe
@needs("activities.see")
def package(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Sent while it is packed, so that the browser shows how far it is."""
    activity = _seen(request, public_id)
    found = queries.bundle_of(activity, request.person)
    if found is None or found.made_at is None:
        return redirect("desk-activities:bundle", public_id)
    name = _("活动档案 %(code)s %(title)s") % {"code": activity.code, "title": activity.title}
    files = list(files_of(found, queries.folder_of(activity)))
    return excel.named(StreamingHttpResponse(packed(files), content_type="application/zip"), name, "zip")


def _handed_over(file: StoredFile | None, title: str) -> HttpResponse:
    if file is None:
        raise Refusal("file_lost", _("文件暂时读不到，请联系系统管理员检查存储。"))
    answer = HttpResponse(file.read(), content_type=file.content_type)
    name = quote(f"{plain(title)}.{ending_of(file)}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _seen(request: MemberRequest, public_id: str) -> Activity:
    return get_object_or_404(queries.activities_seen_by(request.person), public_id=public_id)
