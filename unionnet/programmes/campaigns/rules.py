# SPDX-License-Identifier: Apache-2.0
"""Who runs a campaign, when, and when it may close."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.campaigns.models import Campaign
from unionnet.tools.activities.models import Activity
from unionnet.tools.benefits.models import Benefit

LONGEST = timedelta(days=366)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
SHORTEST = 3
MOST_PARTNERS, MOST_SITES = 50, 200


def why_not_manage(person: Person, union: Organisation) -> Refusal | None:
    if not person.may("campaigns.manage", union.path):
        return Refusal("elsewhere", _("这项行动由%(union)s办理。"), union=union.name)
    return None


def why_not_days(starts_on: date, ends_on: date) -> Refusal | None:
    if not EARLIEST <= starts_on <= ends_on <= LATEST:
        return Refusal("dates_crossed", _("结束日期不能早于开始日期。"))
    if ends_on - starts_on > LONGEST:
        return Refusal("too_long", _("一项行动最长一年，跨年的请分年度建立。"))
    return None


def why_not_change(campaign: Campaign) -> Refusal | None:
    if campaign.closed_at:
        return Refusal("closed", _("这项行动已经结项，不再改动。"))
    return None


def why_not_hold(campaign: Campaign, starts_at: datetime, ends_at: datetime) -> Refusal | None:
    """An activity lies within the days of its campaign."""
    if not campaign.starts_on <= local_date(starts_at) <= local_date(ends_at) <= campaign.ends_on:
        return Refusal("outside", _("活动时间应在行动的起止日期以内。"))
    return None


def why_not_close(still_open: int) -> Refusal | None:
    """When all its activities are in the archive, or called off."""
    if still_open:
        return Refusal("still_open", _("还有 %(n)s 个活动没有归档，归档后再结项。"), n=still_open)
    return None


def why_not_give(activity: Activity, benefit: Benefit) -> Refusal | None:
    """The union whose activity it is gives what is its own, while the file still takes people."""
    if activity.is_closed:
        return Refusal("over", _("活动已经归档或取消，不能再加慰问品。"))
    if benefit.organisation_id != activity.organisation_id:
        return Refusal("not_its_own", _("这个普惠项目不属于%(union)s。"), union=activity.organisation.name)
    return None


def why_not_offer(activity: Activity) -> Refusal | None:
    if activity.is_closed or activity.state == Activity.State.DONE:
        return Refusal("over", _("活动已经结束，不能再开放报名。"))
    return None
