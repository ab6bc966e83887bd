# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.makers import make_id_number, make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.countersigning import Change
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import (
    Account,
    Consent,
    Countersigning,
    Membership,
    Opening,
    Person,
    Standing,
)
from unionnet.directory.people.standings import refresh_standing, restand_subtree
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ID_NUMBER = make_id_number(date(1995, 3, 8), 777)


@pytest.fixture
def union() -> Organisation:
    return make_union("云阳县总工会")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def visitor() -> Person:
    return actions.open_account("13900001111").person


def filled(**changes: str) -> Particulars:
    fields: dict[str, Any] = {
        "name": "何晓",
        "id_type": "resident_id",
        "id_number": ID_NUMBER,
        "mobile": "13900001111",
        "occupation": "food_delivery_rider",
        "unit": "云江大道站",
    }
    return Particulars(**(fields | changes))


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def told(fact: str) -> int:
    return Entry.objects.filter(fact=f"people.{fact}").count()


def test_applying_makes_a_real_name_user_and_an_application(union: Organisation, visitor: Person) -> None:
    membership = actions.apply_to_join(visitor, union, filled(), by=visitor, at=FRIDAY)
    person = Person.objects.get(pk=visitor.pk)
    assert (person.name, person.sex, person.born_on) == ("何晓", "m", date(1995, 3, 8))
    assert person.id_number.open() == ID_NUMBER
    assert person.tags == ["food_delivery_rider", "eight_groups", "new_form"]
    assert membership.state == "applied"
    assert membership.due_on == date(2026, 11, 25)
    assert membership.due_rule.startswith("MEM-03.review_working_days · national ")
    assert Consent.objects.get(person=person).purpose == "joining"
    standing = Standing.objects.get(person=person)
    assert (standing.path, standing.is_real_name, standing.tags) == ("", True, person.tags)
    assert (told("became_real_name"), told("membership_applied"), told("consent_given")) == (1, 1, 1)


def test_sending_the_form_again_changes_nothing(union: Organisation, visitor: Person) -> None:
    first = actions.apply_to_join(visitor, union, filled(), by=visitor)
    assert actions.apply_to_join(visitor, union, filled(), by=visitor) == first
    assert Membership.objects.count() == 1
    assert told("membership_applied") == 1


def test_one_open_application_at_a_time(union: Organisation, visitor: Person) -> None:
    actions.apply_to_join(visitor, union, filled(), by=visitor)
    other = make_union("万州区总工会")
    assert refused(lambda: actions.apply_to_join(visitor, other, filled(), by=visitor)) == "open_application"


def test_an_id_card_belongs_to_one_person(union: Organisation, visitor: Person) -> None:
    actions.apply_to_join(visitor, union, filled(), by=visitor)
    stranger = actions.open_account("13900002222").person
    again = filled(mobile="13900002222")
    assert refused(lambda: actions.apply_to_join(stranger, union, again, by=stranger)) == "id_taken"
    stranger.refresh_from_db()
    assert stranger.is_real_name is False


def test_approval_starts_the_membership_that_day(
    union: Organisation, officer: Person, visitor: Person
) -> None:
    membership = actions.apply_to_join(visitor, union, filled(), by=visitor, at=FRIDAY)
    approved = actions.approve(membership, by=officer, at=FRIDAY)
    assert approved.state == "active"
    assert approved.card_no == f"5002352026{membership.pk:08d}"
    assert (approved.decided_at, approved.decided_by) == (FRIDAY, officer)
    assert Standing.objects.get(person=visitor).path == union.path
    assert actions.approve(membership, by=officer) == approved
    assert told("membership_approved") == 1


def test_a_member_does_not_apply_twice(union: Organisation, officer: Person, visitor: Person) -> None:
    actions.approve(actions.apply_to_join(visitor, union, filled(), by=visitor), by=officer)
    other = make_union("万州区总工会")
    assert refused(lambda: actions.apply_to_join(visitor, other, filled(), by=visitor)) == "already_member"


def test_nobody_decides_elsewhere_or_on_themselves(union: Organisation, visitor: Person) -> None:
    membership = actions.apply_to_join(visitor, union, filled(), by=visitor)
    stranger = make_officer(make_union("万州区总工会"))
    assert refused(lambda: actions.approve(membership, by=stranger)) == "elsewhere"
    assert refused(lambda: actions.reject(membership, "材料不全", by=stranger)) == "elsewhere"
    visitor.roles.create(organisation=union, name="officer", since=date(2020, 1, 1))
    assert refused(lambda: actions.approve(membership, by=visitor)) == "own_application"


