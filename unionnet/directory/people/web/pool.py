# SPDX-License-Identifier: Apache-2.0
"""The holding pool: asking without a unit on the phone, and a fast queue for those who route."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unionnet.directory.people import queries
from unionnet.directory.people.actions import enter_pool, route_all
from unionnet.directory.people.consents import JOINING
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.queries import no_unions
from unionnet.directory.people.queries import pool as asked
from unionnet.directory.people.routing import Wishes
from unionnet.directory.people.web.doors import signed_in, with_verb
from unionnet.directory.people.web.forms import KnownForm
from unionnet.directory.people.web.particulars import RealNameForm
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.tags.words import says

VERB = "people.approve"


class TownChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the towns of a county or city: few enough to be read through on a phone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(no_unions(), required=False, **options)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class WishesForm(forms.Form):
    """Where somebody lives and works: all of it optional, and used for nothing but finding the union."""

    workplace = TownChoice(label=gettext_lazy("主要在哪里工作"))
    route = forms.CharField(label=gettext_lazy("常走的路线或常去的地方"), max_length=100, required=False)
    residence = TownChoice(label=gettext_lazy("住在哪里"))

    def __init__(self, *args: Any, towns: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("workplace", "residence"):
            self.fields[name].queryset = towns  # type: ignore[attr-defined]


@require_safe
def pools(request: MemberRequest) -> HttpResponse:
    """Where I live or work: the pools that take applications without a unit."""
    return render(request, "people/pools.html", {"pools": asked.pools()[: asked.MOST]})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def pool(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask to be taken in without knowing by whom."""
    found = get_object_or_404(asked.pools(), public_id=public_id)
    account, person = request.user, request.person
    if not person.is_real_name and not (account.mobile and account.phone_proved_at):
        return redirect("account_change_phone")
    who = _who_form(request)
    wishes = WishesForm(request.POST or None, towns=asked.towns_of(found))
    if request.method == "POST" and who.is_valid() and wishes.is_valid():
        given = _given(request, who)
        membership = enter_pool(person, found, given, Wishes(**wishes.cleaned_data), by=person)
        return redirect("people:application", membership.public_id)
    context = {"pool": found, "form": who, "wishes": wishes, "wording": JOINING}
    return render(request, "people/pool.html", context)


def _who_form(request: MemberRequest) -> KnownForm | RealNameForm:
    given = request.POST if request.method == "POST" else None
    if request.person.is_real_name:
        return KnownForm(given, initial={"occupation": request.person.occupation})
    return RealNameForm(given, mobile=request.user.mobile.open())


def _given(request: MemberRequest, form: KnownForm | RealNameForm) -> Particulars:
    if isinstance(form, RealNameForm):
        return form.particulars
    person, unit = request.person, form.cleaned_data["unit"]
    number = person.id_number.open() if person.id_number else ""
    mobile = person.mobile.open() if person.mobile else ""
    return Particulars(person.name, person.id_type, number, mobile, form.cleaned_data["occupation"], unit)


@with_verb(VERB)
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    """Who waits for a union, the most pressing on top."""
    rows = asked.entries_seen_by(request.person)
    page = Page.of(rows, request, order=("due_on", "id"), size=50)
    lines = [(entry, asked.why(entry)) for entry in page.rows]
    context = {
        "page": page,
        "lines": lines,
        "waiting": rows.count(),
        "today": queries.today(),
        "all": "all" in request.GET,
        "unions": asked.unions_to_route_to(page.rows[0].pool) if page.rows else [],
    }
    return render(request, "people/desk/pool.html", context)


@with_verb(VERB)
@require_POST
def route(request: MemberRequest) -> HttpResponse:
    """Send those that were ticked, or the one whose button was pressed, as proposed or to one union."""
    ticked = request.POST.getlist("one") or request.POST.getlist("entry")
    rows = list(asked.entries_seen_by(request.person).filter(public_id__in=ticked[:200]))
    wanted = request.POST.get("to", "") if "all_to" in request.POST else ""
    to = queries.established_unions().filter(public_id=wanted).first() if wanted else None
    sent, refused = route_all(rows, by=request.person, to=to)
    if sent:
        words = ngettext("已分流 %(n)s 份申请。", "已分流 %(n)s 份申请。", sent) % {"n": sent}
        messages.success(request, words)
    for entry, refusal in refused:
        messages.error(request, says(entry.membership.person.name, refusal))
    if not rows:
        messages.info(request, _("请先勾选要分流的申请。"))
    return redirect("desk-people:pool")


@with_verb(VERB)
@require_safe
def entry(request: MemberRequest, public_id: str) -> HttpResponse:
    """One application in the pool, with the reasons of the proposal and a search for another union."""
    found = get_object_or_404(asked.entries_seen_by(request.person), public_id=public_id)
    words = request.GET.get("q", "")
    context = {
        "entry": found,
        "reasons": asked.why(found),
        "words": words,
        "unions": asked.unions_to_route_to(found.pool, words),
    }
    return render(request, "people/desk/pool_entry.html", context)
