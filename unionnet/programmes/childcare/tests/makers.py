# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.childcare.actions import Plan, open_class, register
from unionnet.programmes.childcare.models import CareClass, Child
from unionnet.programmes.childcare.wording import CHILDCARE

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def make_class(union: Organisation, by: Person, **terms: Any) -> CareClass:
    """A class that began yesterday and is held every day, open for enrolment."""
    now = database_now()
    today = local_date(now)
    said = {
        "title": "暑期爱心托管班",
        "season": "summer",
        "place": "工人文化宫二楼",
        "phone": "0935-12351",
        "first_day": today - timedelta(days=1),
        "last_day": today + timedelta(days=20),
        "weekdays": EVERY_DAY,
        "from_time": time(8),
        "to_time": time(18),
        "min_age": 6,
        "max_age": 12,
        "places": 30,
        "opens_at": now - timedelta(days=2),
        "closes_at": now + timedelta(days=5),
    }
    return open_class(union, Plan(**{**said, **terms}), key=uuid4(), by=by)


def born(age: int) -> date:
    """A birthday some months before that many full years."""
    return local_date(database_now()) - timedelta(days=age * 366 + 60)


def make_child(guardian: Person, name: str = "小苗", age: int = 8) -> Child:
    """Registered, with the consent of the guardian, who is on its list."""
    return register(name, born(age), "parent", agreed=CHILDCARE.version, by=guardian)
