# SPDX-License-Identifier: Apache-2.0
"""Which union a page adds up for."""

from __future__ import annotations

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.returns.models import Form
from unionnet.tools.returns.rules import SEE


def unions_below(form: Form, person: Person) -> QuerySet[Organisation]:
    """Those inside the tree of the one that issued the form, within reach."""
    office = form.organisation
    rows = Organisation.objects.filter(person.reach(SEE).q("path"))
    return rows.filter(path__gte=office.path, path__lt=office.path_end)
