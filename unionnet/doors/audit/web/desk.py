# SPDX-License-Identifier: Apache-2.0
"""The journal on the desk of the audit administrator: look, take a copy, recompute the seals."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import always, proved_again, with_verb
from unionnet.doors.audit.actions import check_seals, note_export
from unionnet.doors.audit.queries import SEE, found_entries, last_seal
from unionnet.doors.audit.web.forms import JournalForm
from unionnet.doors.audit.web.tables import heads, journal_table, line
from unionnet.foundation.ui.excel import whole, workbook
from unionnet.foundation.ui.pages import Page

MOST_EXPORTED = 20_000


@with_verb(SEE)
@require_safe
def journal(request: MemberRequest) -> HttpResponse:
    form, today = JournalForm(request.GET or None), timezone.localdate()
    asked = JournalForm(request.GET).asked()
    page = Page.of(found_entries(request.person, asked, today), request, order=("-id",), size=50)
    since, until = asked.period(today)
    context = {
        "form": form,
        "table": journal_table(page, request.GET.urlencode()),
        "seal": last_seal(),
        "since": since,
        "until": until,
    }
    return render(request, "audit/journal.html", context)


@with_verb(SEE)
@proved_again(always)
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    asked = JournalForm(request.GET).asked()
    rows = whole(found_entries(request.person, asked, timezone.localdate()).order_by("-id"), MOST_EXPORTED)
    note_export(len(rows), by=request.person)
    return workbook(heads(), line(rows), name=_("操作日志"))


@with_verb(SEE)
@require_POST
def seals(request: MemberRequest) -> HttpResponse:
    """Recompute the newest seals, and say it."""
    broken = check_seals(by=request.person)
    if broken:
        messages.error(
            request,
            _("第 %(number)s 号封印不符：日志被改动过，请保留现场并报告。") % {"number": broken.pk},
        )
    else:
        messages.success(request, _("最近的封印逐一核对，全部相符。"))
    return redirect("desk-audit:journal")
