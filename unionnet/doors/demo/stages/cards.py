# SPDX-License-Identifier: Apache-2.0
"""Member cards of the riders who joined at the stand (ledger S3-28): some in hand, some with the bank."""

from __future__ import annotations

from datetime import timedelta

from unionnet.directory.people.models import Membership
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.cards.actions import issue, request_card, send_waiting
from unionnet.programmes.cards.bank import Simulator
from unionnet.programmes.cards.models import CardRequest
from unionnet.programmes.cards.rules import why_not_request

IN_HAND = 3


@stage("cards", "会员服务卡 / member cards", order=100)
def load_cards() -> None:
    """Of those whom the local scheme does not leave out."""
    begun, bank = database_now() - timedelta(days=19), Simulator()
    rows = Membership.objects.filter(join_code__event="春季职工沟通会", state="active")
    for row in rows.select_related("person", "organisation").order_by("pk"):
        if why_not_request(row.person, row, bank, on=local_date(begun)) is None:
            request_card(row.person, by=row.person, bank=bank, at=begun)
    send_waiting(bank)
    for number, request in enumerate(CardRequest.objects.filter(state="sent").order_by("pk")[:IN_HAND]):
        tail, later = f"{6021 + 7 * number}", begun + timedelta(minutes=3)
        issue(request, tail, by=demo_person("county"), event="春季职工沟通会", at=later)
