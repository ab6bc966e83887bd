# SPDX-License-Identifier: Apache-2.0
"""A programme hands a tag down: eligibility for offers, and nothing of why."""

from __future__ import annotations

from collections.abc import Collection

from unionnet.directory.people.models import HandedTag, Person
from unionnet.directory.people.standings import refresh_standing
from unionnet.foundation.scope import verb


@verb
def hand_tag(tag: str, holders: Collection[int], *, source: str, among: Collection[int] | None = None) -> int:
    """Let exactly these people (ids) hold the tag of that programme; only `among` is looked after where it is
    given. Told to nobody: that somebody holds it is as confidential as what it comes from. Returns how many
    changed."""
    rows = HandedTag.objects.filter(tag=tag, source=source)
    if among is not None:
        rows = rows.filter(person__in=among)
    held, wanted = set(rows.values_list("person", flat=True)), set(holders)
    changed = sorted(held ^ wanted)
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=changed).order_by("pk").only("pk"))
    rows.filter(person__in=held - wanted).delete()
    new = [HandedTag(person_id=pk, tag=tag, source=source) for pk in sorted(wanted - held)]
    HandedTag.objects.bulk_create(new, ignore_conflicts=True)
    if changed:
        refresh_standing(changed)
    return len(changed)
