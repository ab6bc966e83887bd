# SPDX-License-Identifier: Apache-2.0
"""网络安全 of the county of 云阳 (S0-05): who answers for what, a drill of last spring, an incident that was
settled, and one found an hour ago whose report is still to be made."""

from __future__ import annotations

from datetime import timedelta

from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now
from unionnet.programmes.incidents.actions import (
    Finding,
    Outcome,
    raise_incident,
    report,
    set_duty,
    settle,
)
from unionnet.programmes.incidents.models import DutyLine

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DRILL = Finding("larger", "failure", "断网断电应急演练", "模拟机房断电，切换到备份。")
SETTLED = Finding("general", "malware", "办公电脑中木马", "一台窗口电脑提示异常外联，已断网。")
OPEN = Finding("larger", "attack", "会员系统被批量试密码", "夜里两点起，一个地址试了三万次，没有成功。")
DRILLED = Outcome("演练设定。", "备份切换步骤写进值班手册。", "17 分钟恢复服务。")
CLEANED = Outcome(
    "打开了伪装成通知的附件。", "全部电脑更新防护，组织一次钓鱼邮件培训。", "已查杀，没有数据外传。"
)
TOLD = "电话报告市委网信办值班室，随后发送书面报告。"


@stage("incidents", "网络安全 / incidents", order=142)
def load_incidents() -> None:
    union, officer, now = tree_by_key()["yunyang"], demo_person("county"), database_now()
    lines = [DutyLine.Line.LEAD, DutyLine.Line.TECHNICAL, DutyLine.Line.REPORTING]
    set_duty(union, dict.fromkeys(lines, officer), by=officer, at=now - 200 * DAY)
    begin = now - 190 * DAY
    drill = raise_incident(union, DRILL, is_drill=True, by=officer, at=begin)
    report(drill, TOLD, by=officer, at=begin + HOUR)
    settle(drill, DRILLED, by=officer, at=begin + 2 * HOUR)
    begin = now - 40 * DAY
    settle(raise_incident(union, SETTLED, by=officer, at=begin), CLEANED, by=officer, at=begin + 2 * DAY)
    raise_incident(union, OPEN, found_at=now - HOUR, by=officer)
