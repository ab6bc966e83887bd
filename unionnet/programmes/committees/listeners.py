# SPDX-License-Identifier: Apache-2.0
"""The tree changes: its unions are looked at."""

from __future__ import annotations

from unionnet.directory.organisations.facts import (
    OrganisationChanged,
    OrganisationDissolved,
    OrganisationFounded,
)
from unionnet.foundation.journal import on
from unionnet.programmes.committees.actions import check


@on(OrganisationFounded)
def look_at_a_new_union(fact: OrganisationFounded) -> None:
    check([fact.organisation_id])


@on(OrganisationChanged)
def look_at_a_corrected_union(fact: OrganisationChanged) -> None:
    """It may have been established, or moved to a region with other rules."""
    check([fact.organisation_id])


@on(OrganisationDissolved)
def forget_a_dissolved_union(fact: OrganisationDissolved) -> None:
    check([fact.organisation_id])
