# SPDX-License-Identifier: Apache-2.0
"""The keeper's thirty seconds: all well, or not; what is broken; what runs out; and what the union answers.

Every word may have been kept on a phone without network and come later, or twice.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from unionnet.directory.people.models import Person
from unionnet.directory.places.actions import close_door, open_up, report_fault
from unionnet.directory.places.models import FaultReport, Override, Site
from unionnet.directory.places.rules import why_not_operate
from unionnet.directory.reach.actions import notify
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.actions import keep_picture
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.stations.checklist import ROUND
from unionnet.programmes.stations.facts import Patrolled, ShortageAnswered, SuppliesAsked
from unionnet.programmes.stations.models import FaultPhoto, Patrol, Shortage
from unionnet.programmes.stations.rules import (
    why_not_answer_shortage,
    why_not_ask_for,
    why_not_late_door,
    why_not_patrol,
)


@verb
def patrol(
    site: Site,
    exceptions: Collection[str] = (),
    note: str = "",
    *,
    day: date | None = None,
    by: Person,
    at: datetime | None = None,
) -> Patrol:
    """All is well, or what is not: each of these becomes a fault. Said again for the same day it is a
    correction; faults that were opened by the first stay until somebody has mended them."""
    at = at or database_now()
    today = local_date(at)
    day = day or today
    if refusal := why_not_patrol(by, site, day, exceptions, today):
        raise refusal
    found = [code for code in ROUND if code in set(exceptions)]
    kept, _is_new = Patrol.objects.update_or_create(
        site=site, day=day, defaults={"exceptions": found, "note": one_line(note, 200), "by": by, "at": at}
    )
    for code in found:
        words, facility = ROUND[code]
        report_fault(site, _said_of(words, kept.note), facility, by=by)
    tell(Patrolled(site.pk, kept.pk, len(found)), by=by, org_path=site.organisation.path)
    return kept


@verb
def report_broken(
    site: Site, words: str, facility: str = "", photo: UploadedFile[Any] | None = None, *, by: Person
) -> FaultReport:
    """What the keeper sees broken, with a photo if there is one. The same words again are the same fault."""
    if refusal := why_not_operate(by, site):
        raise refusal
    fault = report_fault(site, one_line(words, 300), facility, by=by)
    if photo and not FaultPhoto.objects.filter(fault=fault).exists():
        FaultPhoto.objects.create(fault=fault, file=keep_picture(photo, by=by, is_public=False))
    return fault


@verb
def ask_for(
    site: Site, items: Collection[str], note: str = "", *, by: Person, at: datetime | None = None
) -> list[Shortage]:
    """Ask the union for what is nearly used up. What waits for an answer is not asked for twice."""
    if refusal := why_not_ask_for(by, site, items):
        raise refusal
    asked = [
        Shortage(site=site, item=item, note=one_line(note, 60), by=by, at=at or database_now())
        for item in sorted(set(items))
    ]
    Shortage.objects.bulk_create(asked, ignore_conflicts=True)
    tell(SuppliesAsked(site.pk, tuple(each.item for each in asked)), by=by, org_path=site.organisation.path)
    waiting = Shortage.objects.filter(site=site, item__in=items, answered_at__isnull=True)
    return list(waiting.order_by("item"))


@verb
def answer_shortage(
    shortage: Shortage, words: str = "", *, is_sent: bool, by: Person, at: datetime | None = None
) -> Shortage:
    """It is on its way, or why not. The keeper who asked is told."""
    found = (
        Shortage.objects.select_for_update(of=("self",))
        .select_related("site__organisation", "by")
        .get(pk=shortage.pk)
    )
    words = one_line(words, 100)
    if refusal := why_not_answer_shortage(by, found, words, is_sent=is_sent):
        raise refusal
    found.is_sent, found.answer = is_sent, words
    found.answered_by, found.answered_at = by, at or database_now()
    found.save(update_fields=["is_sent", "answer", "answered_by", "answered_at"])
    union = found.site.organisation
    notify(
        found.by,
        kind="places.shortage_answered",
        title=gettext_noop("“%(site)s”的补货有了答复") if is_sent else gettext_noop("“%(site)s”暂不补货"),
        text="%(words)s",
        facts={"site": found.site.name, "words": words or _("物资已安排。")},
        unique=f"shortage:{found.pk}",
        url=reverse("stations:tend", args=[found.site.public_id]),
        organisation=union,
    )
    tell(ShortageAnswered(found.site_id, found.pk, is_sent), by=by, org_path=union.path)
    return found


@verb
def switch_door(
    site: Site,
    *,
    is_open: bool,
    until: datetime | None = None,
    reason: str = "",
    said_at: datetime | None = None,
    by: Person,
) -> Override:
    """Open or close. `said_at` is the moment on a phone that had no network: it counts from there, unless
    somebody has switched the door since."""
    switch = open_up if is_open else close_door
    if said_at is None:
        return switch(site, by=by, until=until, reason=reason)
    # The site itself is locked by the switch: who comes in between is seen there as "already".
    since = Override.objects.filter(site=site, undone_at__isnull=True, at__gte=said_at)
    if refusal := why_not_late_door(since.exists()):
        raise refusal
    return switch(site, by=by, until=until, reason=reason, at=said_at)


def _said_of(words: Any, note: str) -> str:
    if not note:
        return _("巡查发现：%(what)s") % {"what": words}
    return _("巡查发现：%(what)s。%(note)s") % {"what": words, "note": note}
