# SPDX-License-Identifier: Apache-2.0
"""Lists for civil affairs: which households are ready, which lists wait for a second hand."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet

from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.programmes.hardship.models import CheckLine, CheckList, Dossier
from unionnet.programmes.hardship.queries.desks import desks_of, dossiers_seen_by
from unionnet.programmes.hardship.rules import APPROVE


def ready_for_check(person: Person) -> QuerySet[Dossier]:
    """Visited, passed up, and on no list that waits."""
    rows = dossiers_seen_by(person).filter(state="visited", decider__path__in=desks_of(person))
    return rows.exclude(checks__result="").order_by("pk")


def check_lists_seen_by(person: Person) -> QuerySet[CheckList]:
    rows = CheckList.objects.filter(organisation__path__in=desks_of(person))
    rows = rows.annotate(size=Count("lines"), waiting=Count("lines", filter=Q(lines__result="")))
    return rows.select_related("organisation", "asked_by", "second")


def lists_to_let_go(person: Person) -> QuerySet[CheckList]:
    rows = check_lists_seen_by(person).filter(second=None, organisation__path__in=offices_of(person, APPROVE))
    return rows.exclude(asked_by=person)


def households_on(listed: CheckList) -> Iterator[tuple[CheckLine, str, str, str]]:
    """(line, relation, name, number) of each member, numbers in clear. Only for the file that civil affairs
    get, once two people let it go."""
    lines = listed.lines.order_by("pk").prefetch_related("dossier__members")
    for line in lines:
        for member in sorted(line.dossier.members.all(), key=lambda each: each.pk):
            relation = str(member.get_relation_display())
            yield line, relation, member.name.open(), member.id_number.open()
