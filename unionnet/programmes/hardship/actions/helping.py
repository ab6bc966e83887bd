# SPDX-License-Identifier: Apache-2.0
"""After a household is registered: aid, the yearly review, the end, and a call afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import months_after
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.foundation.texts import many_lines, one_line
from unionnet.programmes.hardship.actions.learning import hand_tags
from unionnet.programmes.hardship.actions.moving import kept, make_move, said_why
from unionnet.programmes.hardship.facts import AidGiven, ReviewsFellDue
from unionnet.programmes.hardship.models import Aid, Dossier, Review
from unionnet.programmes.hardship.queries import aid_this_year, due_for_review, numbers_of
from unionnet.programmes.hardship.rules import why_not_aid, why_not_at_desk, why_not_exit, why_not_move
from unionnet.tools.payments.actions import Account, enter_payment
from unionnet.tools.payments.models import PaymentBatch

ENDS = ("better", "retired", "moved", "deceased", "other")
AT_ONCE = 500


@dataclass(frozen=True)
class Help:
    """One help: of that kind (HW-13), so much money in 分 through a batch, or none."""

    kind: str
    amount: int = 0
    batch: PaymentBatch | None = None
    note: str = ""


@verb
def give_aid(dossier: Dossier, given: Help, *, key: UUID, by: Person, at: datetime | None = None) -> Aid:
    """Into the dossier; money is a line of a batch that two people let go, paid once by its claim."""
    at = at or database_now()
    today = local_date(at)
    dossier = kept(dossier)
    if held := Aid.objects.filter(key=key, dossier=dossier).first():
        return held
    if no := why_not_at_desk(by, dossier):
        raise no
    listed = aid_this_year(dossier, given.kind, today)
    if no := why_not_aid(dossier, given.kind, given.amount, listed, on=today):
        raise no
    payment = None
    if given.amount:
        if given.batch is None or dossier.account is None:
            raise Refusal("no_account", _("发放资金要选择批次；这一户还没有填收款账号的，请先请他填写。"))
        account, claim = Account(dossier.account.open(), dossier.bank), f"hardship:{key}"
        payment = enter_payment(given.batch, dossier.person, account, given.amount, by=by, claim=claim)
    aid = Aid.objects.create(
        key=key,
        dossier=dossier,
        kind=given.kind,
        grade=dossier.grade,
        amount=given.amount,
        payment=payment,
        note=one_line(given.note, 100),
        given_by=by,
        on_day=today,
    )
    tell(AidGiven(dossier.pk, aid.pk), by=by, org_path=dossier.organisation.path)
    return aid


@verb
def review(
    dossier: Dossier, outcome: str, note: str, *, since: date | None, by: Person, at: datetime | None = None
) -> Review:
    """Once a year, or when something changed. `since`: from which day the household is better off."""
    at = at or database_now()
    today = local_date(at)
    dossier = kept(dossier)
    if no := why_not_move(by, dossier, "review"):
        raise no
    is_better = outcome == Review.Outcome.BETTER
    if is_better and (since is None or since > today):
        raise Refusal("no_since", _("请填写从哪一天起好转，不能晚于今天。"))
    months = rule("HW-09.review_months", where=dossier.organisation.county_code, on=today).value
    made = Review(dossier=dossier, outcome=outcome, reviewed_by=by, on_day=today)
    made.note, made.since = many_lines(note, 500) or None, since if is_better else None
    made.save()
    due = months_after(today, months)
    make_move(dossier, "review", by=by, at=at, review_due=due, review_told=None, better_since=made.since)
    return made


@verb
def end(dossier: Dossier, why: str, reason: str, *, by: Person, at: datetime | None = None) -> Dossier:
    """Out of the register. An officer says so, never the clock; the household may appeal."""
    at, reason = at or database_now(), said_why(reason)
    dossier = kept(dossier)
    if no := why_not_move(by, dossier, "exit") or why_not_exit(dossier, why, on=local_date(at)):
        raise no
    people = numbers_of(dossier)
    make_move(dossier, "exit", by=by, at=at, reason=reason, ended_at=at, decided_by=by)
    hand_tags(people)
    return dossier


@verb
def follow_up(dossier: Dossier, note: str, *, by: Person, at: datetime | None = None) -> Dossier:
    """A call to a household that left (HW-09)."""
    note = said_why(note)
    dossier = kept(dossier)
    if no := why_not_move(by, dossier, "follow_up"):
        raise no
    return make_move(dossier, "follow_up", by=by, at=at or database_now(), reason=note)


@verb
def tell_reviews_due(*, at: datetime | None = None) -> int:
    """Dossiers whose review falls due are told of once: `listeners` asks the households for what changed."""
    today = local_date(at or database_now())
    due = due_for_review(today).filter(review_told__isnull=True)
    dossiers = list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])
    if dossiers:
        keys = [dossier.pk for dossier in dossiers]
        Dossier.objects.filter(pk__in=keys).update(review_told=today)
        tell(ReviewsFellDue(keys), by=None)
    return len(dossiers)
