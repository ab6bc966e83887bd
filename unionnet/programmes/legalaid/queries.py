# SPDX-License-Identifier: Apache-2.0
"""The questions of legal aid. Whoever sees a case sees its aid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.hotlines import NATIONAL, Hotline, read
from unionnet.directory.places.models import Site
from unionnet.foundation.clock import database_now
from unionnet.foundation.prepared import prepared
from unionnet.foundation.scope import everything
from unionnet.programmes.legalaid.models import LIVE, Aid, Lawyer, PhoneList
from unionnet.programmes.legalaid.rules import HANDLE, SEE, why_not_open, why_not_work
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.queries import cases_seen_by

MOST_LAWYERS = 500


def aids_seen_by(person: Person) -> QuerySet[Aid]:
    """What lies within the reach of their posts; nobody sees their own from behind the desk."""
    seen = cases_seen_by(person).filter(pk=OuterRef("case"))
    rows = Aid.objects.filter(Exists(seen)).defer("case__words")
    return rows.select_related(
        "case__kind", "case__organisation", "case__holder", "case__person", "lawyer", "decided_by"
    )


def found_in(rows: QuerySet[Aid], *, state: str, late_at: datetime | None) -> QuerySet[Aid]:
    """Of one state, or `live`; past their clock at a moment."""
    if state == "live":
        rows = rows.filter(state__in=LIVE)
    elif state in Aid.State.values:
        rows = rows.filter(state=state)
    return rows.filter(late(late_at)) if late_at else rows


def late(now: datetime) -> Q:
    return Q(state__in=LIVE, case__due_at__lt=now) & ~Q(case__state="paused")


@dataclass(frozen=True)
class Counts:
    """The live ones by what they wait for; `overdue` are among them."""

    asked: int
    incomplete: int
    approved: int
    working: int
    overdue: int

    @property
    def live(self) -> int:
        return self.asked + self.incomplete + self.approved + self.working


def counts_of(rows: QuerySet[Aid], now: datetime) -> Counts:
    by_state = {state: Count("pk", filter=Q(state=state)) for state in LIVE}
    return Counts(**rows.aggregate(**by_state, overdue=Count("pk", filter=late(now))))


def lawyers_seen_by(person: Person) -> QuerySet[Lawyer]:
    rows = Lawyer.objects.filter(person.reach(SEE).q("organisation__path"), until=None)
    return rows.select_related("organisation").order_by("organisation__path", "name", "pk")


def lawyers_for(case: Case) -> list[Lawyer]:
    """Those on the list of the union where it lies, or of one above it that the officer's posts reach."""
    rows = Lawyer.objects.filter(organisation__path__in=_chain(case.holder), until=None)
    return list(rows.select_related("organisation").order_by("name", "pk")[:MOST_LAWYERS])


def unions_handled_by(person: Person) -> QuerySet[Organisation]:
    return Organisation.objects.filter(person.reach(HANDLE).q("path"), until=None).order_by("path")


def phone_list_of(union: Organisation) -> str:
    """The union's own lines as they are kept."""
    return "".join(PhoneList.objects.filter(organisation=union).values_list("lines", flat=True))


@everything("numbers to call are for everybody")
def phones_for(site: Site | None, union: Organisation | None) -> list[Hotline]:
    """The site's own first, then those of its union and of the ones above, then the nation's."""
    own = read(site.hotlines) if site else []
    begin = site.organisation if site else union
    lists = PhoneList.objects.filter(organisation__path__in=_chain(begin) if begin else [])
    near = [line for each in lists.order_by("-organisation__path") for line in read(each.lines)]
    kept: dict[str, Hotline] = {}
    for line in (*own, *near, *NATIONAL):
        kept.setdefault(line.dial, line)
    return list(kept.values())


def links_for_visitors(site: Site) -> list[tuple[Any, str, str]]:
    return [
        (_("免费法律援助：在线申请和便民热线"), f"{reverse('legalaid:home')}?site={site.public_id}", "law")
    ]


def links_for_owner(_case: Case) -> list[tuple[Any, str, str]]:
    return [(_("申请免费法律援助"), reverse("legalaid:new"), "law")]


def links_for_case(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """The aid of this case; or the way to open one."""
    if known := _of_case.first(case.pk):
        return [(_("法律援助：%(state)s") % {"state": known.get_state_display()}, _desk(known), "law")]
    if why_not_open(case, person, database_now()) is None:
        return [(_("转法律援助"), reverse("desk-legalaid:open", args=[case.public_id]), "law")]
    return []


def leads_for_case(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """While legal aid works on it, the next step is taken on its page by whoever may take it."""
    known = _of_case.first(case.pk)
    if known is None or not known.is_live or why_not_work(case, person, database_now()) is not None:
        return []
    return [(_("办理法律援助"), _desk(known), "law")]


@prepared
def _of_case(case: int) -> QuerySet[Aid]:
    return Aid.objects.filter(case=case)


def _desk(aid: Aid) -> str:
    return reverse("desk-legalaid:aid", args=[aid.public_id])


def _chain(union: Organisation) -> list[str]:
    return [union.path[:end] for end in range(SEGMENT, len(union.path) + 1, SEGMENT)]
