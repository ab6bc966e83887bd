# SPDX-License-Identifier: Apache-2.0
"""Lists that leave the house: what for is asked first, stands on every page of the sheet, and is in
the journal. ID and phone numbers are masked, unless a second hand lets the whole ones go."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionnet.directory.people import queries
from unionnet.directory.people.actions import ask_list, note_export
from unionnet.directory.people.countersigning import MOST_LISTED, most_by_one
from unionnet.directory.people.layouts import layouts
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Membership, MembershipSpan
from unionnet.directory.people.web.doors import proved_again, with_verb
from unionnet.directory.people.web.forms import ExportForm
from unionnet.directory.people.web.narrowing import ToExport, to_export
from unionnet.foundation.ui.excel import workbook

VERB = "people.export"


@with_verb(VERB)
@proved_again()
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: MemberRequest) -> HttpResponseBase:
    """Members as a list of the desk shows them, in the columns that the other side reads: at once when
    it is masked and not long, else when a second hand lets it go."""
    wanted = to_export(request, VERB)
    form = ExportForm(request.POST or None, layouts=wanted.layouts)
    top = queries.unions_reached_by(request.person, VERB).first()
    count, by_one = wanted.rows.count(), most_by_one(top.county_code if top else "", queries.today())
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "rows": count, "most": MOST_LISTED, "by_one": by_one, "wanted": wanted}
        return render(request, "people/desk/export.html", context)
    given = form.cleaned_data
    clear = given.get("clear", False)
    if clear or count > by_one.value:
        terms = {"layout": given["layout"], "clear": clear, "on_day": wanted.on_day}
        asked = ask_list(wanted.members(MOST_LISTED), given["reason"], by=request.person, **terms)
        messages.success(request, _("已提出，待另一位有导出权限的干部复核。"))
        return redirect("desk-people:countersigning", asked.public_id)
    return _sheet(request, wanted, given["layout"], given["reason"])


def _sheet(request: MemberRequest, wanted: ToExport, key: str, reason: str) -> FileResponse:
    """Exactly who is written down as listed: a member who joins meanwhile is on neither."""
    layout = layouts()[key]
    listed: list[Membership | MembershipSpan] = [*wanted.rows]
    name = f"{layout.name} {wanted.on_day:%Y-%m-%d}" if wanted.on_day else layout.name
    note_export([row.person_id for row in listed], by=request.person, what=name, reason=reason)
    lines = (layout.line(row) for row in listed)
    return workbook(layout.heads, lines, name=name, mark=mark_of(request, reason))


def mark_of(request: MemberRequest, reason: str) -> str:
    """Who, when, what for."""
    told = {"who": request.person.name, "at": f"{timezone.localtime():%Y-%m-%d %H:%M}", "why": reason}
    return _("%(who)s 于 %(at)s 导出，用途：%(why)s。请勿外传。") % told
