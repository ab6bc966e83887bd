# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

from tests.doors import Home
from unionnet.tools.enrolment import actions
from unionnet.tools.enrolment.models import Offer, OfferGroup, Pause
from unionnet.tools.enrolment.tests.makers import NOON, OPENING, make_group, make_offer

DOORS = """
/api/v1/me/places                    GET         signed-in
/api/v1/offers                       GET         everyone
/api/v1/offers/<offer>               GET         everyone
/api/v1/offers/<offer>/place         PUT,DELETE  signed-in
/api/v1/offers/<offer>/results       GET         officer leader teacher @ parent
/api/v1/offers/<offer>/results       GET         signed-in @ own child
/api/v1/offers/<offer>/withdrawal    DELETE      signed-in
/desk/enrolment/                     GET         officer leader teacher
/desk/enrolment/<draw>/draw          POST        officer @ own parent
/desk/enrolment/<draw>/freeze        POST        officer @ own parent
/desk/enrolment/<offer>/             GET         officer leader teacher @ own parent
/desk/enrolment/<offer>/attendance   POST        officer teacher @ own parent
/desk/enrolment/<offer>/cancel       POST        officer @ own parent
/desk/enrolment/<offer>/check-in     GET,POST    officer teacher @ own parent
/desk/enrolment/<offer>/edit         GET,POST    officer @ own parent
/desk/enrolment/<offer>/enrol        POST        officer @ own parent
/desk/enrolment/<offer>/fill         GET         officer leader teacher @ own parent
/desk/enrolment/<offer>/remove       POST        officer @ own parent
/desk/enrolment/<offer>/roster       GET         officer leader teacher @ own parent
/desk/enrolment/<offer>/roster.xlsx  GET         officer leader teacher @ own parent
/desk/enrolment/export               GET         officer leader teacher
/desk/enrolment/new                  GET,POST    officer
/desk/enrolment/pauses/              GET         officer
/desk/enrolment/pauses/<pause>/      GET,POST    officer @ own parent
/enrolment/                          GET         everyone
/enrolment/<draw>/draw               GET         everyone
/enrolment/<draw>/draw.json          GET         everyone
/enrolment/<offer>/                  GET         everyone
/enrolment/<offer>/confirm           POST        signed-in
/enrolment/<offer>/place             POST        signed-in
/enrolment/<offer>/receipt           GET         owner
/enrolment/<offer>/results           GET         officer leader teacher @ parent
/enrolment/<offer>/results           GET         signed-in @ own child
/enrolment/<offer>/results.csv       GET         officer leader teacher @ parent
/enrolment/<offer>/results.csv       GET         signed-in @ own child
/enrolment/<offer>/results.xlsx      GET         officer leader teacher @ parent
/enrolment/<offer>/results.xlsx      GET         signed-in @ own child
/enrolment/<offer>/undo              POST        signed-in
/enrolment/<offer>/withdraw          POST        signed-in
/enrolment/groups/<group>/           GET,POST    signed-in
/enrolment/mine/                     GET         signed-in
"""


def offer(home: Home) -> Offer:
    """The member has a place in it."""
    made = make_offer(home.union)
    actions.enrol(home.member, made, by=home.member, at=NOON)
    return made


def draw(home: Home) -> Offer:
    return actions.make_offer(
        home.union,
        title="亲子营",
        size=1,
        opens_at=OPENING,
        closes_at=OPENING + timedelta(days=7),
        mode=Offer.Mode.LOTTERY,
        by=home.officer,
    )


def group(home: Home) -> OfferGroup:
    return make_group(home.union)


def pause(home: Home) -> Pause:
    return Pause.objects.create(
        person=home.member,
        offer=make_offer(home.union),
        since=OPENING,
        until=OPENING + timedelta(days=90),
        rule="NS-05.pause_days",
        pack="national",
    )
