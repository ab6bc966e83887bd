# SPDX-License-Identifier: Apache-2.0
"""The tree changes: its unions are looked at. An election takes a step: those who wait for it are told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from unionnet.directory.organisations.facts import (
    OrganisationChanged,
    OrganisationDissolved,
    OrganisationFounded,
)
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.reach.actions import notify_all
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import on
from unionnet.programmes.committees.actions import check
from unionnet.programmes.committees.facts import ElectionSentBack, ElectionSubmitted, TermBegun
from unionnet.programmes.committees.models import Election
from unionnet.programmes.committees.queries import officers_by_union


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


@on(ElectionSubmitted)
def tell_the_union_above(fact: ElectionSubmitted) -> None:
    election = _election(fact.election_id)
    union, above = election.organisation, election.organisation.parent
    if above and election.submitted_at:
        sent = election.submitted_at.isoformat()
        _tell(above, _("换届选举结果待批复"), _("%(union)s上报了选举结果。"), union, election, f"sent:{sent}")


@on(ElectionSentBack)
def tell_what_to_mend(fact: ElectionSentBack) -> None:
    """Not those who took it back themselves; skipped when it was sent again since."""
    election = _election(fact.election_id)
    if fact.by_sender or not election.sent_back:
        return
    sent = election.submitted_at.isoformat() if election.submitted_at else ""
    text = _("%(union)s：%(reason)s")
    _tell(
        election.organisation, _("换届选举结果被退回"), text, election.organisation, election, f"back:{sent}"
    )


@on(TermBegun)
def tell_of_the_new_term(fact: TermBegun) -> None:
    election = _election(fact.election_id)
    text = _("%(union)s的选举结果已由 %(basis)s 批复，新一届任期开始。")
    _tell(election.organisation, _("换届已批复"), text, election.organisation, election, "begun")


def _election(pk: int) -> Election:
    return Election.objects.select_related("organisation__parent").get(pk=pk)


def _tell(
    office: Organisation, title: str, text: str, union: Organisation, election: Election, unique: str
) -> None:
    """All officers of one union; where nobody holds a post there, nobody is told."""
    today = local_date(database_now())
    notify_all(
        officers_by_union([office.pk], today).get(office.pk, []),
        kind="committees.election",
        title=title,
        text=text,
        facts={"union": union.name, "reason": election.sent_back, "basis": election.basis},
        url=f"/desk/committees/elections/{election.public_id}/",
        organisation=office,
        unique=f"committees:{election.public_id}:{unique}",
    )
