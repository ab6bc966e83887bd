# SPDX-License-Identifier: Apache-2.0
"""Lists that need two hands (SE-06): asked, made part by part, fetched by who asked, forgotten."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.actions.countersigning import tell_asked
from unionnet.directory.people.actions.fields import note_export
from unionnet.directory.people.countersigning import (
    EXPORT,
    unions_on,
    waits_until,
    why_not_ask,
    why_not_fetch,
    why_not_list,
)
from unionnet.directory.people.facts import ListFetched, ListMade, NumbersOpened
from unionnet.directory.people.layouts import layouts, what_of
from unionnet.directory.people.models import BulkList, BulkListPart, Countersigning, Membership, Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.foundation.ui.excel import MOST_ROWS, workbook_bytes

PART = 2_000  # lines of one turn of the worker


@verb
def ask_list(
    members: Sequence[int],
    reason: str,
    *,
    by: Person,
    layout: str,
    clear: bool = False,
    at: datetime | None = None,
) -> Countersigning:
    """Propose to take these memberships out as a sheet, in this order. The same list that waits is given
    back."""
    at = at or database_now()
    unions = unions_on(members)
    if refusal := why_not_ask(by, reason) or why_not_list(by, unions):
        raise refusal
    if len(members) > MOST_ROWS:
        raise Refusal(
            "too_many_rows", _("一张表最多 %(n)s 行，请先按工会或群体缩小范围。"), n=f"{MOST_ROWS:,}"
        )
    organisation = _union_above(unions)
    same = {
        "countersigning__asked_by": by,
        "countersigning__state": "waiting",
        "layout": layout,
        "clear": clear,
    }
    waiting = BulkList.objects.filter(countersigning__until__gt=at, members=list(members), **same)
    if found := waiting.select_related("countersigning__organisation").first():
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
        countersigning=asked, layout=layout, clear=clear, language=language, members=list(members)
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
    found = at_work.select_related(*signed).order_by("?").first()
    if found is None:
        return 0
    with translation.override(found.language):
        return _go_on(found, at or database_now())


def _go_on(found: BulkList, at: datetime) -> int:
    start, end = found.done, min(found.done + PART, len(found.members))
    if start == end:
        _bind(found, at)
        return 0
    if start == 0:
        _tell_everybody_on_it(found)
    lines = list(_lines(found, found.members[start:end]))
    text = json.dumps(lines, ensure_ascii=False, separators=(",", ":"), default=str)
    BulkListPart.objects.create(of=found, start=start, lines=text)
    if found.clear:
        _tell(found, NumbersOpened(found.pk, start, end))
    found.done = end
    found.save(update_fields=["done"])
    return end - start


def _lines(found: BulkList, wanted: Sequence[int]) -> Iterator[list[Any]]:
    """In the order that was asked; who left the reach of the one who asked meanwhile is left out."""
    reach = found.countersigning.asked_by.reach(EXPORT)
    rows = Membership.objects.filter(reach.q()).select_related("person", "organisation").in_bulk(list(wanted))
    layout = layouts()[found.layout]
    for pk in wanted:
        if pk in rows:
            yield layout.line(rows[pk], clear=found.clear)


def _tell_everybody_on_it(found: BulkList) -> None:
    """Before a number is read, everybody on the list can read who takes it and what for."""
    signed = found.countersigning
    people = Membership.objects.filter(pk__in=found.members).values_list("person", flat=True)
    found.disclosure = note_export(people, by=signed.asked_by, what=what_of(found), reason=signed.reason)
    found.save(update_fields=["disclosure"])


def _bind(found: BulkList, at: datetime) -> None:
    """All parts as one workbook, sealed, with who asked and who let it go on every page."""
    layout, signed = layouts()[found.layout], found.countersigning
    told = {
        "who": signed.asked_by.name,
        "second": signed.second.name if signed.second else "",
        "at": f"{timezone.localtime(at):%Y-%m-%d %H:%M}",
        "why": signed.reason,
    }
    mark = _("%(who)s 于 %(at)s 导出，%(second)s 复核，用途：%(why)s。请勿外传。") % told
    parts = found.parts.order_by("start")
    lines = (line for part in parts.iterator() for line in json.loads(part.lines.open()))
    with workbook_bytes(layout.heads, lines, title=layout.name, mark=mark) as book:
        found.workbook = base64.b64encode(book.read()).decode()
    hours = rule("SE-06.list_hours", where=signed.organisation.county_code, on=local_date(at)).value
    found.made_at, found.expires_at = at, at + timedelta(hours=hours)
    found.save(update_fields=["workbook", "made_at", "expires_at"])
    found.parts.all().delete()
    _tell(found, ListMade(found.pk, signed.organisation_id))


def _tell(found: BulkList, fact: ListMade | NumbersOpened) -> None:
    signed = found.countersigning
    tell(fact, by=signed.asked_by, org_path=signed.organisation.path)


@verb
def fetch_list(found: BulkList, *, by: Person, at: datetime | None = None) -> bytes:
    """The workbook. Each time it is fetched is written down."""
    at = at or database_now()
    rows = BulkList.objects.select_for_update(of=["self"]).select_related("countersigning__organisation")
    found = rows.get(pk=found.pk)
    if refusal := why_not_fetch(found, by, at=at):
        raise refusal
    found.fetched_at = at
    found.save(update_fields=["fetched_at"])
    signed = found.countersigning
    tell(ListFetched(found.pk, signed.organisation_id), by=by, org_path=signed.organisation.path)
    return base64.b64decode(found.workbook.open())


@verb
def forget_old_lists(*, at: datetime | None = None) -> int:
    """The sheet goes when its hours are over; who took what stays."""
    old = BulkList.objects.filter(workbook__isnull=False, expires_at__lte=at or database_now())
    return old.update(workbook=None)
