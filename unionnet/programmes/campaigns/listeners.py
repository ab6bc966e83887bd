# SPDX-License-Identifier: Apache-2.0
"""Whoever checked in with their place, or signed for a gift handed out there, has come to the activity."""

from __future__ import annotations

from unionnet.foundation.journal import on
from unionnet.programmes.campaigns.actions import copy_attendance, copy_receipts, drop_receipt
from unionnet.tools.benefits.facts import HandedOut, HandOutRevoked
from unionnet.tools.enrolment.facts import CheckedIn


@on(CheckedIn)
def came_with_a_place(fact: CheckedIn) -> None:
    copy_attendance(fact.offer, fact.person, fact.session)


@on(HandedOut)
def came_for_a_gift(fact: HandedOut) -> None:
    copy_receipts(fact.benefit_id, fact.key)


@on(HandOutRevoked)
def did_not_come_for_it(fact: HandOutRevoked) -> None:
    drop_receipt(fact.benefit_id, fact.person_id)
