# SPDX-License-Identifier: Apache-2.0
"""How outlets, refused sites and the feed log are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags import words
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.programmes.feeds.models import FeedChange, MapEntry, Outlet
from unionnet.programmes.feeds.rules import REASONS


def reasons_in_words(entry: MapEntry) -> list[str]:
    return [str(REASONS[each.partition(":")[0]]) for each in entry.reasons]


def has_all(outlet: Outlet) -> Any:
    """Whether the outlet has what it should, with the last time it was here."""
    if outlet.trouble:
        return tag(_("推送不成功：%(trouble)s") % {"trouble": outlet.trouble}, kind="late")
    if outlet.got_version >= outlet.version:
        return tag(_("已是最新"), kind="ok")
    n = outlet.version - outlet.got_version
    waiting = ngettext("%(n)s 处变更未取", "%(n)s 处变更未取", n) % {"n": words.qty(n)}
    return tag(waiting, kind="due")


def outlets_table(outlets: Iterable[Any]) -> Table:
    return Table(
        [
            Column("name", _("渠道名称"), note=lambda row: row.organisation.name),
            Column("datum", _("坐标系"), cell=lambda row: row.get_datum_display()),
            Column("shown", _("已上图（个）"), kind="num"),
            Column("refused", _("未上图（个）"), kind="num"),
            Column("got", _("变更"), cell=has_all),
            Column("asked_at", _("最近一次"), kind="when"),
        ],
        outlets,
        row_url=address_of("desk-feeds:outlet"),
        caption=_("上图渠道"),
        empty=_("还没有上图渠道"),
        empty_text=_("为每个地图或应用建一个渠道，对方凭密钥来取，坐标按对方的坐标系给出。"),
    )


def refused_table(page: Page[MapEntry], export: str) -> Table:
    return Table(
        [
            Column("site.name", _("站点"), note=lambda row: row.site.organisation.name),
            Column("site.address", _("地址")),
            Column("reasons", _("原因"), cell=_reasons),
        ],
        page,
        page=page,
        export=export,
        row_url=address_of("desk-feeds:site", "site.public_id"),
        caption=_("未上图的站点"),
        empty=_("没有未上图的站点"),
        empty_text=_("资料齐全、坐标可信的站点会自动上图。"),
    )


def _reasons(row: MapEntry) -> Any:
    return format_html_join(" ", "{}", ((tag(each, kind="due"),) for each in reasons_in_words(row)))


def refused_lines(rows: Iterable[MapEntry]) -> tuple[list[str], Iterator[list[Any]]]:
    heads = [_("名称"), _("所属工会"), _("地址"), _("行政区划代码"), _("纬度"), _("经度"), _("原因")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            site = row.site
            where = [site.name, site.organisation.name, site.address, site.region_code]
            yield [*where, site.latitude, site.longitude, _("；").join(reasons_in_words(row))]

    return heads, lines()


def log_table(page: Page[FeedChange]) -> Table:
    return Table(
        [
            Column("site.name", _("站点"), note=_changed_columns),
            Column("kind", _("变更"), cell=lambda row: row.get_kind_display()),
            Column("at", _("平台更新"), kind="when"),
            Column("got_at", _("渠道取得"), cell=_got),
        ],
        page,
        page=page,
        row_url=address_of("desk-feeds:site", "site.public_id"),
        caption=_("上图记录"),
        empty=_("还没有变更"),
    )


def _changed_columns(row: FeedChange) -> str:
    return _("、").join(row.columns[:6])


def _got(row: Any) -> Any:
    """When it got there, and after how many minutes."""
    if row.got_at is None:
        return tag(_("未取"), kind="due")
    seconds = (row.got_at - row.at).total_seconds()
    minutes = max(1, round(seconds / 60))
    took = ngettext("%(n)s 分钟内", "%(n)s 分钟内", minutes) % {"n": words.qty(minutes)}
    return format_html('{} <span class="quiet">{}</span>', words.moment(row.got_at), took)
