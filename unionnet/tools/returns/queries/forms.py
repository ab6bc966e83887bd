# SPDX-License-Identifier: Apache-2.0
"""Forms and their periods: who sees which, and which unions a form is for."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from unionnet.directory.organisations.models import SEGMENT, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import Reach, offices_of
from unionnet.tools.returns.models import HANDED_OVER, Check, Form, Indicator, Period, Return
from unionnet.tools.returns.rules import ISSUE, SEE


def forms_seen_by(person: Person) -> QuerySet[Form]:
    """Those of unions within reach; of the unions above, what they issued."""
    reach = person.reach(SEE)
    seen = reach.q() | (Q(organisation__path__in=_above(reach)) & Q(issued_at__isnull=False))
    return Form.objects.filter(seen).select_related("organisation", "made_by")


def periods_seen_by(person: Person) -> QuerySet[Period]:
    """Every one of the forms of unions within reach; of the unions above, those that reach down to here."""
    reach = person.reach(SEE)
    below = Return.objects.filter(reach.q()).values("period")
    return Period.objects.filter(reach.q("form__organisation__path") | Q(pk__in=below)).select_related(
        "form__organisation", "seal"
    )


def periods_of(person: Person) -> QuerySet[Period]:
    """我发的: of the person's own unions, with how many were to fill and how many did."""
    own = Period.objects.filter(form__organisation__path__in=offices_of(person, SEE))
    return with_progress(own.select_related("form__organisation", "seal"))


def with_progress(rows: QuerySet[Period]) -> QuerySet[Period]:
    return rows.annotate(
        units=Count("returns"), sent=Count("returns", filter=Q(returns__state__in=HANDED_OVER))
    )


def drafts_of(person: Person) -> QuerySet[Form]:
    rows = Form.objects.filter(organisation__path__in=offices_of(person, ISSUE), issued_at=None)
    return rows.select_related("organisation").order_by("-id")


def indicators_of(form: Form) -> list[Indicator]:
    return list(form.indicators.all())


def checks_of(form: Form) -> list[Check]:
    return list(form.checks.all())


def versions_of(form: Form) -> QuerySet[Form]:
    return Form.objects.filter(line=form.line).order_by("-version")


def periods_of_line(form: Form) -> QuerySet[Period]:
    """In every version, the latest first."""
    rows = Period.objects.filter(line=form.line).select_related("form", "seal")
    return with_progress(rows).order_by("-ends", "-id")


def before(period: Period) -> Period | None:
    """The same form one period earlier, in whichever version."""
    rows = Period.objects.filter(line=period.line, ends__lt=period.begins)
    return rows.select_related("form").order_by("-ends").first()


def units_for(form: Form) -> QuerySet[Organisation]:
    """The unions that fill it: established, below the one that issues, of the kinds it names."""
    office = form.organisation
    rows = Organisation.objects.filter(path__gt=office.path, path__lt=office.path_end)
    rows = rows.filter(since__isnull=False, until=None).exclude(kind=Organisation.Kind.HOLDING_POOL)
    return rows.filter(kind__in=form.kinds) if form.kinds else rows


def offices_that_issue(person: Person) -> QuerySet[Organisation]:
    """The person's own unions, the highest first."""
    return Organisation.objects.filter(path__in=offices_of(person, ISSUE), until=None).order_by("path")


def _above(reach: Reach) -> set[str]:
    return {path[:end] for path in reach.paths for end in range(SEGMENT, len(path), SEGMENT)}
