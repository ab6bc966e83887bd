# SPDX-License-Identifier: Apache-2.0
"""What the receipts know: who was given something, how often, and how many pieces. Of the union that handed
it out and of those below it, by the day it was signed for."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from unionnet.directory.organisations.measuring import measure
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.organisations.units import Unit
from unionnet.foundation.clock import start_of
from unionnet.tools.benefits.models import STANDS, Benefit, Receipt


@measure("benefits.persons", _("普惠领取人数"), Unit.PERSONS, _("签领过的人，领几次都算一人"))
def persons(union: Organisation, begins: date, ends: date) -> int:
    return _given(union, begins, ends).values("person").distinct().count()


@measure(
    "benefits.person_times", _("普惠领取人次"), Unit.PERSON_TIMES, _("一人领一次算一人次，一次领几样也是一次")
)
def person_times(union: Organisation, begins: date, ends: date) -> int:
    return _given(union, begins, ends).values("person", "key").distinct().count()


@measure("benefits.pieces", _("普惠发放件数"), Unit.ITEMS, _("签领的物品，按件数合计"))
def pieces(union: Organisation, begins: date, ends: date) -> int:
    return _given(union, begins, ends).aggregate(n=Sum("quantity"))["n"] or 0


@measure(
    "benefits.season_persons",
    _("送温暖、送清凉慰问人数"),
    Unit.PERSONS,
    _("签领过这类慰问品的人，一人算一次"),
)
def season_persons(union: Organisation, begins: date, ends: date) -> int:
    return _in_season(union, begins, ends).values("person").distinct().count()


@measure(
    "benefits.season_pieces", _("送温暖、送清凉慰问品件数"), Unit.ITEMS, _("签领的这类慰问品，按件数合计")
)
def season_pieces(union: Organisation, begins: date, ends: date) -> int:
    return _in_season(union, begins, ends).aggregate(n=Sum("quantity"))["n"] or 0


def _in_season(union: Organisation, begins: date, ends: date) -> QuerySet[Receipt]:
    return _given(union, begins, ends).filter(content__benefit__occasion=Benefit.Occasion.SEASON)


def _given(union: Organisation, begins: date, ends: date) -> QuerySet[Receipt]:
    return Receipt.objects.filter(
        STANDS,
        organisation__path__gte=union.path,
        organisation__path__lt=union.path_end,
        at__gte=start_of(begins),
        at__lt=start_of(ends + timedelta(days=1)),
    )
