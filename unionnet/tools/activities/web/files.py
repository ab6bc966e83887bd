# SPDX-License-Identifier: Apache-2.0
"""Photos and papers of a file, for those who may read it; and the whole of it in one package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.actions import note_export
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel, paper
from unionnet.tools.activities import queries
from unionnet.tools.activities.beside import with_beside
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.queries import Folder
from unionnet.tools.activities.web import tables

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}
Entry = tuple[str, StoredFile | bytes]


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


@require_safe
@needs("activities.see")
def bundle(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """For audit and appraisal: the file as PDF, the lists in Excel, papers and photos. Sent while it is
    packed, so that a thick one needs no more memory than a thin one, and the browser shows how far it is."""
    activity = _seen(request, public_id)
    rows = queries.attendees_seen_by(request.person).filter(activity=activity)
    name = _("活动档案 %(code)s %(title)s") % {"code": activity.code, "title": activity.title}
    people = rows.filter(person__isnull=False).values_list("person", flat=True)
    note_export(people, by=request.person, what=name)
    entries = list(_entries(request, queries.folder_of(activity)))
    answer = StreamingHttpResponse(_packed(entries), content_type="application/zip")
    return excel.named(answer, name, "zip")


def _entries(request: MemberRequest, folder: Folder) -> Iterator[Entry]:
    activity = folder.activity
    context = {
        "folder": folder,
        "activity": activity,
        "state": tables.state_of(activity),
        "story": queries.told(folder.steps),
        "follow_ups": with_beside(folder.follow_ups, request.person),
    }
    try:
        yield _("活动档案.pdf"), paper.pdf("activities/paper.html", context)
    except paper.MissingPango as missing:
        yield _("说明.txt"), str(missing).encode()
    rows = queries.attendees_seen_by(request.person).filter(activity=activity).order_by("session", "id")
    yield (
        _("签到名单.xlsx"),
        excel.workbook_bytes(*tables.attendee_lines(rows.iterator(excel.AT_ONCE))).read(),
    )
    yield _("报销清单.xlsx"), excel.workbook_bytes(*tables.money_lines(folder)).read()
    for number, each in enumerate(folder.documents, start=1):
        if each.file:
            yield f"{_('材料')}/{number:02d} {_plain(each.unit + each.title)}.{_ending(each.file)}", each.file
    for number, taken in enumerate(folder.photos, start=1):
        yield f"{_('照片')}/{number:03d} {taken.taken_at:%Y%m%d} {_plain(taken.caption)}.jpg", taken.file


def _packed(entries: list[Entry]) -> Iterator[bytes]:
    out = _Passing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries:
            package.writestr(name, _content(content))
            yield out.taken()
    yield out.taken()


def _content(content: StoredFile | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return content.read()
    except Refusal as lost:  # the rest of the package is still worth having
        return str(lost).encode()


class _Passing(io.RawIOBase):
    """What is written here is handed on and forgotten. It cannot be sought in, and zipfile knows how."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._held)
        self._held.clear()
        return piece


def _handed_over(file: StoredFile | None, title: str) -> HttpResponse:
    if file is None:
        raise Refusal("file_lost", _("文件暂时读不到，请联系系统管理员检查存储。"))
    answer = HttpResponse(file.read(), content_type=file.content_type)
    name = quote(f"{_plain(title)}.{_ending(file)}")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _ending(file: StoredFile) -> str:
    office = "docx" if "wordprocessing" in file.content_type else "xlsx"
    return ENDINGS.get(file.content_type, office)


def _plain(name: str) -> str:
    """A name that is a name in every file system."""
    return "".join(each for each in name if each.isalnum() or each in " ·-_")[:60].strip()


def _seen(request: MemberRequest, public_id: str) -> Activity:
    return get_object_or_404(queries.activities_seen_by(request.person), public_id=public_id)
