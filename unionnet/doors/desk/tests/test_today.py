# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Role
from unionnet.directory.places.models import FaultReport, Site
from unionnet.doors.desk.deadlines import left_until
from unionnet.doors.desk.queries import deeds, entries_of, today_of
from unionnet.doors.figures.actions import recount
from unionnet.foundation.clock import database_now
from unionnet.programmes.committees.actions import check_everything
from unionnet.programmes.committees.models import Checkup
from unionnet.programmes.letters.actions import answer, deliver, settle
from unionnet.programmes.letters.models import Letter
from unionnet.programmes.letters.tests.makers import make_letter
from unionnet.programmes.postings.actions import Trouble, raise_problem, send_out
from unionnet.programmes.staffing.actions import Particulars, take_post
from unionnet.tools.activities.actions import move
from unionnet.tools.activities.tests.makers import planned
from unionnet.tools.benefits.actions import allocate
from unionnet.tools.benefits.tests.makers import make_item, make_stock
from unionnet.tools.casework.tests.makers import make_dispatched
from unionnet.tools.casework.tests.makers import make_tree as make_casework_tree
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.payments.actions import (
    Account,
    approve,
    ask_approval,
    enter_payment,
    name_source,
    open_batch,
)
from unionnet.tools.returns.tests.makers import make_period, make_tree
from unionnet.tools.submissions.tests.makers import TITLE, make_chain, make_sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False


MONDAY = date(2026, 11, 16)