def test_a_no_is_given_in_writing(union: Organisation, officer: Person, visitor: Person) -> None:
    membership = actions.apply_to_join(visitor, union, filled(), by=visitor)
    assert refused(lambda: actions.reject(membership, " 不 ", by=officer)) == "no_reason"
    assert actions.reject(membership, "不在本会服务区域", by=officer).reason == "不在本会服务区域"
    assert refused(lambda: actions.approve(membership, by=officer)) == "wrong_state"
    again = actions.apply_to_join(visitor, union, filled(), by=visitor)
    assert again != membership


def test_a_supplement_goes_there_and_back(union: Organisation, officer: Person, visitor: Person) -> None:
    membership = actions.apply_to_join(visitor, union, filled(), by=visitor, at=FRIDAY)
    asked = actions.request_supplement(membership, "请写明所属站点", by=officer, at=FRIDAY)
    assert asked.state == "supplement_requested"
    given = actions.supplement(asked, "云江大道站", by=visitor, at=FRIDAY + timedelta(days=3))
    assert (given.state, given.answer, given.due_on) == ("applied", "云江大道站", date(2026, 11, 26))
    assert (told("supplement_requested"), told("supplement_given")) == (1, 1)


def test_leaving_is_free_and_one_may_come_again(
    union: Organisation, officer: Person, visitor: Person
) -> None:
    membership = actions.apply_to_join(visitor, union, filled(), by=visitor)
    assert actions.withdraw(membership, by=visitor).state == "withdrawn"
    membership = actions.approve(actions.apply_to_join(visitor, union, filled(), by=visitor), by=officer)
    assert refused(lambda: actions.withdraw(membership, by=visitor)) == "wrong_state"
    departure = actions.ask_to_leave(membership, by=visitor)
    assert actions.declare(departure, "委员会第 3 次会议", by=officer).state == "withdrawn"
    assert Standing.objects.get(person=visitor).path == ""
    assert actions.apply_to_join(visitor, union, filled(), by=visitor).state == "applied"
    stranger = make_person("路人")
    assert refused(lambda: actions.withdraw(membership, by=stranger)) == "elsewhere"


def test_an_officer_writes_a_worker_in(union: Organisation, officer: Person) -> None:
    membership = actions.enter_for(union, filled(), by=officer)
    assert (membership.channel, membership.person.name) == ("officer", "何晓")
    assert actions.enter_for(union, filled(), by=officer) == membership
    assert refused(lambda: actions.enter_for(union, filled(name="何小"), by=officer)) == "name_differs"
    assert refused(lambda: actions.enter_for(make_union("他会"), filled(), by=officer)) == "elsewhere"


def test_a_changed_occupation_changes_its_tags_only(
    union: Organisation, officer: Person, visitor: Person
) -> None:
    actions.become_real_name(visitor, filled(), by=visitor)
    Person.objects.filter(pk=visitor.pk).update(
        tags=["volunteer", "food_delivery_rider", "eight_groups", "new_form"]
    )
    person = actions.become_real_name(visitor, filled(occupation="security_guard"), by=visitor)
    assert person.tags == ["volunteer", "security_guard", "eight_groups"]


def test_one_document_is_one_person(visitor: Person) -> None:
    actions.become_real_name(visitor, filled(), by=visitor)
    other = make_id_number(date(1990, 1, 1), 5)
    assert (
        refused(lambda: actions.become_real_name(visitor, filled(id_number=other), by=visitor))
        == "other_identity"
    )


def test_a_second_phone_joins_the_same_person(visitor: Person) -> None:
    second = actions.open_account("13900003333")
    assert actions.attach_account(second, visitor, by=visitor).person == visitor
    assert visitor.accounts.count() == 2
    known = make_person("已实名")
    assert refused(lambda: actions.attach_account(known.accounts.get(), visitor, by=visitor)) == "two_people"


def test_a_phone_is_one_account(visitor: Person) -> None:
    assert actions.open_account("13900001111").person == visitor
    second = actions.open_account("13900003333")
    assert refused(lambda: actions.prove_phone(second, "13900001111")) == "phone_taken"


