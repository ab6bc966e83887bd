# SPDX-License-Identifier: Apache-2.0
"""The state follows the requests: what was sent, granted, refused."""

from __future__ import annotations

from datetime import date

from unionnet.directory.organisations.actions import change_organisation, cover_employer, found_organisation
from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.establishing.facts import EstablishmentMoved, UnionEstablished
from unionnet.programmes.establishing.models import Establishment, Request
from unionnet.programmes.establishing.rules import MOVES
from unionnet.tools.submissions.models import Submission


def locked(pk: int) -> Establishment:
    """The row, until the end of the transaction."""
    rows = Establishment.objects.select_for_update(of=["self"]).select_related(
        "sender", "approver", "expected"
    )
    return rows.get(pk=pk)


@verb
def follow(request: Request, move: str, *, by: Person | None, basis: str = "") -> Establishment:
    """One move of the life-cycle. Heard twice, it is made once: it must be open from the state there is."""
    row = locked(request.establishment_id)
    if move not in MOVES.open_from(row.state):
        return row
    row.state = MOVES.after(row.state, move)
    row.save(update_fields=["state"])
    tell(EstablishmentMoved(row.pk, row.state, basis), by=by, org_path=row.sender.path)
    return row


@verb
def found(request: Request) -> Establishment:
    """The result is approved: the union stands from the day of that reply, and covers its employers."""
    submission = Submission.objects.select_related("reply_number__letterhead", "decided_by").get(
        pk=request.submission_id
    )
    row, by, since = locked(request.establishment_id), submission.decided_by, submission.decided_on
    if "establish" not in MOVES.open_from(row.state) or by is None or since is None:
        return row
    union = _stands(row, since, str(submission.reply_number), by)
    for employer in Employer.objects.filter(pk__in=row.units.values("employer")).order_by("pk"):
        cover_employer(employer, union, since, by=by)
    row.state, row.organisation, row.established_on = MOVES.after(row.state, "establish"), union, since
    row.save(update_fields=["state", "organisation", "established_on"])
    fact = UnionEstablished(
        row.pk,
        union.pk,
        since.isoformat(),
        row.held_on.isoformat() if row.held_on else "",
        row.term_years or 0,
        str(submission.reply_number),
    )
    tell(fact, by=by, org_path=union.path)
    return row


def _stands(row: Establishment, since: date, basis: str, by: Person) -> Organisation:
    """A new place in the tree, or the day of founding for the one that should have existed."""
    if row.expected is None:
        return found_organisation(
            row.name, row.kind, row.approver, region_code=row.region_code, since=since, basis=basis, by=by
        )
    there = row.expected
    return change_organisation(
        there,
        region_code=there.region_code,
        uscc=there.uscc or "",
        since=since,
        basis=basis,
        by=by,
    )
