# SPDX-License-Identifier: Apache-2.0
"""Who came. Signing in waits for nobody: the file is shared, and only who changes it stops others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.activities.actions.planning import locked
from unionnet.tools.activities.facts import AttendeeStruck, HeadsDeclared, RosterTaken, SignedIn
from unionnet.tools.activities.models import Activity, Attendee, HeadCount, Host, Session
from unionnet.tools.activities.rules import (
    why_not_change,
    why_not_sign_in,
    why_not_take_part,
    why_not_write_down,
)

MOST_AT_ONCE = 1000
SHARE = "SELECT state FROM activities_activity WHERE id = %s FOR SHARE"


@dataclass(frozen=True)
class Named:
    """One line of a list: a person of the register, or a name and a unit."""

    person: Person | None = None
    name: str = ""
    unit: str = ""


@verb
def sign_in(
    session: Session, *, by: Person, via: str = Attendee.Via.CODE, at: datetime | None = None
) -> Attendee:
    """By one's own phone. Twice is no error: it is the same row."""
    session = _shared(session)
    if held := session.attendees.filter(person=by).first():
        return held
    standing = Standing.objects.filter(person=by).first()
    path, tags = (standing.path, standing.tags) if standing else ("", [])
    hosts = _hosts(session.activity)
    if refusal := why_not_sign_in(session, path, tags, hosts, at or database_now()):
        raise refusal
    row = Attendee(person=by, via=via, host=_host_of(path, hosts))
    return _kept(row, session, at=at)


@verb
def note_attendance(session: Session, person: Person, *, at: datetime | None = None) -> Attendee | None:
    """Somebody checked in with a place of theirs: heard by a programme, so that nobody is asked twice. None
    when the file takes nobody any more."""
    session = _shared(session)
    if why_not_write_down(session.activity):
        return None
    if held := session.attendees.filter(person=person).first():
        return held
    standing = Standing.objects.filter(person=person).first()
    host = _host_of(standing.path if standing else "", _hosts(session.activity))
    return _kept(Attendee(person=person, via=Attendee.Via.PLACE, host=host), session, at=at)


@verb
def note_crowd(session: Session, people: Mapping[int, datetime], *, via: str) -> int:
    """Persons who came, each at their moment, as a programme knows it; who is there already stays as they
    are. Returns how many are new, none when the file takes nobody any more."""
    session = _shared(session)
    if why_not_write_down(session.activity):
        return 0
    before, hosts = session.attendees.count(), _hosts(session.activity)
    paths = dict(Standing.objects.filter(person__in=people).values_list("person", "path"))
    Attendee.objects.bulk_create(
        (
            Attendee(
                activity=session.activity,
                session=session,
                person_id=person,
                via=via,
                host=_host_of(paths.get(person, ""), hosts),
                at=at,
            )
            for person, at in people.items()
        ),
        ignore_conflicts=True,
        batch_size=MOST_AT_ONCE,
    )
    if count := session.attendees.count() - before:
        path = session.activity.organisation.path
        tell(RosterTaken(session.activity_id, session.pk, count), by=None, org_path=path)
    return count


@verb
def write_down(
    session: Session, named: Named, *, via: str, by: Person, at: datetime | None = None
) -> Attendee:
    """An officer writes somebody down: by card, or from a list."""
    session = _shared(session)
    if refusal := why_not_take_part(by, session.activity) or why_not_write_down(session.activity):
        raise refusal
    return _kept(_row(named, via, by, _hosts(session.activity)), session, at=at)


@verb
def take_roster(
    session: Session,
    people: Iterable[Named],
    *,
    via: str,
    by: Person,
    host: Host | None = None,
    at: datetime | None = None,
) -> int:
    """A whole list at once; who is on it already stays as they are. Returns how many are new."""
    session = _shared(session)
    if refusal := why_not_take_part(by, session.activity) or why_not_write_down(session.activity):
        raise refusal
    named = list(people)
    if len(named) > MOST_AT_ONCE:
        raise Refusal("too_many", _("一次最多登记 1000 人，请分几次。"))
    before, hosts = session.attendees.count(), _hosts(session.activity)
    moment = at or database_now()
    rows = []
    for each in named:
        row = _row(each, via, by, hosts)
        row.activity, row.session, row.at, row.host = session.activity, session, moment, host or row.host
        rows.append(row)
    Attendee.objects.bulk_create(rows, ignore_conflicts=True)
    count = session.attendees.count() - before
    if count:
        path = session.activity.organisation.path
        tell(RosterTaken(session.activity_id, session.pk, count), by=by, org_path=path)
    return count


