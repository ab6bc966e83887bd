# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import hashlib
import io
from datetime import datetime

from django.db import transaction

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.joining import enter_for
from unionnet.directory.people.actions.review import approve
from unionnet.directory.people.facts import RosterImported
from unionnet.directory.people.models import Membership, Person, Roster
from unionnet.directory.people.roster import MOST_ROWS, OK, Line, check_roster, read_roster
from unionnet.directory.people.rules import why_not_enter
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import read_table


@transaction.atomic
def import_roster(
    organisation: Organisation,
    content: bytes,
    file_name: str,
    *,
    by: Person,
    event: str = "",
    occupation: str = "",
    at: datetime | None = None,
) -> Roster:
    """Take in a list of signed-up people and approve them at once; each row is either taken or has its
    reason. The same file for the same union is imported once: again, it gives the report of the first
    time."""
    if refusal := why_not_enter(by, organisation):
        raise refusal
    digest = hashlib.sha256(content).hexdigest()
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if done := Roster.objects.filter(organisation=organisation, sha256=digest).first():
        return done
    at = at or database_now()
    lines = check_roster(
        read_roster(
            read_table(io.BytesIO(content), most=MOST_ROWS), occupation=occupation, on=local_date(at)
        ),
        organisation,
    )
    outcomes = [_take(line, organisation, by, at) for line in lines]
    accepted = sum(code == OK for _number, code, _sentence, _membership in outcomes)
    roster = Roster.objects.create(
        organisation=organisation,
        file_name=file_name[-120:],
        sha256=digest,
        event=event.strip()[:100],
        outcomes=outcomes,
        accepted=accepted,
        refused=len(outcomes) - accepted,
        by=by,
        at=at,
    )
    fact = RosterImported(roster.pk, organisation.pk, roster.accepted, roster.refused)
    tell(fact, by=by, org_path=organisation.path)
    return roster


def _take(line: Line, organisation: Organisation, by: Person, at: datetime) -> list[int | str | None]:
    if line.particulars is None or not line.is_good:
        return [line.number, line.code, line.sentence, None]
    try:
        with transaction.atomic():
            membership = enter_for(
                organisation, line.particulars, by=by, channel=Membership.Channel.IMPORT, at=at
            )
            return [line.number, OK, "", approve(membership, by=by, at=at).pk]
    except Refusal as refusal:
        return [line.number, refusal.code, str(refusal), None]
