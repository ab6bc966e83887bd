# SPDX-License-Identifier: Apache-2.0
"""S1-14: how many officers were trained, by topic, and what the digital work cost: from the files of the
trainings, whose sign-in and vouchers are there anyway. Nobody fills in a form for it."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import make_officer, make_person, make_union, sign_in
from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.tools.activities.actions import budget, spend, take_roster
from unionnet.tools.activities.actions.attending import Named
from unionnet.tools.activities.models import BudgetLine, Expense
from unionnet.tools.activities.tests.makers import brought, first_session, planned

pytestmark = pytest.mark.django_db
DIGITAL = "数智素养"


def trained(
    union: Organisation, officer: Person, chair: Person, people: list[Person], yuan: int, **said: Any
) -> None:
    """A training with its voucher and those who signed in."""
    activity = planned(union, officer, kind="training", **said)
    line = budget(
        BudgetLine(activity=activity, code="business", what="讲课费", planned=yuan * 100), by=officer
    )
    brought(activity, "start", by=officer, chair=chair)
    paid = Expense(line=line, payee="职工大学", voucher_no=activity.code, amount=yuan * 100, is_clean=True)
    paid.spent_on = date(2024, 3, 9)
    spend(paid, by=officer)
    take_roster(first_session(activity), [Named(each) for each in people], via="list", by=officer)


def test_officers_trained_by_topic_and_money_spent_on_digital_work(client: Client) -> None:
    province = make_union("陕西省总工会", kind="provincial_federation", region_code="610000")
    city = make_union("榆林市总工会", province, kind="city_federation", region_code="610800")
    officer, chair = make_officer(province), make_officer(province, role="leader", name="秦主席")
    cadres = [make_officer(city, name=f"干部{n}") for n in "甲乙丙"]
    worker = make_person("职工", union=city)
    terms = [("数智化入门班", DIGITAL, cadres, 3000), ("数智化提高班", DIGITAL, [*cadres[:2], worker], 2500)]
    for title, topic, people, yuan in [*terms, ("集体协商班", "集体协商", cadres[:1], 800)]:
        trained(province, officer, chair, people, yuan, title=title, topic=topic)
    sign_in(client, chair)
    page = text_of(client.get("/desk/activities/topics?year=2024&kind=training&by=officers"))
    assert "1 数智素养 2 2 4 3 6 5,500.00 元" in page  # activities, trainings, persons, officers, times
    assert "2 集体协商 1 1 1 1 1 800.00 元" in page
    sheet = client.get("/desk/activities/topics.xlsx?by=spent").getvalue()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()[-2:]
    assert rows == [[1, DIGITAL, 2, 2, 4, 3, 6, 5500], [2, "集体协商", 1, 1, 1, 1, 1, 800]]
    sign_in(client, make_officer(make_union("别省总工会")))
    assert DIGITAL not in text_of(client.get("/desk/activities/topics"))
