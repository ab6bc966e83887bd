# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from unionnet.foundation.refusals import Citation
from unionnet.foundation.rulebook.packs import Provision, provisions


@dataclass(frozen=True)
class Ruling:
    """The value that holds in a place on a day, with what to show beside it. `region` is that of the pack it
    comes from: "" where the nation's rule stands because the place has none of its own."""

    value: Any
    citation: Citation
    checked: date
    note: str
    region: str = ""


def rule(rule_id: str, *, where: str = "", on: date) -> Ruling:
    """The parameter in force in a region (GB/T 2260 code, "" for the nation) on a day.

    The nearest region wins: county, then city, then province, then nation; within one region the
    provision that came into force last. Raises KeyError when nobody ever wrote the rule down.
    """
    in_force = [p for p in provisions()[rule_id] if p.since <= on and (p.until is None or on <= p.until)]
    for region in regions_above(where):
        here = [p for p in in_force if p.region == region]
        if here:
            return _ruling(max(here, key=lambda p: p.since))
    raise KeyError(f"{rule_id}: nothing in force in {where or 'the nation'} on {on}")


def regions_above(code: str) -> list[str]:
    """150627 → 150627, 150600, 150000, "" (county, city, province, nation)."""
    chain = [code, code[:4] + "00", code[:2] + "0000"] if len(code) == 6 else []
    return [*dict.fromkeys(chain), ""]


def _ruling(found: Provision) -> Ruling:
    citation = Citation(found.id, found.source, found.certainty, found.pack)
    return Ruling(found.value, citation, found.checked, found.note, found.region)
