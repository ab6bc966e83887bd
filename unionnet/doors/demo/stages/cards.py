# SPDX-License-Identifier: Apache-2.0
"""Member cards of the riders who joined at the stand (ledger S3-28): some in hand, some with the bank."""

from __future__ import annotations

from datetime import timedelta

from unionnet.directory.people.models import Membership
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.foundation.clock import database_now
from unionnet.programmes.cards.actions import issue, request_card, send_waiting
from unionnet.programmes.cards.bank import Simulator
from unionnet.programmes.cards.models import CardRequest

IN_HAND, LATER = 4, 2


def load_cards() -> None:
    rows = Membership.objects.filter(join_code__event="春季职工沟通会", state="active")
    people = [row.person for row in rows.select_related("person").order_by("pk")[: IN_HAND + LATER]]
    begun = database_now() - timedelta(days=19)
    for person in people:
        request_card(person, by=person, at=begun)
    send_waiting(Simulator())
    for number, request in enumerate(CardRequest.objects.filter(state="sent").order_by("pk")[:IN_HAND]):
        tail, later = f"{6021 + 7 * number}", begun + timedelta(minutes=3)
        issue(request, tail, by=demo_person("county"), event="春季职工沟通会", at=later)
