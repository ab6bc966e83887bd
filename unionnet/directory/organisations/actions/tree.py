# SPDX-License-Identifier: Apache-2.0
"""The lock of the tree and the segments of its paths."""

from __future__ import annotations

from django.db import connection

from unionnet.directory.organisations.models import DEEPEST, SEGMENT, Organisation

TREE_LOCK = 0x7233
DEEPEST_PATH = DEEPEST * SEGMENT
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def lock_tree() -> None:
    """One change of shape at a time, until the end of the transaction. Readers never wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def fresh(organisation: Organisation) -> Organisation:
    """The row as it is now, kept from changing. Take the lock of the tree first."""
    return Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=organisation.pk)


def next_path(parent: Organisation | None) -> str:
    """A path below the parent that was never in use, also not by a union that has moved away since."""
    above = parent.path if parent else ""
    siblings = Organisation.objects.filter(parent=parent)
    newest = siblings.order_by("-path").values_list("path", flat=True).first()
    number = max(int(newest[-SEGMENT:], 36) if newest else 0, parent.last_segment if parent else 0) + 1
    if parent:
        Organisation.objects.filter(pk=parent.pk).update(last_segment=number)
    return above + segment(number)


def segment(number: int) -> str:
    """1 → 0001, 36 → 0010: base 36, fixed width, so that text order is number order."""
    if not 0 <= number < 36**SEGMENT:
        raise ValueError(number)
    signs = ""
    for _ in range(SEGMENT):
        number, rest = divmod(number, 36)
        signs = DIGITS[rest] + signs
    return signs
