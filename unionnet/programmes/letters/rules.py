# SPDX-License-Identifier: Apache-2.0
"""Why not? The order of the three papers, who may write which, and when the next one may follow; and the life
of a dismissal."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.programmes.letters.models import Dismissal, Letter
from unionnet.tools.casework.clocks import is_in_time

SEE, HANDLE = "letters.see", "letters.handle"
Kind = Letter.Kind
NEXT = {Kind.REMINDER: Kind.OPINION, Kind.OPINION: Kind.PROPOSAL}
TERMS = {
    Kind.REMINDER: "LS-01.reminder",
    Kind.OPINION: "LS-02.opinion",
    Kind.PROPOSAL: "LS-02.proposal",
}
TOLD_IN_ADVANCE, ANSWER_BEFORE = "LS-04.told_in_advance", "LS-04.answer_before"
DISMISSAL_MOVES = Moves(
    {
        "object_to": ({"told"}, "objected"),
        "agree": ({"told"}, "agreed"),
        # An employer may take it back, or go on, before the union has said anything.
        "record_result": ({"told", "objected"}, "ended"),
    }
)
YEAR = timedelta(days=366)


def ruling(name: str, organisation: Organisation, at: datetime) -> Ruling:
    return rule(name, where=organisation.county_code, on=local_date(at))


def term_of(letter: Letter, at: datetime) -> Ruling:
    """By when an answer is due."""
    return ruling(TERMS[Kind(letter.kind)], letter.organisation, at)


def why_not_handle(by: Person, organisation: Organisation) -> Refusal | None:
    if not by.may(HANDLE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    return None


def why_not_write(
    organisation: Organisation, kind: str, investigators: int, by: Person, at: datetime
) -> Refusal | None:
    if refusal := why_not_handle(by, organisation):
        return refusal
    proposers, least = (
        ruling(f"LS-{name}", organisation, at) for name in ("01.proposers", "02.investigators")
    )
    if kind == Kind.PROPOSAL and organisation.kind not in proposers.value:
        sentence = _("建议书由县级以上总工会提出，请报上级总工会。")
        return Refusal("not_a_proposer", sentence, rule=proposers.citation)
    if kind == Kind.OPINION and investigators < least.value:
        sentence = _("意见书要写明至少 %(n)s 名持证监督员的姓名和证号。")
        return Refusal("too_few_investigators", sentence, rule=least.citation, n=least.value)
    return None


def why_not_next(letter: Letter, by: Person, at: datetime) -> Refusal | None:
    """The next paper follows when this one was not answered in time, not accepted, or nothing was mended."""
    if letter.kind not in NEXT:
        return Refusal("last_letter", _("建议书是最后一步，请跟进有关部门的处理。"))
    if letter.delivered_at is None or letter.due_at is None:
        return Refusal("not_delivered", _("还没有送达。"))
    if letter.is_mended:
        return Refusal("mended", _("已经改正，不用再发。"))
    no_use = letter.is_mended is False or letter.answer == Letter.Answer.REFUSED
    if not no_use and (letter.answered_at is not None or is_in_time(letter.due_at, at)):
        term = term_of(letter, at)
        sentence = _("答复期限没有到，或者答复后还没有核实，不能升级。")
        return Refusal("too_early", sentence, rule=term.citation)
    return None


def why_not_deliver(letter: Letter, by: Person) -> Refusal | None:
    if letter.delivered_at is not None:
        return Refusal("delivered", _("已经送达。"))
    return why_not_handle(by, letter.organisation)


def why_not_answer(letter: Letter, by: Person | None) -> Refusal | None:
    """By an officer who has it in writing; or by the employer itself, who has the address (`by` None)."""
    if letter.delivered_at is None:
        return Refusal("not_delivered", _("还没有送达。"))
    if letter.answered_at is not None:
        return Refusal("answered", _("已经答复过了。"))
    if letter.settled_at is not None:
        return Refusal("settled", _("这件事已经核实办结。"))
    return why_not_handle(by, letter.organisation) if by is not None else None


def why_not_settle(letter: Letter, by: Person) -> Refusal | None:
    if letter.delivered_at is None:
        return Refusal("not_delivered", _("还没有送达。"))
    if letter.settled_at is not None:
        return Refusal("settled", _("这件事已经核实办结。"))
    return why_not_handle(by, letter.organisation)


def why_not_register(
    union: Organisation, told_on: date, effective_on: date, by: Person, at: datetime
) -> Refusal | None:
    today = local_date(at)
    if told_on > today:
        return Refusal("not_yet", _("得知日期还没有到。"))
    if today - told_on > 5 * YEAR or abs(effective_on - told_on) > YEAR:
        return Refusal("wrong_day", _("得知日期和解除日期最多相差一年，请核对。"))
    return why_not_handle(by, union)


def why_not_move(dismissal: Dismissal, move: str, by: Person) -> Refusal | None:
    if move not in DISMISSAL_MOVES.open_from(dismissal.state):
        return Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    return why_not_handle(by, dismissal.organisation)


def why_not_record(dismissal: Dismissal, on: date, at: datetime) -> Refusal | None:
    if not dismissal.told_on <= on <= local_date(at):
        return Refusal("wrong_day", _("书面告知的日期要在得知日期之后，不晚于今天。"))
    return None
