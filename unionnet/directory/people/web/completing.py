# SPDX-License-Identifier: Apache-2.0
"""A member of an old list says on their own phone what is missing, or which entry is theirs."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from unionnet.directory.people import queries
from unionnet.directory.people.actions import claim_entry, complete_own
from unionnet.directory.people.consents import REAL_NAME
from unionnet.directory.people.identity import FIELD_AT_FAULT
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Account, Conflict
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.people.web.forms import OccupationForm
from unionnet.directory.people.web.particulars import ClaimForm, OwnDetailsForm
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def completion(request: MemberRequest) -> HttpResponse:
    account, unfinished = request.user, queries.unfinished(request.person, request.user)
    if unfinished is None:
        return redirect("people:me")
    if "id_number" in unfinished.missing and not (account.mobile and account.phone_proved_at):
        return redirect("account_change_phone")
    form = _form(request, unfinished, account)
    if request.method == "POST" and form.is_valid():
        try:
            made = complete_own(form.given, by=request.person, account=account)
        except Refusal as no:
            field = FIELD_AT_FAULT.get(no.code)
            form.add_error(field if field in form.fields else None, str(no))
        else:
            _say(request, made)
            return redirect("people:me")
    context = {"form": form, "unfinished": unfinished, "wording": REAL_NAME}
    return render(request, "people/completion.html", context)


def _form(
    request: MemberRequest, unfinished: queries.Unfinished, account: Account
) -> OwnDetailsForm | OccupationForm:
    given = request.POST if request.method == "POST" else None
    if "id_number" not in unfinished.missing:
        return OccupationForm(given)
    asks_job = "occupation" in unfinished.missing
    return OwnDetailsForm(given, mobile=account.mobile.open(), asks_job=asks_job)


def _say(request: MemberRequest, made: object) -> None:
    if isinstance(made, Conflict):
        messages.info(request, _("已提交。工会核对后告诉您结果。"))
    else:
        messages.success(request, _("资料已完善，会员证可以用了。"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: MemberRequest) -> HttpResponse:
    """An entry that a union made without my phone. The answer is the same whether there is one or not."""
    account = request.user
    if request.person.is_real_name:
        return redirect("people:me")
    if not (account.is_wechat or (account.mobile and account.phone_proved_at)):
        return redirect("account_change_phone")
    form = ClaimForm(request.POST or None, initial=request.session.get("people_known", {}))
    ruling = rule("MEM-17.conflict_working_days", on=local_date(database_now()))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="claim", user=account):
            raise Refusal("too_many_requests", _("今天提交的次数太多了，请明天再试，或带证件到工会办理。"))
        try:
            mine = claim_entry(form.given, by=request.person, account=account)
        except Refusal as no:
            field = FIELD_AT_FAULT.get(no.code)
            form.add_error(field if field in form.fields else None, str(no))
        else:
            return redirect("people:me") if mine else render(request, "people/claimed.html", {"days": ruling})
    context = {"form": form, "wording": REAL_NAME, "days": ruling}
    return render(request, "people/claim.html", context)
