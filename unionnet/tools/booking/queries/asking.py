# SPDX-License-Identifier: Apache-2.0
"""All that the rules ask before a time is given, in one question: a rush spends its time on the way to the
database and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, Now

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.prepared import prepared
from unionnet.tools.booking.models import Ban, ClosingDay, OpeningRule, Resource, Terms
from unionnet.tools.booking.queries.resources import every_resource
from unionnet.tools.booking.rules import LAID_DOWN, Party
from unionnet.tools.booking.timetable import Timetable

NOBODY = 0


@dataclass(frozen=True)
class Known:
    """A resource as it is `now`, its timetable for the days that were asked for, the union's own terms, and
    what the rules may know of whoever is to have it."""

    now: datetime
    timetable: Timetable
    terms: Terms | None
    party: Party

    @property
    def resource(self) -> Resource:
        return self.timetable.resource


def known_of(
    pk: int, since: date, until: date, *, person: Person | None, union: Organisation | None
) -> Known | None:
    """None when there is no such resource."""
    who = (person.pk if person else NOBODY, union.pk if union else NOBODY)
    found: Any = _known.first(pk, since, until, *who)
    if found is None:
        return None
    openings = [OpeningRule(**each) for each in found.weekly]
    closings = [
        ClosingDay(since=day(each["since"]), until=day(each["until"]), reason=each["reason"])
        for each in found.shut
    ]
    return Known(
        found.now,
        Timetable(found, openings, closings),
        Terms(**found.own_terms) if found.own_terms else None,
        _party(union, found.standing or {}, found.banned_until),
    )


day = date.fromisoformat


def _party(union: Organisation | None, standing: dict[str, Any], banned_until: datetime | None) -> Party:
    if union is not None:
        return Party(union.path, is_union=True, banned_until=banned_until)
    return Party(**standing, banned_until=banned_until)


@prepared
def _known(pk: int, since: date, until: date, person: int, union: int) -> QuerySet[Resource]:
    weekly = OpeningRule.objects.filter(resource=OuterRef("pk")).order_by("weekday", "opens")
    shut = ClosingDay.objects.filter(resource=OuterRef("pk"), since__lte=until, until__gte=since)
    of_the_house = {"organisation": OuterRef("organisation"), "kind": OuterRef("kind")}
    bans = Ban.objects.filter(Q(person=person) | Q(union=union), **of_the_house, lifted_at=None)
    return every_resource().filter(pk=pk).annotate(
        now=Now(),
        weekly=ArraySubquery(weekly.values(json=_as_json("weekday", "opens", "closes"))),
        shut=ArraySubquery(shut.order_by("since").values(json=_as_json("since", "until", "reason"))),
        own_terms=Subquery(Terms.objects.filter(**of_the_house).values(json=_as_json(*LAID_DOWN))),
        standing=Subquery(
            Standing.objects.filter(person=person).values(json=_as_json("path", "is_real_name"))
        ),
        banned_until=Subquery(bans.order_by("-until").values("until")[:1]),
    )  # fmt: skip


def _as_json(*names: str) -> JSONObject:
    return JSONObject(**{name: name for name in names})
