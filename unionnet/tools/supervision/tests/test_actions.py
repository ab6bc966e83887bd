# SPDX-License-Identifier: Apache-2.0
"""What was promised is followed: from the list to the end, on several levels."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.makers import make_officer, make_union
from unionnet.foundation.files.actions import keep_bytes
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.supervision.actions import (
    Judgement,
    Origin,
    Share,
    Words,
    accept,
    answer_extension,
    archive,
    ask_for_time,
    assign,
    change_goal,
    chase,
    chase_by_the_clock,
    close,
    collect,
    decompose,
    drop,
    give_back,
    hand_in,
    load_recipe,
    make_card,
    make_goal,
    mark_colours,
    pass_on,
    put_officer,
    reach_milestone,
    register,
    report,
    set_indicator,
    set_milestone,
    set_office,
    sign,
    tell_figure,
)
from unionnet.tools.supervision.facts import ItemMoved
from unionnet.tools.supervision.models import Chase, Extension, Goal, Item, Mark, Part, Step
from unionnet.tools.supervision.queries.colours import NAMES, with_rank, with_worst
from unionnet.tools.supervision.queries.endings import Ending, ending_of
from unionnet.tools.supervision.queries.goals import figures_of, flat, tree_of
from unionnet.tools.supervision.queries.seeing import items_seen_by, parts_of, to_check_by, to_do_by
from unionnet.tools.supervision.reading import all_recipes
from unionnet.tools.supervision.tests.makers import (
    DUE,
    MONDAY,
    TODAY,
    bring_home,
    bring_in,
    make_assigned,
    make_collected,
    make_registered,
    make_tree,
    part_of,
    progress,
)

pytestmark = pytest.mark.django_db


def refused(code: str, deed: object, *args: object, **given: object) -> None:
    with pytest.raises(Refusal) as no:
        deed(*args, **given)  # type: ignore[operator]
    assert no.value.code == code


def test_the_five_steps_leave_one_story() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east)
    co, lead = part_of(item, tree.east), part_of(item, tree.city)
    bring_home(co, tree.at_east, tree.above)
    bring_in(lead, tree.at_city)
    give_back(lead, "照片看不清", by=tree.second, at=MONDAY)
    lead.refresh_from_db()
    assert (lead.state, lead.note, lead.given_back) == ("returned", "照片看不清", 1)
    report(lead, progress(text="重新拍照"), by=tree.at_city, at=MONDAY)
    hand_in(lead, by=tree.at_city, at=MONDAY)
    accept(lead, Judgement(9, 5), by=tree.second, at=MONDAY)
    closed = close(item, "全省上线", by=tree.above, at=MONDAY)
    archived = archive(closed, by=tree.above, at=MONDAY)
    assert (archived.state, archived.result, archived.code) == ("archived", "全省上线", "〔2026〕1号")
    moves = list(Step.objects.filter(item=item, part=None).order_by("number").values_list("move", flat=True))
    assert moves == ["collect", "register", "assign", "close", "archive"]
    story = list(Step.objects.filter(part=lead).order_by("number").values_list("move", "by__name"))
    assert story == [
        ("sign", "周部长"),
        ("hand_in", "周部长"),
        ("give_back", "何处长"),
        ("hand_in", "周部长"),
        ("accept", "何处长"),
    ]


def test_the_lead_waits_for_all_parts_in_the_verb_and_in_the_database() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east, tree.west)
    lead = part_of(item, tree.city)
    sign(lead, by=tree.at_city, at=MONDAY)
    report(lead, progress(), by=tree.at_city, at=MONDAY)
    refused("parts_open", hand_in, lead, by=tree.at_city, at=MONDAY)
    bring_in(part_of(item, tree.east), tree.at_east)
    refused("parts_open", hand_in, lead, by=tree.at_city, at=MONDAY)
    told = {"state": "handed_in", "handed_in_at": MONDAY, "handed_in_by": tree.at_city}
    with pytest.raises(IntegrityError, match="other parts"), transaction.atomic():
        Part.objects.filter(pk=lead.pk).update(**told)
    with pytest.raises(IntegrityError, match="are open"), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(state="closed", closed_at=MONDAY, result="空")
    bring_in(part_of(item, tree.west), tree.at_west)
    hand_in(lead, by=tree.at_city, at=MONDAY)
    refused("parts_open", accept, lead, Judgement(5, 5), by=tree.above, at=MONDAY)
    with pytest.raises(IntegrityError, match="lead of item"), transaction.atomic():
        Part.objects.create(item=item, organisation=tree.province, starts_on=TODAY, due_on=DUE)


def test_a_part_waits_for_those_below_it() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    lead = part_of(item, tree.city)
    refused("not_signed", decompose, lead, [Share(tree.east)], by=tree.at_city, at=MONDAY)
    sign(lead, by=tree.at_city, at=MONDAY)
    refused("not_below", decompose, lead, [Share(tree.province)], by=tree.at_city, at=MONDAY)
    (below,) = decompose(lead, [Share(tree.east, "摸清底数")], by=tree.at_city, at=MONDAY)
    report(lead, progress(), by=tree.at_city, at=MONDAY)
    refused("below_open", hand_in, lead, by=tree.at_city, at=MONDAY)
    bring_in(below, tree.at_east)
    refused("elsewhere", accept, below, Judgement(1, 1), by=tree.at_west, at=MONDAY)
    accept(below, Judgement(7, 0), by=tree.at_city, at=MONDAY)
    assert hand_in(lead, by=tree.at_city, at=MONDAY).state == "handed_in"


def test_each_sees_its_part_and_the_lead_and_the_office_see_all() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east, tree.west)

    def seen(person: object) -> list[str]:
        return [part.organisation.name for part in parts_of(item, person)]  # type: ignore[arg-type]

    everybody = ["宜宾市总工会", "江安县总工会", "长宁县总工会"]
    assert seen(tree.above) == everybody
    assert seen(tree.at_city) == everybody
    assert seen(tree.at_east) == ["江安县总工会"]
    stranger = make_officer(make_union("泸州市总工会", tree.province))
    assert seen(stranger) == []
    assert not items_seen_by(stranger).exists()
    assert [part.organisation for part in to_do_by(tree.at_west)] == [tree.west]
    bring_in(part_of(item, tree.west), tree.at_west)
    assert to_check_by(tree.second).count() == 1
    assert not to_check_by(tree.at_city).exists()


def test_nobody_checks_or_agrees_to_their_own() -> None:
    tree = make_tree()
    item = make_registered(tree)
    assign(item, Share(tree.province), by=tree.above, at=MONDAY)
    part = part_of(item, tree.province)
    bring_in(part, tree.above)
    refused("your_own", accept, part, Judgement(9, 9), by=tree.above, at=MONDAY)
    accept(part, Judgement(9, 9), by=tree.second, at=MONDAY)


def test_the_leading_group_registers_and_closes() -> None:
    tree = make_tree()
    chair = make_officer(tree.province, role="leader", name="主席")
    set_office(tree.province, "three", [(chair, "head")], by=tree.above)
    item = make_collected(tree)
    refused("not_in_the_group", register, item, TODAY, DUE, by=tree.above, at=MONDAY)
    assert register(item, TODAY, DUE, by=chair, at=MONDAY).number == 1
    refused("may_not_decide", set_office, tree.province, "three", [(tree.at_east, "member")], by=tree.above)


def test_a_form_sent_twice_is_one_report_and_an_old_photo_is_seen() -> None:
    tree = make_tree()
    part = part_of(make_assigned(tree), tree.city)
    refused("not_signed", report, part, progress(), by=tree.at_city)
    sign(part, by=tree.at_city, at=MONDAY)
    photo = keep_bytes(b"the same photo", "a.jpg", "image/jpeg", by=tree.at_city)
    once = progress(30, file=photo)
    first = report(part, once, by=tree.at_city, at=MONDAY)
    assert report(part, once, by=tree.at_city, at=MONDAY) == first
    assert not first.seen_before
    again = keep_bytes(b"the same photo", "b.jpg", "image/jpeg", by=tree.at_city)
    assert report(part, progress(60, file=again), by=tree.at_city, at=MONDAY).seen_before
    part.refresh_from_db()
    assert part.percent == 60
    refused("no_progress", report, part, progress(101), by=tree.at_city)


def test_more_time_is_asked_in_time_and_agreed_to_by_another() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    part = part_of(item, tree.city)
    sign(part, by=tree.at_city, at=MONDAY)
    later = DUE + timedelta(days=10)
    refused("too_late", ask_for_time, part, later, "汛期", by=tree.at_city, at=MONDAY + timedelta(days=40))
    asked = ask_for_time(part, later, "汛期", by=tree.at_city, at=MONDAY)
    refused("one_waits", ask_for_time, part, later, "汛期", by=tree.at_city, at=MONDAY)
    refused("elsewhere", answer_extension, asked, True, by=tree.at_city, at=MONDAY)
    answer_extension(asked, True, by=tree.above, at=MONDAY)
    part.refresh_from_db()
    item.refresh_from_db()
    assert (part.due_on, item.due_on) == (later, later)
    refused("answered", answer_extension, asked, False, by=tree.above, at=MONDAY)
    assert Extension.objects.get().is_granted is True


def test_the_chain_of_reminders_runs_once_each() -> None:
    tree = make_tree()
    part = part_of(make_assigned(tree, tree.east, due_on=date(2026, 3, 11)), tree.city)
    made = {}
    for day in range(2, 22):
        at = MONDAY + timedelta(days=day - 2)
        made[day] = chase_by_the_clock(at)
        assert chase_by_the_clock(at) == 0
    kinds = Chase.objects.filter(part=part).order_by("at").values_list("kind", "at__day")
    assert list(kinds) == [("notice", 6), ("due", 11), ("chase", 12), ("criticise", 18)]
    others = Chase.objects.exclude(part=part).order_by("at").values_list("kind", flat=True)
    assert list(others) == ["notice", "chase", "criticise"]
    assert sum(made.values()) == 7
    chase(part, "请于明日前反馈", by=tree.above, at=MONDAY)
    assert Entry.objects.filter(fact="supervision.parts_chased").count() == 5


def lit(part: Part, day: date) -> str:
    return NAMES[with_rank(Part.objects.filter(pk=part.pk), day).get().rank]  # type: ignore[attr-defined]


def test_lights_follow_the_scheme_of_the_office() -> None:
    tree = make_tree()
    item = make_assigned(tree, due_on=date(2026, 3, 22))
    part = part_of(item, tree.city)
    days = (TODAY, date(2026, 3, 18), date(2026, 3, 19), date(2026, 3, 22), date(2026, 3, 23))
    assert [lit(part, day) for day in days] == ["green", "green", "yellow", "yellow", "red"]
    set_office(tree.province, "plan", [], by=tree.above)
    assert lit(part, date(2026, 3, 3)) == "yellow"
    sign(part, by=tree.at_city, at=MONDAY)
    later = (date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 8), date(2026, 3, 9))
    assert [lit(part, day) for day in later] == ["green", "yellow", "yellow", "red"]
    set_office(tree.province, "letters", [], by=tree.above)
    assert lit(part, date(2026, 6, 1)) == "green"
    for colour in ("blue", "orange", "red"):
        chase(part, "请反馈", by=tree.above, at=MONDAY)
        assert lit(part, TODAY) == colour
    assert with_worst(Item.objects.filter(pk=item.pk), TODAY).get().rank == NAMES.index("red")  # type: ignore[attr-defined]


def test_marks_are_noted_once_a_colour() -> None:
    tree = make_tree()
    make_assigned(tree, due_on=date(2026, 3, 22))
    for day in range(25):
        mark_colours(MONDAY + timedelta(days=day))
    assert sorted(Mark.objects.values_list("colour", "on__day")) == [("red", 23), ("yellow", 19)]
    assert mark_colours(MONDAY + timedelta(days=24)) == 0


def test_a_card_says_how_it_stood_and_nothing_later_alters_it() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east, due_on=date(2026, 3, 10))
    east = part_of(item, tree.east)
    bring_home(east, tree.at_east, tree.above)
    lead = part_of(item, tree.city)
    sign(lead, by=tree.at_city, at=MONDAY)
    report(lead, progress(50, "一半"), by=tree.at_city, at=MONDAY)
    chase(lead, "请抓紧", by=tree.above, at=MONDAY + timedelta(days=9))
    mark_colours(MONDAY + timedelta(days=6))
    mark_colours(MONDAY + timedelta(days=10))
    now = MONDAY + timedelta(days=14)
    cut = date(2026, 3, 15)
    card = make_card(tree.province, "一季度", cut, by=tree.above, at=now)
    lines = list(card.lines.order_by("rank").values_list("organisation__name", "score", "rank"))
    # 江安: (60 + 20 + 8 + 6) of 100; 宜宾: 50 % of 60 and 0 of 20, of 80, minus 1 + 3 + 5.
    assert lines == [("江安县总工会", 9400, 1), ("宜宾市总工会", 2850, 2)]
    bring_in_lead = report(lead, progress(100, "完成"), by=tree.at_city, at=now)
    assert bring_in_lead.percent == 100
    hand_in(lead, by=tree.at_city, at=now)
    accept(lead, Judgement(10, 10), by=tree.above, at=now)
    again = make_card(tree.province, "一季度复核", cut, by=tree.above, at=now + timedelta(days=30))
    assert list(again.lines.order_by("rank").values_list("organisation__name", "score", "rank")) == lines
    assert again.digest == card.digest
    refused("made_already", make_card, tree.province, "一季度", cut, by=tree.above, at=now)
    refused("not_over", make_card, tree.province, "下月", date(2026, 5, 1), by=tree.above, at=now)


def test_what_is_written_down_only_grows() -> None:
    with connection.cursor() as cursor:
        for table in ("step", "report", "reportcard", "cardline", "chase", "mark"):
            cursor.execute(
                "SELECT has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE')",
                [f"supervision_{table}"] * 2,
            )
            assert cursor.fetchone() == (False, False), table


def test_559_has_19_nodes_and_progress_rolls_up_by_weight() -> None:
    tree = make_tree()
    recipes = all_recipes()
    assert load_recipe(tree.province, recipes["559"], by=tree.above) == 19
    assert load_recipe(tree.province, recipes["559"], by=tree.above) == 0
    first = Goal.objects.order_by("position").first()
    assert first is not None
    change_goal(first, "强基工程", 3, by=tree.above)
    child = make_goal(tree.province, "小三级", parent=first, weight=1, by=tree.above)
    deep = make_goal(tree.province, "园区建会", parent=child, by=tree.above)
    refused("too_deep", make_goal, tree.province, "再下一级", parent=deep, by=tree.above)
    heavy = make_assigned(tree, goal=first, weight=3)
    part = part_of(heavy, tree.city)
    sign(part, by=tree.at_city, at=MONDAY)
    report(part, progress(40), by=tree.at_city, at=MONDAY)
    make_assigned(tree, title="村里建会", goal=child, weight=1)
    nodes = {node.goal.title: node for node in flat(tree_of(tree.above, tree.province.pk, TODAY))}
    assert (nodes["强基工程"].percent, nodes["小三级"].percent) == (30, 0)
    assert (nodes["强基工程"].count, nodes["园区建会"].percent) == (2, None)
    assert len(nodes) == 21


def test_a_list_of_problems_comes_in_to_be_registered() -> None:
    tree = make_tree()
    assert load_recipe(tree.province, all_recipes()["problems"], by=tree.above) == 4
    assert load_recipe(tree.province, all_recipes()["problems"], by=tree.above) == 0
    titles = Item.objects.filter(source="problem", state="collected").order_by("id")
    assert [item.title for item in titles] == [
        "缺乏统一管理",
        "网上办理率低",
        "技术基础薄弱",
        "数据安全风险较大",
    ]
    drop(titles[0], "已并入其他事项", by=tree.above, at=MONDAY)
    refused("elsewhere", drop, titles[0], "不属于我", by=tree.at_east, at=MONDAY)


def test_a_fact_from_below_is_followed_once() -> None:
    tree = make_tree()
    origin = Origin("postings", "k1", "/postings/k1")
    first = collect(tree.city, Words("村口路灯不亮", whose="供电所"), by=tree.at_east, origin=origin)
    assert collect(tree.city, Words("村口路灯不亮"), by=tree.at_east, origin=origin) == first
    assert Item.objects.count() == 1
    refused("elsewhere", collect, tree.city, Words("村口路灯不亮"), by=tree.at_east)


def test_whoever_put_it_on_the_list_hears_how_it_ended() -> None:
    tree = make_tree()
    origin = Origin("postings", "k2", "/postings/k2")
    item = collect(tree.province, Words("村口路灯不亮"), by=tree.above, origin=origin)
    drop(item, "已由供电所修好", by=tree.above, at=MONDAY)
    moved = ItemMoved(item.pk, "drop", 2, "postings")
    ended = ending_of(moved, origin="postings")
    assert ended == Ending(item, "已由供电所修好", tree.above, MONDAY)
    assert ending_of(moved, origin="feedback") is None
    assert ending_of(replace(moved, move="register"), origin="postings") is None


def test_figures_are_live_where_the_registers_know() -> None:
    tree = make_tree()
    item = make_assigned(tree)
    live = set_indicator(item, "已建工会", "", 100, source="directory.unions", by=tree.above)
    told = set_indicator(item, "走访企业", "firms", 20, by=tree.above)
    refused("counted", tell_figure, live, 5, by=tree.above)
    tell_figure(told, 21, by=tree.at_city)
    refused("elsewhere", tell_figure, told, 21, by=tree.at_east)
    unions, firms = figures_of(item, TODAY)
    assert (unions.now, unions.is_live, unions.is_reached) == (4, True, False)
    assert (firms.now, firms.is_live, firms.is_reached) == (21, False, True)


def test_milestones_lie_inside_the_time_of_the_part() -> None:
    tree = make_tree()
    part = part_of(make_assigned(tree), tree.city)
    refused("milestone_day", set_milestone, part, "初稿", DUE + timedelta(days=1), by=tree.at_city)
    point = set_milestone(part, "初稿", date(2026, 3, 10), by=tree.at_city)
    assert set_milestone(part, "初稿", date(2026, 3, 10), by=tree.at_city) == point
    assert reach_milestone(point, by=tree.at_city, at=MONDAY).reached_at == MONDAY


def test_a_merged_unit_hands_over_and_a_new_officer_takes_over() -> None:
    tree = make_tree()
    item = make_assigned(tree, tree.east)
    co, lead = part_of(item, tree.east), part_of(item, tree.city)
    sign(co, by=tree.at_east, at=MONDAY)
    report(co, progress(70, "摸底完成"), by=tree.at_east, at=MONDAY)
    pass_on(co, tree.west, "两县工会合并", by=tree.above, at=MONDAY)
    co.refresh_from_db()
    assert (co.organisation, co.state, co.percent) == (tree.west, "to_sign", 70)
    sign(lead, by=tree.at_city, at=MONDAY)
    newcomer = make_officer(tree.city, name="赵部长")
    put_officer(lead, newcomer, by=newcomer, at=MONDAY)
    refused("not_of_the_unit", put_officer, lead, tree.at_east, by=newcomer, at=MONDAY)
    last = Step.objects.filter(part=lead).latest("number")
    assert (last.move, last.reason) == ("officer", "周部长 → 赵部长")


def test_of_two_who_act_on_one_version_the_second_looks_again() -> None:
    tree = make_tree()
    item = make_registered(tree)
    assign(item, Share(tree.city), by=tree.above, seen=item.steps, at=MONDAY)
    refused("moved_on", drop, make_registered(tree, "另一件大事"), "不办了", by=tree.above, seen=1, at=MONDAY)
    part = part_of(item, tree.city)
    sign(part, by=tree.at_city, seen=0, at=MONDAY)
    report(part, progress(), by=tree.at_city, at=MONDAY)
    refused("moved_on", hand_in, part, by=tree.at_city, seen=0, at=MONDAY)
