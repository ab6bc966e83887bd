# SPDX-License-Identifier: Apache-2.0
"""What the files of activities know: how many took place, who came, and how often. Of the union that leads
and of those below it, by the day of the session; who came to several is one person."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import measure
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.foundation.clock import start_of
from unionnet.tools.activities.models import Activity, Attendee

TOOK_PLACE = (Activity.State.UNDER_WAY, Activity.State.DONE, Activity.State.ARCHIVED)


@measure("activities.held", _("开展活动场数"), Unit.EVENTS, _("期内开始、已签到或归档的活动，取消的不算"))
def held(union: Organisation, begins: date, ends: date) -> int:
    rows = Activity.objects.filter(
        state__in=TOOK_PLACE,
        organisation__path__gte=union.path,
        organisation__path__lt=union.path_end,
        starts_at__gte=start_of(begins),
        starts_at__lt=start_of(ends + timedelta(days=1)),
    )
    return rows.count()


@measure("activities.persons", _("活动参加人数"), Unit.PERSONS, _("名单上的人，参加几次都算一人"))
def persons(union: Organisation, begins: date, ends: date) -> int:
    return _came(union, begins, ends).values("who").distinct().count()


@measure("activities.person_times", _("活动参加人次"), Unit.PERSON_TIMES, _("每场签到算一人次，不含估计数"))
def person_times(union: Organisation, begins: date, ends: date) -> int:
    return _came(union, begins, ends).count()


def _came(union: Organisation, begins: date, ends: date) -> QuerySet[Attendee]:
    return Attendee.objects.filter(
        activity__organisation__path__gte=union.path,
        activity__organisation__path__lt=union.path_end,
        session__starts_at__gte=start_of(begins),
        session__starts_at__lt=start_of(ends + timedelta(days=1)),
    )
