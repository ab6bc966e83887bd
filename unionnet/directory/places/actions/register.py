# SPDX-License-Identifier: Apache-2.0
"""Sites enter the register, change and leave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.datum import to_wgs84
from unionnet.directory.places.facilities import split
from unionnet.directory.places.facts import SiteChanged, SiteRegistered
from unionnet.directory.places.models import FacilitySpell, OpeningHours, Override, Site, SitePhoto
from unionnet.directory.places.rules import ACCEPTED, MOVES, why_not_change, why_not_these_hours
from unionnet.directory.places.timetable import ALWAYS, Opening, encode
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import keep_picture
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb

FIELDS = frozenset(
    (
        *("name", "kind", "status", "address", "region_code", "latitude", "longitude", "datum", "codes"),
        *("capacity", "area", "grade", "built_by", "entry_mode", "operator", "contact", "phone", "hotlines"),
        *("since", "until", "last_verified"),
    )
)


@verb
def register(
    organisation: Organisation,
    values: Mapping[str, Any],
    openings: Sequence[Opening] = (),
    *,
    by: Person | None,
    at: datetime | None = None,
) -> Site:
    """Put a site into the register. `values` are columns of Site, coordinates in their own datum, and `codes`
    for facilities and services. `by` is None only when the house loads its own data."""
    if by and (refusal := why_not_change(by, organisation.path)):
        raise refusal
    today = local_date(at or database_now())
    site = Site(organisation=organisation, region_code=organisation.region_code, since=today)
    _fill(site, values)
    if not site.region_code:
        raise Refusal("abroad", _("境外机构的场所没有行政区划代码，不登记在驿站名册里。"))
    _save(site)
    _keep_hours(site, openings)
    _count_facilities(site, site.since or today)
    tell(SiteRegistered(site.pk, organisation.pk), by=by, org_path=organisation.path)
    return site


@verb
def change(
    site: Site,
    values: Mapping[str, Any],
    openings: Sequence[Opening] | None = None,
    *,
    by: Person | None,
    at: datetime | None = None,
) -> Site:
    """Change columns and, when given, all opening hours. Nothing is told when nothing changed."""
    site = locked(site)
    if by and (refusal := why_not_change(by, site.organisation.path)):
        raise refusal
    before = _as_told(site)
    _fill(site, values)
    _save(site)
    if openings is not None:
        _keep_hours(site, openings)
    changed = tuple(sorted(name for name, value in _as_told(site).items() if value != before[name]))
    if {"facilities", "services"} & set(changed):
        _count_facilities(site, local_date(at or database_now()))
    if changed:
        tell(SiteChanged(site.pk, changed), by=by, org_path=site.organisation.path)
    return site


@verb
def move(site: Site, step: str, *, by: Person, at: datetime | None = None) -> Site:
    """Pause a site, open it again, or withdraw it (table of moves in rules.py)."""
    site = locked(site)
    if refusal := why_not_change(by, site.organisation.path):
        raise refusal
    today = local_date(at or database_now())
    site.status = MOVES.after(site.status, step)
    if step == "close":
        site.since, site.until = site.since or today, max(today, site.since or today)
    site.save(update_fields=["status", "since", "until"])
    tell(SiteChanged(site.pk, ("status",)), by=by, org_path=site.organisation.path)
    return site


@verb
def take_into_use(site: Site, *, by: Person, at: datetime | None = None) -> Site:
    """A planned site was accepted: from now on it is found. Who may say so, the programme above asks."""
    site = locked(site)
    if refusal := why_not_change(by, site.organisation.path):
        raise refusal
    site.status = ACCEPTED.after(site.status, "accept")
    site.since = local_date(at or database_now())
    site.save(update_fields=["status", "since"])
    tell(SiteChanged(site.pk, ("status",)), by=by, org_path=site.organisation.path)
    return site


@verb
def add_photo(site: Site, upload: UploadedFile[Any], caption: str = "", *, by: Person) -> SitePhoto:
    """Keep a picture of the site, without the place and camera that phones write into it."""
    if refusal := why_not_change(by, site.organisation.path):
        raise refusal
    if site.photos.count() >= 8:
        raise Refusal("enough_photos", _("每个站点最多放 8 张照片。"))
    photo = SitePhoto.objects.create(
        site=site, file=keep_picture(upload, by=by, is_public=True), caption=caption[:60]
    )
    tell(SiteChanged(site.pk, ("photos",)), by=by, org_path=site.organisation.path)
    return photo


@verb
def drop_photo(photo: SitePhoto, *, by: Person) -> None:
    """Take a picture off the site's page."""
    if refusal := why_not_change(by, photo.site.organisation.path):
        raise refusal
    site = photo.site
    photo.delete()
    tell(SiteChanged(site.pk, ("photos",)), by=by, org_path=site.organisation.path)


