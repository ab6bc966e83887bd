# SPDX-License-Identifier: Apache-2.0
"""What floors above keep about a site. The register does not know them: each says it here when it starts.

BESIDE.append(MenuEntry(_("运行费用"), "desk-stations:site", "money", verb="places.see"))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.foundation.ui.menu import MenuEntry, url_or_empty

BESIDE: list[MenuEntry] = []
# (label, address, icon) of pages about a site that anybody may open.
FOR_VISITORS: list[Callable[[Site], list[tuple[Any, str, str]]]] = []
# By site: (label, address, icon, what waits there) of pages for the keepers of these.
FOR_KEEPERS: list[Callable[[Sequence[Site]], dict[int, tuple[Any, str, str, Any]]]] = []


def links_beside(site: Site, person: Person) -> list[tuple[Any, str, str]]:
    """(label, address, icon) of the desk pages about this site that the person may open."""
    path = site.organisation.path
    return [
        (entry.label, url_or_empty(entry.url_name, site.public_id), entry.icon)
        for entry in sorted(BESIDE, key=lambda entry: entry.order)
        if entry.verb is None or person.may(entry.verb, path)
    ]


def links_for_visitors(site: Site) -> list[tuple[Any, str, str]]:
    """What floors above have for those who read the page of a site on their phone."""
    return [link for links in FOR_VISITORS for link in links(site)]


def links_for_keepers(sites: Sequence[Site]) -> dict[int, list[tuple[Any, str, str, Any]]]:
    """What floors above have for those who keep these sites, asked once for all of them."""
    found = [links(sites) for links in FOR_KEEPERS]
    return {site.pk: [each[site.pk] for each in found if site.pk in each] for site in sites}
