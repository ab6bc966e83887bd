# SPDX-License-Identifier: Apache-2.0
from typing import Any

from tests.doors import Home
from tests.makers import make_officer
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.files.actions import keep_bytes
from unionnet.tools.activities.models import (
    Activity,
    Attendee,
    BudgetLine,
    Document,
    FollowUp,
    Host,
    Photo,
    Session,
    Supplement,
)
from unionnet.tools.activities.tests.makers import STARTS, brought, planned
from unionnet.tools.activities.web.codes import code_for, pass_for

DOORS = """
/activities/                                            GET       everyone
/activities/calendar.ics                                GET       everyone
/activities/unions/<union>.ics                          GET       everyone
/activities/in/<code>                                   GET       everyone
/activities/here/<pass>                                 GET,POST  signed-in
/activities/<activity>                                  GET       everyone
/api/v1/activities                                      GET,POST  signed-in
/api/v1/activities/ahead                                GET       everyone
/api/v1/activities/<activity>                           GET       officer leader fund_auditor @ own parent
/api/v1/activities/<activity>/outcome                   PUT       signed-in
/api/v1/me/attendances                                  POST      signed-in
/desk/activities/                                       GET       officer leader fund_auditor
/desk/activities/activities.xlsx                        GET       officer leader fund_auditor
/desk/activities/new                                    GET,POST  officer
/desk/activities/year                                   GET       officer leader fund_auditor
/desk/activities/topics                                 GET       officer leader fund_auditor
/desk/activities/topics.xlsx                            GET       officer leader fund_auditor
/desk/activities/follow-ups/<item>/result               POST      officer @ own parent
/desk/activities/photos/<photo>                         GET       officer leader fund_auditor @ own parent
/desk/activities/sessions/<session>                     GET,POST  officer @ own parent
/desk/activities/sessions/<session>/roster              GET,POST  officer @ own parent
/desk/activities/sessions/<session>/sheet               GET       officer leader fund_auditor @ own parent
/desk/activities/attendees/<attendee>/strike            POST      officer @ own parent
/desk/activities/<activity>                             GET       officer leader fund_auditor @ own parent
/desk/activities/<activity>/poster                      GET       officer leader fund_auditor @ own parent
/desk/activities/<activity>/poster.png                  GET       officer leader fund_auditor @ own parent
/desk/activities/<activity>/edit                        GET,POST  officer @ own parent
/desk/activities/<activity>/moves/<move>                POST      officer @ own parent
/desk/activities/<activity>/add/<part>                  GET,POST  officer @ own parent
/desk/activities/<activity>/budget/<line>/strike        POST      officer @ own parent
/desk/activities/<activity>/hosts/<host>/remove         POST      officer @ own parent
/desk/activities/<activity>/documents/<document>        GET       officer leader fund_auditor @ own parent
/desk/activities/<activity>/supplements/<supplement>    GET       officer leader fund_auditor @ own parent
/desk/activities/<activity>/attendees.xlsx              GET       officer leader fund_auditor @ own parent
/desk/activities/<activity>/bundle                      GET,POST  officer leader fund_auditor @ own parent
/desk/activities/<activity>/bundle/progress             GET       officer leader fund_auditor @ own parent
/desk/activities/<activity>/bundle.zip                  GET       officer leader fund_auditor @ own parent
/screen/activities/<session>                            GET       officer @ own parent
/screen/activities/<session>/code                       GET       officer @ own parent
"""


def activity(home: Home) -> Activity:
    """Announced, so that everybody may read of it."""
    held = planned(home.union, home.officer)
    if held.state == Activity.State.PLANNED:
        BudgetLine.objects.create(activity=held, code="activities", what="奖品", planned=100)
        Host.objects.create(activity=held, name="红十字会", role="partner")
        brought(held, "announce", by=home.officer, chair=make_officer(home.union, role="leader"))
    return held


def session(home: Home) -> Session:
    return activity(home).sessions.get()


def union(home: Home) -> Organisation:
    return home.union


def code(home: Home) -> str:
    return code_for(session(home))


def pass_(home: Home) -> str:
    return pass_for(session(home).public_id)


def move_(home: Home) -> str:
    return "start"


globals().update({"pass": pass_, "move": move_})


def part(home: Home) -> str:
    return "hosts"


def line(home: Home) -> BudgetLine:
    return activity(home).budget.get()


def host(home: Home) -> Host:
    return activity(home).hosts.get(role="partner")


def attendee(home: Home) -> Attendee:
    own: dict[str, Any] = {"activity": activity(home), "session": session(home), "name": "张师傅"}
    return Attendee.objects.get_or_create(**own, defaults={"via": "paper"})[0]


def item(home: Home) -> FollowUp:
    own: dict[str, Any] = {"activity": activity(home), "what": "编一本案例"}
    more = {"heading": "共学", "whose": "镇", "due_on": STARTS.date(), "by": home.officer}
    return FollowUp.objects.get_or_create(**own, defaults=more)[0]


def photo(home: Home) -> Photo:
    held = Photo.objects.filter(activity=activity(home)).first()
    return held or Photo.objects.create(
        activity=activity(home), file=_file(home), place="站", taken_at=STARTS, by=home.officer
    )


def document(home: Home) -> Document:
    held = Document.objects.filter(activity=activity(home)).first()
    return held or Document.objects.create(
        activity=activity(home), kind="plan", title="方案", file=_file(home), by=home.officer
    )


def supplement(home: Home) -> Supplement:
    held = Supplement.objects.filter(activity=activity(home)).first()
    return held or Supplement.objects.create(
        activity=activity(home), text="补充", file=_file(home), by=home.officer
    )


def _file(home: Home) -> Any:
    return keep_bytes(b"jpeg", "x.jpg", "image/jpeg", by=home.officer)
