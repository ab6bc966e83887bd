# SPDX-License-Identifier: Apache-2.0
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import ask_transfer, make_join_code, merge_members, undo_decision
from unionnet.directory.people.conflicts import claim_of, why_not_reopen
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import (
    Conflict,
    Membership,
    MembershipSpan,
    Person,
    Standing,
    Transfer,
)
from unionnet.directory.people.queries.conflicts import conflicts_to_decide
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


def own(person: Person) -> Membership:
    return Membership.objects.get(person=person)


def test_open_transfers_follow_the_merger() -> None:
    union, into, third = make_union("甲会"), make_union("乙会"), make_union("丙会")
    officer = make_officer(make_union("上级"))
    people = {
        name: make_person(name, union=home)
        for name, home in (("去乙", union), ("来甲", into), ("去丙", union), ("丙来", third))
    }
    ways = (("去乙", into), ("来甲", union), ("去丙", third), ("丙来", union))
    for name, to in ways:
        ask_transfer(own(people[name]), to, "换了单位", by=people[name])
    assert merge_members(union, into, on=local_date(database_now()), by=officer) == 2
    found = {
        name: (own(person).organisation, own(person).state, Transfer.objects.get(person=person).outcome)
        for name, person in people.items()
    }
    assert found == {
        "去乙": (into, "active", "taken_back"),
        "来甲": (into, "active", "taken_back"),
        "去丙": (into, "transferring", ""),
        "丙来": (third, "transferring", ""),
    }
    assert Transfer.objects.get(person=people["去丙"]).from_union == into
    assert Transfer.objects.get(person=people["丙来"]).to_union == into


def test_who_came_after_the_day_of_the_reply_has_days_in_order() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    officer, late = make_officer(make_union("上级")), make_person("后来", union=union)
    today = local_date(database_now())
    Membership.objects.filter(person=late).update(decided_at=database_now())
    merge_members(union, into, on=today - timedelta(days=5), by=officer)
    days = MembershipSpan.objects.filter(person=late).order_by("id")
    assert list(days.values_list("since", "until")) == [(today, today), (today, None)]
    assert Standing.objects.get(person=late).path == into.path
    assert merge_members(union, into, on=date(2026, 1, 1), by=officer) == 0


def test_a_large_union_moves_in_a_handful_of_statements() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    officer = make_officer(make_union("上级"))
    for number in range(40):
        make_person(f"会员{number}", union=union)
    with CaptureQueriesContext(connection) as asked:
        assert merge_members(union, into, on=date(2026, 3, 2), by=officer) == 40
    assert len(asked) <= 26


def claim(
    person: Person, at: Organisation, held_by: Organisation | None, mark: bytes, **more: Any
) -> Conflict:
    fields = {"kind": "document", "origin": "entering", "claim": "{}", "due_on": date(2026, 3, 9)}
    return Conflict.objects.create(
        person=person, organisation=at, held_by=held_by, claim_index=mark * 32, **(fields | more)
    )


def test_open_conflicts_lie_in_the_queue_of_the_new_union() -> None:
    union, into, third = make_union("甲会"), make_union("乙会"), make_union("丙会")
    officer, receiver = make_officer(make_union("上级")), make_officer(into, name="乙干部")
    lin, he = make_person("林晓", union=third), make_person("何师傅", union=union)
    sent_in, recorded = claim(lin, union, third, b"1"), claim(he, third, union, b"2")
    over = claim(lin, union, third, b"3", decision="different_people", decided_at=database_now())
    assert not conflicts_to_decide(receiver)
    merge_members(union, into, on=date(2026, 3, 2), by=officer)
    assert list(conflicts_to_decide(receiver).values_list("pk", "organisation", "held_by", "due_on")) == [
        (sent_in.pk, into.pk, third.pk, date(2026, 3, 9)),
        (recorded.pk, third.pk, into.pk, date(2026, 3, 9)),
    ]
    over.refresh_from_db()
    assert over.organisation == into
    fact = Entry.objects.get(fact="people.members_merged").data
    assert fact["conflict_ids"] == [sent_in.pk, recorded.pk]


def test_one_claim_open_at_both_is_one_matter_from_now_on() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    officer, receiver = make_officer(make_union("上级")), make_officer(into, name="乙干部")
    lin, asker = make_person("林晓", union=into), make_person("另一个账号")
    kept = claim(lin, into, into, b"1")
    twin = claim(lin, union, into, b"1", claimant=asker, is_phone_proved=True)
    merge_members(union, into, on=date(2026, 3, 2), by=officer)
    kept.refresh_from_db()
    twin.refresh_from_db()
    assert (kept.decision, kept.claimant, kept.is_phone_proved) == ("", asker, True)
    assert (twin.decision, twin.decided_by, twin.organisation) == ("joined", officer, union)
    no = why_not_reopen(twin, "登记有误", by=receiver, at=database_now())
    assert no
    assert no.code == "wrong_state"


@pytest.mark.parametrize("decided_at_the_old", [True, False])
def test_what_one_of_the_two_decided_holds_for_both(decided_at_the_old: bool) -> None:
    union, into = make_union("甲会"), make_union("乙会")
    officer, receiver = make_officer(union, name="甲干部"), make_officer(into, name="乙干部")
    lin, other = make_person("林晓", union=into), make_person("何师傅", union=into)
    here, there = (union, into) if decided_at_the_old else (into, union)
    earlier = {"decision": "different_people", "decided_at": database_now(), "reason": "照片不同"}
    claim(lin, here, into, b"1", decided_by=officer, **earlier)
    claim(other, here, into, b"3", undone_at=database_now(), **earlier)
    same, new = claim(lin, there, into, b"1"), claim(lin, there, into, b"2")
    undone = claim(other, there, into, b"3")
    merge_members(union, into, on=date(2026, 3, 2), by=make_officer(make_union("上级")))
    same.refresh_from_db()
    assert (same.decision, same.decided_by) == ("different_people", officer)
    assert same.reason == f"{here.name}已核对过：照片不同"
    assert set(conflicts_to_decide(receiver)) == {new, undone}
    assert Entry.objects.get(fact="people.conflict_decided").data["conflict_id"] == same.pk


def test_an_undone_decision_opens_at_the_new_union() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    receiver = make_officer(into, name="乙干部")
    given = Particulars("resident_id", "11010519491231002X", "林晓", "", "")
    text, index = claim_of(given)
    over = claim(make_person("林晓", union=into), union, into, b"1", claim=text)
    Conflict.objects.filter(pk=over.pk).update(
        claim_index=index, decision="different_people", decided_at=database_now()
    )
    merge_members(union, into, on=date(2026, 3, 2), by=make_officer(make_union("上级")))
    assert undo_decision(over, "照片看错了", by=receiver).organisation == into


def test_a_printed_code_leads_to_the_new_union() -> None:
    union, into = make_union("甲会"), make_union("乙会")
    code = make_join_code(union, by=make_officer(union, name="甲干部"))
    merge_members(union, into, on=date(2026, 3, 2), by=make_officer(make_union("上级")))
    code.refresh_from_db()
    assert code.organisation == into
