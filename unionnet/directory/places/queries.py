# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import JoinCode, Membership, Person
from unionnet.directory.places.facilities import Facility, chosen, split
from unionnet.directory.places.hotlines import Hotline, hotlines_of
from unionnet.directory.places.hours_words import rows_of
from unionnet.directory.places.models import FaultReport, KeeperNote, Override, Site, SitePhoto
from unionnet.directory.places.naming import named
from unionnet.directory.places.open_now import OpenNow, timetables_of
from unionnet.directory.places.rules import MOVES, State, days_to_answer, missing_basics, state_of
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile


def public_sites() -> QuerySet[Site]:
    """What anyone may find: in use, or paused for a while."""
    return Site.objects.filter(status__in=Site.IN_REGISTER).select_related("organisation")


def in_use_on(day: date) -> Q:
    """Taken into use by the end of that day, not withdrawn by then."""
    alive = Q(until__isnull=True) | Q(until__gt=day)
    return alive & Q(since__lte=day) & ~Q(status=Site.Status.PLANNED)


def sites_seen_by(person: Person) -> QuerySet[Site]:
    """The register as an officer sees it: every site of their part of the tree, in any status."""
    return Site.objects.filter(person.reach("places.see").q()).select_related("organisation")


def sites_kept_by(person: Person) -> QuerySet[Site]:
    """The sites a keeper may open and close."""
    kept = Site.objects.filter(person.reach("places.operate").q(), status__in=Site.IN_REGISTER)
    return kept.select_related("organisation").order_by("pinyin", "id")


def organisations_registering(person: Person) -> QuerySet[Organisation]:
    """The unions for which this officer may register sites."""
    reach = person.reach("places.change").q("path")
    return Organisation.objects.filter(reach, since__isnull=False, until__isnull=True).order_by("path")


def faults_seen_by(person: Person) -> QuerySet[FaultReport]:
    """What visitors reported, where this person keeps or oversees sites."""
    reach = person.reach("places.operate").q("site__organisation__path")
    return FaultReport.objects.filter(reach).select_related("site", "site__organisation")


def overrides_kept_by(person: Person) -> QuerySet[Override]:
    return Override.objects.filter(person.reach("places.operate").q("site__organisation__path"))


def notes_kept_by(person: Person) -> QuerySet[KeeperNote]:
    return KeeperNote.objects.filter(person.reach("places.operate").q("site__organisation__path"))


def photos_seen_by(person: Person) -> QuerySet[SitePhoto]:
    return SitePhoto.objects.filter(person.reach("places.see").q("site__organisation__path")).select_related(
        "site__organisation"
    )


@dataclass(frozen=True)
class Wish:
    """What somebody looks for in the list."""

    open_only: bool = False
    all_day: bool = False
    codes: tuple[str, ...] = ()
    kind: str = ""
    words: str = ""


def matching(sites: QuerySet[Site], wish: Wish, at: datetime) -> QuerySet[Site]:
    """The sites that fit the wish."""
    facilities, services = split(wish.codes)
    if facilities:
        sites = sites.filter(facilities__contains=facilities)
    if services:
        sites = sites.filter(services__contains=services)
    if wish.kind:
        sites = sites.filter(kind=wish.kind)
    if wish.all_day:
        sites = sites.filter(is_24h=True)
    if wish.words:
        sites = sites.filter(named(wish.words))
    return sites.filter(OpenNow(at), status=Site.Status.OPEN) if wish.open_only else sites


def states_of(sites: Iterable[Site], at: datetime) -> dict[int, State]:
    """Open or not, for the sites of one page."""
    listed = list(sites)
    timetables = timetables_of(listed, at)
    return {site.pk: state_of(site.status, timetables[site.pk], at) for site in listed}


@dataclass(frozen=True)
class SitePage:
    """One site as a visitor sees it."""

    site: Site
    state: State
    hours: list[tuple[str, str]]
    facilities: list[Facility]
    photos: list[SitePhoto]
    notes: list[KeeperNote]
    hotlines: list[Hotline]
    change: Override | None
    join_code: str
    days_to_answer: int
    broken: set[str]


def site_page(site: Site, at: datetime) -> SitePage:
    """Everything the page shows, in a handful of queries."""
    timetable = timetables_of([site], at)[site.pk]
    holds = Q(until__isnull=True) | Q(until__gt=at)
    said = site.overrides.filter(holds, since__lte=at, undone_at__isnull=True).order_by("-id").first()
    notes = site.notes.filter(undone_at__isnull=True, at__gt=at - timedelta(days=1)).order_by("-at")[:3]
    code = join_code_of(site, at)
    return SitePage(
        site=site,
        state=state_of(site.status, timetable, at),
        hours=rows_of(site.openings.all(), local_date(at)),
        facilities=chosen(site.codes),
        photos=list(site.photos.select_related("file").order_by("id")),
        notes=list(notes),
        hotlines=hotlines_of(site),
        change=said,
        join_code=code.code if code else "",
        days_to_answer=days_to_answer(site.region_code, local_date(at)),
        broken=set(_open_faults(site).exclude(facility="").values_list("facility", flat=True)),
    )


