# SPDX-License-Identifier: Apache-2.0
"""What a union keeps for legal aid: its lawyers, its numbers to call."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.doors import with_verb
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.legalaid.actions import list_lawyer, retire_lawyer, set_phones
from unionnet.programmes.legalaid.queries import aids_seen_by, lawyers_seen_by
from unionnet.programmes.legalaid.rules import HANDLE
from unionnet.programmes.legalaid.web.forms import LawyerForm, PhonesForm


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def lawyers(request: MemberRequest) -> HttpResponse:
    """`?aid=` is the application that waits for one of them."""
    aid = aids_seen_by(request.person).filter(public_id=request.GET.get("aid", "")[:12]).first()
    form = LawyerForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            list_lawyer(form.cleaned_data["union"], form.card, by=request.person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("已加入名单。"))
            return redirect("desk-legalaid:aid", aid.public_id) if aid else redirect("desk-legalaid:lawyers")
    page = Page.of(lawyers_seen_by(request.person), request, order=("organisation__path", "name", "id"))
    context = {"form": form, "page": page, "aid": aid}
    return render(request, "legalaid/desk_lawyers.html", context, status=422 if form.errors else 200)


@require_POST
@with_verb(HANDLE)
def retire(request: MemberRequest, public_id: str) -> HttpResponse:
    retire_lawyer(get_object_or_404(lawyers_seen_by(request.person), public_id=public_id), by=request.person)
    messages.success(request, _("已移出名单。"))
    return redirect("desk-legalaid:lawyers")


@require_http_methods(["GET", "HEAD", "POST"])
@with_verb(HANDLE)
def phones(request: MemberRequest) -> HttpResponse:
    form = PhonesForm(request.person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        set_phones(form.cleaned_data["union"], form.cleaned_data["lines"], by=request.person)
        messages.success(request, _("已公布，手机上和各驿站的法律援助页都看得到。"))
        return redirect("desk-legalaid:phones")
    context = {"form": form, "title": _("便民热线一览表"), "done": _("公布")}
    return render(request, "legalaid/desk_form.html", context, status=422 if form.errors else 200)