def test_phones_nobody_proved_are_forgotten(visitor: Person) -> None:
    proved = actions.prove_phone(actions.open_account("13900004444"), "13900004444")
    assert actions.forget_unproved_accounts() == 0
    tomorrow = datetime.now(UTC) + timedelta(days=2)
    assert actions.forget_unproved_accounts(at=tomorrow) == 1
    assert list(Account.objects.exclude(mobile_index=None)) == [proved]
    visitor.refresh_from_db()
    assert (visitor.mobile, visitor.mobile_index) == (None, None)


def test_opening_a_field_leaves_a_trace_the_person_can_read(union: Organisation, officer: Person) -> None:
    member = make_person("王芳", union=union)
    assert actions.open_field(member, "mobile", "电话核实入会意愿", by=officer) == member.mobile.open()
    opening = Opening.objects.get()
    assert (opening.person, opening.by, opening.reason) == (member, officer, "电话核实入会意愿")
    assert told("field_opened") == 1
    assert refused(lambda: actions.open_field(member, "mobile", " 看 ", by=officer)) == "no_reason"
    elsewhere = make_officer(make_union("他会"))
    assert refused(lambda: actions.open_field(member, "mobile", "电话核实", by=elsewhere)) == "elsewhere"
    assert Opening.objects.count() == 1


def test_roles_have_terms(union: Organisation) -> None:
    security, second = (make_officer(union, role="security_admin") for _each in range(2))
    worker, since = make_person("新干部", union=union), date(2026, 1, 5)

    def ask(person: Person, name: str, *, by: Person, **terms: Any) -> Countersigning:
        change = Change(person, union, name, **{"since": since, **terms})
        return actions.ask_posts(union, [change], "换届后任命", by=by)

    actions.countersign(ask(worker, "officer", by=security, title="组织委员"), by=second)
    role = worker.roles.get()
    assert worker.may("people.approve", union.path)
    actions.countersign(ask(worker, "officer", by=security, title="副主席"), by=second)
    assert worker.roles.get().title == "副主席"
    ended = Change.end_of(role, date(2020, 1, 1))
    actions.countersign(actions.ask_posts(union, [ended], "调离工会", by=second), by=security)
    role.refresh_from_db()
    assert role.until == role.since
    assert refused(lambda: ask(worker, "king", by=security)) == "no_such_role"
    assert refused(lambda: ask(security, "officer", by=security)) == "own_post"
    assert refused(lambda: ask(worker, "officer", by=worker)) == "elsewhere"
    assert refused(lambda: ask(worker, "leader", by=security, until=date(1999, 1, 1))) == "dates_crossed"


def test_a_place_and_event_has_one_code(union: Organisation, officer: Person) -> None:
    code = actions.make_join_code(union, by=officer, channel="station", place="abc", place_name="胜利街驿站")
    assert (
        actions.make_join_code(union, by=officer, channel="station", place="abc", place_name="胜利街驿站")
        == code
    )
    assert len(code.code) == 8
    assert refused(lambda: actions.make_join_code(union, by=make_person("路人"))) == "elsewhere"


def test_consent_is_withdrawn_as_easily_as_given(visitor: Person) -> None:
    consent = actions.give_consent(visitor, "joining", "1", by=visitor)
    assert actions.give_consent(visitor, "joining", "1", by=visitor) == consent
    assert actions.withdraw_consent(consent, by=visitor).withdrawn_at is not None
    actions.withdraw_consent(consent, by=visitor)
    assert (told("consent_given"), told("consent_withdrawn")) == (1, 1)


def test_the_projection_can_be_made_anew_from_the_tables(union: Organisation) -> None:
    member, stranger = make_person("甲", union=union, tags=("courier",)), make_person("乙")
    before = list(Standing.objects.order_by("pk").values())
    Standing.objects.all().update(path="zzzz", tags=[], is_real_name=False, born_on=None)
    assert refresh_standing(None) == 2
    assert list(Standing.objects.order_by("pk").values()) == before
    assert blind_index("mobile", member.mobile.open()) == bytes(member.mobile_index)
    assert stranger.pk != member.pk


def test_members_follow_when_their_union_moves(union: Organisation) -> None:
    county, other = make_union("甲县总工会"), make_union("乙县总工会")
    town = make_union("某镇总工会", county)
    member, stranger = make_person("随迁", union=town), make_person("不动", union=county)
    moved = other.path + "00zz"
    Organisation.objects.filter(pk=town.pk).update(path=moved)
    assert restand_subtree(town.path, moved) == 1
    assert Standing.objects.get(person=member).path == moved
    assert Standing.objects.get(person=stranger).path == county.path
