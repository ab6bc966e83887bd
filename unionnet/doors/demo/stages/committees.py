# SPDX-License-Identifier: Apache-2.0
"""Committees of all unions of 云阳: 30 villages past their term, some that end soon, some chairs empty.
All names are invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from django.db.models import Count, Q

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership
from unionnet.doors.demo.crowd.inventing import invent
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.committees.actions import check_everything
from unionnet.programmes.committees.demands import Demands
from unionnet.programmes.committees.models import Body, Committee, Post, Seat

FROM = 6_000_000  # numbers of invented people whom no crowd reaches
EVERY_OVERDUE, EVERY_SOON, EVERY_EMPTY, EVERY_WITHOUT_AUDIT = 16, 23, 41, 53
YEARS = 5


@stage("committees", "两委与换届 / committees and terms", order=130, after_crowd=True)
def load_committees() -> None:
    """In bulk, with what the verbs would write."""
    today, numbers = local_date(database_now()), count(FROM)
    committees = Committee.objects.bulk_create(_committees(today), batch_size=1000)
    empty = _without_chair(committees)
    seats = (seat for own in committees for seat in _seats(own, numbers, own.pk in empty, today))
    Seat.objects.bulk_create(seats, batch_size=1000)
    check_everything()


def _committees(today: date) -> Iterator[Committee]:
    counts = _members()
    for number, (union, village) in enumerate(_unions()):
        until = _end(number if village is None else village, village is not None, today)
        since = max(until.replace(year=until.year - YEARS, day=min(until.day, 28)), union.since or until)
        for body, size in _sizes(Demands(union, today, *counts.get(union.pk, (0, 0)))).items():
            if body == Body.FUND_AUDIT_COMMITTEE and number % EVERY_WITHOUT_AUDIT == 7:
                continue
            yield Committee(
                organisation=union,
                body=body,
                session=1 + number % 4,
                size=size,
                since=since,
                until=until,
                basis=f"云工〔{since.year}〕{number % 90 + 1}号",
                rule="ORG-20.term_years",
            )


def _members() -> dict[int, tuple[int, int]]:
    """By union all members and the women among them."""
    rows = Membership.objects.filter(state=Membership.State.ACTIVE).order_by().values_list("organisation")
    counted = rows.annotate(n=Count("pk"), women=Count("pk", filter=Q(person__sex="f")))
    return {union: (members, women) for union, members, women in counted}


def _sizes(demands: Demands) -> dict[str, int]:
    """As small as the rules allow."""
    least = {
        Body.UNION_COMMITTEE: demands.size.least if demands.size else 5,
        Body.FUND_AUDIT_COMMITTEE: demands.fund_audit_size.least,
    }
    if demands.women or not demands.is_base:
        least[Body.WOMEN_WORKERS_COMMITTEE] = 3 if demands.has_women_committee else 1
    return {str(body): size for body, size in least.items()}


def _unions() -> Iterator[tuple[Organisation, int | None]]:
    """Each established union of the county with the number of the village, where it is one."""
    for key, row in tree_by_key().items():
        if row.since and row.region_code.startswith("500235"):
            yield row, int(key.rpartition("-")[2]) if key.startswith("village-") else None


def _end(number: int, is_village: bool, today: date) -> date:
    """Thirty villages are past their term; of the rest a few end soon."""
    if is_village and number % EVERY_OVERDUE == 0:
        return today - timedelta(days=5 + number * 7 % 160)
    if number % EVERY_SOON == 3:
        return today + timedelta(days=9 + number % 70)
    return today + timedelta(days=120 + number * 37 % 1200)


def _without_chair(committees: list[Committee]) -> set[int]:
    own = [each for each in committees if each.body == Body.UNION_COMMITTEE]
    return {each.pk for number, each in enumerate(own) if number % EVERY_EMPTY == 11}


def _seats(own: Committee, numbers: Iterator[int], is_empty: bool, today: date) -> Iterator[Seat]:
    posts = [Post.CHAIR, Post.VICE_CHAIR, *[Post.MEMBER] * own.size][: own.size]
    for post, number in zip(posts, numbers, strict=False):
        seat = Seat(committee=own, name=invent(number, "50").name, post=post, since=own.since)
        if post == Post.CHAIR and is_empty:
            left = max(today - timedelta(days=30 + own.pk % 50), own.since)
            seat.until, seat.leaving = left, Seat.Leaving.RETIRED
        yield seat
