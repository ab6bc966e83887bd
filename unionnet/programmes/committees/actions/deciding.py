# SPDX-License-Identifier: Apache-2.0
"""From the report to the new term: sent up, taken or sent back, approved."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.committees.actions.checkups import check
from unionnet.programmes.committees.actions.elections import locked, sitting
from unionnet.programmes.committees.dates import years_after
from unionnet.programmes.committees.demands import demands_of
from unionnet.programmes.committees.facts import ElectionSentBack, ElectionSubmitted, TermBegun
from unionnet.programmes.committees.models import Committee, Election, Race, Seat
from unionnet.programmes.committees.outcome import Outcome, outcome_of, why_not_report
from unionnet.programmes.committees.rules import MOVES, why_not_decide


@transaction.atomic
def submit(election: Election, *, note: str = "", by: Person, at: datetime | None = None) -> Election:
    """Send the result to the union above."""
    election = locked(election, by)
    election.state = MOVES.after(election.state, "submit")
    if refusal := why_not_report(outcomes(election), demands_of(election)):
        raise refusal
    election.submitted_at, election.submitted_by = at or database_now(), by
    election.note, election.sent_back = note.strip()[:300], ""
    election.save(update_fields=["state", "submitted_at", "submitted_by", "note", "sent_back"])
    check([election.organisation_id], at=at)
    fact = ElectionSubmitted(election.pk, election.organisation_id)
    tell(fact, by=by, org_path=election.organisation.path)
    return election


@transaction.atomic
def take_back(election: Election, *, by: Person) -> Election:
    """Undo of sending, as long as nothing is decided."""
    election = locked(election, by)
    election.state = MOVES.after(election.state, "take_back")
    election.save(update_fields=["state"])
    check([election.organisation_id])
    fact = ElectionSentBack(election.pk, election.organisation_id, by_sender=True)
    tell(fact, by=by, org_path=election.organisation.path)
    return election


@transaction.atomic
def send_back(election: Election, reason: str, *, by: Person) -> Election:
    """The union above asks for something to be put right, and says what."""
    election = _to_decide(election, by)
    election.state = MOVES.after(election.state, "send_back")
    if len(reason.strip()) < 2:
        raise Refusal("no_reason", _("请写明退回的理由，下级工会会看到。"))
    election.sent_back = reason.strip()[:300]
    election.save(update_fields=["state", "sent_back"])
    check([election.organisation_id])
    fact = ElectionSentBack(election.pk, election.organisation_id)
    tell(fact, by=by, org_path=election.organisation.path)
    return election


@transaction.atomic
def approve(
    election: Election, basis: str, decided_on: date, *, by: Person, at: datetime | None = None
) -> Election:
    """The union above approves (批复): on the day of the election the old term ended and this one began."""
    election = _to_decide(election, by)
    election.state = MOVES.after(election.state, "approve")
    held_on, today = election.held_on or decided_on, local_date(at or database_now())
    if not basis.strip():
        raise Refusal("no_basis", _("请填写批复文号。"))
    if not held_on <= decided_on <= today:
        raise Refusal("wrong_date", _("批复日期应在选举之后，且不晚于今天。"))
    election.basis, election.decided_on, election.decided_by = basis.strip()[:60], decided_on, by
    election.save(update_fields=["state", "basis", "decided_on", "decided_by"])
    for outcome in outcomes(election):
        _begin(election, outcome, held_on)
    check([election.organisation_id], at=at)
    fact = TermBegun(election.pk, election.organisation_id, election.basis)
    tell(fact, by=by, org_path=election.organisation.path)
    return election


def outcomes(election: Election) -> list[Outcome]:
    """The verdict of each race, by the figures typed in."""
    demands = demands_of(election)
    races = election.races.prefetch_related("candidates__person")
    return [outcome_of(race, list(race.candidates.all()), demands) for race in races]


def _to_decide(election: Election, by: Person) -> Election:
    rows = Election.objects.select_for_update(of=["self"]).select_related("organisation__parent")
    election = rows.get(pk=election.pk)
    if refusal := why_not_decide(by, election.organisation):
        raise refusal
    return election


def _begin(election: Election, outcome: Outcome, since: date) -> None:
    """End the committee in office, seat the new one. Its size counts also seats that stayed empty."""
    race: Race = outcome.race
    if old := sitting(election.organisation, race.body):
        old.ended_on = max(since, old.since)
        old.save(update_fields=["ended_on"])
        for seat in old.seats.filter(until=None):
            seat.until, seat.leaving = max(since, seat.since), Seat.Leaving.TERM_ENDED
            seat.save(update_fields=["until", "leaving"])
    ruling = demands_of(election).years[1].citation
    committee = Committee.objects.create(
        organisation=election.organisation,
        body=race.body,
        session=election.session,
        size=race.seats,
        since=since,
        until=years_after(since, election.years),
        basis=election.basis,
        rule=f"{ruling.rule} {ruling.pack}",
        election=election,
    )
    Seat.objects.bulk_create(
        Seat(
            committee=committee,
            person=candidate.person,
            name=candidate.name,
            post=candidate.post,
            since=since,
        )
        for candidate in outcome.elected
    )
