# SPDX-License-Identifier: Apache-2.0
"""A member asks to leave: free (MEM-01), declared by the committee (MEM-10), and not held up by silence."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.actions.life import begin, locked, turn
from unionnet.directory.people.facts import DepartureAsked
from unionnet.directory.people.life import due_by
from unionnet.directory.people.models import Departure, Membership, Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

AT_ONCE = 200


@verb
def ask_to_leave(
    membership: Membership, reason: str = "", *, by: Person, at: datetime | None = None
) -> Departure:
    """A member's own request. Asking again gives the request that is open."""
    at, membership = at or database_now(), locked(membership)
    if membership.person_id != by.pk:
        raise Refusal("elsewhere", _("退会由本人提出。"))
    if membership.state == Membership.State.TRANSFERRING:
        raise Refusal("open_transfer", _("会籍正在接转，请先撤回接转再申请退会。"))
    if not membership.is_member:
        raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))
    if open_one := membership.departures.filter(closed_at=None).first():
        return open_one
    due_on, citation = due_by("MEM-10.departure_working_days", at, membership.organisation.county_code)
    departure = Departure.objects.create(
        membership=membership,
        reason=reason.strip()[:300],
        asked_at=at,
        due_on=due_on,
        due_rule=f"{citation.rule} · {citation.pack}",
    )
    fact = DepartureAsked(departure.pk, membership.person_id, membership.organisation_id)
    tell(fact, by=by, org_path=membership.organisation.path)
    return departure


@verb
def take_departure_back(departure: Departure, *, by: Person, at: datetime | None = None) -> Departure:
    """The member stays. Twice is once."""
    membership = locked(departure.membership)
    departure = Departure.objects.select_for_update().get(pk=departure.pk)
    if membership.person_id != by.pk:
        raise Refusal("elsewhere", _("退会由本人提出。"))
    if departure.closed_at is None:
        departure.closed_at, departure.was_taken_back = at or database_now(), True
        departure.save(update_fields=["closed_at", "was_taken_back"])
    return departure


@verb
def declare(departure: Departure, basis: str, *, by: Person, at: datetime | None = None) -> Membership:
    """The committee declares that the member has left. Dues stop that day."""
    return turn(departure.membership, "leave", by=by, reason=_("本人申请退会"), basis=basis, at=at)


@verb
def let_leave_in_time(*, at: datetime | None = None) -> int:
    """Requests whose day has passed take effect where the rulebook says so. Returns how many."""
    at = at or database_now()
    today = local_date(at)
    late = Departure.objects.filter(closed_at=None, due_on__lt=today).order_by("due_on", "id")
    left = 0
    for departure in list(late.select_related("membership")[:AT_ONCE]):
        membership = locked(departure.membership)
        ruling = rule("MEM-10.departure_silence", where=membership.organisation.county_code, on=today)
        if ruling.value == "take_effect" and _is_still_open(departure):
            begin(membership, "leave", by=None, on=today, at=at, reason=str(ruling.citation))
            left += 1
    return left


def _is_still_open(departure: Departure) -> bool:
    return Departure.objects.filter(pk=departure.pk, closed_at=None).exists()
