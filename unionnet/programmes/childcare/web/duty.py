# SPDX-License-Identifier: Apache-2.0
"""The day, on the phone of who is on duty: who came, who went home with whom, and when. Each tap is kept on
the phone until the network takes it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.middleware import wants_json
from unionnet.programmes.childcare import queries
from unionnet.programmes.childcare.actions import hand_over, read_care, receive, turn_away
from unionnet.programmes.childcare.models import CareClass, Child
from unionnet.programmes.childcare.rules import LATE, not_on_the_list
from unionnet.programmes.childcare.web.forms import MarkForm
from unionnet.programmes.childcare.web.rolls import roll_page


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def today(request: MemberRequest, public_id: str) -> HttpResponse:
    care_class = _minded(request, public_id)
    if request.method == "POST":
        return _marked(request, care_class, MarkForm(request.POST))
    day = timezone.localdate()
    lines = queries.roll(care_class, day)
    context = {
        "care_class": care_class,
        "day": day,
        "is_held": care_class.is_held_on(day),
        "next_day": care_class.day_for(day),
        "lines": lines,
        "here": sum(1 for line in lines if line.state == "here"),
        "left": sum(1 for line in lines if line.state == "left"),
    }
    return render(request, "childcare/duty.html", context)


@require_safe
@signed_in
@never_cache
def care(request: MemberRequest, public_id: str) -> HttpResponse:
    """What to mind of the children, and whom to call: opened on purpose, and the journal says by whom."""
    care_class = _minded(request, public_id)
    children = read_care(care_class, by=request.person)
    return render(request, "childcare/duty_care.html", {"care_class": care_class, "children": children})


@require_safe
@signed_in
def sheet(request: MemberRequest, public_id: str) -> HttpResponse:
    return roll_page(request, _minded(request, public_id))


def _marked(request: MemberRequest, care_class: CareClass, form: MarkForm) -> HttpResponse:
    if not form.is_valid():
        return _said(request, _("没有看懂这一步，请刷新页面再试。"), is_good=False)
    data = form.cleaned_data
    at = moment_of(data["kept"])
    child = queries.minded(care_class, local_date(at)).filter(public_id=data["child"]).first()
    if child is None:
        return _said(request, _("这个孩子不在这个班的名单上，请刷新页面。"), is_good=False)
    try:
        words = _done(request, care_class, child, data["mark"], data["pickup"], at)
    except Refusal as no:
        return _said(request, f"{child.person.name}：{no}", is_good=False)
    return _said(request, words, is_good=data["mark"] != "refused")


def _done(
    request: MemberRequest, care_class: CareClass, child: Child, mark: str, pickup: str, at: datetime
) -> str:
    """The verb behind a tap, and what to say of it."""
    name = {"name": child.person.name}
    if mark == "came":
        receive(care_class, child, by=request.person, at=at)
        return _("%(name)s 已到班。") % name
    if mark == "left":
        found = queries.pickup_ever(child, pickup)
        hand_over(care_class, child, found, by=request.person, at=at)
        return _("%(name)s 已交给%(who)s，已通知监护人。") % {**name, "who": found.name if found else ""}
    turn_away(care_class, child, by=request.person, at=at)
    return f"{child.person.name}：{not_on_the_list(care_class, timezone.localdate())}"


def moment_of(kept: int | None) -> datetime:
    """Now; for what a phone kept, the moment it says, within half a day and never ahead."""
    now = timezone.now()
    said = datetime.fromtimestamp(kept, UTC) if kept else now
    return max(now - LATE, min(now, said))


def _said(request: MemberRequest, words: str, *, is_good: bool) -> HttpResponse:
    """To a page that sends by itself as JSON, else on the page that follows."""
    if wants_json(request):
        return JsonResponse({"says": words, "ok": is_good})
    (messages.success if is_good else messages.error)(request, words)
    return redirect(request.path)


def _minded(request: MemberRequest, public_id: str) -> CareClass:
    return get_object_or_404(queries.classes_minded_by(request.person), public_id=public_id)
