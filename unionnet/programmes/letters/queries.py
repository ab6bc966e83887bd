# SPDX-License-Identifier: Apache-2.0
"""The questions of the letters."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.directory.organisations.models import SEGMENT, Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.crypto.keys import key_ring
from unionnet.foundation.pieces import has_piece
from unionnet.foundation.prepared import prepared
from unionnet.foundation.scope import everything
from unionnet.foundation.ui.tags.words import says
from unionnet.programmes.letters.models import Dismissal, Letter
from unionnet.programmes.letters.rules import HANDLE, SEE
from unionnet.tools.casework.models import Case

MARK = 32
MOST_WORDS, MEANT = 5, 5


def letters_seen_by(person: Person) -> QuerySet[Letter]:
    rows = Letter.objects.filter(person.reach(SEE).q("organisation__path"))
    return rows.select_related("organisation", "employer", "before", "case").defer("case__words")


def late(now: datetime) -> Q:
    """Due, and neither answered nor settled."""
    return Q(due_at__lt=now, answered_at=None, settled_at=None)


def found_in(rows: QuerySet[Letter], *, kind: str, late_at: datetime | None) -> QuerySet[Letter]:
    if kind in Letter.Kind.values:
        rows = rows.filter(kind=kind)
    return rows.filter(late(late_at)) if late_at else rows


@dataclass(frozen=True)
class Counts:
    """All letters within reach, delivered ones, and of these those answered in time, overdue, mended."""

    written: int
    delivered: int
    in_time: int
    overdue: int
    mended: int


def counts_of(rows: QuerySet[Letter], now: datetime) -> Counts:
    return Counts(
        **rows.aggregate(
            written=Count("pk"),
            delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
            in_time=Count("pk", filter=Q(answered_at__lte=F("due_at"))),
            overdue=Count("pk", filter=late(now)),
            mended=Count("pk", filter=Q(is_mended=True)),
        )
    )


def chain_of(letter: Letter, person: Person) -> list[Letter]:
    """The papers about one matter in their order, as far as the reader sees them."""
    rows, chain, first = letters_seen_by(person), [letter], letter
    while first.before_id and (earlier := rows.filter(pk=first.before_id).first()):
        chain.insert(0, earlier)
        first = earlier
    while later := rows.filter(before=chain[-1]).first():
        chain.append(later)
    return chain


def employer_called(words: str) -> Employer | None:
    """By its code; or by its name, when only one has it."""
    found = list(Employer.objects.filter(Q(uscc=words.upper()) | Q(name=words))[:2])
    return found[0] if len(found) == 1 else None


def employers_like(words: str) -> list[Employer]:
    """The nearest few in whose name every word stands."""
    rows = Employer.objects.all()
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(has_piece(word, "name"))
    return list(rows.order_by("name", "pk")[:MEANT]) if words else []


def unions_above(letter: Letter, person: Person) -> QuerySet[Organisation]:
    """Who may write the next paper: the union that wrote this one, or one above it, within reach."""
    path = letter.organisation.path
    within = Organisation.objects.filter(person.reach(HANDLE).q("path"), until=None)
    return within.filter(path__in=_prefixes(path)).order_by("-path")


def state_of(letter: Letter) -> tuple[str, str]:
    """(words, colour), the last thing that happened."""
    if letter.settled_at:
        mended = (pgettext("letter", "已改正"), "ok"), (pgettext("letter", "未改正"), "late")
        return mended[0] if letter.is_mended else mended[1]
    if letter.answered_at:
        return pgettext("letter", "已答复，待核实"), "info"
    if letter.delivered_at:
        return pgettext("letter", "待答复"), "due"
    return pgettext("letter", "待送达"), ""


def links_for_case(case: Case, person: Person) -> list[tuple[Any, str, str]]:
    """The letters of this case; and the way to write the first one."""
    if not person.may(SEE):
        return []
    links = [
        (says(f"{each.employer.name} · {each.get_kind_display()}", state_of(each)[0]), _desk(each), "stamp")
        for each in _of_case(case.pk)
        if person.may(SEE, each.organisation.path)
    ]
    if not links and case.is_open and person.may(HANDLE, case.holder.path):
        links = [(_("发提示函"), f"{reverse('desk-letters:new')}?case={case.public_id}", "stamp")]
    return links


@prepared
def _of_case(case: int) -> QuerySet[Letter]:
    return Letter.objects.filter(case=case).select_related("organisation", "employer").order_by("id")


def dismissals_seen_by(person: Person) -> QuerySet[Dismissal]:
    rows = Dismissal.objects.filter(person.reach(SEE).q("organisation__path"))
    return rows.select_related("organisation", "employer")


def dismissals_of(rows: QuerySet[Dismissal], *, state: str, words: str) -> QuerySet[Dismissal]:
    """In one state, or all; of employers with that code, or with these words in their name."""
    if state in Dismissal.State.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(employer__uscc=words.upper()) | Q(employer__name__contains=words))
    return rows


@dataclass(frozen=True)
class DismissalCounts:
    """All within reach; of these, those the union has yet to answer, and those the employer has."""

    all: int
    told: int
    objected: int


def dismissal_counts(rows: QuerySet[Dismissal]) -> DismissalCounts:
    return DismissalCounts(
        **rows.aggregate(
            all=Count("pk"),
            told=Count("pk", filter=Q(state="told")),
            objected=Count("pk", filter=Q(state="objected")),
        )
    )


def answer_key(letter: Letter) -> str:
    """What the address of the employer's page ends in: nobody can make one without the key of the house."""
    mark = hmac.new(key_ring().signing, f"letters.answer:{letter.public_id}".encode(), "sha256")
    return f"{letter.public_id}{mark.hexdigest()[:MARK]}"


@everything("whoever holds the address on the paper is the one it was sent to")
def letter_by_key(key: str) -> Letter | None:
    rows = Letter.objects.select_related("organisation", "employer").filter(delivered_at__isnull=False)
    letter = rows.filter(public_id=key[:-MARK]).first()
    return letter if letter and hmac.compare_digest(answer_key(letter).encode(), key.encode()) else None


def _desk(letter: Letter) -> str:
    return reverse("desk-letters:letter", args=[letter.public_id])


def _prefixes(path: str) -> list[str]:
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
