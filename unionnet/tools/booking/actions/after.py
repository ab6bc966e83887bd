# SPDX-License-Identifier: Apache-2.0
"""What becomes of a booking: answered, called off, taken back, come, not come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.booking.facts import (
    BanLifted,
    Banned,
    BookingCancelled,
    BookingDecided,
    BookingRestored,
    Missed,
    SignedIn,
)
from unionnet.tools.booking.models import Ban, Booking
from unionnet.tools.booking.queries import limits_at
from unionnet.tools.booking.rules import (
    MOVES,
    refusal,
    ruling,
    why_not_cancel,
    why_not_decide,
    why_not_lift,
    why_not_undo,
)

AT_ONCE = 500


@verb
def decide(
    booking: Booking, accept: bool, note: str = "", *, by: Person, at: datetime | None = None
) -> Booking:
    """Say yes, or no with a reason. The time was kept meanwhile."""
    booking, note = _locked(booking), one_line(note, 200)
    if no := why_not_decide(booking, accept, note):
        raise no
    _move(booking, "accept" if accept else "decline", by, at, note)
    _tell(BookingDecided(booking.pk, accept), booking, by)
    return booking


@verb
def cancel(
    booking: Booking, note: str = "", *, by: Person, by_house: bool = False, at: datetime | None = None
) -> Booking:
    """Give it back. The house may do so at any time, with a reason; it is told to those who had it."""
    booking, at = _locked(booking), at or database_now()
    if booking.state == Booking.State.CANCELLED:
        return booking
    if not by_house and (no := why_not_cancel(booking, limits_at(booking.resource, at), at)):
        raise no
    _move(booking, "cancel", by, at, one_line(note, 200))
    _tell(BookingCancelled(booking.pk, by_house), booking, by)
    return booking


@verb
def undo(booking: Booking, *, by: Person, at: datetime | None = None) -> Booking:
    """Take a cancellation back, while nobody else has the time."""
    booking, at = _locked(booking), at or database_now()
    if no := why_not_undo(booking, by, at):
        raise no
    move = "undo_asked" if booking.answer_by and booking.resource.needs_approval else "undo"
    try:
        with transaction.atomic():
            _move(booking, move, None, None, "")
    except IntegrityError as gone:
        raise refusal("gone", booking.resource) from gone
    _tell(BookingRestored(booking.pk), booking, by)
    return booking


@verb
def sign_in(booking: Booking, *, by: Person, at: datetime | None = None) -> Booking:
    """They are here. Scanning twice changes nothing; who was marked absent too early has come after all."""
    booking = _locked(booking)
    if booking.state == Booking.State.USED:
        return booking
    try:
        with transaction.atomic():
            _move(booking, "come", by, at, "")
    except IntegrityError as gone:
        raise refusal("gone", booking.resource) from gone
    Ban.objects.filter(last=booking).delete()
    _tell(SignedIn(booking.pk), booking, by)
    return booking


@verb
def mark_missed(booking: Booking, *, by: Person | None, at: datetime | None = None) -> Booking:
    """They did not come. BK-05: so many times within so many days, and they cannot book for a while."""
    booking, at = _locked(booking), at or database_now()
    if booking.state == Booking.State.NO_SHOW:
        return booking
    _move(booking, "miss", by, at, "")
    _tell(Missed(booking.pk), booking, by)
    _ban_if_due(booking, at)
    return booking


@verb
def close_past(*, at: datetime | None = None) -> int:
    """Where one signs in, who has not done so by the end did not come; elsewhere nobody counts. Also answers
    what was never answered. Returns how many bookings were closed."""
    at = at or database_now()
    late = Booking.objects.filter(
        state=Booking.State.CONFIRMED,
        ends_at__lte=at,
        ends_at__gt=at - timedelta(days=2),
        resource__needs_sign_in=True,
    )
    for booking in (missed := list(late.order_by("pk")[:AT_ONCE])):
        mark_missed(booking, by=None, at=at)
    stale = Booking.objects.filter(state=Booking.State.ASKED, answer_by__isnull=False, starts_at__lte=at)
    for booking in (unanswered := list(stale.order_by("pk")[:AT_ONCE])):
        _move(booking, "decline", None, at, "")
        _tell(BookingDecided(booking.pk, False), booking, None)
    return len(missed) + len(unanswered)


@verb
def lift_ban(ban: Ban, reason: str, *, by: Person, at: datetime | None = None) -> Ban:
    """Let them book again before the time is over, for a reason they read."""
    ban, at = Ban.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=ban.pk), at
    if ban.lifted_at:
        return ban
    at, reason = at or database_now(), one_line(reason, 200)
    if no := why_not_lift(ban, reason, by, at):
        raise no
    ban.lifted_at, ban.lifted_by, ban.lift_reason = at, by, reason
    ban.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    tell(BanLifted(ban.pk), by=None if ban.is_private else by, org_path=ban.organisation.path)
    return ban


def _locked(booking: Booking) -> Booking:
    whole = Booking.objects.select_for_update(of=["self"])
    return whole.select_related("resource__organisation", "organisation", "union", "person").get(
        pk=booking.pk
    )


def _move(booking: Booking, move: str, by: Person | None, at: datetime | None, note: str) -> None:
    booking.state = MOVES.after(booking.state, move)
    booking.decided_at, booking.decided_by, booking.note = at or database_now(), by, note
    booking.save(update_fields=["state", "decided_at", "decided_by", "note"])


def _tell(fact: object, booking: Booking, by: Person | None) -> None:
    """Who goes to a counsellor is not for the journal: nobody is named there."""
    tell(fact, by=None if booking.is_private else by, org_path=booking.resource.organisation.path)  # type: ignore[arg-type]


def _ban_if_due(booking: Booking, at: datetime) -> None:
    """What led to an earlier ban is settled with it."""
    found = ruling("BK-05.no_shows", booking.resource, local_date(at))
    limits = limits_at(booking.resource, at)
    whose = {"person": booking.person, "union": booking.union}
    here = {"organisation": booking.organisation, "kind": booking.kind, **whose}
    since = at - timedelta(days=found.value["within_days"])
    missed = Booking.objects.filter(**here, state=Booking.State.NO_SHOW, ends_at__gt=since)
    if last := Ban.objects.filter(**here).order_by("-since").first():
        missed = missed.filter(decided_at__gt=last.since)
    if missed.count() < limits.no_shows or not limits.no_shows:
        return
    ban = Ban.objects.create(
        **here,
        is_private=booking.is_private,
        last=booking,
        since=at,
        until=at + timedelta(days=max(1, limits.ban_days)),
        rule=found.citation.rule,
        pack=found.citation.pack,
    )
    tell(Banned(ban.pk), by=None, org_path=booking.resource.organisation.path)
