# SPDX-License-Identifier: Apache-2.0
"""The chair hears of a plan, who planned it hears of the answer. What is announced stands on the phones."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.journal import on
from unionnet.tools.activities.facts import ActivityMoved
from unionnet.tools.activities.models import Activity

TITLES = {
    "submit": gettext_noop("活动待您审批"),
    "approve": gettext_noop("活动已获批准"),
    "return": gettext_noop("活动被退回修改"),
}


@on(ActivityMoved)
def tell_who_is_next(fact: ActivityMoved) -> None:
    if fact.move not in TITLES:
        return
    activity = Activity.objects.select_related("organisation").get(pk=fact.activity_id)
    union, planner = activity.organisation, activity.planned_by_id
    chairs = holders_by_union("activities.approve", [union.pk]).get(union.pk, [])
    notify_all(
        [each for each in chairs if each != planner] if fact.move == "submit" else [planner],
        kind="activities.moved",
        title=TITLES[fact.move],
        text=gettext_noop("%(title)s（%(union)s）"),
        unique=f"activities:{fact.step_id}",
        url=f"/desk/activities/{activity.public_id}",
        organisation=union,
        facts={"title": activity.title, "union": union.name},
    )
