# SPDX-License-Identifier: Apache-2.0
"""Two hands on the desk: what waits for mine, what I asked, and one act with its story."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.actions import (
    countersign,
    decline,
    fetch_list,
    take_proposal_back,
    undo_handover,
)
from unionnet.directory.people.layouts import layouts
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Countersigning
from unionnet.directory.people.queries import countersigning as asked
from unionnet.directory.people.web import tables
from unionnet.directory.people.web.doors import always, proved_again, with_verb
from unionnet.foundation.clock import database_now
from unionnet.foundation.ui.excel import KIND, named, workbook_pieces
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Tab

DOOR = "desk.open"
DONE = {
    Countersigning.Act.LIST: gettext_lazy("已复核，名单正在为提出人生成。"),
    Countersigning.Act.TENANT: gettext_lazy("已复核，工会已经开通。"),
}


@with_verb(DOOR)
@require_safe
def countersignings(request: MemberRequest) -> HttpResponse:
    """Three lists: for me to countersign, what I asked, what is over."""
    at, person, chosen = database_now(), request.person, request.GET.get("tab", "")
    rows = {"asked": asked.asked_by, "over": asked.over_and_seen_by}.get(chosen)
    found = rows(person) if rows else asked.to_countersign(person, at)
    tabs = [
        Tab(_("待我复核"), reverse("desk-people:countersignings"), on=rows is None),
        Tab(_("我提出的"), "?tab=asked", on=chosen == "asked"),
        Tab(_("已办结"), "?tab=over", on=chosen == "over"),
    ]
    page = Page.of(found, request, order=("-id",), size=50)
    return render(
        request, "people/desk/countersignings.html", {"tabs": tabs, "table": tables.countersignings(page)}
    )


def _found(request: MemberRequest, public_id: str) -> Countersigning:
    return get_object_or_404(asked.countersignings_seen_by(request.person), public_id=public_id)


@with_verb(DOOR)
@require_safe
@never_cache
def countersigning(request: MemberRequest, public_id: str) -> HttpResponse:
    """One act. While its list is being made the fragment asks again by itself."""
    at, part = database_now(), "fragment" in request.GET
    signing = asked.signing_of(_found(request, public_id), by=request.person, at=at)
    is_making = signing.wanted is not None and signing.found.state == "done" and not signing.wanted.made_at
    page = "people/desk/_list_made.html" if part else "people/desk/countersigning.html"
    status = 286 if part and not is_making else 200  # the page need not ask any more
    return render(request, page, {"signing": signing, "is_making": is_making, "now": at}, status=status)


@with_verb(DOOR)
@proved_again()
@require_POST
def approve(request: MemberRequest, public_id: str) -> HttpResponse:
    done = countersign(_found(request, public_id), by=request.person)
    messages.success(request, DONE.get(Countersigning.Act(done.act), _("已复核，任免已经登记。")))
    return redirect("desk-people:countersigning", public_id)


@with_verb(DOOR)
@require_POST
def refuse(request: MemberRequest, public_id: str) -> HttpResponse:
    decline(_found(request, public_id), request.POST.get("reason", ""), by=request.person)
    messages.info(request, _("已答复提出人：不同意。"))
    return redirect("desk-people:countersigning", public_id)


@with_verb(DOOR)
@require_POST
def withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    take_proposal_back(_found(request, public_id), by=request.person)
    messages.info(request, _("已撤回。"))
    return redirect("desk-people:countersigning", public_id)


@with_verb(DOOR)
@proved_again()
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    undo_handover(_found(request, public_id), by=request.person)
    messages.success(request, _("交接已撤销，职务恢复原状。"))
    return redirect("desk-people:countersigning", public_id)


@with_verb(DOOR)
@proved_again(always)
@require_safe
@never_cache
def fetch(request: MemberRequest, public_id: str) -> StreamingHttpResponse:
    """The sheet, for who asked, once more proved. It leaves while it is opened: no number touches a disk."""
    found = get_object_or_404(asked.lists_asked_by(request.person), countersigning__public_id=public_id)
    mark, layout = fetch_list(found, by=request.person), layouts()[found.layout]
    pieces = workbook_pieces(layout.heads, asked.lines_of(found), title=layout.name, mark=mark)
    return named(StreamingHttpResponse(pieces, content_type=KIND), _("会员名单"))
