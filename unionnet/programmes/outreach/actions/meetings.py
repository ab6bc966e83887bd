# SPDX-License-Identifier: Apache-2.0
"""Verbs of the stand as a whole: call it, hand out, ask and answer, take in on the spot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import approve, make_join_code
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.outreach.facts import (
    ApprovedOnTheSpot,
    AskAnswered,
    Asked,
    LeafletsHandedOut,
    MeetingCalled,
)
from unionnet.programmes.outreach.models import Ask, Leaflet, Meeting, Scan, SpotApproval
from unionnet.programmes.outreach.queries import codes_of, meeting_of_code
from unionnet.programmes.outreach.rules import (
    AFTER,
    SHORTEST,
    approving_role,
    not_authorised,
    why_not_approve_here,
    why_not_ask,
    why_not_hours,
    why_not_manage,
)

MOST_AT_ONCE = 10_000


@dataclass(frozen=True)
class Plan:
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime


@verb
def call_meeting(union: Organisation, plan: Plan, *, by: Person) -> Meeting:
    """A stand with a join code of its own, which ends when the stand does. Sent twice it is one."""
    if refusal := why_not_manage(by, union) or why_not_hours(plan.starts_at, plan.ends_at):
        raise refusal
    code = make_join_code(
        union,
        by=by,
        channel=Membership.Channel.EVENT,
        place_name=plan.place,
        event=plan.title,
        until=plan.ends_at + AFTER,
    )
    meeting, is_new = Meeting.objects.get_or_create(
        join_code=code, defaults={"organisation": union, **vars(plan)}
    )
    if is_new:
        tell(MeetingCalled(meeting.pk, union.pk), by=by, org_path=union.path)
    return meeting


@verb
def hand_out(meeting: Meeting, title: str, count: int, *, by: Person) -> Leaflet:
    """So many more of a leaflet."""
    if refusal := why_not_manage(by, meeting.organisation):
        raise refusal
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refusal("no_such_count", _("一次请填 1 到 10000 份。"))
    leaflet, _is_new = Leaflet.objects.get_or_create(meeting=meeting, title=title.strip()[:60])
    Leaflet.objects.filter(pk=leaflet.pk).update(handed_out=F("handed_out") + count)
    tell(LeafletsHandedOut(leaflet.pk, count), by=by, org_path=meeting.organisation.path)
    leaflet.refresh_from_db()
    return leaflet


@verb
def ask(meeting: Meeting, kind: str, text: str, *, by: Person | None, at: datetime | None = None) -> Ask:
    """A question or a service that is needed. The same words twice are one."""
    open_ = meeting.asks.filter(replied_at__isnull=True)
    text = text.strip()[:300]
    if same := open_.filter(kind=kind, text=text).first():
        return same
    if refusal := why_not_ask(meeting, text, open_.count(), at=at or database_now()):
        raise refusal
    asked = Ask(meeting=meeting, person=by, kind=Ask.Kind(kind), text=text)
    try:
        with transaction.atomic():
            asked.save()
    except IntegrityError:  # two taps at once: the other one made it
        return open_.get(kind=kind, text=text)
    tell(Asked(asked.pk, meeting.pk), by=by, org_path=meeting.organisation.path)
    return asked


@verb
def answer(asked: Ask, reply: str, *, by: Person, at: datetime | None = None) -> Ask:
    """Answer in words. The first answer stands."""
    rows = Ask.objects.select_for_update(of=["self"]).select_related("meeting__organisation")
    asked = rows.get(pk=asked.pk)
    if refusal := why_not_manage(by, asked.meeting.organisation):
        raise refusal
    if asked.replied_at:
        return asked
    if len(reply.strip()) < SHORTEST:
        raise Refusal("no_words", _("请写明怎样答复，至少 4 个字。"))
    asked.reply, asked.replied_by, asked.replied_at = reply.strip()[:300], by, at or database_now()
    asked.save(update_fields=["reply", "replied_by", "replied_at"])
    tell(AskAnswered(asked.pk, asked.meeting_id), by=by, org_path=asked.meeting.organisation.path)
    return asked


@verb
def approve_on_the_spot(
    meeting: Meeting, membership: Membership, *, by: Person, at: datetime | None = None
) -> SpotApproval:
    """Take somebody in at the stand, by the post one holds. Twice is once."""
    at = at or database_now()
    role = approving_role(by, membership.organisation, at=at)
    if refusal := why_not_approve_here(meeting, membership, codes_of(meeting), at=at):
        raise refusal
    if role is None:
        raise not_authorised()
    membership = approve(membership, by=by, at=at)
    if held := SpotApproval.objects.filter(membership=membership).first():
        return held
    if membership.decided_by_id != by.pk:
        raise Refusal("decided", _("这份申请刚刚已由别的干部审核。"))
    spot = SpotApproval.objects.create(meeting=meeting, membership=membership, role=role, by=by, at=at)
    fact = ApprovedOnTheSpot(membership.pk, meeting.pk, role.pk)
    tell(fact, by=by, org_path=meeting.organisation.path)
    return spot


@verb
def keep_scan(join_code_id: int, membership_id: int, seconds: int) -> Scan | None:
    """When the code was scanned, as the journal tells. None when the code is of no meeting."""
    meeting = meeting_of_code(join_code_id)
    if meeting is None:
        return None
    moment = datetime.fromtimestamp(seconds, UTC)
    return Scan.objects.get_or_create(
        membership_id=membership_id, defaults={"meeting": meeting, "at": moment}
    )[0]
