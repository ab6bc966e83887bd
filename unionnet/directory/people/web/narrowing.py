# SPDX-License-Identifier: Apache-2.0
"""The members a request asks for, on the page and in the sheet alike."""

from __future__ import annotations

from django.db.models import QuerySet

from unionnet.directory.people import queries
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Membership
from unionnet.directory.people.rules import ending_by
from unionnet.directory.people.web.forms import ENDING, FilterForm


def narrowed(request: MemberRequest) -> QuerySet[Membership]:
    """By what its address says; an address that makes no sense narrows nothing."""
    form = FilterForm(request.GET)
    found = form.cleaned_data if form.is_valid() else {}
    return queries.found_members(
        request.person,
        words=found.get("q", ""),
        tag=found.get("tag", ""),
        union=request.GET.get("union", "")[:12],
        incomplete=found.get("details") == "incomplete",
        ending=ending_by(queries.today())[0] if found.get("details") == ENDING else None,
    )
