# SPDX-License-Identifier: Apache-2.0
"""Doors that open by the member's code: the door asks, or checks alone while its line is down."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from unionnet.directory.people import cards
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import states_of
from unionnet.directory.places.rules import why_not_change
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.stations.facts import LockDropped, LockPut
from unionnet.programmes.stations.models import DoorEntry, Lock
from unionnet.programmes.stations.rules import why_not_enter

LATEST = timedelta(days=7)


def digest_of(key: str) -> bytes:
    """What is kept of a key, and of a code that was shown."""
    return hashlib.sha256(key.encode("utf-8", "replace")).digest()


@verb
def put_lock(site: Site, name: str, *, members_only: bool, by: Person) -> tuple[Lock, str]:
    """A lock at a door of the site, with its key in clear: seen once."""
    if refusal := why_not_change(by, site.organisation.path):
        raise refusal
    key = secrets.token_urlsafe(32)
    lock = Lock.objects.create(
        site=site, name=name.strip()[:30], members_only=members_only, digest=digest_of(key)
    )
    tell(LockPut(site.pk, lock.pk), by=by, org_path=site.organisation.path)
    return lock, key


@verb
def drop_lock(lock: Lock, *, by: Person) -> None:
    """The lock is gone, its key void."""
    if refusal := why_not_change(by, lock.site.organisation.path):
        raise refusal
    if Lock.objects.filter(pk=lock.pk, dropped_at__isnull=True).update(dropped_at=database_now()):
        tell(LockDropped(lock.site_id, lock.pk), by=by, org_path=lock.site.organisation.path)


@verb
def let_in(lock: Lock, code: str, *, at: datetime | None = None) -> DoorEntry:
    """Somebody shows a code at this door. The entry says when, and not who. Raises `Refusal`."""
    at = at or database_now()
    cards.verify(code, at=at)
    state = states_of([lock.site], at)[lock.site_id]
    if refusal := why_not_enter(lock, cards.read(code, at=at), state):
        raise refusal
    return _note(lock, code, at, is_late=False)


@verb
def note_entries(lock: Lock, shown: Iterable[tuple[str, datetime]], *, at: datetime | None = None) -> int:
    """What a door let in by itself while its line was down: codes that were good at their moment. Sent again,
    nothing is counted twice. Returns how many were good."""
    now = at or database_now()
    good = 0
    for code, moment in shown:
        if not now - LATEST <= moment <= now:
            continue
        try:
            cards.read(code, at=moment)
        except Refusal:
            continue
        _note(lock, code, moment, is_late=True)
        good += 1
    return good


def _note(lock: Lock, code: str, at: datetime, *, is_late: bool) -> DoorEntry:
    # The same code at the same door is the same visit: who steps out for a moment is no second visitor.
    entry, _is_new = DoorEntry.objects.get_or_create(
        lock=lock, code=digest_of(code), defaults={"at": at, "was_offline": is_late}
    )
    return entry
