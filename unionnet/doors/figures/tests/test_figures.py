# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import make_officer, make_person, make_union
from unionnet.directory.organisations.actions import move_organisation
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.posts import Reach
from unionnet.directory.places.models import Site
from unionnet.doors.figures.actions import forget_old_days, recount, settle
from unionnet.doors.figures.models import Change, Sum
from unionnet.doors.figures.queries import (
    Figures,
    Month,
    counts_of,
    days_of,
    figures_of,
    month_of,
    parts_of,
)
from unionnet.foundation.clock import database_now, local_date

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind


@pytest.fixture
def county() -> Organisation:
    return make_union("云阳县总工会", kind=Kind.COUNTY_FEDERATION)


@pytest.fixture
def township(county: Organisation) -> Organisation:
    return make_union("双江街道总工会", county)


@pytest.fixture
def village(township: Organisation) -> Organisation:
    return make_union("梨园社区联合工会", township, kind=Kind.VILLAGE_JOINT_UNION)


def truth(path: str) -> Figures:
    """The slow way, from the registers."""
    inside = {"organisation__path__gte": path, "organisation__path__lt": path + "~"}
    below = Organisation.objects.filter(path__gte=path, path__lt=path + "~")
    unions = [union for union in below if union.tier and union.until is None]
    standing = [union for union in unions if union.since]
    return Figures(
        members=Membership.objects.filter(**inside, state="active").count(),
        applied=Membership.objects.filter(**inside, state="applied").count(),
        stations=Site.objects.filter(**inside, kind="station", status="open").count(),
        tier_1=sum(union.tier == 1 for union in standing),
        tier_2=sum(union.tier == 2 for union in standing),
        tier_3=sum(union.tier == 3 for union in standing),
        established=len(standing),
        expected=len(unions),
    )


def counted(path: str) -> Figures:
    figures = figures_of(Reach((path,)))
    return Figures(**{**figures.__dict__, "name": ""})


def test_everything_is_counted_up_to_the_top(
    county: Organisation, township: Organisation, village: Organisation
) -> None:
    make_person("林晓", union=village)
    make_person("周明", union=township)
    Organisation.objects.filter(pk=make_union("应建社区", township, kind=Kind.VILLAGE_JOINT_UNION).pk).update(
        since=None
    )
    Site.objects.create(organisation=township, name="胜利街社区工会驿站", region_code="500235")
    recount()
    assert counted(county.path) == Figures(
        members=2, stations=1, tier_1=1, tier_2=1, tier_3=0, established=2, expected=3
    )
    assert [counted(union.path) for union in (county, township, village)] == [
        truth(union.path) for union in (county, township, village)
    ]


def everything(path: str) -> dict[str, int]:
    return dict(counts_of(Reach((path,))).by_mark)


def test_a_change_counts_at_once_and_settling_alters_no_number(
    county: Organisation, township: Organisation, village: Organisation
) -> None:
    recount()
    make_person("林晓", union=village, tags=("快递员",))
    unions = (county, township, village)
    before = [everything(union.path) for union in unions]
    assert [counted(union.path).members for union in unions] == [1, 1, 1]
    assert counts_of(Reach((county.path,))).of("tag") == {"快递员": 1}
    assert settle() > 0
    assert not Change.objects.exists()
    assert [everything(union.path) for union in unions] == before


def test_nothing_is_settled_before_all_was_counted_once(village: Organisation) -> None:
    make_person("林晓", union=village)
    assert settle() == 0
    assert counted(village.path).members == 1


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(["join", "join_earlier", "apply", "leave", "tag", "move", "close", "settle"]),
        ),
        max_size=14,
    )
)
def test_whatever_happens_the_counts_are_those_of_a_recount(
    county: Organisation, township: Organisation, village: Organisation, moves: list[tuple[int, str]]
) -> None:
    unions = [county, township, village, make_union("青龙街道总工会", county)]
    officer = make_officer(county)
    recount()
    for where, what in moves:
        do(what, Organisation.objects.get(pk=unions[where].pk), officer)
        village.refresh_from_db()
    paths = list(Organisation.objects.values_list("path", flat=True))
    swept = {path: everything(path) for path in paths}
    settle()
    assert {path: everything(path) for path in paths} == swept
    recount()
    assert {path: everything(path) for path in paths} == swept
    for path in paths:
        assert counted(path) == truth(path)
        joined = Membership.objects.filter(organisation__path__startswith=path, state="active")
        assert (
            sum(days_of(Reach((path,)), local_date(database_now()), 3))
            == joined.filter(decided_at__gte=database_now() - timedelta(days=2)).count()
        )


