# SPDX-License-Identifier: Apache-2.0
"""四季送 of 云阳: a campaign for truck drivers that runs, with an activity announced for this week."""

from __future__ import annotations

from datetime import timedelta

from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.campaigns.actions import Terms, hold, name_partner, open_campaign
from unionnet.programmes.campaigns.models import Partner
from unionnet.tools.activities.actions import Plan, move

WAY = ("submit", "approve", "announce")
GIFTS = (
    ("warmth", "暖冬行动：姜茶和手套", "双江街道货运停车场"),
    ("health", "健康行动：司机免费体检", "县人民医院体检中心"),
)


@stage("campaigns", "服务行动 / campaigns", order=116)
def load_campaigns() -> None:
    union, officer, now = tree_by_key()["yunyang"], demo_person("county"), database_now()
    today = local_date(now)
    days = today - timedelta(days=20), today + timedelta(days=40)
    for number, (kind, title, place) in enumerate(GIFTS):
        terms = Terms(kind, title, *days, line="四季送", any_tags=("truck_driver",) if number else ())
        campaign = open_campaign(union, terms, by=officer)
        partner = Partner(campaign=campaign, name="县红十字会", role="builds", gives="药箱和志愿者")
        name_partner(campaign, partner, by=officer)
        begins = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=2 + number)
        plan = Plan("service", title, begins, begins + timedelta(hours=3), 80, place=place)
        activity = hold(campaign, plan, by=officer)
        for step in WAY:
            move(activity, step, by=officer, at=now)
