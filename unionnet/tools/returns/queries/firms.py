# SPDX-License-Identifier: Apache-2.0
"""Lists of firms beside the register of employers: whose code it is, and which lines want a second look."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value

from unionnet.directory.organisations.employers import codes_by_name
from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.tools.returns.models import HANDED_OVER, FirmLine, Period, Return

COUNTED = Q(code_is_wrong=False)


class Counted(NamedTuple):
    """Of one list: firms, times, spellings without a code, and lines that do not count until put right."""

    firms: int
    times: int
    no_code: int
    wrong: int


def firms_counted(found: Return) -> Counted:
    return Counted(
        **found.firms.aggregate(
            firms=Count("known_as", distinct=True, filter=COUNTED),
            times=Count("pk", filter=COUNTED),
            no_code=Count("known_as", distinct=True, filter=Q(uscc="")),
            wrong=Count("pk", filter=~COUNTED),
        )
    )


def firms_of(found: Return) -> QuerySet[FirmLine]:
    return _beside_the_register(FirmLine.objects.filter(of=found)).order_by("known_as", "occasion", "id")


def firms_to_look_at(periods: Sequence[Period], under: Organisation) -> QuerySet[FirmLine]:
    """Of the returns handed over below a union: whose code cannot be one, or is that of another name."""
    inside = FirmLine.objects.filter(
        of__period__in=periods,
        of__state__in=HANDED_OVER,
        of__organisation__path__gte=under.path,
        of__organisation__path__lt=under.path_end,
    )
    return to_look_at(_beside_the_register(inside)).select_related("of__organisation", "of__period__form")


def to_look_at(lines: QuerySet[FirmLine]) -> QuerySet[FirmLine]:
    return lines.filter(Q(code_is_wrong=True) | Q(is_named_otherwise=True))


def _beside_the_register(lines: QuerySet[FirmLine]) -> QuerySet[FirmLine]:
    """`registered` is the name the register of employers has for the code, None where it has none;
    `is_named_otherwise` whether that is another name than was typed."""
    known = Employer.objects.filter(uscc=OuterRef("uscc"))
    other = known.alias(plain=_plain("name")).exclude(plain=OuterRef("plain"))
    return lines.alias(plain=_plain("name")).annotate(
        registered=Subquery(known.values("name")[:1]), is_named_otherwise=Exists(other)
    )


def _plain(field: str) -> Func:
    """Without blanks and whichever brackets were at hand: the same name to any reader."""
    signs = (Value("（） \u3000"), Value("()"))
    return Func(F(field), *signs, function="translate", output_field=CharField())


def codes_of(names: Collection[str]) -> dict[str, str]:
    """The code under which a name stands in the register of employers or in any list, where it is but one."""
    lines = FirmLine.objects.filter(COUNTED, name__in=names).exclude(uscc="")
    found: dict[str, set[str]] = {name: set() for name in names}
    for name, uscc in (*lines.values_list("name", "uscc").distinct(), *codes_by_name(names)):
        found[name].add(uscc)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}
