# SPDX-License-Identifier: Apache-2.0
"""Behind a scanned code: form, proof of the phone, and the state of my application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import proving, queries, scanning
from unionnet.directory.people.actions import (
    apply_to_join,
    attach_account,
    choose_language,
    note_scan,
    open_account,
    or_conflict,
    prove_phone,
    supplement,
    withdraw,
)
from unionnet.directory.people.consents import JOINING
from unionnet.directory.people.guidance import known_by_document
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Account, Conflict, JoinCode, Membership, Person
from unionnet.directory.people.queries import pool
from unionnet.directory.people.rules import why_not_apply, why_not_join_by
from unionnet.directory.people.web.doors import signed_in
from unionnet.directory.people.web.forms import AnswerForm, CodeForm, KnownForm
from unionnet.directory.people.web.particulars import JoinForm
from unionnet.directory.people.web.signing import sign_in_as
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import speak_for
from unionnet.foundation.ui.parts import Step

JOIN, MERGE = "join", "merge"


def steps() -> list[Step]:
    return [Step(_("填写申请")), Step(_("验证手机")), Step(_("工会审核")), Step(_("成为会员"))]


@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """The form behind a printed code."""
    found = get_object_or_404(queries.join_codes(), code=code.lower())
    person: Person | None = request.person  # type: ignore[attr-defined]
    if found.organisation.kind == Organisation.Kind.HOLDING_POOL:
        return redirect("people:pool", found.organisation.public_id)
    refusal = why_not_join_by(found, at=database_now()) or _why_not(person, found)
    form = _form(request, person)
    if request.method == "POST" and refusal:
        raise refusal
    if request.method == "POST" and form.is_valid():
        return _sent(request, found, form, person)
    waiting = queries.open_application(person) if person else None
    context = {
        "code": found,
        "form": form,
        "refusal": refusal,
        "wording": JOINING,
        "steps": steps(),
        "waiting": waiting,
        "opened": _opened(request) or scanning.stamp(database_now()),
    }
    return render(request, "people/join.html", context)


def _why_not(person: Person | None, code: JoinCode) -> Refusal | None:
    return why_not_apply(person, code.organisation, on=local_date(database_now())) if person else None


def _form(request: HttpRequest, person: Person | None) -> JoinForm | KnownForm:
    given = request.POST if request.method == "POST" else None
    if person and person.is_real_name:
        return KnownForm(given, initial={"occupation": person.occupation})
    account = request.user if isinstance(request.user, Account) else None
    mobile = account.mobile.open() if account and account.mobile else ""
    return JoinForm(given, initial={"mobile": mobile})


def _sent(
    request: HttpRequest, code: JoinCode, form: JoinForm | KnownForm, person: Person | None
) -> HttpResponse:
    if isinstance(form, KnownForm):
        if person is None:  # a known form is only drawn for a person
            return redirect("root-people:join", code.code)
        given = _kept(person, form.cleaned_data["occupation"], form.cleaned_data["unit"])
        membership = apply_to_join(person, code.organisation, given, by=person, code=code)
        note_scan(membership, _scanned(_opened(request)), by=person)
        return redirect("people:application", membership.public_id)
    given, opened = form.particulars, _opened(request)
    account = request.user if isinstance(request.user, Account) else None
    if account and account.phone_proved_at and account.mobile and account.mobile.open() == given.mobile:
        return _proved(request, code, given, account, opened)
    if settings.UNIONNET_SMS_GATEWAY == "none":
        account = account or open_account(given.mobile)
        return (
            _proved(request, code, given, account, opened)
            if account.last_login is None
            else redirect("account_login")
        )
    draft = {"code": code.code, "opened": opened, **given.written()}
    if not ratelimit.consume(request, action="signup"):
        raise Refusal("too_many_requests", _("提交太频繁，请一分钟后再试。"))
    proving.ask(request.session, JOIN, given.mobile, draft)
    return redirect("people:prove")


def _kept(person: Person, occupation: str, unit: str) -> Particulars:
    number = person.id_number.open() if person.id_number else ""
    mobile = person.mobile.open() if person.mobile else ""
    return Particulars(person.name, person.id_type, number, mobile, occupation, unit)


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """The code that came to the phone."""
    held = proving.asked(request.session, JOIN)
    if held is None:
        return render(request, "people/prove_over.html", status=200)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if refusal := proving.why_not_proved(request.session, JOIN, form.cleaned_data["code"]):
            form.add_error("code", str(refusal))
        else:
            return _phone_is_theirs(request, held)
    context = {
        "form": form,
        "tail": held["mobile"][-4:],
        "mobile": held["mobile"],
        "steps": steps(),
        "draft": held["draft"],
    }
    return render(request, "people/prove.html", context)


def _phone_is_theirs(request: HttpRequest, held: dict[str, Any]) -> HttpResponse:
    draft, mobile = dict(held["draft"]), held["mobile"]
    code = get_object_or_404(queries.join_codes(), code=draft.pop("code"))
    opened = draft.pop("opened", "")
    account = _owner_of(request, mobile)
    proving.drop(request.session, JOIN)
    return _proved(request, code, Particulars.read_back(draft), account, opened)


def _opened(request: HttpRequest) -> str:
    return request.POST.get("opened", "")[:200]


def _scanned(opened: str) -> datetime | None:
    return scanning.scanned_at(opened, at=database_now())


def _owner_of(request: HttpRequest, mobile: str) -> Account:
    """Whose account the proved phone is. Somebody signed in without a phone (WeChat) gets it, or joins
    its owner; with a phone of their own they stay who they are; a phone nobody has opens an account."""
    current = request.user if isinstance(request.user, Account) else None
    owner = queries.account_with(mobile)
    if owner and current and current.mobile is None and owner != current:
        return attach_account(current, owner.person, by=owner.person)
    if owner or current is None:
        return prove_phone(owner or open_account(mobile), mobile)
    return prove_phone(current, mobile) if current.mobile is None else current


def _proved(
    request: HttpRequest, code: JoinCode, given: Particulars, account: Account, opened: str
) -> HttpResponse:
    """The phone is theirs. A document known under another account is told about; else the application is
    made. Signing in comes last: a refusal undoes the transaction, and a session that was renewed in it
    would be lost."""
    speak_for(account.person_id)
    known = known_by_document(given, account.person, given.mobile)
    if known and known.is_proved:
        account = attach_account(account, known.person, by=known.person)
        speak_for(account.person_id)
        known = None
    applied = None if known else _applied(code, given, account.person)
    if isinstance(applied, Conflict):
        return render(request, "people/conflict.html", {"conflict": applied})
    if applied:
        note_scan(applied, _scanned(opened), by=account.person)
        choose_language(account.person, get_language() or "zh-hans", by=account.person)
    sign_in_as(request, account)
    if applied:
        return redirect("people:application", applied.public_id)
    request.session["people_known"] = {"code": code.code, **given.written()}
    return render(request, "people/known.html", {"known": known, "code": code})


def _applied(code: JoinCode, given: Particulars, person: Person) -> Membership | Conflict:
    """The application, or what an officer has to look at first: another record has this document or phone."""
    return or_conflict(
        lambda: apply_to_join(person, code.organisation, given, by=person, code=code),
        code.organisation,
        given,
        by=person,
        origin="applying",
        claimant=person,
    )


@require_POST
def merge(request: MemberRequest) -> HttpResponse:
    """Send a code to the phone the document was registered with, to make two accounts one person."""
    draft = request.session.get("people_known")
    if not draft or request.person is None:
        return redirect("people:me")
    given = Particulars.read_back(draft)
    known = known_by_document(given, request.person, "")
    if known is None or not known.mobile:
        return redirect("people:me")
    proving.ask(request.session, MERGE, known.mobile, {**draft, "person": known.person.pk})
    return redirect("people:merge_prove")


@require_http_methods(["GET", "HEAD", "POST"])
def merge_prove(request: MemberRequest) -> HttpResponse:
    """The code from the other phone."""
    held = proving.asked(request.session, MERGE)
    if held is None or request.person is None:
        return render(request, "people/prove_over.html", status=200)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if refusal := proving.why_not_proved(request.session, MERGE, form.cleaned_data["code"]):
            form.add_error("code", str(refusal))
        else:
            return _one_person(request, held)
    context = {
        "form": form,
        "tail": held["mobile"][-4:],
        "mobile": held["mobile"],
        "steps": steps(),
        "draft": held["draft"],
    }
    return render(request, "people/prove.html", context)


def _one_person(request: MemberRequest, held: dict[str, Any]) -> HttpResponse:
    person = queries.person_with(held["draft"]["person"])
    attach_account(request.user, person, by=person)
    speak_for(person.pk)
    proving.drop(request.session, MERGE)
    request.session.pop("people_known", None)
    if queries.active_membership(person):
        return redirect("people:me")
    return redirect("root-people:join", held["draft"]["code"])


@signed_in
@require_safe
def application(request: MemberRequest, public_id: str) -> HttpResponse:
    """State, deadline and next step of my application."""
    membership = get_object_or_404(queries.memberships_of(request.person), public_id=public_id)
    entry = pool.entry_of(membership) if membership.state == Membership.State.IN_HOLDING_POOL else None
    now = {"applied": 3, "supplement_requested": 3, "active": 5}.get(membership.state, 3)
    context = {
        "membership": membership,
        "deadline": queries.deadline_of(membership),
        "steps": steps(),
        "step": now,
        "form": AnswerForm(),
        "mark": Membership.State,
        "entry": entry,
        "reasons": pool.why(entry) if entry else [],
    }
    return render(request, "people/application.html", context)


@signed_in
@require_POST
def answer(request: MemberRequest, public_id: str) -> HttpResponse:
    membership = get_object_or_404(queries.memberships_of(request.person), public_id=public_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        supplement(membership, form.cleaned_data["answer"], by=request.person)
    return redirect("people:application", public_id)


@signed_in
@require_POST
def take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    membership = get_object_or_404(queries.memberships_of(request.person), public_id=public_id)
    withdraw(membership, by=request.person)
    return redirect("people:application", public_id)
