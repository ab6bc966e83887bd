# SPDX-License-Identifier: Apache-2.0
"""From the result to the new term: the letter is written, goes up, comes back or is approved."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import years_after
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.scope import verb
from unionnet.programmes.committees.actions.checkups import check
from unionnet.programmes.committees.actions.elections import locked, need, sitting
from unionnet.programmes.committees.demands import demands_of
from unionnet.programmes.committees.facts import ElectionFollowed, TermBegun
from unionnet.programmes.committees.kinds import RESULT
from unionnet.programmes.committees.letters import result_words
from unionnet.programmes.committees.models import Committee, Election, Race, Seat
from unionnet.programmes.committees.outcome import Outcome, outcome_of, why_not_report
from unionnet.programmes.committees.rules import MOVES
from unionnet.tools.submissions.actions import define_kind, write_letter
from unionnet.tools.submissions.models import Submission


@verb
def report(election: Election, *, by: Person) -> Submission:
    """Write the letter that reports the result, or write it anew when it came back. It goes up when the
    officer sends it, with its papers."""
    election = locked(election, by)
    need(election, "counted")
    found = outcomes(election)
    if refusal := why_not_report(found, demands_of(election)):
        raise refusal
    election.submission = write_letter(
        define_kind(RESULT),
        election.organisation,
        result_words(election, found),
        decider=election.organisation.parent,
        before=election.submission,
        url=reverse("desk-committees:election", args=[election.public_id]),
        by=by,
    )
    election.save(update_fields=["submission"])
    return election.submission


@verb
def follow_election(submission: Submission, move: str, *, at: datetime | None = None) -> None:
    """The letter took a step. Heard twice, it is made once: it must be open from the state there is.
    Approved, the old term ended and the new one began on the day of the election."""
    rows = Election.objects.select_for_update(of=["self"]).select_related("organisation__parent")
    election = rows.filter(submission=submission).first()
    if election is None or move not in MOVES.open_from(election.state):
        return
    election.state = MOVES.after(election.state, move)
    if move == "approve":
        election.basis, election.decided_on = str(submission.reply_number), submission.decided_on
    election.save(update_fields=["state", "basis", "decided_on"])
    union, fact = (
        election.organisation,
        ElectionFollowed(election.pk, election.organisation_id, election.state),
    )
    if move == "approve" and election.held_on:
        for outcome in outcomes(election):
            _begin(election, outcome, election.held_on)
        tell(TermBegun(election.pk, union.pk, election.basis), by=submission.decided_by, org_path=union.path)
    else:
        tell(fact, by=submission.sent_by, org_path=union.path)
    check([union.pk], at=at or database_now())


def outcomes(election: Election) -> list[Outcome]:
    """The verdict of each race, by the figures typed in."""
    demands = demands_of(election)
    races = election.races.prefetch_related("candidates__person")
    return [outcome_of(race, list(race.candidates.all()), demands) for race in races]


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
