# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.knowledge.actions import Words, publish, write_answer
from unionnet.programmes.knowledge.models import Answer

SINCE = date(2026, 1, 1)
OVERTIME = Words(
    "法定节假日加班费怎么算",
    "法定休假日安排加班的，按不低于工资的百分之三百支付，不能用补休代替。",
    "《劳动法》第四十四条第三项",
    SINCE,
)
JOINING = Words("怎样加入工会", "扫单位或驿站的入会码，填写后由工会审核。", "《中国工会章程》第一条", SINCE)


def make_answer(union: Organisation, by: Person, words: Words = OVERTIME) -> Answer:
    """Published."""
    return publish(write_answer(union, words, by=by), is_checked=True, by=by)
