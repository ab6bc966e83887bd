# SPDX-License-Identifier: Apache-2.0
"""The one place where a return changes its state, and the verbs that move it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import one_line
from unionnet.tools.returns.facts import (
    ReturnFilled,
    ReturnGivenBack,
    ReturnsAccepted,
    ReturnSent,
    ReturnTakenBack,
)
from unionnet.tools.returns.models import Cell, Period, Return, Seal, Step
from unionnet.tools.returns.queries import indicators_of, sheet_of
from unionnet.tools.returns.rules import (
    CHECK,
    MOVES,
    why_not_hand_in,
    why_not_judge,
    why_not_sign,
    why_not_take_back,
)

ACCEPT_ALL = """
WITH moved AS (
    UPDATE returns_return SET state = 'accepted', steps = steps + 1
    WHERE period_id = %(period)s AND state = 'sent' AND filled_by_id <> %(by)s
      AND (signed_by_id IS NULL OR signed_by_id <> %(by)s) RETURNING id, steps
), told AS (
    INSERT INTO returns_step (of_id, number, move, state, by_id, organisation_id, at, reason)
    SELECT id, steps, 'accept', 'accepted', %(by)s, %(office)s, %(at)s, '' FROM moved
) SELECT id FROM moved ORDER BY id
"""


def kept(found: Return) -> tuple[Return, bool]:
    """The row as it is now, kept from changing, and whether its period is sealed: asked after the lock."""
    rows = Return.objects.select_for_update(of=["self"], no_key=True)
    row = rows.select_related("organisation__parent", "period__form__organisation").get(pk=found.pk)
    return row, Seal.objects.filter(period=row.period_id).exists()


@verb
def hand_in(found: Return, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Return:
    """Filled: to the one who signs it, or up at once where the form asks for no signature."""
    row, sealed = kept(found)
    sheet = sheet_of(row)
    refusal = _why_not_seen(row, seen) or why_not_hand_in(
        row,
        by,
        sealed=sealed,
        missing=sheet.missing,
        broken=len(sheet.errors),
        unexplained=len(sheet.unexplained),
    )
    if refusal:
        raise refusal
    moment = at or database_now()
    row.cells.exclude(mark="").update(mark="")
    if row.period.form.is_signed:
        made = _move(row, "fill", row.organisation, by, moment, filled_by=by, signed_by=None, note="")
        tell(ReturnFilled(made.pk, made.steps), by=by, org_path=made.organisation.path)
        return made
    made = _move(
        row, "send", row.organisation, by, moment, filled_by=by, signed_by=None, sent_at=moment, note=""
    )
    tell(ReturnSent(made.pk, made.steps), by=by, org_path=made.organisation.path)
    return made


@verb
def sign(found: Return, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Return:
    """The one who answers for it has looked at it; up it goes."""
    row, _sealed = kept(found)
    if refusal := _why_not_seen(row, seen) or why_not_sign(row, by):
        raise refusal
    moment = at or database_now()
    made = _move(row, "send", row.organisation, by, moment, signed_by=by, sent_at=moment)
    tell(ReturnSent(made.pk, made.steps), by=by, org_path=made.organisation.path)
    return made


@verb
def take_back(found: Return, *, by: Person, at: datetime | None = None) -> Return:
    """The unit looks at it again, as long as nobody above has accepted it."""
    row, _sealed = kept(found)
    if refusal := why_not_take_back(row, by):
        raise refusal
    made = _move(row, "take_back", row.organisation, by, at or database_now())
    tell(ReturnTakenBack(made.pk), by=by, org_path=made.organisation.path)
    return made


@verb
def give_back(
    found: Return,
    reason: str,
    marks: Mapping[str, str] | None = None,
    *,
    by: Person,
    seen: int | None = None,
    at: datetime | None = None,
) -> Return:
    """Something is wrong: why, and by code a mark on each cell it is about."""
    row, sealed = kept(found)
    said = one_line(reason, 500)
    refusal = _why_not_seen(row, seen) or why_not_judge(row, by)
    if sealed:
        refusal = Refusal("sealed", _("这一期已经封存，更正请用补报。"))
    if refusal:
        raise refusal
    if not said:
        raise Refusal("no_reason", _("请写明理由，经办人会看到。"))
    moment = at or database_now()
    made = _move(row, "give_back", _office(row), by, moment, reason=said, note=said)
    for indicator in indicators_of(row.period.form):
        if mark := one_line((marks or {}).get(indicator.code, ""), 200):
            Cell.objects.update_or_create(of=row, indicator=indicator, defaults={"mark": mark})
    tell(ReturnGivenBack(made.pk, made.steps), by=by, org_path=made.organisation.path)
    return made


@verb
def accept(found: Return, *, by: Person, seen: int | None = None, at: datetime | None = None) -> Return:
    row, _sealed = kept(found)
    if refusal := _why_not_seen(row, seen) or why_not_judge(row, by):
        raise refusal
    made = _move(row, "accept", _office(row), by, at or database_now())
    tell(ReturnsAccepted(made.period_id, [made.pk]), by=by, org_path=made.organisation.path)
    return made


@verb
def accept_all(period: Period, *, by: Person, at: datetime | None = None) -> int:
    """Every return of the period that was sent, but those the officer had a hand in. In one statement:
    there may be ten thousand. Checks that do not hold let none be sent, so none of these has any."""
    office = period.form.organisation
    if not by.may(CHECK, office.path):
        raise Refusal("elsewhere", _("这张表由上级工会审核。"))
    told = {"period": period.pk, "by": by.pk, "office": office.pk, "at": at or database_now()}
    with connection.cursor() as cursor:
        cursor.execute(ACCEPT_ALL, told)
        accepted = [pk for (pk,) in cursor.fetchall()]
    if accepted:
        tell(ReturnsAccepted(period.pk, accepted), by=by, org_path=office.path)
    return len(accepted)


def _move(
    row: Return,
    move: str,
    office: Organisation,
    by: Person,
    at: datetime,
    *,
    reason: str = "",
    **changes: Any,
) -> Return:
    """Compare and set, and the step beside it. `office` is the union for which `by` acts."""
    state = MOVES.after(row.state, move)
    as_seen = Return.objects.filter(pk=row.pk, state=row.state, steps=row.steps)
    if not as_seen.update(state=state, steps=F("steps") + 1, **changes):
        raise _moved_on()
    Step.objects.create(
        of=row,
        number=row.steps + 1,
        move=move,
        state=state,
        by=by,
        organisation=office,
        at=at,
        reason=reason,
    )
    row.refresh_from_db(fields=["state", "steps", *changes])
    return row


def _office(row: Return) -> Organisation:
    """The union that judges in the story: the one above, of the one that issued the form where it does."""
    return row.organisation.parent or row.period.form.organisation


def _why_not_seen(row: Return, seen: int | None) -> Refusal | None:
    return _moved_on() if seen is not None and seen != row.steps else None


def _moved_on() -> Refusal:
    return Refusal("moved_on", _("这张表刚刚有了变动，请看过最新情况再办。"))
