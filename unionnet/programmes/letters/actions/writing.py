# SPDX-License-Identifier: Apache-2.0
"""Verbs: write, deliver, answer, settle. The next paper is written upon the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.letters.facts import LetterAnswered, LetterDelivered, LetterSettled, LetterWritten
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.papers import NAMES
from unionnet.programmes.letters.rules import (
    NEXT,
    Kind,
    term_of,
    why_not_answer,
    why_not_deliver,
    why_not_next,
    why_not_settle,
    why_not_write,
)
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import Clock
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.rules import why_not_at_desk


@dataclass(frozen=True)
class Draft:
    """What the paper says. `to` is the authority a proposal goes to; the others go to the employer."""

    problem: str
    demand: str
    investigators: tuple[str, ...] = ()
    to: str = ""
    number: str = ""


@verb
def write(
    organisation: Organisation,
    employer: Employer,
    draft: Draft,
    *,
    case: Case | None = None,
    key: UUID | None = None,
    by: Person,
    at: datetime | None = None,
) -> Letter:
    """A reminder letter, the first of the three."""
    at, key = at or database_now(), key or uuid4()
    if no := why_not_write(organisation, Kind.REMINDER, len(draft.investigators), by, at):
        raise no
    letter = Letter(kind=Kind.REMINDER, organisation=organisation, employer=employer, case=case, key=key)
    return _written(letter, draft, by, at)


@verb
def go_on(
    letter: Letter, organisation: Organisation, draft: Draft, *, by: Person, at: datetime | None = None
) -> Letter:
    """The next paper in order, by the union that wrote this one or by one above it. Asked for twice, it is
    the one that is there."""
    at, found = at or database_now(), _locked(letter)
    if known := Letter.objects.filter(before=found).first():
        return known
    if no := why_not_next(found, by, at):
        raise no
    kind = NEXT[Kind(found.kind)]
    if not organisation.contains(found.organisation.path):
        raise Refusal("not_above", _("只能由原发文工会或者它的上级工会发出。"))
    if no := why_not_write(organisation, kind, len(draft.investigators), by, at):
        raise no
    follower = Letter(
        kind=kind,
        organisation=organisation,
        employer=found.employer,
        case_id=found.case_id,
        before=found,
        before_kind=found.kind,
    )
    return _written(follower, draft, by, at)


@verb
def deliver(letter: Letter, receipt: str, *, by: Person, at: datetime | None = None) -> Letter:
    """It was handed over, and `receipt` says who signed for it and how. From here on the answer is due."""
    at, found, receipt = at or database_now(), _locked(letter), one_line(receipt, 120)
    if no := why_not_deliver(found, by):
        raise no
    if not receipt:
        raise Refusal("no_receipt", _("请写明谁签收、怎样送达。"))
    term = Clock.of(term_of(found, at).value)
    _set(found, delivered_at=at, receipt=receipt, due_at=term.due(at))
    _tell_owner(found, f"工会已向{found.to}发出{NAMES[Kind(found.kind)]}，要求按期书面答复。", by, at)
    tell(LetterDelivered(found.pk), by=by, org_path=found.organisation.path)
    return found


@verb
def answer(letter: Letter, kind: str, words: str, *, by: Person | None, at: datetime | None = None) -> Letter:
    """Of the employer or authority (`Letter.Answer`): written down by an officer, or sent by themselves."""
    at, found, words = at or database_now(), _locked(letter), many_lines(words, 4_000)
    if no := why_not_answer(found, by):
        raise no
    if not words:
        raise Refusal("no_answer", _("请写明答复内容。"))
    _set(found, answered_at=at, answer=Letter.Answer(kind), answer_text=words)
    said = "表示接受" if kind == Letter.Answer.ACCEPTED else "不接受"
    _tell_owner(found, f"{found.to}已经答复，{said}，工会正在核实。", by, at)
    tell(LetterAnswered(found.pk, kind), by=by, org_path=found.organisation.path)
    return found


@verb
def settle(letter: Letter, *, is_mended: bool, by: Person, at: datetime | None = None) -> Letter:
    """The union looked: it is mended, or it is not and the next paper may follow."""
    at, found = at or database_now(), _locked(letter)
    if no := why_not_settle(found, by):
        raise no
    _set(found, settled_at=at, is_mended=is_mended)
    if is_mended:
        _tell_owner(found, f"{found.employer.name}已经改正。", by, at)
    tell(LetterSettled(found.pk, is_mended), by=by, org_path=found.organisation.path)
    return found


def _written(letter: Letter, draft: Draft, by: Person, at: datetime) -> Letter:
    if known := Letter.objects.filter(key=letter.key).first():
        return known
    letter.number, letter.by, letter.at = one_line(draft.number, 40), by, at
    is_proposal = letter.kind == Kind.PROPOSAL
    letter.to = one_line(draft.to, 120) if is_proposal else letter.employer.name
    letter.problem, letter.demand = many_lines(draft.problem, 4_000), many_lines(draft.demand, 2_000)
    letter.investigators = [one_line(name, 60) for name in draft.investigators]
    if not (letter.to and letter.problem and letter.demand):
        raise Refusal("incomplete", _("请写明主送、发现的问题和要求。"))
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError as twice:
        if known := Letter.objects.filter(key=letter.key).first():
            return known
        raise Refusal("number_taken", _("这个文号已经用过。")) from twice
    tell(LetterWritten(letter.pk, letter.kind), by=by, org_path=letter.organisation.path)
    return letter


def _locked(letter: Letter) -> Letter:
    rows = Letter.objects.select_for_update(of=["self"], no_key=True)
    return rows.select_related("organisation", "employer").get(pk=letter.pk)


def _set(letter: Letter, **changes: object) -> None:
    for name, value in changes.items():
        setattr(letter, name, value)
    letter.save(update_fields=list(changes))


def _tell_owner(letter: Letter, words: str, by: Person | None, at: datetime) -> None:
    """In the story of the case it comes from, by this officer or by the one who wrote the letter."""
    rows = Case.objects.select_related("kind", "holder", "organisation").defer("words")
    if case := rows.filter(pk=letter.case_id).first():
        casework.add_for_first(
            case, (by, letter.by), words, why_not=partial(why_not_at_desk, case, case.holder), at=at
        )
