# SPDX-License-Identifier: Apache-2.0
"""A roster comes in: read first, kept when an officer has seen what it would do."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.organisations.queries import reached_by
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.files.actions import MAX_BYTES, keep_bytes
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.programmes.staffing import reading
from unionnet.programmes.staffing.actions import import_posts
from unionnet.programmes.staffing.queries import matched, uploads_of
from unionnet.programmes.staffing.web import tables
from unionnet.programmes.staffing.web.forms import ImportForm

SHEET = "application/octet-stream"
SAMPLE = (
    *("王大山", "", "", "", "兼职", "工会副主席", "2024-03-01", "2029-02-28", "所在单位", "2027-12-31"),
    "云工〔2024〕12 号",
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("staffing.manage")
def bring(request: MemberRequest) -> HttpResponse:
    """Step one: the file. Step two: what it would do. Step three: done."""
    kept = request.POST.get("kept", "")
    form = ImportForm(request.person, request.POST or None, request.FILES or None, needs_file=not kept)
    if request.method != "POST" or not form.is_valid():
        return render(request, "staffing/import.html", {"form": form}, status=422 if form.errors else 200)
    file, union = _file(request, kept), form.cleaned_data["union"]
    table = excel.read_table(io.BytesIO(file.read()))
    lines = reading.read(table, reached_by(request.person, "staffing.manage"), union=union)
    found = matched(request.person, lines)
    if request.POST.get("step") == "keep":
        counts = {"new": len(found.new), "known": len(found.known), "wrong": len(found.wrong)}
        import_posts(union, found, by=request.person)
        messages.success(
            request, _("新登记 %(new)s 个岗位，更新 %(known)s 个，%(wrong)s 行有误未导入。") % counts
        )
        return redirect("desk-staffing:overview")
    context = {"form": form, "found": found, "kept": file.public_id, "union": union}
    return render(request, "staffing/import.html", context)


@require_safe
@needs("staffing.manage")
def template(_request: MemberRequest) -> FileResponse:
    """An empty form with one example row."""
    return excel.workbook(tables.heads(), [SAMPLE], name=_("干部名册导入模板"))


def _file(request: MemberRequest, kept: str) -> StoredFile:
    if kept:
        return get_object_or_404(uploads_of(request.person), public_id=kept)
    upload: Any = request.FILES["file"]
    if upload.size > MAX_BYTES:
        raise Refusal("file_too_large", _("文件超过 20 MB，请拆分后再传。"))
    return keep_bytes(upload.read(), upload.name, SHEET, by=request.person)
