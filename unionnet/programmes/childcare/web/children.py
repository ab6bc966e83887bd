# SPDX-License-Identifier: Apache-2.0
"""My child: the consent on a page of its own, who may pick it up, what to mind, when it came and went."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.files.web.handing import hand_over_file
from unionnet.programmes.childcare import queries
from unionnet.programmes.childcare.actions import (
    consent,
    list_pickup,
    register,
    revoke,
    say_special_care,
    unlist_pickup,
)
from unionnet.programmes.childcare.models import Child
from unionnet.programmes.childcare.rules import guardian_age
from unionnet.programmes.childcare.web.forms import AgreeForm, CareForm, ChildForm, PickupForm
from unionnet.programmes.childcare.wording import CHILDCARE

DAYS_SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def read_first(request: MemberRequest) -> HttpResponse:
    """Before anything is asked about a child: what would be kept, and a yes to it."""
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return redirect(f"{reverse('childcare:new-child')}?agreed={CHILDCARE.version}")
    return _consent_page(request, {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: MemberRequest) -> HttpResponse:
    if request.method != "POST" and request.GET.get("agreed") != CHILDCARE.version:
        return redirect("childcare:read-first")
    form = ChildForm(request.POST or None, initial={"agreed": CHILDCARE.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = register(
            data["name"], data["born_on"], data["relation"], agreed=data["agreed"], by=request.person
        )
        messages.success(request, _("已登记。请看看接送名单对不对，再去报名。"))
        return redirect("childcare:child", made.public_id)
    return render(request, "childcare/new_child.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@signed_in
def child(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _own(request, public_id)
    context = {
        "child": found,
        "age": found.person.age_on(timezone.localdate()),
        "consent": queries.consent_of(found),
        "pickups": queries.pickups_of(found),
        "has_care": bool(queries.special_care_of(found)),
        "entered": queries.entered(found),
        "days": queries.days_of(found)[:DAYS_SHOWN],
    }
    return render(request, "childcare/child.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def consented(request: MemberRequest, public_id: str) -> HttpResponse:
    """Give it or take it back, on one page, one as easy as the other."""
    found = _own(request, public_id)
    if request.method == "POST" and request.POST.get("move") == "revoke":
        revoke(found, by=request.person)
        messages.success(
            request, _("已撤回。孩子已退出没有结束的托管班，特别照护和接送人的手机号、照片已删除。")
        )
        return redirect("childcare:consent", public_id)
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        consent(found, by=request.person)
        messages.success(request, _("已记下您的同意。"))
        return redirect("childcare:child", public_id)
    return _consent_page(request, {"form": form, "child": found, "consent": queries.consent_of(found)})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def special_care(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _own(request, public_id)
    form = CareForm(request.POST or None, initial={"text": queries.special_care_of(found)})
    if request.method == "POST" and form.is_valid():
        say_special_care(found, form.cleaned_data["text"], by=request.person)
        messages.success(request, _("已保存。"))
        return redirect("childcare:child", public_id)
    context = {"form": form, "child": found, "title": _("特别照护")}
    return render(request, "childcare/child_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pickups(request: MemberRequest, public_id: str) -> HttpResponse:
    """One more who may take the child home."""
    found = _own(request, public_id)
    form = PickupForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        given = (data["name"], data["relation"], data["phone"])
        list_pickup(found, *given, by=request.person, photo=data["photo"])
        messages.success(request, _("已加进接送名单，值班人员马上看得到。"))
        return redirect("childcare:child", public_id)
    context = {"form": form, "child": found, "title": _("加一位接送人")}
    return render(request, "childcare/child_form.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def unlisted(request: MemberRequest, public_id: str, pickup: str) -> HttpResponse:
    found = _own(request, public_id)
    unlist_pickup(get_object_or_404(queries.pickups_of(found), public_id=pickup), by=request.person)
    messages.success(request, _("已移出接送名单。"))
    return redirect("childcare:child", public_id)


@require_safe
@signed_in
def photo(request: MemberRequest, public_id: str) -> HttpResponseBase:
    return hand_over_file(get_object_or_404(queries.files_seen_by(request.person), public_id=public_id))


def _consent_page(request: MemberRequest, context: dict[str, object]) -> HttpResponse:
    context |= {"wording": CHILDCARE, "ruling": guardian_age(timezone.localdate())}
    form = context["form"]
    wrong = isinstance(form, AgreeForm) and form.errors
    return render(request, "childcare/consent.html", context, status=422 if wrong else 200)


def _own(request: MemberRequest, public_id: str) -> Child:
    return get_object_or_404(queries.children_of(request.person), public_id=public_id)
