# SPDX-License-Identifier: Apache-2.0
"""An activity of March 2024, as far along as a test needs it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.directory.places.tests.makers import at
from unionnet.tools.activities.actions import Plan, move, plan_activity
from unionnet.tools.activities.models import Activity, Session

STARTS, ENDS = at("2024-03-08 09:00"), at("2024-03-08 11:00")
NOON = at("2024-03-08 10:00")
WAY = ("submit", "approve", "announce", "start", "finish")


def a_plan(title: str = "三八节趣味运动会", **said: Any) -> Plan:
    kept: dict[str, Any] = {"kind": "culture", "starts_at": STARTS, "ends_at": ENDS, "expected": 50}
    return Plan(title=title, place="镇文化站", **{**kept, **said})


def planned(union: Organisation, by: Person, **said: Any) -> Activity:
    return plan_activity(union, a_plan(**said), by=by)


def brought(activity: Activity, to: str, *, by: Person, chair: Person, at: datetime = STARTS) -> Activity:
    """Move by move until that one is done: `announce`, `start`, `finish`."""
    for step in WAY[: WAY.index(to) + 1]:
        move(activity, step, by=chair if step == "approve" else by, at=at)
    activity.refresh_from_db()
    return activity


def first_session(activity: Activity) -> Session:
    return activity.sessions.get(number=1)
