# SPDX-License-Identifier: Apache-2.0
"""An item of 抓落实 and its two parts, and officers who try every verb in any order: they make no move but
those of SV-02, and each is one step. What may follow what stands here a second time, not from the product."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.races.life import Life
from unionnet.directory.people.models import Person
from unionnet.foundation.refusals import Refusal
from unionnet.tools.supervision import actions as do
from unionnet.tools.supervision.models import Item, Part, Step, Suspension
from unionnet.tools.supervision.tests.makers import MONDAY, Tree, make_assigned, make_tree, part_of, progress

# state before: the states that may come after, in one step
LEGAL: dict[str, set[str]] = {
    "assigned": {"assigned", "suspended", "closed"},
    "suspended": {"assigned"},
    "closed": {"archived"},
    "archived": set(),
}
LEGAL_PART: dict[str, set[str]] = {
    "to_sign": {"to_sign", "working"},
    "working": {"working", "handed_in", "to_sign"},
    "handed_in": {"returned", "accepted"},
    "returned": {"returned", "handed_in", "to_sign"},
    "accepted": set(),
}
Deed = Callable[[Item, Part, Tree, Person, datetime], object]
DEEDS: dict[str, Deed] = {
    "sign": lambda item, part, tree, by, at: do.sign(part, by=by, at=at),
    "report": lambda item, part, tree, by, at: do.report(part, progress(), by=by, at=at),
    "hand in": lambda item, part, tree, by, at: do.hand_in(part, by=by, at=at),
    "give back": lambda item, part, tree, by, at: do.give_back(part, "照片看不清", by=by, at=at),
    "accept": lambda item, part, tree, by, at: do.accept(part, do.Judgement(5, 5), by=by, at=at),
    "pass on": lambda item, part, tree, by, at: do.pass_on(part, part.organisation, "合并", by=by, at=at),
    "put officer": lambda item, part, tree, by, at: do.put_officer(part, by, by=by, at=at),
    "suspend": lambda item, part, tree, by, at: do.suspend(item, "等新办法", by=by, at=at),
    "resume": lambda item, part, tree, by, at: do.resume(item, by=by, at=at),
    "the clock": lambda item, part, tree, by, at: do.resume_by_the_clock(at),
    "until tomorrow": lambda item, part, tree, by, at: do.suspend(
        item, "等新办法", until=at.date() + timedelta(days=2), by=by, at=at
    ),
    "close": lambda item, part, tree, by, at: do.close(item, "办好了", by=by, at=at),
    "archive": lambda item, part, tree, by, at: do.archive(item, by=by, at=at),
}
State = tuple[str, tuple[str, ...], int]


class ItemLife(Life):
    """What does not fit is refused and changes nothing; what fits changes the item or one part, legally."""

    def make(self) -> None:
        self.tree = make_tree()
        self.officers = [self.tree.above, self.tree.second, self.tree.at_city, self.tree.at_east]
        self.item, self.at = make_assigned(self.tree, self.tree.east), MONDAY

    @rule(name=st.sampled_from(sorted(DEEDS)), who=st.integers(0, 3), lead=st.booleans())
    def somebody_tries(self, name: str, who: int, lead: bool) -> None:
        before, self.at = self.now(), self.at + timedelta(hours=7)
        part = part_of(self.item, self.tree.city if lead else self.tree.east)
        ItemLife.tried += 1
        try:
            with transaction.atomic():
                DEEDS[name](self.item, part, self.tree, self.officers[who], self.at)
        except Refusal:
            assert self.now() == before
            return
        after = self.now()
        ItemLife.made += after != before
        assert after[2] - before[2] <= 1, name
        changed = [(old, new) for old, new in zip(before[1], after[1], strict=True) if old != new]
        assert len(changed) + (before[0] != after[0]) <= 1, name
        assert all(new in LEGAL_PART[old] for old, new in changed), f"{changed} by {name}"
        assert before[0] == after[0] or after[0] in LEGAL[before[0]], f"{before[0]} → {after[0]} by {name}"
        assert before[0] == "assigned" or not changed, f"{name} while it was {before[0]}"

    def now(self) -> State:
        """The state of the item and of its parts, and how many steps there are; it is suspended while one
        suspension is open, the lead is not in before the other, and nothing is due earlier than it was."""
        row = Item.objects.get(pk=self.item.pk)
        parts = list(Part.objects.filter(item=row).order_by("id"))
        open_ = Suspension.objects.filter(item=row, ended_at=None).count()
        assert open_ == (1 if row.state == "suspended" else 0)
        lead, other = (part.state for part in parts)
        assert lead != "accepted" or other == "accepted"
        assert all(part.due_on >= part.first_due_on for part in parts)
        return row.state, (lead, other), Step.objects.filter(item=row).count()
