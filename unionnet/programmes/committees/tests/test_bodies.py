# SPDX-License-Identifier: Apache-2.0
"""Committees in office: registering, leaving, filling, and what the due list finds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.actions import dissolve_organisation, move_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.privacy import declarations
from unionnet.foundation.privacy.erasing import blanks
from unionnet.foundation.privacy.holding import rows_about
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.committees.actions import (
    ElectionPlan,
    Vote,
    ask_permission,
    check,
    check_everything,
    check_new,
    check_oldest,
    fill_seat,
    leave_seat,
    nominate,
    prepare_election,
    take_silence_for_consent,
)
from unionnet.programmes.committees.listeners import forget_a_dissolved_union
from unionnet.programmes.committees.models import Body, Checkup, Committee, Permission, Seat
from unionnet.programmes.committees.naming import Named, read_names
from unionnet.programmes.committees.queries import issues_of
from unionnet.programmes.committees.tests.makers import (
    MONDAY,
    TODAY,
    answer,
    go_up,
    make_committee,
    make_town,
    make_village,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> tuple[Organisation, Person]:
    return make_town()


@pytest.fixture
def village(town: tuple[Organisation, Person]) -> Organisation:
    return make_village(town[0])


@pytest.fixture
def officer(town: tuple[Organisation, Person]) -> Person:
    return town[1]


def issues(village: Organisation) -> list[str]:
    return issues_of(Checkup.objects.get(pk=village.pk), TODAY)


def give_members(union: Organisation, men: int, women: int) -> None:
    for number in range(men + women):
        person = make_person(f"会员{number}", union=union)
        Person.objects.filter(pk=person.pk).update(sex="m" if number < men else "f")


def code_of(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    return refusal.value.code


def test_a_committee_is_registered_with_its_seats(village: Organisation, officer: Person) -> None:
    own = make_committee(village, officer)
    assert (own.until, own.size, own.called) == (date(2026, 3, 1), 3, "工会委员会")
    assert [(seat.name, seat.post) for seat in own.seats.order_by("pk")] == [
        ("冉启明", "chair"),
        ("秦素芬", "vice_chair"),
        ("向大成", "member"),
    ]
    assert own.rule.startswith("ORG-20.term_years national")
    entry = Entry.objects.get(fact="committees.committee_registered")
    assert entry.data == {"committee_id": own.pk, "organisation_id": village.pk, "basis": "云工〔2023〕6号"}


def test_a_body_is_registered_once(village: Organisation, officer: Person) -> None:
    make_committee(village, officer)
    with pytest.raises(Refusal) as no:
        make_committee(village, officer)
    assert code_of(no) == "sits_already"
    assert Committee.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"years": 4}, "wrong_years"),
        ({"since": TODAY + timedelta(days=1)}, "in_the_future"),
        ({"names": " \n"}, "nobody_named"),
        ({"names": "甲 主席\n乙 主席"}, "two_chairs"),
        ({"names": "甲\n甲"}, "named_twice"),
        ({"names": "主席"}, "no_name"),
        ({"names": "甲 50023599999999"}, "no_such_card"),
    ],
)
def test_what_cannot_be_registered(
    village: Organisation, officer: Person, given: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal) as no:
        make_committee(village, officer, **given)  # type: ignore[arg-type]
    assert code_of(no) == code


def test_nobody_registers_elsewhere(village: Organisation) -> None:
    with pytest.raises(Refusal) as no:
        make_committee(village, make_officer(make_union("别处")))
    assert code_of(no) == "elsewhere"


def test_a_card_number_leads_to_the_person(village: Organisation) -> None:
    person = make_person("田小满", union=village)
    card = Membership.objects.get(person=person).card_no
    assert read_names(f"田小满，{card}，副主席") == [Named("田小满", person, "vice_chair")]
    assert read_names(f"{card}") == [Named("田小满", person)]
    assert read_names("John Smith chair") == [Named("John Smith", post="chair")]
    with pytest.raises(Refusal):
        read_names(f"别人 {card}")


def test_a_term_that_is_over_and_one_that_ends_soon_are_due(village: Organisation, officer: Person) -> None:
    check([village.pk])
    assert issues(village) == ["unknown"]
    make_committee(village, officer, since=date(2023, 5, 31), body=Body.UNION_COMMITTEE)
    assert issues(village) == ["soon", "fund_audit"]
    Committee.objects.update(until=date(2026, 6, 1))
    check([village.pk])
    assert issues(village) == ["fund_audit"]
    Committee.objects.update(until=TODAY)
    check([village.pk])
    assert issues(village) == ["soon", "fund_audit"]
    Committee.objects.update(until=date(2026, 3, 1))
    check([village.pk])
    assert issues(village) == ["over", "fund_audit"]


def test_a_missing_or_wrong_body_is_due(village: Organisation, officer: Person) -> None:
    make_committee(village, officer, since=date(2025, 3, 1), years=5)
    make_committee(village, officer, since=date(2025, 3, 1), body=Body.FUND_AUDIT_COMMITTEE, names="甲")
    give_members(village, 14, 0)
    check([village.pk])
    assert issues(village) == []
    give_members(village, 0, 10)
    check([village.pk])
    assert issues(village) == ["women"]
    make_committee(village, officer, since=date(2025, 3, 1), body=Body.WOMEN_WORKERS_COMMITTEE, names="乙")
    assert issues(village) == ["women"]
    Committee.objects.filter(body=Body.WOMEN_WORKERS_COMMITTEE).update(size=3)
    check([village.pk])
    assert issues(village) == []
    give_members(village, 80, 0)
    Committee.objects.filter(body=Body.FUND_AUDIT_COMMITTEE).update(size=3)
    check([village.pk])
    assert issues(village) == ["size"]
    assert Checkup.objects.get().members == 104


def test_the_clock_and_the_tree_keep_the_list_true(
    town: tuple[Organisation, Person], village: Organisation, officer: Person
) -> None:
    assert (check_new(), Checkup.objects.count(), check_oldest(), check_everything()) == (3, 3, 3, 3)
    other = make_union("人和街道总工会", town[0].parent)
    county = make_officer(town[0].parent or town[0])
    move_organisation(village, other, by=county)
    village.refresh_from_db()
    assert Checkup.objects.get(pk=village.pk).path == village.path
    dissolve_organisation(village, TODAY, by=county, at=MONDAY)
    forget_a_dissolved_union(_dissolved(village))
    assert not Checkup.objects.filter(pk=village.pk).exists()


def _dissolved(village: Organisation):  # type: ignore[no-untyped-def]
    from unionnet.directory.organisations.facts import OrganisationDissolved

    return OrganisationDissolved(village.pk, "2026-03-02")


def test_committees_end_with_their_union(
    town: tuple[Organisation, Person], village: Organisation, officer: Person
) -> None:
    own = make_committee(village, officer, since=date(2025, 3, 1), years=5)
    left = own.seats.exclude(post="chair").first()
    assert left
    leave_seat(left, "resigned", date(2026, 1, 31), by=officer, at=MONDAY)
    dissolve_organisation(village, TODAY, by=make_officer(town[0].parent or town[0]), at=MONDAY)
    for _heard in range(2):
        forget_a_dissolved_union(_dissolved(village))
    own.refresh_from_db()
    assert own.ended_on == TODAY
    assert set(own.seats.exclude(pk=left.pk).values_list("until", "leaving")) == {(TODAY, "union_ended")}
    left.refresh_from_db()
    assert (left.until, left.leaving) == (date(2026, 1, 31), "resigned")
    assert Entry.objects.get(fact="committees.committees_ended").data["committee_ids"] == [own.pk]


def test_an_empty_chair_is_due_in_three_months(village: Organisation, officer: Person) -> None:
    own = make_committee(village, officer, since=date(2025, 3, 1), years=5)
    chair = own.seats.get(post="chair")
    leave_seat(chair, "resigned", date(2026, 1, 31), by=officer, at=MONDAY)
    line = Checkup.objects.get(pk=village.pk)
    assert (line.vacant_since, line.due_on, line.chair, line.seated) == (
        date(2026, 1, 31),
        date(2026, 4, 30),
        None,
        2,
    )
    fill_seat(own, Named("秦素芬", post="chair"), TODAY, by=officer, at=MONDAY)
    line.refresh_from_db()
    assert (line.vacant_since, line.due_on, line.chair.name if line.chair else "") == (
        None,
        own.until,
        "秦素芬",
    )
    assert own.seats.get(name="秦素芬", post="vice_chair").leaving == "reposted"
    fill_seat(own, Named("何秀兰"), TODAY, by=officer, at=MONDAY)
    with pytest.raises(Refusal) as no:
        fill_seat(own, Named("多一人"), TODAY, by=officer, at=MONDAY)
    assert code_of(no) == "no_empty_seat"


def test_a_chair_is_removed_by_more_than_half_of_all(village: Organisation, officer: Person) -> None:
    chair = make_committee(village, officer).seats.get(post="chair")
    for vote in (None, Vote(35, 70), Vote(71, 70), Vote(0, 0)):
        with pytest.raises(Refusal) as no:
            leave_seat(chair, "removed", TODAY, vote=vote, by=officer, at=MONDAY)
        assert code_of(no) == "not_removed"
        assert no.value.rule
    assert leave_seat(chair, "removed", TODAY, vote=Vote(36, 70), by=officer, at=MONDAY).leaving == "removed"


def test_a_chair_is_moved_with_the_consent_of_the_union_above(village: Organisation, officer: Person) -> None:
    own = make_committee(village, officer)
    chair = own.seats.get(post="chair")
    with pytest.raises(Refusal) as no:
        leave_seat(chair, "moved", TODAY, by=officer, at=MONDAY)
    assert code_of(no) == "needs_consent"
    asked = ask_permission(own, "move", "调县总工会工作", seat=chair, by=officer)
    with pytest.raises(Refusal) as twice:
        ask_permission(own, "move", "再问一次", seat=chair, by=officer)
    assert code_of(twice) == "asked_already"
    letter = go_up(asked.submission, officer)
    asked.refresh_from_db()
    assert (asked.state, asked.asked_on, asked.due_on) == ("asked", TODAY, None)
    assert "冉启明" in letter.title
    with pytest.raises(Refusal) as no:
        leave_seat(chair, "moved", TODAY, by=officer, at=MONDAY)
    assert code_of(no) == "needs_consent"
    answer(letter, make_officer(village.parent or village), at=MONDAY)
    asked.refresh_from_db()
    assert (asked.state, asked.basis, asked.decided_on) == ("granted", "双工〔2026〕1号", TODAY)
    assert leave_seat(chair, "moved", TODAY, by=officer, at=MONDAY).until == TODAY


def test_in_shanghai_fifteen_days_of_silence_are_consent() -> None:
    town, officer = make_town("310104")
    own = make_committee(make_village(town), officer)
    chair = own.seats.get(post="chair")
    asked = ask_permission(own, "move", "调区总工会工作", seat=chair, by=officer)
    letter = go_up(asked.submission, officer)
    asked.refresh_from_db()
    assert asked.due_on == date(2026, 3, 17)
    assert asked.rule.startswith("ORG-28.silence_days committees-shanghai")
    assert take_silence_for_consent(at=MONDAY + timedelta(days=15)) == 0
    assert take_silence_for_consent(at=MONDAY + timedelta(days=16)) == 1
    assert take_silence_for_consent(at=MONDAY + timedelta(days=16)) == 0
    asked.refresh_from_db()
    assert (asked.state, asked.is_granted) == ("silent", True)
    answer(letter, make_officer(town), approve=False, at=MONDAY + timedelta(days=17))
    asked.refresh_from_db()
    assert asked.is_granted


def test_a_delay_moves_the_end_of_the_term(village: Organisation, officer: Person) -> None:
    own = make_committee(village, officer)
    with pytest.raises(Refusal) as no:
        ask_permission(own, "late", "村两委换届后一并进行", until=own.until, by=officer)
    assert code_of(no) == "not_later"
    with pytest.raises(Refusal):
        ask_permission(own, "late", "太久", until=date(2029, 1, 1), by=officer)
    asked = ask_permission(own, "late", "村两委换届后一并进行", until=date(2026, 9, 1), by=officer)
    answer(go_up(asked.submission, officer), make_officer(village.parent or village))
    own.refresh_from_db()
    assert own.until == date(2026, 9, 1)
    assert issues(village) == ["fund_audit"]
    assert Permission.objects.count() == Seat.objects.filter(until=None).count() - 2 == 1


def test_who_is_forgotten_leaves_an_empty_name_and_the_term_stays(
    village: Organisation, officer: Person
) -> None:
    people = [make_person(name, union=village) for name in ("田小满", "覃月华")]
    cards = [Membership.objects.get(person=person).card_no for person in people]
    own = make_committee(village, officer, names=f"{cards[0]} 主席\n{cards[1]}\n向大成")
    race = prepare_election(
        village,
        ElectionPlan(60, 9, "members_meeting", 60, 3, {Body.UNION_COMMITTEE: 3}),
        by=officer,
        at=MONDAY,
    ).races.get()
    nominate(race, read_names("\n".join(str(card) for card in cards)), cleared=True, by=officer)
    ours = [one for one in declarations() if one.model in ("committees.Seat", "committees.Candidate")]
    for declaration in ours:
        rows = rows_about(declaration, [person.pk for person in people])
        assert rows.count() == 2
        rows.update(**blanks(declaration))
    holders = ["—", "—", "向大成"]
    assert [seat.holder for seat in own.seats.order_by("pk")] == holders
    assert [each.holder for each in race.candidates.order_by("pk")] == ["—", "—"]
