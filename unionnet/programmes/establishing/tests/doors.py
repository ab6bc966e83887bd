# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.directory.organisations.codes import make_uscc
from unionnet.programmes.establishing.actions import begin, set_campaign
from unionnet.programmes.establishing.models import Campaign, Establishment
from unionnet.programmes.establishing.tests.makers import particulars

DOORS = """
/desk/establishing/                                GET       officer leader
/desk/establishing/export                          GET       officer leader
/desk/establishing/new                             GET,POST  officer
/desk/establishing/endings/                        GET       officer leader
/desk/establishing/endings/new                     GET,POST  officer
/desk/establishing/campaigns/                      GET       officer leader
/desk/establishing/campaigns/new                   GET,POST  officer
/desk/establishing/campaigns/<campaign>/           GET       officer leader @ own parent
/desk/establishing/campaigns/<campaign>/edit       GET,POST  officer @ own parent
/desk/establishing/<establishment>/                GET       officer leader @ own parent
/desk/establishing/<establishment>/edit            GET,POST  officer @ own parent
/desk/establishing/<establishment>/request         POST      officer @ own parent
/desk/establishing/<establishment>/meeting         POST      officer @ own parent
/desk/establishing/<establishment>/election        GET,POST  officer @ own parent
/desk/establishing/<establishment>/registration    POST      officer @ own parent
"""


def establishment(home: Home) -> Establishment:
    above = home.union.parent
    assert above is not None
    unit = ("云岭物流", make_uscc(f"91{above.region_code}MA900001"))
    return begin(home.union, above, particulars(units=(unit,)), by=home.officer)


def campaign(home: Home) -> Campaign:
    since, until = date(2026, 1, 1), date(2026, 12, 31)
    return set_campaign(home.union, "司机入会行动", ["truck_driver"], since, until, [], by=home.officer)
