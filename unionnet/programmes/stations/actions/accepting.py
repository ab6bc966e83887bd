# SPDX-License-Identifier: Apache-2.0
"""A planned station is built, looked at by somebody else, and opened. Until then nobody finds it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import take_into_use
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.stations.facts import SiteAccepted, SiteDeclaredBuilt, SiteSentBack
from unionnet.programmes.stations.models import Acceptance
from unionnet.programmes.stations.rules import why_not_accept, why_not_declare


@verb
def declare_built(site: Site, *, by: Person, at: datetime | None = None) -> Acceptance:
    """All is there: please come and look. Said again, it is still the first who said it."""
    at = at or database_now()
    held = Acceptance.objects.select_for_update().filter(site=site).first()
    if held and held.is_waiting:
        return held
    if refusal := why_not_declare(by, site, local_date(at)):
        raise refusal
    asked, _is_new = Acceptance.objects.update_or_create(
        site=site, defaults={"built_by": by, "built_at": at, "accepted_by": None, "sent_back": ""}
    )
    tell(SiteDeclaredBuilt(site.pk, asked.pk), by=by, org_path=site.organisation.path)
    return asked


@verb
def accept(site: Site, *, by: Person, at: datetime | None = None) -> Acceptance:
    """Somebody else has looked and found all in order: the station is open to the public from now on."""
    at = at or database_now()
    asked = _asked(site)
    if refusal := why_not_accept(by, asked, local_date(at)):
        raise refusal
    asked.accepted_by, asked.accepted_at = by, at
    asked.save(update_fields=["accepted_by", "accepted_at"])
    take_into_use(site, by=by, at=at)
    tell(SiteAccepted(site.pk, asked.pk), by=by, org_path=site.organisation.path)
    return asked


@verb
def send_back(site: Site, why: str, *, by: Person, at: datetime | None = None) -> Acceptance:
    """Something is missing: say what, so that it can be declared built again."""
    asked = _asked(site)
    if refusal := why_not_accept(by, asked, local_date(at or database_now()), looks_only=True):
        raise refusal
    if not why.strip():
        raise Refusal("no_words", _("请写明还缺什么，便于整改。"))
    asked.sent_back = why.strip()[:200]
    asked.save(update_fields=["sent_back"])
    tell(SiteSentBack(site.pk, asked.pk), by=by, org_path=site.organisation.path)
    return asked


def _asked(site: Site) -> Acceptance:
    found = (
        Acceptance.objects.select_for_update(of=("self",))
        .select_related("site__organisation")
        .filter(site=site)
        .first()
    )
    if found is None or not found.is_waiting:
        raise Refusal("not_built", _("这个站点还没有报请验收，或已经验收过。"))
    return found
