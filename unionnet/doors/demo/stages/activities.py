# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Standing
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.doors.demo.world.activities import ACTIVITIES, Activity
from unionnet.foundation.clock import database_now
from unionnet.tools.enrolment.actions import make_offer
from unionnet.tools.enrolment.actions.enrol import Request, enrol_all
from unionnet.tools.enrolment.models import Offer


@stage("activities", "报名项目 / enrolments", order=110, after_crowd=True)
def load_activities() -> None:
    """Offers made by their officers and taken by invented members, through the verb that everybody uses."""
    rows, now = tree_by_key(), database_now()
    for activity in ACTIVITIES:
        offer = _offer(activity, rows[activity.union], now)
        if activity.taken:
            fill(offer, activity.taken, at=now - timedelta(minutes=20))


def _offer(activity: Activity, union: Organisation, now: datetime) -> Offer:
    closes_at = (now + timedelta(hours=activity.closes)).replace(minute=0, second=0, microsecond=0)
    return make_offer(
        union,
        by=demo_person(activity.officer),
        title=activity.title,
        summary=activity.summary,
        size=activity.size,
        open_to=None if activity.terms.get("audience") else union,
        opens_at=(now + timedelta(hours=activity.opens)).replace(minute=0, second=0, microsecond=0),
        closes_at=closes_at,
        starts_at=closes_at + timedelta(days=3),
        ends_at=closes_at + timedelta(days=3, hours=3),
        **activity.terms,
    )


def fill(offer: Offer, count: int, *, at: datetime, skip: int = 0) -> None:
    """So many members of the union ask for a place, one after the other."""
    path = offer.organisation.path
    crowd = Standing.objects.filter(path__gte=path, path__lt=path + "~").order_by("-person")
    if offer.any_tags:
        crowd = crowd.filter(tags__overlap=offer.any_tags)
    people = crowd.values_list("person_id", flat=True)[skip : skip + count]
    enrol_all([Request(person, offer.pk) for person in people], by=None, at=at, via="web")
