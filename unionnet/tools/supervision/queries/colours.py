# SPDX-License-Identifier: Apache-2.0
"""Which light a part shows: the tests of its office's scheme, from the rulebook, asked of any number of parts
in the database. The first that holds gives the colour; green when none does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Least, TruncDate

from unionnet.foundation.rulebook import Ruling, rule
from unionnet.tools.supervision.models import Chase, Extension, Item, Office, Part

RULES = {
    "three": "SV-04.three",
    "blue": "SV-05.blue",
    "letters": "SV-05.letters",
    "five": "SV-05.five",
    "plan": "SV-06.plan",
}
# How bad a colour is. What is done, waits to be checked or stands still is not judged.
DONE, GREEN, BLUE, YELLOW, ORANGE, RED = range(6)
NAMES = ("done", "green", "blue", "yellow", "orange", "red")
OPEN = ("to_sign", "working", "returned")


def scheme_ruling(scheme: str, today: date) -> Ruling:
    return rule(RULES[scheme], on=today)


def with_rank(parts: QuerySet[Part], today: date) -> QuerySet[Part]:
    """Beside each part, `rank`: its colour as a number of `NAMES`. Letters count since more time was last
    agreed to."""
    scheme = Office.objects.filter(organisation=OuterRef("item__organisation")).values("scheme")
    given = Extension.objects.filter(part=OuterRef("part"), is_granted=True).order_by("-decided_at")
    letters = Chase.objects.filter(part=OuterRef("pk")).alias(given=Subquery(given.values("decided_at")[:1]))
    since = letters.filter(Q(given=None) | Q(at__gt=F("given"))).exclude(kind__in=["notice", "due"])
    counted = since.order_by().values("part").annotate(n=Count("pk"))
    rows = parts.annotate(
        scheme=Coalesce(Subquery(scheme), Value("three")),
        chased=Coalesce(Subquery(counted.values("n")), 0),
        behind=_plan(today) - F("percent"),
        waited=_days(Value(today, DateField()), F("starts_on")) - F("idle"),
    )
    tests = [
        When(Q(scheme=name) & _holds(test, today), then=Value(NAMES.index(test["colour"])))
        for name in RULES
        for test in scheme_ruling(name, today).value
        if "done" not in test
    ]
    judged = [When(~Q(state__in=OPEN) | Q(item__state="suspended"), then=Value(DONE)), *tests]
    return rows.annotate(rank=Case(*judged, default=Value(GREEN), output_field=IntegerField()))


def with_worst(items: QuerySet[Item], today: date) -> QuerySet[Item]:
    """Beside each item, `rank` of its worst part and `percent`, the weighted mean of its parts (those handed
    on below another count in it)."""
    own = Part.objects.filter(item=OuterRef("pk")).order_by()
    worst = with_rank(own, today).values("item").annotate(worst=Max("rank")).values("worst")
    mean = own.filter(parent=None).values("item").annotate(mean=mean_percent()).values("mean")
    return items.annotate(rank=Coalesce(Subquery(worst), DONE), percent=Coalesce(Subquery(mean), 0))


def mean_percent() -> Any:
    """Of parts, by their weight, in whole per cent rounded down: 99.9 % is not done."""
    return Func(
        Func(F("percent") * F("weight"), function="sum"),
        Func(F("weight"), function="sum"),
        template="((%(expressions)s))::integer",
        arg_joiner=") / (",
        output_field=IntegerField(),
    )


def _plan(today: date) -> Any:
    """How far it should be today if it went evenly from its first day to its last, but for idle ones."""
    gone = _days(Value(today, DateField()), F("starts_on")) - F("idle")
    span = Greatest(_days(F("due_on"), F("starts_on")) - F("idle"), Value(1))
    return Greatest(Value(0), Least(Value(100), gone * 100 / span))


def _days(until: Any, since: Any) -> Any:
    """Between two days, as a number."""
    return Func(until, since, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())


def _holds(test: Mapping[str, Any], today: date) -> Q:
    """One line of a scheme; `rulebook/supervision.toml` says what its words mean."""
    found = Q()
    for word, number in test.items():
        found &= _HOLDS[word](number, today) if word in _HOLDS else Q()
    return found


_HOLDS = {
    "late_days": lambda n, today: Q(due_on__lte=today - timedelta(days=n)),
    "near_days": lambda n, today: Q(due_on__lte=today + timedelta(days=n)),
    "behind_from": lambda n, today: Q(behind__gte=n),
    "behind_above": lambda n, today: Q(behind__gt=n),
    "unsigned_days": lambda n, today: Q(state="to_sign", waited__gte=n),
    "returned": lambda n, today: Q(given_back__gte=n),
    "chases": lambda n, today: Q(chased__gte=n),
}


def handed_in_on() -> Any:
    """The day a part was handed in, where the union works."""
    return TruncDate("handed_in_at")