@pytest.fixture
def union() -> Organisation:
    return make_union("永宁街道总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


def apply(name: str, union: Organisation, due: date) -> Membership:
    membership = make_person(name, union=union).memberships.get()
    membership.state, membership.due_on, membership.decided_at = "applied", due, None
    membership.save()
    return membership


@pytest.mark.parametrize(
    ("due", "words", "kind"),
    [
        (date(2026, 11, 16), "今天到期", "due"),
        (date(2026, 11, 17), "剩 1 个工作日", "due"),
        (date(2026, 11, 23), "剩 5 个工作日", ""),
        (date(2026, 11, 13), "超期 1 个工作日", "late"),
        (date(2026, 11, 14), "超期 1 个工作日", "late"),
        (None, "无期限", ""),
        (date(2026, 11, 15), "超期 1 个工作日", "late"),
    ],
)
def test_what_is_left_is_told_in_working_days(due: date | None, words: str, kind: str) -> None:
    left = left_until(due, MONDAY)
    assert (left.words, left.kind) == (words, kind)


def test_on_the_weekend_after_the_last_day_it_is_late_without_a_number() -> None:
    left = left_until(date(2026, 11, 13), date(2026, 11, 14))
    assert (left.words, left.kind) == ("已超期", "late")


def test_a_desk_shows_what_waits_with_the_most_pressing_first(union: Organisation, officer: Person) -> None:
    at = database_now()
    today = timezone.localdate(at)
    below = make_union("胜利街社区联合工会", union)
    apply("甲", below, today + timedelta(days=30))
    apply("乙", union, today - timedelta(days=30))
    apply("丙", union, today + timedelta(days=30))
    site = Site.objects.create(organisation=below, name="胜利街社区工会驿站", region_code="500235")
    FaultReport.objects.create(site=site, text="热水器不热")
    soon = make_offer(union, "零基础瑜伽", opens_at=at + timedelta(minutes=5))
    titles = [task.title for task in today_of(officer, "todo", at).tasks]
    assert titles[:2] == ["2 人申请入会", f"{soon.title} 即将开始报名"]
    assert sorted(titles[2:]) == ["1 人申请入会", "胜利街社区工会驿站：设施待修"]


def test_contracts_that_end_and_problems_found_wait_for_their_officers(
    union: Organisation, officer: Person
) -> None:
    at = database_now()
    today = timezone.localdate(at)
    hired = Particulars(
        "contract_worker", "社会化工会工作者", today, contract_until=today + timedelta(days=9)
    )
    take_post(union, "冉启明", hired, by=officer)
    days = (today, today + timedelta(days=30))
    stay = send_out([officer], union, "摸清需求", days, sent_by=union, by=officer)
    raise_problem(stay, Trouble("村口路灯不亮", "镇总工会", today), by=officer)
    assert [(task.title, task.source) for task in today_of(officer, "todo", at).tasks] == [
        ("1 件蹲点问题未解决", "蹲点"),
        ("1 份劳动合同将到期", "干部配备"),
    ]
    stranger = make_officer(make_union("安富街道总工会"))
    assert today_of(stranger, "todo", at).waiting == 0


def test_a_plan_waits_for_the_chair_of_its_union_and_not_for_who_planned_it(
    union: Organisation, officer: Person
) -> None:
    at, chair = database_now(), make_officer(union, role="leader", name="林主席")
    activity = planned(union, officer)
    move(activity, "submit", by=officer)
    (task,) = today_of(chair, "todo", at).tasks
    assert (task.title, task.source) == (activity.title, "活动审批")
    assert today_of(officer, "todo", at).waiting == 0
    move(activity, "approve", by=chair)
    assert today_of(chair, "todo", at).waiting == 0
    village = make_union("保丰村联合工会", union, kind="village_joint_union")
    secretary = make_officer(village, name="村干部")
    move(planned(village, secretary), "submit", by=secretary)
    assert today_of(chair, "todo", at).waiting == 0  # a village has a chair of its own


def test_figures_and_goods_wait_where_they_are_asked_for() -> None:
    tree, at = make_tree(), database_now()
    make_period(tree)
    stock = make_stock(make_item(tree.county, tree.above, "大米"), tree.county, tree.above)
    allocate(stock, {tree.east: 30}, key=uuid4(), by=tree.above)
    waiting = {(task.title, task.source) for task in today_of(tree.at_east, "todo", at).tasks}
    assert ("大米 30 待签收", "物资") in waiting
    assert [source for _title, source in waiting].count("统计填报") == 1
    assert today_of(tree.above, "todo", at).waiting == 0


def test_a_batch_of_payments_waits_for_the_second_hand(union: Organisation, officer: Person) -> None:
    at, chair = database_now(), make_officer(union, role="leader", name="林主席")
    source = name_source(union, "工会帮扶资金", "union", by=officer)
    batch = open_batch(union, "冬季送温暖", "winter", source, key=uuid4(), by=officer)
    account = Account("6222020202020202001", "示范银行")
    enter_payment(batch, make_person("覃桂花", union=union), account, 100_000, by=officer)
    assert today_of(chair, "todo", at).waiting == 0
    ask_approval(batch, by=officer)
    (task,) = today_of(chair, "todo", at).tasks
    assert (task.title, task.source, task.step) == ("冬季送温暖", "资金发放", "审批")
    assert task.note == f"{union.name} · {officer.name}提出"
    assert today_of(officer, "todo", at).waiting == 0
    approve(batch, by=chair)
    assert today_of(chair, "todo", at).waiting == 0


def test_nothing_of_the_next_union_waits_here(officer: Person) -> None:
    apply("甲", make_union("安富街道总工会"), MONDAY)
    assert today_of(officer, "todo", database_now()).waiting == 0


def test_numbers_have_their_denominators(client: Client, union: Organisation, officer: Person) -> None:
    make_union("应建社区", union, kind="village_joint_union")
    Organisation.objects.filter(name="应建社区").update(since=None)
    recount()
    page = sign_in(client, officer).get("/desk/").content.decode()
    assert "1 / 2 个应建" in page
    assert "50.0%" in page or "50%" in page


def test_the_desk_costs_ten_questions_at_most(
    client: Client,
    union: Organisation,
    officer: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(5):
        apply(f"申请人{number}", make_union(f"社区{number}", union), MONDAY)
    recount()
    sign_in(client, officer)
    client.get("/desk/")
    with django_assert_max_num_queries(12):  # two of them are the savepoint of the test's transaction
        assert client.get("/desk/").status_code == 200


def test_a_request_from_below_waits_on_the_desk_it_lies_at(client: Client) -> None:
    chain = make_chain()
    sent = make_sent(chain)
    assert sent.due_on is not None
    pages = [sign_in(client, who).get("/desk/").content.decode() for who in (chain.between, chain.above)]
    assert [TITLE in page for page in pages] == [True, False]


def test_a_letter_waits_until_the_union_has_gone_on_with_it() -> None:
    tree, at = make_casework_tree(), database_now()

    def waits() -> list[tuple[str, str, str]]:
        tasks = today_of(tree.at_county, "todo", at).tasks
        return [(task.title, task.step, task.left.kind) for task in tasks if task.source == "一函两书"]

    letter = make_letter(tree.county, tree.at_county)
    firm = letter.employer.name
    assert waits() == [(firm, "送达", "")]
    deliver(letter, "当面签收", by=tree.at_county, at=at)
    assert waits() == []
    Letter.objects.update(due_at=at - timedelta(days=7))
    assert waits() == [(firm, "核实或发下一份", "late")]
    answer(letter, "accepted", "已经支付。", by=None)
    assert waits() == [(firm, "核实", "")]
    assert "一函两书" not in [task.source for task in today_of(tree.at_city, "todo", at).tasks]
    settle(letter, is_mended=True, by=tree.at_county)
    assert waits() == []


def test_a_matter_waits_at_the_desk_it_was_sent_to(client: Client) -> None:
    tree = make_casework_tree()
    sent = make_dispatched(tree)
    pages = [sign_in(client, who).get("/desk/").content.decode() for who in (tree.at_county, tree.at_town)]
    assert [sent.title in page for page in pages] == [True, False]
    assert "签收" in pages[0]
    assert f"/desk/casework/{sent.public_id}/" in pages[0]


@pytest.mark.parametrize("tab", ["todo", "toread", "done", "nonsense", "%"])
def test_every_tab_opens(client: Client, officer: Person, tab: str) -> None:
    assert sign_in(client, officer).get("/desk/", {"tab": tab}).status_code == 200


def test_deeds_are_found_by_their_index(officer: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "journal_entry_deed" in entries_of(officer, deeds()).explain()


def test_the_list_goes_to_excel(client: Client, union: Organisation, officer: Person) -> None:
    apply("甲", union, MONDAY)
    answer = sign_in(client, officer).get("/desk/today.xlsx")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        (Role.Name.STATION_KEEPER, 403),
        (Role.Name.TEACHER, 403),
        (Role.Name.OFFICER, 200),
        (Role.Name.LEADER, 200),
        (Role.Name.SYSTEM_ADMIN, 200),
        (Role.Name.SECURITY_ADMIN, 200),
        (Role.Name.AUDIT_ADMIN, 200),
    ],
)
def test_who_has_a_desk(client: Client, union: Organisation, role: str | None, status: int) -> None:
    person = make_officer(union, role=role) if role else make_person("林晓", union=union)
    assert sign_in(client, person).get("/desk/").status_code == status


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    answer = client.get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/desk/")


def make_offer(union: Organisation, title: str, *, opens_at: datetime) -> Offer:
    return Offer.objects.create(
        organisation=union, title=title, size=18, opens_at=opens_at, closes_at=opens_at + timedelta(days=7)
    )


def test_terms_that_are_over_wait_in_one_line(union: Organisation, officer: Person) -> None:
    at = database_now()
    today = timezone.localdate(at)
    for number in range(3):
        make_union(f"第{number}村联合工会", union, kind="village_joint_union")
    check_everything(at=at)
    villages = Checkup.objects.filter(path__gt=union.path, path__lt=union.path_end)
    villages.update(until=today - timedelta(days=40))
    first = villages.earliest("path")
    Checkup.objects.filter(pk=first.pk).update(is_renewing=True)
    tasks = today_of(officer, "todo", at).tasks
    assert [(task.title, task.left.words, task.url) for task in tasks] == [
        ("2 个工会已届满", "超期 40 天", "/desk/committees/?issue=over")
    ]