def do(what: str, union: Organisation, officer: Person) -> None:
    """Something that changes a register."""
    now = database_now()
    match what:
        case "join" | "join_earlier" | "apply":
            person = make_person("某人", union=union, tags=("骑手", "骑手"))
            state = "applied" if what == "apply" else "active"
            person.memberships.update(state=state, decided_at=now - timedelta(days=what == "join_earlier"))
        case "leave":
            Membership.objects.filter(organisation=union).update(state="withdrawn")
        case "tag":
            Person.objects.filter(memberships__organisation=union).update(tags=["货车司机"])
        case "close":
            Organisation.objects.filter(pk=union.pk).update(until=date(2026, 1, 1))
        case "move" if union.kind == Kind.VILLAGE_JOINT_UNION:
            elsewhere = Organisation.objects.filter(kind=Kind.TOWNSHIP_FEDERATION).exclude(
                pk=union.parent_id or 0
            )
            if target := elsewhere.filter(until__isnull=True).first():
                move_organisation(union, target, by=Person.objects.get(pk=officer.pk))
        case "settle":
            settle()


def test_a_month_counts_joins_and_decisions_by_the_local_day(
    county: Organisation, village: Organisation, township: Organisation
) -> None:
    now = database_now()
    today = local_date(now)
    officer = make_person("周干部", union=township)
    for due in (today, today - timedelta(days=1)):
        make_person("甲", union=village).memberships.update(decided_at=now, decided_by=officer, due_on=due)
    make_person("乙", union=village).memberships.update(decided_at=now)
    make_person("丙", union=village).memberships.update(decided_at=now - timedelta(days=200))
    recount()
    assert month_of(Reach((county.path,)), today) == Month(
        joined_today=3, joined=3, decided=2, on_time=1, punctual=Decimal("50.0")
    )
    assert month_of(Reach((county.path,)), date(2020, 1, 1)) == Month()


def test_a_union_that_moved_is_counted_in_its_new_place_at_once(
    county: Organisation, village: Organisation
) -> None:
    make_person("林晓", union=village)
    recount()
    make_person("周明", union=village)  # not settled when the village moves
    elsewhere = make_union("青龙街道总工会", county)
    move_organisation(village, elsewhere, by=make_officer(county))
    for _again in range(2):
        assert counted(elsewhere.path).members == 2
        assert counted(village.parent.path if village.parent else "").members == 0
        assert counted(county.path).members == 3
        settle()


def test_days_long_past_are_forgotten(county: Organisation) -> None:
    make_person("林晓", union=county).memberships.update(decided_at=database_now())
    recount()
    assert forget_old_days() == 0
    assert forget_old_days(at=database_now() + timedelta(days=60)) == 1
    assert days_of(Reach((county.path,)), local_date(database_now()), 2) == [0, 0]


def test_what_rolls_back_was_never_counted(village: Organisation) -> None:
    recount()
    with suppress(ZeroDivisionError), transaction.atomic():
        make_person("林晓", union=village)
        raise ZeroDivisionError
    assert counted(village.path).members == 0


def test_the_parts_come_with_their_denominators(
    county: Organisation, township: Organisation, village: Organisation
) -> None:
    recount()
    assert [(part.name, part.established, part.expected) for part in parts_of(county.path)] == [
        ("双江街道总工会", 2, 2)
    ]


def test_an_empty_reach_holds_nothing() -> None:
    assert figures_of(Reach()) == Figures()
    assert Sum.objects.count() == 0


def test_the_days_of_a_county_hold_those_of_its_villages_at_once(
    county: Organisation, township: Organisation, village: Organisation
) -> None:
    today = local_date(database_now())
    recount()
    member = make_person("林晓", union=village).memberships.get()
    Membership.objects.filter(pk=member.pk).update(decided_at=database_now())
    settle()
    assert [days_of(Reach((union.path,)), today, 2) for union in (county, township, village)] == [[0, 1]] * 3
    Membership.objects.filter(pk=member.pk).update(state="withdrawn")
    settle()
    assert [days_of(Reach((union.path,)), today, 2) for union in (county, township, village)] == [[0, 0]] * 3
