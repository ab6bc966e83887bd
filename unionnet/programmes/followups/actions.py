# SPDX-License-Identifier: Apache-2.0
"""Two tools that do not know each other meet here: what a meeting asked for becomes a matter of the
office."""

from __future__ import annotations

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.followups.facts import FollowUpHandedOver
from unionnet.programmes.followups.models import Followed
from unionnet.programmes.followups.rules import why_not_hand_over
from unionnet.tools.activities.actions import finish_follow_up
from unionnet.tools.activities.models import FollowUp
from unionnet.tools.activities.rules import why_not_take_part
from unionnet.tools.supervision.actions import Origin, Words, collect
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.endings import Ending

APP = "followups"


@verb
def hand_over(follow_up: FollowUp, *, by: Person) -> Item:
    """转为督办: it is on the list of the office. Handed over twice it is one item."""
    rows = FollowUp.objects.select_for_update(of=["self"]).select_related("activity__organisation")
    follow_up = rows.get(pk=follow_up.pk)
    if followed := Followed.objects.filter(follow_up=follow_up).select_related("item").first():
        return followed.item
    if refusal := why_not_hand_over(by, follow_up):
        raise refusal
    activity = follow_up.activity
    words = Words(
        follow_up.what[:120],
        requirement=_("%(heading)s。%(what)s（%(day)s 前完成）")
        % {"heading": follow_up.heading, "what": follow_up.what, "day": follow_up.due_on.isoformat()},
        source=Item.Source.MEETING,
        basis=activity.title,
        whose=follow_up.whose[:80],
    )
    origin = Origin(APP, follow_up.public_id, f"/desk/activities/{activity.public_id}")
    item = collect(activity.organisation, words, by=by, origin=origin)
    Followed.objects.create(follow_up=follow_up, item=item, by=by)
    tell(FollowUpHandedOver(follow_up.pk, item.pk), by=by, org_path=activity.organisation.path)
    return item


@verb
def finish_with(ended: Ending) -> bool:
    """The item is closed, so is what the meeting asked for. False when there is none, or it is done already.
    Who closes for the office may have no say in the file: then it is in the name of who handed it over."""
    rows = Followed.objects.select_related("follow_up__activity__organisation", "by")
    followed = rows.filter(item=ended.item).first()
    if followed is None or followed.follow_up.done_at is not None:
        return False
    doer = followed.by if why_not_take_part(ended.by, followed.follow_up.activity) else ended.by
    finish_follow_up(followed.follow_up, ended.result, by=doer, at=ended.at)
    return True
