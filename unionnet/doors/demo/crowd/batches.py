# SPDX-License-Identifier: Apache-2.0
"""The invented members, batch by batch: person, membership and standing of each in one transaction."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from django.db import transaction

from unionnet.directory.organisations.pinyin import pinyin_key
from unionnet.directory.people.models import Membership, Person, Standing
from unionnet.directory.people.occupations import tags_of
from unionnet.doors.demo.crowd.inventing import Invention, dice, invent
from unionnet.doors.demo.models import Batch
from unionnet.foundation.copying import copy_rows, public_ids
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.crypto.fields import seal_text
from unionnet.foundation.ids import take_ids

SIZE = 10_000
CHANNELS = ("import", "unit", "online", "station", "unit", "officer", "online", "event")
PEOPLE = (
    *(
        "id",
        "public_id",
        "name",
        "pinyin",
        "id_type",
        "id_number",
        "id_index",
        "mobile",
        "mobile_index",
    ),
    *("sex", "born_on", "occupation", "tags", "real_name_at", "created_at"),
)
MEMBERSHIPS = (
    *("public_id", "person_id", "organisation_id", "state", "card_no", "channel"),
    *("applied_at", "due_on", "decided_at", "decided_by_id"),
)
STANDINGS = ("person_id", "path", "is_real_name", "tags", "born_on")


@dataclass(frozen=True)
class Home:
    """A union that invented members belong to. `upto` adds up the shares of this one and those before."""

    organisation_id: int
    path: str
    region: str
    name: str
    upto: int
    reviewer_id: int | None = None


@dataclass(frozen=True)
class Member:
    """One invented member with everything the three tables need."""

    pk: int
    number: int
    home: Home
    made_up: Invention
    joined: datetime


def write_batch(first: int, count: int, homes: list[Home], now: datetime) -> int:
    """Bring members `first` … in, unless they are. Returns how many there are now in this batch."""
    with transaction.atomic():
        if not Batch.objects.filter(first=first).exists():
            members = list(_members(first, count, homes, now))
            copy_rows(Person, PEOPLE, _people(members, now))
            copy_rows(Membership, MEMBERSHIPS, _memberships(members))
            copy_rows(Standing, STANDINGS, _standings(members, now))
            Batch.objects.create(first=first, count=count)
    return count


def _members(first: int, count: int, homes: list[Home], now: datetime) -> Iterator[Member]:
    shares = [home.upto for home in homes]
    for number, pk in enumerate(take_ids(Person, count), first):
        roll = dice(number ^ 0x5A5A)
        home = homes[bisect_right(shares, roll % shares[-1])]
        # Six in a hundred joined within the last thirty days, the others within four years.
        days = (roll >> 16) % 30 if (roll >> 48) % 100 < 6 else 30 + (roll >> 16) % 1430
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        joined = now - (now - midnight) * ((roll >> 32) % 997 / 997)
        joined = (joined - timedelta(days=days)).astimezone(UTC).replace(tzinfo=None)
        yield Member(pk, number, home, invent(number, home.region[:2], home.name), joined)


def _people(members: list[Member], now: datetime) -> Iterator[tuple[object, ...]]:
    label = Person._meta.label
    for member, public in zip(members, public_ids(len(members)), strict=True):
        made_up, joined = member.made_up, f"{member.joined}+00"
        yield (
            member.pk,
            public,
            made_up.name,
            pinyin_key(made_up.name),
            "resident_id",
            seal_text(made_up.id_number, label, "id_number", member.pk),
            blind_index("id_number", made_up.id_number),
            seal_text(made_up.mobile, label, "mobile", member.pk),
            blind_index("mobile", made_up.mobile),
            made_up.sex,
            made_up.born_on,
            made_up.occupation,
            tags_on(made_up.occupation, now.date()),
            joined,
            joined,
        )


def _memberships(members: list[Member]) -> Iterator[tuple[object, ...]]:
    for member, public in zip(members, public_ids(len(members)), strict=True):
        joined = f"{member.joined}+00"
        yield (
            public,
            member.pk,
            member.home.organisation_id,
            "active",
            f"{member.home.region[:6]}9{member.number:09d}",
            CHANNELS[member.number % len(CHANNELS)],
            f"{member.joined - timedelta(hours=1 + member.number % 40)}+00",
            # Two in a hundred were answered a day late.
            member.joined.date() + timedelta(days=-1 if member.number % 50 == 7 else 2),
            joined,
            member.home.reviewer_id,
        )


def _standings(members: list[Member], now: datetime) -> Iterator[tuple[object, ...]]:
    for member in members:
        tags = tags_on(member.made_up.occupation, now.date())
        yield member.pk, member.home.path, True, tags, member.made_up.born_on


@cache
def tags_on(occupation: str, day: date) -> list[str]:
    """The tags that follow from an occupation; asked of the rulebook once a batch, not once a person."""
    return tags_of(occupation, on=day)
