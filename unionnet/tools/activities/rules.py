# SPDX-License-Identifier: Apache-2.0
"""The life of a file, who moves it, what a budget may say, who may sign in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.people.occupations import occupation_label
from unionnet.foundation.clock import local_date
from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.foundation.tongues import Tongues
from unionnet.tools.activities.models import Activity, BudgetLine, Session

S = Activity.State
TABLE: dict[str, tuple[set[str], str]] = {
    # move      from                                                        to
    "submit": ({S.PLANNED, S.RETURNED}, S.SUBMITTED),
    "approve": ({S.SUBMITTED}, S.APPROVED),
    "return": ({S.SUBMITTED}, S.RETURNED),
    "announce": ({S.APPROVED}, S.ANNOUNCED),
    "start": ({S.APPROVED, S.ANNOUNCED}, S.UNDER_WAY),
    "finish": ({S.UNDER_WAY}, S.DONE),
    "archive": ({S.DONE}, S.ARCHIVED),
    "cancel": ({S.PLANNED, S.RETURNED, S.SUBMITTED, S.APPROVED, S.ANNOUNCED}, S.CANCELLED),
}
MOVES = Moves(TABLE)
DECIDING = ("approve", "return")
PLANNING = (S.PLANNED, S.RETURNED)  # the plan may still be changed
TOLD = (S.ANNOUNCED, S.UNDER_WAY)  # people may read of it and come
SIGNING = (S.ANNOUNCED, S.UNDER_WAY, S.DONE)  # an officer may still write down who came
SPENDING = (S.APPROVED, *SIGNING)
LONGEST = timedelta(days=366)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
SHORTEST = 4
MOST_SESSIONS, MOST_HOSTS, MOST_LINES, MOST_PAPERS = 60, 30, 100, 300
MOST_TIMES = 52


@dataclass(frozen=True)
class SpendingClass:
    """A class of spending (FIN-09). `is_gift`: goods given to people, which have limits of their own."""

    code: str
    name: Tongues
    is_gift: bool


def scheme_of(region: str, on: date) -> str:
    """The accounting version in force: what an activity planned that day keeps."""
    return str(rule("FIN-09.scheme", where=region, on=on).value)


def classes_of(scheme: str, region: str, on: date) -> tuple[dict[str, SpendingClass], Citation]:
    """The classes of spending of an accounting version by their code."""
    ruling = rule(f"FIN-09.classes_{scheme}", where=region, on=on)
    rows = (SpendingClass(r["code"], Tongues(r["name"], r["english"]), r["gift"]) for r in ruling.value)
    return {each.code: each for each in rows}, ruling.citation


def why_not_manage(person: Person, activity: Activity) -> Refusal | None:
    """Officers of the union whose file it is, and above."""
    if not person.may("activities.manage", activity.organisation.path):
        return Refusal("elsewhere", _("这个活动由%(union)s办理。"), union=activity.organisation.name)
    return None


def why_not_take_part(person: Person, activity: Activity) -> Refusal | None:
    """Whoever gives it together writes down who came, and what is left to do."""
    paths = activity.hosts.filter(organisation__isnull=False).values_list("organisation__path", flat=True)
    if any(person.may("activities.manage", path) for path in paths):
        return None
    return why_not_manage(person, activity)


def why_not_times(starts_at: datetime, ends_at: datetime) -> Refusal | None:
    if ends_at <= starts_at:
        return Refusal("hours_crossed", _("结束时间要晚于开始时间。"))
    if ends_at - starts_at > LONGEST:
        return Refusal("too_long", _("一个活动最长一年，更长的请分开建档。"))
    if not EARLIEST <= local_date(starts_at) <= local_date(ends_at) <= LATEST:
        return Refusal("dates_out_of_range", _("日期应在 2000 年到 2100 年之间。"))
    return None


def why_not_change(activity: Activity) -> Refusal | None:
    """After the archive nothing changes but supplements."""
    if activity.is_closed:
        return Refusal("archived", _("这个活动已经归档或取消，不再改动；有补充请写在“归档后的补充”里。"))
    return None


def why_not_plan(activity: Activity) -> Refusal | None:
    """What the chair has seen stays as it was seen."""
    if refusal := why_not_change(activity):
        return refusal
    if activity.state not in PLANNING:
        return Refusal("not_planning", _("已经报批，方案和预算不能再改；要改请主席先退回。"))
    return None


def why_not_move(person: Person, activity: Activity, move: str, *, alone: bool) -> Refusal | None:
    """Who may make this move: the chair's are not for who planned it, unless nobody else is there."""
    if move not in DECIDING:
        return why_not_manage(person, activity)
    cited = rule(
        "FIN-14.approval", where=activity.organisation.county_code, on=local_date(activity.starts_at)
    )
    if not person.may("activities.approve", activity.organisation.path):
        return Refusal(
            "not_the_chair",
            _("活动和经费由%(union)s主席审批。"),
            rule=cited.citation,
            union=activity.organisation.name,
        )
    if person.pk == activity.planned_by_id and not alone:
        return Refusal("own_plan", _("自己策划的活动请主席或另一位负责人审批。"), rule=cited.citation)
    return None


