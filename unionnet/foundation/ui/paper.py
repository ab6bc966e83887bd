# SPDX-License-Identifier: Apache-2.0
"""PDF from a template, pictures from a PDF. Nothing outside the template is ever fetched.

WeasyPrint reads local files unless told not to: an attachment link could carry a secret file into the
PDF. Only `data:` addresses are allowed here, so pictures and codes come as data or inline SVG.
"""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"


class MissingPango(RuntimeError):
    """Debian's pango libraries are not there; the page offers printing instead."""

    def __init__(self) -> None:
        super().__init__(
            _("这台服务器还不能生成 PDF，请用浏览器打印本页；管理员请安装：%(packages)s")
            % {"packages": PACKAGES}
        )


def _write(html: str) -> bytes:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # cffi finds no shared library
        raise MissingPango from error
    fetcher = URLFetcher(allowed_protocols=("data",))
    return bytes(HTML(string=html, url_fetcher=fetcher).write_pdf() or b"")


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """A template that extends `ui/paper.html`, as PDF."""
    return _write(render_to_string(template, context))


def picture(document: bytes, *, page: int = 0, width: int = 1080) -> bytes:
    """One page of a PDF as PNG, for a chat group."""
    opened = pypdfium2.PdfDocument(document)
    try:
        sheet = opened[page]
        bitmap = sheet.render(scale=width / sheet.get_width())
        out = io.BytesIO()
        bitmap.to_pil().save(out, format="PNG", optimize=True)
        return out.getvalue()
    finally:
        opened.close()


def drawing_as_png(svg: str, size: int) -> bytes:
    """One of our own drawings as PNG, through the same printer."""
    look = f"@page{{size:{size}px {size}px;margin:0}}svg{{width:{size}px;height:{size}px;display:block}}"
    return picture(_write(f"<style>{look}</style>{svg}"), width=size)
