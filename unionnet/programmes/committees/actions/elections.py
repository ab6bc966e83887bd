# SPDX-License-Identifier: Apache-2.0
"""A re-election until its votes are counted: plan, candidates, meeting, posts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.committees.actions.checkups import check
from unionnet.programmes.committees.demands import Demands, demands_of
from unionnet.programmes.committees.facts import ElectionChanged, ElectionPrepared, VotesCounted
from unionnet.programmes.committees.models import (
    Body,
    Candidate,
    Committee,
    Election,
    Permission,
    Post,
    Race,
)
from unionnet.programmes.committees.models.elections import OVER
from unionnet.programmes.committees.naming import Named
from unionnet.programmes.committees.rules import (
    MOVES,
    why_not_cleared,
    why_not_count,
    why_not_enough,
    why_not_held_on,
    why_not_manage,
    why_not_meeting,
    why_not_prepare,
    why_not_seats,
    why_not_stand,
)
from unionnet.tools.submissions.actions import withdraw


@dataclass(frozen=True)
class ElectionPlan:
    """What is settled before the meeting. `seats` says how many of each body."""

    members: int
    women: int
    meeting: str
    should_attend: int
    years: int
    seats: Mapping[str, int]


@dataclass(frozen=True)
class Turnout:
    """Who should attend and who did, for one race."""

    should_attend: int
    attended: int


def sitting(organisation: Organisation, body: str = Body.UNION_COMMITTEE) -> Committee | None:
    """The committee in office."""
    return Committee.objects.filter(organisation=organisation, body=body, ended_on=None).first()


@verb
def prepare_election(
    organisation: Organisation, plan: ElectionPlan, *, by: Person, at: datetime | None = None
) -> Election:
    """Begin a re-election. A union has one at a time; beginning twice gives the one that is open."""
    at = at or database_now()
    union = Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=organisation.pk)
    if refusal := why_not_manage(by, union):
        raise refusal
    if own := Election.objects.filter(organisation=union).exclude(state__in=OVER).first():
        return own
    now = sitting(union)
    granted = list(now.permissions.all()) if now else list(Permission.objects.none())
    demands = Demands(union, local_date(at), plan.members, plan.women)
    if refusal := why_not_prepare(now, granted, union, local_date(at)) or _why_not_plan(plan, demands):
        raise refusal
    election = Election.objects.create(
        organisation=union,
        session=(now.session if now else _last_session(union)) + 1,
        years=plan.years,
        members=plan.members,
        women=plan.women,
        meeting=plan.meeting,
        should_attend=plan.should_attend,
        created_at=at,
        created_by=by,
    )
    Race.objects.bulk_create(
        Race(election=election, body=body, seats=seats) for body, seats in plan.seats.items() if seats
    )
    check([union.pk], at=at)
    tell(ElectionPrepared(election.pk, union.pk), by=by, org_path=union.path)
    return election


@verb
def change_plan(election: Election, plan: ElectionPlan, *, by: Person) -> Election:
    """Other figures or seats, until the votes are counted. Candidates of a body that stays are kept."""
    election = locked(election, by)
    need(election, "preparing")
    demands = Demands(election.organisation, local_date(election.created_at), plan.members, plan.women)
    if refusal := _why_not_plan(plan, demands):
        raise refusal
    for name in ("members", "women", "meeting", "should_attend", "years"):
        setattr(election, name, getattr(plan, name))
    election.save()
    wanted = {body: seats for body, seats in plan.seats.items() if seats}
    election.races.exclude(body__in=wanted).delete()
    for body, seats in wanted.items():
        Race.objects.update_or_create(election=election, body=body, defaults={"seats": seats})
    _changed(election, "plan", by)
    return election


@verb
def nominate(race: Race, names: Sequence[Named], *, cleared: bool, by: Person) -> list[Candidate]:
    """Put names forward for one body. `cleared`: somebody has looked that none of them is barred."""
    election = locked(race.election, by)
    need(election, "preparing")
    demands, chairs = demands_of(election), _chairs_to_be(election)
    if refusal := why_not_cleared(race.body, cleared, demands):
        raise refusal
    for named in names:
        if refusal := why_not_stand(race, named.holder, chairs, demands):
            raise refusal
    try:
        with transaction.atomic():
            made = Candidate.objects.bulk_create(Candidate(race=race, **named.fields) for named in names)
    except IntegrityError as error:
        raise Refusal("stands_already", _("名单里有人已经是候选人，请核对。")) from error
    _need_one_chair(election)
    _changed(election, "candidates", by)
    return made


@verb
def drop_candidate(candidate: Candidate, *, by: Person) -> None:
    """A name is taken off the list."""
    election = locked(candidate.race.election, by)
    need(election, "preparing")
    candidate.delete()
    _changed(election, "candidates", by)


@verb
def count_votes(
    election: Election,
    held_on: date,
    turnout: Mapping[int, Turnout],
    votes: Mapping[int, tuple[int, int | None]],
    *,
    by: Person,
    at: datetime | None = None,
) -> Election:
    """Write down the meeting: by race its turnout, by candidate the votes and those of a second vote.
    Counting again corrects, until the report is sent."""
    today = local_date(at or database_now())
    election = locked(election, by)
    election.state = MOVES.after(election.state, "count")
    _drop_letter(election, by)
    if refusal := why_not_held_on(held_on, sitting(election.organisation), today):
        raise refusal
    election.held_on = held_on
    election.save(update_fields=["state", "held_on", "submission"])
    demands = demands_of(election)
    for race in election.races.prefetch_related("candidates__person"):
        _count(race, turnout[race.pk], votes, demands)
    tell(VotesCounted(election.pk, election.organisation_id), by=by, org_path=election.organisation.path)
    return election


@verb
def give_posts(election: Election, posts: Mapping[int, str], *, by: Person) -> Election:
    """Who of the elected takes which post; the others are members."""
    election = locked(election, by)
    need(election, "counted")
    _drop_letter(election, by)
    election.save(update_fields=["submission"])
    for candidate in Candidate.objects.filter(race__election=election, pk__in=posts):
        candidate.post = Post(posts[candidate.pk])
        candidate.save(update_fields=["post"])
    _need_one_chair(election)
    _changed(election, "posts", by)
    return election


@verb
def reopen(election: Election, *, by: Person) -> Election:
    """Back to the candidates: the meeting is held again, or something was typed in wrongly."""
    return _move(election, "reopen", by)


@verb
def abandon(election: Election, *, by: Person, at: datetime | None = None) -> Election:
    """The re-election is called off; its record stays."""
    election = _move(election, "abandon", by)
    check([election.organisation_id], at=at)
    return election


def locked(election: Election, by: Person) -> Election:
    """The row as it is now, for an officer of that union."""
    rows = Election.objects.select_for_update(of=["self"]).select_related(
        "organisation__parent", "submission"
    )
    election = rows.get(pk=election.pk)
    if refusal := why_not_manage(by, election.organisation):
        raise refusal
    return election


def _move(election: Election, move: str, by: Person) -> Election:
    election = locked(election, by)
    election.state = MOVES.after(election.state, move)
    _drop_letter(election, by)
    election.save(update_fields=["state", "submission"])
    _changed(election, "reopened" if move == "reopen" else "abandoned", by)
    return election


def _drop_letter(election: Election, by: Person) -> None:
    """A letter that is still with its sender says what is true no more: it is withdrawn, and written anew.
    One that is on its way up holds the figures as they are."""
    letter, election.submission = election.submission, None
    if letter and letter.is_open:
        raise Refusal("asked_already", _("已经报送，请等上级答复。"))
    if letter and letter.is_with_sender:
        withdraw(letter, "换届材料有更正，重新拟写。", by=by)


def _changed(election: Election, what: str, by: Person) -> None:
    fact = ElectionChanged(election.pk, election.organisation_id, what)
    tell(fact, by=by, org_path=election.organisation.path)


def need(election: Election, state: str) -> None:
    """The step is open only from there."""
    if election.state != state:
        raise Refusal("wrong_state", _("当前状态不能进行这一步，请刷新页面后再看。"))


def _why_not_plan(plan: ElectionPlan, demands: Demands) -> Refusal | None:
    years, ruling = demands.years
    if plan.years not in years:
        sentence, words = _("本工会每届任期应为 %(years)s 年。"), _("或").join(map(str, years))
        return Refusal("wrong_years", sentence, rule=ruling.citation, years=words)
    if plan.women > plan.members or not plan.members:
        return Refusal("wrong_members", _("请填写会员人数；女会员人数不能多于会员人数。"))
    if not plan.seats.get(Body.UNION_COMMITTEE):
        return Refusal("no_committee", _("换届须选举工会委员会，请填写名额。"))
    seats = (why_not_seats(body, number, demands) for body, number in plan.seats.items() if number)
    found = next((refusal for refusal in seats if refusal), None)
    return found or why_not_meeting(plan.meeting, plan.should_attend, demands)


def _count(
    race: Race, turnout: Turnout, votes: Mapping[int, tuple[int, int | None]], demands: Demands
) -> None:
    race.should_attend, race.attended = turnout.should_attend, turnout.attended
    candidates = list(race.candidates.all())
    for candidate in candidates:
        candidate.votes, candidate.again = votes.get(candidate.pk, (0, None))
    if refusal := why_not_count(race, candidates) or why_not_enough(race, len(candidates), demands):
        raise refusal
    race.save(update_fields=["should_attend", "attended"])
    Candidate.objects.bulk_update(candidates, ["votes", "again"])


def _need_one_chair(election: Election) -> None:
    """Of each body one, and the chair of the union not on the fund audit committee (ORG-34)."""
    demands, chairs = demands_of(election), _chairs_to_be(election)
    for race in election.races.prefetch_related("candidates__person"):
        heads = [each for each in race.candidates.all() if each.post == Post.CHAIR]
        if len(heads) > 1 and election.state == "counted":
            raise Refusal("two_chairs", _("只能有一位主席（主任）。"))
        for candidate in race.candidates.all():
            if refusal := why_not_stand(race, candidate.holder, chairs, demands):
                raise refusal


def _chairs_to_be(election: Election) -> set[str]:
    """Who is put forward, or has been chosen, as chair of the union."""
    heads = Candidate.objects.filter(
        race__election=election, race__body=Body.UNION_COMMITTEE, post=Post.CHAIR
    )
    return {each.holder for each in heads.select_related("person")}


def _last_session(union: Organisation) -> int:
    last = (
        Committee.objects.filter(organisation=union, body=Body.UNION_COMMITTEE).order_by("-session").first()
    )
    return last.session if last else 0
