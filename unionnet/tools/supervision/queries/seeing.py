# SPDX-License-Identifier: Apache-2.0
"""Whose items and parts are whose to see, to do and to check."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.tools.supervision.models import (
    IN,
    Chase,
    Extension,
    GroupMember,
    Item,
    Office,
    Part,
    Report,
    Step,
    Suspension,
)
from unionnet.tools.supervision.rules import DECIDE, DO, MANAGE, SEE

OPEN = ("to_sign", "working", "returned")


def items_seen_by(person: Person) -> QuerySet[Item]:
    """Those of offices within reach, and those in which a union within reach has a part."""
    reach = person.reach(SEE)
    own = Part.objects.filter(reach.q(), item=OuterRef("pk"))
    rows = Item.objects.filter(reach.q() | Exists(own))
    return rows.select_related("organisation", "goal")


def parts_seen_by(person: Person) -> QuerySet[Part]:
    """One's own and those below; all of an item for its office and for the union that leads it."""
    reach = person.reach(SEE)
    leads = Part.objects.filter(reach.q(), is_lead=True, item=OuterRef("item"))
    rows = Part.objects.filter(reach.q() | reach.q("item__organisation__path") | Exists(leads))
    return rows.select_related(
        "organisation", "officer", "item__organisation", "item__goal", "parent__organisation"
    )


def parts_of(item: Item, person: Person) -> QuerySet[Part]:
    """The lead first, then by unit, what was handed on behind what it came from."""
    return parts_seen_by(person).filter(item=item).order_by("-is_lead", "id")


def to_do_by(person: Person) -> QuerySet[Part]:
    """待我办: parts of the person's own unions."""
    own = parts_seen_by(person).filter(organisation__path__in=offices_of(person, DO))
    return own.filter(state__in=OPEN, item__state="assigned")


def to_check_by(person: Person) -> QuerySet[Part]:
    """待我核查: what was handed in to the person's own office, or to the union that took it apart."""
    offices = offices_of(person, DECIDE)
    mine = Q(parent=None, item__organisation__path__in=offices) | Q(parent__organisation__path__in=offices)
    waiting = parts_seen_by(person).filter(mine, state="handed_in", item__state="assigned")
    return waiting.exclude(handed_in_by=person)


def to_agree_by(person: Person) -> QuerySet[Extension]:
    """More time that was asked of the person's own office."""
    rows = Extension.objects.filter(
        decided_at=None, part__item__organisation__path__in=offices_of(person, DECIDE)
    )
    return rows.exclude(asked_by=person).select_related(
        "part__organisation", "part__item__organisation", "asked_by"
    )


def collected_at(person: Person) -> QuerySet[Item]:
    """待立项, at the person's own offices."""
    own = items_seen_by(person).filter(organisation__path__in=offices_of(person, SEE))
    return own.filter(state__in=["collected", "registered"])


def extensions_seen_by(person: Person) -> QuerySet[Extension]:
    rows = Extension.objects.filter(person.reach(SEE).q("part__item__organisation__path"))
    return rows.select_related("part__item__organisation", "part__organisation", "asked_by")


def reports_seen_by(person: Person) -> QuerySet[Report]:
    rows = Report.objects.filter(part__in=parts_seen_by(person).order_by())
    return rows.select_related("part__organisation", "by", "file")


def chases_seen_by(person: Person) -> QuerySet[Chase]:
    rows = Chase.objects.filter(part__in=parts_seen_by(person).order_by())
    return rows.select_related("part__item__organisation", "part__organisation", "by")


def history_of(item: Item, person: Person) -> QuerySet[Step]:
    """Of the item, and of the parts the person sees. The newest first."""
    seen = parts_seen_by(person).filter(item=item).order_by().values("pk")
    rows = item.history.filter(Q(part=None) | Q(part__in=seen))
    return rows.select_related("by", "organisation", "part__organisation").order_by("-at", "-id")


def offices_managed_by(person: Person) -> QuerySet[Organisation]:
    """The unions for which the person runs an office."""
    return Organisation.objects.filter(path__in=offices_of(person, MANAGE)).order_by("path")


def suspension_of(item: Item) -> Suspension | None:
    """The one that is open."""
    return item.suspensions.filter(ended_at=None).select_related("by").first()


def office_of(organisation: Organisation) -> Office | None:
    return Office.objects.filter(organisation=organisation).prefetch_related("group__person").first()


def group_of(organisation: Organisation) -> set[int]:
    """The ids of the leading group; empty where there is none."""
    rows = GroupMember.objects.filter(office__organisation=organisation)
    return set(rows.values_list("person_id", flat=True))


def units_out(item: Item, *, but: int, until: tuple[str, ...] = IN) -> list[str]:
    """The units whose parts have not come so far, one of them left out."""
    rows = Part.objects.filter(item=item).exclude(pk=but).exclude(state__in=until)
    return list(rows.order_by("id").values_list("organisation__name", flat=True))


def unions_named(office: Organisation, names: list[str]) -> dict[str, Organisation]:
    """Living unions inside the tree of the office, by name; the office itself is one of them."""
    rows = Organisation.objects.filter(path__gte=office.path, path__lt=office.path_end, until=None)
    return {union.name: union for union in rows.filter(name__in=names[:300]).order_by("-path")}


def officers_at(unions: list[int], verb: str) -> list[int]:
    found = holders_by_union(verb, unions)
    return sorted({person for persons in found.values() for person in persons})


def officers_named(union: Organisation, name: str, verb: str) -> list[Person]:
    """People of that name with the verb by a post of their own at that union; two are both given."""
    found = holders_by_union(verb, [union.pk]).get(union.pk, [])
    return list(Person.objects.filter(pk__in=found, name=name)[:2])
