# SPDX-License-Identifier: Apache-2.0
"""What the union above has to allow: early and late re-elections (ORG-20), moving a chair (ORG-28)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import add_days
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.committees.actions.checkups import check
from unionnet.programmes.committees.facts import PermissionAsked, PermissionFollowed
from unionnet.programmes.committees.kinds import PERMISSIONS
from unionnet.programmes.committees.letters import permission_words
from unionnet.programmes.committees.models import Committee, Permission, Seat
from unionnet.programmes.committees.rules import HEADS, LETTER_MOVES, why_not_delay, why_not_manage
from unionnet.tools.submissions.actions import define_kind, write_letter
from unionnet.tools.submissions.models import Submission

ASKED_AT_ONCE = 500


@verb
def ask_permission(
    committee: Committee,
    kind: str,
    reason: str,
    *,
    until: date | None = None,
    seat: Seat | None = None,
    by: Person,
) -> Permission:
    """Write the letter to the union above. It is asked when the letter is sent."""
    union = committee.organisation
    if refusal := why_not_manage(by, union) or _why_not_ask(committee, kind, reason, until, seat):
        raise refusal
    permission = Permission(
        committee=committee,
        kind=kind,
        reason=reason.strip()[:300],
        until=until if kind == Permission.Kind.LATE else None,
        seat=seat if kind == Permission.Kind.MOVE else None,
    )
    permission.submission = write_letter(
        define_kind(PERMISSIONS[Permission.Kind(kind)]),
        union,
        permission_words(permission),
        decider=union.parent,
        url=reverse("desk-committees:union", args=[union.public_id]),
        by=by,
    )
    try:
        with transaction.atomic():
            permission.save()
    except IntegrityError as error:
        raise Refusal("asked_already", _("同样的请示正在等待答复。")) from error
    tell(PermissionAsked(permission.pk, union.pk, kind), by=by, org_path=union.path)
    return permission


@verb
def follow_permission(submission: Submission, move: str, *, at: datetime | None = None) -> None:
    """The letter took a step. Heard twice, it is made once: it must be open from the state there is."""
    rows = Permission.objects.select_for_update(of=["self"]).select_related("committee__organisation")
    permission = rows.get(submission=submission)
    if move in LETTER_MOVES.open_from(permission.state):
        _move(permission, move, submission, at or database_now())


@verb
def take_silence_for_consent(*, at: datetime | None = None) -> int:
    """ORG-28, where a region says so: the day after the last one, silence is consent. The letter stays where
    it lies; an answer that comes later changes nothing any more. Returns how many."""
    at = at or database_now()
    silent = Permission.objects.select_for_update(of=["self"]).select_related("committee__organisation")
    silent = silent.filter(state=Permission.State.ASKED, due_on__lt=local_date(at)).order_by("due_on")
    found = list(silent[:ASKED_AT_ONCE])
    for permission in found:
        _move(permission, "be_silent", None, at)
    return len(found)


def _move(permission: Permission, move: str, letter: Submission | None, at: datetime) -> None:
    """`letter` is None when it is the clock that moves."""
    committee, union = permission.committee, permission.committee.organisation
    permission.state = LETTER_MOVES.after(permission.state, move)
    if move == "send" and letter and letter.sent_at:
        _start_the_clock(permission, local_date(letter.sent_at))
    elif permission.state in (Permission.State.GRANTED, Permission.State.REFUSED) and letter:
        permission.basis, permission.decided_on = str(letter.reply_number), letter.decided_on
    elif permission.state == Permission.State.SILENT:
        permission.decided_on = local_date(at)
    permission.save(update_fields=["state", "asked_on", "due_on", "rule", "basis", "decided_on"])
    if permission.is_granted and permission.kind == Permission.Kind.LATE and permission.until:
        committee.until = permission.until
        committee.save(update_fields=["until"])
    check([union.pk], at=at)
    fact = PermissionFollowed(permission.pk, union.pk, permission.state, permission.basis)
    tell(fact, by=letter.decided_by if letter else None, org_path=union.path)


def _start_the_clock(permission: Permission, day: date) -> None:
    """Where a region counts silence as consent, the day it does is set when the letter goes up."""
    permission.asked_on, permission.due_on = day, None
    if permission.kind != Permission.Kind.MOVE:
        return
    days = rule("ORG-28.silence_days", where=permission.committee.organisation.county_code, on=day)
    if days.value:
        permission.due_on = add_days(day, days.value)
        permission.rule = f"{days.citation.rule} {days.citation.pack}"


def _why_not_ask(
    committee: Committee, kind: str, reason: str, until: date | None, seat: Seat | None
) -> Refusal | None:
    if not committee.is_sitting:
        return Refusal("term_over", _("这一届已经结束。"))
    if len(reason.strip()) < 2:
        return Refusal("no_reason", _("请写明理由，上级工会会看到。"))
    if kind == Permission.Kind.LATE:
        return why_not_delay(committee, until)
    if kind == Permission.Kind.MOVE and (seat is None or seat.post not in HEADS or seat.until):
        return Refusal("no_head", _("请选择要调动的主席或副主席。"))
    return None
