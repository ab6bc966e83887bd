# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from unionnet.directory.organisations.actions import dissolve_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import merge_members
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.establishing.facts import UnionEnded
from unionnet.programmes.establishing.kinds import ENDING
from unionnet.programmes.establishing.letters import ending_words
from unionnet.programmes.establishing.models import Ending
from unionnet.programmes.establishing.rules import why_not_end
from unionnet.tools.submissions.actions import define_kind, write_letter
from unionnet.tools.submissions.models import Submission


@verb
def ask_to_end(
    organisation: Organisation,
    way: str,
    why: str,
    decided_on: date,
    *,
    into: Organisation | None = None,
    by: Person,
    at: datetime | None = None,
) -> Ending:
    """Write the request to dissolve or merge. Nothing ends before the union above has replied."""
    if refusal := why_not_end(organisation, way, into, by):
        raise refusal
    if decided_on > local_date(at or database_now()):
        raise Refusal("in_the_future", _("日期不能晚于今天。"))
    ending = Ending(
        organisation=organisation,
        way=way,
        why=why,
        decided_on=decided_on,
        into=into if way == Ending.Way.MERGE else None,
        created_by=by,
    )
    ending.submission = write_letter(
        define_kind(ENDING), organisation, ending_words(ending), decider=organisation.parent, by=by
    )
    ending.save()
    return ending


@verb
def end_union(ending: Ending) -> Ending:
    """Approved: the union ends on the day of the reply. Memberships stay as they are; those of a merged union
    go along, with the applications that wait (ORG-17)."""
    rows = Ending.objects.select_for_update(of=["self"]).select_related("organisation", "into")
    row = rows.get(pk=ending.pk)
    submission = Submission.objects.select_related("reply_number__letterhead", "decided_by").get(
        pk=row.submission_id
    )
    by, day = submission.decided_by, submission.decided_on
    if row.ended_on is not None or by is None or day is None:
        return row
    basis = str(submission.reply_number)
    dissolve_organisation(row.organisation, day, basis=basis, by=by)
    if row.into:
        merge_members(row.organisation, row.into, on=day, by=by, basis=basis)
    row.ended_on = day
    row.save(update_fields=["ended_on"])
    fact = UnionEnded(row.pk, row.organisation_id, row.way, row.into_id, basis)
    tell(fact, by=by, org_path=row.organisation.path)
    return row
