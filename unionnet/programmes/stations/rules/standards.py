# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.places.models import Site
from unionnet.directory.places.rules import why_not_change
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.programmes.stations.haves import HAVES, known_of, standard_of
from unionnet.programmes.stations.models import StandardCheck

CHECK_HOLDS = timedelta(days=366)


def why_not_check(person: Person, site: Site, seen: Collection[str], on: date) -> Refusal | None:
    """An officer who has been there; of what the list of the region asks for."""
    if refusal := why_not_change(person, site.organisation.path):
        return refusal
    if set(seen) - {have.code for have in standard_of(site, on).haves}:
        return Refusal("not_on_the_list", _("请从达标清单里勾选。"))
    return None


def why_not_nominate(
    person: Person, site: Site, last: StandardCheck | None, *, late_faults: int, on: date
) -> Refusal | None:
    """Being on the map is a condition (ST-06); so is all that the region's list asks for, seen within a year,
    and nothing that has been broken for long (ST-08)."""
    if refusal := why_not_change(person, site.organisation.path):
        return refusal
    ruling = rule("ST-07.best", where=site.region_code[:6], on=on)
    if site.status != Site.Status.OPEN or not site.is_mapped or not site.address:
        return Refusal(
            "not_on_the_map", _("上图是申报的条件：站点要启用，有地址和坐标。"), rule=ruling.citation
        )
    if last is None or on - last.day > CHECK_HOLDS:
        return Refusal("not_checked", _("请先做一次达标检查。"), rule=ruling.citation)
    gone = {code for code, is_there in known_of(site, standard_of(site, on), on).items() if not is_there}
    if gaps := [code for code in last.asked if code in gone or code in last.missing]:
        words = _("、").join(str(HAVES[code].label) for code in gaps)
        return Refusal("gaps", _("还没有达标：%(gaps)s。"), rule=ruling.citation, gaps=words)
    if late_faults:
        return Refusal(
            "broken", _("有 %(n)s 条故障逾期未修，修好后再申报。"), rule=ruling.citation, n=late_faults
        )
    return None
