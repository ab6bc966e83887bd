# SPDX-License-Identifier: Apache-2.0
"""Take back a withdrawal made by mistake, as long as nobody else has what was given up."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.tools.enrolment.actions.giving_up import COUNTERS, locked, promote
from unionnet.tools.enrolment.facts import WithdrawalUndone
from unionnet.tools.enrolment.models import Invitation, Offer, Place, Undo, Waiting, Withdrawal
from unionnet.tools.enrolment.queries import Entry, entry_of, holds_in_group, last_withdrawal
from unionnet.tools.enrolment.rules import refusal, why_not_undo


@verb
def undo(person: Person, offer: Offer, *, by: Person, at: datetime | None = None) -> Entry:
    """Give it back as it was: the same number, the same receipt, the same rank on the list. Whoever has
    something of the offer keeps that, so undoing twice is harmless."""
    offer = locked(offer)
    at = at or database_now()
    if entry := entry_of(person, offer):
        return entry
    gone = last_withdrawal(person, offer)
    if gone is None:
        raise refusal("not_undone", offer)
    if no := why_not_undo(gone, offer, at):
        raise no
    if gone.had != "waiting" and offer.group_id and holds_in_group(person, offer.group_id):
        raise refusal("one_per_group", offer)
    entry = _as_it_was(gone, offer)
    _count_again(type(entry), offer)
    entry.save(force_insert=True)
    Undo.objects.create(withdrawal=gone, at=at, by=by)
    tell(WithdrawalUndone(offer.pk, person.pk, gone.pk), by=by, org_path=offer.organisation.path)
    offer.refresh_from_db(fields=["taken", "held", "listed"])
    promote(offer, at=at)
    return entry_of(person, offer) or entry


def _as_it_was(gone: Withdrawal, offer: Offer) -> Entry:
    since = gone.had_since or gone.at
    same = {"offer": offer, "person": gone.person, "number": gone.number, "receipt": gone.receipt}
    if gone.had == "waiting":
        return Waiting(**same, via="undo", joined_at=since)
    if gone.had == "invitation":
        deadline = gone.deadline or gone.at
        return Invitation(**same, group_id=offer.group_id, offered_at=since, deadline=deadline)
    return Place(**same, group_id=offer.group_id, via="undo", taken_at=since)


def _count_again(kind: type[Entry], offer: Offer) -> None:
    """Judged and counted in one statement: even without the lock, nobody's place is given twice."""
    rows = Offer.objects.filter(pk=offer.pk)
    if kind is not Waiting:
        rows = rows.filter(size__gt=F("taken") + F("held"), listed=0)
    counter = COUNTERS[kind]
    if not rows.update(**{counter: F(counter) + 1}):
        raise refusal("place_gone", offer)
