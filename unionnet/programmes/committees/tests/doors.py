# SPDX-License-Identifier: Apache-2.0
from datetime import date

from tests.doors import Home
from unionnet.programmes.committees.actions import (
    ElectionPlan,
    TermPlan,
    nominate,
    prepare_election,
    register_committee,
)
from unionnet.programmes.committees.models import Body, Candidate, Committee, Election
from unionnet.programmes.committees.naming import Named

DOORS = """
/desk/committees/                               GET       officer leader
/desk/committees/export                         GET       officer leader
/desk/committees/rules/                         GET       officer leader
/desk/committees/handovers/                     GET       security
/desk/committees/handovers/<approved>/          GET,POST  security @ own parent
/desk/committees/unions/<union>/                GET       officer leader @ own parent
/desk/committees/unions/<union>/register/       GET,POST  officer @ own parent
/desk/committees/unions/<union>/renew/          GET,POST  officer @ own parent
/desk/committees/bodies/<body>/fill/            GET,POST  officer @ own parent
/desk/committees/bodies/<body>/ask/             GET,POST  officer @ own parent
/desk/committees/seats/<seat>/leave/            GET,POST  officer @ own parent
/desk/committees/elections/<election>/          GET       officer leader @ own parent
/desk/committees/elections/<election>/plan/     GET,POST  officer @ own parent
/desk/committees/elections/<election>/names/    POST      officer @ own parent
/desk/committees/elections/<election>/drop/     POST      officer @ own parent
/desk/committees/elections/<election>/count/    GET,POST  officer @ own parent
/desk/committees/elections/<election>/votes.xlsx  GET     officer @ own parent
/desk/committees/elections/<election>/posts/    POST      officer @ own parent
/desk/committees/elections/<election>/move/     POST      officer @ own parent
/desk/committees/elections/<election>/report/   POST      officer @ own parent
"""


def union(home: Home) -> str:
    return str(home.union.public_id)


def body(home: Home) -> Committee:
    if own := Committee.objects.filter(organisation=home.union, body=Body.UNION_COMMITTEE).first():
        return own
    plan = TermPlan(Body.UNION_COMMITTEE, 1, date(2020, 1, 1), 5)
    return register_committee(home.union, plan, [Named("冉启明", post="chair")], by=home.officer)


def seat(home: Home) -> str:
    return str(body(home).seats.get().pk)


def election(home: Home) -> Election:
    body(home)
    plan = ElectionPlan(8, 0, "members_meeting", 8, 5, {Body.UNION_COMMITTEE: 1})
    made = prepare_election(home.union, plan, by=home.officer)
    if not Candidate.objects.filter(race__election=made).exists():
        nominate(made.races.get(), [Named("冉启明")], cleared=True, by=home.officer)
    return made


def approved(home: Home) -> Election:
    made = election(home)
    made.state, made.basis, made.held_on = "approved", "某文", date(2026, 1, 1)
    made.decided_on = date(2026, 1, 2)
    made.save()
    return made
