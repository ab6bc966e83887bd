# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.programmes.proposals import actions as do
from unionnet.programmes.proposals.models import Consultation, Event, Participant, Proposal, Reply
from unionnet.tools.activities.actions import Plan
from unionnet.tools.casework.actions import Matter
from unionnet.tools.casework.tests.makers import DAY, HOUR, MONDAY, Tree

SAID = Matter("在主城区以外增设驿站", "外卖骑手在城郊等单，没有地方歇脚。")
ANSWER = do.Answer("已列入今年计划。\n明年再增设两处。", "罗主席", "永工办")
TALK = do.Talk(local_date(MONDAY + DAY), "永宁路驿站", "同意先在城郊选点。")


def record(text: bytes = b"signed") -> SimpleUploadedFile:
    """The record of a consultation as both signed it."""
    return SimpleUploadedFile("协商记录.pdf", b"%PDF-1.7\n" + text)


def make_event(union: Organisation, by: Person, **values: Any) -> Event:
    """A consultation on a Monday, two hours long."""
    kind = values.pop("kind", Event.Kind.CONSULTATION)
    start = values.pop("at", MONDAY)
    said = {"title": "驿站建设一线协商", "place": "永宁街道会议室", "expected": 12, **values}
    plan = Plan(kind="meeting", starts_at=start, ends_at=start + 2 * HOUR, **said)
    return do.plan_event(union, kind, plan, by=by)


def make_participant(event: Event, by: Person, **guest: Any) -> Participant:
    values = {"role": Participant.Role.DEPUTY, "name": "江雪梅", "phone": "13900008888", **guest}
    return do.add_participant(event, do.Guest(**values), by=by)


def make_proposal(tree: Tree, matter: Matter = SAID, **guest: Any) -> Proposal:
    """Said by a deputy at an event of the county, written down by its officer."""
    event = make_event(tree.county, tree.at_county)
    participant = make_participant(event, tree.at_county, **guest)
    return do.propose(participant, matter, by=tree.at_county, at=MONDAY)


def make_consulted(tree: Tree, proposal: Proposal | None = None, days: int = 1) -> Consultation:
    proposal = proposal or make_proposal(tree)
    at = MONDAY + days * DAY
    talk = do.Talk(local_date(at), TALK.place, TALK.words)
    return do.consult(proposal, talk, [record()], by=tree.at_county, at=at)


def make_reply(tree: Tree, proposal: Proposal | None = None, days: int = 2) -> Reply:
    """Consulted the day before."""
    proposal = proposal or make_proposal(tree)
    make_consulted(tree, proposal, days - 1)
    return do.reply(proposal, ANSWER, by=tree.at_county, at=MONDAY + timedelta(days=days))
