# SPDX-License-Identifier: Apache-2.0
"""The phone: am I still in time, ask for mediation, follow it; member or not. And the page of the employer,
whose key is the address on its paper."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.programmes.mediation import queries
from unionnet.programmes.mediation.actions import ask, consent, decline, willing
from unionnet.programmes.mediation.models import Mediation, Meeting
from unionnet.programmes.mediation.rules import (
    EMPLOYER,
    WORKER,
    is_time_over,
    payment_order,
    ruling,
    why_not_consent,
)
from unionnet.programmes.mediation.web.forms import EmployerForm, PhoneAskForm
from unionnet.programmes.mediation.web.tables import standing_tag, state_tag
from unionnet.tools.casework.actions import Source
from unionnet.tools.casework.beside import links_for_owner
from unionnet.tools.casework.clocks import Clock
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import told_of, topmost, union_of
from unionnet.tools.casework.web.seeing import event_for_owner
from unionnet.tools.casework.web.tables import day_of

RULES = ("DM-02.accept", "DM-01.mediate", "DM-01.apply", "DM-03.representatives")
UNHAPPY = ("failed", "broken", "refused")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    rulings = [ruling(name, _union(person), database_now()) for name in RULES]
    accept, mediate = (Clock.of(each.value) for each in rulings[:2])
    context: dict[str, Any] = {"rulings": rulings, "accept_in": accept, "mediate_in": mediate}
    if person is not None:
        page = Page.of(queries.mediations_of(person), request, order=("-id",), size=20)
        now = database_now()
        context |= {
            "page": page,
            "rows": [(row, state_tag(row), standing_tag(row, now)) for row in page.rows],
        }
    return render(request, "mediation/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    form = PhoneAskForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            mediation = _asked(request, form, person)
        except Refusal as no:
            form.add_error(None, str(no))
        else:
            return _goodbye(request, mediation, person)
    context = {"form": form, "person": person}
    return render(request, "mediation/new.html", context, status=422 if form.errors else 200)


@require_safe
@signed_in
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    mediation, meetings = _own(request, public_id)
    case, now = mediation.case, database_now()
    context = {
        **_both_sides(mediation, meetings),
        "may_consent": _may_consent(mediation, WORKER),
        "is_time_over": is_time_over(mediation, now),
        "is_free_to_go": mediation.state in UNHAPPY or is_time_over(mediation, now),
        "order": payment_order(mediation),
        "links": links_for_owner(case) if mediation.state in UNHAPPY else [],
        "events": [event_for_owner(step) for step in told_of(case)],
    }
    return render(request, "mediation/mediation.html", context)


@require_POST
@signed_in
def longer(request: MemberRequest, public_id: str) -> HttpResponse:
    """The worker consents to more time."""
    mediation, _meetings = _own(request, public_id)
    consent(mediation, WORKER, by=request.person)
    messages.success(request, _("已同意延期；单位也同意后才会延长。"))
    return redirect("mediation:mediation", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The employer says whether it mediates, and whether it consents to more time."""
    found = queries.mediation_by_key(key)
    if found is None:
        raise Http404
    mediation, meetings = found
    form = EmployerForm(request.POST if request.method == "POST" and "said" in request.POST else None)
    if request.method == "POST" and "longer" in request.POST:
        consent(mediation, EMPLOYER, by=None)
        return redirect("mediation:answer", key)
    if form.is_valid():
        (willing if form.cleaned_data["said"] == "willing" else decline)(mediation, by=None)
        return redirect("mediation:answer", key)
    context = {
        **_both_sides(mediation, meetings),
        "form": form,
        "may_answer": mediation.state == "accepted" and mediation.willing_at is None,
        "may_consent": _may_consent(mediation, EMPLOYER),
    }
    is_wrong = request.method == "POST"
    return render(request, "mediation/answer.html", context, status=422 if is_wrong else 200)


def _both_sides(mediation: Mediation, meetings: list[Meeting]) -> dict[str, Any]:
    case, now = mediation.case, database_now()
    clock = case.due_rule if mediation.is_live else ""
    return {
        "mediation": mediation,
        "case": case,
        "meetings": meetings,
        "state": state_tag(mediation),
        "standing": standing_tag(mediation, now),
        "due": day_of(case.due_at) if mediation.is_live else "",
        "ruling": ruling(clock, case.organisation, now) if clock else None,
        "where": ruling("DM-04.where", case.organisation, now),
        "limit_rule": ruling("DM-04.limit", case.organisation, now),
    }


def _may_consent(mediation: Mediation, side: str) -> bool:
    is_open = mediation.case.state == Case.State.SIGNED
    return is_open and why_not_consent(mediation, side, database_now()) is None


def _asked(request: HttpRequest, form: PhoneAskForm, person: Person | None) -> Mediation:
    if person is None and not ratelimit.consume(
        request, action="mediation_ask", key=form.cleaned_data["phone"]
    ):
        raise Refusal("too_many_tries", _("这个手机号今天已经申请多次，请打电话联系工会。"))
    begin = _union(person)
    if begin is None:
        raise Http404
    source = Source(Case.Channel.PHONE_PAGE)
    files, key = request.FILES.getlist("papers"), form.cleaned_data["key"]
    return ask(begin, form.terms, form.said, form.owner, source=source, files=files, key=key, by=person)


def _goodbye(request: HttpRequest, mediation: Mediation, person: Person | None) -> HttpResponse:
    if person is not None:
        messages.success(request, _("申请已提交。每一步办到哪里，这里都看得到。"))
        return redirect("mediation:mediation", mediation.public_id)
    words = _("申请已提交，编号 %(number)s。请记下编号，凭编号和手机号查进展。")
    messages.success(request, words % {"number": mediation.case.number})
    return redirect("casework:lookup")


def _own(request: MemberRequest, public_id: str) -> tuple[Mediation, list[Meeting]]:
    found = queries.own_mediation(request.person, public_id)
    if found is None:
        raise Http404
    return found


def _person(request: HttpRequest) -> Person | None:
    return getattr(request, "person", None)


def _union(person: Person | None) -> Organisation | None:
    return (union_of(person) if person else None) or topmost()
