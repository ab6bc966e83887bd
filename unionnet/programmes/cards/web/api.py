# SPDX-License-Identifier: Apache-2.0
"""Requests for member cards, for the machine that hands them out. No number of a card or a person."""

from __future__ import annotations

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router

from unionnet.directory.organisations.web.schemas import OfUnion
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.web.machines import hand_out
from unionnet.foundation.schemas import Asked, Keyset, Page, Problem, PublicId, page_of, scope
from unionnet.programmes.cards.models import CardRequest
from unionnet.programmes.cards.queries import cards_seen_by

router = Router(tags=["cards"])
READ = scope("cards:read")


class CardRequestOut(OfUnion):
    """`tail` are the last four digits, once the bank has given a card."""

    name: str
    bank: str
    state: str
    tail: str
    requested_at: datetime
    sent_at: datetime | None
    issued_at: datetime | None

    @staticmethod
    def resolve_name(row: CardRequest) -> str:
        return row.person.name


class CardsAsked(Asked):
    state: str = ""


@router.get("/card-requests", response=Page[CardRequestOut], openapi_extra=READ)
def card_requests(request: MemberRequest, asked: Query[CardsAsked]) -> Keyset:
    """Requests of members within reach, the newest first."""
    rows = cards_seen_by(request.person)
    found = page_of(rows.filter(state=asked.state) if asked.state else rows, asked, order=("-id",))
    hand_out(request, _("会员服务卡（接口）"), [row.person_id for row in found.items])
    return found


@router.get("/card-requests/{public_id}", response={200: CardRequestOut, 404: Problem}, openapi_extra=READ)
def card_request(request: MemberRequest, public_id: PublicId) -> CardRequest:
    found = get_object_or_404(cards_seen_by(request.person), public_id=public_id)
    hand_out(request, _("会员服务卡（接口）"), [found.person_id])
    return found
