# SPDX-License-Identifier: Apache-2.0
"""One industrial leader beside the leading parent (ORG-01): figures, and no way to anybody's name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError
from django.test import Client

from tests.makers import make_officer, make_union, sign_in
from unionnet.directory.organisations.actions import lead
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import led_by, organisations_seen_by
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.refusals import Refusal

if TYPE_CHECKING:
    from unionnet.directory.people.models import Person

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
MAY = date(2024, 5, 1)


@pytest.fixture
def city() -> Organisation:
    return make_union("榆林市总工会", kind=Kind.CITY_FEDERATION, region_code="610800")


@pytest.fixture
def mine(city: Organisation) -> Organisation:
    return make_union("榆北煤业公司工会", city, kind=Kind.ENTERPRISE_UNION, region_code="610802")


@pytest.fixture
def energy() -> Organisation:
    return make_union("省能源化学地质工会", kind=Kind.INDUSTRIAL_UNION, region_code="610000")


@pytest.fixture
def officer(city: Organisation) -> Person:
    return make_officer(city)


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_leader_learns_of_the_union_and_sees_it_nowhere(
    mine: Organisation, energy: Organisation, officer: Person
) -> None:
    reader = make_officer(energy)
    lead(mine, energy, since=MAY, basis="陕工〔2024〕8号", by=officer)
    assert list(led_by(reader)) == [mine]
    assert list(led_by(officer)) == []
    assert mine not in organisations_seen_by(reader)
    entry = Entry.objects.get(fact="organisations.led")
    assert (entry.data["leader_id"], entry.data["since"], entry.data["basis"]) == (
        energy.pk,
        "2024-05-01",
        "陕工〔2024〕8号",
    )


def test_it_ends_and_is_told_once(mine: Organisation, energy: Organisation, officer: Person) -> None:
    for leader in (energy, energy, None, None):
        lead(mine, leader, since=MAY, by=officer)
    mine.refresh_from_db()
    assert (mine.industrial_parent, mine.led_since) == (None, None)
    assert Entry.objects.filter(fact="organisations.led").count() == 2


def test_who_leads_is_an_industrial_union_from_outside(
    city: Organisation, mine: Organisation, energy: Organisation, officer: Person
) -> None:
    below = make_union("下属产业工会", mine, kind=Kind.INDUSTRIAL_UNION)
    with refused("not_industrial"):
        lead(mine, make_union("另一家企业工会", city, kind=Kind.ENTERPRISE_UNION), since=MAY, by=officer)
    with refused("leads_already"):
        lead(mine, below, since=MAY, by=officer)
    with refused("wrong_date"):
        lead(mine, energy, since=date(2019, 1, 1), by=officer)
    with refused("elsewhere"):
        lead(mine, energy, since=MAY, by=make_officer(energy))


def test_nobody_is_counted_twice(
    city: Organisation, mine: Organisation, energy: Organisation, officer: Person
) -> None:
    pit = make_union("一号井工会", mine, kind=Kind.ENTERPRISE_UNION)
    lead(pit, energy, since=MAY, by=officer)
    with refused("led_elsewhere"):
        lead(mine, energy, since=MAY, by=officer)
    lead(pit, None, by=officer)
    lead(mine, energy, since=MAY, by=officer)
    with refused("led_elsewhere"):
        lead(pit, energy, since=MAY, by=officer)


def test_two_industrial_unions_never_lead_each_other(city: Organisation, officer: Person) -> None:
    coal, power = (make_union(name, city, kind=Kind.INDUSTRIAL_UNION) for name in ("煤炭工会", "电力工会"))
    lead(coal, power, since=MAY, by=officer)
    with refused("led_in_a_ring"):
        lead(power, coal, since=MAY, by=officer)


def test_the_database_keeps_a_union_from_leading_itself(energy: Organisation) -> None:
    with pytest.raises(IntegrityError, match="nobody_leads_itself"):
        Organisation.objects.filter(pk=energy.pk).update(industrial_parent=energy, led_since=MAY)


def test_a_leader_has_a_first_day(mine: Organisation, energy: Organisation) -> None:
    with pytest.raises(IntegrityError, match="led_from_a_day_on"):
        Organisation.objects.filter(pk=mine.pk).update(industrial_parent=energy)


def test_an_officer_sets_it_on_the_page(
    client: Client, mine: Organisation, energy: Organisation, officer: Person
) -> None:
    sign_in(client, officer)
    page = f"/desk/organisations/{mine.public_id}/leader/"
    assert energy.name in client.get(page).content.decode()
    given = {"leader": energy.public_id, "since": "2024-05-01", "basis": ""}
    assert client.post(page, given).status_code == 302
    card = client.get(f"/desk/organisations/{mine.public_id}/").content.decode()
    assert energy.name in card
    assert "设产业上级，自 2024-05-01 起" in card
