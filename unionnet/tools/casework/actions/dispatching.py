# SPDX-License-Identifier: Apache-2.0
"""A case goes on to another union, and is signed for, returned or taken back."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.tools.casework.actions.moving import (
    Deed,
    chain_of,
    make_move,
    moved_on,
    said,
    seen_as,
    set_shares,
)
from unionnet.tools.casework.actions.sending_on import Order, dispatch_all
from unionnet.tools.casework.facts import CaseMoved, CaseReturned
from unionnet.tools.casework.models import Case, Dispatch
from unionnet.tools.casework.rules import why_not_at_desk, why_not_move, why_not_now, why_not_return


@verb
def take(case: Case, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Case:
    """The union where it lies works on it itself."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_move(found, "take", by):
        raise refusal
    step = make_move(found, "take", Deed(at, by, found.holder))
    set_shares(chain_of(found)[-1:], state=Dispatch.State.SIGNED, signed_at=at, signed_by=by)
    tell(CaseMoved(found.pk, found.kind.key, step, "take"), by=by, org_path=found.holder.path)
    return found


@verb
def dispatch(
    case: Case,
    to: Organisation,
    words: str = "",
    *,
    is_final: bool = False,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Case:
    """On to a union below, or up to one above. `is_final`: a disputed one, which may not be returned."""
    (answer,) = dispatch_all([Order(case, to, words, is_final=is_final, seen=seen)], by=by, at=at)
    if isinstance(answer, Refusal):
        raise answer
    return answer


@verb
def sign_for(case: Case, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Case:
    """Received: from here on it is worked on."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_move(found, "sign_for", by):
        raise refusal
    step = make_move(found, "sign_for", Deed(at, by, found.holder))
    set_shares(chain_of(found)[-1:], state=Dispatch.State.SIGNED, signed_at=at, signed_by=by)
    tell(CaseMoved(found.pk, found.kind.key, step, "sign_for"), by=by, org_path=found.holder.path)
    return found


def at_the_desk(case: Case, by: Person, at: datetime) -> Case:
    """Whoever does something with it works on it: taken up, or signed for."""
    if case.state == Case.State.RECEIVED:
        return take(case, by=by, at=at)
    if case.state == Case.State.DISPATCHED:
        return sign_for(case, by=by, at=at)
    return case


@verb
def give_back(
    case: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Not a matter of this union: back to the one that sent it, which sends it to the right one."""
    found, at = seen_as(case, seen), at or database_now()
    chain = chain_to_holder(found)
    share = chain[-1]
    if refusal := why_not_return(found, share, by):
        raise refusal
    office, above = found.holder, chain[-2]
    deed = Deed(at, by, office, said(reason), unit=above.unit)
    step = make_move(found, "return", deed, holder=above.unit)
    set_shares([share], state=Dispatch.State.RETURNED)
    set_shares([above], state=Dispatch.State.RECEIVED)
    tell(CaseReturned(found.pk, found.kind.key, step, office.pk), by=by, org_path=office.path)
    return found


@verb
def recall(
    case: Case, reason: str, *, by: Person, seen: int | None = None, at: datetime | None = None
) -> Case:
    """Sent to the wrong one, and not signed for yet: the sender takes it back."""
    found, at = seen_as(case, seen), at or database_now()
    if refusal := why_not_now(found, "recall"):
        raise refusal
    chain = chain_of(found)
    if len(chain) < 2:  # returned or recalled since it was read
        raise moved_on()
    above, share = chain[-2:]
    if refusal := why_not_at_desk(found, above.unit, by):
        raise refusal
    deed = Deed(at, by, above.unit, said(reason), unit=share.unit)
    step = make_move(found, "recall", deed, holder=above.unit)
    set_shares([share], state=Dispatch.State.RECALLED)
    set_shares([above], state=Dispatch.State.RECEIVED)
    tell(CaseMoved(found.pk, found.kind.key, step, "recall"), by=by, org_path=above.unit.path)
    return found


def chain_to_holder(case: Case) -> list[Dispatch]:
    """The shares down to the union whose turn it is: who stands above it is read in the same moment. Raises
    Refusal when the case has ended."""
    chain = chain_of(case)
    for place, share in enumerate(chain, 1):
        if share.unit_id == case.holder_id:
            return chain[:place]
    raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))


def own_share(case: Case) -> Dispatch:
    """The share of the union whose turn it is. Raises Refusal when the case has ended."""
    return chain_to_holder(case)[-1]
