# SPDX-License-Identifier: Apache-2.0
"""Two hands for what is dangerous (SE-02, SE-06): who may ask, who may be the second, until when."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Func, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.identity import Particulars
from unionnet.directory.people.models import (
    BulkList,
    Countersigning,
    Membership,
    MembershipSpan,
    Person,
    Role,
    WantedTenant,
)
from unionnet.directory.people.rules import SHORTEST_REASON, why_not_both, why_not_grant, why_not_serve
from unionnet.directory.people.spans import held_on
from unionnet.foundation.clock import local_date, start_of
from unionnet.foundation.crypto import Sealed
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.rulebook import Ruling, rule

GRANT, EXPORT, OPEN = "people.grant_roles", "people.export", "organisations.change"
# Which verb the second holds, where the act weighs.
VERBS = {
    Countersigning.Act.POSTS: GRANT,
    Countersigning.Act.HANDOVER: GRANT,
    Countersigning.Act.LIST: EXPORT,
    Countersigning.Act.TENANT: OPEN,
}
FURTHEST = timedelta(days=366)
EACH = "SELECT unnest(%s::bigint[])"
MOST_LISTED = 1_000_000  # members on one list: a sheet holds no more rows


@dataclass(frozen=True)
class Change:
    """A post to give, or, with `ends`, one to end: its last day is `until`."""

    person: Person
    organisation: Organisation
    name: str
    title: str = ""
    since: date | None = None
    until: date | None = None
    ends: Role | None = None

    @classmethod
    def end_of(cls, role: Role, until: date) -> Change:
        last = max(until, role.since)
        return cls(role.person, role.organisation, role.name, role.title, until=last, ends=role)


def needs_second(where: str, on: date) -> Ruling:
    """That two hands are needed, with its source."""
    return rule("SE-02.second_hand", where=where, on=on)


def most_by_one(where: str, on: date) -> Ruling:
    """How many masked rows may leave by one hand."""
    return rule("SE-06.list_rows", where=where, on=on)


def why_not_by_one(rows: int, where: str, on: date) -> Refusal | None:
    """Whether a sheet with so many lines about our members may leave by one hand."""
    most = most_by_one(where, on)
    if rows <= most.value:
        return None
    return Refusal(
        "too_long_for_one",
        _("这一份有 %(n)s 行我方会员的信息，一人最多导出 %(most)s 行：请按差异种类或下级工会分开导出。"),
        rule=most.citation,
        n=f"{rows:,}",
        most=f"{most.value:,}",
    )


def waits_until(where: str, at: datetime) -> datetime:
    """The last moment at which what is asked now may be countersigned."""
    hours = rule("SE-02.second_hand_hours", where=where, on=local_date(at)).value
    return at + timedelta(hours=hours)


def why_not_ask(by: Person, reason: str) -> Refusal | None:
    """Whether this person may be the first hand: in their own name, and saying what for."""
    if by.stands_in:
        return why_not_for_another()
    if len(reason.strip()) < SHORTEST_REASON:
        return Refusal("no_reason", _("请写明理由，至少 4 个字，复核人会看到。"))
    return None


def why_not_for_another() -> Refusal:
    """Somebody who stands in would make two hands of one will."""
    return Refusal(
        "own_hand", _("须双人复核的事项由任职者本人提出和复核，代理人不能代办；请先切换到自己的任职。")
    )


def why_not_change(by: Person, change: Change) -> Refusal | None:
    """Whether this post may be given or ended by that hand."""
    if refusal := why_not_grant(by, change.person, change.organisation, change.name):
        return refusal
    if change.ends or change.since is None:
        return None
    if refusal := why_not_serve(change.organisation):
        return refusal
    if change.until and change.until < change.since:
        return Refusal("dates_crossed", _("任期结束不能早于开始。"))
    return why_not_both(change.person, change.organisation, change.name, change.since, change.until)


def why_not_pass_on(
    by: Person, holder: Person, union: Organisation, to: Person, day: date, today: date
) -> Refusal | None:
    """Whether the posts of `holder` at that union may pass to `to` on that day: the holder asks, or those who
    grant posts there."""
    if by.pk != holder.pk and not by.may(GRANT, union.path):
        return Refusal("not_yours", _("由本人或安全管理员办理离任交接。"))
    if to.pk == holder.pk:
        return Refusal("same_person", _("请填写接任人的会员证号，不是自己的。"))
    if to.pk == by.pk:
        return Refusal("own_post", _("不能任免自己，请由另一位安全管理员办理。"))
    if not today < day <= today + FURTHEST:
        return Refusal("dates_crossed", _("交接日从明天起，一年以内。"))
    return None


def passing(holder: Person, organisation: Organisation, to: Person, day: date, today: date) -> list[Change]:
    """What a handover on that day would change."""
    live = holder.roles.filter(organisation=organisation, lent_by__isnull=True, since__lte=today)
    own = [role for role in live.order_by("id") if role.until is None or role.until >= day]
    has = set(
        to.roles.filter(organisation=organisation, lent_by__isnull=True, until__isnull=True).values_list(
            "name", flat=True
        )
    )
    ended = [Change.end_of(role, day - timedelta(days=1)) for role in own]
    given = [
        Change(to, organisation, role.name, role.title, since=day, until=role.until)
        for role in own
        if role.name not in has
    ]
    return ended + given


def why_not_countersign(found: Countersigning, by: Person, *, at: datetime) -> Refusal | None:
    """Whether this person may be the second hand: another holder of the verb, whose reach covers it, and whom
    the change does not concern."""
    if refusal := why_not_open(found, at=at):
        return refusal
    if by.stands_in:
        return why_not_for_another()
    if by.pk == found.asked_by_id:
        ruling = needs_second(found.organisation.county_code, local_date(at))
        return Refusal("own_proposal", _("自己提出的事项要由另一个人复核。"), rule=ruling.citation)
    if not by.may(VERBS[Countersigning.Act(found.act)], found.organisation.path):
        return Refusal("elsewhere", _("这件事由%(name)s或上级工会复核。"), name=found.organisation.name)
    if found.changes.filter(person=by).exists():
        return Refusal("own_post", _("不能任免自己，请由另一位安全管理员办理。"))
    return None


def why_not_open(found: Countersigning, *, at: datetime) -> Refusal | None:
    """Whether it still waits."""
    if not found.is_waiting:
        return Refusal("decided", _("这件事已经办结：%(state)s。"), state=found.get_state_display())
    if at >= found.until:
        return Refusal("expired", _("已过复核期限，请重新提出。"))
    return None


def why_not_take_back(found: Countersigning, by: Person, *, at: datetime) -> Refusal | None:
    if by.pk != found.asked_by_id:
        return Refusal("not_yours", _("只有提出人可以撤回。"))
    return why_not_open(found, at=at)


def why_not_undo_handover(found: Countersigning, by: Person, *, at: datetime) -> Refusal | None:
    """Before its day, by either hand, or by those who grant posts there."""
    if found.act != Countersigning.Act.HANDOVER or found.state != Countersigning.State.DONE:
        return Refusal("not_done", _("只有已经复核的离任交接可以撤销。"))
    hands = (found.asked_by_id, found.second_id)
    if by.pk not in hands and not by.may(GRANT, found.organisation.path):
        return Refusal("not_yours", _("由提出人、复核人或安全管理员撤销。"))
    if found.undone_at:
        return Refusal("undone", _("这次交接已经撤销。"))
    if at >= start_of(day_of(found)):
        return Refusal("too_late", _("交接日已到，职务已经移交；需要改变的，请另行任免。"))
    return None


def day_of(found: Countersigning) -> date:
    """The day on which a handover takes effect."""
    return min(change.first_day for change in found.changes.all())


def listed_on(found: Countersigning) -> QuerySet[Any]:
    """The memberships of its list as a question, so that a million ids stay where they are."""
    each = Func("members", function="unnest", output_field=BigIntegerField())
    return BulkList.objects.filter(countersigning=found).annotate(each=each).values("each")


def officer_of(wanted: WantedTenant) -> Particulars | None:
    """The opened particulars, while the matter waits. For a page that shows them masked, or the verb."""
    if wanted.officer is None:
        return None
    text = wanted.officer.open() if isinstance(wanted.officer, Sealed) else wanted.officer
    return Particulars.read_back(json.loads(text))


def standing(members: Any, on_day: date | None) -> QuerySet[Membership] | QuerySet[MembershipSpan]:
    """These memberships, today's or as they stood when that day ended."""
    if on_day is None:
        return Membership.objects.filter(pk__in=members)
    return MembershipSpan.objects.filter(held_on(on_day), membership__in=members)


