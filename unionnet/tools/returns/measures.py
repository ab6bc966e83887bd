# SPDX-License-Identifier: Apache-2.0
"""What the registers themselves know."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import measure
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import covered_employers, established_on
from unionnet.directory.organisations.units import Unit
from unionnet.directory.people.queries.life import members_on


@measure("directory.members", _("会员人数"), Unit.PERSONS, _("期末在册会员，含所辖工会的"))
def members(union: Organisation, begins: date, ends: date) -> int:
    return members_on(union, ends).count()


@measure("directory.unions", _("已建工会数"), Unit.UNIONS, _("期末已成立、未撤销的工会，含本会"))
def unions(union: Organisation, begins: date, ends: date) -> int:
    below = Organisation.objects.filter(path__gte=union.path, path__lt=union.path_end)
    return below.filter(established_on(ends)).exclude(kind=Organisation.Kind.HOLDING_POOL).count()


@measure("directory.employers", _("涵盖单位数"), Unit.FIRMS, _("期末由工会涵盖的用人单位，每家算一次"))
def employers(union: Organisation, begins: date, ends: date) -> int:
    return covered_employers(union.path, ends).count()
