# SPDX-License-Identifier: Apache-2.0
"""What the gallery shows: invented people, real lengths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Bar, Column, Event, Point, Step, Tab, Table, Tile
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.foundation.ui.tags.icons import NAMES

SAVED = _("申请已提交，3 个工作日内答复。")
NOT_YET = _("%(at)s 才开始报名。")
ARTICLE = _("《集体合同规定》第三十二条")
LONG = _("云阳县新就业形态劳动者（网约配送员、货车司机、网约车司机、快递员）行业联合工会委员会第三片区")
HEADS = [_("事项"), _("来自"), _("当前环节"), _("还剩")]
TOWNS = """双江 青龙 人和 盘龙 龙角 故陵 红狮 凤鸣 宝坪 南溪 平安 高阳 江口 沙市 农坝 渠马 养鹿 黄石 巴阳
栖霞 云阳 路阳 泥溪 耀灵 蔈草 普安 洞鹿 石门 后叶 大阳 外郎 清水 新津 水口 上坝 堰坪 双土 桑坪 鱼泉 院庄
龙洞 云安 白鹭"""


class JoinForm(forms.Form):
    """The five fields of joining, and one of each other kind."""

    name = forms.CharField(label=_("姓名"), help_text=_("与身份证一致"))
    number = forms.CharField(label=_("身份证号"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("手机号"), widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    )
    union = forms.ChoiceField(label=_("加入的工会"), choices=[("1", LONG), ("2", _("永宁街道总工会"))])
    work = forms.ChoiceField(
        label=_("从事的工作"),
        widget=forms.RadioSelect,
        initial="a",
        choices=[("a", _("外卖配送员")), ("b", _("货车司机")), ("c", _("其他"))],
    )
    note = forms.CharField(label=_("想说的话"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photo = forms.FileField(
        label=_("照片"),
        required=False,
        widget=forms.FileInput(attrs={"data-preview": "#photo", "accept": "image/*"}),
    )
    agree = forms.BooleanField(label=_("我自愿加入工会，遵守工会章程，同意按说明使用我的信息"))


def wrong_form() -> JoinForm:
    given = {"wrong-name": _("林晓"), "wrong-work": "a", "wrong-union": "1"}
    return JoinForm(given, prefix="wrong")


@dataclass(frozen=True)
class Matter:
    title: Any
    about: Any
    source: Any
    stage: Any
    left: Any
    kind: str = ""


def matters() -> list[Matter]:
    pay = (_("劳动报酬求助 AJ-2026-0412"), _("外卖配送员，两个月劳动报酬未发"))
    join = (_("37 人申请入会"), _("胜利街社区驿站扫码；2 人信息待核实"))
    offer = (_("快递行业集体协商要约"), _("对方 12 月 3 日前应书面答复"))
    elect = (_("清溪社区联合工会换届"), _("本届任期 11 月 30 日届满，尚未报送换届请示"))
    place = (_("主干道外新增驿站选址"), _("代表委员意见交办，牵头：职工服务中心"))
    return [
        Matter(*pay, "12351", _("签收"), _("超期 1 个工作日"), "late"),
        Matter(*join, _("扫码"), _("审核"), _("剩 1 个工作日"), "due"),
        Matter(*offer, _("本会"), _("等答复"), _("剩 13 天")),
        Matter(*elect, _("届期提醒"), _("请示"), _("剩 10 天"), "due"),
        Matter(*place, _("抓落实"), _("反馈"), _("正常推进"), "ok"),
    ]


def refusal() -> Refusal:
    rule = Citation("EN-01.opens", str(_("《夜校报名办法》第六条")), "A", "national 1")
    return Refusal("not_open_yet", str(NOT_YET), rule=rule, at="12:00")


def _points() -> list[Point]:
    here = reverse("ui:gallery")
    return [
        Point(_("胜利街社区工会驿站"), 180, 250, here, "ok", lat=28.91, lon=105.42),
        Point(_("望江路驿站"), -420, 610, here, "ok", lat=28.92, lon=105.41),
        Point(_("枫林路口驿站"), 700, -180, here, "late"),
        Point(_("职工活动中心"), -260, -540, here, "due"),
        Point(_("清溪社区驿站"), 760, 560, here),
    ]


def _events() -> list[Event]:
    now = timezone.now()
    promise = _("将于 11 月 24 日前答复")
    return [
        Event(now - timedelta(minutes=3), _("区总工会已受理"), _("周敏"), promise, "info"),
        Event(now - timedelta(hours=20), _("已派永宁街道总工会"), _("12351 坐席")),
        Event(now - timedelta(days=3), _("您提交了求助"), _("本人")),
    ]


def for_phone() -> dict[str, Any]:
    now = timezone.now()
    return {
        "soon": now + timedelta(minutes=12, seconds=46),
        "days": now + timedelta(days=3, hours=2),
        "past": now - timedelta(minutes=5),
        "refusal": refusal(),
        "points": _points(),
        "icons": NAMES,
        "long": LONG,
        "steps": [Step(_("填写")), Step(_("核对")), Step(_("等待审核"), _("3 个工作日")), Step(_("完成"))],
        "events": _events(),
        "chips": [
            (_("现在开放"), "clock", True),
            (_("电动车充电"), "charge", False),
            (_("热饭"), "heat-meal", False),
            (_("饮水"), "water", False),
            (_("母婴"), "baby", False),
        ],
    }


def for_desk() -> dict[str, Any]:
    here = reverse("ui:gallery-desk")
    table = Table(
        [
            Column("title", HEADS[0], note=lambda row: row.about),
            Column("source", HEADS[1], sort="source"),
            Column("stage", HEADS[2]),
            Column("left", HEADS[3], kind="num", sort="left", cell=lambda row: tag(row.left, row.kind)),
        ],
        matters(),
        page=Page([], next="?after=x"),
        export=reverse("ui:gallery-excel"),
        row_url=lambda row: here,
        caption=_("待办"),
    )
    tabs = [(_("待办"), 14), (_("待阅"), 3), (_("我交办的"), 5), (_("已办"), None)]
    return {
        "table": table,
        "tabs": [Tab(label, here, count, on=count == 14) for label, count in tabs],
        "nothing": Table([], [], empty=_("今天没有待办")),
        "long": LONG,
        "refusal": refusal(),
        "events": _events(),
        "numbers": [3, 5, 4, 8, 9, 12, 10, 15, 18, 17, 21],
    }


def for_screen() -> dict[str, Any]:
    tiles = [
        Tile(town, None if town == "石门" else 88 + (n * 37) % 12) for n, town in enumerate(TOWNS.split())
    ]
    courses = [
        (_("零基础瑜伽"), 18, 18),
        (_("手机摄影"), 20, 20),
        (_("硬笔书法"), 18, 18),
        (_("民族舞蹈"), 17, 18),
        (_("室内蹦极"), 15, 16),
        (_("法律咨询"), 12, 18),
        (_("掐丝珐琅"), 16, 16),
        (_("心理疏导"), 9, 15),
        (_("非遗剪纸"), 11, 18),
    ]
    news = [
        (_("望江路驿站 扫码入会"), "12:00:06"),
        (_("劳动报酬求助 已派县总权益保障部"), "12:00:03"),
        (_("手机摄影 20 个名额已满"), "12:00:02"),
        (_("路歌平台职代会 集体合同草案通过（应到 121，实到 81，赞成 61）"), "11:58:41"),
        (_("装配钳工选拔赛 实操成绩 已锁定"), "11:52:10"),
    ]
    numbers = [41, 44, 39, 52, 58, 47, 61, 66, 70, 64, 81, 92]
    return {"tiles": tiles, "bars": [Bar(*row) for row in courses], "news": news, "numbers": numbers}


def for_states() -> dict[str, Any]:
    nothing = Table([], [], empty=_("今天没有待办"), empty_text=_("新的事项会出现在这里。"))
    return {"long": LONG, "refusal": refusal(), "nothing": nothing, "wrong": wrong_form()}


def for_paper() -> dict[str, Any]:
    return {"rows": range(1, 13), "long": LONG}
