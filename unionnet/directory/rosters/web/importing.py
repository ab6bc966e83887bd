# SPDX-License-Identifier: Apache-2.0
"""The desk's lists: sent, looked through, put right, taken in, undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Roster
from unionnet.directory.people.queries import unions_reached_by
from unionnet.directory.people.web.doors import with_verb
from unionnet.directory.people.web.exporting import VERB as TO_COMPARE
from unionnet.directory.rosters import queries
from unionnet.directory.rosters.actions import draft_roster, import_roster, read_otherwise, undo_roster
from unionnet.directory.rosters.layout import FIELDS
from unionnet.directory.rosters.rules import why_not_undo
from unionnet.directory.rosters.web import tables
from unionnet.directory.rosters.web.forms import ColumnsForm, RosterForm
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.excel import workbook
from unionnet.foundation.ui.pages import Page


def _seen(request: MemberRequest, public_id: str) -> Roster:
    return get_object_or_404(queries.rosters_seen_by(request.person), public_id=public_id)


@with_verb("people.approve")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: MemberRequest) -> HttpResponse:
    """A list comes in, and is looked through before anything is written."""
    unions = unions_reached_by(request.person)
    form = RosterForm(request.POST or None, request.FILES or None, unions=unions)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file, union = given.pop("file"), given.pop("organisation")
        roster = draft_roster(union, file.file, file.name, by=request.person, **given)
        return redirect("desk-rosters:imported", roster.public_id)
    return render(request, "rosters/desk/import.html", {"form": form})


@with_verb("people.approve")
@require_safe
def template(request: MemberRequest) -> FileResponse:
    return workbook([str(label) for label in FIELDS.values()], [], name=_("入会名单模板"))


@with_verb("people.approve")
@require_safe
def rosters(request: MemberRequest) -> HttpResponse:
    page = Page.of(queries.rosters_seen_by(request.person), request, order=("-id",), size=30)
    may_compare = request.may(TO_COMPARE)  # type: ignore[attr-defined]
    context = {"table": tables.rosters(page), "may_compare": may_compare}
    return render(request, "rosters/desk/imports.html", context)


@with_verb("people.approve")
@require_safe
def imported(request: MemberRequest, public_id: str) -> HttpResponse:
    """A list at whatever stage it is: what it would do, how far it is, or what became of it."""
    return render(request, "rosters/desk/imported.html", _told(_seen(request, public_id)))


@with_verb("people.approve")
@require_safe
def progress(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    status = 200 if found.is_at_work else 286  # the page need not ask any more
    return render(request, "rosters/desk/_imported.html", _told(found), status=status)


def _told(roster: Roster) -> dict[str, object]:
    """The reasons once nothing moves any more, since until then the page asks again and again."""
    told: dict[str, object] = {"roster": roster, "groups": queries.groups_of(roster)}
    if not roster.is_at_work:
        told["problems"] = queries.problems_of(roster)
        told["why_not_undo"] = why_not_undo(roster, at=database_now())
    if roster.stage == Roster.Stage.DRAFT:
        told["sample"] = queries.sample_of(roster)
        chosen = {f"at_{field}": at for field, at in roster.columns.items()}
        known = {"event": roster.event, "occupation": roster.occupation}
        told["form"] = ColumnsForm(heads=roster.head, initial=known | chosen)
    return told


@with_verb("people.approve")
@require_POST
def columns(request: MemberRequest, public_id: str) -> HttpResponse:
    """The officer says which column is which."""
    found = _seen(request, public_id)
    form = ColumnsForm(request.POST, heads=found.head)
    if form.is_valid():
        event, occupation = form.cleaned_data["event"], form.cleaned_data["occupation"]
        read_otherwise(found, form.columns, by=request.person, event=event, occupation=occupation)
    return redirect("desk-rosters:imported", public_id)


@with_verb("people.approve")
@require_POST
def take(request: MemberRequest, public_id: str) -> HttpResponse:
    import_roster(_seen(request, public_id), by=request.person)
    return redirect("desk-rosters:imported", public_id)


@with_verb("people.approve")
@require_safe
def reasons(request: MemberRequest, public_id: str) -> FileResponse:
    """The rows that did not come in, in the officer's own columns, to be mended and sent again."""
    found = _seen(request, public_id)
    return workbook([*found.head, _("理由")], queries.mending_rows(found), name=_("待修改的行"))


@with_verb("people.approve")
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    undo_roster(_seen(request, public_id), by=request.person)
    messages.info(request, _("已撤销。已经有人用过的会籍保留，理由在下面。"))
    return redirect("desk-rosters:imported", public_id)
