# SPDX-License-Identifier: Apache-2.0
from datetime import timedelta

from tests.doors import Home
from tests.makers import make_officer
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import keep_bytes
from unionnet.tools.supervision.actions import (
    Progress,
    Share,
    Words,
    ask_for_time,
    assign,
    chase,
    collect,
    make_card,
    make_goal,
    register,
    report,
    set_indicator,
    set_milestone,
    sign,
)
from unionnet.tools.supervision.models import (
    Chase,
    Extension,
    Goal,
    Indicator,
    Item,
    Milestone,
    Part,
    Report,
    ReportCard,
)

DOORS = """
/desk/supervision/                                        GET       officer leader
/desk/supervision/export                                  GET       officer leader
/desk/supervision/overview                                GET       officer leader
/desk/supervision/board                                   GET       officer leader
/desk/supervision/calendar                                GET       officer leader
/desk/supervision/calendar.ics                            GET       officer leader
/desk/supervision/new                                     GET,POST  officer
/desk/supervision/office                                  GET,POST  officer
/desk/supervision/goals/                                  GET       officer leader
/desk/supervision/goals/new                               POST      officer
/desk/supervision/goals/recipes/<recipe>                  POST      officer
/desk/supervision/goals/<goal>                            GET       officer @ own parent child
/desk/supervision/goals/<goal>                            POST      officer @ own parent child
/desk/supervision/cards/                                  GET,POST  officer leader
/desk/supervision/cards/<card>/                           GET       officer leader @ own parent
/desk/supervision/cards/<card>/export                     GET       officer leader @ own parent
/desk/supervision/items/<item>/                           GET       officer leader @ own parent
/desk/supervision/items/<item>/edit                       GET,POST  officer @ own parent
/desk/supervision/items/<item>/registration               POST      officer leader @ own parent
/desk/supervision/items/<item>/refusal                    POST      officer leader @ own parent
/desk/supervision/items/<item>/assignment                 GET,POST  officer @ own parent
/desk/supervision/items/<item>/closing                    POST      officer leader @ own parent
/desk/supervision/items/<item>/suspension                 POST      officer leader @ own parent
/desk/supervision/items/<item>/resumption                 POST      officer leader @ own parent
/desk/supervision/items/<item>/archive                    POST      officer @ own parent
/desk/supervision/items/<item>/indicators/                POST      officer @ own parent
/desk/supervision/items/<item>/indicators/<line>          POST      officer @ own parent
/desk/supervision/parts/<part>/                           GET,POST  officer leader @ own parent
/desk/supervision/parts/<part>/signature                  POST      officer @ own parent
/desk/supervision/parts/<part>/handing-in                 POST      officer @ own parent
/desk/supervision/parts/<part>/extension                  POST      officer @ own parent
/desk/supervision/parts/<part>/decomposition              POST      officer @ own parent
/desk/supervision/parts/<part>/officer                    POST      officer @ own parent
/desk/supervision/parts/<part>/milestones/                POST      officer @ own parent
/desk/supervision/parts/<part>/milestones/<point>         POST      officer @ own parent
/desk/supervision/parts/<part>/acceptance                 POST      officer leader @ own parent
/desk/supervision/parts/<part>/rejection                  POST      officer leader @ parent
/desk/supervision/parts/<part>/chases/                    POST      officer @ parent
/desk/supervision/parts/<part>/successor                  POST      officer @ own parent
/desk/supervision/extensions/<extension>/answer           POST      officer leader @ parent
/desk/supervision/chases/<letter>/                        GET       officer leader @ own parent
/desk/supervision/reports/<paper>/file                    GET       officer leader @ own parent
/api/v1/supervision/items                                 GET,POST  signed-in
/api/v1/supervision/items/<item>                          GET       officer leader @ own parent
/api/v1/supervision/parts/<part>/reports                  POST      signed-in
"""


def recipe(home: Home) -> str:
    return "559"


def goal(home: Home) -> Goal:
    """Of this union; those below may read it."""
    known = Goal.objects.filter(organisation=home.union).first()
    return known or make_goal(home.union, "强基工程", by=home.officer)


def item(home: Home) -> Item:
    """On the list of this union, not handed out."""
    known = Item.objects.filter(organisation=home.union, state="collected").first()
    return known or collect(home.union, Words("开通网上办理"), by=home.officer)


def line(home: Home) -> str:
    known = Indicator.objects.filter(item=item(home)).first()
    made = known or set_indicator(item(home), "走访企业", "firms", 5, by=home.officer)
    return str(made.pk)


def part(home: Home) -> Part:
    """Of this union, handed out by the one above; signed for and reported."""
    if known := Part.objects.filter(organisation=home.union, steps__gt=0).first():
        return known
    above = Organisation.objects.get(children=home.union)
    officer, today = make_officer(above), local_date(database_now())
    made = collect(above, Words("开通网上办理"), by=officer)
    register(made, today, today + timedelta(days=30), by=officer)
    (found,) = assign(made, Share(home.union), by=officer)
    sign(found, by=home.officer)
    file = keep_bytes(b"photo", "a.jpg", "image/jpeg", by=home.officer)
    report(found, Progress(50, "一半", "form", file), by=home.officer)
    set_milestone(found, "初稿", today + timedelta(days=3), by=home.officer)
    chase(found, "请抓紧", by=officer)
    ask_for_time(found, today + timedelta(days=40), "汛期", by=home.officer)
    return Part.objects.get(pk=found.pk)


def point(home: Home) -> str:
    return str(Milestone.objects.get(part=part(home)).pk)


def extension(home: Home) -> Extension:
    return Extension.objects.get(part=part(home))


def letter(home: Home) -> Chase:
    return Chase.objects.get(part=part(home))


def paper(home: Home) -> Report:
    return Report.objects.get(part=part(home))


def card(home: Home) -> ReportCard:
    """Of this union; its part is its own."""
    if known := ReportCard.objects.filter(organisation=home.union).first():
        return known
    today = local_date(database_now())
    made = collect(home.union, Words("自己办的事"), by=home.officer)
    register(made, today, today + timedelta(days=30), by=home.officer)
    assign(made, Share(home.union), by=home.officer)
    return make_card(home.union, "月度成绩单", today, by=home.officer)
