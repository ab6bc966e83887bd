# SPDX-License-Identifier: Apache-2.0
"""A list of sites comes in: read first, kept when an officer has seen what it would do."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.actions import import_sites
from unionnet.directory.places.queries import organisations_registering, sites_known_near, uploads_of
from unionnet.directory.places.sheets import COLUMNS, HEADS, DryRun, dry_run
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.forms import ImportForm
from unionnet.foundation.files.actions import keep_bytes
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel

SAMPLE = (
    *("胜利街社区工会驿站", "", "驿站", "永宁街道胜利街 18 号", 28.7737, 105.3712, "GCJ-02"),
    *("饮水、热饭、应急药品、休息、手机充电", "08:00-22:00", "0830-4220000", "", 12, 25, "2026-03-01"),
)
SHEET = "application/octet-stream"
MOST_BYTES = 20 * 1024 * 1024


@require_http_methods(["GET", "POST"])
@needs("places.change")
def bring(request: MemberRequest) -> HttpResponse:
    """Step one: the file. Step two: what it would do. Step three: done."""
    kept = request.POST.get("kept", "")
    form = ImportForm(request.person, request.POST or None, request.FILES or None, needs_file=not kept)
    if not form.is_valid():
        return render(request, "places/desk_import.html", {"form": form}, status=422 if form.errors else 200)
    file = _file(request, kept)
    run = _read(request, form, file)
    if request.POST.get("step") == "keep":
        done = import_sites(form.cleaned_data["union"], run, by=request.person)
        counts = {"new": done.registered, "known": done.changed, "wrong": done.wrong}
        messages.success(
            request, _("新登记 %(new)s 个，更新 %(known)s 个，%(wrong)s 行有误未导入。") % counts
        )
        return redirect("desk-places:list")
    return render(request, "places/desk_import.html", {"form": form, "run": run, "kept": file.public_id})


@require_safe
@needs("places.change")
def sample(request: MemberRequest) -> FileResponse:
    """An empty form with one example row."""
    return excel.workbook([HEADS[name][0] for name in COLUMNS], [SAMPLE], name=_("驿站导入模板"))


def _file(request: MemberRequest, kept: str) -> StoredFile:
    if kept:
        return get_object_or_404(uploads_of(request.person), public_id=kept)
    upload: Any = request.FILES["file"]
    if upload.size > MOST_BYTES:
        raise Refusal("file_too_large", _("文件超过 20 MB，请拆分后再传。"))
    return keep_bytes(upload.read(), upload.name, SHEET, by=request.person)


def _read(request: MemberRequest, form: ImportForm, file: StoredFile) -> DryRun:
    union = form.cleaned_data["union"]
    return dry_run(
        excel.read_table(io.BytesIO(file.read())),
        organisations_registering(request.person),
        sites_known_near(request.person),
        union=union,
        datum=form.cleaned_data["datum"],
        since=form.cleaned_data["since"],
    )
