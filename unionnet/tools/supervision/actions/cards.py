# SPDX-License-Identifier: Apache-2.0
"""成绩单: written once, altered never (SV-07)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.supervision.facts import CardMade
from unionnet.tools.supervision.models import CardLine, ReportCard
from unionnet.tools.supervision.queries.cards import digest_of, standings_at
from unionnet.tools.supervision.rules import why_not_card


@verb
def make_card(
    organisation: Organisation, title: str, cut_off: date, *, by: Person, at: datetime | None = None
) -> ReportCard:
    """Everything as it stood at the end of that day, by the points in force on it."""
    today = local_date(at or database_now())
    if refusal := why_not_card(organisation, cut_off, by, today=today):
        raise refusal
    ruling = rule("SV-07.score", on=cut_off)
    standings = standings_at(organisation, cut_off, ruling.value)
    if not standings:
        raise Refusal("nothing_assigned", _("到这一天还没有交办任何事项，没有成绩可出。"))
    try:
        with transaction.atomic():
            made = ReportCard.objects.create(
                organisation=organisation,
                title=one_line(title, 80) or _("阶段性成绩单"),
                cut_off=cut_off,
                rule_pack=ruling.citation.pack,
                digest=digest_of(standings),
                by=by,
            )
    except IntegrityError as twice:
        raise Refusal("made_already", _("这一天的同名成绩单已经出过，不会改动；请换一个名称。")) from twice
    CardLine.objects.bulk_create(
        CardLine(
            card=made,
            organisation_id=each.organisation,
            department=each.department,
            parts=each.parts,
            percent=each.percent,
            due=each.due,
            on_time=each.on_time,
            accepted=each.accepted,
            quality=each.quality,
            innovation=each.innovation,
            reminders=each.reminders,
            yellow=each.yellow,
            red=each.red,
            score=each.score,
            rank=each.rank,
        )
        for each in standings
    )
    tell(CardMade(made.pk, made.digest), by=by, org_path=organisation.path)
    return made
