# SPDX-License-Identifier: Apache-2.0
"""Where a case lies stands beside its words, for the index that finds both at once (migration 0003)."""

from __future__ import annotations

from django.db import connection

from unionnet.foundation.scope import verb
from unionnet.tools.casework.models import Dispatch

PORTION = 1_000


def mark(*cases: int) -> None:
    """After a share was added to them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_mark(%s)", [list(cases)])


@verb
def mark_below(path: str) -> int:
    """Those in which a union of this branch has a share, after it moved. Returns how many."""
    shares = Dispatch.objects.filter(unit__path__gte=path, unit__path__lt=f"{path}~")
    cases = sorted(set(shares.values_list("case_id", flat=True)))
    for begin in range(0, len(cases), PORTION):
        mark(*cases[begin : begin + PORTION])
    return len(cases)
