# SPDX-License-Identifier: Apache-2.0
"""Shapes for one page: what a household said, opened; its story in plain words; aid by year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from unionnet.directory.people.models import Person
from unionnet.foundation.clock import local_date
from unionnet.foundation.ui.parts import Event
from unionnet.programmes.hardship.formula import Household, Verdict, judge
from unionnet.programmes.hardship.models import (
    FILE,
    MEMBER,
    Aid,
    Dossier,
    DossierStep,
    HouseholdMember,
    read_all,
)
from unionnet.programmes.hardship.queries.own import sealed_json
from unionnet.tools.benefits.models import STANDS, Receipt
from unionnet.tools.benefits.queries import receipts_seen_by
from unionnet.tools.payments.models import LIVE, PaymentBatch
from unionnet.tools.payments.queries import batches_seen_by

HANDS = ("send", "first_check", "publish", "register")


@dataclass(frozen=True)
class Member:
    row: HouseholdMember
    name: str
    id_number: str
    state_of_life: str
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class SeenThere:
    """One visit; `photos` by the public ids of their files."""

    day: date
    who: str
    as_said: bool
    found: str
    photos: list[str]


@dataclass(frozen=True)
class Inside:
    """What lies sealed of a household, opened. For the household, and for who opened it with a reason."""

    situation: dict[str, str]
    particulars: list[tuple[str, str]]
    verdict: Verdict | None
    members: list[Member]
    visits: list[SeenThere]
    check: tuple[str, str] | None
    account: str


def inside(dossier: Dossier) -> Inside:
    said = sealed_json(dossier.situation)
    members = [opened_member(row) for row in dossier.members.order_by("pk")]
    visits = [
        SeenThere(
            row.on_day,
            row.visited_by.name,
            row.is_as_said,
            row.found.open(),
            [each.file.public_id for each in row.photos.all()],
        )
        for row in dossier.visits.select_related("visited_by").prefetch_related("photos__file").order_by("pk")
    ]
    line = dossier.checks.exclude(result="").order_by("-pk").first()
    check = (str(line.get_result_display()), line.remark.open() if line.remark else "") if line else None
    account = dossier.account.open() if dossier.account else ""
    words = {name: str(said.get(name, "")) for name in ("cause", "housing", "work")}
    verdict = verdict_of(dossier, said, len(members))
    particulars = read_all(FILE, sealed_json(dossier.particulars))
    return Inside(words, particulars, verdict, members, visits, check, account)


def opened_member(row: HouseholdMember) -> Member:
    life = row.state_of_life.open() if row.state_of_life else ""
    facts = read_all(MEMBER, sealed_json(row.particulars))
    return Member(row, row.name.open(), row.id_number.open(), life, facts)


def hands_of(dossier: Dossier) -> list[tuple[str, str]]:
    """Who put it in, who checked it and who decided (HW-14), for the desks; the household reads unions."""
    return hands_in(dossier.story.filter(move__in=HANDS).select_related("made_by").order_by("number"))


def hands_in(story: Iterable[DossierStep]) -> list[tuple[str, str]]:
    """The same of a story that is at hand, with whoever made its steps."""
    names = {"send": _("录入人"), "first_check": _("建档人"), "publish": _("审核人"), "register": _("认定人")}
    hands = {row.move: row.made_by.name if row.made_by else _("本人") for row in story}
    return [(label, hands[move]) for move, label in names.items() if move in hands]


def verdict_of(dossier: Dossier, said: dict[str, object], size: int) -> Verdict | None:
    """The formula over what was said, by the rules of the day it was sent."""
    if "income" not in said:
        return None
    figures = ("income", "rigid", "losses", "months_low", "assets")
    amounts = {name: int(str(said.get(name, 0))) for name in figures}
    household = Household(size=max(size, 1), is_struck=bool(said.get("is_struck")), **amounts)
    return judge(household, where=dossier.organisation.county_code, on=local_date(dossier.at))


def story_of(dossier: Dossier) -> list[Event]:
    """The newest first, as the household reads it: which union, never which officer."""
    words = {
        "start": _("开始填写"),
        "send": _("提交申请"),
        "first_check": _("初审通过"),
        "visit": _("已入户走访"),
        "ask_check": _("提交民政核对"),
        "answer": _("民政已答复"),
        "publish": _("开始公示"),
        "register": _("认定建档"),
        "return": _("退回补充"),
        "reject": _("未通过"),
        "withdraw": _("撤回申请"),
        "review": _("完成复核"),
        "exit": _("退出档案"),
        "follow_up": _("退出后回访"),
        "appeal": _("提出申诉"),
        "deny": _("申诉：维持原决定"),
        "reconsider": _("申诉成立，重新办理"),
        "restore": _("申诉成立，恢复档案"),
    }
    rows = dossier.story.select_related("organisation").order_by("-number")
    return [
        Event(
            row.at,
            words[row.move],
            row.organisation.name if row.organisation else _("本人"),
            row.reason.open() if row.reason else "",
        )
        for row in rows
    ]


def aid_this_year(dossier: Dossier, kind: str, on: date) -> int:
    """In 分: what is on the way or was paid; what came back does not count."""
    rows = Aid.objects.filter(dossier=dossier, kind=kind, on_day__year=on.year, payment__state__in=LIVE)
    return int(rows.aggregate(sum=Sum("amount", default=0))["sum"])


def gifts_of(dossier: Dossier, reader: Person) -> QuerySet[Receipt]:
    """What campaigns handed to the one who applied, as far as the reader sees who had what."""
    rows = receipts_seen_by(reader).filter(STANDS, person=dossier.person)
    return rows.select_related("content__benefit", "content__item").order_by("-pk")


def open_batches(person: Person) -> QuerySet[PaymentBatch]:
    """Batches that are being put together, into which aid can go."""
    return batches_seen_by(person).filter(state="draft").order_by("-pk")
