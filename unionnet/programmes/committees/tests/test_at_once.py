# SPDX-License-Identifier: Apache-2.0
"""Two officers press at the same moment: one of them does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.makers import make_officer
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.committees.actions import (
    ElectionPlan,
    Turnout,
    count_votes,
    nominate,
    prepare_election,
    report,
)
from unionnet.programmes.committees.listeners import go_on
from unionnet.programmes.committees.models import Body, Candidate, Committee, Election
from unionnet.programmes.committees.naming import read_names
from unionnet.programmes.committees.tests.makers import (
    MONDAY,
    TODAY,
    go_up,
    make_committee,
    make_town,
    make_village,
)
from unionnet.tools.submissions.actions import Decision, decide, set_letterhead
from unionnet.tools.submissions.facts import SubmissionApproved

pytestmark = pytest.mark.django_db(transaction=True)
PLAN = ElectionPlan(60, 9, "members_meeting", 60, 3, {Body.UNION_COMMITTEE: 3})
AT_ONCE = 6


def all_at_once(deed: Callable[[], object]) -> Counter[str]:
    """How each of them was answered: "done", or the code of the refusal."""
    start, answers = Barrier(AT_ONCE), Counter[str]()

    def press() -> None:
        try:
            start.wait(10)
            deed()
            answers["done"] += 1
        except Refusal as no:
            answers[no.code] += 1
        finally:
            connection.close()

    threads = [Thread(target=press) for _each in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def test_a_union_gets_one_election_and_one_new_term() -> None:
    town, officer = make_town()
    village, above = make_village(town), make_officer(town, name="谭部长")
    make_committee(village, officer)
    assert all_at_once(lambda: prepare_election(village, PLAN, by=officer, at=MONDAY)) == {"done": AT_ONCE}
    election = Election.objects.get()
    race = election.races.get()
    nominate(race, read_names("甲 主席\n乙\n丙\n丁"), cleared=True, by=officer)
    rows = Candidate.objects.order_by("pk")
    votes = {row.pk: (vote, None) for row, vote in zip(rows, (50, 45, 40, 9), strict=True)}
    count_votes(election, TODAY, {race.pk: Turnout(60, 60)}, votes, by=officer, at=MONDAY)
    assert all_at_once(lambda: report(election, by=officer)) == {"done": AT_ONCE}
    letter = go_up(Election.objects.get().submission, officer, at=MONDAY)
    set_letterhead(letter.decider, letter.kind.series, "双工", by=above)
    decide(letter, Decision(approve=True, reply="同意。"), by=above, at=MONDAY)
    fact = SubmissionApproved(letter.pk, letter.kind.key, "双工〔2026〕1号")
    assert all_at_once(lambda: go_on(fact)) == {"done": AT_ONCE}
    assert Committee.objects.filter(organisation=village, ended_on=None).count() == 1
    assert Committee.objects.count() == 2
