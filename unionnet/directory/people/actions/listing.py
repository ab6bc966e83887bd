# SPDX-License-Identifier: Apache-2.0
"""Lists that need two hands (SE-06): asked, read part by part, fetched by who asked, forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.actions.countersigning import tell_asked
from unionnet.directory.people.actions.fields import disclose, open_disclosure
from unionnet.directory.people.countersigning import (
    EXPORT,
    MOST_LISTED,
    standing,
    unions_on,
    waits_until,
    why_not_ask,
    why_not_fetch,
    why_not_list,
)
from unionnet.directory.people.facts import ListFetched, ListMade, NumbersOpened
from unionnet.directory.people.layouts import layouts, needed, of_membership, what_of
from unionnet.directory.people.lines import as_text
from unionnet.directory.people.models import (
    BulkList,
    BulkListPart,
    Countersigning,
    Disclosure,
    Membership,
    Person,
)
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb

PART = 2_000  # lines of one turn of the worker
SOME = "SELECT members[%s:%s] FROM people_bulklist WHERE id = %s"


@verb
def ask_list(
    members: Sequence[int],
    reason: str,
    *,
    by: Person,
    layout: str,
    clear: bool = False,
    on_day: date | None = None,
    at: datetime | None = None,
) -> Countersigning:
    """Propose to take these memberships out as a sheet, in this order, today's or as they stood on a day. The
    same list that waits is given back."""
    at = at or database_now()
    unions = unions_on(members, on_day)
    if refusal := why_not_ask(by, reason) or why_not_list(by, unions):
        raise refusal
    if len(members) > MOST_LISTED:
        raise Refusal(
            "too_many_rows", _("一张表最多 %(n)s 行，请先按工会或群体缩小范围。"), n=f"{MOST_LISTED:,}"
        )
    organisation = _union_above(unions)
    same = {
        "countersigning__asked_by": by,
        "countersigning__state": "waiting",
        "layout": layout,
        "clear": clear,
        "on_day": on_day,
    }
    waiting = BulkList.objects.filter(countersigning__until__gt=at, size=len(members), **same)
    for found in waiting.select_related("countersigning__organisation"):
        # Compared here: in a condition every member would be a value, and a statement takes 65,535.
        if found.members == list(members):
            return found.countersigning
    asked = Countersigning.objects.create(
        act=Countersigning.Act.LIST,
        organisation=organisation,
        reason=reason.strip()[:200],
        asked_by=by,
        asked_at=at,
        until=waits_until(organisation.county_code, at),
    )
    language = translation.get_language() or "zh-hans"
    BulkList.objects.create(
        countersigning=asked,
        layout=layout,
        clear=clear,
        language=language,
        on_day=on_day,
        members=list(members),
        size=len(members),
    )
    tell_asked(asked, by=by)
    return asked


def _union_above(paths: Collection[str]) -> Organisation:
    """The nearest union above all on the list: who lets it go answers for all of them."""
    low, high = min(paths), max(paths)
    steps = range(0, min(len(low), len(high)), SEGMENT)
    common = list(takewhile(lambda at: low[at : at + SEGMENT] == high[at : at + SEGMENT], steps))
    if not common:
        raise Refusal("two_trees", _("名单上的人不在同一个工会之下，请分工会导出。"))
    return Organisation.objects.get(path=low[: common[-1] + SEGMENT])


@verb
def make_waiting_lists(*, at: datetime | None = None) -> int:
    """The worker goes on with any list that was let go: a random one, so that a broken list holds up no
    other. Returns how many lines were read."""
    at_work = BulkList.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        starts_at__isnull=False, made_at__isnull=True
    )
    signed = ("countersigning__asked_by", "countersigning__second", "countersigning__organisation")
    found = at_work.select_related(*signed).defer("members").order_by("?").first()
    if found is None:
        return 0
    with translation.override(found.language):
        return _go_on(found, at or database_now())


def _go_on(found: BulkList, at: datetime) -> int:
    """One part: everybody on it can read who takes it and what for before their number is read."""
    if found.done == found.size:
        _finish(found, at)
        return 0
    start, end = found.done, min(found.done + PART, found.size)
    members = _members(found, start, end)
    found.disclosure = found.disclosure or _announce(found)
    disclose(found.disclosure, _people(members))
    lines = list(_lines(found, members))
    BulkListPart.objects.create(of=found, start=start, lines=as_text(lines))
    if found.clear:
        _tell(found, NumbersOpened(found.pk, start, end))
    found.done = end
    found.save(update_fields=["done", "disclosure"])
    return end - start


def _members(found: BulkList, start: int, end: int) -> list[int]:
    """Some of a list, so that a turn of a long one reads no more than of a short one."""
    with connection.cursor() as cursor:
        cursor.execute(SOME, [start + 1, end, found.pk])
        return list(cursor.fetchone()[0])


def _people(members: Sequence[int]) -> QuerySet[Membership, int]:
    return Membership.objects.filter(pk__in=members).values_list("person", flat=True)


def _announce(found: BulkList) -> Disclosure:
    signed = found.countersigning
    return open_disclosure(found.size, by=signed.asked_by, what=what_of(found), reason=signed.reason)


def _lines(found: BulkList, wanted: Sequence[int]) -> Iterator[list[Any]]:
    """In the order that was asked; who left the reach of the one who asked meanwhile is left out."""
    reach = found.countersigning.asked_by.reach(EXPORT)
    stood: Any = standing(wanted, found.on_day).filter(reach.q())
    rows = {of_membership(row): row for row in stood.select_related(*needed(found.on_day))}
    layout = layouts()[found.layout]
    for pk in wanted:
        if pk in rows:
            yield layout.line(rows[pk], clear=found.clear)


def _finish(found: BulkList, at: datetime) -> None:
    """The last part is read: from here the list counts its hours."""
    signed = found.countersigning
    hours = rule("SE-06.list_hours", where=signed.organisation.county_code, on=local_date(at)).value
    found.made_at, found.expires_at = at, at + timedelta(hours=hours)
    found.save(update_fields=["made_at", "expires_at"])
    _tell(found, ListMade(found.pk, signed.organisation_id))


def _tell(found: BulkList, fact: ListMade | NumbersOpened) -> None:
    signed = found.countersigning
    tell(fact, by=signed.asked_by, org_path=signed.organisation.path)


@verb
def fetch_list(found: BulkList, *, by: Person, at: datetime | None = None) -> str:
    """Let the list be fetched once more, and write it down. Returns what stands on every page of it: who
    asked for it and who let it go."""
    at = at or database_now()
    signed = ("countersigning__organisation", "countersigning__asked_by", "countersigning__second")
    rows = BulkList.objects.select_for_update(of=["self"]).select_related(*signed).defer("members")
    found = rows.get(pk=found.pk)
    if refusal := why_not_fetch(found, by, at=at):
        raise refusal
    found.fetched_at = at
    found.save(update_fields=["fetched_at"])
    asked = found.countersigning
    tell(ListFetched(found.pk, asked.organisation_id), by=by, org_path=asked.organisation.path)
    told = {
        "who": asked.asked_by.name,
        "second": asked.second.name if asked.second else "",
        "at": f"{timezone.localtime(found.made_at):%Y-%m-%d %H:%M}",
        "why": asked.reason,
    }
    with translation.override(found.language):
        return _("%(who)s 于 %(at)s 导出，%(second)s 复核，用途：%(why)s。请勿外传。") % told


@verb
def forget_old_lists(*, at: datetime | None = None) -> int:
    """What is on a list goes when its hours are over; who took what stays. Returns how many parts went."""
    return BulkListPart.objects.filter(of__expires_at__lte=at or database_now()).delete()[0]
