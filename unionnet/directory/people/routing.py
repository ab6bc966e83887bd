# SPDX-License-Identifier: Apache-2.0
"""Which union an applicant without a unit belongs to (MEM-06): clues with weights from the rulebook, so that
officer and applicant read why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import established_on
from unionnet.directory.people.documents import RESIDENT_ID
from unionnet.directory.people.identity import Particulars
from unionnet.foundation.rulebook import rule

Kind = Organisation.Kind
TAKERS = (
    Kind.SECTORAL_FEDERATION,
    Kind.INDUSTRIAL_UNION,
    Kind.TOWNSHIP_FEDERATION,
    Kind.VILLAGE_JOINT_UNION,
    Kind.REGIONAL_JOINT_UNION,
)
MOST = 5000
CLUES = {
    "occupation": _("行业相符"),
    "workplace": _("在这里工作"),
    "route": _("常走的路线经过"),
    "residence": _("住在这里"),
    "phone": _("手机归属地"),
    "id_region": _("证件地区"),
}
ENDINGS = re.compile(
    "(新就业形态|行业|区域性|快递|货运)?(总工会|工会联合会|联合工会|建设工会|工会)$|[街道镇乡村区县市社区]+$"
)


@dataclass(frozen=True)
class Wishes:
    """What an applicant may tell, all of it optional: the township unions where they live and work, and the
    places they pass every day."""

    residence: Organisation | None = None
    workplace: Organisation | None = None
    route: str = ""


@dataclass(frozen=True)
class Proposal:
    """The union that fits best, and why; none when nothing points anywhere."""

    union: Organisation | None
    reasons: list[tuple[str, int]]


def propose(
    top: Organisation,
    given: Particulars,
    wishes: Wishes,
    *,
    on: date,
    but: Organisation | None = None,
) -> Proposal:
    """Weigh every union below `top` that takes in single workers, all but `but`. Of equals the higher one,
    which knows its parts."""
    rows = Organisation.objects.filter(established_on(on), kind__in=TAKERS)
    rows = rows.filter(path__gte=top.path, path__lt=top.path_end)
    rows = rows.exclude(pk=but.pk) if but else rows
    weights = rule("MEM-06.routing_weights", where=top.county_code, on=on).value
    words = rule("MEM-06.sector_words", where=top.county_code, on=on).value.get(given.occupation, [])
    regions = rule("MEM-06.phone_regions", where=top.county_code, on=on).value
    found = []
    for union in rows.order_by("path")[:MOST]:
        clues = _clues(union, given, wishes, words, regions.get(given.mobile[:7], ""))
        reasons = [(clue, weights[clue]) for clue in CLUES if clue in clues]
        found.append((sum(weight for _clue, weight in reasons), -len(union.path), union, reasons))
    best = max(found, key=lambda each: each[:2], default=None)
    return Proposal(best[2], best[3]) if best and best[0] else Proposal(None, [])


def _clues(
    union: Organisation, given: Particulars, wishes: Wishes, words: Iterable[str], phone_region: str
) -> set[str]:
    clues = set()
    if union.kind in (Kind.SECTORAL_FEDERATION, Kind.INDUSTRIAL_UNION):
        if not any(word in union.name for word in words):
            return set()  # a union of another trade takes nobody in because they live nearby
        clues.add("occupation")
    for clue, place in (("workplace", wishes.workplace), ("residence", wishes.residence)):
        if place and place.contains(union.path):
            clues.add(clue)
    if wishes.route and (stem := stem_of(union.name)) and stem in wishes.route:
        clues.add("route")
    if phone_region and union.region_code.startswith(phone_region):
        clues.add("phone")
    if given.id_type == RESIDENT_ID and given.id_number[:6] == union.county_code:
        clues.add("id_region")
    return clues


def stem_of(name: str) -> str:
    """The place in the name of a union: 双江街道总工会 → 双江. "" when less than two characters are left."""
    stem = name
    while (shorter := ENDINGS.sub("", stem)) != stem:
        stem = shorter
    return stem if len(stem) > 1 else ""
