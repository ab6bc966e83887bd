# SPDX-License-Identifier: Apache-2.0
"""Figures that the system counts itself. An app of any floor announces one in its `measures.py`:

    @measure("nightschool.person_times", _("夜校上课人次"), Unit.PERSON_TIMES, _("签到一次算一人次"))
    def person_times(union: Organisation, begins: date, ends: date) -> int: ...

A form names a measure by its key; the return of a union is then filled with what is counted for that union
and those below it, from the first day of the period to the last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit

Count = Callable[[Organisation, date, date], int]


@dataclass(frozen=True)
class Measure:
    """`label` and `definition` are translated when they are read."""

    key: str
    label: Any
    unit: Unit
    definition: Any
    count: Count


_announced: dict[str, Measure] = {}


def measure(key: str, label: Any, unit: Unit, definition: Any) -> Callable[[Count], Count]:
    """Marks the function that counts. `key` begins with the app that knows the facts."""

    def announce(count: Count) -> Count:
        _announced[key] = Measure(key, label, unit, definition, count)
        return count

    return announce


@cache
def all_measures() -> dict[str, Measure]:
    """By key, of every installed app."""
    autodiscover_modules("measures")
    return dict(sorted(_announced.items()))
