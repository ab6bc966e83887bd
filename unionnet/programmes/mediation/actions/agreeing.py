# SPDX-License-Identifier: Apache-2.0
"""The agreement: drafted, signed and stamped (DM-01), put before the arbitration body by both (DM-02), kept
or not kept (DM-05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date, start_of
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.programmes.mediation import texts
from unionnet.programmes.mediation.actions.moving import answered, locked, moved, said, write_down
from unionnet.programmes.mediation.models import Mediation
from unionnet.programmes.mediation.rules import confirmation_due, ruling
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import Clock, last_day
from unionnet.tools.casework.models import Case


@dataclass(frozen=True)
class Draft:
    """What both sides promise; `amount` in 分, to be paid by a day."""

    terms: str
    amount: int | None = None
    perform_by: date | None = None


@verb
def draft(mediation: Mediation, given: Draft, *, by: Person, at: datetime | None = None) -> Mediation:
    """The words of the agreement, to be printed. They may be changed until it is signed."""
    at = at or database_now()
    found = locked(mediation, "draft", by, at)
    changes = {"terms": said(given.terms, 4_000), "agreed_amount": given.amount}
    return moved(found, "draft", by, perform_by=given.perform_by, **changes)


@verb
def sign(
    mediation: Mediation,
    effect_on: date,
    files: Sequence[UploadedFile[Any]],
    *,
    by: Person,
    at: datetime | None = None,
) -> Mediation:
    """Signed by both sides and the mediator and stamped: the copy is kept with the case, and from the day of
    effect the days of the joint request run."""
    at = at or database_now()
    found = locked(mediation, "sign", by, at)
    if not files:
        signed = ruling("DM-01.agreement", found.case.holder, at).citation
        raise Refusal("no_copy", _("请上传签名盖章的协议书。"), rule=signed)
    _not_in_the_future(effect_on, found, at)
    found.effect_on = effect_on
    confirm_in = ruling("DM-02.confirm", found.case.holder, at)
    write_down(found, "签名盖章的调解协议书。", files, by=by, at=at)
    words, due = texts.signed(found, effect_on, confirm_in), confirmation_due(found, at)
    casework.begin_stage(found.case, "DM-02.confirm", words, due=due, by=by, at=at)
    return moved(found, "sign", by, effect_on=effect_on)


@verb
def ask_confirmation(mediation: Mediation, on: date, *, by: Person, at: datetime | None = None) -> Mediation:
    """Both sides asked the arbitration body, within the days."""
    at = at or database_now()
    found = locked(mediation, "ask_confirmation", by, at)
    _not_in_the_future(on, found, at)
    due = confirmation_due(found, at)
    if found.effect_on is None or due is None or not found.effect_on <= on <= last_day(due):
        within = ruling("DM-02.confirm", found.case.holder, at).citation
        raise Refusal("out_of_time", _("共同申请要在协议生效后的期限内提出。"), rule=within)
    begin_follow_up(found, texts.confirmation_asked(on), by, at)
    return moved(found, "ask_confirmation", by, confirm_asked_on=on)


@verb
def confirm(mediation: Mediation, on: date, *, by: Person, at: datetime | None = None) -> Mediation:
    """The arbitration body confirmed it."""
    at = at or database_now()
    found = locked(mediation, "confirm", by, at)
    if found.confirm_asked_on is None or on < found.confirm_asked_on or on > local_date(at):
        raise Refusal("wrong_day", _("确认的日期不能早于申请，也不能晚于今天。"))
    write_down(found, texts.confirmed(on), by=by, at=at)
    return moved(found, "confirm", by, confirmed_on=on)


@verb
def keep(mediation: Mediation, words: str = "", *, by: Person, at: datetime | None = None) -> Mediation:
    """The agreement was kept: the matter is done."""
    at = at or database_now()
    found = locked(mediation, "keep", by, at)
    answered(found, texts.kept(many_lines(words, 1_000)), by, at)
    return moved(found, "keep", by, ended_at=at)


@verb
def break_off(mediation: Mediation, words: str = "", *, by: Person, at: datetime | None = None) -> Mediation:
    """It was not kept: a payment order may be asked for (DM-05). The case stays open, so that legal aid can
    go on with it."""
    at = at or database_now()
    found = locked(mediation, "break", by, at)
    order = ruling("DM-05.payment_order", found.case.holder, at)
    said_so = texts.broken(many_lines(words, 1_000), has_payment_order=found.matter in order.value)
    write_down(found, said_so, by=by, at=at)
    return moved(found, "break", by, ended_at=at)


@verb
def finish(mediation: Mediation, words: str, *, by: Person, at: datetime | None = None) -> Mediation:
    """What became of an agreement that was not kept is the answer of the case."""
    at, words = at or database_now(), said(words, 4_000)
    found = locked(mediation, "finish", by, at)
    answered(found, words, by, at)
    return moved(found, "finish", by)


def begin_follow_up(mediation: Mediation, words: str, by: Person | None, at: datetime) -> Case:
    """From here on it is asked whether the agreement was kept."""
    clock = Clock.of(ruling("DM-01.follow_up", mediation.case.holder, at).value)
    begin = max(mediation.perform_by or local_date(at), local_date(at))
    due = clock.due(start_of(begin))
    return casework.begin_stage(
        mediation.case, "DM-01.follow_up", words, due=due, by=by, proved=by is None, at=at
    )


def _not_in_the_future(day: date, mediation: Mediation, at: datetime) -> None:
    if not local_date(mediation.applied_at) <= day <= local_date(at):
        raise Refusal("wrong_day", _("日期不能早于申请，也不能晚于今天。"))
