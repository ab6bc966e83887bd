# SPDX-License-Identifier: Apache-2.0
"""A union begins to work here when one officer asked for it and another agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_deputy, make_id_number, make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.actions import (
    NewUnion,
    ask_tenant,
    countersign,
    decline,
    expire_proposals,
    take_proposal_back,
)
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import Countersigning, JoinCode, Person, Role, WantedTenant
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

pytestmark = pytest.mark.django_db
WHY = "已批复成立，申请开通"
NUMBER, MOBILE = make_id_number(date(1980, 3, 2), 7), "13800009901"


@pytest.fixture
def city() -> Organisation:
    return make_union("榆林市总工会", kind="city_federation", region_code="610800")


@pytest.fixture
def first(city: Organisation) -> Person:
    return make_officer(city, name="甲干部")


@pytest.fixture
def second(city: Organisation) -> Person:
    return make_officer(city, name="乙干部")


def new_union(**given: Any) -> NewUnion:
    values = {"name": "榆北煤业公司工会", "kind": "enterprise_union", "since": date(2024, 5, 1)}
    return NewUnion(**{**values, "region_code": "610802", **given})


def gao(**given: str) -> Particulars:
    values: dict[str, Any] = {
        "name": "高建国",
        "id_type": "resident_id",
        "id_number": NUMBER,
        "mobile": MOBILE,
        "occupation": "manufacturing_worker",
    }
    return Particulars(**(values | given))


def ask(city: Organisation, first: Person, **given: Any) -> Countersigning:
    return ask_tenant(city, new_union(), gao(**given), WHY, title="工会主席", by=first)


def refused(deed: Any) -> str:
    with pytest.raises(Refusal) as no:
        deed()
    return no.value.code


def test_asking_changes_nothing_but_that_it_waits(city: Organisation, first: Person) -> None:
    before = (Organisation.objects.count(), Person.objects.count(), Role.objects.count())
    asked = ask(city, first)
    assert ask(city, first) == asked
    assert (Organisation.objects.count(), Person.objects.count(), Role.objects.count()) == before
    assert (asked.act, asked.state, asked.organisation) == ("tenant", "waiting", city)
    assert list(Entry.objects.values_list("fact", flat=True)) == ["people.countersigning_asked"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_wantedtenant")
        kept = repr(cursor.fetchall())
    assert not [secret for secret in (NUMBER, MOBILE, "高建国") if secret in kept]


def test_it_stands_when_another_agrees(city: Organisation, first: Person, second: Person) -> None:
    asked = ask(city, first)
    assert refused(lambda: countersign(asked, by=first)) == "own_proposal"
    done = countersign(asked, by=second)
    union = Organisation.objects.get(name="榆北煤业公司工会")
    role = Role.objects.get(organisation=union)
    assert (union.parent, role.person.name, role.name, role.title) == (city, "高建国", "officer", "工会主席")
    assert (done.state, done.second, JoinCode.objects.get().organisation) == ("done", second, union)
    assert (done.tenant.union, done.tenant.officer) == (union, None)
    assert refused(lambda: countersign(asked, by=second)) == "decided"
    founded = Entry.objects.get(fact="organisations.founded")
    assert founded.actor_id == second.pk


def test_who_is_to_be_appointed_is_no_hand(city: Organisation, first: Person) -> None:
    own = {"name": first.name, "id_number": first.id_number.open()}
    assert refused(lambda: ask(city, first, **own)) == "own_post"
    appointed = make_officer(city, name="丙干部")
    asked = ask(city, first, name=appointed.name, id_number=appointed.id_number.open())
    assert refused(lambda: countersign(asked, by=appointed)) == "own_post"
    asked.refresh_from_db()
    assert (asked.state, Organisation.objects.count()) == ("waiting", 1)


def test_only_those_who_could_open_it_themselves_agree(city: Organisation, first: Person) -> None:
    asked = ask(city, first)
    below = make_officer(make_union("榆阳区总工会", city), name="区干部")
    deputy = make_deputy(make_officer(city, name="请假的"), ["organisations.change"])
    assert refused(lambda: countersign(asked, by=below)) == "elsewhere"
    assert refused(lambda: countersign(asked, by=deputy)) == "own_hand"
    assert refused(lambda: ask_tenant(city, new_union(), gao(), WHY, by=below)) == "elsewhere"
    assert refused(lambda: ask_tenant(city, new_union(), gao(), "开", by=first)) == "no_reason"


def test_what_the_second_would_be_refused_is_refused_at_once(city: Organisation, first: Person) -> None:
    known = make_person("高建军", union=city)
    assert refused(lambda: ask(city, first, id_number=known.id_number.open()))
    late = new_union(since=date(2999, 1, 1))
    assert refused(lambda: ask_tenant(city, late, gao(), WHY, by=first))
    assert not Countersigning.objects.exists()


def test_whoever_asked_must_still_be_an_officer(city: Organisation, first: Person, second: Person) -> None:
    asked = ask(city, first)
    first.roles.update(until=date(2020, 2, 1))
    first.posts_of_today = None
    assert refused(lambda: countersign(asked, by=second)) == "no_longer"


@pytest.mark.parametrize("way", ["decline", "take_back", "expire"])
def test_what_was_sealed_goes_when_it_is_over(
    city: Organisation, first: Person, second: Person, way: str
) -> None:
    asked = ask(city, first)
    later: datetime = database_now() + timedelta(days=30)
    ways: dict[str, Callable[[], object]] = {
        "decline": lambda: decline(asked, "材料不齐，先补材料", by=second),
        "take_back": lambda: take_proposal_back(asked, by=first),
        "expire": lambda: expire_proposals(at=later),
    }
    ways[way]()
    assert WantedTenant.objects.get().officer is None
    assert Organisation.objects.count() == 1


def test_the_second_sees_what_it_is_about_with_numbers_masked(
    client: Client, city: Organisation, first: Person, second: Person, settings: Any
) -> None:
    settings.UNIONNET_SECOND_FACTOR = False
    asked = ask(city, first)
    page = f"/desk/people/two-hands/{asked.public_id}"
    sign_in(client, second)
    assert "开通下级工会" in text_of(client.get("/desk/"))
    words = text_of(client.get(page))
    assert [each in words for each in ("榆北煤业公司工会", "高建国", NUMBER, MOBILE)] == [
        True,
        True,
        False,
        False,
    ]
    client.post(f"{page}/approval")
    words = text_of(client.get(page))
    assert "榆北煤业公司工会" in words
    assert "高建国" not in words
    union = Organisation.objects.get(name="榆北煤业公司工会")
    assert "高建国" in text_of(client.get(f"/desk/people/tenants/{union.public_id}"))
    sign_in(client, make_officer(make_union("汉中市总工会", kind="city_federation")))
    assert client.get(page).status_code == 404
