# SPDX-License-Identifier: Apache-2.0
"""Legal aid of the county of 云阳 (S2-20): one application to decide, one urgent, one with its lawyer; a
reminder letter that an employer has not answered in time, one answered and not verified; and a dismissal the
union has yet to answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from unionnet.directory.organisations.models import Employer
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.legalaid.actions import (
    LawyerCard,
    Terms,
    approve,
    ask,
    assign,
    list_lawyer,
    note,
    open_for,
    set_phones,
)
from unionnet.programmes.legalaid.models import Lawyer
from unionnet.programmes.letters.actions import Draft, Notified, answer, deliver, register, write
from unionnet.tools.casework.actions import Matter, Owner, plain_kind, take, take_in

ASKED = (
    (Terms("wages", "arbitration", "migrant_wages"), "拖欠工资三个月", "在工地开塔吊，三个月没有发工资。"),
    (Terms("dismissal", "arbitration", "none", "limitation"), "被口头辞退", "没有书面通知，仲裁时效快到了。"),
    (Terms("injury", "litigation", "migrant_injury"), "工伤赔偿没有谈拢", "手指受伤，单位只肯付医药费。"),
)
DRAFT = Draft("拖欠 3 名骑手两个月工资，违反劳动合同法第三十条。", "在 5 日内足额支付工资。")


@stage("legalaid", "法律援助 / legal aid", order=140)
def load_legal_aid() -> None:
    union, officer, now = tree_by_key()["yunyang"], demo_person("county"), database_now()
    set_phones(union, "云阳县职工维权热线 023-55550100\n县劳动监察大队 023-55550110", by=officer)
    card = LawyerCard("韦正", "示范律师事务所", "15001201010000001", "023-55550120")
    lawyer = list_lawyer(union, card, by=officer)
    for number, (terms, title, text) in enumerate(ASKED):
        begin, owner = now - timedelta(days=1 + number), Owner(phone=f"1390001{number:04d}", name="来访职工")
        aid = ask(union, terms, Matter(title, text), owner, by=officer, at=begin)
    aid = approve(aid, "litigation", by=officer, at=begin + timedelta(days=1))
    aid = assign(aid, lawyer, by=officer, at=begin + timedelta(days=2))
    note(aid, "已约谈当事人，准备起诉材料。", by=officer, at=begin + timedelta(days=2, hours=5))
    _one_letter_overdue(now - timedelta(days=30))
    _one_letter_answered(lawyer, now - timedelta(days=6))
    _one_dismissal_told(now - timedelta(days=1))


def _one_letter_overdue(begin: datetime) -> None:
    union, officer = tree_by_key()["yunyang"], demo_person("county")
    employer = Employer.objects.filter(region_code=union.region_code).earliest("id")
    letter = write(union, employer, DRAFT, by=officer, at=begin)
    deliver(letter, "人事部当面签收", by=officer, at=begin)


def _one_letter_answered(lawyer: Lawyer, begin: datetime) -> None:
    """Three riders, told as a case: given to the lawyer, put to the employer, answered, not verified yet."""
    union, officer, day = tree_by_key()["yunyang"], demo_person("county"), timedelta(days=1)
    matter = Matter("站点拖欠骑手工资", "三名骑手两个月没有发工资，站点说平台没有结算。")
    owner = Owner(phone="13900020001", name="骑手小李")
    case = take_in(plain_kind(), union, matter, owner, by=officer, at=begin)
    case = take(case, by=officer, at=begin)
    aid = open_for(case, Terms("wages", "negotiation", "migrant_wages"), by=officer, at=begin)
    aid = approve(aid, "negotiation", by=officer, at=begin + day)
    assign(aid, lawyer, by=officer, at=begin + day)
    employer = Employer.objects.filter(region_code=union.region_code).order_by("id")[1]
    letter = write(union, employer, DRAFT, case=case, by=officer, at=begin + 2 * day)
    deliver(letter, "站点经理当面签收", by=officer, at=begin + 2 * day)
    answer(letter, "accepted", "平台已经结算，三名骑手的工资今天支付。", by=None, at=begin + 5 * day)


def _one_dismissal_told(at: datetime) -> None:
    union, officer, day = tree_by_key()["yunyang"], demo_person("county"), local_date(at)
    employer = Employer.objects.filter(region_code=union.region_code).earliest("id")
    reason = "岗位撤销，协商调岗没有谈成，按第四十条解除。"
    told = Notified("陈小梅", "no_fault", reason, "written", day, day + timedelta(days=30))
    register(union, employer, told, by=officer, at=at)
