# SPDX-License-Identifier: Apache-2.0
"""Lists of benefits, on pages and as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from unionnet.foundation.ui.drawing import address_of
from unionnet.foundation.ui.pages import Page
from unionnet.foundation.ui.parts import Column, Table
from unionnet.foundation.ui.tags.boxes import tag
from unionnet.tools.benefits.models import (
    Benefit,
    Consignment,
    Merchant,
    Movement,
    Receipt,
    Settlement,
    Stock,
    Use,
    Voucher,
)

STATES = {"sent": "due", "received": "ok", "recalled": ""}
Lines = tuple[list[str], Iterator[list[Any]]]


def yuan(cents: int) -> float:
    """For a sheet that adds up."""
    return cents / 100


def stocks(page: Page[Stock], export: str) -> Table:
    return Table(
        [
            Column("batch.item.name", _("物品"), note=lambda row: row.batch.item.get_kind_display()),
            Column("batch.label", _("批次"), note=lambda row: row.batch.source),
            Column("organisation.name", _("工会")),
            Column("batch.best_before", _("保质期至"), kind="when"),
            Column("on_hand", _("现存"), kind="num", note=lambda row: row.batch.item.unit),
        ],
        page,
        page=page,
        export=export,
        row_url=address_of("desk-benefits:stock_page"),
        caption=_("物资库存"),
        empty=_("没有符合条件的库存"),
        empty_text=_("先登记物品，再办入库；上级调拨的，签收以后出现在这里。"),
    )


def stock_lines(rows: Iterable[Stock]) -> Lines:
    heads = [_("工会"), _("类别"), _("物品"), _("货品明细"), _("批次"), _("资金来源"), _("供应商")]
    heads += [_("保质期至"), _("现存"), _("计量单位"), _("单价（元）")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            batch, item = row.batch, row.batch.item
            what = [row.organisation.name, str(item.get_kind_display()), item.name, item.goods, batch.label]
            came = [batch.source, batch.supplier, batch.best_before]
            yield [*what, *came, row.on_hand, item.unit, yuan(item.value)]

    return heads, lines()


def movements(page: Page[Movement], stock: Stock) -> Table:
    def went(row: Movement) -> Any:
        sign, kind = ("+", "ok") if row.to_stock_id == stock.pk else ("−", "")
        return tag(f"{sign}{row.quantity}", kind)

    def way(row: Movement) -> str:
        return f"{row.get_from_account_display()} → {row.get_to_account_display()}"

    def more(row: Movement) -> str:
        sent = row.consignment
        other = sent and (sent.organisation if row.from_stock_id == stock.pk else sent.source.organisation)
        return " · ".join(part for part in (other.name if other else "", row.note) if part)

    return Table(
        [
            Column("at", pgettext("when", "时间"), kind="when"),
            Column("from_account", _("去向"), cell=way, note=more),
            Column("quantity", _("数量"), kind="num", cell=went),
            Column("by.name", _("经办人")),
        ],
        page,
        page=page,
        caption=_("出入库记录"),
        empty=_("还没有出入库记录"),
    )


def consignments(page: Page[Consignment], export: str) -> Table:
    return Table(
        [
            Column("organisation.name", _("调入工会"), note=lambda row: row.source.organisation.name),
            Column("source.batch.item.name", _("物品"), note=lambda row: row.source.batch.label),
            Column("sent", _("调拨数量"), kind="num"),
            Column("received", _("签收数量"), kind="num", note=lambda row: row.note),
            Column("sent_at", _("调拨时间"), kind="when"),
            Column("state", _("状态"), cell=lambda row: tag(row.get_state_display(), STATES[row.state])),
        ],
        page,
        page=page,
        export=export,
        row_url=address_of("desk-benefits:consignment"),
        caption=_("调拨单"),
        empty=_("没有调拨单"),
        empty_text=_("在库存里点开一个批次，就可以调拨给下级工会。"),
    )


def consignment_lines(rows: Iterable[Consignment]) -> Lines:
    heads = [_("调出"), _("调入工会"), _("类别"), _("物品"), _("批次"), _("调拨数量"), _("调拨时间")]
    heads += [_("状态"), _("签收数量"), _("签收时间"), _("说明")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            batch = row.source.batch
            ends = [row.source.organisation.name, row.organisation.name]
            what = [str(batch.item.get_kind_display()), batch.item.name, batch.label, row.sent, row.sent_at]
            yield [*ends, *what, str(row.get_state_display()), row.received, row.closed_at, row.note]

    return heads, lines()


def benefits(page: Page[Benefit]) -> Table:
    def what(row: Benefit) -> str:
        return "、".join(f"{each.item.name} × {each.quantity}" for each in row.contents.all())

    return Table(
        [
            Column("title", _("名称"), note=what),
            Column("occasion", _("事由"), cell=lambda row: row.get_occasion_display()),
            Column("organisation.name", _("主办工会")),
            Column("opens_at", _("开始领取"), kind="when"),
            Column("closes_at", _("截止领取"), kind="when"),
        ],
        page,
        page=page,
        row_url=address_of("desk-benefits:benefit"),
        caption=_("普惠项目"),
        empty=_("没有符合条件的项目"),
        empty_text=_("入库以后，新建一个项目，写明发什么、发给谁。"),
    )


def receipts(page: Page[Receipt]) -> Table:
    return Table(
        [
            Column("person.name", _("姓名")),
            Column("content.item.name", _("物品"), note=lambda row: row.stock.batch.label),
            Column("quantity", _("数量"), kind="num"),
            Column("organisation.name", _("发放工会")),
            Column("via", _("签领方式"), cell=_signed),
            Column("at", _("领取时间"), kind="when", note=_revoked),
        ],
        page,
        page=page,
        caption=_("领取记录"),
        empty=_("还没有人领取"),
    )


def _revoked(row: Receipt) -> Any:
    if row.revoked_at is None:
        return ""
    return tag(_("已收回：%(reason)s") % {"reason": row.revoke_reason}, "late")


def _signed(row: Receipt) -> Any:
    if row.signature is not None:
        address = reverse("desk-benefits:signature", args=[row.signature.public_id])
    elif row.paper is not None:
        address = reverse("desk-benefits:paper", args=[row.paper.public_id])
    else:
        return row.get_via_display()
    return format_html('<a href="{}">{}</a>', address, row.get_via_display())


def receipt_lines(rows: Iterable[Receipt]) -> Lines:
    heads = [_("姓名"), _("物品"), _("批次"), _("数量"), _("金额（元）"), _("发放工会"), _("签领方式")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            what = [row.person.name, row.content.item.name, row.stock.batch.label, row.quantity]
            how = [yuan(row.value), row.organisation.name, str(row.get_via_display())]
            yield [*what, *how, row.at, row.by.name, row.revoked_at, row.revoke_reason]

    return [*heads, _("领取时间"), _("经办人"), _("收回时间"), _("收回原因")], lines()


def merchants(page: Page[Merchant]) -> Table:
    def takes(row: Merchant) -> str:
        return "、".join(each.item.name for each in row.takes.all())

    return Table(
        [
            Column("name", _("名称"), note=lambda row: row.address),
            Column("takes", _("受理的服务卡"), cell=takes),
            Column("organisation.name", _("签约工会")),
        ],
        page,
        page=page,
        row_url=address_of("desk-benefits:merchant"),
        caption=_("签约商户"),
        empty=_("还没有签约商户"),
        empty_text=_("登记收卡的商户或工会自有场馆，指定经办人，就能收卡。"),
    )


def uses(page: Page[Use]) -> Table:
    return Table(
        [
            Column("at", _("使用时间"), kind="when"),
            Column("voucher.item.name", _("服务卡"), note=lambda row: _no(row.voucher, row.number)),
            Column("price", _("结算价"), kind="money"),
        ],
        page,
        page=page,
        caption=_("使用记录"),
        empty=_("还没有使用记录"),
    )


def _no(voucher: Voucher, number: int) -> str:
    return _("第 %(n)s 次，共 %(m)s 次") % {"n": number, "m": voucher.entries}


def settlement_lines(found: Settlement, rows: Iterable[Use]) -> Lines:
    """The list that goes with the bill: no names, the numbers of the cards."""
    heads = [_("使用时间"), _("服务卡"), _("卡号"), _("第几次"), _("结算价（元）")]

    def lines() -> Iterator[list[Any]]:
        for row in rows:
            card = row.voucher
            yield [row.at, card.item.name, card.public_id, row.number, yuan(row.price)]
        yield [_("合计"), "", "", found.uses, yuan(found.amount)]

    return heads, lines()
