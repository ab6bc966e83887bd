# SPDX-License-Identifier: Apache-2.0
"""Why not? Pure questions, asked to draw a page and asked again by the verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person, Standing
from unionnet.foundation.clock import local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.tools.booking.models import Ban, Booking, Resource, Terms
from unionnet.tools.booking.timetable import Slot, Timetable

MOVES = Moves({
    # move       from                              to
    "accept":   ({"asked"},                        "confirmed"),
    "decline":  ({"asked"},                        "declined"),
    "cancel":   ({"asked", "confirmed"},           "cancelled"),
    "undo":     ({"cancelled"},                    "confirmed"),
    "undo_asked": ({"cancelled"},                  "asked"),
    "come":     ({"confirmed", "no_show"},         "used"),
    "miss":     ({"confirmed", "used"},            "no_show"),
})  # fmt: skip

# Field of Terms → (rule, path into its value; "kind" stands for the kind of the resource).
LAID_DOWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "person_a_day": ("BK-01.a_day", ("kind", "person")),
    "union_a_day": ("BK-01.a_day", ("kind", "union")),
    "person_slots": ("BK-02.length", ("kind", "person")),
    "union_slots": ("BK-02.length", ("kind", "union")),
    "horizon_days": ("BK-03.horizon_days", ("kind",)),
    "cancel_minutes": ("BK-04.cancel_minutes", ()),
    "no_shows": ("BK-05.no_shows", ("no_shows",)),
    "ban_days": ("BK-05.no_shows", ("ban_days",)),
}


@dataclass(frozen=True)
class Limits:
    """The terms in force: what the union laid down, and for the rest the rulebook."""

    person_a_day: int
    union_a_day: int
    person_slots: int
    union_slots: int
    horizon_days: int
    cancel_minutes: int
    no_shows: int
    ban_days: int
    local: frozenset[str] = frozenset()

    def a_day(self, party: Party) -> int:
        return self.union_a_day if party.is_union else self.person_a_day

    def slots(self, party: Party) -> int:
        return self.union_slots if party.is_union else self.person_slots


@dataclass(frozen=True)
class Party:
    """For whom somebody books: themselves, or a union for which they hold office."""

    path: str = ""
    is_real_name: bool = False
    is_union: bool = False
    banned_until: datetime | None = None

    @classmethod
    def of(cls, standing: Standing | None, banned_until: datetime | None = None) -> Party:
        if standing is None:
            return cls(banned_until=banned_until)
        return cls(standing.path, standing.is_real_name, banned_until=banned_until)


def ruling(rule_id: str, resource: Resource, on: date) -> Ruling:
    """A provision where the union of the resource works."""
    return rule(rule_id, where=resource.organisation.county_code, on=on)


def limits_of(resource: Resource, terms: Terms | None, on: date) -> Limits:
    found: dict[str, int] = {}
    own = {name for name in LAID_DOWN if terms is not None and getattr(terms, name) is not None}
    for name, (rule_id, way) in LAID_DOWN.items():
        value: Any = getattr(terms, name) if name in own else ruling(rule_id, resource, on).value
        for step in () if name in own else way:
            value = value[resource.kind if step == "kind" else step]
        found[name] = int(value)
    return Limits(**found, local=frozenset(own))


def rulings_of(resource: Resource, on: date) -> dict[str, Ruling]:
    """What the rulebook says, field by field, to stand beside the union's own terms."""
    return {each.name: ruling(LAID_DOWN[each.name][0], resource, on)
            for each in fields(Limits) if each.name in LAID_DOWN}  # fmt: skip


def why_not_book(
    party: Party, timetable: Timetable, stay: Slot | None, limits: Limits, at: datetime
) -> Refusal | None:
    """All but whether it is taken, and how many one has that day: the database has the last word on both."""
    resource = timetable.resource
    code = why_not_here(party, resource, at) or _why_not_then(timetable, stay, limits, at)
    return refusal(code, resource, limits=limits, party=party) if code else None


