# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from tests.makers import make_person
from unionnet.directory.people.models import Membership
from unionnet.directory.places.tests.makers import at
from unionnet.programmes.outreach.actions import Plan, call_meeting, open_booth
from unionnet.programmes.outreach.models import Ask, Booth, Meeting

DOORS = """
/api/v1/outreach-meetings                          GET       signed-in
/api/v1/outreach-meetings/<meeting>                GET       officer leader @ own parent
/outreach/                                         GET       everyone
/outreach/<meeting>                                GET,POST  everyone
/desk/outreach/                                    GET       officer leader
/desk/outreach/asks/<asked>/answer                 POST      officer @ own parent
/desk/outreach/meetings.xlsx                       GET       officer leader
/desk/outreach/new                                 GET,POST  officer
/desk/outreach/booths/<booth>                      GET,POST  officer @ own parent
/desk/outreach/booths/<booth>/news                 GET       officer @ own parent
/desk/outreach/<meeting>                           GET       officer leader @ own parent
/desk/outreach/<meeting>/booths                    POST      officer @ own parent
/desk/outreach/<meeting>/tally                     GET       officer leader @ own parent
/desk/outreach/<meeting>/report.pdf                GET       officer leader @ own parent
/desk/outreach/<meeting>/approvals/<application>   POST      officer @ own parent
/desk/outreach/<meeting>/asks                      POST      officer @ own parent
/desk/outreach/<meeting>/leaflets                  POST      officer @ own parent
/desk/outreach/<meeting>/report.xlsx               GET       officer leader @ own parent
"""
PLAN = Plan("春季职工沟通会", "望京小街", at("2024-04-12 09:00"), at("2024-04-12 17:00"))


def meeting(home: Home) -> Meeting:
    return call_meeting(home.union, PLAN, by=home.officer)


def booth(home: Home) -> Booth:
    made = meeting(home)
    return open_booth(made, "1 号台", home.officer, by=home.officer, at=made.starts_at)


def asked(home: Home) -> Ask:
    held = Ask.objects.filter(meeting=meeting(home)).first()
    return held or Ask.objects.create(meeting=meeting(home), kind="question", text="骑手怎样入会")


def application(home: Home) -> Membership:
    """Somebody who came by the code of that meeting and waits."""
    code = meeting(home).join_code
    held = Membership.objects.filter(join_code=code).first()
    return held or Membership.objects.create(
        person=make_person("韩骑手"), organisation=home.union, join_code=code, channel="event"
    )