@verb
def strike(attendee: Attendee, *, by: Person) -> None:
    """Written down by mistake."""
    activity = locked(attendee.activity)
    if refusal := why_not_take_part(by, activity) or why_not_change(activity):
        raise refusal
    if Attendee.objects.filter(pk=attendee.pk).delete()[0]:
        fact = AttendeeStruck(activity.pk, attendee.session_id, attendee.person_id)
        tell(fact, by=by, org_path=activity.organisation.path)


@verb
def strike_from_crowd(activity: Activity, person_id: int, *, via: str) -> int:
    """Somebody did not come after all, as the programme knows that had said so. Whoever signed in some other
    way stays. Returns in how many sessions they stood, none when the file is not changed any more."""
    activity = locked(activity)
    if why_not_change(activity):
        return 0
    rows = Attendee.objects.filter(activity=activity, person=person_id, via=via)
    sessions = list(rows.order_by("session").values_list("session", flat=True))
    rows.delete()
    for session in sessions:
        fact = AttendeeStruck(activity.pk, session, person_id)
        tell(fact, by=None, org_path=activity.organisation.path)
    return len(sessions)


@verb
def declare_heads(count: HeadCount, *, by: Person) -> HeadCount:
    """A number without names, with where it comes from. Said again, the newer number counts."""
    count.activity = activity = locked(count.activity)
    if refusal := why_not_take_part(by, activity) or why_not_write_down(activity):
        raise refusal
    held, _is_new = HeadCount.objects.update_or_create(
        activity=activity,
        source=count.source,
        words=count.words,
        defaults={"number": count.number, "host": count.host, "by": by},
    )
    tell(HeadsDeclared(activity.pk, held.pk), by=by, org_path=activity.organisation.path)
    return held


def _shared(session: Session) -> Session:
    """The session, while its file can neither move on nor be counted: many may hold it so at once."""
    with connection.cursor() as cursor:
        cursor.execute(SHARE, [session.activity_id])
    return Session.objects.select_related("activity__organisation").get(pk=session.pk)


def _hosts(activity: Activity) -> dict[str, Host]:
    """The unions that give it, by their path."""
    rows = activity.hosts.filter(organisation__isnull=False).select_related("organisation")
    return {row.organisation.path: row for row in rows if row.organisation}


def _host_of(path: str, hosts: dict[str, Host]) -> Host | None:
    """The nearest of them above where somebody is a member."""
    above = [own for own in hosts if path and path.startswith(own)]
    return hosts[max(above, key=len)] if above else None


def _row(named: Named, via: str, by: Person, hosts: dict[str, Host]) -> Attendee:
    if named.person is None:
        name, unit = one_line(named.name, 60), one_line(named.unit, 60)
        if not name:
            raise Refusal("no_name", _("请写姓名。"))
        return Attendee(name=name, unit=unit, via=via, by=by, host=_named_host(unit, hosts))
    standing = Standing.objects.filter(person=named.person).first()
    host = _host_of(standing.path if standing else "", hosts)
    return Attendee(person=named.person, via=via, by=by, host=host)


def _named_host(unit: str, hosts: dict[str, Host]) -> Host | None:
    return next((host for host in hosts.values() if host.name == unit), None)


def _kept(row: Attendee, session: Session, *, at: datetime | None) -> Attendee:
    row.activity, row.session, row.at = session.activity, session, at or database_now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # it was pressed twice: the first one stands
        return _same(row, session)
    fact = SignedIn(row.pk, session.pk, session.activity_id, row.person_id)
    tell(fact, by=row.by or row.person, org_path=session.activity.organisation.path)
    return row


def _same(row: Attendee, session: Session) -> Attendee:
    if row.person_id:
        return session.attendees.get(person=row.person_id)
    return session.attendees.get(person=None, name=row.name, unit=row.unit)
