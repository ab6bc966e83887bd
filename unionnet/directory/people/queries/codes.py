# SPDX-License-Identifier: Apache-2.0
"""Printed codes and what they brought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from unionnet.directory.people.models import (
    OPEN_STATES,
    JoinCode,
    Membership,
    Person,
)


def join_codes() -> QuerySet[JoinCode]:
    """Printed codes are for everybody who scans them."""
    return JoinCode.objects.select_related("organisation")


def join_codes_seen_by(person: Person) -> QuerySet[JoinCode]:
    return (
        JoinCode.objects.filter(person.reach("people.see").q()).select_related("organisation").order_by("-id")
    )


@dataclass(frozen=True)
class CodeReport:
    """What one printed code brought: how many applied, are members, wait, were refused."""

    code: JoinCode
    applied: int
    active: int
    waiting: int
    refused: int


def join_report(person: Person, *, since: date | None = None, until: date | None = None) -> list[CodeReport]:
    """One line a code, the busiest first (S2-19). Two questions."""
    codes = {code.pk: code for code in join_codes_seen_by(person)[:500]}
    rows = Membership.objects.filter(join_code__in=codes)
    rows = rows.filter(applied_at__date__gte=since) if since else rows
    rows = rows.filter(applied_at__date__lte=until) if until else rows
    counts = {row.pop("join_code"): row for row in _counted(rows)}
    none: dict[str, Any] = {"applied": 0, "active": 0, "waiting": 0, "refused": 0}
    reports = [CodeReport(code, **counts.get(pk, none)) for pk, code in codes.items()]
    return sorted(reports, key=lambda report: (-report.applied, report.code.pk))


def _counted(rows: QuerySet[Membership]) -> Iterable[dict[str, Any]]:
    counted = rows.order_by().values("join_code").annotate(
        applied=Count("pk"),
        active=Count("pk", filter=Q(state=Membership.State.ACTIVE)),
        waiting=Count("pk", filter=Q(state__in=OPEN_STATES)),
        refused=Count("pk", filter=Q(state=Membership.State.REJECTED)),
    )  # fmt: skip
    return [dict(row) for row in counted]
