# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.doors.rights.actions import ask_copy

DOORS = """
/rights/                      GET       signed-in
/rights/closure               GET       signed-in
/rights/closure/confirmation  POST      signed-in
/rights/closure/withdrawal    POST      signed-in
/rights/copies                GET       signed-in
/rights/copies/<copy>.zip     GET       signed-in
/rights/copies/new            POST      signed-in
/rights/held/<kind>           GET       signed-in
/rights/lists                 GET       signed-in
/rights/proof                 GET,POST  signed-in
"""


def copy(home: Home) -> str:
    """Whoever has not shown a moment ago that it is them is asked to first, whosever copy it is."""
    return str(ask_copy(home.member, by=home.member).public_id)


def kind(home: Home) -> str:
    return "people.Membership"
