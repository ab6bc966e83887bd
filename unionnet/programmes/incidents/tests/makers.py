# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.incidents.actions import Finding, Outcome, raise_incident
from unionnet.programmes.incidents.models import Incident
from unionnet.tools.casework.tests.makers import MONDAY

TRIED = Finding("larger", "attack", "会员系统被批量试密码", "夜里两点起，一个地址试了三万次。")
SMALL = Finding("general", "failure", "机房断电")
OUTCOME = Outcome("口令太弱。", "改用双因素登录。", "已封禁地址，没有数据泄露。")


def make_incident(union: Organisation, by: Person, finding: Finding = TRIED, **given: Any) -> Incident:
    """Found at nine o'clock on a Monday, unless said otherwise."""
    return raise_incident(union, finding, **{"at": MONDAY, **given}, by=by)
