# SPDX-License-Identifier: Apache-2.0
"""On the guardian's phone: classes one may enter a child for, and my children."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.programmes.childcare import queries
from unionnet.programmes.childcare.actions import confirm_place, enter, leave
from unionnet.programmes.childcare.models import CareClass, Child
from unionnet.programmes.childcare.web.choices import choices_of
from unionnet.tools.enrolment.models import Place, Waiting

MOST = 50


@require_safe
@signed_in
def home(request: MemberRequest) -> HttpResponse:
    person = request.person
    context = {
        "classes": queries.classes_for(person, timezone.now())[:MOST],
        "children": list(queries.children_of(person)[:MOST]),
        "duties": queries.minded_soon(person, timezone.localdate())[:MOST],
    }
    return render(request, "childcare/home.html", context)


@require_safe
@signed_in
def care_class(request: MemberRequest, public_id: str) -> HttpResponse:
    """The class, and what each of my children can have of it."""
    found = _class(request, public_id)
    children = list(queries.children_of(request.person)[:MOST])
    now = timezone.now()
    context = {
        "care_class": found,
        "choices": choices_of(request.person, children, found, now),
        "stage": found.offer.stage_at(now),
    }
    return render(request, "childcare/class.html", context)


@require_POST
@signed_in
def entered(request: MemberRequest, public_id: str) -> HttpResponse:
    care_class, child = _class(request, public_id), _child(request)
    held = enter(child, care_class, by=request.person)
    if isinstance(held, Place):
        messages.success(
            request, _("%(name)s有名额了。请按时送到，接送名单在孩子的页面。") % {"name": child.person.name}
        )
    elif isinstance(held, Waiting):
        messages.success(
            request, _("名额满了，%(name)s已进入候补；有名额会通知您。") % {"name": child.person.name}
        )
    return redirect("childcare:class", public_id)


@require_POST
@signed_in
def confirmed(request: MemberRequest, public_id: str) -> HttpResponse:
    confirm_place(_child(request), _class(request, public_id), by=request.person)
    messages.success(request, _("已确认，名额归孩子了。"))
    return redirect("childcare:class", public_id)


@require_POST
@signed_in
def left(request: MemberRequest, public_id: str) -> HttpResponse:
    leave(_child(request), _class(request, public_id), by=request.person)
    messages.success(request, _("已退出，名额让给下一位。"))
    return redirect("childcare:class", public_id)


def _class(request: MemberRequest, public_id: str) -> CareClass:
    return get_object_or_404(queries.class_for(request.person, public_id))


def _child(request: MemberRequest) -> Child:
    return get_object_or_404(
        queries.children_of(request.person), public_id=request.POST.get("child", "")[:40]
    )
