# SPDX-License-Identifier: Apache-2.0
"""The questions of the phone's first page: who am I here, what comes next, what is near, what is mine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.queries import memberships_of
from unionnet.directory.places.facilities import Facility, chosen
from unionnet.directory.places.models import Site
from unionnet.directory.places.queries import public_sites, states_of
from unionnet.directory.places.rules import State
from unionnet.doors.home.activities import courses_by_offer, offer_url
from unionnet.doors.home.matters import Matter, matters_of
from unionnet.foundation.prepared import Among, prepared
from unionnet.programmes.nightschool.models import Course
from unionnet.tools.enrolment.models import Offer, Place, Waiting
from unionnet.tools.enrolment.queries import public_offers

NEAR = 12
SHOWN_STATIONS = 2
NOBODY = 0
# What the page shows, and no more: it is opened more often than any other.
OFFER = [
    "public_id",
    "title",
    "title_en",
    "size",
    "taken",
    "held",
    "listed",
    "drawn_at",
    "mode",
    "opens_at",
    "closes_at",
    "cancelled_at",
    "organisation__name",
    "organisation__path",
]
STATION = [
    "public_id",
    "name",
    "status",
    "address",
    "facilities",
    "services",
    "hours",
    "is_24h",
    "has_exceptions",
]


@dataclass(frozen=True)
class Station:
    """A station with its state now."""

    site: Site
    state: State
    facilities: list[Facility]


@dataclass(frozen=True)
class Next:
    """What opens next, with the course behind it when it is one."""

    offer: Offer
    course: Course | None
    stage: str

    @property
    def url(self) -> str:
        return offer_url(self.offer, self.course)


@dataclass(frozen=True)
class Home:
    """What one person's first page shows."""

    hello: str
    person: Person | None = None
    membership: Membership | None = None
    application: Membership | None = None
    next: Next | None = None
    stations: list[Station] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)

    @property
    def union(self) -> str:
        return self.membership.organisation.name if self.membership else ""

    @property
    def first_step(self) -> str:
        """Visitor, real-name user, applicant or member: what this person needs first."""
        if self.person is None:
            return "sign_in"
        if self.membership:
            return ""
        return "wait" if self.application else "join"


def home_of(person: Person | None, at: datetime) -> Home:
    """The page of a person, or of a passer-by."""
    if person is None:
        return Home(hello_at(at), next=next_offer("", at), stations=stations_near("", at))
    mine = _memberships(person.pk)
    active = next((m for m in mine if m.is_member), None)
    waiting = next((m for m in mine if m.is_open), None)
    path = active.organisation.path if active else ""
    return Home(
        hello_at(at),
        person,
        active,
        waiting,
        next_offer(path, at, person),
        stations_near(path, at),
        matters_of(person, waiting),
    )


@prepared
def _memberships(person: int) -> QuerySet[Membership]:
    return memberships_of(person).select_related(None).select_related("organisation")[:10]


def hello_at(at: datetime) -> str:
    """早上好, 下午好, 晚上好."""
    hour = timezone.localtime(at).hour
    return _("早上好") if 5 <= hour < 12 else _("下午好") if 12 <= hour < 18 else _("晚上好")


def chain(path: str) -> list[str]:
    """The union at that path and all those above it."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def next_offer(path: str, at: datetime, person: Person | None = None) -> Next | None:
    """What opens next; failing that, what is open, still free and not mine yet. Of one's own unions first."""
    unions = chain(path)
    found = _opening(at, unions) or _open_and_not_mine(at, unions, person.pk if person else NOBODY)
    found.sort(key=lambda offer: offer.opens_at <= at and offer.free <= offer.waiting)
    own = [offer for offer in found if offer.organisation.path in unions]
    offer = next(iter(own or found), None)
    return Next(offer, courses_by_offer([offer]).get(offer.pk), offer.stage_at(at)) if offer else None


@prepared
def _opening(at: datetime, unions: list[str]) -> QuerySet[Offer]:
    return _live(at, unions).filter(opens_at__gt=at)[:NEAR]


@prepared
def _open_and_not_mine(at: datetime, unions: list[str], person: int) -> QuerySet[Offer]:
    mine = {"person": person, "offer": OuterRef("pk")}
    taken = Exists(Place.objects.filter(**mine)) | Exists(Waiting.objects.filter(**mine))
    return _live(at, unions).exclude(taken)[:NEAR]


def _live(at: datetime, unions: list[str]) -> QuerySet[Offer]:
    """Live offers that a member of the last of these unions may think of; with none, those for all."""
    live = public_offers().filter(cancelled_at__isnull=True, closes_at__gt=at)
    live = live.filter(Q(open_to__isnull=True) | Q(Among("open_to__path", unions)))
    return live.select_related(None).select_related("organisation").only(*OFFER).order_by("opens_at", "id")


def stations_near(path: str, at: datetime) -> list[Station]:
    """Stations of one's own unions, those open now first; a passer-by sees some that never close."""
    top = path[: max(SEGMENT, len(path) - SEGMENT)]
    found = _stations_below(top, top + "~")
    states = states_of(found, at)
    found.sort(key=lambda site: not states[site.pk].is_open)
    return [Station(site, states[site.pk], chosen(site.codes)[:5]) for site in found[:SHOWN_STATIONS]]


@prepared
def _stations_below(path: str, end: str) -> QuerySet[Site]:
    below = public_sites().filter(organisation__path__gte=path, organisation__path__lt=end)
    stations = below.filter(kind=Site.Kind.STATION).select_related(None).only(*STATION)
    return stations.order_by("-is_24h", "name", "id")[:NEAR]
