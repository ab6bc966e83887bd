# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership
from unionnet.directory.people.posts import Reach
from unionnet.directory.places.models import Site
from unionnet.doors.figures.actions import mark_stale, recount, refresh_stale
from unionnet.doors.figures.models import Headcount, Stale
from unionnet.doors.figures.queries import Figures, Month, days_of, figures_of, month_of, parts_of
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
    unions = [union for union in below if union.tier]
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
    return Figures(**{**figures.__dict__, "counted_at": None, "name": ""})


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


def test_a_stale_union_is_right_after_the_sweep_with_all_above_it(
    county: Organisation, township: Organisation, village: Organisation
) -> None:
    recount()
    make_person("林晓", union=village)
    mark_stale([village.pk, village.pk])
    assert refresh_stale() == 1
    assert [counted(union.path).members for union in (county, township, village)] == [1, 1, 1]
    assert Stale.objects.count() == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moves=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["join", "join_earlier", "apply", "leave"])), max_size=12
    )
)
def test_many_small_sweeps_give_what_one_recount_gives(
    county: Organisation, township: Organisation, village: Organisation, moves: list[tuple[int, str]]
) -> None:
    unions = [county, township, village]
    recount()
    for where, what in moves:
        union = unions[where]
        if what == "leave":
            Membership.objects.filter(organisation=union).update(state="withdrawn")
        else:
            person = make_person("某人", union=union)
            if what == "apply":
                person.memberships.update(state="applied")
            if what.startswith("join"):
                days_ago = timedelta(days=what == "join_earlier")
                person.memberships.update(decided_at=database_now() - days_ago)
        mark_stale([union.pk])
        refresh_stale()
    refresh_stale()
    swept = [counted(union.path) for union in unions]
    days = [days_of(Reach((union.path,)), local_date(database_now()), 3) for union in unions]
    recount()
    assert swept == [counted(union.path) for union in unions] == [truth(union.path) for union in unions]
    assert days == [days_of(Reach((union.path,)), local_date(database_now()), 3) for union in unions]
    joined = Membership.objects.filter(state="active", decided_at__isnull=False)
    assert [sum(each) for each in days] == [
        joined.filter(organisation__path__startswith=union.path).count() for union in unions
    ]


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
    assert month_of(Reach((county.path,)), today) == Month(joined_today=3, joined=3, decided=2, on_time=1)
    assert month_of(Reach((county.path,)), date(2020, 1, 1)) == Month()


def test_a_union_that_moved_is_counted_in_its_new_place(county: Organisation, village: Organisation) -> None:
    make_person("林晓", union=village)
    recount()
    elsewhere = make_union("青龙街道总工会", county)
    Organisation.objects.filter(pk=village.pk).update(
        parent=elsewhere, path=elsewhere.path + village.path[-4:]
    )
    recount()
    assert counted(elsewhere.path).members == 1
    assert counted(village.parent.path if village.parent else "").members == 0


def test_the_parts_come_with_their_denominators(
    county: Organisation, township: Organisation, village: Organisation
) -> None:
    recount()
    assert [(part.name, part.established, part.expected) for part in parts_of(county.path)] == [
        ("双江街道总工会", 2, 2)
    ]


def test_an_empty_reach_holds_nothing() -> None:
    assert figures_of(Reach()) == Figures()
    assert Headcount.objects.count() == 0


def test_the_days_of_a_county_hold_those_of_its_villages_at_once(
    county: Organisation, township: Organisation, village: Organisation
) -> None:
    today = local_date(database_now())
    recount()
    member = make_person("林晓", union=village).memberships.get()
    Membership.objects.filter(pk=member.pk).update(decided_at=database_now())
    mark_stale([village.pk])
    refresh_stale()
    assert [days_of(Reach((union.path,)), today, 2) for union in (county, township, village)] == [[0, 1]] * 3
    Membership.objects.filter(pk=member.pk).update(state="withdrawn")
    mark_stale([village.pk])
    refresh_stale()
    assert [days_of(Reach((union.path,)), today, 2) for union in (county, township, village)] == [[0, 0]] * 3
