# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import offices_of
from unionnet.foundation.prepared import prepared
from unionnet.tools.casework.models import Kind
from unionnet.tools.casework.rules import DEFINE, HANDLE, SEE


def offices_that_take_in(person: Person) -> QuerySet[Organisation]:
    """The unions where the person may write a matter down."""
    return Organisation.objects.filter(path__in=offices_of(person, HANDLE), until=None).order_by("path")


def unions_seen_by(person: Person) -> QuerySet[Organisation]:
    """Those whose cases the person may look at, the topmost first."""
    return Organisation.objects.filter(person.reach(SEE).q("path")).order_by("path")


def offices_that_define(person: Person) -> QuerySet[Organisation]:
    """The unions where the person may say which steps are used."""
    return Organisation.objects.filter(path__in=offices_of(person, DEFINE), until=None).order_by("path")


@prepared
def all_kinds() -> QuerySet[Kind]:
    return Kind.objects.order_by("id")


@prepared
def kind_called(key: str) -> QuerySet[Kind]:
    return Kind.objects.filter(key=key)
