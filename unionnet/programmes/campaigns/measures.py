# SPDX-License-Identifier: Apache-2.0
"""What the campaigns know: the activities held for them, and who came. Of the union whose activity it is and
of those below it, by the day of the session; who came to several is one person."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import measure
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.foundation.clock import start_of
from unionnet.programmes.campaigns.models import Campaign, Held
from unionnet.tools.activities.models import Activity, Attendee

Kind = Campaign.Kind
TOOK_PLACE = (Activity.State.UNDER_WAY, Activity.State.DONE, Activity.State.ARCHIVED)


@measure("campaigns.held", _("服务行动场数"), Unit.EVENTS, _("服务行动中期内开始、没有取消的活动"))
def held(union: Organisation, begins: date, ends: date) -> int:
    rows = Activity.objects.filter(
        pk__in=Held.objects.values("activity"),
        state__in=TOOK_PLACE,
        organisation__path__gte=union.path,
        organisation__path__lt=union.path_end,
        starts_at__gte=start_of(begins),
        starts_at__lt=start_of(ends + timedelta(days=1)),
    )
    return rows.count()


@measure("campaigns.persons", _("服务行动参加人数"), Unit.PERSONS, _("各类服务行动签到的人，一人算一次"))
def persons(union: Organisation, begins: date, ends: date) -> int:
    return _persons(_came(union, begins, ends, *Kind))


@measure(
    "campaigns.person_times", _("服务行动参加人次"), Unit.PERSON_TIMES, _("各类服务行动每场签到算一人次")
)
def person_times(union: Organisation, begins: date, ends: date) -> int:
    return _came(union, begins, ends, *Kind).count()


@measure("campaigns.warmth_persons", _("送温暖参加人数"), Unit.PERSONS, _("送温暖活动签到的人，一人算一次"))
def warmth_persons(union: Organisation, begins: date, ends: date) -> int:
    return _persons(_came(union, begins, ends, Kind.WARMTH))


@measure("campaigns.cool_persons", _("送清凉参加人数"), Unit.PERSONS, _("送清凉活动签到的人，一人算一次"))
def cool_persons(union: Organisation, begins: date, ends: date) -> int:
    return _persons(_came(union, begins, ends, Kind.COOL))


def _persons(came: QuerySet[Attendee]) -> int:
    return came.values("who").distinct().count()


def _came(union: Organisation, begins: date, ends: date, *kinds: Campaign.Kind) -> QuerySet[Attendee]:
    of_campaigns = Held.objects.filter(campaign__kind__in=kinds)
    return Attendee.objects.filter(
        activity__in=of_campaigns.values("activity"),
        activity__organisation__path__gte=union.path,
        activity__organisation__path__lt=union.path_end,
        session__starts_at__gte=start_of(begins),
        session__starts_at__lt=start_of(ends + timedelta(days=1)),
    )
