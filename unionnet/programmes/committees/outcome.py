# SPDX-License-Identifier: Apache-2.0
"""Who is elected, and why (ORG-23). Pure arithmetic: votes in, verdicts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Citation, Refusal
from unionnet.programmes.committees.demands import Demands
from unionnet.programmes.committees.models import Body, Candidate, Post, Race

ELECTED = "elected"
TOO_FEW_VOTES = "too_few_votes"  # not more than half of those who should attend
OUTVOTED = "outvoted"  # more than half, but others had more and the seats are full
TIED = "tied"  # equal votes for the last seat: they vote again


@dataclass(frozen=True)
class Line:
    candidate: Candidate
    verdict: str

    @property
    def is_elected(self) -> bool:
        return self.verdict == ELECTED


@dataclass(frozen=True)
class Outcome:
    """`lines` by votes, most first. `unfilled` seats wait for another meeting (ORG-23)."""

    race: Race
    lines: list[Line]
    quorum: int
    needed: int
    quorum_rule: Citation
    needed_rule: Citation

    @property
    def is_valid(self) -> bool:
        """Whether enough attended for an election at all."""
        return (self.race.attended or 0) >= self.quorum

    @property
    def elected(self) -> list[Candidate]:
        return [line.candidate for line in self.lines if line.is_elected]

    @property
    def tied(self) -> list[Candidate]:
        return [line.candidate for line in self.lines if line.verdict == TIED]

    @property
    def unfilled(self) -> int:
        return self.race.seats - len(self.elected)


def outcome_of(race: Race, candidates: Sequence[Candidate], demands: Demands) -> Outcome:
    """The verdict on each candidate of one race, once its votes are in."""
    should = race.should_attend or 0
    quorum, quorum_ruling = demands.quorum(should)
    needed, needed_ruling = demands.votes_needed(should)
    is_valid = (race.attended or 0) >= quorum
    ranked = sorted(candidates, key=_rank)
    verdicts = _verdicts(ranked, race.seats if is_valid else 0, needed)
    lines = [Line(each, verdict) for each, verdict in zip(ranked, verdicts, strict=True)]
    return Outcome(race, lines, quorum, needed, quorum_ruling.citation, needed_ruling.citation)


def why_not_report(found: Sequence[Outcome], demands: Demands) -> Refusal | None:
    """Whether there is a result to report: enough attended, no tie is open, the union has its chair."""
    for outcome in found:
        if not outcome.is_valid:
            return Refusal(
                "no_quorum",
                _(
                    "%(body)s：实到 %(attended)s 人，不足应到会人数的三分之二（%(quorum)s 人），"
                    "选举无效，须重新召开会议。"
                ),
                rule=outcome.quorum_rule,
                body=outcome.race.called,
                attended=outcome.race.attended,
                quorum=outcome.quorum,
            )
        if outcome.tied:
            return Refusal(
                "tied",
                _("%(body)s有候选人票数相等，请就他们再次投票，并填写再次投票得票。"),
                rule=demands.ruling("ORG-23.tie").citation,
                body=outcome.race.called,
            )
        if not outcome.elected:
            return Refusal(
                "nobody_elected",
                _("%(body)s无人当选，须重新召开会议。"),
                rule=outcome.needed_rule,
                body=outcome.race.called,
            )
        if outcome.race.body == Body.UNION_COMMITTEE and not _chair_of(outcome):
            return Refusal("no_chair", _("请在当选的委员中确定主席。"))
    return None


def _chair_of(outcome: Outcome) -> bool:
    return any(candidate.post == Post.CHAIR for candidate in outcome.elected)


def _verdicts(ranked: Sequence[Candidate], seats: int, needed: int) -> list[str]:
    """Equals stand or fall together: nobody is elected by their place in a list."""
    found: list[str] = []
    free = seats
    for _rank_of_group, group in groupby(ranked, key=_rank):
        equals = list(group)
        if (equals[0].votes or 0) < needed:
            verdict = TOO_FEW_VOTES
        elif len(equals) <= free:
            verdict, free = ELECTED, free - len(equals)
        else:
            verdict, free = (TIED if free else OUTVOTED), 0
        found += [verdict] * len(equals)
    return found


def _rank(candidate: Candidate) -> tuple[int, int]:
    return -(candidate.votes or 0), -(candidate.again or 0)
