# SPDX-License-Identifier: Apache-2.0
"""Tables an officer can drive by keyboard, their pager and their export; forms' small parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.template import Context, Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from unionnet.foundation.ui.drawing import escaped
from unionnet.foundation.ui.parts import Column, Pick, Table
from unionnet.foundation.ui.tags import words
from unionnet.foundation.ui.tags.boxes import empty, joined
from unionnet.foundation.ui.tags.icons import icon

register = Library()
RIGHT = {"num", "money", "when"}


@register.simple_tag(takes_context=True)
def th(context: Context, label: Any, sort: str = "", num: bool = False, kind: str = "") -> SafeString:
    """A column head; with `sort` a link that turns the order."""
    right = SafeString(' class="num"') if num or kind in RIGHT else SafeString("")
    request = context.get("request")
    if not sort or request is None:
        return format_html('<th scope="col"{}>{}</th>', right, label)
    now = request.GET.get("sort", "")
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    query["sort"] = f"-{sort}" if now == sort else sort
    arrow = {sort: "↑", f"-{sort}": "↓"}.get(now, "")
    order = {sort: ' aria-sort="ascending"', f"-{sort}": ' aria-sort="descending"'}.get(now, "")
    arrow_drawn = format_html('<span class="arrow" aria-hidden="true">{}</span>', arrow)
    link = format_html('<a href="?{}">{}{}</a>', query.urlencode(), label, arrow_drawn)
    return format_html('<th scope="col"{}{}>{}</th>', right, SafeString(order), link)


@register.simple_tag(takes_context=True)
def table(context: Context, table: Table) -> SafeString:
    """A whole list: head, rows, the designed emptiness, pager and export."""
    rows = list(table.rows)
    if not rows:
        return empty(table.empty or _("这里还没有内容"), text=table.empty_text, icon="list") + pager(
            table.page
        )
    heads = joined(th(context, col.label, sort=col.sort, kind=col.kind) for col in table.columns)
    if table.pick:
        heads = format_html('<th scope="col" class="tick"><span class="sr">{}</span></th>', _("勾选")) + heads
    openings = [_opening(column) for column in table.columns]
    body = joined(_row(table, openings, row) for row in rows)
    caption = format_html('<caption class="sr">{}</caption>', table.caption) if table.caption else ""
    drawn = format_html(
        '<div class="scroller" tabindex="0" role="region" aria-label="{}"><table class="table {}" data-keys>'
        "{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        table.caption or _("列表"), " ".join(("folds", *table.classes)), caption, heads, body,
    )  # fmt: skip
    foot = export(table.export) + pager(table.page)
    return drawn + (
        format_html('<div class="row spread tablefoot">{}</div>', foot) if foot else SafeString("")
    )


def _opening(column: Column) -> str:
    """How each cell of a column begins: drawn once, since a page has hundreds of them."""
    right = SafeString(' class="num"') if column.kind in RIGHT else SafeString("")
    return format_html('<td{} data-label="{}">', right, column.label)


def _row(table: Table, openings: Sequence[str], row: Any) -> SafeString:
    url = escaped(table.row_url(row)) if table.row_url else ""
    leads = f' data-href="{url}"' if url else ""
    cells = [
        f"{opening}{_cell(column, row, '' if number else url)}</td>"
        for number, (opening, column) in enumerate(zip(openings, table.columns, strict=True))
    ]
    box = _box(table.pick, row) if table.pick else ""
    return mark_safe(f"<tr{leads}>{box}{''.join(cells)}</tr>")  # noqa: S308 - each part was escaped


def _box(pick: Pick, row: Any) -> str:
    value, label = escaped(pick.value(row)), escaped(pick.label(row))
    box = f'<input type="checkbox" name="{escaped(pick.name)}" value="{value}" aria-label="{label}">'
    return f'<td class="tick">{box}</td>'


def _cell(column: Column, row: Any, url: str) -> str:
    """What stands in it, escaped. `url` is."""
    value = column.cell(row) if column.cell else _shown(column.kind, _reach(row, column.key))
    shown = escaped(value)
    if url:
        shown = f'<a class="rowlink" href="{url}">{shown}</a>'
    return f'{shown}<p class="quiet">{escaped(column.note(row))}</p>' if column.note else shown


def _reach(row: Any, path: str) -> Any:
    for step in path.split("."):
        row = row.get(step) if isinstance(row, dict) else getattr(row, step, None)
        row = row() if callable(row) else row
    return row


def _shown(kind: str, value: Any) -> Any:
    if value is None or value == "":
        return words.DASH
    if kind == "money":
        return words.money(value)
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    return words.qty(value) if kind == "num" and isinstance(value, int | float) else value


@register.simple_tag
def pager(page: Any) -> SafeString:
    """Earlier and later; no page numbers, because rows arrive while one reads."""
    if page is None or not (page.next or page.previous):
        return SafeString("")
    links = [(page.previous, "prev", _("上一页"), "left"), (page.next, "next", _("下一页"), "right")]
    drawn = [
        format_html(
            '<a class="btn plain small" rel="{}" href="{}">{}<span>{}</span></a>',
            rel,
            url,
            icon(name, size=18),
            label,
        )
        if url
        else format_html(
            '<span class="btn plain small" aria-disabled="true">{}<span>{}</span></span>',
            icon(name, size=18),
            label,
        )
        for url, rel, label, name in links
    ]
    return format_html('<nav class="pager btns" aria-label="{}">{}</nav>', _("分页"), joined(drawn))


@register.simple_tag
def export(url: str, label: Any = "") -> SafeString:
    """Every list exports."""
    if not url:
        return SafeString("")
    words_ = format_html("{}<span>{}</span>", icon("download", size=18), label or _("导出 Excel"))
    return format_html('<a class="btn plain small" href="{}" data-key="E" download>{}</a>', url, words_)


@register.inclusion_tag("ui/forms/form.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """The fields of a form without the error summary."""
    return {**form.get_context(), "bare": True}


@register.filter
def widget_kind(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.Textarea):
        return "long"
    return "file" if isinstance(widget, forms.FileInput) else "text"
