# SPDX-License-Identifier: Apache-2.0
"""Members are told in time that their document ends (MEM-05), once a document."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from django.db.models import F

from unionnet.directory.people.facts import DocumentEnding
from unionnet.directory.people.models import MEMBER_STATES, Membership, Person
from unionnet.directory.people.rules import ending_by
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell_all
from unionnet.foundation.scope import verb

BATCH = 1_000


@verb
def tell_of_ending(*, at: datetime | None = None) -> int:
    """Tell those whose document has few days left, and note for which last day they were told: a new document
    has another. Returns how many were told."""
    today = local_date(at or database_now())
    last, _ruling = ending_by(today)
    ending = Person.objects.filter(document_expires__gte=today, document_expires__lte=last)
    untold = ending.exclude(ending_told=F("document_expires"))
    rows = Membership.objects.filter(state__in=MEMBER_STATES, person__in=untold)
    found = list(rows.select_related("organisation").order_by("organisation__path", "id")[:BATCH])
    told = Person.objects.filter(pk__in=[each.person_id for each in found])
    told.update(ending_told=F("document_expires"))
    for path, members in groupby(found, key=lambda each: each.organisation.path):
        facts = [DocumentEnding(each.person_id, each.organisation_id) for each in members]
        tell_all(facts, by=None, org_path=path)
    return len(found)
