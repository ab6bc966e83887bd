# SPDX-License-Identifier: Apache-2.0
"""货车司机之家: what there is to be had; and how many come to a venue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.venues.facts import HomeChanged, HomeOpened, VisitsCounted
from unionnet.programmes.venues.models import DriversHome, HomeItem, VisitCount
from unionnet.tools.booking.actions import open_resource
from unionnet.tools.booking.models import Kind, Resource

Item = tuple[str, int, str]  # name, price in 分 (0: free), unit


@verb
def open_home(
    site: Site, beds: int, *, by: Person, truck_places: int = 0, note: str = "", items: Iterable[Item] = ()
) -> DriversHome:
    """A station becomes a drivers' home: its beds are booked by the night, by anybody known by name."""
    if DriversHome.objects.filter(site=site).exists():
        raise Refusal("home_already", _("这个驿站已经是货车司机之家。"))
    resource = open_resource(
        site.organisation,
        by=by,
        kind=Kind.BED,
        name=_("%(site)s 床位") % {"site": site.name[:50]},
        site=site,
        units=beds,
        by_night=True,
        audience=Resource.Audience.REAL_NAME,
    )
    home = DriversHome.objects.create(
        organisation=site.organisation,
        site=site,
        beds=resource,
        truck_places=truck_places,
        note=one_line(note, 200),
    )
    _write_items(home, items)
    tell(HomeOpened(home.pk), by=by, org_path=site.organisation.path)
    return home


@verb
def change_home(
    home: DriversHome, *, by: Person, truck_places: int, note: str, items: Iterable[Item]
) -> DriversHome:
    """Room for trucks, a word for drivers, and the list of what is free and what costs how much."""
    home.truck_places, home.note = truck_places, one_line(note, 200)
    home.save(update_fields=["truck_places", "note"])
    home.items.all().delete()
    _write_items(home, items)
    tell(HomeChanged(home.pk), by=by, org_path=home.organisation.path)
    return home


@verb
def count_visits(site: Site, day: date, times: int, *, by: Person) -> VisitCount:
    """人次 of a day. Counted again, it is the new number."""
    count, _is_new = VisitCount.objects.update_or_create(
        site=site, day=day, defaults={"times": times, "by": by, "organisation": site.organisation}
    )
    tell(VisitsCounted(count.pk), by=by, org_path=site.organisation.path)
    return count


def _write_items(home: DriversHome, items: Iterable[Item]) -> None:
    rows = {one_line(name, 40): (price, one_line(unit, 10)) for name, price, unit in items}
    HomeItem.objects.bulk_create(
        HomeItem(home=home, name=name, price=price, unit=unit) for name, (price, unit) in rows.items() if name
    )
