# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.files.models import StoredFile
from unionnet.foundation.privacy.erasing import erase, purge
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import on_behalf_of
from unionnet.programmes.childcare.actions import (
    call_off,
    confirm_place,
    consent,
    enter,
    forget_children,
    hand_over,
    leave,
    list_pickup,
    put_on_duty,
    read_care,
    receive,
    register,
    relieve,
    revoke,
    say_special_care,
    unlist_pickup,
)
from unionnet.programmes.childcare.models import (
    CareClass,
    CareDay,
    Child,
    Entry,
    GuardianConsent,
    Pickup,
    SpecialCare,
)
from unionnet.programmes.childcare.privacy import DAYS_KEPT
from unionnet.programmes.childcare.queries import (
    children_of,
    classes_for,
    files_seen_by,
    pickups_of,
    roll,
    special_care_of,
)
from unionnet.programmes.childcare.tests.makers import born, make_child, make_class
from unionnet.programmes.childcare.tests.pictures import a_face
from unionnet.tools.enrolment.actions import enrol
from unionnet.tools.enrolment.models import Attendance, Invitation, Place, Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Organisation:
    return make_union("金昌市总工会", kind="city_federation", region_code="620300")


@pytest.fixture
def officer(union: Organisation) -> Person:
    return make_officer(union)


@pytest.fixture
def care_class(union: Organisation, officer: Person) -> CareClass:
    return make_class(union, officer, places=2)


@pytest.fixture
def guardian(union: Organisation) -> Person:
    return make_person("苗师傅", union=union)


@pytest.fixture
def teacher(union: Organisation, care_class: CareClass, officer: Person) -> Person:
    found = make_person("值班老师", union=union)
    put_on_duty(care_class, found, by=officer)
    return found


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda no: no.code == code)


def test_nothing_is_kept_of_a_child_before_its_guardian_agrees(guardian: Person) -> None:
    with refused("no_guardian_consent"):
        register("小苗", born(8), "parent", agreed="", by=guardian)
    assert not Child.objects.exists()
    child = make_child(guardian)
    assert GuardianConsent.objects.get().child == child
    assert [(each.name, each.relation) for each in pickups_of(child)] == [("苗师傅", "guardian")]
    assert make_child(guardian) == child


def test_who_is_no_child_or_has_no_name_is_not_registered(guardian: Person) -> None:
    with refused("no_child"):
        make_child(guardian, age=19)
    with refused("bad_name"):
        make_child(guardian, name="1")


def test_two_children_of_one_guardian_take_two_places_and_the_third_waits(
    care_class: CareClass, guardian: Person
) -> None:
    older, younger, third = [make_child(guardian, name) for name in ("大苗", "小苗", "幼苗")]
    assert isinstance(enter(older, care_class, by=guardian), Place)
    assert isinstance(enter(younger, care_class, by=guardian), Place)
    assert isinstance(enter(third, care_class, by=guardian), Waiting)
    assert isinstance(enter(older, care_class, by=guardian), Place)  # twice is once
    assert Entry.objects.count() == 3
    leave(older, care_class, by=guardian)
    assert Invitation.objects.get().person == third.person
    assert confirm_place(third, care_class, by=guardian).person == third.person


def test_ages_are_judged_for_the_child_and_keep_adults_out(care_class: CareClass, guardian: Person) -> None:
    with refused("too_young"):
        enter(make_child(guardian, age=4), care_class, by=guardian)
    assert not Entry.objects.exists()
    with refused("too_old"):
        enrol(guardian, care_class.offer, by=guardian)


def test_a_class_takes_nobody_older_than_the_rule_allows(union: Organisation, officer: Person) -> None:
    with refused("too_old_for_care"):
        make_class(union, officer, max_age=15)
    with refused("no_day"):
        today = local_date(database_now())
        other = (today + timedelta(days=1)).isoweekday()
        make_class(union, officer, first_day=today, last_day=today, weekdays=(other,))
    with refused("far_off"):
        make_class(union, officer, first_day=date.max, last_day=date.max)
    with refused("elsewhere"):
        make_class(make_union("兰州市总工会", kind="city_federation"), officer)


