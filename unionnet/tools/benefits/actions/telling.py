# SPDX-License-Identifier: Apache-2.0
"""Say that something may be fetched, and that it is about to lapse: to each person once, whatever runs
twice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils.translation import gettext_noop as _

from unionnet.directory.people.models import Membership
from unionnet.directory.reach.actions import notify, notify_all
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.rulebook import rule
from unionnet.foundation.scope import verb
from unionnet.tools.benefits.models import Benefit, Telling
from unionnet.tools.benefits.queries.telling import benefits_for, untold, wins_going_back, without_it

AT_ONCE = 50_000  # persons a run: a city of two millions has heard within the hour
LOOK_BACK = timedelta(days=1)
MINE = "/benefits/"
WORDS = {
    Telling.What.OPEN: (
        _("可以领取：%(benefit)s"),
        _("%(union)s发放“%(benefit)s”，请在 %(until)s 前出示会员码领取。"),
    ),
    Telling.What.CLOSING: (
        _("快要截止领取：%(benefit)s"),
        _("您还没有领“%(benefit)s”，%(until)s 截止，请尽快出示会员码领取。"),
    ),
}


@verb
def tell_entitled(*, at: datetime | None = None) -> int:
    """Go on where the last run stopped. Returns how many were told who had not been."""
    at, told, room = at or database_now(), 0, AT_ONCE
    for what in Telling.What:
        for benefit in untold(what, at, _ahead(at)):
            walked, heard = _go_on(benefit, what, at, room)
            told, room = told + heard, room - walked
            if not room:
                return told
    return told


def _go_on(benefit: Benefit, what: Telling.What, at: datetime, room: int) -> tuple[int, int]:
    telling, _is_new = Telling.objects.select_for_update().get_or_create(benefit=benefit, what=what)
    rows = without_it(benefit).filter(person__gt=telling.through).order_by("person_id")
    people = list(rows.values_list("person_id", flat=True)[:room])
    heard = _say(benefit, what, people)
    telling.through = people[-1] if people else telling.through
    telling.done_at = None if len(people) == room else at
    telling.save(update_fields=["through", "done_at"])
    return len(people), heard


@verb
def tell_newcomers(membership_ids: Collection[int], *, at: datetime | None = None) -> int:
    """Of what was open before they came."""
    members = list(Membership.objects.filter(pk__in=membership_ids).select_related("organisation"))
    told = 0
    for benefit in benefits_for(members, at or database_now()):
        rows = without_it(benefit).filter(pk__in=membership_ids)
        told += _say(benefit, Telling.What.OPEN, rows.values_list("person_id", flat=True))
    return told


@verb
def tell_list_again(benefit_id: int) -> Telling:
    """More persons are on the list: go through it once more. Who has heard hears nothing."""
    fresh = {"through": 0, "done_at": None}
    # Waits for a run that walks the list just now, and may have passed them.
    telling, _is_new = Telling.objects.update_or_create(
        benefit_id=benefit_id, what=Telling.What.OPEN, defaults=fresh
    )
    return telling


@verb
def remind_of_prizes(*, at: datetime | None = None) -> int:
    """Of prizes that nobody fetched and that go back soon. Returns how many winners it concerns."""
    at = at or database_now()
    wins = list(wins_going_back(at, _ahead(at), LOOK_BACK))
    for win in wins:
        notify(
            win.person,
            kind="benefits.prize_closing",
            title=_("奖品还没有领：%(prize)s"),
            text=_("您抽中的“%(prize)s”还没有领，%(until)s 前不领就会退回。"),
            facts={"prize": win.prize.heading, "until": win.until},
            url=MINE,
            organisation=win.raffle.organisation,
            unique=f"benefits.prize_closing.{win.pk}",
        )
    return len(wins)


def _say(benefit: Benefit, what: Telling.What, people: Collection[int]) -> int:
    title, text = WORDS[what]
    return notify_all(
        people,
        kind=f"benefits.{what}",
        title=title,
        text=text,
        facts={
            "benefit": benefit.title,
            "union": benefit.organisation.name,
            "until": benefit.closes_at,
        },
        url=MINE,
        organisation=benefit.organisation,
        unique=f"benefits.{what}.{benefit.pk}",
    )


def _ahead(at: datetime) -> timedelta:
    return timedelta(days=rule("BN-01.remind_days_before", on=local_date(at)).value)
