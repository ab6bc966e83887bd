# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta

from django.utils import timezone

from tests.doors import Home
from unionnet.programmes.staffing.actions import Particulars, note_day, take_post
from unionnet.programmes.staffing.models import StaffPost, UnionDay

DOORS = """
/staffing/days                       GET,POST  signed-in
/staffing/days/<own>/withdrawal      POST      owner
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
/desk/staffing/days                  GET       officer leader
/desk/staffing/days.xlsx             GET       officer leader
/desk/staffing/days/<day>/withdrawal POST      officer @ own parent
/desk/staffing/import                GET,POST  officer
/desk/staffing/import/template.xlsx  GET       officer
/desk/staffing/new                   GET,POST  officer
/desk/staffing/p/<post>              GET       officer leader @ own parent
/desk/staffing/p/<post>/change       GET,POST  officer @ own parent
/desk/staffing/p/<post>/days         GET       officer leader @ own parent
/desk/staffing/p/<post>/days         POST      officer @ own parent
/desk/staffing/p/<post>/end          POST      officer @ own parent
"""


def post(home: Home) -> StaffPost:
    given = Particulars("part_time", "委员", date(2022, 1, 1), contract_until=date(2024, 5, 1))
    return take_post(home.union, "谭大山", given, by=home.officer)


def day(home: Home) -> UnionDay:
    return note_day(post(home), timezone.localdate(), 2, "开委员会", by=home.officer)


def own(home: Home) -> UnionDay:
    given = Particulars("part_time", "委员", date(2022, 1, 1))
    held = take_post(home.union, home.member.name, given, person=home.member, by=home.officer)
    return note_day(held, timezone.localdate() - timedelta(days=1), 1, "走访职工", by=home.member)
