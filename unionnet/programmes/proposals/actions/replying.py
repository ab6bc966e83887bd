# SPDX-License-Identifier: Apache-2.0
"""Face to face, then in writing, then their word on it; and all of it once more for who is not satisfied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.proposals.actions.making import locked
from unionnet.programmes.proposals.facts import ProposalConsulted, ProposalReplied, ReplyJudged
from unionnet.programmes.proposals.models import Consultation, Proposal, Reply
from unionnet.programmes.proposals.queries import last_consultation
from unionnet.programmes.proposals.rules import (
    reply_of,
    why_not_consult,
    why_not_held_on,
    why_not_judge,
    why_not_reply,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.models import Case, Flow
from unionnet.tools.submissions.actions.numbering import set_letterhead, take_number
from unionnet.tools.submissions.models import DocumentNumber
from unionnet.tools.submissions.queries.numbers import letterhead_for

SERIES = "proposals.reply"


@dataclass(frozen=True)
class Talk:
    """A consultation: when, where, what was said."""

    held_on: date
    place: str
    words: str = ""


@dataclass(frozen=True)
class Answer:
    """What the paper says; `word` is that of the series (发文代字), asked for with the first paper."""

    text: str
    signer: str
    word: str = ""


@verb
def consult(
    proposal: Proposal,
    talk: Talk,
    files: Sequence[UploadedFile[Any]],
    *,
    by: Person,
    at: datetime | None = None,
) -> Consultation:
    """当面协商, with its evidence: the record that was signed, or a photo. It lies with the case."""
    at, found = at or database_now(), locked(proposal)
    last = last_consultation(found)
    if no := why_not_consult(found, last, by):
        raise no
    before = reply_of(last) if last else None
    since = before.at if before else found.participant.event.activity.starts_at
    if no := why_not_held_on(talk.held_on, local_date(since), local_date(at)):
        raise no
    place, words = one_line(talk.place, 80), many_lines(talk.words, 2_000)
    if not place or not files:
        raise Refusal("no_evidence", _("请写明地点，并上传双方签字的协商记录或者现场照片。"))
    case = found.case
    if case.state == Case.State.RECEIVED:
        case = casework.take(case, by=by, at=at)
    note = _("%(day)s 在%(place)s当面协商") % {"day": talk.held_on.isoformat(), "place": place}
    casework.add(case, note, files, office=case.holder, by=by, at=at)
    held = Consultation.objects.create(
        proposal=found,
        round=last.round + 1 if last else 1,
        held_on=talk.held_on,
        place=place,
        words=words,
        by=by,
        at=at,
    )
    tell(ProposalConsulted(found.pk, held.pk), by=by, org_path=case.holder.path)
    return held


@verb
def reply(proposal: Proposal, answer: Answer, *, by: Person, at: datetime | None = None) -> Reply:
    """书面答复, with the next number of the union's year. Two who press at once write one paper: the second
    is told that it is answered."""
    at, found = at or database_now(), locked(proposal)
    last = last_consultation(found)
    if no := why_not_reply(found, last, by, at):
        raise no
    text, signer = many_lines(answer.text, 4_000), one_line(answer.signer, 30)
    if last is None or not text or not signer:
        raise Refusal("incomplete", _("请写明答复内容和签发人。"))
    number = _numbered(found.case.organisation, found.case.title, answer.word, by, at)
    made = Reply.objects.create(consultation=last, number=number, text=text, signer=signer, by=by, at=at)
    case = casework.reply(found.case, text, by=by, at=at)
    # Where a union asks before it closes, the word of who holds the paper is that answer (`judge`).
    if case.flow is None or not case.flow.uses(Flow.Step.CALLBACK):
        casework.close(case, by=by, at=at)
    tell(ProposalReplied(found.pk, made.pk), by=by, org_path=case.organisation.path)
    return made


@verb
def judge(
    reply: Reply, words: str = "", *, satisfied: bool, by: Person | None, at: datetime | None = None
) -> Reply:
    """Satisfied or not: said with the code on the paper (`by` None), or written down by an officer. Who is
    not satisfied with the first reply has it handled once more."""
    at, found = at or database_now(), _locked_reply(reply)
    proposal, words = found.consultation.proposal, many_lines(words, 1_000)
    if no := why_not_judge(found, by):
        raise no
    if not satisfied and not words:
        raise Refusal("no_reason", _("不满意的，请写明原因，工会会再办理一次。"))
    found.satisfied, found.remark, found.judged_by, found.judged_at = satisfied, words, by, at
    found.save(update_fields=["satisfied", "remark", "judged_by", "judged_at"])
    case = proposal.case
    if case.is_open:
        casework.call_back(case, words, satisfied=satisfied, by=by or found.by, at=at)
    else:
        casework.rate(case, words, satisfied=satisfied, by=by, proved=True, at=at)
    told = ReplyJudged(proposal.pk, found.pk, satisfied)
    tell(told, by=by, org_path=case.organisation.path)
    return found


def _numbered(union: Organisation, title: str, word: str, by: Person, at: datetime) -> DocumentNumber:
    head = letterhead_for(union, SERIES) or set_letterhead(union, SERIES, word, by=by)
    subject = _("关于“%(title)s”的答复") % {"title": title}
    return take_number(head, local_date(at).year, subject, by=by)


def _locked_reply(reply: Reply) -> Reply:
    """Behind the row of its proposal, which every change of it takes first."""
    rows = Reply.objects.select_related("consultation__proposal__participant", "by")
    found = rows.get(pk=reply.pk)
    found.consultation.proposal = locked(found.consultation.proposal)
    found.refresh_from_db(fields=["satisfied", "judged_at"])
    return found
