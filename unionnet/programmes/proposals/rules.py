# SPDX-License-Identifier: Apache-2.0
"""Why not? Asked to draw the button, and again by the verb. Where a case lies is asked of casework."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.proposals.models import MOST_ROUNDS, Consultation, Event, Proposal, Reply
from unionnet.tools.casework.rules import why_not_at_desk

SEE, HANDLE = "proposals.see", "proposals.handle"
KIND = "proposals.opinion"
REPLY, REPLY_COMPLEX = "PR-01.reply", "PR-01.complex"
CONSULT, ROUNDS = "PR-02.face_to_face", "PR-03.rounds"


def ruling(name: str, organisation: Organisation, at: datetime) -> Ruling:
    return rule(name, where=organisation.county_code, on=local_date(at))


def why_not_plan(organisation: Organisation, by: Person) -> Refusal | None:
    if not by.may(HANDLE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    return None


def why_not_write_down(event: Event, by: Person) -> Refusal | None:
    """Who took part, and what they said."""
    return why_not_plan(event.activity.organisation, by)


def why_not_handle(proposal: Proposal, by: Person) -> Refusal | None:
    """Whoever works on it sits where its case lies."""
    holder = proposal.case.holder
    if not by.may(HANDLE, holder.path):
        return Refusal("elsewhere", _("这一件现在由%(name)s办理。"), name=holder.name)
    return why_not_at_desk(proposal.case, holder, by)


def why_not_make_task(proposal: Proposal, by: Person) -> Refusal | None:
    """Before it is answered: the answer says what came of the task."""
    if proposal.item_id is not None:
        return Refusal("tasked", _("已经转为任务。"))
    return _why_not_open(proposal) or why_not_handle(proposal, by)


def why_not_consult(proposal: Proposal, last: Consultation | None, by: Person) -> Refusal | None:
    """`last` is the newest consultation: one that has no reply yet is that of this round."""
    if no := _why_not_open(proposal) or why_not_handle(proposal, by):
        return no
    if last is None:
        return None
    reply = reply_of(last)
    if reply is None:
        return Refusal("consulted", _("这一次的当面协商已经登记，请书面答复。"))
    if reply.judged_at is None:
        return Refusal("not_judged", _("已经书面答复，等提出人评价。"))
    if last.round >= MOST_ROUNDS:
        return Refusal("enough_rounds", _("已经再次办理过，不再重复办理。"))
    return None


def why_not_held_on(day: date, since: date, today: date) -> Refusal | None:
    """`since` is the day of the event, or of the reply that did not satisfy."""
    if not since <= day <= today:
        sentence = _("协商日期应在 %(since)s 和今天之间。")
        return Refusal("not_held_then", sentence, since=since.isoformat())
    return None


def why_not_reply(proposal: Proposal, last: Consultation | None, by: Person, at: datetime) -> Refusal | None:
    """In writing, after it was talked over face to face in this round."""
    if no := _why_not_open(proposal) or why_not_handle(proposal, by):
        return no
    if last is None or reply_of(last) is not None:
        asked = ruling(CONSULT, proposal.case.organisation, at)
        return Refusal("consult_first", _("先和提出人当面协商并登记，再书面答复。"), rule=asked.citation)
    return None


def why_not_judge(reply: Reply, by: Person | None) -> Refusal | None:
    """By whoever holds the paper (`by` None), or by an officer who has their word in writing."""
    if reply.judged_at is not None:
        return Refusal("judged", _("已经评价过了，谢谢。"))
    return why_not_handle(reply.consultation.proposal, by) if by is not None else None


def why_not_open(organisation: Organisation, by: Person) -> Refusal | None:
    """Names and numbers of participants are for those who handle what they said."""
    return why_not_plan(organisation, by)


def reply_of(consultation: Consultation) -> Reply | None:
    return getattr(consultation, "reply", None)


def _why_not_open(proposal: Proposal) -> Refusal | None:
    if not proposal.case.is_open:
        return Refusal("not_open", _("已经答复办结。"))
    return None
