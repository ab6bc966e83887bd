# SPDX-License-Identifier: Apache-2.0
"""Behind the desk, once a household is registered: aid, review, the end, a call afterwards, an appeal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.places.web.access import needs
from unionnet.directory.places.web.asking import clean
from unionnet.programmes.hardship import queries
from unionnet.programmes.hardship.actions import Help, answer_appeal, end, follow_up, give_aid, review
from unionnet.programmes.hardship.web.desk import seen_dossier
from unionnet.programmes.hardship.web.forms import AidForm, AnswerForm, EndForm, ReviewForm

HERE = "desk-hardship:dossier"


@require_POST
@needs("hardship.handle")
def aid(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = seen_dossier(request, public_id), AidForm(request.person, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        given = Help(data["kind"], data["amount"] or 0, data["batch"], data["note"])
        give_aid(found, given, key=data["key"], by=request.person)
        messages.success(request, _("已记入档案；有资金的已列入发放批次，等待审批。"))
    else:
        _say_what_is_wrong(request, form)
    return redirect(HERE, public_id)


@require_POST
@needs("hardship.handle")
def reviewed(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = seen_dossier(request, public_id), ReviewForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        review(found, data["outcome"], data["note"], since=data["since"], by=request.person)
        messages.success(request, _("复核已记录。"))
    else:
        _say_what_is_wrong(request, form)
    return redirect(HERE, public_id)


@require_POST
@needs("hardship.handle")
def ended(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = seen_dossier(request, public_id), EndForm(request.POST)
    if form.is_valid():
        end(found, form.cleaned_data["why"], form.cleaned_data["reason"], by=request.person)
        messages.success(request, _("已退出，申请人可以申诉。"))
    else:
        _say_what_is_wrong(request, form)
    return redirect(HERE, public_id)


@require_POST
@needs("hardship.handle")
def called(request: MemberRequest, public_id: str) -> HttpResponse:
    follow_up(seen_dossier(request, public_id), clean(request.POST.get("note", "")), by=request.person)
    messages.success(request, _("回访已记录。"))
    return redirect(HERE, public_id)


@require_POST
@needs("hardship.approve")
def answered(request: MemberRequest, public_id: str) -> HttpResponse:
    found, form = seen_dossier(request, public_id), AnswerForm(request.POST)
    asked = get_object_or_404(queries.appeals_at(request.person), dossier=found)
    if form.is_valid():
        answer_appeal(asked, form.cleaned_data["answer"], form.cleaned_data["words"], by=request.person)
        messages.success(request, _("已答复。"))
    else:
        _say_what_is_wrong(request, form)
    return redirect(HERE, public_id)


def _say_what_is_wrong(request: MemberRequest, form: AidForm | ReviewForm | EndForm | AnswerForm) -> None:
    field, (error, *_rest) = next(iter(form.errors.items()))
    label = form.fields[field].label if field in form.fields else ""
    messages.error(request, f"{label}：{error}")
