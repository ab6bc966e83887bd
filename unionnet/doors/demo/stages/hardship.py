# SPDX-License-Identifier: Apache-2.0
"""Three households of 云阳: one to check first, one to visit, one on a list for civil affairs; and a
course with free places (ledger S2-15)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import QuerySet

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Membership, Person, Role
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.hardship.actions import (
    Plan,
    Seen,
    Situation,
    ask_list,
    begin,
    first_check,
    make_course,
    open_dossier,
    record_visit,
    say_account,
    say_particulars,
    say_situation,
    send,
)
from unionnet.programmes.hardship.models import Dossier
from unionnet.programmes.hardship.wording import VERSION, WORDINGS

CAUSES = ("父亲脑梗住院，自己停工照料", "车祸骨折，半年没有收入", "妻子慢性肾病，长期透析")
FILED: dict[str, dict[str, object]] = {
    "own": {
        "health": "good",
        "marriage": "married",
        "registered": "rural",
        "registered_at": "云阳县双江街道",
        "address": "云阳县双江街道滨江路 8 号",
        "insurance": "resident",
    },
    "living": {
        "work_state": "flexible",
        "income_month": 150_000,
        "unit": "云阳外卖配送站",
        "home": "rented",
        "home_area": 40,
        "main_cause": "illness",
    },
}
DAY = timedelta(days=1)


@stage("hardship", "困难帮扶 / hardship aid", order=134)
def load_hardship() -> None:
    now = database_now()
    workers = [row.person for row in _riders().order_by("pk")[: len(CAUSES)]]
    for cause, worker, days in zip(CAUSES, workers, (1, 20, 60), strict=False):
        _bring(worker, cause, now - days * DAY, days)
    _announce(now)


def _bring(worker: Person, cause: str, at: datetime, days: int) -> None:
    dossier = begin(WORDINGS, VERSION, by=worker, at=at)
    said = Situation(
        income=1_800_000,
        rigid=1_200_000,
        losses=0,
        is_struck=False,
        cause=cause,
        housing="租房 40 平方米",
        work="外卖骑手",
    )
    say_situation(dossier, said, by=worker)
    for part, answers in FILED.items():
        say_particulars(dossier, part, answers, by=worker)
    say_account(dossier, "6222000000000012345", "示范银行云阳支行", by=worker)
    send(dossier, by=worker, at=at)
    if days > 1:
        _examine(dossier, at, was_visited=days > 30)


def _riders() -> QuerySet[Membership]:
    """Who joined at the meeting in spring."""
    rows = Membership.objects.filter(join_code__event="春季职工沟通会", state="active")
    return rows.select_related("person")


def _examine(dossier: Dossier, at: datetime, *, was_visited: bool) -> None:
    """Up to the list for civil affairs, which waits for its second hand."""
    first = _at_desk(dossier.organisation)
    open_dossier(dossier, "初审申报材料", by=first, at=at)
    first_check(dossier, by=first, at=at)
    if not was_visited:
        return
    record_visit(dossier, Seen(uuid4(), local_date(at), True, "租房，家中情况与申报一致"), by=first, at=at)
    dossier = Dossier.objects.select_related("organisation", "decider").get(pk=dossier.pk)
    desk = dossier.decider or dossier.organisation
    ask_list([dossier], "家庭经济状况核对", by=_at_desk(desk))


def _at_desk(union: Organisation) -> Person:
    """Somebody who works there."""
    posts = Role.objects.filter(organisation=union, name="officer", until=None, lent_by=None)
    return posts.select_related("person").order_by("pk")[0].person


def _announce(now: datetime) -> None:
    plan = Plan(
        title="短视频剪辑班",
        summary="每周六上午，云阳县职工活动中心，共 8 次。",
        fee=30_000,
        places=20,
        free_places=20,
        opens_at=now - DAY,
        closes_at=now + 20 * DAY,
        starts_at=now + 25 * DAY,
    )
    make_course(tree_by_key()["yunyang"], plan, key=uuid4(), by=demo_person("county"))
