# SPDX-License-Identifier: Apache-2.0
"""Changing the tree: found, correct, move, dissolve, cover. A "no" stays on the form it belongs to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unionnet.directory.organisations import actions
from unionnet.directory.organisations.browsing import coverage_of, possible_parents
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import possible_leaders
from unionnet.directory.organisations.rules import usual_kind_below, why_not_change, why_not_stand_under
from unionnet.directory.organisations.web.doors import (
    OfficerRequest,
    changeable,
    officers_only,
    page_of,
    seen,
)
from unionnet.directory.organisations.web.forms import (
    ChangeForm,
    CoverForm,
    DissolveForm,
    FoundForm,
    LeaderForm,
    MoveForm,
)
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page

MOST_TARGETS = 40


@officers_only
def found(request: OfficerRequest, public_id: str) -> HttpResponse:
    parent = changeable(request, public_id)
    choices = Organisation.Kind.choices
    kinds = [(kind, str(label)) for kind, label in choices if why_not_stand_under(kind, parent) is None]
    before = {**_place_of(parent), "kind": usual_kind_below(parent)}
    form = FoundForm(request.POST or None, kinds=kinds, initial=before)
    if form.is_valid():
        try:
            union = actions.found_organisation(parent=parent, by=request.person, **_given(form))
            messages.success(request, _("已登记 %(name)s") % {"name": union.name})
            return redirect(page_of(union))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, parent, form, _("新建下级工会"), _("登记"))


@officers_only
def change(request: OfficerRequest, public_id: str) -> HttpResponse:
    """Name and registration on one page; two verbs, since a new name is its own fact."""
    union = changeable(request, public_id)
    before = {"name": union.name, **_place_of(union), "uscc": union.uscc, "since": union.since}
    form = ChangeForm(request.POST or None, initial=before)
    if form.is_valid():
        try:
            given = _given(form)
            name = given.pop("name")
            actions.change_organisation(union, by=request.person, **given)
            actions.rename_organisation(union, name, basis=given["basis"], by=request.person)
            messages.success(request, _("已保存"))
            return redirect(page_of(union))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, union, form, _("更正登记"), _("保存"))


@officers_only
def move(request: OfficerRequest, public_id: str) -> HttpResponse:
    """Search a new parent, choose it, move. Works by plain forms."""
    union, form = changeable(request, public_id), MoveForm(request.POST or None)
    words = request.GET.get("q", "")[:60]
    targets = possible_parents(request.person, union, words)
    if form.is_valid():
        target = seen(request, form.cleaned_data["target"])
        actions.move_organisation(union, target, basis=form.cleaned_data["basis"], by=request.person)
        messages.success(request, _("已移到 %(name)s 之下") % {"name": target.name})
        return redirect(page_of(union))
    context = {"union": union, "form": form, "q": words, "targets": targets[:MOST_TARGETS]}
    return render(request, "organisations/move.html", context)


@officers_only
def leader(request: OfficerRequest, public_id: str) -> HttpResponse:
    """Which industrial union leads it beside its parent, or none."""
    union = changeable(request, public_id)
    before = {"leader": union.industrial_parent, "since": union.led_since or timezone.localdate()}
    form = LeaderForm(request.POST or None, leaders=possible_leaders(union), initial=before)
    if form.is_valid():
        try:
            actions.lead(union, by=request.person, **_given(form))
            messages.success(request, _("已保存"))
            return redirect(page_of(union))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, union, form, _("产业上级"), _("保存"))


@officers_only
def dissolve(request: OfficerRequest, public_id: str) -> HttpResponse:
    union, form = changeable(request, public_id), DissolveForm(request.POST or None)
    if form.is_valid():
        try:
            actions.dissolve_organisation(union, by=request.person, **form.cleaned_data)
            messages.success(request, _("已撤销 %(name)s") % {"name": union.name})
            return redirect(page_of(union))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _form(request, union, form, _("撤销工会"), _("撤销"), danger=True)


@officers_only
def cover(request: OfficerRequest, public_id: str) -> HttpResponse:
    """Who this union covers, for all who see it; and the form to add one, for those who may."""
    find = changeable if request.method == "POST" else seen
    union = find(request, public_id)
    form = CoverForm(request.POST or None, initial={"region_code": union.county_code})
    if form.is_valid():
        try:
            given = dict(form.cleaned_data)
            since = given.pop("since")
            employer = actions.register_employer(**given, by=request.person)
            actions.cover_employer(employer, union, since, by=request.person)
            messages.success(request, _("已涵盖 %(name)s") % {"name": employer.name})
            return redirect("desk-organisations:cover", union.public_id)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    page = Page.of(coverage_of(union), request, order=("employer__name", "id"))
    may_change = why_not_change(request.person, union.path) is None
    context = {"union": union, "form": form, "coverage": page, "may_change": may_change}
    return render(request, "organisations/cover.html", context)


@officers_only
@require_POST
def uncover(request: OfficerRequest, public_id: str, number: int) -> HttpResponse:
    union = seen(request, public_id)
    coverage = get_object_or_404(coverage_of(union), pk=number)
    actions.uncover_employer(coverage, by=request.person)
    messages.success(request, _("已结束涵盖 %(name)s") % {"name": coverage.employer.name})
    return redirect("desk-organisations:cover", union.public_id)


def _place_of(union: Organisation) -> dict[str, str]:
    return {"region_code": union.region_code, "country": union.country, "time_zone": union.time_zone}


def _given(form: forms.Form) -> dict[str, Any]:
    return dict(form.cleaned_data)


def _form(
    request: OfficerRequest,
    union: Organisation,
    form: forms.Form,
    title: str,
    button: str,
    *,
    danger: bool = False,
) -> HttpResponse:
    context = {
        "union": union,
        "form": form,
        "title": title,
        "button": button,
        "danger": danger,
    }
    return render(request, "organisations/form.html", context)
