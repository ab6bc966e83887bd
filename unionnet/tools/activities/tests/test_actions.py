# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.actions import move_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.directory.reach.models import Notice
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.tools.activities.actions import (
    add_host,
    add_session,
    add_supplement,
    budget,
    change_plan,
    declare_heads,
    finish_follow_up,
    move,
    plan_activity,
    set_follow_up,
    sign_in,
    spend,
    strike,
    take_roster,
    write_down,
    write_outcome,
)
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.facts import ActivityMoved
from unionnet.tools.activities.listeners import tell_who_is_next
from unionnet.tools.activities.models import (
    Activity,
    Attendee,
    BudgetLine,
    Expense,
    FollowUp,
    HeadCount,
    Host,
    Supplement,
)
from unionnet.tools.activities.queries import (
    Came,
    activities_ahead,
    activities_seen_by,
    by_host,
    count_among,
    count_of,
    folder_of,
)
from unionnet.tools.activities.queries.rosters import matches
from unionnet.tools.activities.tests.makers import ENDS, NOON, STARTS, a_plan, brought, first_session, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def officer(town: Organisation) -> Person:
    return make_officer(town)


@pytest.fixture
def chair(town: Organisation) -> Person:
    return make_officer(town, role="leader", name="林主席")


@pytest.fixture
def activity(town: Organisation, officer: Person, chair: Person) -> Activity:
    return planned(town, officer)


@pytest.fixture
def running(activity: Activity, officer: Person, chair: Person) -> Activity:
    return brought(activity, "start", by=officer, chair=chair)


