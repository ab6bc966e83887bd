# SPDX-License-Identifier: Apache-2.0
"""One case: its story, its papers, who has a share in it, and what its owner may read of it."""

from __future__ import annotations

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.directory.people.queries.members import memberships_of
from unionnet.directory.people.queries.posts import holders_by_union
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.prepared import Among, prepared
from unionnet.foundation.scope import everything
from unionnet.tools.casework.models import Case, Dispatch, Extension, Need, Paper, Step
from unionnet.tools.casework.queries.cases import plain
from unionnet.tools.casework.queries.routes import units_in_line
from unionnet.tools.casework.rules import HANDLE

MOST_UNITS = 300


def history_of(case: Case) -> list[Step]:
    return _history(case.pk)


def shares_of(case: Case) -> list[Dispatch]:
    return _shares(case.pk)


def papers_of(case: Case) -> list[Paper]:
    return _papers(case.pk)


def paper_called(case: Case, number: str) -> Paper:
    """Raises Http404 where the case has none of this number."""
    return _paper.or_404(case.pk, number)


def needs_of(case: Case) -> list[Need]:
    """What must be there before it goes on, in the order its kind asks for it."""
    return _needs(case.pk)


def extension_of(case: Case) -> Extension | None:
    """The one that waits for a decision."""
    if found := _extension.first(case.pk):
        found.case = case
    return found


def part_of(case: Case, person: Person) -> Dispatch | None:
    """The part this person's union was asked for and has not given."""
    if found := _part.first(case.pk, offices_of(person, HANDLE)):
        found.case = case
    return found


@prepared
def _history(case: int) -> QuerySet[Step]:
    return Step.objects.filter(case=case).select_related("by", "organisation", "unit").order_by("-number")


@prepared
def _shares(case: int) -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(case=case).select_related("unit", "signed_by").order_by("number")


@prepared
def _papers(case: int) -> QuerySet[Paper]:
    return Paper.objects.filter(case=case).select_related("file").order_by("id")


@prepared
def _paper(case: int, number: str) -> QuerySet[Paper]:
    return Paper.objects.filter(case=case, public_id=number).select_related("file")


@prepared
def _needs(case: int) -> QuerySet[Need]:
    return Need.objects.filter(case=case).select_related("given_by").order_by("id")


@prepared
def _extension(case: int) -> QuerySet[Extension]:
    return Extension.objects.filter(case=case, state="asked").select_related("decider", "unit")


@prepared
def _part(case: int, paths: list[str]) -> QuerySet[Dispatch]:
    rows = Dispatch.objects.filter(case=case, is_lead=False, state__in=("sent", "signed"))
    return rows.filter(Among("unit__path", paths)).select_related("unit").order_by("number")


def open_parts_of(case: Case) -> list[Dispatch]:
    """What the lead asked others for and has not got."""
    rows = case.dispatches.filter(is_lead=False, state__in=("sent", "signed"))
    return list(rows.select_related("unit", "case").order_by("number"))


def units_for(case: Case) -> list[Organisation]:
    """Where the union whose turn it is may send it: the nearest few, for a list to choose from."""
    return list(units_in_line(case.holder)[:MOST_UNITS])


def unit_called(case: Case, name: str) -> Organisation | None:
    return units_in_line(case.holder).filter(name=name).first()


def cases_of(person: Person) -> QuerySet[Case]:
    """What somebody brought themselves, the newest first."""
    rows = Case.objects.filter(person=person).select_related("kind", "holder", "organisation", "merged_into")
    return rows.defer("words").order_by("-id")


@everything("whoever knows number and phone is the owner")
def case_by_number(number: str, phone: str) -> Case | None:
    """Of an owner without account."""
    rows = Case.objects.select_related("kind", "holder", "organisation", "merged_into").defer("words")
    return rows.filter(public_id=plain(number), phone_index=blind_index("mobile", phone)).first()


@everything("the owner reads by whom it was handled, union by union")
def told_of(case: Case) -> list[Step]:
    return history_of(case)


def union_of(person: Person) -> Organisation | None:
    """Where a member belongs: it takes in what they bring, or the one above that does."""
    membership = memberships_of(person).filter(state="active").select_related("organisation").first()
    return membership.organisation if membership else None


def topmost() -> Organisation | None:
    """Takes in what comes from people of no union."""
    return Organisation.objects.filter(parent=None, until=None).order_by("path").first()


def officers_at(union: Organisation) -> list[int]:
    return holders_by_union(HANDLE, [union.pk]).get(union.pk, [])
