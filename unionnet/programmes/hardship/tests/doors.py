# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.doors import Home
from unionnet.foundation.clock import database_now
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.scope import everything
from unionnet.programmes.hardship.actions import (
    Newcomer,
    Plan,
    add_member,
    add_proof,
    begin,
    make_course,
    say_situation,
    send,
)
from unionnet.programmes.hardship.models import (
    CheckLine,
    CheckList,
    Dossier,
    FreeCourse,
    HouseholdMember,
    RegisterCopy,
)
from unionnet.programmes.hardship.tests.makers import SAID, child_number
from unionnet.programmes.hardship.wording import VERSION, WORDINGS

DOORS = """
/hardship/                             GET       everyone
/hardship/self-test                    GET,POST  everyone
/hardship/apply                        GET,POST  signed-in
/hardship/notices/                     GET       everyone
/hardship/notices/<noticed>            GET       nobody
/hardship/papers/<paper>               GET       owner
/hardship/mine/                        GET       signed-in
/hardship/mine/agreements              GET       owner
/hardship/mine/agreements              POST      nobody
/hardship/mine/situation               GET,POST  owner
/hardship/mine/particulars/<part>      GET,POST  owner
/hardship/mine/members                 GET,POST  owner
/hardship/mine/members/<member>/remove POST      owner
/hardship/mine/papers                  GET,POST  owner
/hardship/mine/papers/<paper>/remove   POST      owner
/hardship/mine/account                 GET,POST  owner
/hardship/mine/send                    POST      owner
/hardship/mine/appeal                  GET,POST  owner
/hardship/visits/<dossier>             GET,POST  officer @ own
/hardship/visits/<dossier>/photos      POST      officer @ own
/hardship/courses/                     GET       everyone
/hardship/courses/<course>             GET       everyone
/hardship/courses/<course>/place       POST      signed-in
/desk/hardship/                        GET       officer leader
/desk/hardship/copies/                 GET,POST  officer leader
/desk/hardship/copies/<copy>           GET       officer leader @ own
/desk/hardship/copies/<copy>/let-go    POST      officer leader @ own
/desk/hardship/copies/<copy>/register.xlsx POST  officer @ own
/desk/hardship/figures                 GET       officer leader
/desk/hardship/checks/                 GET       officer leader
/desk/hardship/checks/new              GET,POST  officer
/desk/hardship/checks/<listed>         GET       officer leader @ own
/desk/hardship/checks/<listed>/let-go  POST      officer leader @ own
/desk/hardship/checks/<listed>/list.xlsx POST    officer leader @ own
/desk/hardship/checks/<listed>/answers POST      officer @ own
/desk/hardship/courses/                GET       officer
/desk/hardship/courses/new             GET,POST  officer
/desk/hardship/<dossier>/              GET       officer leader @ own
/desk/hardship/<dossier>/opening       POST      officer leader @ own
/desk/hardship/<dossier>/move          POST      officer leader @ own
/desk/hardship/<dossier>/aid           POST      officer @ own
/desk/hardship/<dossier>/review        POST      officer @ own
/desk/hardship/<dossier>/end           POST      officer @ own
/desk/hardship/<dossier>/call          POST      officer @ own
/desk/hardship/<dossier>/appeal        POST      nobody
"""


@everything("a specimen")
def draft(home: Home) -> Dossier:
    if held := Dossier.objects.filter(person=home.member).first():
        return held
    found = begin(WORDINGS, VERSION, by=home.member)
    say_situation(found, SAID, by=home.member)
    return found


@everything("a specimen")
def dossier(home: Home) -> Dossier:
    """Sent in, at the desk of the union itself."""
    found = draft(home)
    return send(found, by=home.member)


@everything("a specimen")
def member(home: Home) -> HouseholdMember:
    return add_member(draft(home), Newcomer("小宁", "child", child_number()), by=home.member)


@everything("a specimen")
def paper(home: Home) -> StoredFile:
    upload = SimpleUploadedFile("收入证明.pdf", b"%PDF-1.7")
    return add_proof(draft(home), "income", upload, by=home.member).file


@everything("a specimen")
def listed(home: Home) -> CheckList:
    found: CheckList = CheckList.objects.create(
        organisation=home.union, reason="三月民政核对", asked_by=home.officer
    )
    CheckLine(check_list=found, dossier=draft(home)).save()
    return found


@everything("a specimen")
def copy(home: Home) -> RegisterCopy:
    made: RegisterCopy = RegisterCopy.objects.create(
        organisation=home.union, households=[], reason="录入帮扶系统", asked_by=home.officer
    )
    return made


def course(home: Home) -> FreeCourse:
    now = database_now()
    plan = Plan(
        title="短视频剪辑",
        summary="周六上午，工人文化宫",
        fee=30_000,
        places=20,
        free_places=10,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=5),
        starts_at=now + timedelta(days=9),
    )
    return make_course(home.union, plan, key=uuid4(), by=home.officer)


def part(home: Home) -> str:
    draft(home)
    return "own"


def noticed(home: Home) -> str:
    """A union that has nothing up."""
    return f"{home.union.public_id}"
