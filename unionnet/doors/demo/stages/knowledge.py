# SPDX-License-Identifier: Apache-2.0
"""What workers of 云阳 ask most, answered with its source; one draft waits to be looked at."""

from __future__ import annotations

from datetime import date

from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.programmes.knowledge.actions import Words, publish, write_answer

# question, answer, source
ANSWERS = (
    (
        "法定节假日加班费怎么算",
        "法定休假日安排加班的，支付不低于工资百分之三百的报酬，不能用补休代替。休息日加班又不能补休的，不低于百分之二百。",
        "《中华人民共和国劳动法》第四十四条",
    ),
    (
        "单位没有签劳动合同怎么办",
        "自用工之日起超过一个月不满一年没有签书面劳动合同的，单位应当每月支付二倍工资。可以先请工会出面协商，也可以申请劳动仲裁。",
        "《中华人民共和国劳动合同法》第八十二条",
    ),
    (
        "灵活就业的人怎样加入工会",
        "扫驿站或街道工会的入会码，填写姓名、证件号和手机号，由街道工会审核。快递员、外卖配送员、货车司机、网约车司机都可以。",
        "《中华人民共和国工会法》第三条",
    ),
    (
        "申请法律援助要等多久",
        "法律援助机构收到申请七日内决定，决定后三日内指派律师。材料不全的，会一次告诉您还缺什么。工会的法律援助也不收费。",
        "《中华人民共和国法律援助法》第四十三条",
    ),
)
DRAFT = (
    "孕期能不能调岗",
    "孕期不能适应原岗位的，凭医疗机构的证明，单位应当减轻劳动量或安排其他能适应的岗位。",
    "《女职工劳动保护特别规定》第六条",
)
SINCE = date(2026, 1, 1)


@stage("knowledge", "问答 / questions and answers", order=96)
def load_knowledge() -> None:
    county, union = demo_person("county"), tree_by_key()["yunyang"]
    for words in ANSWERS:
        publish(write_answer(union, Words(*words, SINCE), by=county), is_checked=True, by=county)
    write_answer(union, Words(*DRAFT, SINCE), by=county)
