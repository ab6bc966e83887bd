# SPDX-License-Identifier: Apache-2.0
"""What the union above has to allow: early and late re-elections (ORG-20), moving a chair (ORG-28)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import add_days
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.committees.actions.checkups import check
from unionnet.programmes.committees.facts import PermissionAsked, PermissionDecided
from unionnet.programmes.committees.models import Committee, Permission, Seat
from unionnet.programmes.committees.rules import HEADS, why_not_decide, why_not_delay, why_not_manage

ASKED_AT_ONCE = 500


@transaction.atomic
def ask_permission(
    committee: Committee,
    kind: str,
    reason: str,
    *,
    until: date | None = None,
    seat: Seat | None = None,
    by: Person,
    at: datetime | None = None,
) -> Permission:
    """Ask the union above. Where a region counts silence as consent, the day it does is set now."""
    today, union = local_date(at or database_now()), committee.organisation
    refusal = why_not_manage(by, union) or _why_not_ask(committee, kind, reason, until, seat)
    if refusal:
        raise refusal
    is_move = kind == Permission.Kind.MOVE
    days = rule("ORG-28.silence_days", where=union.county_code, on=today)
    permission = Permission(
        committee=committee,
        kind=kind,
        reason=reason.strip()[:300],
        until=until if kind == Permission.Kind.LATE else None,
        seat=seat if is_move else None,
        asked_on=today,
        asked_by=by,
    )
    if is_move and days.value:
        permission.due_on = add_days(today, days.value)
        permission.rule = f"{days.citation.rule} {days.citation.pack}"
    try:
        with transaction.atomic():
            permission.save()
    except IntegrityError as error:
        raise Refusal("asked_already", _("同样的请示正在等待答复。")) from error
    check([union.pk], at=at)
    tell(PermissionAsked(permission.pk, union.pk, kind), by=by, org_path=union.path)
    return permission


@transaction.atomic
def decide_permission(
    permission: Permission, *, granted: bool, basis: str = "", by: Person, at: datetime | None = None
) -> Permission:
    """The union above says yes or no. A late re-election that is allowed moves the end of the term."""
    permission = _locked(permission)
    if refusal := why_not_decide(by, permission.committee.organisation):
        raise refusal
    if permission.state != Permission.State.ASKED:
        raise Refusal("decided_already", _("这份请示已经答复。"))
    state = Permission.State.GRANTED if granted else Permission.State.REFUSED
    return _decide(permission, state, basis, by, at or database_now())


@transaction.atomic
def take_silence_for_consent(*, at: datetime | None = None) -> int:
    """ORG-28, where a region says so: the day after the last one, silence is consent. Returns how many."""
    at = at or database_now()
    silent = Permission.objects.filter(state=Permission.State.ASKED, due_on__lt=local_date(at))
    ids = list(silent.order_by("due_on").values_list("pk", flat=True)[:ASKED_AT_ONCE])
    for pk in ids:
        _decide(_locked(Permission(pk=pk)), Permission.State.SILENT, "", None, at)
    return len(ids)


def _decide(permission: Permission, state: str, basis: str, by: Person | None, at: datetime) -> Permission:
    committee, union = permission.committee, permission.committee.organisation
    permission.state, permission.basis = state, basis.strip()[:60]
    permission.decided_on, permission.decided_by = local_date(at), by
    permission.save(update_fields=["state", "basis", "decided_on", "decided_by"])
    if permission.is_granted and permission.kind == Permission.Kind.LATE and permission.until:
        committee.until = permission.until
        committee.save(update_fields=["until"])
    check([union.pk], at=at)
    tell(PermissionDecided(permission.pk, union.pk, state, permission.basis), by=by, org_path=union.path)
    return permission


def _locked(permission: Permission) -> Permission:
    rows = Permission.objects.select_for_update(of=["self"])
    return rows.select_related("committee__organisation__parent").get(pk=permission.pk)


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
