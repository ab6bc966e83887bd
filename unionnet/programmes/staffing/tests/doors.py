# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.programmes.staffing.actions import Particulars, take_post
from unionnet.programmes.staffing.models import StaffPost

DOORS = """
/api/v1/staff-posts                  GET       signed-in
/api/v1/staff-posts/<post>           GET       officer leader @ own parent
/desk/staffing/                      GET       officer leader
/desk/staffing/posts                 GET       officer leader
/desk/staffing/posts.xlsx            GET       officer leader
/desk/staffing/bare                  GET       officer leader
/desk/staffing/bare.xlsx             GET       officer leader
/desk/staffing/norms                 GET       officer leader
/desk/staffing/norms.xlsx            GET       officer leader
/desk/staffing/contracts             GET       officer leader
/desk/staffing/import                GET,POST  officer
/desk/staffing/import/template.xlsx  GET       officer
/desk/staffing/new                   GET,POST  officer
/desk/staffing/p/<post>              GET       officer leader @ own parent
/desk/staffing/p/<post>/change       GET,POST  officer @ own parent
/desk/staffing/p/<post>/end          POST      officer @ own parent
"""


def post(home: Home) -> StaffPost:
    given = Particulars("part_time", "委员", date(2022, 1, 1), contract_until=date(2024, 5, 1))
    return take_post(home.union, "谭大山", given, by=home.officer)
