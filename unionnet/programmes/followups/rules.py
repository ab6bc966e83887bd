# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.activities.models import Activity, FollowUp
from unionnet.tools.activities.rules import why_not_manage


def why_not_hand_over(person: Person, follow_up: FollowUp) -> Refusal | None:
    """Officers of the union whose file it is: what is not done, of an activity that was not called off."""
    if refusal := why_not_manage(person, follow_up.activity):
        return refusal
    if follow_up.done_at is not None:
        return Refusal("done", _("这项任务已经完成。"))
    if follow_up.activity.state == Activity.State.CANCELLED:
        return Refusal("called_off", _("活动已取消，没有后续任务。"))
    return None
