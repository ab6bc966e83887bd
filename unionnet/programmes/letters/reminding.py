# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell_all
from unionnet.foundation.scope import verb
from unionnet.programmes.letters.facts import DismissalReminded, LetterReminded
from unionnet.programmes.letters.models import Dismissal, Letter

NEAR = timedelta(days=3)
MOST = 5_000


@verb
def remind(at: datetime | None = None) -> int:
    """Of each letter that waits for an answer it is said once that its term is nearly over, and once that it
    is over (the chain of HL-06 and SV-08). Returns how many were spoken of."""
    now = at or database_now()
    waiting = Letter.objects.filter(answered_at=None, settled_at=None)
    over = waiting.filter(due_at__lt=now).exclude(reminded=Letter.Reminded.LATE)
    near = waiting.filter(due_at__gte=now, due_at__lt=now + NEAR, reminded=Letter.Reminded.NOTHING)
    told: list[LetterReminded] = []
    for rows, what in ((over, Letter.Reminded.LATE), (near, Letter.Reminded.NEAR)):
        first = rows.order_by("due_at", "pk").select_for_update(skip_locked=True)[:MOST]
        found = list(first.values_list("pk", flat=True))
        Letter.objects.filter(pk__in=found).update(reminded=what)
        told += [LetterReminded(letter, str(what)) for letter in found]
    tell_all(told, by=None)
    return len(told)


@verb
def remind_of_dismissals(at: datetime | None = None) -> int:
    """Of each dismissal without an answer of the union it is said once, when the last day to answer has come
    (LS-04). Returns how many were spoken of."""
    today = local_date(at or database_now())
    waiting = Dismissal.objects.filter(state="told", answer_by__lte=today, is_reminded=False)
    first = waiting.order_by("answer_by", "id").select_for_update(skip_locked=True)[:MOST]
    found = list(first.values_list("pk", flat=True))
    Dismissal.objects.filter(pk__in=found).update(is_reminded=True)
    tell_all([DismissalReminded(dismissal) for dismissal in found], by=None)
    return len(found)
