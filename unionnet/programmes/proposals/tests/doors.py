# SPDX-License-Identifier: Apache-2.0
from tests.doors import Home
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.proposals import actions as do
from unionnet.programmes.proposals.models import Event, Participant, Proposal, Reply
from unionnet.programmes.proposals.tests.makers import ANSWER, SAID, make_event, make_participant, record

DOORS = """
/proposals/                                          GET,POST  everyone
/desk/proposals/                                     GET       officer leader
/desk/proposals/export                               GET       officer leader
/desk/proposals/events/                              GET       officer leader
/desk/proposals/events/new                           GET,POST  officer
/desk/proposals/events/<event>/                      GET       officer leader @ own parent
/desk/proposals/events/<event>/participants          GET,POST  officer @ own parent
/desk/proposals/events/<event>/proposals             GET,POST  officer @ own parent
/desk/proposals/participants/<participant>/phone     POST      officer @ own parent
/desk/proposals/replies/<reply>/paper.<ending>       GET       officer @ own parent
/desk/proposals/replies/<reply>/judgement            POST      officer @ own parent
/desk/proposals/<proposal>/                          GET       officer leader @ own parent
/desk/proposals/<proposal>/task                      GET,POST  officer @ own parent
/desk/proposals/<proposal>/consultation              GET,POST  officer @ own parent
/desk/proposals/<proposal>/reply                     GET,POST  officer @ own parent
"""


def event(home: Home) -> Event:
    return make_event(home.union, home.officer)


def participant(home: Home) -> Participant:
    if known := Participant.objects.filter(organisation=home.union).first():
        return known
    return make_participant(event(home), home.officer)


def proposal(home: Home) -> Proposal:
    return do.propose(participant(home), SAID, by=home.officer)


def reply(home: Home) -> Reply:
    if known := Reply.objects.filter(by=home.officer).first():
        return known
    made, talk = proposal(home), do.Talk(local_date(database_now()), "会议室")
    do.consult(made, talk, [record()], by=home.officer)
    return do.reply(made, ANSWER, by=home.officer)


def ending(home: Home) -> str:
    return "docx"
