# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people import actions
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Membership, Person, PoolEntry
from unionnet.directory.people.queries.pool import entries_seen_by, entry_of
from unionnet.directory.people.routing import Wishes, propose, stem_of
from unionnet.directory.people.tests.test_actions import filled, refused, told

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
ON = date(2026, 11, 16)


class Ground:
    """A county with a pool, two streets with a village, and a federation of riders."""

    def __init__(self) -> None:
        self.county = make_union("云阳县总工会", kind="county_federation")
        self.pool = make_union("云阳县会员周转池", self.county, kind="holding_pool")
        self.street = make_union("双江街道总工会", self.county)
        self.village = make_union("群益社区联合工会", self.street, kind="village_joint_union")
        self.other = make_union("人和街道总工会", self.county)
        self.riders = make_union("云阳县外卖配送行业工会联合会", self.county, kind="sectoral_federation")
        self.builders = make_union("云阳县建筑行业工会联合会", self.county, kind="sectoral_federation")
        self.officer = make_officer(self.county)


@pytest.fixture
def ground() -> Ground:
    return Ground()


def waiting(ground: Ground, number: int = 1, **changes: str) -> PoolEntry:
    person = actions.open_account(f"1390000{number:04d}").person
    given = Particulars("何晓", "passport", f"E{number:08d}", f"1390000{number:04d}", "courier")
    given = filled(**changes) if changes else given
    wishes = Wishes(workplace=ground.other, route="双江到人和")
    membership = actions.enter_pool(person, ground.pool, given, wishes, by=person, at=MONDAY)
    found = entry_of(membership)
    assert found
    return found


def test_clues_are_weighed_and_told(ground: Ground) -> None:
    rider, courier = filled(), filled(occupation="courier")
    found = propose(ground.county, rider, Wishes(workplace=ground.other), on=ON)
    assert (found.union, found.reasons) == (ground.riders, [("occupation", 40), ("id_region", 3)])
    found = propose(ground.county, courier, Wishes(workplace=ground.other, residence=ground.street), on=ON)
    assert (found.union, found.reasons) == (ground.other, [("workplace", 30), ("id_region", 3)])
    found = propose(ground.county, courier, Wishes(ground.street, ground.street, "每天在双江"), on=ON)
    assert (found.union, sum(weight for _clue, weight in found.reasons)) == (ground.street, 68)
    found = propose(ground.county, courier, Wishes(route="人和广场"), on=ON)
    assert found.union == ground.other
    found = propose(ground.county, courier, Wishes(workplace=ground.other), on=ON, but=ground.other)
    assert found.union != ground.other


def test_nothing_known_proposes_nothing(ground: Ground) -> None:
    abroad = Particulars("何晓", "passport", "E12345678", "13900001111", "courier")
    assert propose(ground.county, abroad, Wishes(), on=ON).union is None


