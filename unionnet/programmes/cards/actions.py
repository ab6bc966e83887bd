# SPDX-License-Identifier: Apache-2.0
"""Verbs of the card."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.actions import give_consent
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.purposes import leaves_out
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.cards.bank import Bank, NotSent, Parcel, the_bank
from unionnet.programmes.cards.facts import CardMoved, CardRequested, SentToBank
from unionnet.programmes.cards.models import LIVE, CardRequest
from unionnet.programmes.cards.rules import (
    BY_MEMBERS,
    BY_OFFICERS,
    MOVES,
    why_not_manage,
    why_not_request,
    why_not_tail,
)
from unionnet.programmes.cards.wording import BANK_CARD

log = structlog.get_logger(__name__)
BATCH = 50


@verb
def request_card(
    person: Person, *, by: Person, bank: Bank | None = None, at: datetime | None = None
) -> CardRequest:
    """Ask for a card; asking is the separate consent. The parcel waits sealed. Twice is once."""
    at, bank = at or database_now(), bank or the_bank()
    person = Person.objects.select_for_update().get(pk=person.pk)
    live = CardRequest.objects.filter(person=person, state__in=LIVE)
    if held := live.first():
        return held
    active = Membership.State.ACTIVE
    membership = Membership.objects.filter(person=person, state=active).select_related("organisation").first()
    if refusal := why_not_request(person, membership, bank, on=local_date(at)):
        raise refusal
    if membership is None or bank is None:  # the rule has said so
        raise RuntimeError
    request = CardRequest(
        person=person,
        membership=membership,
        consent=give_consent(person, BANK_CARD.purpose, BANK_CARD.version, by=by),
        bank=bank.name,
        parcel=_parcel_of(person).as_text(),
        requested_at=at,
    )
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError:
        return live.get()
    path = membership.organisation.path
    tell(CardRequested(request.pk, person.pk), by=by, org_path=path)
    return request


def _parcel_of(person: Person) -> Parcel:
    number = person.id_number.open() if person.id_number else ""
    return Parcel(person.name, number, person.mobile.open() if person.mobile else "")


@leaves_out(BANK_CARD.purpose)
def send_waiting(bank: Bank | None = None) -> int:
    """Hand what waits to the bank, one transaction each. Returns how many went. What the bank does not take
    waits on; whose consent was taken back is not sent."""
    bank = bank or the_bank()
    if bank is None:
        return 0
    waiting = CardRequest.objects.filter(state=CardRequest.State.REQUESTED).order_by("pk")
    return sum(_send(pk, bank) for pk in waiting.values_list("pk", flat=True)[:BATCH])


@verb
def _send(pk: int, bank: Bank) -> bool:
    rows = CardRequest.objects.select_for_update(of=["self"], skip_locked=True)
    rows = rows.select_related("consent", "membership__organisation")
    request = rows.filter(pk=pk, state=CardRequest.State.REQUESTED).first()
    if request is None or request.parcel is None:
        return False
    if request.consent.withdrawn_at or request.membership.state != Membership.State.ACTIVE:
        _move(request, "withdraw", at=database_now())
        _tell_moved(request, by=None)
        return False
    try:
        receipt = bank.send(Parcel.from_text(request.parcel.open()), reference=request.public_id)
    except NotSent as trouble:
        log.warning("bank did not take a card request", request=request.pk, trouble=str(trouble))
        return False
    request.state = MOVES.after(request.state, "send")
    request.parcel, request.sent_at, request.receipt = None, database_now(), receipt[:60]
    request.save(update_fields=["state", "parcel", "sent_at", "receipt"])
    fact = SentToBank(request.pk, request.person_id, request.consent_id)
    tell(fact, by=None, org_path=request.membership.organisation.path)
    return True


@verb
def issue(
    request: CardRequest, tail: str, *, by: Person, event: str = "", at: datetime | None = None
) -> CardRequest:
    """The card is in the member's hand; at a stand, `event` says at which. Issued twice is issued once."""
    request = _locked(request)
    if refusal := why_not_manage(by, request.membership) or why_not_tail(tail):
        raise refusal
    if request.person_id == by.pk:
        raise Refusal("own_card", _("不能给自己发卡，请由其他干部办理。"))
    if request.state == CardRequest.State.ISSUED:
        return request
    request.state = MOVES.after(request.state, "issue")
    request.tail, request.issued_by, request.issued_at = tail, by, at or database_now()
    request.event = event.strip()[:100]
    request.save(update_fields=["state", "tail", "issued_by", "issued_at", "event"])
    _tell_moved(request, by=by)
    return request


@verb
def close(
    request: CardRequest, move: str, reason: str = "", *, by: Person, at: datetime | None = None
) -> CardRequest:
    """Refused by the bank, returned, lost, or taken back. Officers say why; the member need not."""
    request = _locked(request)
    is_own = request.person_id == by.pk
    if not is_own and (refusal := why_not_manage(by, request.membership)):
        raise refusal
    if move not in (BY_MEMBERS if is_own else BY_OFFICERS):
        raise Refusal("no_such_move", _("当前状态不能进行这一步，请刷新页面后再看。"))
    if not is_own and len(reason.strip()) < 2:
        raise Refusal("no_reason", _("请写明原因。"))
    _move(request, move, reason, at=at or database_now())
    _tell_moved(request, by=by)
    return request


def _move(request: CardRequest, move: str, reason: str = "", *, at: datetime) -> None:
    request.state = MOVES.after(request.state, move)
    request.parcel, request.ended_at, request.reason = None, at, reason.strip()[:200]
    request.save(update_fields=["state", "parcel", "ended_at", "reason"])


def _tell_moved(request: CardRequest, *, by: Person | None) -> None:
    fact = CardMoved(request.pk, request.person_id, request.state)
    tell(fact, by=by, org_path=request.membership.organisation.path)


def _locked(request: CardRequest) -> CardRequest:
    rows = CardRequest.objects.select_for_update(of=["self"])
    return rows.select_related("membership__organisation", "person").get(pk=request.pk)
