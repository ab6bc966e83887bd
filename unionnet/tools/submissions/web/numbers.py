# SPDX-License-Identifier: Apache-2.0
"""The book of document numbers."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.ui import excel
from unionnet.foundation.ui.pages import Page
from unionnet.tools.submissions.models import DocumentNumber
from unionnet.tools.submissions.queries import letterheads_seen_by, numbers_seen_by
from unionnet.tools.submissions.rules import DECIDE
from unionnet.tools.submissions.web.tables import NUMBER_COLUMNS, number_row, numbers_table


@require_safe
@with_verb(DECIDE)
def numbers(request: MemberRequest) -> HttpResponse:
    page = Page.of(_asked(request), request, order=("-id",))
    context = {"table": numbers_table(page, request.GET), "heads": letterheads_seen_by(request.person)[:50]}
    return render(request, "submissions/desk_numbers.html", context)


@require_safe
@with_verb(DECIDE)
def workbook(request: MemberRequest) -> FileResponse:
    rows = (number_row(row) for row in _asked(request).order_by("-id").iterator(500))
    return excel.workbook(NUMBER_COLUMNS, rows, name=_("发文字号"))


def _asked(request: MemberRequest) -> QuerySet[DocumentNumber]:
    words, rows = " ".join(request.GET.get("q", "").split())[:40], numbers_seen_by(request.person)
    if words:
        rows = rows.filter(Q(subject__contains=words) | Q(letterhead__word__contains=words))
    return rows.filter(subject="") if request.GET.get("gaps") == "1" else rows
