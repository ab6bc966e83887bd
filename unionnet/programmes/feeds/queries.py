# SPDX-License-Identifier: Apache-2.0
"""What an outlet is told, and what the desk sees of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.models import OpeningHours, Override, Site, SitePhoto
from unionnet.foundation.clock import local_date
from unionnet.foundation.scope import everything
from unionnet.programmes.feeds.entries import Told, entry_of, named
from unionnet.programmes.feeds.models import FeedChange, FeedDelivery, MapEntry, Outlet, Vouch
from unionnet.programmes.feeds.rules import REASONS, reasons_against
from unionnet.programmes.feeds.surroundings import Squares, alike_near, surroundings_of

MOST = 5000
LOGGED = 50


@dataclass(frozen=True)
class Verdict:
    """What is to be told of a site: an entry, or why there is none."""

    site_id: int
    content: dict[str, Any] | None
    reasons: list[str]
    turns_at: datetime | None


def sites_below(union: Organisation) -> QuerySet[Site]:
    """Those a map may show, wherever in the subtree."""
    below = Q(organisation__path__gte=union.path, organisation__path__lt=union.path_end)
    return Site.objects.filter(below, status__in=Site.IN_REGISTER)


def sites_told_to(outlet: Outlet) -> set[int]:
    """All that are or were to be told of."""
    known = outlet.entries.values_list("site_id", flat=True)
    return {*sites_below(outlet.organisation).values_list("pk", flat=True), *known}


def touched_by(outlet: Outlet, sites: Collection[int]) -> set[int]:
    """Those of the sites that are this outlet's, and others that may be judged otherwise now."""
    own = set(sites_below(outlet.organisation).filter(pk__in=sites).values_list("pk", flat=True))
    own |= set(outlet.entries.filter(site__in=sites).values_list("site_id", flat=True))
    ids = Site.objects.filter(pk__in=own).values_list("public_id", flat=True)
    doubts = [f"{code}:{each}" for each in ids for code in ("duplicate", "shifted_gcj02", "shifted_bd09")]
    refused = outlet.entries.exclude(reasons=[]).filter(reasons__overlap=doubts)
    near = alike_near(Site.objects.filter(pk__in=own))
    near = set(sites_below(outlet.organisation).filter(pk__in=near).values_list("pk", flat=True))
    return own | near | set(refused.values_list("site_id", flat=True))


def outlets_above(sites: Collection[int]) -> list[Outlet]:
    """The outlets of the unions of these sites and of all above them, in a steady order."""
    paths = Site.objects.filter(pk__in=sites).values_list("organisation__path", flat=True).distinct()
    chains = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    return list(Outlet.objects.filter(organisation__path__in=chains, closed_at__isnull=True).order_by("pk"))


def turning(at: datetime, most: int) -> list[int]:
    """Sites of which something else is to be told since a keeper's word has ended."""
    over = MapEntry.objects.filter(turns_at__lte=at, outlet__closed_at__isnull=True)
    return list(over.order_by("turns_at").values_list("site_id", flat=True)[:most])


def verdicts(
    outlet: Outlet, sites: Sequence[int], at: datetime, squares: Squares | None = None
) -> list[Verdict]:
    """In a handful of questions, however many sites; `squares` where all of a union are asked about."""
    below = sites_below(outlet.organisation)
    rows = {site.pk: site for site in below.filter(pk__in=sites).select_related("organisation")}
    told, vouched = told_of(rows.values(), at), _vouched(rows)
    around = surroundings_of(outlet.organisation, list(rows.values()), below, squares)
    found = []
    for number in sites:
        site = rows.get(number)
        if site is None:
            found.append(Verdict(number, None, [], None))
            continue
        photo = told[number].photo
        reasons = reasons_against(
            site, around[number], wants_photo=outlet.wants_photo, has_photo=bool(photo), on=local_date(at)
        )
        reasons = [each for each in reasons if each.partition(":")[0] not in vouched.get(number, ())]
        entry = named(entry_of(site, told[number], outlet.datum, at), outlet.columns)
        said = told[number].said
        found.append(Verdict(number, None if reasons else entry, reasons, said.until if said else None))
    return found


def told_of(sites: Iterable[Site], at: datetime) -> dict[int, Told]:
    """What else is known of them: hours, the keeper's word in force, the first photo."""
    ids = [site.pk for site in sites]
    openings: dict[int, list[Any]] = {}
    for row in OpeningHours.objects.filter(site__in=ids).order_by("id"):
        openings.setdefault(row.site_id, []).append(row)
    holds = Q(until__isnull=True) | Q(until__gt=at)
    said = Override.objects.filter(holds, site__in=ids, undone_at__isnull=True, since__lte=at).order_by("id")
    words = {each.site_id: each for each in said}
    first = SitePhoto.objects.filter(site__in=ids).order_by("-id").values_list("site_id", "file__public_id")
    photos = dict(first)
    return {key: Told(openings.get(key, ()), words.get(key), photos.get(key, "")) for key in ids}


