# SPDX-License-Identifier: Apache-2.0
"""What the preparers do between two replies: plan the meeting, record the election, write the letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.programmes.establishing.actions.moving import locked
from unionnet.programmes.establishing.facts import EstablishmentMoved
from unionnet.programmes.establishing.kinds import KINDS
from unionnet.programmes.establishing.letters import words_of
from unionnet.programmes.establishing.models import Elected, Establishment, Request
from unionnet.programmes.establishing.queries import request_at
from unionnet.programmes.establishing.rules import (
    MOVES,
    SENT,
    WAITING,
    why_not_change,
    why_not_elect,
    why_not_meet,
    why_not_prepare,
)
from unionnet.tools.submissions.actions import define_kind, write_letter
from unionnet.tools.submissions.models import Submission


@dataclass(frozen=True)
class Meeting:
    form: str
    on: date
    delegates: int | None
    seats: int


@dataclass(frozen=True)
class Election:
    """`elected` are (name, post, votes)."""

    held_on: date
    should_attend: int
    attended: int
    term_years: int
    elected: tuple[tuple[str, str, int], ...]


@verb
def plan_meeting(establishment: Establishment, meeting: Meeting, *, by: Person) -> Establishment:
    row = locked(establishment.pk)
    if refusal := why_not_change(row, by):
        raise refusal
    if row.state not in ("preparation_approved", "meeting_requested"):
        raise Refusal("not_yet", _("上级同意筹建以后才能安排大会。"))
    row.meeting, row.meeting_on = meeting.form, meeting.on
    row.delegates, row.seats = meeting.delegates, meeting.seats
    row.save(update_fields=["meeting", "meeting_on", "delegates", "seats"])
    return row


@verb
def record_election(
    establishment: Establishment, said: Election, *, by: Person, at: datetime | None = None
) -> Establishment:
    """What the meeting decided. It may be put right until the result has been approved."""
    row, today = locked(establishment.pk), local_date(at or database_now())
    where = row.approver.county_code
    if refusal := why_not_change(row, by) or why_not_elect(
        said.should_attend, said.attended, said.elected, where=where, on=today
    ):
        raise refusal
    if said.held_on > today:
        raise Refusal("not_held", _("选举日期不能晚于今天。"))
    terms = rule("ORG-20.term_years", where=where, on=today)
    if said.term_years not in terms.value:
        years = " / ".join(str(each) for each in terms.value)
        raise Refusal("term", _("任期应为 %(years)s 年。"), rule=terms.citation, years=years)
    if row.state != Establishment.State.RESULT_SUBMITTED:
        row.state = MOVES.after(row.state, "hold_election")
    row.held_on, row.term_years = said.held_on, said.term_years
    row.should_attend, row.attended = said.should_attend, said.attended
    row.save(update_fields=["state", "held_on", "term_years", "should_attend", "attended"])
    row.elected.all().delete()
    Elected.objects.bulk_create(
        Elected(establishment=row, name=name, post=post, votes=votes) for name, post, votes in said.elected
    )
    tell(EstablishmentMoved(row.pk, row.state, ""), by=by, org_path=row.sender.path)
    return row


@verb
def ask(establishment: Establishment, *, by: Person, at: datetime | None = None) -> Submission:
    """Write the letter of the step that is due, or write it anew when it came back. It goes up when the
    officer sends it, with its papers."""
    row, today = locked(establishment.pk), local_date(at or database_now())
    step = WAITING.get(row.state) or SENT.get(row.state)
    if step is None:
        raise Refusal("nothing_to_ask", _("这一步不需要向上级请示。"))
    if refusal := why_not_change(row, by) or _why_not_ask(row, step, today):
        raise refusal
    known = request_at(row, step)
    written = write_letter(
        define_kind(KINDS[Request.Step(step)]),
        row.sender,
        words_of(row, step),
        decider=row.approver,
        before=known.submission if known else None,
        url=reverse("desk-establishing:establishment", args=[row.public_id]),
        by=by,
    )
    Request.objects.get_or_create(submission=written, defaults={"establishment": row, "step": step})
    return written


def _why_not_ask(row: Establishment, step: str, today: date) -> Refusal | None:
    if step == Request.Step.PREPARE:
        return why_not_prepare(row, row.preparers.count(), row.units.count(), today)
    return why_not_meet(row, today) if step == Request.Step.MEETING else None
