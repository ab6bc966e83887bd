# SPDX-License-Identifier: Apache-2.0
"""What is free instead: the same place at another time, and another place at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice, zip_longest
from math import inf

from unionnet.directory.places.datum import metres_between
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import local_date
from unionnet.tools.booking.models import Resource
from unionnet.tools.booking.queries.bookings import busy, free_units
from unionnet.tools.booking.queries.resources import limits_at, public_resources, timetables_of
from unionnet.tools.booking.rules import Party, is_past, last_day, why_not_here
from unionnet.tools.booking.timetable import Slot, Timetable

AROUND = 7  # days before and after
NEIGHBOURS = 60


@dataclass(frozen=True)
class Alternative:
    """A stay that is free now."""

    resource: Resource
    stay: Slot
    slots: int


def alternatives(
    resource: Resource, starts_at: datetime, slots: int, party: Party, at: datetime, most: int = 3
) -> list[Alternative]:
    """The nearest, by turns of either sort: another place at this hour, another hour at this place."""
    others = _other_places(resource, starts_at, slots, party, at)
    times = _other_times(resource, starts_at, slots, at)
    if party.is_union or why_not_here(party, resource, at) is None:
        mixed = chain.from_iterable(zip_longest(times, others))
    else:
        mixed = chain(others)
    return list(islice((each for each in mixed if each), most))


def _other_times(resource: Resource, starts_at: datetime, slots: int, at: datetime) -> Iterator[Alternative]:
    """The same day before the next: the nearest in time."""
    first = max(local_date(starts_at) - timedelta(days=AROUND), local_date(at))
    last = min(local_date(starts_at) + timedelta(days=AROUND), last_day(limits_at(resource, at), at))
    days = [first + timedelta(days=n) for n in range(max(0, (last - first).days + 1))]
    if not days:
        return
    timetable = timetables_of([resource], first, last)[resource.pk]
    begins = (each.starts_at for day in days for each in timetable.slots_on(day))
    found = (timetable.stay(moment, slots) for moment in begins)
    stays = [stay for stay in found if stay and not is_past(resource, stay, at)]
    if not stays:
        return
    taken = busy([resource.pk], stays[0].starts_at, max(each.ends_at for each in stays))[resource.pk]
    for stay in sorted(stays, key=lambda each: abs(each.starts_at - starts_at)):
        if stay.starts_at != starts_at and free_units(resource, taken, stay):
            yield Alternative(resource, stay, slots)


def _other_places(
    resource: Resource, starts_at: datetime, slots: int, party: Party, at: datetime
) -> Iterator[Alternative]:
    """Of the same kind in the same city: those of the same union first, then the nearest."""
    city = resource.organisation.region_code[:4]
    same = public_resources().filter(kind=resource.kind, organisation__region_code__startswith=city)
    others = list(same.exclude(pk=resource.pk).order_by("name", "id")[:NEIGHBOURS])
    day = local_date(starts_at)
    timetables = timetables_of(others, day, day + timedelta(days=slots))
    stays = {pk: stay for pk, each in timetables.items() if (stay := each.stay(starts_at, slots))}
    taken = busy(stays, starts_at, max((stay.ends_at for stay in stays.values()), default=starts_at))
    for other in sorted(others, key=lambda each: _how_far(resource, each)):
        stay = stays.get(other.pk)
        if stay and _may(party, timetables[other.pk], at) and free_units(other, taken[other.pk], stay):
            yield Alternative(other, stay, slots)


def _may(party: Party, timetable: Timetable, at: datetime) -> bool:
    return why_not_here(party, timetable.resource, at) is None


def _how_far(one: Resource, other: Resource) -> tuple[bool, float]:
    return (one.organisation_id != other.organisation_id, _metres(one.site, other.site))


def _metres(one: Site | None, other: Site | None) -> float:
    if not (one and other) or None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return inf
    return metres_between((one.latitude, one.longitude), (other.latitude, other.longitude))  # type: ignore[arg-type]
