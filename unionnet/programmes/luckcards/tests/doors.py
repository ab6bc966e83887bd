# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.programmes.luckcards.actions import offer_card
from unionnet.programmes.luckcards.models import Collection, Marker, Parting
from unionnet.programmes.luckcards.tests.makers import make_cards, make_collection, make_marker
from unionnet.tools.benefits.tests.makers import NOON

DOORS = """
/luckcards/                                   GET       everyone
/luckcards/<collection>                       GET       everyone
/luckcards/<collection>/scan                  GET       everyone
/luckcards/<collection>/tries                 POST      signed-in
/luckcards/<collection>/exchange              POST      signed-in
/luckcards/<collection>/offers                POST      signed-in
/luckcards/gifts/<code>                       GET,POST  signed-in
/luckcards/gifts/<code>/back                  POST      signed-in
/desk/luckcards/                              GET       officer leader
/desk/luckcards/new                           GET,POST  officer
/desk/luckcards/<collection>                  GET       officer leader @ own parent
/desk/luckcards/<collection>/markers          POST      officer @ own parent
/desk/luckcards/markers/<marker>/poster.pdf   GET       officer leader @ own parent
/desk/luckcards/markers/<marker>/end          POST      officer @ own parent
"""


def collection(home: Home) -> Collection:
    held = Collection.objects.filter(raffle__organisation=home.union).first()
    return held or make_collection(home.union, home.officer)


def marker(home: Home) -> Marker:
    return make_marker(collection(home), home.officer)


def code(home: Home) -> str:
    """The member gives a card away."""
    if held := Parting.objects.filter(person=home.member, exchange=None).first():
        return held.code or ""
    (card,) = make_cards(home.member, collection(home), 1)
    return offer_card(home.member, collection(home), card.number, at=NOON).code or ""
