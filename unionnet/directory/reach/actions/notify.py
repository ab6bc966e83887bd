# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.reach.gateways import open_channels
from unionnet.directory.reach.kinds import FAMILIES, Family, family_of
from unionnet.directory.reach.models import Delivery, Message, Notice, Preference
from unionnet.directory.reach.wording import packed
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.demo import is_demo
from unionnet.foundation.ids import public_id
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

BATCH = 5000
STATEMENT = (Path(__file__).parent / "notify.sql").read_text(encoding="utf-8")


def notify(
    to: Person, *, kind: str, title: str, text: str, unique: str, url: str = "", **more: Any
) -> Notice:
    """Tell one person. Telling twice under one `unique` is harmless: the first notice stands.

    See `notify_all` for the keywords that follow (`facts`, `organisation`, `by`, `at`).
    """
    notify_all([to.pk], kind=kind, title=title, text=text, url=url, unique=unique, **more)
    return Notice.objects.get(person=to, key=unique)


@verb
def notify_all(
    person_ids: Iterable[int],
    *,
    kind: str,
    title: str,
    text: str,
    unique: str,
    url: str = "",
    facts: Mapping[str, Any] | None = None,
    organisation: Organisation | None = None,
    message: Message | None = None,
    channels: Sequence[str] | None = None,
    by: Person | None = None,
    at: datetime | None = None,
) -> int:
    """Tell many in one statement for each 5,000. Returns how many were not told before.

    `title` and `text` are message ids; gaps are filled from `facts` when somebody reads, in their language.
    `organisation` pays for text messages. `channels` replaces the defaults of the family.
    """
    said = packed(facts)
    _ = (
        (title % said, text % said) if said else None
    )  # a gap without a fact fails here, not in the reader's hand
    family = family_of(kind)
    defaults = family.defaults if channels is None and family else channels or ()
    wanted = sorted(set(person_ids))
    values = {
        "kind": kind,
        "title": str(title),
        "text": str(text),
        "facts": json.dumps(said) if said else None,
        "url": url,
        "key": unique,
        "organisation": organisation.pk if organisation else None,
        "message": message.pk if message else None,
        "channels": open_channels(),
        "defaults": list(defaults),
        "family": family.name if family else "",
        "simulated": is_demo(),
        "rank": _rank(family, message),
        "next_at": _not_at_night(at or database_now(), urgent=bool(family and family.urgent)),
    }
    return sum(_tell(wanted[start : start + BATCH], values) for start in range(0, len(wanted), BATCH))


def _tell(people: list[int], values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {**values, "people": people, "public_ids": [public_id() for _ in people]})
        return int(cursor.fetchone()[0])


def _rank(family: Family | None, message: Message | None) -> int:
    """A deadline does not queue behind a message to a hundred thousand."""
    if message:
        return Delivery.Rank.BULK
    return Delivery.Rank.URGENT if family and family.urgent else Delivery.Rank.ORDINARY


def _not_at_night(at: datetime, *, urgent: bool) -> datetime:
    """When the outer channels may go (RE-02.quiet_hours): at once, or the next morning."""
    evening, morning = rule("RE-02.quiet_hours", on=local_date(at)).value
    local = timezone.localtime(at)
    if urgent or morning <= local.hour < evening:
        return at
    day = local.date() + timedelta(days=local.hour >= evening)
    return timezone.make_aware(datetime(day.year, day.month, day.day, morning))  # noqa: DTZ001 - made aware here


@verb
def choose_channels(person: Person, chosen: Iterable[tuple[str, str]], *, by: Person) -> None:
    """Which (family, channel) pairs this person wants; all others are off. Codes are no matter of choice."""
    wanted = set(chosen)
    Preference.objects.bulk_create(
        [
            Preference(person=person, family=family, channel=channel, is_on=(family, channel) in wanted)
            for family in FAMILIES
            for channel in open_channels()
        ],
        update_conflicts=True,
        update_fields=["is_on"],
        unique_fields=["person", "family", "channel"],
    )
