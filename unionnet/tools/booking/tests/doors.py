# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

from tests.doors import Home
from tests.makers import make_person
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.tools.booking.actions import Wish, book, close_days, name_host
from unionnet.tools.booking.models import Ban, Booking, ClosingDay, Host, Resource
from unionnet.tools.booking.tests.makers import make_resource

DOORS = """
/api/v1/bookable                            GET     everyone
/api/v1/bookable/<resource>/alternatives    GET     signed-in
/api/v1/bookable/<resource>/bookings        POST    signed-in
/api/v1/bookable/<resource>/slots           GET     everyone
/api/v1/me/bookings                         GET     signed-in
/api/v1/me/bookings/<held>                  DELETE  owner
/booking/                              GET       everyone
/booking/<resource>/                   GET       everyone
/booking/<resource>/take               GET,POST  signed-in
/booking/hosting/                      GET       signed-in
/booking/hosting/<session>             POST      owner
/booking/mine/                         GET       signed-in
/booking/mine/<held>/                  GET       owner
/booking/mine/<held>/booking.ics       GET       owner
/booking/mine/<held>/cancel            POST      owner
/booking/mine/<held>/undo              POST      owner
/desk/booking/                         GET       officer leader keeper
/desk/booking/<resource>/              GET       officer leader keeper @ own parent
/desk/booking/<resource>/bookings.xlsx GET       officer leader keeper @ own parent
/desk/booking/<resource>/closing       GET,POST  officer @ own parent
/desk/booking/<resource>/closing/<closing>  POST  officer @ own parent
/desk/booking/<resource>/door          GET,POST  officer keeper @ own parent
/desk/booking/<resource>/edit          GET,POST  officer @ own parent
/desk/booking/<resource>/guest         GET,POST  officer @ own parent
/desk/booking/<resource>/hosts         GET,POST  officer @ own parent
/desk/booking/<resource>/hosts/<host>  POST      officer @ own parent
/desk/booking/<resource>/hours         GET,POST  officer @ own parent
/desk/booking/<resource>/series        GET,POST  officer @ own parent
/desk/booking/<resource>/sheet         GET       officer leader keeper @ own parent
/desk/booking/<resource>/terms         GET,POST  officer @ own parent
/desk/booking/<resource>/withdraw      POST      officer @ own parent
/desk/booking/bans/                    GET       officer
/desk/booking/bans/<ban>/              GET,POST  officer @ own parent
/desk/booking/bookings/<held>/answer   POST      officer @ own parent
/desk/booking/bookings/<held>/mark     POST      officer keeper @ own parent
/desk/booking/new                      GET,POST  officer
/desk/booking/resources.xlsx           GET       officer leader keeper
/desk/booking/waiting/                 GET       officer
"""


def resource(home: Home, name: str = "羽毛球馆", kind: str = "venue") -> Resource:
    held = Resource.objects.filter(organisation=home.union, name=name).first()
    return held or make_resource(home.union, name=name, kind=kind)


def held(home: Home) -> Booking:
    """The member has it."""
    tomorrow = start_of(local_date(database_now())) + timedelta(days=1, hours=10)
    return book(Wish(resource(home), tomorrow), by=home.member)


def session(home: Home) -> Booking:
    """Somebody else's hour with the member, who is the counsellor."""
    counsellor = resource(home, "心理咨询", "counsellor")
    name_host(counsellor, home.member, by=home.officer)
    tomorrow = start_of(local_date(database_now())) + timedelta(days=1, hours=10)
    return book(Wish(counsellor, tomorrow), by=make_person("来访者", union=home.union))


def closing(home: Home) -> ClosingDay:
    found, day = resource(home), local_date(database_now()) + timedelta(days=200)
    close_days(found, day, day, "检修", by=home.officer)
    return found.closings.get()


def host(home: Home) -> Host:
    return name_host(resource(home), home.member, by=home.officer)


def ban(home: Home) -> Ban:
    now = database_now()
    return Ban.objects.create(
        organisation=home.union,
        kind="room",
        is_private=False,
        person=home.member,
        since=now,
        until=now + timedelta(days=90),
        rule="BK-05.no_shows",
        pack="booking",
    )
