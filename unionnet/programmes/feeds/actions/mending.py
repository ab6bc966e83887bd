# SPDX-License-Identifier: Apache-2.0
"""One click for what keeps a site off the maps. The register stays the only place where it is written."""

from __future__ import annotations

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import change
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import why_not_change
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.feeds.actions.refreshing import note_stale
from unionnet.programmes.feeds.facts import SiteVouched
from unionnet.programmes.feeds.models import Vouch


@verb
def swap_spot(site: Site, *, by: Person) -> Site:
    """Latitude and longitude change places."""
    if site.latitude is None or site.longitude is None:
        raise Refusal("no_spot", _("这个站点没有坐标，请先填写。"))
    turned = {"latitude": site.longitude, "longitude": site.latitude, "datum": site.datum}
    if (
        site.datum != Site.Datum.WGS84
    ):  # what is stored was turned from a wrong place: only plain degrees turn
        raise Refusal("not_plain", _("请打开站点资料，按原来的坐标重新填写。"))
    return change(site, turned, by=by)


@verb
def correct_datum(site: Site, datum: str, *, by: Person) -> Site:
    """The degrees were given in another datum than was said. Done twice, it would move the site twice."""
    if datum not in (Site.Datum.GCJ02, Site.Datum.BD09) or site.datum != Site.Datum.WGS84:
        raise Refusal("not_plain", _("请打开站点资料，按原来的坐标重新填写。"))
    return change(
        site, {"latitude": site.latitude, "longitude": site.longitude, "datum": datum}, by=by
    )  # fmt: skip


@verb
def vouch_for(site: Site, code: str, *, by: Person) -> None:
    """An officer has looked: what was doubted is right."""
    if refusal := why_not_change(by, site.organisation.path):
        raise refusal
    if code not in Vouch.CODES:
        raise Refusal("not_to_vouch", _("这一项要改正资料，不能只作核实。"))
    if Vouch.objects.get_or_create(site=site, code=code, defaults={"by": by})[1]:
        tell(SiteVouched(site.pk, code), by=by, org_path=site.organisation.path)
    note_stale(site.pk)