def why_not_book_for(by: Person, guest: Person | None, resource: Resource) -> Refusal | None:
    """Somebody else is booked for at the desk of the house alone, and never where it is confidential."""
    if guest is None or guest.pk == by.pk:
        return None
    if resource.is_private:
        return refusal("person_only", resource)
    if not by.may("booking.manage", resource.organisation.path):
        return Refusal("elsewhere", _("这里由%(union)s代为预约。"), union=resource.organisation.name)
    return None


def why_not_here(party: Party, resource: Resource, at: datetime) -> str | None:
    """The code of what stands against this party, whatever the time."""
    if resource.withdrawn_at:
        return "withdrawn"
    code = _wrong_union(party, resource) if party.is_union else _wrong_person(party, resource)
    if code:
        return code
    if resource.open_to and not (party.path and resource.open_to.contains(party.path)):
        return "not_yours_to_book"
    return "banned" if party.banned_until and party.banned_until > at else None


def _wrong_union(party: Party, resource: Resource) -> str | None:
    return "person_only" if resource.is_private else None


def _wrong_person(party: Party, resource: Resource) -> str | None:
    if resource.audience == Resource.Audience.UNIONS:
        return "unions_only"
    if not party.is_real_name:
        return "real_name_only"
    return "members_only" if resource.audience == Resource.Audience.MEMBERS and not party.path else None


def _why_not_then(timetable: Timetable, stay: Slot | None, limits: Limits, at: datetime) -> str | None:
    if stay is None:
        return "not_open_then"
    if is_past(timetable.resource, stay, at):
        return "past"
    return "too_early" if local_date(stay.starts_at) > last_day(limits, at) else None


def is_past(resource: Resource, stay: Slot, at: datetime) -> bool:
    """A slot that runs can still be booked, a night until it is nearly over."""
    return at >= (stay.ends_at - timedelta(hours=4) if resource.by_night else stay.starts_at)


def last_day(limits: Limits, at: datetime) -> date:
    return local_date(at) + timedelta(days=limits.horizon_days)


def why_not_cancel(booking: Booking, limits: Limits, at: datetime) -> Refusal | None:
    if not booking.lives or booking.state == Booking.State.USED:
        return refusal("not_living", booking.resource)
    if at > booking.starts_at - timedelta(minutes=limits.cancel_minutes):
        return refusal("too_late_to_cancel", booking.resource, limits=limits)
    return None


def undo_until(booking: Booking) -> datetime:
    """BK-07: one's own mistake can be taken back for so many minutes, before it begins."""
    cancelled = booking.decided_at or booking.at
    minutes = ruling("BK-07.undo_minutes", booking.resource, local_date(cancelled)).value
    return min(cancelled + timedelta(minutes=minutes), booking.starts_at)


def why_not_undo(booking: Booking, by: Person, at: datetime) -> Refusal | None:
    if booking.state != Booking.State.CANCELLED or booking.decided_by_id != by.pk or booking.by_id != by.pk:
        return refusal("not_undone", booking.resource)
    return refusal("too_late_to_undo", booking.resource) if at > undo_until(booking) else None


def sign_in_from(booking: Booking) -> datetime:
    minutes = ruling("BK-09.sign_in_minutes", booking.resource, booking.day).value
    return booking.starts_at - timedelta(minutes=minutes)


def why_not_decide(booking: Booking, accept: bool, note: str) -> Refusal | None:
    if booking.state != Booking.State.ASKED:
        return Refusal("decided", _("这个预约已经答复过了，请刷新页面。"))
    if not accept and len(note) < 2:
        return Refusal("reason_needed", _("请写明原因，对方会看到。"))
    return None


def why_not_lift(ban: Ban, reason: str, by: Person, at: datetime) -> Refusal | None:
    """Somebody else decides, while it lasts, and says why."""
    if ban.person_id == by.pk:
        return Refusal("not_your_own", _("自己的暂停要请别的工作人员解除。"))
    if ban.until <= at:
        return Refusal("ban_over", _("暂停已经期满，不用解除。"))
    return Refusal("reason_needed", _("请写明解除原因，对方会看到。")) if len(reason) < 2 else None


