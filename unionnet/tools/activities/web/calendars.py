# SPDX-License-Identifier: Apache-2.0
"""Calendars to subscribe to: of one union, or of all that is for everybody. What is called off says so."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unionnet.directory.people.queries import established_unions
from unionnet.foundation.clock import database_now
from unionnet.foundation.icalendar import Event, as_calendar
from unionnet.tools.activities.models import Activity
from unionnet.tools.activities.queries import in_calendar

MOST = 500


@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    rows = in_calendar(database_now()).filter(audience=Activity.Audience.EVERYONE, any_tags=[])
    return _answer(_("工会活动"), rows)


@require_safe
def union(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(established_unions(), public_id=public_id)
    return _answer(found.name, in_calendar(database_now()).filter(hosts__organisation=found))


def _answer(name: str, rows: QuerySet[Activity]) -> HttpResponse:
    made = as_calendar(name, map(_event, rows[:MOST]))
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="activities.ics"'
    return answer


def _event(row: Activity) -> Event:
    return Event(
        uid=row.public_id,
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        stamp=row.told_at,  # type: ignore[attr-defined]
        where=row.where,
        url=f"{settings.UNIONNET_PUBLIC_URL}/activities/{row.public_id}",
        sequence=row.told_times,  # type: ignore[attr-defined]
        is_cancelled=row.state == Activity.State.CANCELLED,
    )
