# SPDX-License-Identifier: Apache-2.0
"""Goods that are handed out at an activity. Two tools that do not know each other meet here: whoever signs
for a parcel has come, and nobody is asked to sign in once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.campaigns.facts import GiftJoined
from unionnet.programmes.campaigns.models import Gift
from unionnet.programmes.campaigns.rules import why_not_give, why_not_manage
from unionnet.tools.activities.actions import note_crowd, strike_from_crowd
from unionnet.tools.activities.models import Activity, Attendee, Session
from unionnet.tools.benefits.models import STANDS, Benefit, Receipt


@verb
def give_at(activity: Activity, benefit: Benefit, *, by: Person) -> Gift:
    """From now on who receives it has come to the activity; so have those who had it already. Asked again, it
    is the same."""
    activity = Activity.objects.select_related("organisation").get(pk=activity.pk)
    if refusal := why_not_manage(by, activity.organisation) or why_not_give(activity, benefit):
        raise refusal
    gift, is_new = Gift.objects.get_or_create(benefit=benefit, defaults={"activity": activity})
    if gift.activity_id != activity.pk:
        raise Refusal("given_elsewhere", _("这个普惠项目已经列在另一个活动里。"))
    if is_new:
        _note(activity, Receipt.objects.filter(STANDS, content__benefit=benefit))
        tell(GiftJoined(activity.pk, benefit.pk), by=by, org_path=activity.organisation.path)
    return gift


@verb
def copy_receipts(benefit_id: int, key: str) -> int:
    """Who was handed it in this hand-out came to its activity. Returns how many are new there; 0 when it
    belongs to none."""
    gift = Gift.objects.filter(benefit=benefit_id).select_related("activity__organisation").first()
    if gift is None:
        return 0
    return _note(gift.activity, Receipt.objects.filter(STANDS, key=key, content__benefit=benefit_id))


@verb
def drop_receipt(benefit_id: int, person_id: int) -> int:
    """What somebody was handed by mistake was taken back: they did not come for it, unless they had something
    else there. Returns in how many sessions they stood."""
    gift = Gift.objects.filter(benefit=benefit_id).select_related("activity__organisation").first()
    if gift is None:
        return 0
    there = Gift.objects.filter(activity=gift.activity).values("benefit")
    if Receipt.objects.filter(STANDS, person=person_id, content__benefit__in=there).exists():
        return 0
    return strike_from_crowd(gift.activity, person_id, via=Attendee.Via.GIFT)


def _note(activity: Activity, receipts: QuerySet[Receipt]) -> int:
    sessions = list(activity.sessions.order_by("starts_at"))
    crowds: dict[Session, dict[int, datetime]] = defaultdict(dict)
    for person, at in receipts.order_by("-pk").values_list("person", "at"):
        crowds[_session_at(sessions, at)][person] = at
    return sum(note_crowd(session, people, via=Attendee.Via.GIFT) for session, people in crowds.items())


def _session_at(sessions: Sequence[Session], at: datetime) -> Session:
    """The one that runs or comes next; the last when all are over."""
    return next((each for each in sessions if at <= each.ends_at), sessions[-1])
