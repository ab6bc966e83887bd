# SPDX-License-Identifier: Apache-2.0
"""A case, and officers who try every verb on it in any order: it makes no move but those of HL-04, and each
is one step. What may follow what stands here a second time, from the rule and not from the product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.races.life import Life
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.casework import actions as do
from unionnet.tools.casework.models import Case, Dispatch, Step
from unionnet.tools.casework.tests.makers import HOUR, MONDAY, Tree, make_case, make_tree

# state before: the states that may come after, in one step
LEGAL: dict[str, set[str]] = {
    "received": {"signed", "closed", "dispatched", "rejected", "transferred", "terminated"},
    "dispatched": {"received", "signed", "terminated"},
    "signed": {"dispatched", "received", "replied", "paused", "terminated"},
    "paused": {"signed", "terminated"},
    "replied": {"signed", "closed", "terminated"},
    "closed": {"signed", "checked", "archived"},
    "checked": {"signed", "archived"},
    "archived": set(),
    "rejected": set(),
    "transferred": set(),
    "terminated": set(),
}
# These leave the state as it is, while it is open.
STILL = {
    *("classify", "assist", "part_signed", "part_replied", "part_returned", "part_dropped"),
    *("ask_time", "satisfied", "unsatisfied", "pass_up", "add"),
}
Deed = Callable[[Case, Tree, Person, Any], object]


def part_of(case: Case) -> Dispatch:
    part = Dispatch.objects.filter(case=case, is_lead=False).select_related("unit", "case").last()
    if part is None:
        raise Refusal("no_part", "")
    return part


DEEDS: dict[str, Deed] = {
    "take": lambda case, tree, by, at: do.take(case, by=by, at=at),
    "answer": lambda case, tree, by, at: do.answer(case, "已答复。", by=by, at=at),
    "dispatch to the county": lambda case, tree, by, at: do.dispatch(case, tree.county, by=by, at=at),
    "dispatch to the town": lambda case, tree, by, at: do.dispatch(case, tree.town, by=by, at=at),
    "recall": lambda case, tree, by, at: do.recall(case, "派错了。", by=by, at=at),
    "sign for": lambda case, tree, by, at: do.sign_for(case, by=by, at=at),
    "return": lambda case, tree, by, at: do.give_back(case, "不是本会的。", by=by, at=at),
    "reply": lambda case, tree, by, at: do.reply(case, "已补发。", by=by, at=at),
    "pass up": lambda case, tree, by, at: do.pass_up(case, by=by, at=at),
    "send back": lambda case, tree, by, at: do.send_back(case, "再核实。", by=by, at=at),
    "close": lambda case, tree, by, at: do.close(case, by=by, at=at),
    "satisfied": lambda case, tree, by, at: do.call_back(case, "", satisfied=True, by=by, at=at),
    "not satisfied": lambda case, tree, by, at: do.call_back(case, "没有", satisfied=False, by=by, at=at),
    "check": lambda case, tree, by, at: do.check(case, "合格。", passed=True, by=by, at=at),
    "archive": lambda case, tree, by, at: do.archive(case, by=by, at=at),
    "pause": lambda case, tree, by, at: do.pause(case, "等鉴定。", by=by, at=at),
    "resume": lambda case, tree, by, at: do.resume(case, by=by, at=at),
    "reject": lambda case, tree, by, at: do.reject(case, "不属于工会。", by=by, at=at),
    "transfer": lambda case, tree, by, at: do.transfer(case, "转人社局。", by=by, at=at),
    "terminate": lambda case, tree, by, at: do.terminate(case, "联系不上。", by=by, at=at),
    "classify": lambda case, tree, by, at: do.classify(case, "hard", by=by, at=at),
    "assist": lambda case, tree, by, at: do.assist(case, tree.town, "请核实。", by=by, at=at),
    "part signed": lambda case, tree, by, at: do.sign_part(part_of(case), by=by, at=at),
    "part replied": lambda case, tree, by, at: do.reply_part(part_of(case), "属实。", by=by, at=at),
    "part dropped": lambda case, tree, by, at: do.drop_part(part_of(case), "不用了。", by=by, at=at),
    "ask for time": lambda case, tree, by, at: do.ask_time(case, 3, "等鉴定。", by=by, at=at),
}


class CaseLife(Life):
    """One case and four officers. What does not fit is refused and changes nothing."""

    def make(self) -> None:
        self.tree = make_tree()
        self.officers = [self.tree.at_city, self.tree.at_county, self.tree.at_town, self.tree.at_other]
        self.case, self.at = make_case(self.tree), MONDAY

    @rule(name=st.sampled_from(sorted(DEEDS)), who=st.integers(0, 3))
    def somebody_tries(self, name: str, who: int) -> None:
        before, self.at = self.now(), self.at + HOUR
        CaseLife.tried += 1
        try:
            with transaction.atomic():
                DEEDS[name](self.case, self.tree, self.officers[who], self.at)
        except Refusal:
            assert self.now() == before
            return
        CaseLife.made += 1
        after = self.now()
        step = Step.objects.filter(case=self.case).latest("number")
        assert after[1] == before[1] + 1 == step.number
        same = after[0] == before[0] and step.move in STILL
        assert same or after[0] in LEGAL[before[0]], f"{before[0]} → {after[0]} by {name}"

    def now(self) -> tuple[str, int]:
        """Its state and its count of steps; while it is open one union has its turn, and no other."""
        row = Case.objects.get(pk=self.case.pk)
        turn = Dispatch.objects.filter(
            case=row, unit=row.holder, state__in=("received", "sent", "signed", "answered")
        )
        assert turn.filter(is_lead=True).count() == (1 if row.is_open else 0), row.state
        return row.state, row.steps
