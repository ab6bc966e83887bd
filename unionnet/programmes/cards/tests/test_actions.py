# SPDX-License-Identifier: Apache-2.0
from dataclasses import fields
from datetime import date

import pytest
from pytest_django import Settings as Options

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import withdraw_consent
from unionnet.directory.people.models import Consent, Person
from unionnet.directory.people.occupations import NEW_FORM
from unionnet.directory.places.tests.makers import at
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal
from unionnet.programmes.cards.actions import close, issue, request_card, send_waiting
from unionnet.programmes.cards.bank import NotSent, Parcel
from unionnet.programmes.cards.models import CardRequest
from unionnet.programmes.cards.queries import cards_seen_by, membership_of, offered_to

pytestmark = pytest.mark.django_db
NOON = at("2026-11-19 12:00")


class Till:
    """A bank that keeps what it was given."""

    name = "示范银行"

    def __init__(self) -> None:
        self.got: list[tuple[str, Parcel]] = []

    def send(self, parcel: Parcel, *, reference: str) -> str:
        self.got.append((reference, parcel))
        return "OK-1"


class Closed:
    name = "示范银行"

    def send(self, parcel: Parcel, *, reference: str) -> str:
        raise NotSent("closed")


@pytest.fixture(autouse=True)
def _a_bank(settings: Options) -> None:
    settings.UNIONNET_BANK = "simulator"


@pytest.fixture
def union() -> Organisation:
    return make_union("望京街道总工会", region_code="110105")


@pytest.fixture
def member(union: Organisation) -> Person:
    return make_person("韩大路", union=union)


def refused(verb: object) -> str:
    with pytest.raises(Refusal) as no:
        verb()  # type: ignore[operator]
    return no.value.code


def test_exactly_three_particulars_go_to_the_bank_and_no_copy_stays(member: Person) -> None:
    request = request_card(member, by=member, at=NOON)
    sealed = bytes(CardRequest.objects.get().parcel.stored)
    assert "韩大路".encode() not in sealed
    till = Till()
    assert (send_waiting(till), send_waiting(till)) == (1, 0)
    assert [field.name for field in fields(Parcel)] == ["name", "id_number", "mobile"]
    number, mobile = member.id_number.open(), member.mobile.open()
    assert till.got == [(request.public_id, Parcel("韩大路", number, mobile))]
    request.refresh_from_db()
    assert (request.state, request.parcel, request.receipt) == ("sent", None, "OK-1")
    told = Entry.objects.get(fact="cards.sent_to_bank").data
    assert told == {"request_id": request.pk, "person_id": member.pk, "consent_id": request.consent_id}


def test_asking_twice_is_one_request_and_one_consent(member: Person) -> None:
    assert request_card(member, by=member) == request_card(member, by=member)
    assert Consent.objects.filter(person=member, purpose="bank_card").count() == 1


def test_only_an_approved_member_with_a_bank_near_by(settings: Options, member: Person) -> None:
    outsider = make_person("路人")
    assert refused(lambda: request_card(outsider, by=outsider)) == "not_member"
    member.memberships.update(state="applied")
    assert refused(lambda: request_card(member, by=member)) == "not_member"
    member.memberships.update(state="active")
    settings.UNIONNET_BANK = "none"
    assert refused(lambda: request_card(member, by=member)) == "no_bank"
    assert not Consent.objects.exists()  # a no is no consent


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id_type": "passport"}, "excluded_document"),
        ({"sex": "m", "born_on": date(1966, 11, 19)}, "excluded_age"),
        ({"sex": "f", "born_on": date(1971, 11, 19)}, "excluded_age"),
    ],
)
def test_who_the_local_scheme_leaves_out(member: Person, changes: dict[str, object], code: str) -> None:
    Person.objects.filter(pk=member.pk).update(**changes)
    with pytest.raises(Refusal) as no:
        request_card(member, by=member, at=NOON)
    assert no.value.code == code
    assert no.value.rule is not None
    assert no.value.rule.needs_local_confirmation
    Person.objects.filter(pk=member.pk).update(id_type="resident_id", sex="m", born_on=date(1966, 11, 20))
    request_card(member, by=member, at=NOON)


def test_what_the_bank_does_not_take_waits_and_what_is_taken_back_never_goes(member: Person) -> None:
    request = request_card(member, by=member)
    assert send_waiting(Closed()) == 0
    withdraw_consent(request.consent, by=member)
    till = Till()
    assert (send_waiting(till), till.got) == (0, [])
    request.refresh_from_db()
    assert (request.state, request.parcel) == ("withdrawn", None)


def test_a_member_takes_the_request_back_before_it_is_sent(member: Person) -> None:
    close(request_card(member, by=member), "withdraw", by=member)
    again = request_card(member, by=member)
    send_waiting(Till())
    assert refused(lambda: close(again, "withdraw", by=member)) == "wrong_state"
    assert CardRequest.objects.count() == 2


def test_an_officer_within_reach_issues_with_four_digits_and_not_to_themselves(
    member: Person, union: Organisation
) -> None:
    officer = make_officer(union)
    request = request_card(member, by=member)
    assert refused(lambda: issue(request, "6789", by=officer)) == "wrong_state"
    own = request_card(officer, by=officer)
    send_waiting(Till())
    for tail in ("678", "67890", "67a9", "６７８９"):
        assert refused(lambda t=tail: issue(request, t, by=officer)) == "no_tail"
    assert refused(lambda: issue(own, "6789", by=officer)) == "own_card"
    stranger = make_officer(make_union("别处"))
    assert refused(lambda: issue(request, "6789", by=stranger)) == "elsewhere"
    assert not cards_seen_by(stranger).exists()
    done = issue(request, "6789", by=officer, event="春季职工沟通会", at=NOON)
    assert (done.state, done.tail, done.event, done.issued_by) == (
        "issued",
        "6789",
        "春季职工沟通会",
        officer,
    )
    close(done, "lose", by=member)
    assert request_card(member, by=member).pk != request.pk  # a new card after a lost one


def test_the_other_ends_need_a_reason(member: Person, union: Organisation) -> None:
    officer = make_officer(union)
    request = request_card(member, by=member)
    send_waiting(Till())
    assert refused(lambda: close(request, "refuse", by=officer)) == "no_reason"
    assert refused(lambda: close(request, "refuse", "证件过期", by=member)) == "no_such_move"
    assert refused(lambda: close(request, "nonsense", "证件过期", by=officer)) == "no_such_move"
    assert close(request, "refuse", "证件过期", by=officer).state == "refused"


def test_the_special_six_are_for_new_form_workers(union: Organisation, member: Person) -> None:
    rider = make_person("骑手", union=union, tags=("food_delivery_rider", NEW_FORM))
    offered = offered_to(rider, membership_of(rider), date(2026, 11, 19))
    assert offered is not None
    assert (len(offered.protection), len(offered.activities)) == (6, 6)
    assert offered.source.needs_local_confirmation
    assert offered_to(member, membership_of(member), date(2026, 11, 19)) is None
    outsider = make_person("路人", tags=(NEW_FORM,))
    assert offered_to(outsider, None, date(2026, 11, 19)) is None
