# SPDX-License-Identifier: Apache-2.0
"""Who may not enrol for a while, and for which absences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import local_date
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.tools.enrolment.models import Attendance, Offer, Pause


def pauses_managed_by(person: Person) -> QuerySet[Pause]:
    """Of members of the unions in reach, and for absences from what these unions offered. Each with `union`,
    where the person is a member."""
    reach = person.reach("enrolment.manage")
    standing = Standing.objects.filter(person=OuterRef("person"))
    path = Standing.objects.filter(person=OuterRef(OuterRef("person"))).values("path")[:1]
    union = Organisation.objects.filter(path=Subquery(path)).values("name")[:1]
    return (
        Pause.objects.filter(Exists(standing.filter(reach.q("path"))) | reach.q("offer__organisation__path"))
        .select_related("person", "offer__organisation", "lifted_by")
        .annotate(union=Subquery(union))
    )


def pauses_found_in(pauses: QuerySet[Pause], words: str, stage: str, at: datetime) -> QuerySet[Pause]:
    """The filter bar of the desk: those in force unless something else is asked for."""
    if words:
        pauses = pauses.filter(Q(person__name__contains=words) | Q(offer__title__contains=words))
    stages = {
        "all": Q(),
        "lifted": Q(lifted_at__isnull=False),
        "over": Q(lifted_at=None, until__lte=at),
    }
    return pauses.filter(stages.get(stage, in_force(at)))


def in_force(at: datetime) -> Q:
    return Q(lifted_at=None, until__gt=at)


def pause_of(person: Person, at: datetime) -> Pause | None:
    """The pause that holds now; of several, the one that lasts longest."""
    return Pause.objects.filter(in_force(at), person=person).order_by("-until").first()


def ruling_on_absences(offer: Offer, at: datetime) -> Ruling:
    """EN-01 where the offer's union works."""
    return rule("EN-01.no_shows", where=offer.organisation.county_code, on=local_date(at))


def counted_absences(person: Person, terms: Mapping[str, int], at: datetime) -> QuerySet[Attendance]:
    """The absences that count at a moment. What led to an earlier pause is settled with it."""
    since = at - timedelta(days=terms["within_days"])
    last = Pause.objects.filter(person=person, since__lt=at).order_by("-since").first()
    if last and last.since > since:
        since = last.since
    absent = Attendance.objects.filter(person=person, state=Attendance.State.ABSENT)
    return absent.filter(at__gt=since, at__lte=at, offer__minds_pauses=True).order_by("at", "pk")
