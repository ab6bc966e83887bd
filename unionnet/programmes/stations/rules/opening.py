# SPDX-License-Identifier: Apache-2.0
"""When a station may open, and who may walk in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from unionnet.directory.people.cards import Claim
from unionnet.directory.people.models import Person
from unionnet.directory.places.facilities import chosen
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import State, missing_basics, why_not_change
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.stations.models import Acceptance, Lock


def gaps_of(site: Site, on: date) -> list[Any]:
    """What a station lacks before it can be accepted: to be found (ST-06), and the basic services (ST-02)."""
    found: list[Any] = []
    if not site.is_mapped:
        found.append(_("坐标"))
    if not site.address:
        found.append(_("地址"))
    if not site.hours:
        found.append(_("开放时间"))
    if site.kind == Site.Kind.STATION:
        found += [each.label for each in chosen(missing_basics(site, on))]
    return found


def why_not_declare(person: Person, site: Site, on: date) -> Refusal | None:
    """Asked for the button, and again for the write."""
    if refusal := why_not_change(person, site.organisation.path):
        return refusal
    if site.status != Site.Status.PLANNED:
        return Refusal("not_planned", _("“%(site)s”不是筹建中的站点。"), site=site.name)
    if gaps := gaps_of(site, on):
        ruling = rule("ST-02.basic_services", where=site.region_code[:6], on=on)
        words = _("、").join(str(each) for each in gaps)
        return Refusal("gaps", _("还缺：%(gaps)s。补齐后再报请验收。"), rule=ruling.citation, gaps=words)
    return None


def why_not_accept(
    person: Person, asked: Acceptance, on: date, *, looks_only: bool = False
) -> Refusal | None:
    """Four eyes: who says that it is built is not who says that it is good."""
    site = asked.site
    if refusal := why_not_change(person, site.organisation.path):
        return refusal
    if asked.built_by_id == person.pk:
        return Refusal("four_eyes", _("报请验收的人不能自己验收，请另一位干部到现场核对。"))
    return None if looks_only else why_not_declare(person, site, on)


def why_not_enter(lock: Lock, claim: Claim, state: State) -> Refusal | None:
    """A good code at a door of a station that is open now."""
    if not state.is_open:
        return Refusal("closed", _("“%(site)s”现在不开放。"), site=lock.site.name)
    if lock.members_only and not claim.is_member:
        return Refusal("members_only", _("这扇门只对会员开放。您可以在手机上申请加入工会。"))
    return None
