# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.ui.parts import Bar, Column, Event, Point, Step, Tab, Table, Tile
from unionnet.foundation.ui.tags import words
from unionnet.foundation.ui.tags.icons import NAMES, icon
from unionnet.foundation.ui.tags.screens import shade


def draw(source: str, **context: Any) -> str:
    request = RequestFactory().get("/desk/people/?sort=name&after=x&q=a%26b")
    return Template("{% load ui %}" + source).render(RequestContext(request, context))


RULE = Citation("CB-01.reply_days", "《集体合同规定》第三十二条", "B", "national 1")
REFUSAL = Refusal("not_open_yet", "%(at)s 才开始 <报名>。", rule=RULE, at="12:00")


def test_a_refused_button_is_grey_and_says_why_with_its_rule() -> None:
    drawn = draw('{% button "报名" refusal=refusal %}', refusal=REFUSAL)
    assert 'aria-disabled="true"' in drawn
    assert "12:00 才开始 &lt;报名&gt;。" in drawn
    assert '<cite title="CB-01.reply_days">《集体合同规定》第三十二条（以当地规定为准）</cite>' in drawn
    assert "<button" not in drawn


def test_a_button_with_an_address_is_a_link_and_without_one_submits() -> None:
    assert draw('{% button "看" href=url kind="plain" small=True %}', url="/a?b=1&c=2") == (
        '<a href="/a?b=1&amp;c=2" class="btn plain small"><span>看</span></a>'
    )
    assert draw('{% button "存" name="go" value="1" %}') == (
        '<button type="submit" class="btn" name="go" value="1"><span>存</span></button>'
    )


def test_a_post_button_is_a_whole_form_with_its_token() -> None:
    drawn = draw('{% post_button "退出" "/places/1/leave" kind="danger" confirm="确定？" next="/mine" %}')
    assert '<form method="post" action="/places/1/leave" class="inline" data-once>' in drawn
    assert 'name="csrfmiddlewaretoken"' in drawn
    assert '<input type="hidden" name="next" value="/mine">' in drawn
    assert 'data-confirm="确定？"' in drawn


def test_what_people_wrote_is_escaped_everywhere() -> None:
    bad = '<b onmouseover="x">"'
    drawn = draw(
        "{% tag bad %}{% why bad %}{% card bad %}{{ bad }}{% endcard %}{% stat bad bad note=bad %}"
        '{% empty bad %}{% meter 1 2 label=bad %}{% qr bad label=bad %}{% masked bad kind="name" %}'
        "{% tabs tabs %}{% steps steps %}{% timeline events %}{% bars bars %}{% map_grid points %}"
        "{% tilegrid tiles legend=bad %}{% table table %}{% countdown soon label=bad done=bad %}"
        "{% shortcut bad bad %}{% pass bad no=bad %}{% button bad href=bad %}",
        bad=bad,
        soon=timezone.now(),
        tabs=[Tab(bad, bad)],
        steps=[Step(bad, bad)],
        events=[Event(None, bad, bad, bad)],
        bars=[Bar(bad, 1, 2)],
        tiles=[Tile(bad, 1, bad)],
        points=[Point(bad, 1, 2, bad)],
        table=Table([Column("a", bad, note=lambda row: bad)], [{"a": bad}], row_url=lambda row: bad),
    )
    assert "<b onmouseover" not in drawn


def test_every_icon_draws_and_a_missing_one_is_an_error() -> None:
    assert len(NAMES) >= 60
    assert all(icon(name).startswith("<svg") for name in NAMES)
    assert 'role="img" aria-label="门"' in icon("home", label="门")
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_a_table_links_its_rows_sorts_its_heads_and_designs_its_emptiness() -> None:
    people = [SimpleNamespace(name="林晓", union=SimpleNamespace(name="永宁"), paid=123456, count=1234)]
    columns = [Column("name", "姓名", sort="name"), Column("union.name", "工会"),
               Column("paid", "金额", kind="money"), Column("count", "人次", kind="num")]  # fmt: skip
    drawn = draw(
        "{% table table %}", table=Table(columns, people, row_url=lambda row: "/p/1", export="/x.xlsx")
    )
    assert '<th scope="col" aria-sort="ascending"><a href="?sort=-name&amp;q=a%26b">姓名' in drawn
    assert '<tr data-href="/p/1"><td data-label="姓名"><a class="rowlink" href="/p/1">林晓</a></td>' in drawn
    assert '<td class="num" data-label="金额">1,234.56 元</td>' in drawn
    assert '<td class="num" data-label="人次">1,234</td>' in drawn
    assert 'data-key="E"' in drawn
    assert "没有人" in draw("{% table table %}", table=Table(columns, [], empty="没有人"))


def test_a_meter_says_its_numbers_and_never_overflows() -> None:
    assert 'aria-label="瑜伽 20 / 18"' in draw('{% meter 20 18 label="瑜伽" %}')
    assert 'class="fill" width="100.0%"' in draw('{% meter 20 18 label="瑜伽" %}')
    assert 'class="fill" width="0%"' in draw("{% meter 3 0 %}")


def test_steps_mark_where_we_are() -> None:
    drawn = draw("{% steps steps current=2 %}", steps=["填写", Step("审核", "3 个工作日"), "完成"])
    assert drawn.count('class="done"') == 1
    assert '<li class="now" aria-current="step"><i>2</i><span>审核</span>' in drawn


