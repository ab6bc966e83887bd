# SPDX-License-Identifier: Apache-2.0
"""On the phone: what is open, apply with papers, see what became of it and send what was missing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import local_date
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.programmes.studyaid import queries
from unionnet.programmes.studyaid.actions import apply, send_again
from unionnet.programmes.studyaid.models import Application
from unionnet.programmes.studyaid.rules import papers_of, why_not_apply
from unionnet.programmes.studyaid.web.forms import ApplyForm, PapersForm

MOST = 50


@require_safe
@signed_in
def home(request: MemberRequest) -> HttpResponse:
    schemes = queries.schemes_for(request.person, timezone.now())[:MOST]
    own = queries.applications_of(request.person)[:MOST]
    return render(request, "studyaid/home.html", {"schemes": schemes, "applications": own})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def scheme(request: MemberRequest, public_id: str) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(queries.schemes_for(request.person, now), public_id=public_id)
    papers = papers_of(found, local_date(now))
    form = ApplyForm(found, papers.value, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made = apply(request.person, found, form.request, form.papers, by=request.person)
        _say(request, made)
        return redirect("studyaid:application", made.public_id)
    refusal = why_not_apply(request.person, queries.own_membership(request.person), found, at=now)
    context = {"scheme": found, "form": form, "papers": papers, "refusal": refusal}
    return render(request, "studyaid/scheme.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(queries.applications_of(request.person), public_id=public_id)
    wanted = papers_of(found.scheme, local_date(timezone.now())).value
    form = PapersForm(wanted, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        _say(request, send_again(found, form.papers, by=request.person))
        return redirect("studyaid:application", public_id)
    return render(request, "studyaid/application.html", {"application": found, "form": form})


@require_safe
@signed_in
def paper(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """One's own, and those of applications an officer decides."""
    return hand_over_file(get_object_or_404(queries.files_seen_by(request.person), public_id=public_id))


def _say(request: MemberRequest, made: Application) -> None:
    if made.state == Application.State.RETURNED:
        messages.warning(request, _("已退回补充。%(reason)s") % {"reason": made.reason})
    else:
        messages.success(request, _("已提交，等待工会审核。"))