def test_entering_takes_membership_here_consent_and_a_list(
    care_class: CareClass, guardian: Person, union: Organisation
) -> None:
    stranger = make_person("外地会员", union=make_union("兰州市总工会", kind="city_federation"))
    with refused("not_yours"):
        enter(make_child(stranger), care_class, by=stranger)
    visitor = make_person("未入会")
    with refused("members_only"):
        enter(make_child(visitor), care_class, by=visitor)
    child = make_child(guardian)
    with refused("not_yours"):
        enter(child, care_class, by=stranger)
    revoke(child, by=guardian)
    with refused("no_guardian_consent"):
        enter(child, care_class, by=guardian)
    consent(child, by=guardian)
    assert isinstance(enter(child, care_class, by=guardian), Place)


def test_the_consent_taken_back_ends_what_rests_on_it(
    care_class: CareClass, guardian: Person, teacher: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    say_special_care(child, "花生过敏", by=guardian)
    grandma = list_pickup(child, "苗奶奶", "grand", "13900001111", by=guardian, photo=a_face())
    list_pickup(child, "王邻居", "friend", "13900002222", by=guardian)
    receive(care_class, child, by=teacher)
    hand_over(care_class, child, grandma, by=teacher)
    revoke(child, by=guardian)
    revoke(child, by=guardian)
    assert not Place.objects.exists()
    assert not SpecialCare.objects.exists()
    assert not StoredFile.objects.exists()
    left = Pickup.objects.get()  # the name stays with the day on which she took the child home
    assert (left.name, left.phone, left.photo) == ("苗奶奶", None, None)
    for verb in (
        lambda: say_special_care(child, "花生过敏", by=guardian),
        lambda: list_pickup(child, "苗奶奶", "grand", "13900001111", by=guardian),
    ):
        with refused("no_guardian_consent"):
            verb()


def test_a_child_that_is_here_stays_on_the_roll_until_somebody_takes_it_home(
    care_class: CareClass, guardian: Person, teacher: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    day = receive(care_class, child, by=teacher).day
    with refused("still_here"):
        revoke(child, by=guardian)
    leave(child, care_class, by=guardian)
    assert [line.state for line in roll(care_class, day)] == ["here"]
    hand_over(care_class, child, Pickup.objects.get(), by=teacher)
    assert [line.state for line in roll(care_class, day)] == ["left"]
    assert roll(care_class, day + timedelta(days=1)) == []
    revoke(child, by=guardian)


def test_the_list_is_the_guardians_alone_and_never_empty(guardian: Person, officer: Person) -> None:
    child = make_child(guardian)
    with refused("not_yours"):
        list_pickup(child, "周干部", "friend", "13900001111", by=officer)
    own = Pickup.objects.get()
    with refused("last_pickup"):
        unlist_pickup(own, by=guardian)
    with refused("bad_mobile"):
        list_pickup(child, "苗奶奶", "grand", "12", by=guardian)
    grandma = list_pickup(child, "苗奶奶", "grand", "139 0000 1111", by=guardian)
    assert list_pickup(child, "苗奶奶", "grand", "13900001111", by=guardian) == grandma
    unlist_pickup(own, by=guardian)
    assert list(pickups_of(child)) == [grandma]


def test_a_child_comes_and_goes_home_with_somebody_on_its_list(
    care_class: CareClass, guardian: Person, teacher: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    own = Pickup.objects.get()
    with refused("not_here"):
        hand_over(care_class, child, own, by=teacher)
    day = receive(care_class, child, by=teacher)
    assert receive(care_class, child, by=teacher) == day
    assert Attendance.objects.get().session == day.day.isoformat()
    elsewhere = Pickup.objects.create(
        child=make_child(guardian, "大苗"), name="别人", relation="friend", since=database_now()
    )
    for nobody in (None, elsewhere):
        with refused("not_on_the_list"):
            hand_over(care_class, child, nobody, by=teacher)
    grandma = list_pickup(child, "苗奶奶", "grand", "13900001111", by=guardian)
    gone = hand_over(care_class, child, grandma, by=teacher)
    assert hand_over(care_class, child, grandma, by=teacher).left_at == gone.left_at
    with refused("already_left"):
        hand_over(care_class, child, own, by=teacher)
    assert [line.state for line in roll(care_class, day.day)] == ["left"]


def test_who_was_taken_off_the_list_gets_no_child_but_a_late_tap_counts_as_it_was(
    care_class: CareClass, guardian: Person, teacher: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    friend = list_pickup(child, "王邻居", "friend", "13900002222", by=guardian)
    receive(care_class, child, by=teacher)
    before = database_now()
    unlist_pickup(friend, by=guardian)
    friend.refresh_from_db()
    with refused("not_on_the_list"):
        hand_over(care_class, child, friend, by=teacher)
    assert hand_over(care_class, child, friend, by=teacher, at=before).pickup == friend


def test_only_who_is_on_duty_marks_and_only_on_days_that_are_held(
    union: Organisation, care_class: CareClass, guardian: Person, teacher: Person, officer: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    with refused("not_on_duty"):
        receive(care_class, child, by=officer)
    with refused("no_care_today"):
        receive(care_class, child, by=teacher, at=database_now() + timedelta(days=100))
    relieve(care_class.duties.get(), by=officer)
    with refused("not_on_duty"):
        receive(care_class, child, by=teacher)


def test_the_database_lets_nobody_leave_with_nobody(
    care_class: CareClass, guardian: Person, teacher: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    receive(care_class, child, by=teacher)
    with pytest.raises(IntegrityError, match="nobody_leaves_with_nobody"), transaction.atomic():
        CareDay.objects.update(left_at=database_now() + timedelta(hours=1))


def test_special_care_is_read_by_the_guardian_and_on_duty_only(
    care_class: CareClass, guardian: Person, teacher: Person, officer: Person
) -> None:
    """Whatever is asked, the wall hides it from the desk, and from who is on duty elsewhere."""
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    say_special_care(child, "花生过敏", by=guardian)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM childcare_specialcare")
        assert "花生".encode() not in bytes(cursor.fetchone()[0])
    elsewhere = make_class(care_class.organisation, officer)
    other = make_person("别班老师", union=care_class.organisation)
    put_on_duty(elsewhere, other, by=officer)
    sees = {}
    for who in (guardian, teacher, officer, other):
        with on_behalf_of(who.pk) as scope:
            scope.reaches([role.organisation.path for role in who.roles.select_related("organisation")])
            sees[who.name] = (SpecialCare.objects.count(), Pickup.objects.count(), Child.objects.count())
    assert sees == {"苗师傅": (1, 1, 1), "值班老师": (1, 1, 1), "周干部": (0, 1, 1), "别班老师": (0, 0, 0)}
    assert [each.person.name for each in read_care(care_class, by=teacher)] == ["小苗"]
    with refused("not_on_duty"):
        read_care(care_class, by=officer)
    say_special_care(child, "", by=guardian)
    assert special_care_of(child) == ""


def test_photos_are_seen_by_the_guardian_and_on_duty(
    care_class: CareClass, guardian: Person, teacher: Person, officer: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    list_pickup(child, "苗奶奶", "grand", "13900001111", by=guardian, photo=a_face())
    assert files_seen_by(guardian).count() == files_seen_by(teacher).count() == 1
    assert not files_seen_by(officer).exists()


def test_a_class_is_called_off_with_a_reason(
    care_class: CareClass, guardian: Person, officer: Person
) -> None:
    enter(make_child(guardian), care_class, by=guardian)
    with refused("no_reason"):
        call_off(care_class, " ", by=officer)
    call_off(care_class, "场地维修", by=officer)
    assert not Place.objects.exists()
    assert not classes_for(guardian, database_now()).exists()


def test_after_the_class_everything_of_the_child_goes(
    care_class: CareClass, guardian: Person, teacher: Person
) -> None:
    child = make_child(guardian)
    enter(child, care_class, by=guardian)
    say_special_care(child, "花生过敏", by=guardian)
    receive(care_class, child, by=teacher)
    hand_over(care_class, child, Pickup.objects.get(), by=teacher)
    ends = care_class.offer.ends_at
    assert ends is not None
    just_before, after = ends + timedelta(days=DAYS_KEPT - 1), ends + timedelta(days=DAYS_KEPT + 1)
    purge(just_before)
    assert forget_children(at=just_before) == 0
    purge(after)
    assert forget_children(at=after) == 1
    for model in (Child, Entry, CareDay, Pickup, SpecialCare, GuardianConsent):
        assert not model.objects.exists()
    person = Person.objects.get(pk=child.person_id)
    assert (person.name, person.born_on) == ("", None)
    assert Person.objects.get(pk=guardian.pk).name == "苗师傅"


def test_with_its_guardian_a_child_is_forgotten(guardian: Person) -> None:
    child = make_child(guardian)
    erase([guardian.pk])
    assert not children_of(guardian).exists()
    assert Person.objects.get(pk=child.person_id).name == ""