def refused(verb: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as no:
        verb()
    return no.value.code


def line_of(activity: Activity, what: str = "奖品", planned: int = 50_000) -> BudgetLine:
    return BudgetLine(activity=activity, code="activities", what=what, planned=planned)


def test_files_are_numbered_within_the_year_of_the_union(
    activity: Activity, town: Organisation, officer: Person
) -> None:
    again = planned(town, officer)
    other = planned(town, officer, title="五一表彰大会")
    next_year = planned(
        town, officer, title="新年登高", starts_at=at("2025-01-01 09:00"), ends_at=at("2025-01-01 10:00")
    )
    assert (again, activity.code, other.code, next_year.code) == (
        activity,
        "2024-001",
        "2024-002",
        "2025-001",
    )
    assert [host.name for host in activity.hosts.all()] == [town.name]


def test_only_officers_of_the_union_plan_and_only_what_can_be(
    town: Organisation, officer: Person, chair: Person
) -> None:
    stranger = make_officer(make_union("别处总工会"))
    cases: list[tuple[Person, dict[str, Any], str]] = [
        (stranger, {}, "elsewhere"),
        (chair, {}, "elsewhere"),
        (officer, {"title": "会"}, "no_title"),
        (officer, {"ends_at": STARTS}, "hours_crossed"),
        (officer, {"ends_at": STARTS + timedelta(days=400)}, "too_long"),
        (
            officer,
            {"starts_at": at("1999-01-01 09:00"), "ends_at": at("1999-01-01 10:00")},
            "dates_out_of_range",
        ),
    ]
    for by, said, code in cases:
        assert refused(partial(planned, town, by, **said)) == code
    assert Activity.objects.count() == 0


def test_the_chair_approves_what_another_planned(activity: Activity, officer: Person, chair: Person) -> None:
    move(activity, "submit", by=officer)
    assert refused(lambda: move(activity, "approve", by=officer)) == "own_plan"
    assert refused(lambda: move(activity, "return", by=chair)) == "no_reason"
    move(activity, "return", "奖品太多了，请压减", by=chair)
    change_plan(activity, a_plan(expected=40), by=officer)
    move(activity, "submit", by=officer)
    assert refused(lambda: change_plan(activity, a_plan(expected=90), by=officer)) == "not_planning"
    move(activity, "approve", by=chair)
    assert refused(lambda: move(activity, "approve", by=chair)) == "wrong_state"
    assert [step.move for step in activity.steps.order_by("pk")] == [
        *("submit", "return", "submit"),
        "approve",
    ]
    assert Entry.objects.filter(fact="activities.moved").count() == 4


def test_the_chair_hears_of_a_plan_and_who_planned_it_of_the_answer(
    activity: Activity, town: Organisation, officer: Person, chair: Person
) -> None:
    for step, by in (("submit", officer), ("return", chair), ("submit", officer), ("approve", chair)):
        move(activity, step, "奖品太多了，请压减", by=by)
    for entry in Entry.objects.filter(fact="activities.moved").order_by("pk"):
        for _twice in range(2):
            tell_who_is_next(ActivityMoved(**entry.data))
    told = Notice.objects.order_by("pk").values_list("person", "title")
    assert list(told) == [
        (chair.pk, "活动待您审批"),
        (officer.pk, "活动被退回修改"),
        (chair.pk, "活动待您审批"),
        (officer.pk, "活动已获批准"),
    ]


def test_an_officer_alone_at_a_village_is_its_own_chair(officer: Person, town: Organisation) -> None:
    village = make_union("保丰村联合工会", town, kind="village_joint_union")
    alone = make_officer(village, name="向主席")
    activity = planned(village, alone)
    move(activity, "submit", by=alone)
    assert move(activity, "approve", by=alone).state == "approved"


def test_money_stays_within_the_approved_line_and_was_checked(
    activity: Activity, officer: Person, chair: Person
) -> None:
    line = budget(line_of(activity), by=officer)
    nonsense = BudgetLine(activity=activity, code="nonsense", what="x", planned=1)
    assert refused(lambda: budget(nonsense, by=officer)) == "no_class"
    gift = BudgetLine(activity=activity, code="services", what="超市购物卡", planned=1)
    assert refused(lambda: budget(gift, by=officer)) == "no_money"

    def voucher(amount: int, number: str = "记-12", *, clean: bool = True) -> Expense:
        paid = Expense(line=line, payee="县百货公司", voucher_no=number, amount=amount, is_clean=clean)
        paid.spent_on = ENDS.date()
        return paid

    assert refused(lambda: spend(voucher(40_000), by=officer)) == "not_approved"
    brought(activity, "announce", by=officer, chair=chair)
    assert refused(lambda: spend(voucher(40_000, clean=False), by=officer)) == "not_checked"
    paid = spend(voucher(40_000), by=officer)
    assert spend(voucher(40_000), by=officer) == paid
    assert refused(lambda: spend(voucher(10_001, "记-13"), by=officer)) == "over_budget"
    spend(voucher(10_000, "记-13"), by=officer)
    folder = folder_of(activity)
    assert (folder.money.planned, folder.money.spent) == (50_000, 50_000)
    assert refused(lambda: budget(line_of(activity, planned=99_000), by=officer)) == "not_planning"


def test_goods_without_a_local_limit_are_pointed_out(activity: Activity, officer: Person) -> None:
    assert folder_of(activity).cautions == []
    budget(BudgetLine(activity=activity, code="services", what="洗护用品", planned=900_000), by=officer)
    (caution,) = folder_of(activity).cautions
    assert caution.citation.rule == "FIN-11.activity_gift_per_head"
    assert caution.citation.needs_local_confirmation


def test_one_person_is_one_person_however_often_they_come(
    running: Activity, town: Organisation, officer: Person
) -> None:
    add_session(running, STARTS, NOON, "上午场", by=officer)
    second = add_session(running, NOON, ENDS, "下午场", by=officer)
    first = first_session(running)
    wang = make_person("王小满", union=town)
    row = sign_in(first, by=wang, at=NOON)
    assert sign_in(first, by=wang, at=NOON) == row
    sign_in(second, by=wang, at=NOON)
    for _again in range(2):
        write_down(first, Named(name="张师傅", unit="顺丰"), via="paper", by=officer)
    write_down(second, Named(name="张师傅", unit="顺丰"), via="paper", by=officer)
    write_down(second, Named(name="张师傅", unit="圆通"), via="paper", by=officer)
    declare_heads(HeadCount(activity=running, number=60, source="paper", words="第 3 张签到表"), by=officer)
    assert count_of(running) == Came(persons=3, person_times=5, declared=60)
    assert first.attendees.count() == 2
    strike(row, by=officer)
    assert count_of(running).person_times == 4


def test_members_are_known_by_name_while_their_union_moves(running: Activity) -> None:
    city = make_union("重庆市总工会", kind="city_federation")
    west, east = (make_union(f"{name}区总工会", city, kind="county_federation") for name in "西东")
    street = make_union("青龙街道总工会", west)
    member = make_person("林晓", union=street)

    def known_to(host: Organisation) -> list[Person | None]:
        Host.objects.filter(activity=running).update(organisation=host)
        return [each.person for each in matches("1. 林晓", running)]

    assert (known_to(west), known_to(east)) == ([member], [None])
    move_organisation(street, east, by=make_officer(city))
    assert (known_to(west), known_to(east)) == ([None], [member])


def test_a_list_is_taken_once(running: Activity, town: Organisation, officer: Person) -> None:
    session = first_session(running)
    people = [Named(make_person(f"会员{n}", union=town)) for n in range(3)]
    listed = [*people, Named(name="李静", unit="镇卫生院")]
    assert take_roster(session, listed, via="list", by=officer) == 4
    assert take_roster(session, listed, via="paper", by=officer) == 0
    assert {row.via for row in session.attendees.all()} == {"list"}
    many = [Named(name=f"名{n}") for n in range(1001)]
    assert refused(lambda: take_roster(session, many, via="list", by=officer)) == "too_many"


def test_signing_in_is_for_those_it_is_for_and_in_time(
    activity: Activity, town: Organisation, officer: Person, chair: Person
) -> None:
    Activity.objects.filter(pk=activity.pk).update(any_tags=["truck_driver"], audience="members")
    session = first_session(activity)
    driver = make_person("李司机", union=town, tags=("truck_driver",))
    courier = make_person("王骑手", union=town, tags=("courier",))
    guest = make_person("客人", tags=("truck_driver",))
    assert refused(lambda: sign_in(session, by=driver, at=NOON)) == "not_open"
    brought(activity, "announce", by=officer, chair=chair)
    assert refused(lambda: sign_in(session, by=courier, at=NOON)) == "other_group"
    assert refused(lambda: sign_in(session, by=guest, at=NOON)) == "not_a_member"
    assert refused(lambda: sign_in(session, by=driver, at=STARTS - timedelta(hours=3))) == "not_now"
    assert refused(lambda: sign_in(session, by=driver, at=ENDS + timedelta(hours=3))) == "not_now"
    assert sign_in(session, by=driver, at=NOON).via == "code"


def test_who_comes_with_whom_is_known_by_their_union(
    running: Activity, town: Organisation, officer: Person
) -> None:
    beijing, tianjin = make_union("北京市总工会"), make_union("天津市总工会")
    for union in (beijing, tianjin):
        add_host(Host(activity=running, organisation=union, name=union.name), by=officer)
    add_host(Host(activity=running, name="红十字会", role="partner", gives="药箱"), by=officer)
    session = first_session(running)
    district = make_union("海淀区总工会", beijing)
    sign_in(session, by=make_person("京一", union=district), at=NOON)
    sign_in(session, by=make_person("川一", union=town), at=NOON)
    helper = make_officer(tianjin)  # of a union that gives it with us
    take_roster(session, [Named(name=f"津{n}") for n in "甲乙丙"], via="list", by=helper,
                host=running.hosts.get(organisation=tianjin))  # fmt: skip
    write_down(session, Named(name="路人"), via="paper", by=officer)
    assert [(each.host and each.host.name, each.persons) for each in by_host(running)] == [
        (town.name, 1),
        ("北京市总工会", 1),
        ("天津市总工会", 3),
        ("红十字会", 0),
        (None, 1),
    ]
    assert list(activities_seen_by(helper)) == [running]
    assert refused(lambda: move(running, "finish", by=helper)) == "elsewhere"
    stranger = make_officer(make_union("别处总工会"))
    assert not activities_seen_by(stranger).exists()
    assert refused(lambda: write_down(session, Named(name="某"), via="list", by=stranger)) == "elsewhere"


def test_the_archive_keeps_the_counts_and_lets_nothing_but_supplements_in(
    running: Activity, town: Organisation, officer: Person, chair: Person
) -> None:
    session = first_session(running)
    item = set_follow_up(
        FollowUp(activity=running, heading="共学", what="编一本案例", whose=town.name, due_on=ENDS.date()),
        by=officer,
    )
    add = Supplement(activity=running, text="补一张合影")
    assert refused(lambda: add_supplement(add, by=officer)) == "not_archived"
    move(running, "finish", by=officer)
    assert refused(lambda: move(running, "archive", by=officer)) == "no_outcome"
    write_outcome(running, "职工放松了身心", by=officer)
    assert refused(lambda: move(running, "archive", by=officer)) == "nobody_came"
    wang = make_person("王小满", union=town)
    write_down(session, Named(wang), via="paper", by=officer)  # the paper sheet, read in afterwards
    done = move(running, "archive", by=officer)
    assert (done.persons, done.person_times) == (1, 1)
    for late in (
        lambda: write_down(session, Named(name="晚来"), via="paper", by=officer),
        lambda: strike(Attendee.objects.get(), by=officer),
        lambda: write_outcome(running, "改写小结", by=officer),
        lambda: declare_heads(HeadCount(activity=running, number=1, source="paper", words="x"), by=officer),
        lambda: add_host(Host(activity=running, name="某公司"), by=officer),
    ):
        assert refused(late) == "archived"
    assert refused(lambda: sign_in(session, by=officer, at=NOON)) == "not_open"
    assert finish_follow_up(item, "已经印出来了", by=officer).done_by == officer
    kept = add_supplement(add, by=officer)
    assert add_supplement(Supplement(activity=running, text="补一张合影"), by=officer) == kept
    Attendee.objects.all().delete()  # years later
    assert count_of(done) == Came(1, 1)


def test_the_database_keeps_an_archive_without_counts_out(running: Activity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=running.pk).update(state="archived")


def test_somebody_of_two_activities_is_counted_once(
    running: Activity, town: Organisation, officer: Person, chair: Person
) -> None:
    other = planned(town, officer, title="夏日送清凉")
    brought(other, "start", by=officer, chair=chair)
    wang = make_person("王小满", union=town)
    for each in (running, other):
        sign_in(first_session(each), by=wang, at=NOON)
    assert count_among(Activity.objects.all()) == Came(1, 2)


def test_the_phone_shows_what_is_on_for_me(
    running: Activity, town: Organisation, officer: Person, chair: Person
) -> None:
    mine = make_person("王小满", union=town, tags=("courier",))
    other = make_person("外人", union=make_union("别处总工会"))
    assert list(activities_ahead(mine, STARTS)) == list(activities_ahead(None, STARTS)) == [running]
    Activity.objects.update(audience="members")
    assert list(activities_ahead(mine, STARTS)) == [running]
    assert list(activities_ahead(other, STARTS)) == list(activities_ahead(None, STARTS)) == []
    Activity.objects.update(any_tags=["truck_driver"])
    assert list(activities_ahead(mine, STARTS)) == []
    Activity.objects.update(any_tags=["courier"])
    assert list(activities_ahead(mine, ENDS)) == []


def test_a_thick_file_is_read_in_a_dozen_questions(
    running: Activity, town: Organisation, officer: Person
) -> None:
    session = first_session(running)
    take_roster(session, [Named(name=f"工友{n}", unit="厂") for n in range(200)], via="paper", by=officer)
    for number in range(20):
        item = FollowUp(
            activity=running, heading="共办", what=f"第{number}件", whose="镇", due_on=ENDS.date()
        )
        set_follow_up(item, by=officer)
    with CaptureQueriesContext(connection) as asked:
        folder = folder_of(running)
    assert (folder.came.persons, len(folder.follow_ups)) == (200, 20)
    assert len(asked) <= 14


def test_planning_again_after_calling_off_is_a_new_file(
    activity: Activity, town: Organisation, officer: Person
) -> None:
    move(activity, "cancel", "连日大雨", by=officer)
    assert plan_activity(town, a_plan(), by=officer).number == 2
    assert refused(lambda: write_outcome(activity, "成效小结", by=officer)) == "archived"
