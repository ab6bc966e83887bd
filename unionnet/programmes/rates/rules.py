# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.officers import CHANGE
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal


def last_day_of(month: date) -> date:
    """The cut-off of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def why_not_seal(person: Person, organisation: Organisation, month: date, today: date) -> Refusal | None:
    """A month is sealed when it is over, by an officer of the union (X-05: with its cut-off day)."""
    if not person.may(CHANGE, organisation.path):
        return Refusal("elsewhere", _("这个工会不在您的管理范围内。"))
    if last_day_of(month) >= today:
        return Refusal("month_not_over", _("这个月还没有结束，请在下个月再封存。"))
    if month.year < 2000:
        return Refusal("too_long_ago", _("只能封存 2000 年以后的月份。"))
    return None
