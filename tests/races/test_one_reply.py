# SPDX-License-Identifier: Apache-2.0
"""Claim 9: approvals move one step, once. Officers who answer one request at the same moment find one winner;
numbers of documents that many take at once are given once each and leave no gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.figures import figure, measured
from tests.makers import make_officer
from tests.races.together import all_at_once
from unionnet.foundation.journal.models import Entry
from unionnet.tools.submissions.actions import Decision, decide, give_back, set_letterhead
from unionnet.tools.submissions.models import DocumentNumber, Step, Submission
from unionnet.tools.submissions.tests.makers import MONDAY, make_chain, make_sent

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
OFFICERS = figure("OFFICERS", 16)


def test_one_request_gets_one_answer() -> None:
    chain = make_chain()
    set_letterhead(chain.town, "general", "巴工", by=chain.between)
    sent = make_sent(chain)
    officers = [make_officer(chain.town, name=f"干部{n}") for n in range(OFFICERS)]

    def answer(number: int) -> Callable[[], object]:
        officer, mine = officers[number], Submission.objects.get(pk=sent.pk)
        if number % 3 == 2:
            return lambda: give_back(mine, "请补充", by=officer, seen=1, at=MONDAY)
        yes = Decision(approve=number % 3 == 0, reply="答复。")
        return lambda: decide(mine, yes, by=officer, seen=1, at=MONDAY)

    came = Counter(all_at_once([answer(number) for number in range(OFFICERS)]))
    assert (came["done"], sum(came.values())) == (1, OFFICERS)
    assert set(came) <= {"done", "moved_on"}
    after = Submission.objects.get(pk=sent.pk)
    assert after.steps == Step.objects.filter(submission=sent).count() == 2
    answers = ["submissions.approved", "submissions.refused", "submissions.returned"]
    told = Entry.objects.filter(fact__in=answers)
    assert told.count() == 1
    assert DocumentNumber.objects.count() == (after.state != "returned")
    measured(officers=OFFICERS, winners=came["done"])


def test_numbers_taken_at_once_are_given_once_and_leave_no_gap() -> None:
    chain = make_chain()
    set_letterhead(chain.town, "general", "巴工", by=chain.between)
    all_sent = [make_sent(chain, title=f"关于第{n}件事的请示") for n in range(OFFICERS)]

    def grant(sent: Submission) -> Callable[[], object]:
        return lambda: decide(sent, Decision(approve=True, reply="同意。"), by=chain.between, at=MONDAY)

    came = Counter(all_at_once([grant(sent) for sent in all_sent]))
    assert came == {"done": OFFICERS}
    given = list(DocumentNumber.objects.order_by("number").values_list("number", flat=True))
    assert given == list(range(1, OFFICERS + 1))
