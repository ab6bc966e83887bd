# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.hotline.facts import CutOffMade
from unionnet.programmes.hotline.models import CutOff, CutOffLine
from unionnet.programmes.hotline.queries.standing import digest_of, standing_at
from unionnet.programmes.hotline.rules import end_of, why_not_cut_off


@verb
def make_cutoff(
    organisation: Organisation, since: date, last: date, *, by: Person, at: datetime | None = None
) -> CutOff:
    """截止报表: how what came in since that day stood at the end of the last one (decision 0049)."""
    at = at or database_now()
    if refusal := why_not_cut_off(organisation, since, last, by, today=local_date(at)):
        raise refusal
    until = end_of(last, at)
    lines = standing_at(organisation, since, until)
    if not lines:
        raise Refusal("no_orders", _("这段时间没有收到热线工单，没有数可报。"))
    try:
        with transaction.atomic():
            made = CutOff.objects.create(
                organisation=organisation, since=since, until=until, digest=digest_of(lines), by=by
            )
    except IntegrityError as twice:
        raise Refusal("made_already", _("这段时间的报表已经出过，不会改动，请到列表里看。")) from twice
    CutOffLine.objects.bulk_create(CutOffLine(cutoff=made, **asdict(line)) for line in lines)
    tell(CutOffMade(made.pk, made.digest), by=by, org_path=organisation.path)
    return made
