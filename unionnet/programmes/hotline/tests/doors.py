# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.hotline.actions import make_cutoff, put_on_watch
from unionnet.programmes.hotline.kinds import five_kinds
from unionnet.programmes.hotline.models import CutOff, Watched
from unionnet.tools.casework.actions import Matter, Owner, take_in
from unionnet.tools.casework.models import Case

DOORS = """
/desk/hotline/                             GET        officer leader
/desk/hotline/orders/<order>/watch         POST       officer @ own parent
/desk/hotline/orders/<order>/handover      GET,POST   officer @ own parent
/desk/hotline/orders/<order>/<move>        POST       officer @ own parent
/desk/hotline/watched                      GET        officer leader
/desk/hotline/watched.xlsx                 GET        officer leader
/desk/hotline/watched/<watched>/result     POST       officer @ own parent
/desk/hotline/exchange                     GET,POST   officer
/desk/hotline/exchange/template.xlsx       GET        officer
/desk/hotline/exchange/answers.xlsx        GET        officer leader
/desk/hotline/cutoffs                      GET,POST   officer leader
/desk/hotline/cutoffs/<cutoff>             GET        officer leader @ own parent
/desk/hotline/cutoffs/<cutoff>/export      GET        officer leader @ own parent
"""


def order(home: Home) -> Case:
    owner = Owner(phone="13900000001", name="来电职工")
    return take_in(five_kinds()[0], home.union, Matter("加班费怎么算"), owner, by=home.officer)


def move(home: Home) -> str:
    return "answer"


def watched(home: Home) -> Watched:
    return put_on_watch(order(home), Watched.Reason.HARMFUL, by=home.officer)


def cutoff(home: Home) -> CutOff:
    order(home)
    now = database_now()
    return make_cutoff(home.union, local_date(now), local_date(now), by=home.officer, at=now)
