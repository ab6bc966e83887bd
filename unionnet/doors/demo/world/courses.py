# SPDX-License-Identifier: Apache-2.0
"""The night school of 伊金霍洛 (ledger S4-24): five classes, nine courses, 157 places."""

from __future__ import annotations

from dataclasses import dataclass

LESSONS = 4


@dataclass(frozen=True)
class CourseToBe:
    class_group: str
    title: str
    places: int
    weekday: int
    teacher: str
    room: str
    summary: str
    bring: str = ""
    is_taught_by_demo_teacher: bool = False


COURSES = (
    CourseToBe(
        "瑜伽形体班",
        "零基础瑜伽",
        18,
        1,
        "斯琴",
        "三楼形体房",
        "从呼吸和体式学起，适合久坐久站的职工。",
        "瑜伽垫",
    ),
    CourseToBe(
        "书画摄影班", "手机摄影", 20, 2, "", "二楼 203", "用一部手机拍好人、景和工地上的光。", "手机", True
    ),
    CourseToBe(
        "书画摄影班",
        "硬笔书法",
        18,
        3,
        "云志远",
        "二楼 205",
        "从握笔和笔画开始，四节课写好自己的名字。",
        "钢笔或中性笔",
    ),
    CourseToBe(
        "舞蹈健身班", "民族舞蹈", 18, 4, "其其格", "三楼排练厅", "蒙古族舞蹈基本步伐和一支成品舞。", "软底鞋"
    ),
    CourseToBe(
        "舞蹈健身班", "室内蹦极", 16, 5, "郝强", "一楼健身房", "弹力绳有氧训练，体重 40–90 公斤。", "运动鞋"
    ),
    CourseToBe(
        "法律心理班", "法律咨询", 18, 1, "张律", "二楼 201", "劳动合同、工伤、欠薪：带着问题来，一起读条文。"
    ),
    CourseToBe("法律心理班", "心理疏导", 15, 2, "白洁", "二楼 207", "情绪、睡眠和倒班压力，小班座谈。"),
    CourseToBe("传统手工班", "掐丝珐琅", 16, 3, "马金花", "二楼手工室", "掐丝、点蓝，做一块自己的挂件。"),
    CourseToBe("传统手工班", "非遗剪纸", 18, 4, "刘桂兰", "二楼手工室", "对称折剪到单色窗花。", "小剪刀"),
)
