# SPDX-License-Identifier: Apache-2.0
from datetime import UTC, datetime

from tests.doors import Home
from unionnet.doors.rights.actions import ask_copy
from unionnet.doors.rights.models import Correction, Incident
from unionnet.foundation.files.actions import keep_bytes

DOORS = """
# Nobody's account is about to be closed: to ask for that closure, or to take it back, finds nothing.
/api/v1/me/closure                          PUT         signed-in
/api/v1/me/consents                         GET         signed-in
/api/v1/me/consents/<purpose>               PUT,DELETE  signed-in
/api/v1/me/copies                           GET,POST    signed-in
/api/v1/me/held                             GET         signed-in
/rights/                      GET       signed-in
/desk/rights/corrections                          GET   officer
/desk/rights/corrections/<correction>             GET   officer @ own parent
/desk/rights/corrections/<correction>/decision    POST  officer @ own parent
/desk/rights/corrections/<correction>/paper       GET   officer @ own parent
/desk/rights/corrections/deceased                 POST  officer
/desk/rights/incidents                      GET       security
/desk/rights/incidents/<incident>           GET       security @ own parent
/desk/rights/incidents/<incident>/affected  POST      security @ own parent
/desk/rights/incidents/<incident>/close     POST      security @ own parent
/desk/rights/incidents/<incident>/notice    POST      security @ own parent
/desk/rights/incidents/<incident>/report    POST      security @ own parent
/desk/rights/incidents/new                  GET,POST  security
/rights/alarm                 GET       signed-in
/rights/alarm/close           POST      signed-in
/rights/alarm/deeds           GET       signed-in
/rights/alarm/raise           POST      signed-in
/rights/alarm/step            POST      signed-in
/rights/card/thaw             POST      signed-in
/rights/closure               GET       signed-in
/rights/closure/confirmation  POST      signed-in
/rights/closure/withdrawal    POST      signed-in
/rights/copies                GET       signed-in
/rights/copies/<copy>.zip     GET       signed-in
/rights/copies/new            POST      signed-in
/rights/correction            GET,POST  signed-in
/rights/devices               GET       signed-in
/rights/devices/<device>/end  POST      signed-in
/rights/devices/others/end    POST      signed-in
/rights/held/<kind>           GET       signed-in
/rights/lists                 GET       signed-in
/rights/occupation            POST      signed-in
/rights/proof                 GET,POST  signed-in
"""


def copy(home: Home) -> str:
    """Whoever has not shown a moment ago that it is them is asked to first, whosever copy it is."""
    return str(ask_copy(home.member, by=home.member).public_id)


def correction(home: Home) -> Correction:
    paper = keep_bytes(b"%PDF-", "id.pdf", "application/pdf", by=home.member)
    return Correction.objects.create(person=home.member, organisation=home.union, reason="错字", paper=paper)


def device(_home: Home) -> str:
    """Somebody else's device is not there to be ended: the page comes back as it was."""
    return "1"


def incident(home: Home) -> Incident:
    at = datetime(2026, 11, 20, 4, tzinfo=UTC)
    moments = {"began_at": at, "ended_at": at, "found_at": at}
    return Incident.objects.create(organisation=home.union, title="泄露", by=home.officer, **moments)


def purpose(_home: Home) -> str:
    return "group_notices"


def kind(home: Home) -> str:
    return "people.Membership"
