# SPDX-License-Identifier: Apache-2.0
"""What the figures know of matters, for returns and indicators. Months count as a whole."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import measure
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.doors.figures.online import Asked, Line, items_of, total_of


@measure("figures.items_online", _("网上办理件数"), Unit.ITEMS, _("网上办理率的分子，按收到的月份整月计"))
def items_online(union: Organisation, begins: date, ends: date) -> int:
    return _counted(union, begins, ends).online


@measure("figures.items", _("办理事项件数"), Unit.ITEMS, _("网上办理率的分母，按收到的月份整月计"))
def items(union: Organisation, begins: date, ends: date) -> int:
    return _counted(union, begins, ends).all


def _counted(union: Organisation, begins: date, ends: date) -> Line:
    return total_of(items_of(Asked(union, begins.replace(day=1), ends.replace(day=1))))