def note_exceptions(site: Site) -> None:
    """Whether the database must look at more than the regular week. Kept by every verb that adds one."""
    dated = OpeningHours.objects.filter(site=site, date__isnull=False).exists()
    spoken = Override.objects.filter(site=site, undone_at__isnull=True).exists()
    Site.objects.filter(pk=site.pk).update(has_exceptions=dated or spoken)
    site.has_exceptions = dated or spoken


@verb
def forget_exceptions(at: datetime | None = None) -> int:
    """Sites whose exceptions are over are answered from the index again. Returns how many."""
    at = at or database_now()
    before = at - timedelta(days=3)
    dated = OpeningHours.objects.filter(date__gte=before.date())
    holds = Q(until__isnull=True) | Q(until__gte=before)
    spoken = Override.objects.filter(holds, undone_at__isnull=True)
    over = Site.objects.filter(has_exceptions=True).exclude(pk__in=dated.values("site"))
    return over.exclude(pk__in=spoken.values("site")).update(has_exceptions=False)


def locked(site: Site) -> Site:
    """The site with its union, kept still until the transaction ends."""
    return Site.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=site.pk)


def _as_told(site: Site) -> dict[str, Any]:
    hidden = {"id", "public_id", "spot", "pinyin", "has_exceptions", "is_24h"}
    return {
        f.attname: getattr(site, f.attname) for f in Site._meta.concrete_fields if f.attname not in hidden
    }


def _fill(site: Site, values: Mapping[str, Any]) -> None:
    unknown = set(values) - FIELDS
    if unknown:
        raise TypeError(f"no columns of a site: {sorted(unknown)}")
    for name, value in values.items():
        if name == "codes":
            site.facilities, site.services = split(value)
        elif name not in ("latitude", "longitude"):
            setattr(site, name, value)
    if "latitude" in values or "longitude" in values:
        given = values.get("latitude"), values.get("longitude")
        site.latitude, site.longitude = _stored(*given, site.datum)


def _stored(latitude: float | None, longitude: float | None, datum: str) -> tuple[float | None, float | None]:
    if latitude is None or longitude is None:
        return None, None
    if not (-85 <= latitude <= 85 and -180 <= longitude <= 180):
        raise Refusal("no_coordinate", _("经纬度超出范围，请检查是否写反。"))
    return to_wgs84(latitude, longitude, datum)


def _save(site: Site) -> None:
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError as error:
        if "site_name_once_in_a_union" in str(error):
            raise Refusal("same_name", _("这个工会已登记名为“%(name)s”的站点。"), name=site.name) from error
        if "site_dates_in_order" in str(error):
            raise Refusal("dates_in_order", _("撤销日期不能早于启用日期。")) from error
        raise


def _keep_hours(site: Site, openings: Iterable[Opening]) -> None:
    rows = list(openings)
    if refusal := why_not_these_hours(rows):
        raise refusal
    site.openings.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            site=site,
            weekday=row.weekday,
            is_holiday=row.is_holiday,
            date=row.date,
            opens=row.opens,
            closes=row.closes,
        )
        for row in rows
    )
    site.hours = encode(rows)
    site.is_24h = site.hours == ALWAYS
    site.save(update_fields=["hours", "is_24h"])
    note_exceptions(site)


def _count_facilities(site: Site, day: date) -> None:
    """Close the spells of what is gone, begin those of what is new."""
    present = set(site.spells.filter(until__isnull=True).values_list("code", flat=True))
    gone, new = present - set(site.codes), [code for code in site.codes if code not in present]
    site.spells.filter(until__isnull=True, code__in=gone).update(until=day)
    FacilitySpell.objects.bulk_create(FacilitySpell(site=site, code=code, since=day) for code in new)
