# SPDX-License-Identifier: Apache-2.0
"""Verbs of the member day: start it, plan a year, move or drop a session, set up what is drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.memberday.facts import (
    MemberDayEnded,
    MemberDayStarted,
    SessionDropped,
    SessionHeld,
    SessionMoved,
    YearPlanned,
)
from unionnet.programmes.memberday.models import MemberDay, Session
from unionnet.programmes.memberday.rules import (
    why_not_change,
    why_not_day,
    why_not_hold,
    why_not_manage,
    why_not_plan,
)
from unionnet.tools.benefits.actions import PrizeTerms, RaffleTerms, open_raffle

SESSIONS = UUID("4f0b9d0c-6d0e-5c53-9a3e-3d5a1b7c2e18")  # our corner of the keys of raffles


@verb
def start(union: Organisation, title: str, day: int, *, by: Person, title_en: str = "") -> MemberDay:
    """A member day of this union. Started twice under one title it is one."""
    if no := why_not_manage(by, union) or why_not_day(day):
        raise no
    said = {"day": day, "title_en": one_line(title_en, 80)}
    made, is_new = MemberDay.objects.get_or_create(
        organisation=union, title=one_line(title, 40), defaults=said
    )
    if is_new:
        tell(MemberDayStarted(made.pk, union.pk), by=by, org_path=union.path)
    return made


@verb
def end(member_day: MemberDay, *, by: Person, at: datetime | None = None) -> MemberDay:
    """No more of it is planned; what was planned and has no raffle is dropped. Twice is once."""
    member_day = _locked(member_day)
    if no := why_not_manage(by, member_day.organisation):
        raise no
    if member_day.ended_at is None:
        member_day.ended_at = at or database_now()
        member_day.save(update_fields=["ended_at"])
        member_day.sessions.filter(raffle=None).delete()
        tell(MemberDayEnded(member_day.pk), by=by, org_path=member_day.organisation.path)
    return member_day


@verb
def plan_year(member_day: MemberDay, year: int, *, by: Person, at: datetime | None = None) -> int:
    """A session each month of the year, from today on; months that have one keep it. Returns how many are
    new."""
    member_day, today = _locked(member_day), local_date(at or database_now())
    if no := why_not_plan(by, member_day, year):
        raise no
    taken = {on.month for on in member_day.sessions.filter(on__year=year).values_list("on", flat=True)}
    days = [date(year, month, member_day.day) for month in range(1, 13) if month not in taken]
    made = [Session(member_day=member_day, on=day) for day in days if day >= today]
    Session.objects.bulk_create(made)
    if made:
        fact = YearPlanned(member_day.pk, year, len(made))
        tell(fact, by=by, org_path=member_day.organisation.path)
    return len(made)


@verb
def move(session: Session, on: date, *, by: Person) -> Session:
    """To another date, while nothing is drawn on it."""
    session = _session(session)
    if no := why_not_change(by, session):
        raise no
    session.on = on
    try:
        with transaction.atomic():
            session.save(update_fields=["on"])
    except IntegrityError as twice:
        raise Refusal("day_taken", _("这一天已经有一期了。")) from twice
    tell(SessionMoved(session.pk), by=by, org_path=session.member_day.organisation.path)
    return session


@verb
def drop(session: Session, *, by: Person) -> None:
    session = _session(session)
    if no := why_not_change(by, session):
        raise no
    session.delete()
    fact = SessionDropped(session.member_day_id)
    tell(fact, by=by, org_path=session.member_day.organisation.path)


@verb
def hold(
    session: Session,
    terms: RaffleTerms,
    prizes: Sequence[PrizeTerms],
    *,
    by: Person,
    at: datetime | None = None,
) -> Session:
    """Open the raffle of a session. Its title says which month it is; held twice it is one."""
    session = _session(session)
    if session.raffle_id:
        return session
    if no := why_not_hold(by, session, local_date(at or database_now())):
        raise no
    union = session.member_day.organisation
    session.raffle = open_raffle(union, _titled(session, terms), prizes, key=_key(session), by=by)
    session.save(update_fields=["raffle"])
    tell(SessionHeld(session.pk, session.raffle.pk), by=by, org_path=union.path)
    return session


def _titled(session: Session, terms: RaffleTerms) -> RaffleTerms:
    day, month = session.member_day, f"{session.on:%Y-%m}"
    return replace(terms, title=f"{day.title} {month}", title_en=f"{day.title_en or day.title} {month}")


def _key(session: Session) -> UUID:
    return uuid5(SESSIONS, session.public_id)


def _session(session: Session) -> Session:
    rows = Session.objects.select_for_update(of=["self"]).select_related("member_day__organisation")
    return rows.get(pk=session.pk)


def _locked(member_day: MemberDay) -> MemberDay:
    rows = MemberDay.objects.select_for_update(of=["self"]).select_related("organisation")
    return rows.get(pk=member_day.pk)
