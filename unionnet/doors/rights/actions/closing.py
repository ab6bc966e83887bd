# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from unionnet.directory.people.actions import withdraw, withdraw_consent
from unionnet.directory.people.actions.life import begin, locked
from unionnet.directory.people.models import Account, Membership, MembershipSpan, Person, Role
from unionnet.directory.people.models.memberships import MEMBER_STATES, UNDECIDED_STATES
from unionnet.directory.people.queries import consents_of, memberships_of
from unionnet.directory.people.standings import refresh_standing
from unionnet.doors.rights.facts import ClosureAsked, ClosureTakenBack, PersonErased
from unionnet.doors.rights.models import Closure
from unionnet.doors.rights.queries import running_offers_of
from unionnet.doors.rights.rules import grace, why_not_close, why_not_close_for
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.journal import tell, tell_all
from unionnet.foundation.privacy.erasing import erase
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.tools.enrolment.actions import withdraw as give_up_place
from unionnet.tools.enrolment.models import Withdrawal

log = structlog.get_logger(__name__)
BATCH = 100
ENDS = ("withdrawn", "expelled", "deceased")


@verb
def ask_to_close(person: Person, *, by: Person, note: str = "", at: datetime | None = None) -> Closure:
    """Close my account and forget me (PI-06), after days in which I may think again. Twice is once."""
    return _ask(person, by=by, note=note, paper=None, at=at or database_now())


@verb
def close_for_relatives(
    person: Person, *, paper: StoredFile | None, by: Person, note: str = "", at: datetime | None = None
) -> Closure:
    """The same for somebody who died, asked by relatives through an officer."""
    if refusal := why_not_close_for(by, person, has_paper=paper is not None):
        raise refusal
    return _ask(person, by=by, note=note, paper=paper, at=at or database_now())


def _ask(person: Person, *, by: Person, note: str, paper: StoredFile | None, at: datetime) -> Closure:
    if refusal := why_not_close(person, at=at):
        raise refusal
    final = at + timedelta(days=grace(at).value)
    try:
        with transaction.atomic():
            closure = Closure.objects.create(
                person=person, by=by, note=note.strip()[:200], paper=paper, asked_at=at, final_at=final
            )
    except IntegrityError:  # one at a time is a constraint
        return Closure.objects.get(person=person, taken_back_at__isnull=True, done_at__isnull=True)
    tell(ClosureAsked(closure.pk, person.pk), by=by)
    return closure


@verb
def take_closure_back(closure: Closure, *, by: Person, at: datetime | None = None) -> Closure:
    """Think again. Nothing has been erased yet."""
    closure = Closure.objects.select_for_update(of=["self"]).get(pk=closure.pk)
    if closure.done_at:
        raise Refusal("closed_already", _("已经注销，没有可以再删除的个人信息。"))
    if closure.taken_back_at is None:
        closure.taken_back_at = at or database_now()
        closure.save(update_fields=["taken_back_at"])
        tell(ClosureTakenBack(closure.pk, closure.person_id), by=by)
    return closure


def finish_closures(*, at: datetime | None = None) -> int:
    """Those whose days are over are carried out, each on its own. Returns how many."""
    at = at or database_now()
    due = Closure.objects.filter(final_at__lte=at, taken_back_at__isnull=True, done_at__isnull=True)
    return sum(_finish(pk, at) for pk in due.order_by("final_at").values_list("pk", flat=True)[:BATCH])


def _finish(pk: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            closure = Closure.objects.select_for_update(of=["self"], skip_locked=True).filter(pk=pk).first()
            if closure is None or closure.done_at or closure.taken_back_at:
                return False
            if refusal := why_not_close(closure.person, at=at):
                raise refusal
            _leave(closure.person, at=at)
            closure.done_at = at
            closure.save(update_fields=["done_at"])
            forget([closure.person_id])
            return True
    except Refusal as refusal:
        log.warning("an account cannot be closed", closure=pk, why=refusal.code)
        return False


def _leave(person: Person, *, at: datetime) -> None:
    """Give back what others wait for, and say no to everything one agreed to."""
    for offer in running_offers_of(person, at):
        give_up_place(person, offer, by=person, why=Withdrawal.Why.BY_OFFICE, at=at)
    for membership in memberships_of(person).filter(state__in=UNDECIDED_STATES):
        withdraw(membership, by=person, at=at)
    for membership in memberships_of(person).filter(state__in=MEMBER_STATES):
        own, words = locked(membership), _("本人注销账号")
        begin(own, "leave", by=person, on=local_date(at), at=at, reason=words)
    for consent in consents_of(person).filter(withdrawn_at__isnull=True):
        withdraw_consent(consent, by=person, at=at)


@verb
def forget(people: list[int]) -> dict[str, int]:
    """Everything as every app has declared; what the hot lane may know follows."""
    touched = erase(people)
    refresh_standing(people)
    tell_all((PersonErased(person) for person in people), by=None)
    return touched


@verb
def forget_the_departed(*, at: datetime | None = None) -> int:
    """Those who left their union years ago and were not here since: their time is over (PI-07)."""
    at = at or database_now()
    years = rule("PI-07.membership_years", on=local_date(at)).value
    before = at - timedelta(days=366 * years)
    own = {"person": OuterRef("pk")}
    over = MembershipSpan.objects.filter(until=None, state__in=ENDS, since__lt=local_date(before))
    refused = Q(state__in=("withdrawn", "rejected"), spans=None, decided_at__lt=before)
    ended = Exists(over.filter(membership=OuterRef("pk"))) | Q(refused)
    here = Account.objects.filter(Q(last_login__gte=before) | Q(phone_proved_at__gte=before), **own)
    departed = Person.objects.filter(
        Exists(over.filter(**own)),
        ~Exists(Membership.objects.filter(~Q(ended), **own)),
        ~Exists(here),
        ~Exists(Role.objects.filter(**own)),
    ).exclude(name="", id_index=None, mobile_index=None)
    people = list(departed.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if people:
        forget(people)
    return len(people)
