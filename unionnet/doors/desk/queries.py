# SPDX-License-Identifier: Apache-2.0
"""The one question of the desk: what waits for me today, and how do things stand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.directory.people.posts import Reach
from unionnet.directory.reach.models import Notice
from unionnet.directory.reach.queries import notices_seen_by, unread_count
from unionnet.doors.desk.trays import Task, live_offers, tasks_of
from unionnet.doors.desk.waiting import MOST
from unionnet.doors.figures.queries import Figures, Month, figures_of, month_of
from unionnet.doors.figures.told import fewest_told, in_steps, told_figures
from unionnet.foundation.clock import local_date
from unionnet.foundation.journal.models import Entry
from unionnet.foundation.rulebook import Ruling, rule
from unionnet.tools.enrolment.models import Offer

TABS = ("todo", "toread", "done")
SEES = ("people.see", "organisations.see", "places.see")


@dataclass(frozen=True)
class Today:
    """Everything one desk shows. The list of the tab that is not open stays unread."""

    tab: str
    union: str
    tasks: list[Task]
    unread: int
    notices: list[Notice]
    done: list[Done]
    figures: Figures
    month: Month
    filling: list[Offer]
    basis: Ruling | None

    @property
    def waiting(self) -> int:
        return len(self.tasks)


@dataclass(frozen=True)
class Done:
    """Something this person did, from the journal."""

    at: datetime
    words: str


def today_of(person: Person, tab: str, at: datetime) -> Today:
    """The desk of a person at a moment, with one of its three tabs open."""
    reach = next((reach for verb in SEES if (reach := person.reach(verb))), person.reach("desk.open"))
    offers = live_offers(person, at)
    tasks = tasks_of(person, at, offers)
    figures, month = _told_to(person, reach, local_date(at))
    return Today(
        tab=tab,
        union=figures.name,
        tasks=tasks,
        unread=unread_count(person),
        notices=unread_notices(person) if tab == "toread" else [],
        done=done_by(person) if tab == "done" else [],
        figures=figures,
        month=month,
        filling=offers[:6],
        basis=_basis(at) if any(task.source == _("入会") for task in tasks) else None,
    )


def _told_to(person: Person, reach: Reach, today: date) -> tuple[Figures, Month]:
    """Exact for those who may see the members; for others no count from which one of them shows."""
    month = month_of(reach, today)
    if all(person.may("people.see", path) for path in reach.paths):
        return figures_of(reach), month
    fewest = fewest_told(today).value
    return told_figures(reach, fewest), in_steps(month, fewest)


def unread_notices(person: Person) -> list[Notice]:
    unread = notices_seen_by(person).filter(read_at__isnull=True)
    return list(unread.order_by("-created_at", "-id")[:MOST])


def done_by(person: Person) -> list[Done]:
    """The latest deeds of this person that an officer would call work."""
    words = deeds()
    return [Done(entry.at, words[entry.fact]) for entry in entries_of(person, words)[:MOST]]


def entries_of(person: Person, facts: Collection[str]) -> QuerySet[Entry]:
    """What this person did, newest first, by the index `journal_entry_deed`."""
    return Entry.objects.filter(actor_id=person.pk, fact__in=facts).order_by("-id")


def deeds() -> dict[str, str]:
    """Facts in the words of the one who did them."""
    return {
        "people.membership_approved": _("通过一件入会申请"),
        "people.membership_rejected": _("未通过一件入会申请"),
        "people.supplement_requested": _("请申请人补充材料"),
        "people.roster_imported": _("导入一份会员名册"),
        "people.role_granted": _("任命一个职务"),
        "people.role_ended": _("结束一个职务"),
        "people.field_opened": _("查看一项个人信息"),
        "people.member_list_exported": _("导出一份会员名单"),
        "organisations.founded": _("登记一个工会"),
        "organisations.renamed": _("更改一个工会的名称"),
        "organisations.moved": _("调整一个工会的隶属"),
        "organisations.led": _("设定一个工会的产业上级"),
        "organisations.dissolved": _("撤销一个工会"),
        "places.site_registered": _("登记一个阵地"),
        "places.site_changed": _("更改一个阵地"),
        "places.fault_resolved": _("修好一处设施"),
        "enrolment.offer_made": _("发布一个报名项目"),
        "enrolment.offer_changed": _("更改一个报名项目"),
        "enrolment.offer_cancelled": _("取消一个报名项目"),
        "enrolment.draw_done": _("完成一次抽签"),
        "committees.committee_registered": _("登记一届两委"),
        "committees.votes_counted": _("记录一次换届选举的结果"),
        "committees.election_submitted": _("上报一次换届选举的结果"),
        "committees.term_begun": _("批复一次换届"),
        "api.token_issued": _("生成一个接口令牌"),
        "api.token_revoked": _("停用一个接口令牌"),
    }


def _basis(at: datetime) -> Ruling:
    return rule("MEM-03.review_working_days", on=local_date(at))
