# SPDX-License-Identifier: Apache-2.0
"""What changes a figure marks its union stale; the sweep counts it again. Hearing twice counts once."""

from typing import Any

from unionnet.directory.organisations import facts as organisations
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import facts as people
from unionnet.directory.places import facts as places
from unionnet.directory.places.models import Site
from unionnet.doors.figures.actions import mark_stale, recount
from unionnet.foundation.journal import Fact, on

NAMING_A_UNION: tuple[type[Fact], ...] = (
    organisations.OrganisationFounded,
    organisations.OrganisationChanged,
    organisations.OrganisationDissolved,
    people.MembershipApplied,
    people.MembershipApproved,
    people.MembershipRejected,
    people.MembershipTurned,
    people.MembershipWithdrawn,
    people.RosterImported,
    places.SiteRegistered,
)


def _count_after(kind: type[Fact]) -> None:
    def count(fact: Any) -> None:
        mark_stale(Organisation.objects.filter(pk=fact.organisation_id).values_list("pk", flat=True))

    # The journal remembers by name how far each listener has heard.
    count.__qualname__ = f"count_after_{kind.__name__}"
    on(kind)(count)


for _kind in NAMING_A_UNION:
    _count_after(_kind)


@on(people.TransferClosed)
def count_both_unions_of_a_transfer(fact: people.TransferClosed) -> None:
    mark_stale([fact.organisation_id, fact.to_organisation_id])


@on(people.MembersAdmitted)
def count_after_a_list(fact: people.MembersAdmitted) -> None:
    mark_stale(fact.organisation_ids)


@on(people.RosterUndone)
def count_after_a_list_is_undone(fact: people.RosterUndone) -> None:
    mark_stale(fact.organisation_ids)


@on(places.SiteChanged)
def count_after_a_changed_site(fact: places.SiteChanged) -> None:
    mark_stale(Site.objects.filter(pk=fact.site_id).values_list("organisation_id", flat=True))


@on(organisations.OrganisationMoved)
def count_all_after_a_move(fact: organisations.OrganisationMoved) -> None:
    recount()


@on(places.SitesImported)
def count_all_after_an_import(fact: places.SitesImported) -> None:
    recount()
