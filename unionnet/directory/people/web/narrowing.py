# SPDX-License-Identifier: Apache-2.0
"""The members a request asks for, on the page and in the sheet alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from unionnet.directory.people import queries
from unionnet.directory.people.layouts import OuterLayout, layouts
from unionnet.directory.people.middleware import MemberRequest
from unionnet.directory.people.models import Membership, MembershipSpan
from unionnet.directory.people.queries import life
from unionnet.directory.people.rules import ending_by
from unionnet.directory.people.web.forms import ENDING, FilterForm
from unionnet.directory.people.web.life_forms import DayForm


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


@dataclass(frozen=True)
class ToExport:
    """A list that is asked to leave: its rows in their order, the columns it may have, and the page it is
    from. Rows of a day are spans."""

    rows: QuerySet[Membership] | QuerySet[MembershipSpan]
    layouts: list[OuterLayout]
    page: str
    on_day: date | None = None

    def members(self, most: int) -> list[int]:
        """The ids of the memberships, one more than `most` at most."""
        column = "membership_id" if self.on_day else "pk"
        return list(self.rows.values_list(column, flat=True)[: most + 1])


def to_export(request: MemberRequest, verb: str) -> ToExport:
    """What the address asks for: the members of a day (`on`), memberships of a state, or the list of members
    as it is narrowed. Only what the verb reaches."""
    reach, order = request.person.reach(verb).q(), ("organisation__path", "id")
    own = [each for each in layouts().values() if not each.on_a_day]
    if "on" in request.GET:
        form = DayForm(request.GET, unions=queries.unions_reached_by(request.person, verb))
        if not form.is_valid():
            raise Http404
        top, day = form.cleaned_data["union"], form.cleaned_data["on"]
        spans = life.members_on(top, day).filter(reach).order_by(*order)
        of_a_day = [each for each in layouts().values() if each.on_a_day]
        return ToExport(spans, of_a_day, reverse("desk-people:day"), day)
    if state := request.GET.get("state", "")[:30]:
        rows = life.memberships_in(request.person, state).filter(reach).order_by(*order)
        if state not in Membership.State.values:
            raise Http404
        in_order = sorted(own, key=lambda each: each.key != "states")
        return ToExport(rows, in_order, reverse("desk-people:in_state", args=[state]))
    return ToExport(narrowed(request).filter(reach).order_by(*order), own, reverse("desk-people:members"))
