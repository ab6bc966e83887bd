# SPDX-License-Identifier: Apache-2.0
"""Cases go on to other unions: one or a whole tray of them, in as many statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell_all
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines
from unionnet.tools.casework.actions.moving import LONGEST, Deed, moved_on, set_shares, step_of
from unionnet.tools.casework.facts import CaseDispatched
from unionnet.tools.casework.lexemes import marks_of
from unionnet.tools.casework.models import LIVE, Case, Dispatch, Step
from unionnet.tools.casework.rules import (
    MOST_AT_ONCE,
    clock_of,
    why_not_move,
    why_not_to,
    why_not_with_parts,
)

# Compare and set, as `make_move` does it. The marks of the union that has it now are added to its words.
SEND = """
    UPDATE casework_case c SET state = 'dispatched', steps = c.steps + 1, holder_id = going.unit,
        words = coalesce(c.words, '') || array_to_tsvector(string_to_array(going.marks, ' '))
    FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::bigint[], %s::text[])
        AS going (id, state, steps, unit, marks)
    WHERE c.id = going.id AND c.state = going.state AND c.steps = going.steps
    RETURNING c.id
"""


@dataclass(frozen=True)
class Order:
    """A case on to a union below, or up to one above. `is_final`: a disputed one, which may not be returned.
    `seen` is the version the officer looked at."""

    case: Case
    to: Organisation
    words: str = ""
    is_final: bool = False
    seen: int | None = None


@dataclass(frozen=True)
class Leg:
    """An order that may go: the case as it is, the share it goes on from, and the number of the next one."""

    order: Order
    case: Case
    above: Dispatch
    number: int


@verb
def dispatch_all(orders: Sequence[Order], *, by: Person, at: datetime | None = None) -> list[Case | Refusal]:
    """Each order's answer in its place: the case where it lies now, or why it did not go. Those that may go
    go, whatever becomes of the others. Raises Refusal for more than 200."""
    if len(orders) > MOST_AT_ONCE:
        raise Refusal("too_many", _("一次最多办 %(n)s 件。"), n=MOST_AT_ONCE)
    at = at or database_now()
    found = _locked(order.case.pk for order in orders)
    shares = _shares_of(found)
    legs: dict[int, Leg] = {}
    answers: list[Case | Refusal] = []
    for order in orders:
        case = found[order.case.pk]
        refusal = moved_on() if case.pk in legs else _why_not(order, case, shares[case.pk], by)
        answers.append(refusal or case)
        if refusal is None:
            legs[case.pk] = Leg(order, case, _last_in_chain(shares[case.pk]), shares[case.pk][-1].number + 1)
    moved = _moved(legs.values())
    _write([leg for pk, leg in legs.items() if pk in moved], by, at)
    return [
        moved_on() if isinstance(answer, Case) and answer.pk not in moved else answer for answer in answers
    ]


def _locked(numbers: Iterable[int]) -> dict[int, Case]:
    """Held always in one order, so that two who send whole trays never wait for each other; read afterwards:
    a question that waits for a row whose holder changes loses it, since it had joined the old one."""
    wanted = Case.objects.filter(pk__in=set(numbers))
    list(wanted.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return {case.pk: case for case in _as_they_are(wanted)}


def _as_they_are(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.select_related("kind", "organisation", "holder", "flow").defer("words")


def _shares_of(found: dict[int, Case]) -> dict[int, list[Dispatch]]:
    """Of each case, in the order they were made."""
    shares: dict[int, list[Dispatch]] = defaultdict(list)
    for share in Dispatch.objects.filter(case__in=found).select_related("unit").order_by("number"):
        shares[share.case_id].append(share)
    return shares


def _last_in_chain(shares: list[Dispatch]) -> Dispatch:
    return [share for share in shares if share.is_lead and share.state in LIVE][-1]


def _why_not(order: Order, case: Case, shares: list[Dispatch], by: Person) -> Refusal | None:
    if order.seen is not None and case.steps != order.seen:
        return moved_on()
    refusal = why_not_move(case, "dispatch", by) or why_not_to(case, order.to) or why_not_with_parts(case)
    if refusal is None and any(
        share.unit_id == order.to.pk and share.state in (*LIVE, "closed") for share in shares
    ):
        return has_it_already(order.to)
    return refusal


def _moved(legs: Iterable[Leg]) -> set[int]:
    rows = [
        (
            leg.case.pk,
            leg.case.state,
            leg.case.steps,
            leg.order.to.pk,
            " ".join(marks_of(leg.order.to.path, is_sensitive=leg.case.is_sensitive)),
        )
        for leg in legs
    ]
    if not rows:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(SEND, [list(column) for column in zip(*rows, strict=True)])
        return {number for (number,) in cursor.fetchall()}


def _write(legs: Sequence[Leg], by: Person, at: datetime) -> None:
    """What the moves leave behind: a line in each story, a share each, and what others hear of it."""
    if not legs:
        return
    steps, shares = [], []
    offices = [leg.case.holder for leg in legs]
    for leg, office in zip(legs, offices, strict=True):
        case, to = leg.case, leg.order.to
        case.state, case.steps, case.holder = Case.State.DISPATCHED, case.steps + 1, to
        deed = Deed(at, by, office, many_lines(leg.order.words, LONGEST), unit=to)
        steps.append(step_of(case, "dispatch", deed))
        shares.append(share_of(case, to, leg.above, leg.number, at, is_final=leg.order.is_final))
    Step.objects.bulk_create(steps)
    set_shares([leg.above for leg in legs], state=Dispatch.State.BELOW)
    Dispatch.objects.bulk_create(shares)
    told: dict[str, list[CaseDispatched]] = defaultdict(list)
    for leg, office, share in zip(legs, offices, shares, strict=True):
        case = leg.case
        fact = CaseDispatched(case.pk, case.kind.key, case.steps, share.pk, leg.order.to.pk)
        told[office.path].append(fact)
    for path, facts in told.items():
        tell_all(facts, by=by, org_path=path)


def has_it_already(unit: Organisation) -> Refusal:
    return Refusal("has_it_already", _("%(name)s 已经在办这一件。"), name=unit.name)


def share_of(
    case: Case,
    to: Organisation,
    above: Dispatch,
    number: int,
    at: datetime,
    *,
    is_lead: bool = True,
    is_final: bool = False,
) -> Dispatch:
    """A line for the tray of that union, with the clock by which it is signed for."""
    clock, _ruling = clock_of(case.kind.sign_rule, to, at)
    return Dispatch(
        case=case,
        number=number,
        unit=to,
        sender=above.unit,
        above=above,
        kind=case.kind,
        grade=case.grade,
        is_lead=is_lead,
        is_final=is_final,
        state=Dispatch.State.SENT,
        sent_at=at,
        sign_due_at=clock.due(at),
        due_at=case.due_at,
    )
