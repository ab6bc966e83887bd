# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.makers import make_id_number, make_officer, make_person, make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.programmes.hardship.actions import (
    Newcomer,
    Seen,
    Situation,
    add_member,
    answer_list,
    ask_list,
    begin,
    first_check,
    let_go,
    publish,
    record_visit,
    register,
    say_account,
    say_situation,
    send,
)
from unionnet.programmes.hardship.models import CheckList, Dossier
from unionnet.programmes.hardship.wording import VERSION, WORDINGS

ACCOUNT_NUMBER = "6222020202020202001"
MONDAY = at("2026-03-02 09:00")
NEXT_WEEK = MONDAY + timedelta(days=9)  # five working days of notice are over
SAID = Situation(
    income=3_600_000,
    rigid=1_200_000,
    losses=0,
    is_struck=False,
    cause="妻子慢性肾病，长期透析",
    housing="租房 40 平方米",
    work="仓库保管员",
)
TOLD = {
    "health": "chronic",
    "marriage": "married",
    "registered": "rural",
    "address": "双江街道滨江路 8 号",
    "insurance": "employee",
    "nation": "土家族",
}
BORN = date(2009, 11, 4)


@dataclass(frozen=True)
class Offices:
    """A county that decides, with two officers, and a township that files, with one."""

    county: Organisation
    at_county: Person
    second: Person
    town: Organisation
    at_town: Person


def make_offices() -> Offices:
    county = make_union("云阳县总工会", kind="county_federation")
    town = make_union("双江街道总工会", county)
    return Offices(
        county,
        make_officer(county, name="周县干"),
        make_officer(county, name="郑副手"),
        town,
        make_officer(town, name="吴镇干"),
    )


def make_worker(offices: Offices, name: str = "欧阳建国") -> Person:
    return make_person(name, union=make_union("云阳纺织厂工会", offices.town, kind="enterprise_union"))


def child_number(number: int = 7) -> str:
    return make_id_number(BORN, number)


def make_draft(worker: Person, **said: Any) -> Dossier:
    """Agreed, with figures and a child, not sent."""
    dossier = begin(WORDINGS, VERSION, by=worker, at=MONDAY)
    say_situation(dossier, Situation(**{**vars(SAID), **said}), by=worker)
    return dossier


def make_sent(worker: Person, *, child: str = "") -> Dossier:
    dossier = make_draft(worker)
    if child:
        add_member(dossier, Newcomer("欧阳小宁", "child", child, "高一"), by=worker)
    say_account(dossier, ACCOUNT_NUMBER, "示范银行", by=worker)
    return send(dossier, by=worker, at=MONDAY)


def seen(**said: Any) -> Seen:
    return Seen(
        **{"key": uuid4(), "on_day": MONDAY.date(), "is_as_said": True, "found": "与申报一致", **said}
    )


def make_visited(offices: Offices, worker: Person, *, child: str = "") -> Dossier:
    dossier = first_check(make_sent(worker, child=child), by=offices.at_town, at=MONDAY)
    record_visit(dossier, seen(), by=offices.at_town, at=MONDAY)
    return fresh(dossier)


def make_checked(offices: Offices, worker: Person, *, child: str = "") -> Dossier:
    dossier = make_visited(offices, worker, child=child)
    listed = let_go(ask_list([dossier], "三月民政核对", by=offices.at_county), by=offices.second, at=MONDAY)
    answer_all(listed, offices)
    return fresh(dossier)


def answer_all(listed: CheckList, offices: Offices) -> int:
    lines = {line.public_id: ("matches", "") for line in listed.lines.all()}
    return answer_list(listed, lines, by=offices.at_county, at=MONDAY)


def make_published(offices: Offices, worker: Person, *, child: str = "", grade: str = "deep") -> Dossier:
    dossier = make_checked(offices, worker, child=child)
    publish(dossier, grade, by=offices.at_county, at=MONDAY)
    return fresh(dossier)


def make_registered(offices: Offices, worker: Person, *, child: str = "", grade: str = "deep") -> Dossier:
    dossier = make_published(offices, worker, child=child, grade=grade)
    return register(dossier, by=offices.second, at=NEXT_WEEK)


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_related("person", "organisation", "decider").get(pk=dossier.pk)
