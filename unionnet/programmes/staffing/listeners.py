# SPDX-License-Identifier: Apache-2.0
"""The tree changes: posts end with their union."""

from unionnet.directory.organisations.facts import OrganisationDissolved
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.journal import on
from unionnet.programmes.staffing.actions import end_posts_with


@on(OrganisationDissolved)
def end_the_posts(fact: OrganisationDissolved) -> None:
    end_posts_with(Organisation.objects.get(pk=fact.organisation_id))
