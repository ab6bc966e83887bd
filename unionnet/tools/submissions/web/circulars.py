# SPDX-License-Identifier: Apache-2.0
"""Papers to be read: what came, what was sent, and who has read it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Tab
from unionnet.tools.submissions.actions import read_circular, remind_unread, send_circular
from unionnet.tools.submissions.models import Circular
from unionnet.tools.submissions.queries import (
    circular_papers,
    circulars_seen_by,
    circulars_sent_by,
    circulars_to_read,
    copies_with_readings,
    unread_copies,
)
from unionnet.tools.submissions.rules import DECIDE, SEE, why_not_remind
from unionnet.tools.submissions.web.circular_forms import CircularForm
from unionnet.tools.submissions.web.circular_tables import (
    READER_COLUMNS,
    circulars_table,
    reader_row,
    readers_table,
)

TRAYS = {
    "toread": gettext_lazy("待阅"),
    "sent": gettext_lazy("我发的"),
    "all": gettext_lazy("全部"),
}


@require_safe
@with_verb(SEE)
def circulars(request: MemberRequest) -> HttpResponse:
    tray = request.GET.get("tray", "toread")
    tray = tray if tray in TRAYS else "toread"
    words = " ".join(request.GET.get("q", "").split())[:40]
    rows = _tray(request, tray)
    page = Page.of(rows.filter(title__contains=words) if words else rows, request, order=("-id",))
    waiting = {"toread": circulars_to_read(request.person).count()}
    context = {
        "table": circulars_table(page, counted=tray == "sent"),
        "tabs": [Tab(label, f"?tray={key}", waiting.get(key), key == tray) for key, label in TRAYS.items()],
        "tray": tray,
        "may_send": request.person.may(DECIDE),
    }
    return render(request, "submissions/circulars.html", context)


@require_http_methods(["GET", "POST"])
@with_verb(DECIDE)
def new(request: MemberRequest) -> HttpResponse:
    form = CircularForm(request.person, request.POST or None)
    if form.is_valid():
        try:
            made = send_circular(
                form.sender,
                form.words,
                form.unions(),
                request.FILES.getlist("enclosed"),
                by=request.person,
            )
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已发出。"))
            return redirect("desk-submissions:circular", made.public_id)
    context = {"form": form}
    return render(request, "submissions/circular_form.html", context, status=422 if form.errors else 200)


@require_safe
@with_verb(SEE)
def circular(request: MemberRequest, public_id: str) -> HttpResponse:
    """Opening it is reading it."""
    found = _found(request, public_id)
    read_circular(found, by=request.person)
    unread = request.GET.get("unread") == "1"
    page = Page.of(copies_with_readings(found, unread=unread), request, order=("organisation__path", "id"))
    unions, left = found.copies.count(), unread_copies(found).count()
    context: dict[str, Any] = {
        "circular": found,
        "papers": circular_papers(found),
        "unions": unions,
        "read": unions - left,
    }
    if request.person.may(DECIDE, found.organisation.path):
        context |= {
            "table": readers_table(page, found),
            "unread": unread,
            "why": why_not_remind(found, left, request.person, timezone.localdate()),
            "may_follow": True,
        }
    return render(request, "submissions/circular.html", context)


@require_safe
@with_verb(SEE)
def paper(request: MemberRequest, public_id: str, paper_id: str) -> HttpResponse:
    found = get_object_or_404(circular_papers(_found(request, public_id)), public_id=paper_id)
    return hand_over_file(found.file)


@require_safe
@with_verb(DECIDE)
def readers(request: MemberRequest, public_id: str) -> FileResponse:
    """Who has read it and who has not, in Excel."""
    found = _sent(request, public_id)
    rows = copies_with_readings(found).order_by("organisation__path").iterator(500)
    return excel.workbook(READER_COLUMNS, (reader_row(row) for row in rows), name=_("阅读情况"))


@require_POST
@with_verb(DECIDE)
def remind(request: MemberRequest, public_id: str) -> HttpResponse:
    told = remind_unread(_sent(request, public_id), by=request.person)
    messages.success(request, _("已提醒 %(n)s 个工会。") % {"n": told})
    return redirect("desk-submissions:circular", public_id)


def _tray(request: MemberRequest, tray: str) -> QuerySet[Circular]:
    if tray == "sent":
        return circulars_sent_by(request.person)
    return circulars_to_read(request.person) if tray == "toread" else circulars_seen_by(request.person)


def _found(request: MemberRequest, public_id: str) -> Circular:
    return get_object_or_404(circulars_seen_by(request.person), public_id=public_id)


def _sent(request: MemberRequest, public_id: str) -> Circular:
    """One whose readers the person may know."""
    rows = circulars_seen_by(request.person).filter(request.person.reach(DECIDE).q())
    return get_object_or_404(rows, public_id=public_id)
