# SPDX-License-Identifier: Apache-2.0
"""One post: written down, corrected, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.staffing.actions import change_post, end_post, take_post
from unionnet.programmes.staffing.models import StaffPost
from unionnet.programmes.staffing.queries import posts_of_same, posts_seen_by
from unionnet.programmes.staffing.rules import protection_of, why_not_manage
from unionnet.programmes.staffing.web.forms import EndForm, PostForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("staffing.manage")
def new(request: MemberRequest) -> HttpResponse:
    form = PostForm(request.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            post = take_post(
                said["union"],
                said["name"],
                form.particulars(),
                by=request.person,
                number=said["number"],
                person=form.member,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记。"))
            return redirect("desk-staffing:post", post.public_id)
    return render(request, "staffing/form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@needs("staffing.see")
def post(request: MemberRequest, public_id: str) -> HttpResponse:
    """The post, what the law gives its holder, and the other posts of the same person."""
    found = _seen(request, public_id)
    context = {
        "post": found,
        "protection": protection_of(found, timezone.localdate()),
        "others": posts_of_same(request.person, found),
        "refusal": why_not_manage(request.person, found.organisation),
        "form": EndForm(),
    }
    return render(request, "staffing/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("staffing.manage")
def change(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _seen(request, public_id)
    form = PostForm(request.person, request.POST or None, post=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_post(found, form.particulars(found.kind), by=request.person)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect("desk-staffing:post", public_id)
    context = {"form": form, "post": found}
    return render(request, "staffing/form.html", context, status=422 if form.errors else 200)


@require_POST
@needs("staffing.manage")
def end(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = _seen(request, public_id), EndForm(request.POST)
    if form.is_valid():
        end_post(found, form.cleaned_data["until"], by=request.person)
        messages.success(request, _("已记下离任日期。"))
    else:
        messages.error(request, _("请填写最后一天。"))
    return redirect("desk-staffing:post", public_id)


def _seen(request: MemberRequest, public_id: str) -> StaffPost:
    return get_object_or_404(posts_seen_by(request.person), public_id=public_id)
