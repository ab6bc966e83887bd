# SPDX-License-Identifier: Apache-2.0
"""What waits for a second hand, and who that may be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from unionnet.directory.people.countersigning import (
    EXPORT,
    GRANT,
    OPEN,
    VERBS,
    day_of,
    listed_on,
    needs_second,
    officer_of,
    standing,
    why_not_countersign,
    why_not_fetch,
    why_not_take_back,
    why_not_undo_handover,
)
from unionnet.directory.people.layouts import what_of
from unionnet.directory.people.models import (
    BulkList,
    Countersigning,
    Person,
    PostChange,
    WantedTenant,
)
from unionnet.directory.people.queries.handing_over import Estate, estate_of
from unionnet.directory.people.queries.posts import holders_above
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.ui.tags.words import mask

SHOWN = 5
POSTS = (Countersigning.Act.POSTS, Countersigning.Act.HANDOVER)


def countersignings_seen_by(person: Person) -> QuerySet[Countersigning]:
    """What this person asked, and what those who hold its verb within reach may look at."""
    theirs = Q(act__in=POSTS) & person.reach(GRANT).q()
    lists = Q(act=Countersigning.Act.LIST) & person.reach(EXPORT).q()
    tenants = Q(act=Countersigning.Act.TENANT) & person.reach(OPEN).q()
    rows = Countersigning.objects.filter(Q(asked_by=person) | theirs | lists | tenants)
    return rows.select_related("organisation", "asked_by", "second", "undone_by")


def to_countersign(person: Person, at: datetime) -> QuerySet[Countersigning]:
    """What waits for this person's hand: not their own, and not about their own posts."""
    concerns = PostChange.objects.filter(person=person).values("countersigning")
    rows = countersignings_seen_by(person).filter(state=Countersigning.State.WAITING, until__gt=at)
    return rows.exclude(asked_by=person).exclude(pk__in=concerns)


def asked_by(person: Person) -> QuerySet[Countersigning]:
    return countersignings_seen_by(person).filter(asked_by=person)


def over_and_seen_by(person: Person) -> QuerySet[Countersigning]:
    return countersignings_seen_by(person).exclude(state=Countersigning.State.WAITING)


def seconds_for(found: Countersigning) -> list[Person]:
    """Who may be the second hand today, the nearest first; a few of them."""
    concerned = set(found.changes.values_list("person", flat=True)) | {found.asked_by_id}
    return holders_above(VERBS[Countersigning.Act(found.act)], found.organisation, without=concerned)


@dataclass(frozen=True)
class OfAUnion:
    """How many on a list are members of one union."""

    name: str
    n: int


@dataclass(frozen=True)
class TenantToOpen:
    """The union as it was asked for, and its first officer with numbers masked; nobody once it is decided."""

    wanted: WantedTenant
    name: str
    id_number: str
    mobile: str


@dataclass(frozen=True)
class Signing:
    """One act as its page shows it to one person; each `no_…` is why a button is not there."""

    found: Countersigning
    changes: list[PostChange]
    wanted: BulkList | None
    tenant: TenantToOpen | None
    what: str
    unions: list[OfAUnion]
    seconds: list[Person]
    citation: Citation
    no_second: Refusal | None
    no_way_back: Refusal | None
    no_undo: Refusal | None
    no_fetch: Refusal | None


def signing_of(found: Countersigning, *, by: Person, at: datetime) -> Signing:
    wanted = BulkList.objects.filter(countersigning=found).defer("members").first()
    changes = found.changes.select_related("person", "organisation", "ends").order_by("id")
    return Signing(
        found,
        list(changes),
        wanted,
        _tenant(found),
        what_of(wanted) if wanted else "",
        _unions_on(wanted) if wanted else [],
        seconds_for(found) if found.is_waiting else [],
        needs_second(found.organisation.county_code, local_date(at)).citation,
        why_not_countersign(found, by, at=at),
        why_not_take_back(found, by, at=at),
        why_not_undo_handover(found, by, at=at),
        why_not_fetch(wanted, by, at=at) if wanted else None,
    )


def _tenant(found: Countersigning) -> TenantToOpen | None:
    rows = WantedTenant.objects.filter(countersigning=found).select_related("leader", "union")
    if (wanted := rows.first()) is None:
        return None
    if (officer := officer_of(wanted)) is None:
        return TenantToOpen(wanted, "", "", "")
    return TenantToOpen(wanted, officer.name, mask(officer.id_number, "id"), mask(officer.mobile, "phone"))


def _unions_on(wanted: BulkList) -> list[OfAUnion]:
    """The unions with most people on the list."""
    listed: Any = standing(listed_on(wanted.countersigning), wanted.on_day)
    rows = listed.values("organisation__name")
    counted = rows.annotate(n=Count("pk")).order_by("-n", "organisation__name")[:SHOWN]
    return [OfAUnion(row["organisation__name"], row["n"]) for row in counted]


def lists_asked_by(person: Person) -> QuerySet[BulkList]:
    return BulkList.objects.filter(countersigning__asked_by=person).defer("members")


def lines_of(wanted: BulkList) -> Iterator[list[Any]]:
    """The lines of a list that was made, opened part by part. Once `fetch_list` has said yes. A list that is
    forgotten meanwhile breaks off: nobody takes the half of it for the whole."""
    for pk in list(wanted.parts.order_by("start").values_list("pk", flat=True)):
        yield from json.loads(wanted.parts.get(pk=pk).lines.open())


@dataclass(frozen=True)
class Sheet:
    """交接清单: who gives what to whom, on which day."""

    found: Countersigning
    holder: Person
    successor: Person | None
    day: date
    ends: list[PostChange]
    estate: Estate


def sheet_of(found: Countersigning) -> Sheet:
    changes = list(found.changes.select_related("person").order_by("id"))
    ends = [change for change in changes if change.ends_id]
    given = [change.person for change in changes if not change.ends_id]
    holder = ends[0].person
    return Sheet(
        found, holder, given[0] if given else None, day_of(found), ends, estate_of(holder, found.organisation)
    )
