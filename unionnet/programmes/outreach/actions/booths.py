# SPDX-License-Identifier: Apache-2.0
"""Verbs of one table: open it with its keeper, and take the slips it sends, each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.actions import (
    ask_transfer,
    enter_for,
    lend_post,
    make_join_code,
    or_conflict,
)
from unionnet.directory.people.identity import Particulars, clean
from unionnet.directory.people.models import Conflict, Membership, Person, Role
from unionnet.directory.people.occupations import OCCUPATIONS
from unionnet.directory.people.queries import bound_by_document
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.outreach.actions.meetings import approve_on_the_spot
from unionnet.programmes.outreach.facts import BoothOpened, SlipTaken
from unionnet.programmes.outreach.models import Booth, Meeting, Slip
from unionnet.programmes.outreach.rules import (
    AFTER,
    approving_role,
    lent_otherwise,
    member_here,
    no_occupation,
    not_agreed,
    not_agreed_to_move,
    not_authorised,
    why_not_open_booth,
    why_not_write_down,
    written_down_already,
)

LENT = ("outreach.see", "people.approve")
Outcome = Slip.Outcome


@dataclass(frozen=True)
class Filled:
    """A slip as it was filled in. `key` makes it one however often it is sent, `mends` names the refused one
    it stands for; `agreed` and `moves` are what the person said yes to."""

    key: UUID
    given: Particulars
    agreed: bool
    moves: bool = False
    was_kept: bool = False
    mends: UUID | None = None


@dataclass(frozen=True)
class Settled:
    outcome: str
    membership: Membership | None = None
    refusal: Refusal | None = None


@verb
def open_booth(
    meeting: Meeting, name: str, keeper: Person, *, by: Person, at: datetime | None = None
) -> Booth:
    """A table with a code of its own. To another keeper the post is lent for the days of the meeting; asked
    twice, it is one table."""
    at = at or database_now()
    meeting = Meeting.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=meeting.pk)
    if held := meeting.booths.filter(name=name, keeper=keeper).first():
        return held
    if refusal := why_not_open_booth(meeting, by, at=at):
        raise refusal
    role = approving_role(by, meeting.organisation, at=at)
    if role is None:
        raise not_authorised()
    if meeting.booths.filter(name=name).exists():
        raise Refusal("same_name", _("已经有叫这个名字的登记台。"))
    code = make_join_code(
        meeting.organisation,
        by=by,
        channel=Membership.Channel.EVENT,
        place_name=meeting.place,
        event=f"{meeting.title} · {name}",
        until=meeting.ends_at + AFTER,
    )
    if not keeper.may("people.approve", meeting.organisation.path):
        _lend(role, keeper, meeting, by=by, at=at)
    booth = Booth.objects.create(meeting=meeting, name=name, join_code=code, keeper=keeper)
    fact = BoothOpened(booth.pk, meeting.pk, keeper.pk)
    tell(fact, by=by, org_path=meeting.organisation.path)
    return booth


def _lend(role: Role, keeper: Person, meeting: Meeting, *, by: Person, at: datetime) -> None:
    since, until = max(local_date(at), local_date(meeting.starts_at)), local_date(meeting.ends_at)
    held = role.lent.filter(person=keeper, until__gte=since).first()
    if held is None:
        lend_post(role, keeper, LENT, since=since, until=until, by=by)
    elif not (set(LENT) <= set(held.verbs or ()) and held.since <= since and until <= (held.until or since)):
        raise lent_otherwise()


@verb
def take_slip(booth: Booth, filled: Filled, *, by: Person, at: datetime | None = None) -> Slip:
    """Write somebody down and settle it at once: taken in, a transfer asked, to be looked at, or a reason why
    not. The key comes first: who sends it a second time waits for the first, and gets its answer."""
    at, union = at or database_now(), booth.meeting.organisation
    if refusal := why_not_write_down(booth.meeting, by, at=at):
        raise refusal
    fresh = {"by": by, "at": at, "was_kept": filled.was_kept}
    slips = Slip.objects.select_related("membership__person")
    slip, is_new = slips.get_or_create(booth=booth, key=filled.key, defaults=fresh)
    if not is_new:
        return slip
    if filled.mends:
        booth.slips.filter(key=filled.mends, outcome=Outcome.REFUSED).update(is_mended=True)
    settled = _settled(booth, filled, by, at)
    slip.outcome, slip.membership = settled.outcome, settled.membership
    if settled.refusal:
        slip.code, slip.reason = settled.refusal.code, str(settled.refusal)[:300]
    slip.save(update_fields=["outcome", "membership", "code", "reason"])
    tell(SlipTaken(slip.pk, booth.pk, slip.outcome), by=by, org_path=union.path)
    return slip


def _settled(booth: Booth, filled: Filled, by: Person, at: datetime) -> Settled:
    try:
        with transaction.atomic():
            return _taken_in(booth, filled, by, at)
    except Refusal as no:
        return Settled(Outcome.REFUSED, refusal=no)


def _taken_in(booth: Booth, filled: Filled, by: Person, at: datetime) -> Settled:
    """The way of one slip. Raises the reason why nothing was written down."""
    union = booth.meeting.organisation
    if not filled.agreed:
        raise not_agreed()
    given = clean(filled.given, on=local_date(at))
    if given.occupation not in OCCUPATIONS:
        raise no_occupation()
    own = bound_by_document(given)
    if own and (before := _at_this_meeting(booth.meeting, own)):
        raise written_down_already(before.booth.name)
    if own and own.is_member:
        return _moved(own, filled, booth, by, at)
    entered = or_conflict(
        lambda: enter_for(union, given, by=by, code=booth.join_code, at=at),
        union,
        given,
        by=by,
        origin=Conflict.Origin.ENTERING,
        at=at,
    )
    if isinstance(entered, Conflict):
        return Settled(Outcome.CONFLICT)
    return _approved(booth.meeting, entered, by, at)


def _at_this_meeting(meeting: Meeting, own: Membership) -> Slip | None:
    return Slip.objects.filter(booth__meeting=meeting, membership=own).select_related("booth").first()


def _moved(own: Membership, filled: Filled, booth: Booth, by: Person, at: datetime) -> Settled:
    """A member already: from another union 会籍 is asked over, with their consent."""
    if own.organisation_id == booth.meeting.organisation_id:
        raise member_here()
    if not filled.moves:
        raise not_agreed_to_move(own.organisation)
    reason = _("本人在%(title)s%(booth)s同意接转") % {"title": booth.meeting.title, "booth": booth.name}
    ask_transfer(own, booth.meeting.organisation, reason, by=by, at=at)
    return Settled(Outcome.TRANSFERRING, own)


def _approved(meeting: Meeting, entered: Membership, by: Person, at: datetime) -> Settled:
    """On the spot; what may not be decided here waits in the queue with the reason."""
    try:
        with transaction.atomic():
            return Settled(Outcome.APPROVED, approve_on_the_spot(meeting, entered, by=by, at=at).membership)
    except Refusal as no:
        return Settled(Outcome.WAITING, entered, no)