def refusal(
    code: str, resource: Resource, *, limits: Limits | None = None, party: Party | None = None
) -> Refusal:
    """The "no" of a code: the same words from the page, the API and the desk."""
    sentence, rule_id, facts = SENTENCES[code]
    said = facts(resource, limits, party) if facts else {}
    today = local_date(timezone.now())
    cited = None if rule_id is None else _cited(rule_id, resource, limits, today)
    return Refusal(code, sentence(), rule=cited, **said)


def _cited(rule_id: str, resource: Resource, limits: Limits | None, on: date) -> Citation:
    """The rulebook, or the terms of the union where these differ from it."""
    found = ruling(rule_id, resource, on).citation
    laid_down = {name for name, (each, _way) in LAID_DOWN.items() if each == rule_id}
    if limits and limits.local & laid_down:
        words = _("“%(union)s”的预约规则") % {"union": resource.organisation.name}
        return Citation(rule_id, words, "A/R", found.pack)
    return found


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "Y-m-d")


Facts = Callable[[Resource, Limits | None, Party | None], dict[str, object]]
_whose: Facts = lambda resource, limits, party: {"name": str(resource.open_to or "")}  # noqa: E731
_most: Facts = lambda resource, limits, party: {"n": limits.a_day(party) if limits and party else 0}  # noqa: E731
_days: Facts = lambda resource, limits, party: {"n": limits.horizon_days if limits else 0}  # noqa: E731
_minutes: Facts = lambda resource, limits, party: {"n": limits.cancel_minutes if limits else 0}  # noqa: E731
_until: Facts = lambda resource, limits, party: {  # noqa: E731
    "until": _day(party.banned_until) if party and party.banned_until else ""
}

SENTENCES: dict[str, tuple[Callable[[], str], str | None, Facts | None]] = {
    "withdrawn": (lambda: _("这里已不再接受预约，请看看别的地方。"), "BK-11.who", None),
    "unions_only": (lambda: _("这里由工会集体预约，请联系您单位的工会。"), "BK-11.who", None),
    "person_only": (lambda: _("这里只能本人预约，工会不能代订。"), "BK-10.confidential", None),
    "real_name_only": (lambda: _("需要先完成实名认证，再来预约。"), "BK-11.who", None),
    "members_only": (lambda: _("只对工会会员开放，您可以先申请入会。"), "BK-11.who", None),
    "not_yours_to_book": (lambda: _("只对“%(name)s”及所属工会开放。"), "BK-11.who", _whose),
    "banned": (
        lambda: _("因多次预约后没有到场，%(until)s 前暂不能预约。有特殊情况请联系管理工会。"),
        "BK-05.no_shows",
        _until,
    ),
    "not_open_then": (lambda: _("这个时间不开放，请从时段表里另选。"), "BK-12.opening", None),
    "past": (lambda: _("这个时间已经过了，请另选。"), "BK-12.opening", None),
    "too_early": (lambda: _("最早提前 %(n)s 天预约，请过几天再来。"), "BK-03.horizon_days", _days),
    "a_day_full": (lambda: _("当天已达上限：每天最多 %(n)s 次。请另选一天。"), "BK-01.a_day", _most),
    "taken": (
        lambda: _("这个时段刚刚有人预约了，先约先得。请从下面的空位里另选。"),
        "BK-06.first_come",
        None,
    ),
    "not_living": (lambda: _("这个预约已经结束或取消，不用再取消。"), None, None),
    "too_late_to_cancel": (
        lambda: _("须在开始前 %(n)s 分钟取消。现在来不了，请打电话告诉管理工会。"),
        "BK-04.cancel_minutes",
        _minutes,
    ),
    "not_undone": (lambda: _("只有自己刚刚取消的才能恢复。"), "BK-07.undo_minutes", None),
    "too_late_to_undo": (lambda: _("恢复的时间已经过了，请重新预约。"), "BK-07.undo_minutes", None),
    "gone": (lambda: _("这个时段已经给了别人，不能恢复，请另选。"), "BK-07.undo_minutes", None),
}
