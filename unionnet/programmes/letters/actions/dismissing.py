# SPDX-License-Identifier: Apache-2.0
"""A dismissal told to the union (LS-04): registered, answered, and ended by what the employer writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Employer, Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.people.queries import people_seen_by
from unionnet.foundation.clock import database_now
from unionnet.foundation.crypto import blind_index
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.letters.facts import DismissalAnswered, DismissalEnded, DismissalRegistered
from unionnet.programmes.letters.models import Dismissal
from unionnet.programmes.letters.rules import (
    ANSWER_BEFORE,
    DISMISSAL_MOVES,
    ruling,
    why_not_move,
    why_not_record,
    why_not_register,
)


@dataclass(frozen=True)
class Notified:
    """Who is to go, why and when, and how the union knows. `mobile` finds the person and is not kept;
    `ground` is of `Dismissal.Ground`, `told` of `Dismissal.Told`."""

    name: str
    ground: str
    reason: str
    told: str
    told_on: date
    effective_on: date
    mobile: str = ""


@dataclass(frozen=True)
class Objection:
    """Why the union finds it wrong, and the articles or clauses it breaks."""

    reasons: str
    broken: str
    number: str = ""


@dataclass(frozen=True)
class Outcome:
    """What the employer told in writing: `kind` is of `Dismissal.Result`."""

    kind: str
    words: str
    on: date


@verb
def register(
    union: Organisation,
    employer: Employer,
    given: Notified,
    *,
    key: UUID | None = None,
    by: Person,
    at: datetime | None = None,
) -> Dismissal:
    """Written down at the desk. A form sent twice is one dismissal."""
    at, key = at or database_now(), key or uuid4()
    if no := why_not_register(union, given.told_on, given.effective_on, by, at):
        raise no
    name, reason = one_line(given.name, 60), many_lines(given.reason, 2_000)
    if not (name and reason):
        raise Refusal("incomplete", _("请写明职工姓名和解除的理由。"))
    row, is_new = Dismissal.objects.get_or_create(
        key=key,
        defaults={
            "organisation": union,
            "employer": employer,
            "person": _known(given.mobile, by),
            "name": name,
            "ground": Dismissal.Ground(given.ground),
            "reason": reason,
            "told": Dismissal.Told(given.told),
            "told_on": given.told_on,
            "effective_on": given.effective_on,
            "answer_by": _answer_by(union, given, at),
            "by": by,
            "at": at,
        },
    )
    if is_new:
        tell(DismissalRegistered(row.pk), by=by, org_path=union.path)
    return row


@verb
def agree(dismissal: Dismissal, *, by: Person, at: datetime | None = None) -> Dismissal:
    """The union has no objection, and the matter is over."""
    found = _moved(dismissal, "agree", by)
    _set(found, answered_at=at or database_now(), answered_by=by)
    tell(DismissalAnswered(found.pk, has_objection=False), by=by, org_path=found.organisation.path)
    return found


@verb
def object_to(dismissal: Dismissal, said: Objection, *, by: Person, at: datetime | None = None) -> Dismissal:
    """The union asks the employer to think again, and to tell in writing what comes of it."""
    found = _moved(dismissal, "object_to", by)
    reasons, broken = many_lines(said.reasons, 4_000), one_line(said.broken, 200)
    if not (reasons and broken):
        raise Refusal("no_reasons", _("请写明工会的理由和违反的规定。"))
    _set(
        found,
        answered_at=at or database_now(),
        answered_by=by,
        objection=reasons,
        broken=broken,
        number=one_line(said.number, 40),
    )
    tell(DismissalAnswered(found.pk, has_objection=True), by=by, org_path=found.organisation.path)
    return found


@verb
def record_result(
    dismissal: Dismissal, outcome: Outcome, *, by: Person, at: datetime | None = None
) -> Dismissal:
    """What the employer told in writing, after the objection or before any answer of the union."""
    found = _moved(dismissal, "record_result", by)
    if no := why_not_record(found, outcome.on, at or database_now()):
        raise no
    words = many_lines(outcome.words, 4_000)
    if not words:
        raise Refusal("no_words", _("请写明单位书面告知的内容。"))
    _set(found, result=Dismissal.Result(outcome.kind), result_text=words, result_on=outcome.on, ended_by=by)
    tell(DismissalEnded(found.pk, outcome.kind), by=by, org_path=found.organisation.path)
    return found


def _known(mobile: str, by: Person) -> Person | None:
    """The one person within the officer's reach who has this phone."""
    if not mobile:
        return None
    found = list(people_seen_by(by).filter(mobile_index=blind_index("mobile", mobile))[:2])
    return found[0] if len(found) == 1 else None


def _answer_by(union: Organisation, given: Notified, at: datetime) -> date:
    """So many days before it takes effect; never before the union knew."""
    days = ruling(ANSWER_BEFORE, union, at).value
    return max(given.told_on, given.effective_on - timedelta(days=days))


def _moved(dismissal: Dismissal, move: str, by: Person) -> Dismissal:
    """Locked, and in its new state; the verb saves it with what it has to say."""
    rows = Dismissal.objects.select_for_update(of=["self"], no_key=True)
    found = rows.select_related("organisation", "employer").get(pk=dismissal.pk)
    if no := why_not_move(found, move, by):
        raise no
    found.state = DISMISSAL_MOVES.after(found.state, move)
    return found


def _set(found: Dismissal, **changes: object) -> None:
    for name, value in changes.items():
        setattr(found, name, value)
    found.save(update_fields=["state", *changes])
