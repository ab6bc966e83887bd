# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.people.models import Person
from unionnet.directory.reach.models import Delivery, Notice
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

BATCH = 10_000


@verb
def mark_read(notice: Notice, *, by: Person, at: datetime | None = None) -> Notice:
    """Its reader opened it. The first time counts."""
    at = at or database_now()
    if Notice.objects.filter(pk=notice.pk, person=by, read_at__isnull=True).update(read_at=at):
        notice.read_at = at
    return notice


@verb
def mark_all_read(*, by: Person, at: datetime | None = None) -> int:
    """Everything in the inbox is read. Returns how many were not."""
    return Notice.objects.filter(person=by, read_at__isnull=True).update(read_at=at or database_now())


@verb
def forget_old_notices(*, at: datetime | None = None) -> int:
    """Drop notices past their lifetime (RE-04), a batch at a time. Returns how many went."""
    at = at or database_now()
    days = rule("RE-04.notice_days", on=local_date(at)).value
    old = list(
        Notice.objects.filter(created_at__lt=at - timedelta(days=days))
        .order_by("created_at")
        .values_list("pk", flat=True)[:BATCH]
    )
    Delivery.objects.filter(notice__in=old).delete()
    Notice.objects.filter(pk__in=old).delete()
    return len(old)
