# SPDX-License-Identifier: Apache-2.0
"""Orders come from other hotlines as a file, and go to 12345 with their number kept (HL-07)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.programmes.hotline.facts import HandedOver, OrdersTakenIn
from unionnet.programmes.hotline.kinds import five_kinds
from unionnet.programmes.hotline.models import Handover
from unionnet.programmes.hotline.rules import why_not_an_order, why_not_lines, why_not_manage
from unionnet.tools.casework.actions import Matter, Owner, Source, take_in, transfer
from unionnet.tools.casework.models import Case, Kind

MOBILE = re.compile(r"1[0-9]{10}")


@dataclass(frozen=True)
class OrderLine:
    """One line of a file. `row` is its number in the sheet; kind and grade are words as officers write
    them, "" for the first of each."""

    row: int
    number: str
    title: str
    text: str = ""
    kind: str = ""
    grade: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a line: `case` is new, or `was_known`; with neither, `words` say what is wrong."""

    line: OrderLine
    case: Case | None = None
    was_known: bool = False
    words: str = ""


@verb
def take_in_orders(
    organisation: Organisation,
    channel: str,
    lines: Sequence[OrderLine],
    *,
    by: Person,
    at: datetime | None = None,
) -> list[Outcome]:
    """Each good line becomes an order of this union under the number it has elsewhere; the others say what is
    wrong with them. The same file again makes nothing twice, so a mended file can be sent whole."""
    at = at or database_now()
    if refusal := why_not_manage(organisation, by) or why_not_lines(len(lines)):
        raise refusal
    kinds = five_kinds()
    # Always by number, so that two who send the same lines never wait for each other.
    taken = {
        line.row: _taken_in(organisation, channel, line, kinds, by, at)
        for line in sorted(lines, key=lambda line: line.number)
    }
    outcomes = [taken[line.row] for line in lines]
    new = sum(each.case is not None and not each.was_known for each in outcomes)
    refused = sum(each.case is None for each in outcomes)
    tell(OrdersTakenIn(organisation.pk, channel, new, refused), by=by, org_path=organisation.path)
    return outcomes


@verb
def hand_over(
    case: Case,
    number: str,
    reason: str,
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Handover:
    """转 12345: it ends here and goes on there, under the number that 12345 gave it."""
    number = one_line(number, 40)
    if refusal := why_not_an_order(case):
        raise refusal
    if not number:
        raise Refusal("no_number", _("请填 12345 的工单号，对方来问时凭它查。"))
    moved = transfer(case, reason, by=by, seen=seen, at=at)
    try:
        with transaction.atomic():
            made = Handover.objects.create(
                case=moved, organisation=moved.organisation, number=number, by=by, at=at or database_now()
            )
    except IntegrityError as twice:
        raise Refusal("number_used", _("这个 12345 工单号已经用过，请核对。")) from twice
    tell(HandedOver(made.pk, moved.pk), by=by, org_path=moved.organisation.path)
    return made


def _taken_in(
    organisation: Organisation, channel: str, line: OrderLine, kinds: list[Kind], by: Person, at: datetime
) -> Outcome:
    number = one_line(line.number, 40)
    if known := _known(organisation, channel, number):
        return Outcome(line, known, was_known=True)
    try:
        kind = _kind_called(line.kind, kinds)
        matter = Matter(line.title, line.text, _grade_called(line.grade, kind))
        owner = Owner(phone=_phone(line.phone), name=line.name)
        if not number:
            raise Refusal("no_number", _("没有工单编号。"))
        with transaction.atomic():
            source = Source(channel, number)
            return Outcome(line, take_in(kind, organisation, matter, owner, source=source, by=by, at=at))
    except Refusal as no:
        return Outcome(line, words=str(no))
    except IntegrityError:  # somebody sent the same file at the same moment
        return Outcome(line, _known(organisation, channel, number), was_known=True)


def _known(organisation: Organisation, channel: str, number: str) -> Case | None:
    rows = Case.objects.filter(organisation=organisation, channel=channel, source_no=number)
    return rows.select_related("kind").defer("words").first() if number else None


def _kind_called(name: str, kinds: list[Kind]) -> Kind:
    if not name:
        return kinds[0]
    if found := next((kind for kind in kinds if name in (kind.name, kind.label)), None):
        return found
    raise Refusal("no_such_kind", _("没有“%(name)s”这个类型。"), name=name[:20])


def _grade_called(name: str, kind: Kind) -> str:
    """难点, or 难点事项."""
    if not name:
        return kind.first_grade
    if found := next((each["key"] for each in kind.grades if str(each["label"]).startswith(name)), None):
        return str(found)
    raise Refusal("no_such_grade", _("没有“%(name)s”这个类别。"), name=name[:20])


def _phone(text: str) -> str:
    plain = re.sub(r"[\s-]", "", text)
    if plain and not MOBILE.fullmatch(plain):
        raise Refusal("no_mobile", _("手机号应为 11 位数字。"))
    return plain
