# SPDX-License-Identifier: Apache-2.0
"""What a tray shows of each of its lines. A page of fifty would make two hundred and fifty rows of five
tables into models; it shows a dozen words of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from unionnet.foundation.prepared import Among, prepared
from unionnet.tools.casework.models import Dispatch, spelt


class TrayLine(NamedTuple):
    """One share of a case. `sender` is None where the union took the case in itself, `kind` a message id."""

    id: int
    state: str
    is_lead: bool
    is_paused: bool
    sent_at: datetime
    sign_due_at: datetime | None
    due_at: datetime
    unit: str
    sender: str | None
    public_id: str
    title: str
    steps: int
    kind: str

    @property
    def number(self) -> str:
        return spelt(self.public_id)


COLUMNS = (
    *("id", "state", "is_lead", "is_paused", "sent_at", "sign_due_at", "due_at"),
    *("unit__name", "sender__name", "case__public_id", "case__title", "case__steps", "case__kind__name"),
)


def lines_of(shares: Sequence[Dispatch]) -> list[TrayLine]:
    """In their order; without those whose case is behind the wall."""
    found = {values[0]: TrayLine._make(values) for values in _shown([share.pk for share in shares])}
    return [found[share.pk] for share in shares if share.pk in found]


@prepared
def _shown(numbers: list[int]) -> QuerySet[Dispatch, tuple[object, ...]]:
    return Dispatch.objects.filter(Among("pk", numbers)).values_list(*COLUMNS)