def _open_faults(site: Site) -> QuerySet[FaultReport]:
    return FaultReport.objects.filter(site=site, resolved_at__isnull=True)


@dataclass(frozen=True)
class KeptSite:
    """One site on the keeper's phone."""

    site: Site
    state: State
    change: Override | None
    notes: Sequence[KeeperNote]
    faults: Sequence[FaultReport]


def keeper_page(sites: QuerySet[Site], at: datetime) -> list[KeptSite]:
    """What the keeper sees: open or not, what was said last, what visitors reported."""
    recent = KeeperNote.objects.filter(undone_at__isnull=True, at__gt=at - timedelta(days=1)).order_by("-at")
    listed = list(
        sites.prefetch_related(
            Prefetch("notes", recent, to_attr="recent_notes"),
            Prefetch(
                "faults",
                FaultReport.objects.filter(resolved_at__isnull=True).order_by("at"),
                to_attr="open_faults",
            ),
            Prefetch(
                "overrides",
                Override.objects.filter(undone_at__isnull=True, at__gt=at - timedelta(minutes=30)).order_by(
                    "-id"
                ),
                to_attr="fresh_overrides",
            ),
        )
    )
    states = states_of(listed, at)
    kept = [_kept(site, states[site.pk]) for site in listed]
    return sorted(kept, key=lambda each: not each.faults)


def _kept(site: Any, state: State) -> KeptSite:
    fresh = site.fresh_overrides[0] if site.fresh_overrides else None
    return KeptSite(site, state, fresh, site.recent_notes, site.open_faults)


@dataclass(frozen=True)
class RegisterSummary:
    """The numbers on top of the desk's list."""

    total: int
    in_use: int
    open_now: int
    all_day: int
    unmapped: int
    faults: int


def register_summary(person: Person, at: datetime | None = None) -> RegisterSummary:
    """Counted over what this officer sees; closed sites are left out."""
    at = at or database_now()
    in_use = Q(status=Site.Status.OPEN)
    counts = sites_seen_by(person).exclude(status=Site.Status.CLOSED).aggregate(
        total=Count("pk"),
        in_use=Count("pk", filter=in_use),
        all_day=Count("pk", filter=in_use & Q(is_24h=True)),
        unmapped=Count("pk", filter=in_use & Q(latitude__isnull=True)),
    )  # fmt: skip
    is_open = sites_seen_by(person).filter(OpenNow(at), in_use).count()
    faults = faults_seen_by(person).filter(resolved_at__isnull=True).count()
    return RegisterSummary(**counts, open_now=is_open, faults=faults)


@dataclass(frozen=True)
class DeskPage:
    """One site as its officer sees it."""

    site: Site
    state: State
    hours: list[tuple[str, str]]
    facilities: list[Facility]
    missing: list[Facility]
    photos: list[SitePhoto]
    faults: list[FaultReport]
    changes: list[Override]
    steps: list[str]
    join_code: str
    joined: int


def desk_page(site: Site, at: datetime) -> DeskPage:
    """Everything on the desk's page of one site."""
    today = local_date(at)
    code = join_code_of(site, at)
    return DeskPage(
        site=site,
        state=states_of([site], at)[site.pk],
        hours=rows_of(site.openings.all(), today) if site.hours or site.has_exceptions else [],
        facilities=chosen(site.codes),
        missing=chosen(missing_basics(site, today)),
        photos=list(site.photos.select_related("file").order_by("id")),
        faults=list(site.faults.filter(resolved_at__isnull=True).order_by("at")[:20]),
        changes=list(site.overrides.select_related("by").order_by("-id")[:10]),
        steps=MOVES.open_from(site.status),
        join_code=code.code if code else "",
        joined=Membership.objects.filter(join_code__place=site.public_id).count(),
    )


def join_code_of(site: Site, at: datetime) -> JoinCode | None:
    """The code that hangs in this site now."""
    codes = JoinCode.objects.filter(Q(until__isnull=True) | Q(until__gt=at), place=site.public_id)
    return codes.select_related("organisation").first()


def sites_known_near(person: Person) -> QuerySet[Site]:
    """What an import is compared with: the officer's own register, withdrawn sites left out."""
    columns = ("name", "address", "latitude", "longitude", "status", "organisation_id", "organisation__path")
    return sites_seen_by(person).exclude(status=Site.Status.CLOSED).only(*columns)


def uploads_of(person: Person) -> QuerySet[StoredFile]:
    """Files this person has brought and nobody else may read."""
    return StoredFile.objects.filter(owner_id=person.pk, is_public=False)
