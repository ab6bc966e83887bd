# SPDX-License-Identifier: Apache-2.0
"""A list of signed-up people is taken in part by part, each in one transaction: what a crash interrupts is
done again from its beginning, and what is done stays done."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime

import structlog
from django.db import DataError, IntegrityError, transaction
from django.db.models import F, JSONField, Value
from django.db.models.expressions import CombinedExpression
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions.admitting import admit_all
from unionnet.directory.people.facts import RosterImported
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Membership, Person, Roster, RosterPart
from unionnet.directory.people.roster import MOST_ROWS, OK, Line, packed, read_roster, unpacked
from unionnet.directory.people.rules import why_not_enter
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import read_table

log = structlog.get_logger(__name__)
PART = 1000  # rows of one transaction: a second or so, and what is held in memory


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
    reason. A list of one part is done when this returns, the worker takes the rest of a longer one. The same
    file for the same union is imported once: again, it gives the report of the first time."""
    if refusal := why_not_enter(by, organisation):
        raise refusal
    digest = hashlib.sha256(content).hexdigest()
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if done := Roster.objects.filter(organisation=organisation, sha256=digest).first():
        return done
    at = at or database_now()
    table = read_table(io.BytesIO(content), most=MOST_ROWS)
    lines = read_roster(table, occupation=occupation, on=local_date(at))
    roster = Roster.objects.create(
        organisation=organisation,
        file_name=file_name[-120:],
        sha256=digest,
        event=event.strip()[:100],
        language=get_language() or "zh-hans",
        rows=len(lines),
        by=by,
        at=at,
    )
    for start in range(0, len(lines), PART):
        RosterPart(roster=roster, lines=packed(lines[start : start + PART])).save()
    _take_part(roster, at)
    roster.refresh_from_db()
    return roster


@transaction.atomic
def take_waiting_rows(*, at: datetime | None = None) -> int:
    """Take in the next part of any list that is not finished: of a random one, so that a long or a broken
    list holds up no other. Returns how many rows were decided."""
    unfinished = Roster.objects.select_for_update(skip_locked=True, of=("self",)).filter(finished_at=None)
    roster = unfinished.select_related("organisation", "by").defer("outcomes").order_by("?").first()
    return _take_part(roster, at or database_now()) if roster else 0


def _take_part(roster: Roster, at: datetime) -> int:
    part = roster.parts.order_by("pk").first()
    outcomes = _decided(roster, unpacked(part.lines.open()), at) if part else []
    if part:
        part.delete()
    accepted = sum(code == OK for _number, code, _sentence, _membership in outcomes)
    is_last = not roster.parts.exists()
    Roster.objects.filter(pk=roster.pk).update(
        outcomes=CombinedExpression(F("outcomes"), "||", Value(outcomes, output_field=JSONField())),
        accepted=F("accepted") + accepted,
        refused=F("refused") + len(outcomes) - accepted,
        finished_at=at if is_last else None,
    )
    if is_last:
        done = Roster.objects.defer("outcomes").get(pk=roster.pk)
        fact = RosterImported(done.pk, done.organisation_id, done.accepted, done.refused)
        tell(fact, by=roster.by, org_path=roster.organisation.path)
    return len(outcomes)


def _decided(roster: Roster, lines: list[Line], at: datetime) -> list[list[int | str | None]]:
    """The outcomes of these lines, in the words of the officer who sent them."""
    good = {line.number: line.particulars for line in lines if line.particulars and line.is_good}
    with override(roster.language):
        answers = _admitted(roster, good, at)
        return [_outcome(line, answers.get(line.number)) for line in lines]


def _outcome(line: Line, answer: Membership | Refusal | None) -> list[int | str | None]:
    if isinstance(answer, Membership):
        return [line.number, OK, "", answer.pk]
    if isinstance(answer, Refusal):
        return [line.number, answer.code, str(answer), None]
    return [line.number, line.code, line.sentence, None]


def _admitted(
    roster: Roster, rows: Mapping[int, Particulars], at: datetime
) -> dict[int, Membership | Refusal]:
    """All at once. When the database does not take a row, the halves each for themselves, until that row
    stands alone: one row never holds up the others."""
    try:
        return admit_all(roster.organisation, rows, by=roster.by, at=at)
    except (DataError, IntegrityError):
        log.warning("rows not taken", roster=roster.pk, rows=len(rows))
        if len(rows) == 1:
            return dict.fromkeys(rows, Refusal("not_written", _("这一行没有写入，请单独登记这位职工。")))
    numbers = list(rows)
    halves = numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]
    first, second = ({number: rows[number] for number in half} for half in halves)
    return {**_admitted(roster, first, at), **_admitted(roster, second, at)}
