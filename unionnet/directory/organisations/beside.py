# SPDX-License-Identifier: Apache-2.0
"""What floors above keep about a union. The register does not know them: each says it here when it starts.

BESIDE.append(MenuEntry(_("两委与换届"), "desk-committees:union", "people", verb="committees.see"))
"""

from __future__ import annotations

from typing import Any

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import Officer
from unionnet.foundation.ui.menu import MenuEntry, url_or_empty

BESIDE: list[MenuEntry] = []
# What only the unions of a kind have: by the kind.
BESIDE_OF_KIND: dict[str, list[MenuEntry]] = {}


def links_beside(union: Organisation, officer: Officer) -> list[tuple[Any, str, str]]:
    """(label, address, icon) of the desk pages about this union that the officer may open."""
    return [
        (entry.label, url_or_empty(entry.url_name, union.public_id), entry.icon)
        for entry in sorted([*BESIDE, *BESIDE_OF_KIND.get(union.kind, [])], key=lambda entry: entry.order)
        if entry.verb is None or officer.reach(entry.verb).covers(union.path)
    ]
