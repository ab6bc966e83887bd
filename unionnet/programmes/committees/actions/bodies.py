# SPDX-License-Identifier: Apache-2.0
"""Committees that sit already, and who comes and goes in the middle of a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.calendar import years_after
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.journal import tell
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.scope import verb
from unionnet.programmes.committees.actions.checkups import check
from unionnet.programmes.committees.demands import Demands
from unionnet.programmes.committees.facts import CommitteeRegistered, CommitteesEnded, SeatFilled, SeatLeft
from unionnet.programmes.committees.models import Committee, Post, Seat
from unionnet.programmes.committees.naming import Named
from unionnet.programmes.committees.rules import why_not_leave, why_not_manage, why_not_remove


@dataclass(frozen=True)
class TermPlan:
    """What an officer reads off the approval on paper."""

    body: str
    session: int
    since: date
    years: int
    basis: str = ""


@dataclass(frozen=True)
class Vote:
    """Yes-votes of a meeting, of how many members or delegates in all."""

    yes: int
    everybody: int


@verb
def register_committee(
    organisation: Organisation,
    plan: TermPlan,
    names: Sequence[Named],
    *,
    by: Person,
    at: datetime | None = None,
) -> Committee:
    """A committee that was elected before this system knew of it. Its size is the number of names."""
    today = local_date(at or database_now())
    union = Organisation.objects.select_for_update(of=["self"], no_key=True).get(pk=organisation.pk)
    years, ruling = Demands(union, today, 0, 0).years
    if refusal := why_not_manage(by, union) or _why_not_register(union, plan, names, today):
        raise refusal
    if plan.years not in years:
        raise Refusal(
            "wrong_years",
            _("本工会每届任期应为 %(years)s 年。"),
            rule=ruling.citation,
            years=_("或").join(map(str, years)),
        )
    committee = Committee.objects.create(
        organisation=union,
        body=plan.body,
        session=plan.session,
        size=len(names),
        since=plan.since,
        until=years_after(plan.since, plan.years),
        basis=plan.basis,
        rule=f"{ruling.citation.rule} {ruling.citation.pack}",
    )
    seat_all(committee, names)
    check([union.pk], at=at)
    tell(CommitteeRegistered(committee.pk, union.pk, plan.basis), by=by, org_path=union.path)
    return committee


def seat_all(committee: Committee, names: Sequence[Named]) -> list[Seat]:
    """Everybody sits from the first day of the term."""
    rows = (Seat(committee=committee, since=committee.since, **named.fields) for named in names)
    return Seat.objects.bulk_create(rows)


@verb
def leave_seat(
    seat: Seat,
    leaving: str,
    until: date,
    *,
    vote: Vote | None = None,
    note: str = "",
    by: Person,
    at: datetime | None = None,
) -> Seat:
    """Somebody leaves before the term is over. A removal needs the votes of the meeting (ORG-27), moving a
    chair or vice-chair the consent of the union above (ORG-28)."""
    today = local_date(at or database_now())
    seat = (
        Seat.objects.select_for_update(of=["self"])
        .select_related("committee__organisation", "person")
        .get(pk=seat.pk)
    )
    union, permissions = seat.committee.organisation, seat.committee.permissions.all()
    refusal = why_not_manage(by, union) or why_not_leave(seat, leaving, until, permissions, today)
    if not refusal and leaving == Seat.Leaving.REMOVED:
        refusal = why_not_remove(seat, vote.yes if vote else 0, vote.everybody if vote else 0, today)
    if refusal:
        raise refusal
    seat.until, seat.leaving, seat.note = until, leaving, note[:120]
    seat.save(update_fields=["until", "leaving", "note"])
    check([union.pk], at=at)
    tell(SeatLeft(seat.pk, seat.committee_id, leaving), by=by, org_path=union.path)
    return seat


@verb
def end_committees_of(union: Organisation, *, at: datetime | None = None) -> list[int]:
    """The union is no more (ORG-17): its committees end with its last day, and everybody leaves their seat.
    Returns which ended."""
    last = Organisation.objects.values_list("until", flat=True).get(pk=union.pk)
    sitting = Committee.objects.filter(organisation=union, ended_on=None).select_for_update(of=["self"])
    ended = list(sitting.order_by("pk").values_list("pk", flat=True)) if last else []
    if last and ended:
        Seat.objects.filter(committee__in=ended, until=None).update(
            until=Greatest(F("since"), last), leaving=Seat.Leaving.UNION_ENDED
        )
        Committee.objects.filter(pk__in=ended).update(ended_on=Greatest(F("since"), last))
        tell(CommitteesEnded(union.pk, ended), by=None, org_path=union.path)
    check([union.pk], at=at)
    return ended


@verb
def fill_seat(
    committee: Committee,
    named: Named,
    since: date,
    *,
    basis: str = "",
    by: Person,
    at: datetime | None = None,
) -> Seat:
    """Somebody is elected into an empty seat, for the rest of the term. Who sits there changes posts."""
    today = local_date(at or database_now())
    committee = (
        Committee.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=committee.pk)
    )
    union, sitting = committee.organisation, list(committee.seats.filter(until=None).select_related("person"))
    if refusal := why_not_manage(by, union) or _why_not_fill(committee, sitting, named, since, today):
        raise refusal
    for own in (seat for seat in sitting if seat.holder == named.holder):
        own.until, own.leaving = max(since, own.since), Seat.Leaving.REPOSTED
        own.save(update_fields=["until", "leaving"])
    seat = Seat.objects.create(committee=committee, since=since, note=basis[:120], **named.fields)
    check([union.pk], at=at)
    tell(SeatFilled(seat.pk, committee.pk, basis), by=by, org_path=union.path)
    return seat


def _why_not_register(
    union: Organisation, plan: TermPlan, names: Sequence[Named], today: date
) -> Refusal | None:
    if union.since is None or union.until is not None:
        return Refusal("no_such_union", _("%(name)s还没有成立或已撤销。"), name=union.name)
    if Committee.objects.filter(organisation=union, body=plan.body, ended_on=None).exists():
        return Refusal("sits_already", _("这个机构已登记本届，请办理换届。"))
    if plan.since > today:
        return Refusal("in_the_future", _("任期开始不能晚于今天。"))
    if not names:
        return Refusal("nobody_named", _("请填写委员名单，每行一人。"))
    if sum(named.post == Post.CHAIR for named in names) > 1:
        return Refusal("two_chairs", _("只能有一位主席（主任）。"))
    return None


def _why_not_fill(
    committee: Committee, sitting: Sequence[Seat], named: Named, since: date, today: date
) -> Refusal | None:
    if not committee.is_sitting or not committee.since <= since <= today:
        return Refusal("wrong_date", _("补选日期应在本届之内，且不晚于今天。"))
    own = next((seat for seat in sitting if seat.holder == named.holder), None)
    if own and own.post == named.post:
        return Refusal("sits_here", _("%(name)s 已经担任这个职务。"), name=named.holder)
    if named.post == Post.CHAIR and any(seat.post == Post.CHAIR for seat in sitting):
        return Refusal("has_chair", _("已有主席（主任），请先登记原主席离任。"))
    if own is None and len(sitting) >= committee.size:
        return Refusal("no_empty_seat", _("%(n)s 个名额已满。"), n=committee.size)
    return None
