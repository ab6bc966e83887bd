# SPDX-License-Identifier: Apache-2.0
"""What came in, and by which door: kept by the registers, and the same as a recount, whatever happens."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.test import Client
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries, Settings
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.actions import move_organisation
from unionnet.directory.organisations.measuring import all_measures
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership
from unionnet.directory.people.posts import Reach
from unionnet.doors.figures.actions import recount, settle
from unionnet.doors.figures.online import JOINING, Asked, By, items_of, total_of
from unionnet.doors.figures.queries import counts_of
from unionnet.foundation.clock import database_now
from unionnet.tools.casework.actions import KindTerms, Matter, Source, define_kind, plain_kind, take_in
from unionnet.tools.casework.models import Case
from unionnet.tools.casework.tests.makers import Tree, make_tree, sensitive_kind

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 31, 15, 59, tzinfo=UTC)
APRIL = datetime(2026, 3, 31, 16, tzinfo=UTC)  # a minute later
YEAR = (date(2026, 1, 1), date(2026, 12, 1))
ONLINE = {"page", "station", "api"}
PLAIN = "casework.plain"


def everything(union: Organisation) -> dict[str, int]:
    return dict(counts_of(Reach((union.path,)), ("item:", "item~")).by_mark)


def truth(union: Organisation) -> dict[str, int]:
    """The slow way: row by row."""
    inside = {"organisation__path__startswith": union.path}
    counted: Counter[str] = Counter()
    for case in Case.objects.filter(**inside).select_related("kind"):
        if case.channel != "programme" and not case.is_sensitive:
            way = "on" if case.channel in ONLINE else "off"
            counted[f"item:{localtime(case.received_at):%Y-%m}:{case.kind.key}:{way}"] += 1
    for row in Membership.objects.filter(**inside).exclude(channel="import"):
        way = "off" if row.channel == "officer" else "on"
        counted[f"item:{localtime(row.applied_at):%Y-%m}:{JOINING}:{way}"] += 1
    return dict(counted)


def bring(tree: Tree, union: Organisation, channel: str, *, at: datetime = MARCH) -> Case:
    return take_in(plain_kind(), union, Matter("拖欠工资"), source=Source(channel), by=None, at=at)


def happen(tree: Tree, by: Random) -> None:
    """One of the things that change what is counted."""
    at = by.choice((MARCH, APRIL))
    union = by.choice((tree.city, tree.county, tree.town))
    match by.randrange(7):
        case 0 | 1:
            kind = by.choice(
                (plain_kind(), sensitive_kind(), define_kind(KindTerms("legalaid.test", "援助")))
            )
            source = Source(by.choice(Case.Channel.values))
            take_in(kind, union, Matter("一件事"), source=source, by=None, at=at)
        case 2:
            person = make_person("新会员", union=union)
            channel = by.choice(Membership.Channel.values)
            Membership.objects.filter(person=person).update(channel=channel, applied_at=at)
        case 3:
            Membership.objects.filter(channel="officer").update(organisation=tree.other)
        case 4:
            Case.objects.filter(channel="call").update(channel=by.choice(("desk", "page")))
        case 5:
            town = Organisation.objects.get(pk=tree.town.pk)
            to = tree.other if town.parent_id == tree.county.pk else tree.county
            move_organisation(town, Organisation.objects.get(pk=to.pk), by=tree.at_city)
        case _:
            settle()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_the_items_are_those_of_a_recount(seed: int) -> None:
    tree, by = make_tree(), Random(seed)
    recount()
    for _round in range(90):
        happen(tree, by)
    unions = list(Organisation.objects.filter(path__startswith=tree.city.path))
    kept = {union.pk: everything(union) for union in unions}
    assert len(kept[tree.city.pk]) > 6
    assert kept == {union.pk: truth(union) for union in unions}
    recount()
    assert {union.pk: everything(union) for union in unions} == kept


def make_matters(tree: Tree) -> None:
    """At the county three of four online, at the town none of one; nobody joined."""
    recount()
    for channel in ("page", "station", "api", "call"):
        bring(tree, tree.county, channel)
    bring(tree, tree.town, "desk", at=APRIL)
    bring(tree, tree.town, "programme")


def test_by_type_by_unit_and_by_month_every_line_adds_up() -> None:
    tree = make_tree()
    make_matters(tree)

    def read(by: By, union: Organisation) -> list[tuple[str, int, int]]:
        lines = items_of(Asked(union, *YEAR, by, PLAIN))
        return [(line.label, line.online, line.all) for line in lines]

    assert read(By.TYPE, tree.city) == [("反映问题", 3, 5)]
    assert read(By.UNIT, tree.city) == [("云阳县总工会", 3, 5)]
    assert read(By.UNIT, tree.county) == [("云阳县总工会", 3, 4), ("双江街道总工会", 0, 1)]
    assert read(By.MONTH, tree.city) == [("2026-04", 0, 1), ("2026-03", 3, 4)]
    assert read(By.TYPE, tree.other) == []


def test_a_return_is_filled_with_both_numbers() -> None:
    tree = make_tree()
    make_matters(tree)
    Membership.objects.update(applied_at=datetime(2025, 1, 1, tzinfo=UTC))
    period = (date(2026, 3, 1), date(2026, 3, 31))
    both = [
        all_measures()[key].count(tree.city, *period) for key in ("figures.items_online", "figures.items")
    ]
    assert both == [3, 4]
    whole = total_of(items_of(Asked(tree.city, date(2025, 1, 1), date(2025, 1, 1), By.UNIT)))
    assert (whole.online, whole.all) == (5, 5)


@pytest.fixture
def _one_factor(settings: Settings) -> None:
    settings.UNIONNET_SECOND_FACTOR = False


@pytest.mark.usefixtures("_one_factor")
def test_the_page_shows_both_numbers_and_goes_further_down(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tree = make_tree()
    recount()
    for channel in ("page", "call"):
        bring(tree, tree.town, channel, at=database_now())
    sign_in(client, tree.at_city)
    door = "/desk/figures/online/"
    with django_assert_max_num_queries(18):
        page = client.get(f"{door}?kind={PLAIN}")
    shown = text_of(page)
    for words in ("50.0%", "1 ÷ 2 件", "口径", "12345 转来"):
        assert words in shown, words
    assert f"kind={PLAIN}&amp;by=unit" in page.content.decode()
    below = client.get(f"{door}?kind={PLAIN}&by=unit&unit={tree.county.public_id}")
    assert tree.town.name in text_of(below)
    assert client.get(f"{door}?unit={make_union('别处').public_id}").status_code == 404
    sent = b"".join(client.get(f"{door}online.xlsx?kind={PLAIN}").streaming_content)  # type: ignore[attr-defined]
    heads, *rows = CalamineWorkbook.from_filelike(io.BytesIO(sent)).get_sheet_by_index(0).to_python()
    assert heads == ["事项类型", "网上办理率", "网上办理（件）", "全部（件）"]
    assert rows == [["反映问题", "50.0%", 1, 2], ["合计", "50.0%", 1, 2]]
    assert client.get(f"{door}?since=x&by=x&kind=x").status_code == 200
    assert make_officer(tree.town, "leader").may("organisations.count")