def why_not_archive(activity: Activity, came: int) -> Refusal | None:
    """A file goes into the archive with what came of it."""
    if len(activity.outcome.strip()) < SHORTEST:
        return Refusal("no_outcome", _("归档前请写成效小结，至少 4 个字。"))
    if not came and not activity.head_counts.exists():
        return Refusal("nobody_came", _("归档前请登记参加人员，或者登记只知总数的参加情况。"))
    return None


def why_not_budget(line: BudgetLine, classes: dict[str, SpendingClass]) -> Refusal | None:
    """A class of the scheme; and what is given to people is never money."""
    found = classes.get(line.code)
    if found is None:
        return Refusal("no_class", _("请从列表中选择支出类别。"))
    activity = line.activity
    banned = rule(
        "FIN-10.not_as_gift", where=activity.organisation.county_code, on=local_date(activity.starts_at)
    )
    word = next((word for word in banned.value if word in line.what), "")
    if found.is_gift and word:
        return Refusal("no_money", _("慰问不得发放%(what)s，请改为实物。"), rule=banned.citation, what=word)
    return None


def why_not_spend(activity: Activity, line: BudgetLine, spent: int, amount: int) -> Refusal | None:
    """Within the line the chair approved (FIN-14)."""
    if activity.state not in SPENDING:
        return Refusal("not_approved", _("活动批准以后、归档以前才能登记报销。"))
    if spent + amount > line.planned:
        cited = rule(
            "FIN-14.approval", where=activity.organisation.county_code, on=local_date(activity.starts_at)
        )
        return Refusal(
            "over_budget", _("超出这一项批准的预算，请核对金额，或换一项登记。"), rule=cited.citation
        )
    return None


@dataclass(frozen=True)
class Caution:
    """Something an officer should look at before the chair does; no obstacle."""

    words: str
    citation: Citation


def cautions_about(activity: Activity, lines: Iterable[BudgetLine]) -> list[Caution]:
    """Goods for people against the limit per head of the place, where there is one (FIN-11)."""
    region, day = activity.organisation.county_code, local_date(activity.starts_at)
    classes, _cited = classes_of(activity.scheme, region, day)
    gifts = sum(line.planned for line in lines if (each := classes.get(line.code)) and each.is_gift)
    if not gifts:
        return []
    limit = rule("FIN-11.activity_gift_per_head", where=region, on=day)
    if not limit.value:
        return [Caution(_("本地还没有录入实物慰问的人均标准，请核对后报批。"), limit.citation)]
    if gifts > limit.value * activity.expected:
        words = _("实物慰问人均 %(each)s 元，超过标准 %(limit)s 元。")
        per_head = f"{gifts / activity.expected / 100:.2f}"
        return [Caution(words % {"each": per_head, "limit": f"{limit.value / 100:.2f}"}, limit.citation)]
    return []


def code_seconds(on: date) -> int:
    return int(rule("AC-01.code_seconds", on=on).value)


def why_not_write_down(activity: Activity) -> Refusal | None:
    """Officers write down who came until the file is in the archive."""
    if refusal := why_not_change(activity):
        return refusal
    if activity.state not in SIGNING:
        return Refusal("not_announced", _("发出通知以后才能签到。"))
    return None


def why_not_sign_in(
    session: Session, path: str, tags: Iterable[str], hosts: Iterable[str], at: datetime
) -> Refusal | None:
    """By one's own phone at the venue: in time, and one of those it is for. `path` is where the person is a
    member, "" for nobody's; `hosts` are the paths of the unions that give it."""
    activity = session.activity
    if activity.state not in TOLD:
        return Refusal("not_open", _("这个活动现在不能签到，请找现场工作人员。"))
    hours: Ruling = rule("AC-02.sign_in_hours", on=local_date(at))
    opens = session.starts_at - timedelta(hours=hours.value["before"])
    closes = session.ends_at + timedelta(hours=hours.value["after"])
    if not opens <= at <= closes:
        return Refusal("not_now", _("不在签到时间内，请找现场工作人员登记。"), rule=hours.citation)
    if activity.any_tags and not set(tags) & set(activity.any_tags):
        named = _("、").join(occupation_label(tag) for tag in activity.any_tags)
        return Refusal("other_group", _("这次活动面向：%(tags)s。"), tags=named)
    if activity.audience == Activity.Audience.MEMBERS and not any(
        path.startswith(host) for host in hosts if path
    ):
        return Refusal("not_a_member", _("这次活动面向主办、协办工会的会员，请找现场工作人员。"))
    return None