def _vouched(sites: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for site, code in Vouch.objects.filter(site__in=sites).values_list("site_id", "code"):
        found.setdefault(site, set()).add(code)
    return found


@dataclass(frozen=True)
class Feed:
    """Entries changed since a version, ids of those no longer shown, and how far it goes."""

    version: int
    items: list[dict[str, Any]]
    withdrawn: list[str]
    is_whole: bool

    def as_object(self, outlet: Outlet) -> dict[str, Any]:
        """For JSON. Ask again with `since` = `version`; `more` says that it is worth doing at once."""
        return {
            "datum": outlet.datum,
            "version": self.version,
            "more": not self.is_whole,
            "items": self.items,
            "withdrawn": self.withdrawn,
        }


@everything("an outlet that showed its key reads its own feed")
def feed_of(outlet: Outlet, since: int, most: int = MOST) -> Feed:
    """The next changes after that version, in their order; from 0 what is not shown any more is left out."""
    rows = outlet.entries.filter(version__gt=since).order_by("version")
    rows = rows if since else rows.filter(content__isnull=False)
    found = list(rows.values_list("version", "content", "site__public_id")[: most + 1])
    is_whole, found = len(found) <= most, found[:most]
    return Feed(
        version=outlet.version if is_whole else found[-1][0] or 0,
        items=[content for _version, content, _site in found if content is not None],
        withdrawn=[site for _version, content, site in found if content is None],
        is_whole=is_whole,
    )


@everything("whoever shows the key of an outlet is that outlet")
def outlet_with(public_id: str, digest: bytes) -> Outlet | None:
    found = Outlet.objects.filter(public_id=public_id, digest=digest, closed_at__isnull=True)
    return found.select_related("organisation").first()


def outlets_seen_by(person: Person) -> QuerySet[Outlet]:
    return Outlet.objects.filter(person.reach("feeds.see").q()).select_related("organisation")


def outlets_counted(person: Person) -> QuerySet[Outlet]:
    """Those in use, with how many sites each shows and refuses."""
    shown = Count("entries", filter=Q(entries__content__isnull=False))
    refused = Count("entries", filter=~Q(entries__reasons=[]))
    rows = outlets_seen_by(person).filter(closed_at__isnull=True)
    return rows.annotate(shown=shown, refused=refused).order_by("organisation__path", "id")


def refused_by(outlet: Outlet, code: str = "", words: str = "") -> QuerySet[MapEntry]:
    """The sites an outlet does not get, with the reasons; `code` narrows."""
    rows = outlet.entries.exclude(reasons=[]).select_related("site", "site__organisation")
    if words:
        rows = rows.filter(Q(site__name__contains=words) | Q(site__address__contains=words))
    if code:
        rows = rows.filter(Q(reasons__contains=[code]) | Q(pk__in=_with_other(outlet, code)))
    return rows.order_by("site_id")


def _with_other(outlet: Outlet, code: str) -> list[int]:
    """Reasons that name another site begin with their code."""
    rows = outlet.entries.exclude(reasons=[]).values_list("pk", "reasons")
    return [pk for pk, reasons in rows if any(each.startswith(f"{code}:") for each in reasons)]


def counts_by_reason(outlet: Outlet) -> dict[str, int]:
    """How many sites each reason keeps off this map."""
    found: dict[str, int] = {}
    for reasons in outlet.entries.exclude(reasons=[]).values_list("reasons", flat=True):
        for code in {each.partition(":")[0] for each in reasons}:
            found[code] = found.get(code, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def log_of(outlet: Outlet) -> QuerySet[FeedChange]:
    """The feed log, the newest first, each line with the moment the outlet had it."""
    return _with_delivery(outlet.changes.select_related("site")).order_by("-version")


def _with_delivery(changes: QuerySet[FeedChange]) -> QuerySet[FeedChange]:
    got = FeedDelivery.objects.filter(outlet=OuterRef("outlet"), version__gte=OuterRef("version"))
    return changes.annotate(got_at=Subquery(got.order_by("version").values("at")[:1]))


@dataclass(frozen=True)
class Shown:
    """One site on one outlet, as the desk sees it."""

    outlet: Outlet
    entry: MapEntry | None
    changes: Sequence[FeedChange]

    @property
    def is_behind(self) -> bool:
        return bool(self.changes) and getattr(self.changes[0], "got_at", None) is None


def shown_on(site: Site, person: Person) -> list[Shown]:
    """Where this site stands on each outlet within reach, with its last changes."""
    path = site.organisation.path
    chain = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    outlets = outlets_seen_by(person).filter(closed_at__isnull=True, organisation__path__in=chain)
    entries = {each.outlet_id: each for each in MapEntry.objects.filter(site=site, outlet__in=outlets)}
    changes: dict[int, list[FeedChange]] = {}
    rows = _with_delivery(FeedChange.objects.filter(site=site, outlet__in=outlets)).order_by("-at", "-id")
    for each in rows[:LOGGED]:
        changes.setdefault(each.outlet_id, []).append(each)
    return [Shown(each, entries.get(each.pk), changes.get(each.pk, ())) for each in outlets.order_by("pk")]


@dataclass(frozen=True)
class Mend:
    """What is wrong with a site, and the other site it is compared with."""

    code: str
    label: Any
    other: Site | None

    @property
    def datum(self) -> str:
        return self.code.removeprefix("shifted_") if self.code.startswith("shifted_") else ""

    @property
    def may_vouch(self) -> bool:
        return self.code in Vouch.CODES


def mends_for(site: Site, person: Person) -> list[Mend]:
    """Each reason once, over all outlets within reach."""
    rows = MapEntry.objects.filter(site=site, outlet__in=outlets_seen_by(person)).exclude(reasons=[])
    reasons = sorted({each for row in rows for each in row.reasons})
    others = {each.partition(":")[2] for each in reasons}
    sites = {each.public_id: each for each in Site.objects.filter(public_id__in=others)}
    parts = [each.partition(":") for each in reasons]
    return [Mend(code, REASONS[code], sites.get(other)) for code, _colon, other in parts]


def behind(person: Person) -> int:
    """How many outlets have not fetched the latest changes."""
    return outlets_seen_by(person).filter(closed_at__isnull=True, got_version__lt=F("version")).count()
