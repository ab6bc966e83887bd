# SPDX-License-Identifier: Apache-2.0
"""Several units on one case: the lead asks others for their part, and answers when all parts are in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.casework.actions.dispatching import own_share
from unionnet.tools.casework.actions.marking import mark
from unionnet.tools.casework.actions.moving import Deed, make_move, said, seen_as
from unionnet.tools.casework.actions.sending_on import has_it_already, share_of
from unionnet.tools.casework.facts import CaseDispatched, CaseMoved
from unionnet.tools.casework.models import Case, Dispatch
from unionnet.tools.casework.rules import MOST_PARTS, clock_of, why_not_move, why_not_part, why_not_to


@verb
def assist(
    case: Case,
    to: Organisation,
    words: str,
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """Ask another union for its part (协办). Who has given one already may be asked for another."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_move(found, "assist", by) or why_not_to(found, to):
        raise refusal
    if found.parts >= MOST_PARTS:
        raise Refusal("too_many_parts", _("协办单位最多 %(n)s 个。"), n=MOST_PARTS)
    lead = own_share(found)
    deed = Deed(at, by, found.holder, said(words), unit=to)
    step = make_move(found, "assist", deed, parts=found.parts + 1)
    part = _asked_again(found, to, at) or _ask(found, to, lead, at)
    tell(CaseDispatched(found.pk, found.kind.key, step, part.pk, to.pk), by=by, org_path=lead.unit.path)
    return found


@verb
def sign_part(part: Dispatch, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Dispatch:
    """A helping unit has it."""
    return _on_part(part, "part_signed", "", {"state": "signed"}, by=by, seen=seen, at=at)


@verb
def reply_part(
    part: Dispatch, words: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Dispatch:
    """Its part is done."""
    return _on_part(part, "part_replied", said(words), {"state": "replied"}, by=by, seen=seen, at=at)


@verb
def give_part_back(
    part: Dispatch, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Dispatch:
    """Nothing it could do about it."""
    return _on_part(part, "part_returned", said(reason), {"state": "returned"}, by=by, seen=seen, at=at)


@verb
def drop_part(
    part: Dispatch, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Dispatch:
    """The lead no longer needs it."""
    case, reason = seen_as(part.case, seen), said(reason)
    part = _fresh(part)
    if part.is_lead or part.state not in ("sent", "signed"):
        raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    if refusal := why_not_move(case, "part_dropped", by):
        raise refusal
    deed = Deed(at or database_now(), by, case.holder, reason, unit=part.unit)
    return _write(case, part, "part_dropped", deed, {"state": "recalled"})


def _on_part(
    part: Dispatch,
    move: str,
    words: str,
    changes: dict[str, Any],
    *,
    by: Person,
    seen: int | None,
    at: datetime | None,
) -> Dispatch:
    case, part, at = seen_as(part.case, seen), _fresh(part), at or database_now()
    if refusal := why_not_part(case, part, by):
        raise refusal
    if move == "part_replied":
        changes |= {"replied_at": at}
    if move != "part_returned" and part.signed_at is None:
        changes |= {"signed_at": at, "signed_by": by}  # who answers at once has signed
    return _write(case, part, move, Deed(at, by, part.unit, words), changes)


def _write(case: Case, part: Dispatch, move: str, deed: Deed, changes: dict[str, Any]) -> Dispatch:
    done = move != "part_signed"
    step = make_move(case, move, deed, **({"parts": case.parts - 1} if done else {}))
    Dispatch.objects.filter(pk=part.pk).update(**changes)
    for name, value in changes.items():
        setattr(part, name, value)
    tell(CaseMoved(case.pk, case.kind.key, step, move), by=deed.by, org_path=part.unit.path)
    return part


def _fresh(part: Dispatch) -> Dispatch:
    return Dispatch.objects.select_related("unit").get(pk=part.pk)


def _asked_again(case: Case, to: Organisation, at: datetime) -> Dispatch | None:
    part = Dispatch.objects.filter(case=case, unit=to, is_lead=False, state="replied").first()
    if part is None:
        return None
    clock, _ruling = clock_of(case.kind.sign_rule, to, at)
    changes = {"state": "sent", "sign_due_at": clock.due(at), "signed_at": None, "replied_at": None}
    Dispatch.objects.filter(pk=part.pk).update(**changes)
    return part


def _ask(case: Case, to: Organisation, lead: Dispatch, at: datetime) -> Dispatch:
    last = Dispatch.objects.filter(case=case).aggregate(last=Max("number"))["last"]
    part = share_of(case, to, lead, last + 1, at, is_lead=False)
    try:
        with transaction.atomic():
            part.save(force_insert=True)
    except IntegrityError as problem:
        raise has_it_already(to) from problem
    mark(case.pk)
    return part
