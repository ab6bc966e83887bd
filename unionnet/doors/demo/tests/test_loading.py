# SPDX-License-Identifier: Apache-2.0
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from tests.taking_back import for_a_module, for_a_test
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.queries import tier_totals
from unionnet.directory.people.models import MEMBER_STATES, Account, Conflict, Membership, Person, Standing
from unionnet.directory.places.models import Site
from unionnet.doors.demo import is_loaded, load, signins
from unionnet.doors.demo.crowd.batches import write_batch
from unionnet.doors.demo.crowd.loading import homes_of
from unionnet.doors.demo.models import Batch, DemoWorld
from unionnet.doors.demo.openings import refresh_openings
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.world.persons import PERSONS
from unionnet.doors.demo.world.unions import all_unions
from unionnet.foundation.clock import database_now
from unionnet.programmes.nightschool.models import Course, Term
from unionnet.tools.enrolment.models import Offer

SIGN_INS = sum(1 for person in PERSONS if person.name)  # all but the rider, who is about to join
AT_THE_STANDS = 10  # who joined at the two outreach meetings


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with for_a_module(django_db_blocker) as patch:
        patch.setattr("unionnet.doors.demo.loading.SIZES", {"seed": 300})
        load("seed")
        yield


@pytest.fixture
def world(loaded: None) -> Iterator[DemoWorld]:
    with for_a_test():
        yield DemoWorld.objects.get()


def counted() -> tuple[int, ...]:
    models: tuple[Any, ...] = (Organisation, Person, Account, Membership, Standing, Site, Course)
    return tuple(model.objects.count() for model in models)


def test_the_world_is_loaded_once_and_a_second_load_changes_nothing(world: DemoWorld) -> None:
    before = counted()
    load("seed")
    assert counted() == before
    assert is_loaded()
    county = Organisation.objects.get(name="云阳县总工会")
    whole = tier_totals(county.path, date(2026, 11, 21)).whole
    assert (whole.established, whole.expected) == (861, 892)
    assert Membership.objects.filter(state__in=MEMBER_STATES).count() == 300 + SIGN_INS + AT_THE_STANDS


def test_memberships_are_on_the_move(world: DemoWorld) -> None:
    states = ("transferring", "retained", "in_holding_pool")
    assert [Membership.objects.filter(state=state).count() for state in states] == [2, 1, 3]
    assert sorted(Conflict.objects.values_list("kind", flat=True)) == ["document", "phone"]


def test_every_invented_member_is_real_name_and_stands_where_they_belong(world: DemoWorld) -> None:
    person = Person.objects.filter(memberships__card_no__endswith="9000000007").get()
    membership = person.memberships.get()
    assert person.id_number.open()[2:4] == "99"
    standing = Standing.objects.get(person=person)
    assert (standing.path, standing.is_real_name) == (membership.organisation.path, True)
    assert (standing.tags, standing.born_on) == (person.tags, person.born_on)


def test_a_batch_that_is_in_is_not_written_again(world: DemoWorld) -> None:
    homes = homes_of(all_unions(), tree_by_key())
    write_batch(300, 20, homes, database_now())
    write_batch(300, 20, homes, database_now())
    members = Membership.objects.filter(state__in=MEMBER_STATES).count()
    assert (Batch.objects.count(), members) == (2, 300 + SIGN_INS + AT_THE_STANDS + 20)


def test_each_kind_of_person_can_sign_in_by_one_click(world: DemoWorld) -> None:
    logins = {line["login"] for line in signins()}
    assert set(Account.objects.filter(is_demo=True).values_list("login", flat=True)) == logins
    (rider,) = [line for line in signins() if line["login"] == "demo-rider"]
    assert rider["path"].startswith("/j/")


def test_a_start_before_the_opening_moves_it_and_one_after_begins_a_new_term(world: DemoWorld) -> None:
    term = Term.objects.latest("opens_at")
    assert timedelta(minutes=4) < term.opens_at - database_now() <= timedelta(minutes=5)
    refresh_openings()
    assert Term.objects.count() == 2
    Term.objects.filter(pk=term.pk).update(opens_at=database_now() - timedelta(minutes=1))
    refresh_openings()
    newest = Term.objects.order_by("-opens_at")[0]
    assert (Term.objects.count(), newest.name) == (3, term.name.replace("第 2 期", "第 3 期"))
    places = Offer.objects.filter(opens_at=newest.opens_at).values_list("size", flat=True)
    assert sum(places) == 157
