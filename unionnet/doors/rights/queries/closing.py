# SPDX-License-Identifier: Apache-2.0
"""What closing an account would do, and what has to stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Membership, Person
from unionnet.directory.people.queries import active_membership
from unionnet.doors.rights.models import Closure, Copy
from unionnet.doors.rights.queries.held import Kind, held_of
from unionnet.doors.rights.rules import grace, why_not_close
from unionnet.foundation.clock import local_date
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.tools.enrolment.models import Offer
from unionnet.tools.enrolment.queries import mine


def copies_of(person: Person) -> QuerySet[Copy]:
    return Copy.objects.filter(person=person).defer("archive").order_by("-pk")


def closures_of(person: Person) -> QuerySet[Closure]:
    return Closure.objects.filter(person=person).order_by("-pk")


def open_closure(person: Person) -> Closure | None:
    """The closure that can still be taken back."""
    return closures_of(person).filter(taken_back_at__isnull=True, done_at__isnull=True).first()


def running_offers_of(person: Person, at: datetime) -> list[Offer]:
    """What the person has a place or a number in, and is not over."""
    held = (line.offer for line in mine(person))
    return [offer for offer in held if (offer.ends_at or offer.starts_at or offer.closes_at) > at]


@dataclass(frozen=True)
class Hold:
    """Something that stays: what, how much of it, until when, by which rule."""

    name: str
    count: int
    keeps: str
    citation: Citation


@dataclass(frozen=True)
class Consequences:
    """What the page before the last step says."""

    refusal: Refusal | None
    union: Membership | None
    offers: list[Offer]
    gone: list[Kind]
    holds: list[Hold]
    grace: Ruling


def consequences(person: Person, *, at: datetime) -> Consequences:
    kinds = held_of(person)
    stays = [kind for kind in kinds if kind.declaration.hold]
    on = local_date(at)
    holds = [
        Hold(kind.item.name, kind.count, kind.item.keeps, rule(kind.declaration.hold, on=on).citation)
        for kind in stays
    ]
    log = rule("SE-01.log_months", on=on)
    holds.append(Hold(_("操作日志（只有编号）"), 0, _("不少于 %(n)s 个月") % {"n": log.value}, log.citation))
    gone = [kind for kind in kinds if kind not in stays]
    return Consequences(
        why_not_close(person, at=at),
        active_membership(person),
        running_offers_of(person, at),
        gone,
        holds,
        grace(at),
    )