@pytest.mark.parametrize(
    ("name", "stem"),
    [("双江街道总工会", "双江"), ("群益社区联合工会", "群益"), ("云阳县总工会", "云阳"), ("总工会", "")],
)
def test_the_place_in_a_name(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def test_into_the_pool_and_out_of_it(ground: Ground) -> None:
    entry = waiting(ground)
    membership = entry.membership
    assert (membership.state, membership.organisation, membership.is_open) == (
        "in_holding_pool",
        ground.pool,
        True,
    )
    assert (entry.due_on, entry.proposal) == (date(2026, 11, 19), ground.other)
    assert refused(lambda: actions.approve(membership, by=ground.officer)) == "wrong_state"
    assert actions.route_all([entry], by=ground.officer, at=MONDAY) == (1, [])
    membership.refresh_from_db()
    assert (membership.state, membership.organisation) == ("applied", ground.other)
    assert membership.due_on == date(2026, 11, 19)
    assert actions.approve(membership, by=make_officer(ground.other)).state == "active"
    assert (told("pool_entered"), told("pool_routed")) == (1, 1)


def test_asking_twice_is_asking_once(ground: Ground) -> None:
    entry = waiting(ground)
    person = entry.membership.person
    again = actions.enter_pool(
        person, ground.pool, filled(id_type="passport", id_number="E00000001"), Wishes(), by=person
    )
    assert again == entry.membership
    assert PoolEntry.objects.count() == 1


def test_the_receiving_union_sends_back_with_a_reason(ground: Ground) -> None:
    entry, receiver = waiting(ground), make_officer(ground.other)
    actions.route_all([entry], by=ground.officer, at=MONDAY)
    membership = entry.membership
    assert refused(lambda: actions.send_to_pool(membership, "不", by=receiver)) == "no_reason"
    actions.send_to_pool(membership, "实际在双江送件", by=receiver, at=MONDAY)
    entry = entries_seen_by(ground.officer).get()
    assert (entry.sent_back_by, entry.sent_back_reason) == (ground.other, "实际在双江送件")
    assert entry.proposal != ground.other
    assert entry.membership.state == "in_holding_pool"


def test_many_are_routed_in_a_score_of_statements(ground: Ground, django_assert_max_num_queries: Any) -> None:
    entries = [waiting(ground, number) for number in range(1, 31)]
    own = make_person("自己", union=ground.county)
    with django_assert_max_num_queries(40):
        assert actions.route_all(entries, by=ground.officer, to=ground.street) == (30, [])
    assert Membership.objects.filter(organisation=ground.street, state="applied").count() == 30
    assert own.memberships.get().organisation == ground.county


def test_who_may_not_route_and_where_not(ground: Ground) -> None:
    entry = waiting(ground)
    stranger = make_officer(make_union("万州区总工会"))
    far = stranger.memberships.get().organisation
    asked: list[tuple[Person, Organisation | None]] = [(stranger, None), (make_officer(ground.other), None)]
    asked += [(ground.officer, far), (ground.officer, ground.pool)]
    no = [actions.route_all([entry], by=who, to=to)[1][0][1].code for who, to in asked]
    assert no == ["elsewhere", "elsewhere", "outside", "outside"]
    PoolEntry.objects.update(proposal=None)
    assert actions.route_all([entry], by=ground.officer)[1][0][1].code == "no_proposal"


def test_the_queue_is_worked_by_plain_forms(client: Client, ground: Ground) -> None:
    first, second, third = (waiting(ground, number) for number in (1, 2, 3))
    sign_in(client, ground.officer)
    page = client.get("/desk/people/pool")
    assert "在这里工作" in text_of(page)
    assert 'data-key="A"' in page.content.decode()
    client.post("/desk/people/pool/route", {"one": first.public_id, "entry": second.public_id})
    assert Membership.objects.filter(state="applied").count() == 1
    client.post(
        "/desk/people/pool/route",
        {"entry": [second.public_id, third.public_id], "all_to": "1", "to": ground.riders.public_id},
    )
    assert Membership.objects.filter(organisation=ground.riders, state="applied").count() == 2
    assert "没有待分流的申请" in text_of(client.get("/desk/people/pool"))


def test_a_worker_without_a_unit_asks_and_reads_why(client: Client, ground: Ground) -> None:
    lin: Person = make_person("林晓")
    sign_in(client, lin)
    assert "云阳县总工会" in text_of(client.get("/people/pool"))
    given = {"occupation": "courier", "unit": "", "agreed": "on", "workplace": ground.other.pk, "route": ""}
    page = text_of(client.post(f"/people/pool/{ground.pool.public_id}", given, follow=True))
    assert "正在为您找合适的工会" in page
    assert "初步建议：人和街道总工会" in page
    assert "在这里工作" in page


def test_a_receiving_officer_sends_back_through_the_page(client: Client, ground: Ground) -> None:
    actions.route_all([waiting(ground)], by=ground.officer)
    membership = Membership.objects.get(person__name="何晓")
    sign_in(client, make_officer(ground.other))
    path = f"/desk/people/applications/{membership.public_id}/decision"
    client.post(path, {"move": "pool", "reason": "不在本街道工作"}, follow=True)
    membership.refresh_from_db()
    assert membership.state == "in_holding_pool"


def test_a_code_of_the_pool_opens_its_form(client: Client, ground: Ground) -> None:
    code = actions.make_join_code(ground.pool, by=ground.officer)
    assert client.get(f"/j/{code.code}").headers["Location"] == f"/people/pool/{ground.pool.public_id}"
