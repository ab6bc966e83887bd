# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import Any

from unionnet.programmes.feedback.actions import Said, give
from unionnet.programmes.feedback.models import Feedback
from unionnet.tools.casework.actions import Owner, answer
from unionnet.tools.casework.tests.makers import DAY, MONDAY, Tree

SAID = Said("驿站晚上早点关灯", "夜里等单没有地方坐。", Feedback.Topic.PLACES)
UNNAMED = replace(SAID, is_unnamed=True)


def make_feedback(tree: Tree, said: Said = SAID, **given: Any) -> Feedback:
    """Into the box of the county by the worker, nine o'clock on a Monday."""
    values = {"owner": Owner(person=tree.worker), "by": tree.worker, "at": MONDAY, **given}
    owner = values.pop("owner")
    return give(tree.county, said, owner, **values)


def make_answered(tree: Tree, said: Said = SAID, **given: Any) -> Feedback:
    """Answered by the county a day later."""
    made = make_feedback(tree, said, **given)
    answer(made.case, "灯已经改到十点。", by=tree.at_county, at=MONDAY + DAY)
    return Feedback.objects.select_related("case").get(pk=made.pk)