def unions_on(members: Collection[int] | QuerySet[Any], on_day: date | None = None) -> set[str]:
    """The paths of the unions of these memberships. Ids go as one array: a statement takes 65,535 values."""
    asked = members if isinstance(members, QuerySet) else RawSQL(EACH, [list(members)])  # noqa: S611 - our own words
    rows: Any = standing(asked, on_day).order_by()
    return set(rows.values_list("organisation__path", flat=True).distinct())


def why_not_list(by: Person, paths: Iterable[str]) -> Refusal | None:
    """Whether a list may be asked for: somebody is on it, and all of it within reach."""
    found = list(paths)
    if not found:
        return Refusal("nobody", _("名单上没有人，请先放宽条件。"))
    if not all(by.may(EXPORT, path) for path in found):
        return Refusal("elsewhere", _("您只能导出自己工会及下级工会的名单。"))
    return None


def why_not_fetch(found: BulkList, by: Person, *, at: datetime) -> Refusal | None:
    """Only who asked, while it lasts, and while they still hold the verb there."""
    signed = found.countersigning
    if by.pk != signed.asked_by_id or by.stands_in:
        return Refusal("not_yours", _("名单只能由提出人下载。"))
    if not by.may(EXPORT):
        return Refusal("elsewhere", _("您只能导出自己工会及下级工会的名单。"))
    if found.made_at is None:
        return Refusal("not_made", _("名单还在生成，请稍候。"))
    if not (found.is_good(at) and found.parts.exists()):
        return Refusal("gone", _("名单已过保存期限并删除；仍需要的，请重新提出。"))
    return None
