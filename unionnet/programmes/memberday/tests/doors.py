# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.programmes.memberday.models import MemberDay, Session
from unionnet.programmes.memberday.tests.makers import make_member_day, make_session

DOORS = """
/memberday/                                GET       everyone
/memberday/days.ics                        GET       everyone
/desk/memberday/                           GET       officer leader
/desk/memberday/new                        GET,POST  officer
/desk/memberday/<member_day>               GET       officer leader @ own parent
/desk/memberday/<member_day>/year.xlsx     GET       officer leader @ own parent
/desk/memberday/<member_day>/plan          POST      officer @ own parent
/desk/memberday/<member_day>/end           POST      officer @ own parent
/desk/memberday/sessions/<session>/raffle  GET,POST  officer @ own parent
/desk/memberday/sessions/<session>/move    POST      officer @ own parent
/desk/memberday/sessions/<session>/drop    POST      officer @ own parent
"""


def member_day(home: Home) -> MemberDay:
    return make_member_day(home.union, home.officer)


def session(home: Home) -> Session:
    return make_session(member_day(home), date(2030, 5, 18))