def test_a_countdown_without_javascript_is_the_moment_itself() -> None:
    soon = datetime(2026, 11, 21, 4, 0, tzinfo=UTC) + timedelta(days=3650)
    drawn = draw("{% countdown soon label='距离开始' %}", soon=soon)
    assert f'<time datetime="{soon.isoformat()}" data-countdown' in drawn
    assert "12:00" in drawn
    assert "已经开始" in draw("{% countdown past %}", past=timezone.now() - timedelta(1))


def test_the_map_numbers_its_places_and_counts_those_outside() -> None:
    points = [Point("近", 100, 0, url="/p/1"), Point("远", 9000, 0)]
    drawn = draw("{% map_grid points radius=1000 %}", points=points)
    assert drawn.count('<g class="mark') == 1
    assert "圈外还有 1 处" in drawn
    assert "500 米" in drawn


def test_shades_go_from_low_to_high_and_no_value_has_its_own_look() -> None:
    assert [shade(value, 0, 100) for value in (0, 19.9, 20, 99, 100, None)] == [
        "shade1", "shade1", "shade2", "shade5", "shade5", "none",
    ]  # fmt: skip


def test_masks_show_enough_to_recognise_and_no_more() -> None:
    assert words.mask("13800138000") == "138****8000"
    assert words.mask("11010119900307001X", "id") == "110101********001X"
    assert words.mask("林晓", "name") == "林*"
    assert words.mask("123", "phone") == "1**"


def test_money_people_and_visits_are_never_mixed() -> None:
    assert (words.money(123456), words.money(-5), words.money(None)) == ("1,234.56 元", "-0.05 元", "—")
    assert (words.persons(1204), words.times(12406)) == ("1,204 人", "12,406 人次")
    assert (words.percent(861, 892), words.percent(1, 0), words.percent(0, 5)) == ("96.5%", "—", "0.0%")


def test_moments_read_as_people_say_them() -> None:
    now = timezone.now()
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    assert words.ago(now) == "刚刚"
    assert words.ago(now - timedelta(minutes=5)) == "5 分钟前"
    assert words.ago(noon + timedelta(days=1)) == "明天 12:00"
    assert words.ago(noon - timedelta(days=1)) == "昨天 12:00"
    assert words.day(date(2019, 3, 7)) == "2019\u00a0年 3\u00a0月\u00a07\u00a0日"
    with translation.override("en"):
        assert words.day(date(2019, 3, 7)) == "7\u00a0Mar\u00a02019"
        assert words.ago(now - timedelta(minutes=1)) == "1 minute ago"


def test_distances_read_as_people_walk_them() -> None:
    assert [words.distance(metres) for metres in (3, 318, 949, 1240)] == [
        "10 米",
        "320 米",
        "950 米",
        "1.2 公里",
    ]


class Join(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致")
    work = forms.ChoiceField(label="工作", choices=[("a", "骑手")], widget=forms.RadioSelect, required=False)
    agree = forms.BooleanField(label="同意")


def test_a_wrong_form_sums_up_and_ties_each_error_to_its_field() -> None:
    drawn = str(Join({}))
    assert 'role="alert" tabindex="-1" data-summary' in drawn
    assert '<a href="#id_name">姓名：' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_error"' in drawn


def test_a_bar_without_words_still_says_its_numbers() -> None:
    assert 'aria-label=" 3 / 18"' in draw('{% meter 3 18 text=" " %}')


def test_nothing_chosen_is_a_sentence() -> None:
    field = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "骑手")])
    drawn = str(type("Choice", (forms.Form,), {"work": field})())
    assert "请选择</option>" in drawn
    assert "---" not in drawn


def test_a_day_in_a_register_has_its_year() -> None:
    assert words.fullday(date(2001, 2, 3)) == "2001\u00a0年 2\u00a0月\u00a03\u00a0日"
    assert words.fullday(timezone.localdate()).startswith(f"{timezone.localdate().year}\u00a0年")
    assert words.fullday(None) == "—"


def test_an_unsent_form_has_labels_hints_and_no_complaints() -> None:
    drawn = str(Join())
    assert '<label for="id_name">姓名</label>' in drawn
    assert 'id="id_name_helptext">与身份证一致' in drawn
    assert "<fieldset" in drawn
    assert "选填" in drawn
    assert "data-summary" not in drawn


def test_the_title_of_a_page_is_also_its_heading() -> None:
    page = Template('{% extends "ui/mobile.html" %}{% block title %}今天有 {{ n }} 件<{% endblock %}')
    drawn = page.render(Context({"n": 14}))
    assert drawn.count("今天有 14 件<") == 2


def test_names_and_what_was_said_take_the_signs_of_the_language() -> None:
    source = '{{ people|listed:"name" }} {{ "镇"|bracketed:12 }} {{ "镇"|says:"不归本会" }}'
    people = [SimpleNamespace(name="甲"), SimpleNamespace(name="乙")]
    assert draw(source, people=people) == "甲、乙 镇（12） 镇：不归本会"
    with translation.override("en"):
        assert draw(source, people=people) == "甲, 乙 镇 (12) 镇: 不归本会"
