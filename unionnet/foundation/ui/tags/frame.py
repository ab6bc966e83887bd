# SPDX-License-Identifier: Apache-2.0
"""Tags of the shells themselves: a block drawn twice, and the server's time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.contrib.staticfiles.finders import find
from django.template import Context, Library
from django.template.base import NodeList
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from unionnet.foundation.ui.bundles import joined
from unionnet.foundation.ui.drawing import escaped
from unionnet.foundation.ui.menu import Line

register = Library()


@register.simple_tag(takes_context=True)
def again(context: Context, block: str) -> SafeString:
    """What a block says, drawn in a second place: the title is also the h1."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    if blocks is None or blocks.get_block(block) is None:
        return SafeString("")
    return mark_safe(BlockNode(block, NodeList()).render(context).strip())  # noqa: S308 - escaped by the block


@register.simple_tag
def menu_lines(lines: Iterable[Line]) -> SafeString:
    """A group of the desk's menu. There are sixty lines on every page of a desk: a template takes five times
    as long for them."""
    return mark_safe("".join(map(_drawn, lines)))  # noqa: S308 - each part was escaped


def _drawn(line: Line) -> str:
    here = ' aria-current="page"' if line.on else ""
    count = f' <b class="num">{line.count:,}</b>' if line.count else ""
    label = f'<span class="grow">{escaped(line.label)}</span>'
    return f'<li><a href="{escaped(line.url)}"{here}>{label}{count}</a></li>'


@register.simple_tag
def server_time() -> str:
    """Milliseconds since 1970 by the server, so that a wrong phone clock does not matter."""
    return str(int(timezone.now().timestamp() * 1000))


@register.simple_tag
def server_clock() -> SafeString:
    """As of when: the server's time, kept going by the server's clock where there is JavaScript."""
    now = timezone.localtime()
    shown = now.strftime("%Y-%m-%d %H:%M:%S")
    return format_html(
        '<time data-clock data-zone="{}">{}</time>', timezone.get_current_timezone_name(), shown
    )


@cache
def _installed(name: str) -> bool:
    return bool(find(f"vendor/{name}"))


@register.simple_tag
def vendor(name: str) -> str:
    """The address of a third-party file, or nothing where the npm assets were not installed."""
    return static(f"vendor/{name}") if _installed(name) else ""


@register.simple_tag
def paper_styles() -> SafeString:
    """The look of printed paper, inside the document: the PDF printer may not read files."""
    return mark_safe(joined("ui/paper.css"))  # noqa: S308 - our own file
