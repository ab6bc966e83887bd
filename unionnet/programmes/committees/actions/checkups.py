# SPDX-License-Identifier: Apache-2.0
"""Keeping the projection of the due list: in the transaction of each verb, and again by the clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership
from unionnet.foundation.calendar import months_after
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.committees.demands import Demands
from unionnet.programmes.committees.models import Body, Checkup, Committee, Election, Permission, Post, Seat
from unionnet.programmes.committees.models.clocks import NO_TERM
from unionnet.programmes.committees.models.elections import OVER
from unionnet.programmes.committees.rules import why_not_seats

BATCH = 500
FOLLOW = """
UPDATE committees_checkup SET path = %(to)s || substr(path, length(%(from)s) + 1)
WHERE path >= %(from)s AND path < %(from)s || '~'
"""


@dataclass
class _Found:
    """What the tables say of one union."""

    bodies: dict[str, Committee] = field(default_factory=dict)
    chair: Seat | None = None
    chair_left: date | None = None
    seated: int = 0
    members: int = 0
    women: int = 0
    is_renewing: bool = False
    waits: list[date] = field(default_factory=list)


@verb
def check(organisation_ids: Sequence[int], *, at: datetime | None = None) -> int:
    """Look at these unions; those that are not established have no line. Six questions, however many."""
    at = at or database_now()
    wanted = sorted(set(organisation_ids))
    unions = Organisation.objects.filter(pk__in=wanted, since__isnull=False, until__isnull=True)
    established = list(unions.exclude(kind=Organisation.Kind.HOLDING_POOL).order_by("pk"))
    Checkup.objects.filter(pk__in=set(wanted) - {union.pk for union in established}).delete()
    found = _look([union.pk for union in established])
    rows = [_line(union, found[union.pk], at) for union in established]
    names = [f.name for f in Checkup._meta.concrete_fields if not f.primary_key]
    Checkup.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organisation"], update_fields=names
    )
    return len(rows)


@verb
def check_everything(*, at: datetime | None = None) -> int:
    """All unions, in batches: after a bulk load."""
    ids = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    return sum(check(ids[start : start + BATCH], at=at) for start in range(0, len(ids), BATCH))


@verb
def check_oldest(*, at: datetime | None = None) -> int:
    """Those looked at longest ago: members come and go without a word to this app."""
    oldest = Checkup.objects.order_by("checked_at").values_list("pk", flat=True)[:BATCH]
    return check(list(oldest), at=at)


@verb
def check_new(*, at: datetime | None = None) -> int:
    """Unions that were loaded without a fact anybody could hear."""
    seen = Checkup.objects.filter(pk=OuterRef("pk"))
    unions = Organisation.objects.filter(~Exists(seen), since__isnull=False, until__isnull=True)
    missing = unions.exclude(kind=Organisation.Kind.HOLDING_POOL).order_by("pk")
    return check(list(missing.values_list("pk", flat=True)[:BATCH]), at=at)


def follow_move(from_path: str, to_path: str) -> int:
    """A subtree has moved: its lines follow, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, {"from": from_path, "to": to_path})
        return int(cursor.rowcount)


def _look(ids: Sequence[int]) -> dict[int, _Found]:
    found: dict[int, _Found] = defaultdict(_Found)
    for committee in Committee.objects.filter(organisation__in=ids, ended_on__isnull=True):
        found[committee.organisation_id].bodies[committee.body] = committee
    seats = Seat.objects.filter(
        committee__organisation__in=ids,
        committee__body=Body.UNION_COMMITTEE,
        committee__ended_on__isnull=True,
    )
    for seat in seats.select_related("committee").order_by("until"):
        _take(found[seat.committee.organisation_id], seat)
    members = Membership.objects.filter(organisation__in=ids, state=Membership.State.ACTIVE)
    counted = members.values("organisation").annotate(
        all=Count("pk"), women=Count("pk", filter=Q(person__sex="f"))
    )
    for row in counted.order_by():
        found[row["organisation"]].members, found[row["organisation"]].women = row["all"], row["women"]
    renewing = Election.objects.filter(organisation__in=ids).exclude(state__in=OVER)
    for election in renewing.select_related("submission"):
        found[election.organisation_id].is_renewing = True
        if election.state == Election.State.SUBMITTED and election.submission and election.submission.sent_at:
            found[election.organisation_id].waits.append(local_date(election.submission.sent_at))
    asked = Permission.objects.filter(committee__organisation__in=ids, state=Permission.State.ASKED)
    for pk, day in asked.values_list("committee__organisation", "asked_on"):
        found[pk].waits += [day] if day else []
    return found


def _take(found: _Found, seat: Seat) -> None:
    found.seated += seat.until is None
    if seat.post == Post.CHAIR and seat.until is None:
        found.chair = seat
    elif seat.post == Post.CHAIR:
        found.chair_left = seat.until


def _line(union: Organisation, found: _Found, at: datetime) -> Checkup:
    today = local_date(at)
    line = Checkup(
        organisation=union,
        path=union.path,
        members=found.members,
        women=found.women,
        seated=found.seated,
        is_renewing=found.is_renewing,
        waits_since=min(found.waits, default=None),
        checked_at=at,
    )
    if own := found.bodies.get(Body.UNION_COMMITTEE):
        line.committee, line.until, line.chair = own, own.until, found.chair
        line.vacant_since = None if found.chair else found.chair_left or own.since
        line.due_on = _due(union, line, today)
        demands = Demands(union, today, found.members, found.women)
        line.wrong_size = why_not_seats(Body.UNION_COMMITTEE, own.size, demands) is not None
        line.lacks_women_committee = _lacks_women(found, demands)
        line.lacks_fund_audit = _lacks(found.bodies.get(Body.FUND_AUDIT_COMMITTEE), demands)
    return line


def _due(union: Organisation, line: Checkup, today: date) -> date:
    """The end of the term, or the day by which an empty chair must be filled (ORG-29)."""
    until = line.until or NO_TERM
    if line.vacant_since is None:
        return until
    months = rule("ORG-29.vacant_months", where=union.county_code, on=today).value
    return min(until, months_after(line.vacant_since, months))


def _lacks_women(found: _Found, demands: Demands) -> bool:
    """ORG-33. A base union without a woman among its members needs nobody for them."""
    if demands.is_base and not found.women:
        return False
    own = found.bodies.get(Body.WOMEN_WORKERS_COMMITTEE)
    return own is None or (demands.is_base and own.size not in demands.women_size)


def _lacks(own: Committee | None, demands: Demands) -> bool:
    return own is None or (demands.is_base and own.size not in demands.fund_audit_size)
