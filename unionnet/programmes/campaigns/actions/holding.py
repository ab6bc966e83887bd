# SPDX-License-Identifier: Apache-2.0
"""An activity of a campaign, and its places when they are scarce. Two tools that do not know each other meet
here: the file of the activity, and the offer of its places."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.campaigns.facts import ActivityHeld, PlacesOffered
from unionnet.programmes.campaigns.models import Booked, Campaign, Held
from unionnet.programmes.campaigns.rules import (
    why_not_change,
    why_not_hold,
    why_not_manage,
    why_not_offer,
)
from unionnet.tools.activities.actions import Plan, add_host, note_attendance, plan_activity
from unionnet.tools.activities.models import Activity, Attendee, Host
from unionnet.tools.enrolment.actions import make_offer
from unionnet.tools.enrolment.models import Offer


@verb
def hold(campaign: Campaign, plan: Plan, *, by: Person) -> Activity:
    """An activity for those the campaign is for, with its partners. It goes its own way from here."""
    campaign = Campaign.objects.select_related("organisation").get(pk=campaign.pk)
    if refusal := why_not_manage(by, campaign.organisation) or why_not_change(campaign):
        raise refusal
    if refusal := why_not_hold(campaign, plan.starts_at, plan.ends_at):
        raise refusal
    plan = replace(plan, any_tags=tuple(campaign.any_tags), topic=plan.topic or campaign.line)
    activity = plan_activity(campaign.organisation, plan, by=by)
    _held, is_new = Held.objects.get_or_create(activity=activity, defaults={"campaign": campaign})
    if is_new:
        for partner in campaign.partners.order_by("pk"):
            add_host(_as_host(activity, partner.name, partner.gives), by=by)
        tell(ActivityHeld(campaign.pk, activity.pk), by=by, org_path=campaign.organisation.path)
    return activity


@verb
def offer_places(
    activity: Activity, size: int, opens_at: datetime, closes_at: datetime, *, by: Person
) -> Offer:
    """Places first come, first served, for those the activity is for. Asked again, it is the same offer."""
    activity = Activity.objects.select_for_update(of=["self"], no_key=True).select_related(
        "organisation", "site"
    ).get(pk=activity.pk)  # fmt: skip
    if refusal := why_not_manage(by, activity.organisation) or why_not_offer(activity):
        raise refusal
    if held := Booked.objects.filter(activity=activity).select_related("offer").first():
        return held.offer
    if closes_at > activity.ends_at:
        raise Refusal("closes_late", _("报名截止时间不能晚于活动结束。"))
    members = activity.audience == Activity.Audience.MEMBERS
    offer = make_offer(
        activity.organisation,
        by=by,
        title=activity.title,
        summary=activity.where,
        size=size,
        opens_at=opens_at,
        closes_at=closes_at,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        audience=Offer.Audience.MEMBERS if members else Offer.Audience.REAL_NAME,
        open_to=activity.organisation if members else None,
        any_tags=activity.any_tags,
    )
    Booked.objects.create(activity=activity, offer=offer)
    tell(PlacesOffered(activity.pk, offer.pk), by=by, org_path=activity.organisation.path)
    return offer


@verb
def copy_attendance(offer_id: int, person_id: int, session: str) -> Attendee | None:
    """Who checked in for the offer came to the activity: to the session of that key, to the first without
    one. None when the offer is of no activity."""
    booked = Booked.objects.filter(offer=offer_id).select_related("activity").first()
    if booked is None:
        return None
    sessions = booked.activity.sessions
    found = sessions.filter(public_id=session).first() if session else sessions.first()
    return note_attendance(found, Person.objects.get(pk=person_id)) if found else None


def _as_host(activity: Activity, name: str, gives: str) -> Host:
    return Host(activity=activity, name=name, role=Host.Role.PARTNER, gives=gives)
