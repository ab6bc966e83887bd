# SPDX-License-Identifier: Apache-2.0
"""My dossier, filled in page by page: each is kept by itself, so that nothing is lost on the way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import signed_in
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import (
    add_member,
    add_proof,
    appeal,
    drop_member,
    drop_proof,
    say_account,
    say_particulars,
    say_situation,
    send,
)
from unionnet.programmes.hardship.formula import scheme_of
from unionnet.programmes.hardship.rules import why_not_change
from unionnet.programmes.hardship.web.forms import (
    AccountForm,
    AppealForm,
    MemberForm,
    ParticularsForm,
    ProofForm,
    SituationForm,
)
from unionnet.programmes.hardship.web.pages import TITLES, own_dossier

ANY = ["GET", "HEAD", "POST"]


@require_http_methods(ANY)
@signed_in
def situation(request: MemberRequest) -> HttpResponse:
    dossier = own_dossier(request)
    scheme = scheme_of(dossier.organisation.county_code, timezone.localdate())
    form = SituationForm(scheme, request.POST or None, initial=queries.sealed_json(dossier.situation))
    if request.method == "POST" and form.is_valid():
        say_situation(dossier, form.situation, by=request.person)
        return _kept(request)
    return _page(request, form, _("家庭情况"), refusal=why_not_change(request.person, dossier))


@require_http_methods(ANY)
@signed_in
def particulars(request: MemberRequest, part: str) -> HttpResponse:
    if part not in TITLES:
        raise Http404
    dossier = own_dossier(request)
    initial = queries.particulars_of(dossier)
    form = ParticularsForm(part, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        say_particulars(dossier, part, form.cleaned_data, by=request.person)
        return _kept(request)
    return _page(request, form, TITLES[part], refusal=why_not_change(request.person, dossier))


@require_http_methods(ANY)
@signed_in
def members(request: MemberRequest) -> HttpResponse:
    dossier = own_dossier(request)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_member(dossier, form.newcomer, by=request.person)
        return _kept(request)
    return _page(request, form, _("加一位家庭成员"), refusal=why_not_change(request.person, dossier))


@require_POST
@signed_in
def member_gone(request: MemberRequest, public_id: str) -> HttpResponse:
    drop_member(get_object_or_404(own_dossier(request).members, public_id=public_id), by=request.person)
    return _kept(request)


@require_http_methods(ANY)
@signed_in
def proofs(request: MemberRequest) -> HttpResponse:
    dossier = own_dossier(request)
    form = ProofForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        add_proof(dossier, form.cleaned_data["kind"], form.cleaned_data["file"], by=request.person)
        return _kept(request)
    return _page(
        request, form, _("加一份材料"), refusal=why_not_change(request.person, dossier), has_file=True
    )


@require_POST
@signed_in
def proof_gone(request: MemberRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(own_dossier(request).proofs, file__public_id=public_id)
    drop_proof(found, by=request.person)
    return _kept(request)


@require_http_methods(ANY)
@signed_in
def account(request: MemberRequest) -> HttpResponse:
    dossier = own_dossier(request)
    form = AccountForm(request.POST or None, initial={"bank": dossier.bank})
    if request.method == "POST" and form.is_valid():
        say_account(dossier, form.cleaned_data["account"], form.cleaned_data["bank"], by=request.person)
        return _kept(request)
    return _page(request, form, _("收款账号"))


@require_POST
@signed_in
def sent(request: MemberRequest) -> HttpResponse:
    send(own_dossier(request), by=request.person)
    messages.success(request, _("已提交。工会干部会联系您入户走访。"))
    return redirect("hardship:mine")


@require_http_methods(ANY)
@signed_in
def appealed(request: MemberRequest) -> HttpResponse:
    dossier = own_dossier(request)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appeal(dossier, form.cleaned_data["text"], by=request.person)
        messages.success(request, _("申诉已提交，由作出决定以外的人答复。"))
        return redirect("hardship:mine")
    return _page(request, form, _("申诉"))


def _kept(request: MemberRequest) -> HttpResponse:
    messages.success(request, _("已保存。"))
    return redirect("hardship:mine")


def _page(request: MemberRequest, form: Any, title: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, **more}
    return render(request, "hardship/fill.html", context, status=422 if form.errors else 200)
