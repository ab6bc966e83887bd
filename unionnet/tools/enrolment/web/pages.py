# SPDX-License-Identifier: Apache-2.0
"""The phone: read about an offer, take a place, keep an eye on it, give it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unionnet.directory.people import cards
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Person
from unionnet.directory.people.web.doors import signed_in
from unionnet.foundation import tickets
from unionnet.foundation.clock import database_now
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.tools.enrolment.actions import confirm, enrol, undo, withdraw
from unionnet.tools.enrolment.models import Invitation, Offer, Withdrawal
from unionnet.tools.enrolment.queries import (
    Entry,
    candidate_of,
    draw_of,
    entry_of,
    history_of,
    last_withdrawal,
    may_read_results,
    mine,
    open_now,
    opening_soon,
    pause_of,
    places_of,
    position_of,
    public_offers,
    wishes_of,
)
from unionnet.tools.enrolment.rules import undo_until, why_not_enrol, why_not_undo, why_not_withdraw


@dataclass(frozen=True)
class Gone:
    """A withdrawal that may have been a mistake: until when it can be taken back, and why not."""

    until: datetime
    no: Refusal | None


@dataclass(frozen=True)
class OfferPage:
    """Everything one offer says to one reader at one moment."""

    offer: Offer
    now: datetime
    stage: str
    entry: Entry | None
    no: Refusal | None
    no_way_back: Refusal | None
    gone: Gone | None
    position: int | None
    ticket: str
    may_read_results: bool
    has_draw: bool

    @property
    def state(self) -> str:
        return self.entry.outcome if self.entry else ""

    @property
    def is_ranked(self) -> bool:
        return self.offer.mode == Offer.Mode.RANKED


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What opens soon and what can be taken now."""
    now = database_now()
    page = Page.of(open_now(now), request, order=("closes_at", "id"), size=20)
    return render(
        request, "enrolment/offers.html", {"soon": opening_soon(now)[:10], "page": page, "now": now}
    )


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    offer = _found(public_id)
    person: Person | None = getattr(request, "person", None)
    return render(request, "enrolment/offer.html", {"page": _page(offer, person), "offer": offer})


@require_POST
@signed_in
def take_place(request: MemberRequest, public_id: str) -> HttpResponse:
    """The plain form: the same verb as the hot lane."""
    offer = _found(public_id)
    got = enrol(request.person, offer, by=request.person)
    words = {
        "taken": _("报名成功，这是您的回执。"),
        "waiting": _("名额已满，您已进入候补。"),
        "entered": _("已报名，截止后抽签。"),
        "invited": _("有名额为您保留，请尽快确认。"),
    }
    messages.success(request, words[got.outcome])
    return redirect("enrolment:receipt" if got.outcome == "taken" else "enrolment:offer", public_id)


@require_POST
@signed_in
def say_yes(request: MemberRequest, public_id: str) -> HttpResponse:
    confirm(request.person, _found(public_id), by=request.person)
    messages.success(request, _("已确认，名额归您。"))
    return redirect("enrolment:receipt", public_id)


@require_POST
@signed_in
def give_up(request: MemberRequest, public_id: str) -> HttpResponse:
    offer = _found(public_id)
    invited = isinstance(entry_of(request.person, offer), Invitation)
    why = Withdrawal.Why.DECLINED if invited else Withdrawal.Why.OWN_WISH
    withdraw(request.person, offer, by=request.person, why=why)
    messages.success(request, _("已退出。"))
    return redirect("enrolment:offer", public_id)


@require_POST
@signed_in
def take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    undo(request.person, _found(public_id), by=request.person)
    messages.success(request, _("已撤销退出，一切照旧。"))
    return redirect("enrolment:offer", public_id)


@require_safe
@signed_in
def receipt(request: MemberRequest, public_id: str) -> HttpResponse:
    """The proof of a place, with the rotating code for checking in."""
    offer = _found(public_id)
    place = get_object_or_404(places_of(request.person), offer=offer)
    token, until = cards.issue(request.person)
    context = {"offer": offer, "place": place, "token": token, "until": until}
    return render(request, "enrolment/receipt.html", context)


@require_safe
@signed_in
def my_own(request: MemberRequest) -> HttpResponse:
    """What I hold, what I wait for, what I gave back."""
    context = {
        "pause": pause_of(request.person, database_now()),
        "lines": mine(request.person),
        "wishes": wishes_of(request.person),
        "history": history_of(request.person)[:20],
    }
    return render(request, "enrolment/mine.html", context)


def _gone(person: Person, offer: Offer, now: datetime) -> Gone | None:
    gone = last_withdrawal(person, offer)
    if gone is None or gone.why not in Withdrawal.OWN_DEEDS:
        return None
    until = undo_until(gone, offer)
    return Gone(until, why_not_undo(gone, offer, now)) if now <= until else None


def _found(public_id: str) -> Offer:
    return get_object_or_404(public_offers(), public_id=public_id)


def _page(offer: Offer, person: Person | None) -> OfferPage:
    now = database_now()
    entry = entry_of(person, offer) if person else None
    no = None if entry else why_not_enrol(candidate_of(person, offer.group_id), offer, now)
    if (
        person is None
        and no is not None
        and no.code in ("real_name_only", "members_only", "not_yours", "age_unknown")
    ):
        no = None  # strangers are asked to sign in before we judge them
    return OfferPage(
        offer=offer,
        now=now,
        stage=offer.stage_at(now),
        entry=entry,
        no=no,
        no_way_back=why_not_withdraw(offer, now),
        gone=_gone(person, offer, now) if person and not entry else None,
        position=position_of(entry),
        ticket=tickets.issue(person.pk) if person and settings.UNIONNET_HOT_LANE else "",
        may_read_results=may_read_results(person, offer),
        has_draw=draw_of(offer) is not None,
    )
