# SPDX-License-Identifier: Apache-2.0
"""中止: nothing of an item moves, nobody is chased, no light is shown; afterwards every clock has what it
had."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.directory.reach.models import Notice
from unionnet.tools.supervision.actions import (
    Judgement,
    accept,
    ask_for_time,
    chase,
    chase_by_the_clock,
    hand_in,
    make_card,
    mark_colours,
    pass_on,
    report,
    resume,
    resume_by_the_clock,
    set_milestone,
    set_office,
    sign,
    suspend,
)
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.listeners import tell_that_it_stands_still
from unionnet.tools.supervision.models import (
    Chase,
    Extension,
    Item,
    Mark,
    Milestone,
    Part,
    Postponement,
    Step,
    Suspension,
)
from unionnet.tools.supervision.queries.register import board_of, found_in, overview_of
from unionnet.tools.supervision.queries.seeing import items_seen_by, to_check_by, to_do_by
from unionnet.tools.supervision.rules import ITEM_MOVES, PART_MOVES
from unionnet.tools.supervision.tests.makers import (
    DUE,
    MONDAY,
    TODAY,
    Tree,
    bring_in,
    make_assigned,
    make_registered,
    make_tree,
    part_of,
    progress,
)
from unionnet.tools.supervision.tests.test_actions import lit, refused
from unionnet.tools.supervision.web.office import TOLD

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WHY = "等省里的新办法"


def stopped(tree: Tree, item: Item, *, days: int = 0, until: date | None = None) -> Item:
    return suspend(item, WHY, until=until, by=tree.above, at=MONDAY + days * DAY)


def due(part: Part) -> date:
    return Part.objects.get(pk=part.pk).due_on


def test_it_is_longer_by_exactly_the_working_days_it_stood_still() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east, due_on=date(2026, 3, 6))
    lead = part_of(item, tree.city)
    stopped(tree, item)
    assert resume(item, by=tree.above, at=MONDAY + 8 * DAY).due_on == date(2026, 3, 16)  # six working days
    assert due(lead) == due(part_of(item, tree.east)) == date(2026, 3, 16)
    story = Step.objects.filter(item=item, part=None).order_by("number").values_list("move", "reason")
    assert list(story)[-2:] == [("suspend", WHY), ("resume", "")]
    row = Suspension.objects.get()
    assert (row.since, row.until, row.ended_on, row.ended_by) == (TODAY, None, date(2026, 3, 10), tree.above)


def test_stopped_and_resumed_on_one_day_changes_no_day() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    stopped(tree, item)
    assert resume(item, by=tree.above, at=MONDAY).state == "assigned"
    assert due(part_of(item, tree.city)) == DUE
    assert not Postponement.objects.exists()


def test_nothing_moves_and_nobody_is_chased_or_lit_meanwhile() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east, due_on=date(2026, 3, 6))
    lead, part = part_of(item, tree.city), part_of(item, tree.east)
    bring_in(part, tree.at_east)
    sign(lead, by=tree.at_city, at=MONDAY)
    stopped(tree, item)
    refused("suspended", report, lead, progress(), by=tree.at_city)
    refused("suspended", hand_in, lead, by=tree.at_city)
    refused("suspended", ask_for_time, lead, DUE, "汛期", by=tree.at_city, at=MONDAY)
    refused("suspended", accept, part, Judgement(5, 5), by=tree.above)
    refused("suspended", chase, lead, "请反馈", by=tree.above)
    refused("suspended", pass_on, lead, tree.west, "合并", by=tree.above)
    late = MONDAY + 20 * DAY
    assert (chase_by_the_clock(late), mark_colours(late)) == (0, 0)
    assert lit(lead, date(2026, 3, 22)) == "done"
    assert not to_do_by(tree.at_city).exists()
    assert not to_check_by(tree.above).exists()
    assert overview_of(tree.above, date(2026, 3, 22)).late == []
    resume(item, by=tree.above, at=late)
    assert to_do_by(tree.at_city).count() == to_check_by(tree.above).count() == 1


def test_who_may_stop_it_and_when() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    refused("elsewhere", suspend, item, WHY, by=tree.at_city, at=MONDAY)
    refused("no_reason", suspend, item, " ", by=tree.above, at=MONDAY)
    refused("not_later", suspend, item, WHY, until=TODAY, by=tree.above, at=MONDAY)
    refused("not_suspended", resume, item, by=tree.above, at=MONDAY)
    refused("not_assigned", suspend, make_registered(tree, "还没有交办"), WHY, by=tree.above, at=MONDAY)
    stopped(tree, item)
    refused("not_assigned", suspend, item, WHY, by=tree.second, at=MONDAY)
    refused("elsewhere", resume, item, by=tree.at_city, at=MONDAY)


def test_on_its_day_it_resumes_by_itself_once() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    stopped(tree, item, until=date(2026, 3, 9))
    assert resume_by_the_clock(MONDAY + 6 * DAY) == 0
    assert resume_by_the_clock(MONDAY + 9 * DAY) == 1  # the clock stood for two days; the day holds
    assert resume_by_the_clock(MONDAY + 9 * DAY) == 0
    row, last = Suspension.objects.get(), Step.objects.filter(item=item, part=None).latest("number")
    assert (row.ended_on, row.ended_by) == (date(2026, 3, 9), None)
    assert (last.move, last.by, last.reason) == ("resume", tree.above, "到了定好的恢复日期，自动恢复")
    assert due(part_of(item, tree.city)) == date(2026, 4, 8)  # five working days; 6 April is a holiday


def test_what_is_late_stays_as_late_and_is_not_chased_or_marked_twice() -> None:
    tree = make_tree()
    item = make_assigned(tree, due_on=date(2026, 3, 6))
    late = MONDAY + 7 * DAY
    chase_by_the_clock(late)
    mark_colours(late)
    stopped(tree, item, days=7)
    again = late + 7 * DAY
    resume(item, by=tree.above, at=again)
    assert due(part_of(item, tree.city)) == date(2026, 3, 13)
    assert (chase_by_the_clock(again), mark_colours(again)) == (0, 0)
    assert list(Chase.objects.values_list("kind", "due_on")) == [("chase", date(2026, 3, 6))]
    assert list(Mark.objects.values_list("colour", "on")) == [("red", date(2026, 3, 9))]


def test_letters_and_the_plan_of_its_progress_stand_still_too() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    part = part_of(item, tree.city)
    set_office(tree.province, "letters", [], by=tree.above)
    chase(part, "请反馈", by=tree.above, at=MONDAY)
    stopped(tree, item)
    resume(item, by=tree.above, at=MONDAY + 28 * DAY)
    assert lit(part, date(2026, 3, 30)) == "blue"
    set_office(tree.province, "plan", [], by=tree.above)
    assert lit(part, date(2026, 3, 30)) == "green"
    assert lit(part, date(2026, 3, 31)) == "yellow"


def test_what_came_in_late_does_not_become_punctual() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east, tree.west, due_on=date(2026, 3, 6))
    late, early = part_of(item, tree.east), part_of(item, tree.west)
    bring_in(early, tree.at_west)
    bring_in(late, tree.at_east, at=MONDAY + 7 * DAY)
    stopped(tree, item, days=8)
    resume(item, by=tree.above, at=MONDAY + 15 * DAY)
    assert (due(late), due(early)) == (date(2026, 3, 6), date(2026, 3, 13))


def test_milestones_and_more_time_that_was_asked_for_move_along() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    part = part_of(item, tree.city)
    sign(part, by=tree.at_city, at=MONDAY)
    set_milestone(part, "初稿", date(2026, 3, 10), by=tree.at_city)
    ask_for_time(part, date(2026, 4, 2), "汛期", by=tree.at_city, at=MONDAY)
    stopped(tree, item)
    resume(item, by=tree.above, at=MONDAY + 7 * DAY)
    assert Milestone.objects.get().due_on == date(2026, 3, 17)
    assert Extension.objects.values_list("before", "until").get() == (date(2026, 4, 8), date(2026, 4, 10))


def test_a_card_of_an_earlier_day_says_what_stood_then() -> None:
    tree = make_tree()
    item = make_assigned(tree, due_on=date(2026, 3, 6))
    stopped(tree, item, days=3)
    during = make_card(tree.province, "中止时", date(2026, 3, 8), by=tree.above, at=MONDAY + 7 * DAY)
    resume(item, by=tree.above, at=MONDAY + 10 * DAY)
    later = make_card(tree.province, "后来看", date(2026, 3, 8), by=tree.above, at=MONDAY + 20 * DAY)
    over = make_card(tree.province, "期满", date(2026, 3, 20), by=tree.above, at=MONDAY + 20 * DAY)
    assert [card.lines.get().due for card in (during, later, over)] == [0, 0, 1]
    assert during.digest == later.digest


def test_the_database_keeps_state_and_suspension_together() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    with pytest.raises(IntegrityError, match="says otherwise"), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(state="suspended")
    with pytest.raises(IntegrityError, match="differ"):
        open_without_its_item(item, tree)
    stopped(tree, item)
    with pytest.raises(IntegrityError, match="says otherwise"), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(state="assigned")
    with pytest.raises(IntegrityError, match="is suspended"), transaction.atomic():
        Part.objects.filter(item=item).update(state="working")
    with pytest.raises(IntegrityError, match="ends_by_hand"), transaction.atomic():
        Suspension.objects.update(ended_on=TODAY, ended_at=MONDAY)


def open_without_its_item(item: Item, tree: Tree) -> None:
    with transaction.atomic():
        Suspension.objects.create(item=item, reason=WHY, since=TODAY, by=tree.above, at=MONDAY)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_units_are_told_and_the_pages_say_why() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    stopped(tree, item, until=date(2026, 3, 9))
    tell_that_it_stands_still(ItemMoved(item.pk, "suspend", 4, ""))
    assert Notice.objects.get(person=tree.at_city).headline == "中止：建成职工服务一张网"
    (column,) = [each for each in board_of(tree.above, {}, TODAY) if each.key == "suspended"]
    assert column.count == 1
    assert found_in(items_seen_by(tree.above), {"state": "open"}, TODAY).count() == 1
    office = sign_in(Client(), tree.above)
    board = text_of(office.get("/desk/supervision/board"))
    assert "已中止" in board
    assert WHY in board
    for page in (f"items/{item.public_id}/", f"parts/{part_of(item, tree.city).public_id}/"):
        assert f"理由：{WHY}" in text_of(office.get(f"/desk/supervision/{page}"))
    assert office.post(f"/desk/supervision/items/{item.public_id}/resumption").status_code == 302
    assert Item.objects.get(pk=item.pk).state == "assigned"


def test_every_move_has_a_word_in_the_story() -> None:
    moves = {
        move
        for table, states in ((ITEM_MOVES, Item.State.values), (PART_MOVES, Part.State.values))
        for state in states
        for move in table.open_from(state)
    }
    assert set(TOLD) == {"collect", *moves}
