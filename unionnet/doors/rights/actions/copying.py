# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import base64
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import translation

from unionnet.directory.people.models import Person
from unionnet.doors.rights.archive import archive_of
from unionnet.doors.rights.facts import CopyAsked, CopyFetched
from unionnet.doors.rights.models import Copy
from unionnet.doors.rights.rules import copy_until, why_not_fetch
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb

BATCH = 20


@verb
def ask_copy(person: Person, *, by: Person) -> Copy:
    """Everything held about me, as a file. Asking while one is being made gives that one."""
    try:
        with transaction.atomic():
            copy = Copy.objects.create(person=person, language=translation.get_language() or "zh-hans")
    except IntegrityError:  # one at a time is a constraint
        return Copy.objects.get(person=person, made_at__isnull=True)
    tell(CopyAsked(copy.pk, person.pk), by=by)
    return copy


@verb
def make_waiting_copies(*, at: datetime | None = None) -> int:
    """The worker makes what was asked for. Returns how many."""
    waiting = Copy.objects.select_for_update(of=["self"], skip_locked=True).filter(made_at__isnull=True)
    made = list(waiting.select_related("person").order_by("pk")[:BATCH])
    for copy in made:
        _make(copy, at or database_now())
    return len(made)


def _make(copy: Copy, at: datetime) -> None:
    with translation.override(copy.language):
        content = archive_of(copy.person, at=at)
    copy.archive = base64.b64encode(content).decode()
    copy.made_at, copy.expires_at = at, copy_until(at)
    copy.save(update_fields=["archive", "made_at", "expires_at"])


@verb
def fetch_copy(copy: Copy, *, by: Person, at: datetime | None = None) -> bytes:
    """The archive, a zip. That it was fetched is written down: a stranger's hand would show."""
    at = at or database_now()
    copy = Copy.objects.select_for_update().get(pk=copy.pk)
    if refusal := why_not_fetch(copy, at=at):
        raise refusal
    copy.fetched_at = at
    copy.save(update_fields=["fetched_at"])
    tell(CopyFetched(copy.pk, copy.person_id), by=by)
    return base64.b64decode(copy.archive.open())
