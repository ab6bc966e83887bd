# SPDX-License-Identifier: Apache-2.0
"""Two hands for what is dangerous: who may be the second, once, in time, and in their own name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_deputy, make_officer, make_person, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.models import Countersigning, Person, Role
from unionnet.directory.people.queries import today
from unionnet.directory.people.queries.countersigning import seconds_for, to_countersign
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, start_of
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.sweeps import load

pytestmark = pytest.mark.django_db
WHY = "换届后任命"


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind="county_federation")


@pytest.fixture
def union(county: Organisation) -> Organisation:
    return make_union("双江街道总工会", county)


@pytest.fixture
def first(union: Organisation) -> Person:
    return make_officer(union, role="security_admin", name="甲安全")


@pytest.fixture
def second(county: Organisation) -> Person:
    return make_officer(county, role="security_admin", name="乙安全")


@pytest.fixture
def worker(union: Organisation) -> Person:
    return make_person("新干部", union=union)


def ask(first: Person, worker: Person, union: Organisation, name: str = "officer") -> Countersigning:
    change = Change(worker, union, name, "组织委员", since=today())
    return actions.ask_posts(union, [change], WHY, by=first)


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda no: no.code == code)


def told(fact: str) -> int:
    return Entry.objects.filter(fact=f"people.{fact}").count()


def test_nothing_changes_until_another_has_let_it_happen(
    union: Organisation, first: Person, second: Person, worker: Person
) -> None:
    asked = ask(first, worker, union)
    assert ask(first, worker, union) == asked
    assert not worker.roles.exists()
    assert (list(to_countersign(second, database_now())), seconds_for(asked)) == ([asked], [second])
    assert list(to_countersign(first, database_now())) == []
    done = actions.countersign(asked, by=second)
    assert (done.state, done.second) == ("done", second)
    assert worker.roles.get().title == "组织委员"
    with refused("decided"):
        actions.countersign(asked, by=second)
    assert (told("role_granted"), told("countersigning_asked"), told("countersigning_closed")) == (1, 1, 1)


def test_who_may_not_be_the_second(
    county: Organisation, union: Organisation, first: Person, worker: Person
) -> None:
    asked = ask(first, worker, union)
    with refused("own_proposal") as no:
        actions.countersign(asked, by=first)
    assert no.value.rule
    assert no.value.rule.needs_local_confirmation
    with refused("elsewhere"):
        actions.countersign(asked, by=make_officer(make_union("邻街道总工会", county), role="security_admin"))
    with refused("elsewhere"):
        actions.countersign(asked, by=make_officer(county))
    Role.objects.create(person=worker, organisation=county, name="security_admin", since=date(2020, 1, 1))
    with refused("own_post"):
        actions.countersign(asked, by=worker)
    officer = make_officer(union)
    member = make_person("会员", union=union).memberships.get()
    deputy = make_deputy(make_officer(county), ["people.export"])
    wanted = actions.ask_list([member.pk], "核对名册", by=officer, layout="register", clear=True)
    with refused("own_hand"):
        actions.countersign(wanted, by=deputy)
    with refused("own_hand"):
        actions.ask_list([member.pk], "核对名册", by=deputy, layout="register", clear=True)
    assert not Role.objects.filter(person=worker, name="officer").exists()


def test_the_database_knows_two_people_and_one_decision(
    union: Organisation, first: Person, second: Person, worker: Person
) -> None:
    asked = ask(first, worker, union)
    rows = Countersigning.objects.filter(pk=asked.pk)
    with pytest.raises(IntegrityError, match="two_hands_are_two_people"), transaction.atomic():
        rows.update(state="done", second=first, decided_at=database_now())
    with pytest.raises(IntegrityError, match="decided_by_a_second"), transaction.atomic():
        rows.update(state="done", decided_at=database_now())
    actions.decline(asked, "人选未经集体研究", by=second)
    for change in ({"state": "done"}, {"state": "waiting", "second": None, "decided_at": None}):
        with pytest.raises(IntegrityError, match="is decided"), transaction.atomic():
            rows.update(**change)
    rows.update(reason="")  # what is said about it may still be forgotten


def test_refusing_withdrawing_and_the_clock(
    union: Organisation, first: Person, second: Person, worker: Person
) -> None:
    with refused("no_reason"):
        actions.decline(ask(first, worker, union), "不", by=second)
    no = actions.decline(ask(first, worker, union), "人选未经集体研究", by=second)
    assert (no.state, no.answer) == ("refused", "人选未经集体研究")
    back = ask(first, worker, union)
    with refused("not_yours"):
        actions.take_proposal_back(back, by=second)
    assert actions.take_proposal_back(back, by=first).state == "withdrawn"
    late = ask(first, worker, union)
    assert actions.expire_proposals(at=late.until - timedelta(seconds=1)) == 0
    with refused("expired"):
        actions.countersign(late, by=second, at=late.until)
    assert actions.expire_proposals(at=late.until) == 1
    late.refresh_from_db()
    assert (late.state, late.until - late.asked_at) == ("expired", timedelta(hours=72))
    assert not worker.roles.exists()


def test_who_asked_must_still_be_allowed_to(
    union: Organisation, first: Person, second: Person, worker: Person
) -> None:
    asked = ask(first, worker, union)
    first.roles.update(until=date(2020, 2, 1))
    with refused("no_longer"):
        actions.countersign(asked, by=second)


@pytest.mark.django_db(transaction=True, databases=["default", "hot"])
def test_both_hands_are_told(union: Organisation, first: Person, second: Person, worker: Person) -> None:
    load()
    asked = ask(first, worker, union)
    deliver_everything()
    assert Notice.objects.get(person=second).url == f"/desk/people/two-hands/{asked.public_id}"
    actions.decline(asked, "人选未经集体研究", by=second)
    deliver_everything()
    assert "人选未经集体研究" in Notice.objects.get(person=first).body
    page = text_of(sign_in(Client(), first).get(f"/desk/people/two-hands/{asked.public_id}"))
    assert "未同意" in page
    assert "人选未经集体研究" in page


def test_what_waits_lies_on_the_desk_of_the_second(
    union: Organisation, first: Person, second: Person, worker: Person
) -> None:
    asked = ask(first, worker, union)
    desks = {
        name: text_of(sign_in(Client(), who).get("/desk/")) for name, who in (("1", first), ("2", second))
    }
    assert "任免：双江街道总工会" in desks["2"]
    assert "任免：双江街道总工会" not in desks["1"]
    client = sign_in(Client(), second)
    assert "新干部" in text_of(client.get(f"/desk/people/two-hands/{asked.public_id}"))
    assert WHY in text_of(client.get("/desk/people/two-hands"))
    for tab, words in (("asked", "没有要复核的事项"), ("over", "没有要复核的事项"), ("none", WHY)):
        assert words in text_of(client.get(f"/desk/people/two-hands?tab={tab}"))


def test_the_first_two_come_from_the_command_line(county: Organisation) -> None:
    cards = [make_person(name, union=county).memberships.get().card_no for name in ("甲", "乙", "丙")]
    for card in cards[:2]:
        call_command("appoint", card, county.public_id)
    with pytest.raises(CommandError, match="已有两位安全管理员"):
        call_command("appoint", cards[2])
    with pytest.raises(CommandError, match="没有这个会员"):
        call_command("appoint", "0")
    assert Role.objects.filter(name="security_admin", organisation=county).count() == 2


def hand_over(holder: Person, to: Person, union: Organisation, by: Person, days: int = 7) -> Countersigning:
    day = today() + timedelta(days=days)
    return actions.ask_handover(holder, union, to, day, "调离工会", by=by)


def test_posts_pass_on_the_day_and_come_back_before_it(
    union: Organisation, first: Person, worker: Person
) -> None:
    holder = make_officer(union, name="老主席")
    Role.objects.create(person=holder, organisation=union, name="leader", since=date(2020, 1, 1))
    day = today() + timedelta(days=7)
    asked = hand_over(holder, worker, union, holder)
    assert asked.until <= start_of(day)
    actions.countersign(asked, by=first)
    assert sorted(worker.roles.values_list("name", "since")) == [("leader", day), ("officer", day)]
    assert set(holder.roles.values_list("until", flat=True)) == {day - timedelta(days=1)}
    assert not worker.may("people.see")
    with refused("too_late"):
        actions.undo_handover(asked, by=holder, at=start_of(day))
    with refused("not_yours"):
        actions.undo_handover(asked, by=worker)
    actions.undo_handover(asked, by=holder)
    assert not worker.roles.exists()
    assert set(holder.roles.values_list("until", flat=True)) == {None}
    with refused("undone"):
        actions.undo_handover(asked, by=holder)


def test_each_no_to_a_handover_has_its_reason(
    union: Organisation, first: Person, second: Person, worker: Person
) -> None:
    holder = make_officer(union, name="老主席")
    for to, by, days, code in (
        (holder, holder, 7, "same_person"),
        (worker, worker, 7, "not_yours"),
        (worker, holder, 0, "dates_crossed"),
        (first, first, 7, "own_post"),
    ):
        with refused(code):
            hand_over(holder, to, union, by, days)
    with refused("no_posts"):
        hand_over(worker, holder, union, first)
    asked = hand_over(holder, worker, union, first)
    with refused("own_proposal"):
        actions.countersign(asked, by=first)
    actions.countersign(asked, by=second)
    assert worker.roles.get().name == "officer"


def test_handing_over_on_the_page_with_its_paper(union: Organisation, first: Person, worker: Person) -> None:
    holder = make_officer(union, name="老主席")
    client, guard = sign_in(Client(), holder), sign_in(Client(), first)
    assert "您现在没有自己的任职" not in text_of(client.get("/desk/people/handover"))
    said = {
        "card_no": worker.memberships.get().card_no,
        "day": today() + timedelta(days=7),
        "reason": "调离工会",
    }
    assert "没有这个会员证号" in text_of(client.post("/desk/people/handover", said | {"card_no": "0"}))
    assert "交接日从明天起" in text_of(client.post("/desk/people/handover", said | {"day": today()}))
    page = client.post("/desk/people/handover", said).headers["Location"]
    assert "老主席" in text_of(guard.get(page))
    guard.post(f"{page}/approval")
    assert worker.roles.get().since == today() + timedelta(days=7)
    assert client.get(f"{page}/handover.pdf").content[:5] == b"%PDF-"
    client.post(f"{page}/undoing")
    assert "交接已撤销" in text_of(guard.get(page))
    assert "老主席" in text_of(guard.get(f"/desk/people/roles/{holder.roles.get().pk}/handover"))
