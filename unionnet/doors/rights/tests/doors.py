# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home

DOORS = """
/rights/             GET  signed-in
/rights/held/<kind>  GET  signed-in
/rights/lists        GET  signed-in
"""


def kind(home: Home) -> str:
    return "people.Membership"
