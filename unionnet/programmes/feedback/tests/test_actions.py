# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.feedback import actions as do
from unionnet.programmes.feedback.models import Feedback
from unionnet.programmes.feedback.queries import allows_unnamed, shown_of
from unionnet.programmes.feedback.rules import MOST_UNNAMED, ruling
from unionnet.programmes.feedback.tests.makers import SAID, UNNAMED, make_answered, make_feedback
from unionnet.tools.casework import actions as casework
from unionnet.tools.casework.clocks import last_day
from unionnet.tools.casework.models import Case, Step
from unionnet.tools.casework.tests.makers import DAY, MONDAY, Tree, make_tree
from unionnet.tools.supervision.models import Item
from unionnet.tools.supervision.queries.endings import Ending

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def refused(verb: Callable[[], Any]) -> str:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value.code


def told(case: Case) -> list[str]:
    rows = Step.objects.filter(case=case).exclude(reason="").order_by("number")
    return list(rows.values_list("reason", flat=True))


def test_it_goes_into_the_box_of_the_union_with_its_clock(tree: Tree) -> None:
    case = make_feedback(tree).case
    assert (case.organisation, case.person, case.kind.key) == (tree.county, tree.worker, do.KIND)
    assert (case.due_rule, last_day(case.due_at)) == ("FB-01.reply", date(2026, 3, 23))


def test_the_same_form_twice_is_one(tree: Tree) -> None:
    key = uuid4()
    assert make_feedback(tree, key=key) == make_feedback(tree, key=key)
    assert Case.objects.count() == Feedback.objects.count() == 1


def test_a_box_asks_for_a_name_unless_it_is_set_otherwise(tree: Tree) -> None:
    assert refused(lambda: make_feedback(tree, UNNAMED)) == "named_only"
    assert refused(lambda: do.set_box(tree.city, allows_unnamed=True, by=tree.at_town)) == "elsewhere"
    do.set_box(tree.city, allows_unnamed=True, by=tree.at_city)
    assert allows_unnamed(tree.town)  # as the nearest union above has set it
    do.set_box(tree.county, allows_unnamed=False, by=tree.at_county)
    assert [allows_unnamed(union) for union in (tree.town, tree.other)] == [False, True]


def test_who_gives_no_name_stands_nowhere(tree: Tree) -> None:
    do.set_box(tree.county, allows_unnamed=True, by=tree.at_county)
    before = set(Entry.objects.values_list("pk", flat=True))
    case = make_feedback(tree, UNNAMED).case
    assert (case.person, case.name, case.phone) == (None, "", None)
    assert not Step.objects.filter(case=case, by__isnull=False).exists()
    written = Entry.objects.exclude(pk__in=before)
    assert written.count() == 2
    assert not written.filter(actor_id__isnull=False).exists()


def test_a_box_is_not_flooded(tree: Tree) -> None:
    do.set_box(tree.county, allows_unnamed=True, by=tree.at_county)
    most = int(ruling(MOST_UNNAMED, tree.county, MONDAY).value)
    for _each in range(most):
        make_feedback(tree, UNNAMED)
    assert refused(lambda: make_feedback(tree, UNNAMED)) == "enough"
    make_feedback(tree, UNNAMED, at=MONDAY + DAY)
    make_feedback(tree)  # with a name, always


def test_it_becomes_one_task_that_both_sides_read_of(tree: Tree) -> None:
    given = make_feedback(tree)
    assert refused(lambda: do.make_task(given, "延长关灯时间", "", by=tree.at_town)) == "elsewhere"
    item = do.make_task(given, "延长关灯时间", "十点以后再关", by=tree.at_county)
    assert do.make_task(given, "再来一次吧", "", by=tree.at_county) == item
    assert (item.organisation, item.source, item.origin) == (tree.county, "proposal", "feedback")
    assert item.origin_url == f"/desk/feedback/{given.public_id}/"
    assert told(given.case) == ["已转为任务：延长关灯时间"]
    assert Item.objects.count() == 1


def test_what_the_task_came_to_is_told_once(tree: Tree) -> None:
    given = make_feedback(tree)
    item = do.make_task(given, "延长关灯时间", "", by=tree.at_county)
    # Whoever closes for the office has no post where the case lies: it is told by who made the task.
    assert do.end_task(Ending(item, "已改到十点", tree.at_other, MONDAY + DAY))
    assert not do.end_task(Ending(item, "已改到十点", tree.at_other, MONDAY + DAY))
    assert told(given.case)[1:] == ["任务已结束：已改到十点"]
    assert Step.objects.get(reason="任务已结束：已改到十点").by == tree.at_county


def test_a_task_that_ends_after_the_answer_leaves_the_case_alone(tree: Tree) -> None:
    given = make_feedback(tree)
    item = do.make_task(given, "延长关灯时间", "", by=tree.at_county)
    case = casework.take(Case.objects.get(pk=given.case_id), by=tree.at_county)
    casework.close(casework.reply(case, "会办的", by=tree.at_county), by=tree.at_county)
    assert do.end_task(Ending(item, "已改到十点", tree.at_county, MONDAY + DAY))
    assert "任务已结束：已改到十点" not in told(given.case)


def test_what_is_answered_makes_no_task(tree: Tree) -> None:
    given = make_answered(tree)
    assert refused(lambda: do.make_task(given, "延长关灯时间", "", by=tree.at_county)) == "not_open"


def test_only_what_is_done_is_shown_and_in_the_officers_words(tree: Tree) -> None:
    assert refused(lambda: do.show(make_feedback(tree), "早关灯", "改了", by=tree.at_county)) == "not_done"
    given = make_answered(tree)
    assert refused(lambda: do.show(given, " \u200b", "改了", by=tree.at_county)) == "no_words"
    assert refused(lambda: do.show(given, "早关灯", "改了", by=tree.at_town)) == "elsewhere"
    assert shown_of(tree.city, 0, 20) == []
    do.show(given, "驿站关灯太早", "改到十点", by=tree.at_county, at=MONDAY + 2 * DAY)
    do.show(given, "驿站关灯太早了", "改到十点", by=tree.at_county, at=MONDAY + 3 * DAY)
    [line] = shown_of(tree.city, 0, 20)
    assert (line.told, line.answered, line.union) == ("驿站关灯太早了", "改到十点", tree.county.name)
    assert (line.at, line.satisfied) == (MONDAY + 2 * DAY, None)
    assert shown_of(tree.other, 0, 20) == shown_of(tree.city, 1, 20) == []
    do.hide(given, by=tree.at_county)
    do.hide(given, by=tree.at_county)
    assert shown_of(tree.city, 0, 20) == []


def test_a_case_that_came_in_at_the_desk_has_its_row_once(tree: Tree) -> None:
    case = casework.take_in(do.feedback_kind(), tree.county, casework.Matter("来信"), by=tree.at_county)
    assert do.adopt(case.pk) == do.adopt(case.pk)


def test_the_database_keeps_tasks_and_shown_words_whole(tree: Tree) -> None:
    row = Feedback.objects.filter(pk=make_answered(tree, SAID).pk)
    for broken in ({"shown_at": MONDAY}, {"tasked_by": tree.at_county}, {"task_ended_at": MONDAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**broken)
