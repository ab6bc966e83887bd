# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.directory.people.actions import give_consent
from unionnet.programmes.cards.models import CardRequest

DOORS = """
/api/v1/card-requests        GET       signed-in
/api/v1/card-requests/<card> GET       officer leader @ own parent
/cards/                      GET,POST  signed-in
/cards/<card>/closure        POST      owner
/desk/cards/                 GET       officer leader
/desk/cards/cards.xlsx       GET       officer
/desk/cards/<card>           GET       officer leader @ own parent
/desk/cards/<card>/issue     POST      officer @ own parent
/desk/cards/<card>/closure   POST      officer @ own parent
"""


def card(home: Home) -> CardRequest:
    """It waits for the bank."""
    if held := CardRequest.objects.filter(person=home.member).first():
        return held
    consent = give_consent(home.member, "bank_card", "2026-11", by=home.member)
    own = home.member.memberships.get(organisation=home.union)
    return CardRequest.objects.create(person=home.member, membership=own, consent=consent, bank="示范银行")
