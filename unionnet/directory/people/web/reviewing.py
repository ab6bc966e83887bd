# SPDX-License-Identifier: Apache-2.0
"""The desk of those who take members in: the queue, one application, and writing a worker in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import queries
from unionnet.directory.people.actions import (
    approve,
    approve_all,
    complete,
    enter_for,
    or_conflict,
    reject,
    request_supplement,
    send_to_pool,
)
from unionnet.directory.people.identity import FIELD_AT_FAULT
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Conflict, Membership
from unionnet.directory.people.rules import why_not_complete, why_not_review
from unionnet.directory.people.web.doors import with_verb
from unionnet.directory.people.web.forms import CompletionForm, EnterForm, ReasonForm
from unionnet.foundation.files.actions import keep_picture
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.tags.words import says

VERB = "people.approve"


@with_verb(VERB)
@require_safe
def applications(request: MemberRequest) -> HttpResponse:
    """Who waits, the longest on top."""
    rows = queries.applications_seen_by(request.person)
    page = Page.of(rows, request, order=("applied_at", "id"), size=50)
    context = {"page": page, "waiting": rows.count(), "today": queries.today(), "all": "all" in request.GET}
    return render(request, "people/desk/applications.html", context)


@with_verb(VERB)
@require_POST
def decide_all(request: MemberRequest) -> HttpResponse:
    """Approve those that were ticked."""
    ticked = request.POST.getlist("application")[:200]
    rows = queries.applications_seen_by(request.person).filter(public_id__in=ticked)
    done, refused = approve_all(rows, by=request.person)
    if done:
        messages.success(
            request, ngettext("已批准 %(n)s 人入会。", "已批准 %(n)s 人入会。", done) % {"n": done}
        )
    for membership, refusal in refused:
        messages.error(request, says(membership.person.name, refusal))
    if not done and not refused:
        messages.info(request, _("请先勾选要批准的申请。"))
    return redirect("desk-people:applications")


@with_verb(VERB)
@require_safe
def application(request: MemberRequest, public_id: str) -> HttpResponse:
    membership = get_object_or_404(queries.memberships_seen_by(request.person, VERB), public_id=public_id)
    context = {
        "membership": membership,
        "deadline": queries.deadline_of(membership),
        "refusal": why_not_review(request.person, membership),
        "form": ReasonForm(),
        "today": queries.today(),
        "earlier": queries.memberships_of(membership.person).exclude(pk=membership.pk)[:5],
    }
    return render(request, "people/desk/application.html", context)


@with_verb(VERB)
@require_POST
def decide(request: MemberRequest, public_id: str) -> HttpResponse:
    """Approve, reject or ask for more; then the next in the queue."""
    membership = get_object_or_404(queries.memberships_seen_by(request.person, VERB), public_id=public_id)
    reason = request.POST.get("reason", "")
    if request.POST.get("move") == "reject":
        reject(membership, reason, by=request.person)
        messages.info(request, _("已告知申请人没有通过及理由。"))
    elif request.POST.get("move") == "pool":
        send_to_pool(membership, reason, by=request.person)
        messages.info(request, _("已退回周转池，由上级另找工会。"))
    elif request.POST.get("move") == "supplement":
        request_supplement(membership, reason, by=request.person)
        messages.info(request, _("已请申请人补充。"))
    else:
        approve(membership, by=request.person)
        messages.success(request, _("%(name)s已入会。") % {"name": membership.person.name})
    return redirect("desk-people:applications")


def _page_of(entered: Membership | Conflict) -> str:
    return "desk-people:conflict" if isinstance(entered, Conflict) else "desk-people:application"


@with_verb(VERB)
def enter(request: MemberRequest) -> HttpResponse:
    """For a worker without a smartphone, with the signed paper."""
    unions = queries.unions_reached_by(request.person)
    form = EnterForm(request.POST or None, request.FILES or None, unions=unions)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["paper"]
        paper = keep_picture(upload, by=request.person, is_public=False) if upload else None
        organisation, given = form.cleaned_data["organisation"], form.particulars
        entered = or_conflict(
            lambda: enter_for(organisation, given, by=request.person, paper=paper),
            organisation,
            given,
            by=request.person,
            origin="entering",
        )
        return redirect(_page_of(entered), entered.public_id)
    return render(request, "people/desk/enter.html", {"form": form})


@with_verb(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def completion(request: MemberRequest, public_id: str) -> HttpResponse:
    """What an old list did not know of a member."""
    found = get_object_or_404(queries.people_seen_by(request.person, VERB), public_id=public_id)
    if refusal := why_not_complete(request.person, found):
        raise refusal
    form = CompletionForm(request.POST or None, missing=found.missing, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            complete(found, form.given, by=request.person)
        except Refusal as no:
            field = FIELD_AT_FAULT.get(no.code)
            form.add_error(field if field in form.fields else None, str(no))
        else:
            messages.success(request, _("已完善。"))
            return redirect("desk-people:person", found.public_id)
    return render(request, "people/desk/completion.html", {"found": found, "form": form})
