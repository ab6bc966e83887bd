# SPDX-License-Identifier: Apache-2.0
"""Wrong data put right: on the phone, and on the desk that decides by the paper."""

from __future__ import annotations

from dataclasses import fields

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people.actions import correct_occupation, open_field
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.queries import member_by_card
from unionnet.directory.people.web.doors import signed_in, with_verb
from unionnet.directory.people.web.particulars import LATEST, DocumentForm
from unionnet.doors.rights import queries
from unionnet.doors.rights.actions import (
    accept_correction,
    ask_correction,
    close_for_relatives,
    refuse_correction,
)
from unionnet.doors.rights.models import Correction
from unionnet.doors.rights.wanted import Wanted
from unionnet.foundation.files.actions import keep_document
from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.forms import DayInput
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table

VERB = "people.approve"


class CorrectionForm(DocumentForm):
    """How it should be, and the paper that shows it."""

    expires_on = forms.DateField(
        label=gettext_lazy("证件有效期至"),
        required=False,
        widget=DayInput(LATEST),
        help_text=gettext_lazy("护照、通行证等有有效期的证件填写；不填，原来登记的不变。"),
    )
    renewed = forms.BooleanField(label=gettext_lazy("证件换发了，号码是新的"), required=False)
    reason = forms.CharField(label=gettext_lazy("哪里不对"), max_length=200)
    paper = forms.FileField(label=gettext_lazy("证件照片"))

    @property
    def wanted(self) -> Wanted:
        return Wanted(**{field.name: self.cleaned_data[field.name] for field in fields(Wanted)})


class OccupationForm(forms.Form):
    occupation = forms.ChoiceField(label=gettext_lazy("职业类别"), choices=OCCUPATIONS.items)


class RelativesForm(forms.Form):
    """For somebody who died (PIPL art. 49)."""

    card_no = forms.CharField(label=gettext_lazy("会员证号"), max_length=24)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)
    paper = forms.FileField(label=gettext_lazy("死亡证明、近亲属身份和关系证明"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def correction(request: MemberRequest) -> HttpResponse:
    form = CorrectionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        paper = keep_document(form.cleaned_data["paper"], by=request.person)
        reason = form.cleaned_data["reason"]
        ask_correction(request.person, form.wanted, reason, paper=paper, by=request.person)
        return redirect("rights:correction")
    context = {
        "form": form,
        "occupation": OccupationForm(initial={"occupation": request.person.occupation}),
        "corrections": queries.corrections_of(request.person)[:10],
    }
    return render(request, "rights/correction.html", context)


@require_POST
@signed_in
def occupation(request: MemberRequest) -> HttpResponse:
    correct_occupation(request.person, request.POST.get("occupation", ""), by=request.person)
    messages.success(request, _("职业类别已更正。"))
    return redirect("rights:correction")


@with_verb(VERB)
@require_safe
def corrections(request: MemberRequest) -> HttpResponse:
    """What waits, the longest waiting first."""
    rows = queries.corrections_seen_by(request.person).filter(state=Correction.State.WAITING)
    page = Page.of(rows, request, order=("id",), size=30)
    return render(request, "rights/desk/corrections.html", {"table": _table(page), "form": RelativesForm()})


def _table(page: Page[Correction]) -> Table:
    return Table(
        columns=[
            Column("person.name", _("姓名")),
            Column("organisation.name", _("所在工会")),
            Column("reason", _("哪里不对")),
            Column("asked_at", _("申请时间"), kind="when"),
        ],
        rows=page.rows,
        page=page,
        row_url=address_of("desk-rights:correction"),
        empty=_("没有待审核的更正申请"),
        empty_text=_("会员提出更正、上传证件照片以后，会出现在这里。"),
        caption=_("更正申请"),
    )


@with_verb(VERB)
@require_safe
@never_cache
def one(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    context = {"correction": found, "wanted": queries.wanted_in(found)}
    return render(request, "rights/desk/correction.html", context)


@with_verb(VERB)
@require_safe
@never_cache
def paper(request: MemberRequest, public_id: str) -> FileResponse:
    """The paper has the number in full: looking at it is an opening like any other."""
    found = _found(request, public_id)
    file = found.paper
    if file is None:
        raise Http404
    open_field(found.person, "id_number", _("核对更正申请"), by=request.person)
    return FileResponse(iter([file.read()]), content_type=file.content_type, filename=file.name)


@with_verb(VERB)
@require_POST
def decide(request: MemberRequest, public_id: str) -> HttpResponse:
    found = _found(request, public_id)
    if "accept" in request.POST:
        accept_correction(found, by=request.person)
    else:
        refuse_correction(found, request.POST.get("answer", ""), by=request.person)
    return redirect("desk-rights:correction", public_id)


@with_verb(VERB)
@require_POST
def deceased(request: MemberRequest) -> HttpResponse:
    form = RelativesForm(request.POST, request.FILES)
    person = member_by_card(form.cleaned_data["card_no"]) if form.is_valid() else None
    if person is None:
        if form.is_valid():
            form.add_error("card_no", _("没有这个会员证号的会员。"))
        return render(request, "rights/desk/corrections.html", {"form": form}, status=422)
    kept = keep_document(form.cleaned_data["paper"], by=request.person)
    close_for_relatives(person, paper=kept, note=form.cleaned_data["note"], by=request.person)
    messages.success(request, _("已登记，期满后删除其个人信息。"))
    return redirect("desk-rights:corrections")


def _found(request: MemberRequest, public_id: str) -> Correction:
    return get_object_or_404(queries.corrections_seen_by(request.person), public_id=public_id)
