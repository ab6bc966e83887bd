# SPDX-License-Identifier: Apache-2.0
"""An official letter in the form officers know: red head, number, title, addressee, body, place for the seal.

One `Letter` is drawn twice: as an editable document for Word and WPS, and as PDF. Layout after GB/T 9704:
A4, margins 37 / 28 / 35 / 26 mm, title in size 2, body in size 3 with an indent of two characters.
Such papers are Chinese whatever language the page has.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from unionnet.foundation.ui import paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RED = "C8161D"
SONG, FANGSONG = "SimSun", "FangSong"


@dataclass(frozen=True)
class Letter:
    """`issuer` writes to `to`. A letter without number or date is a draft, and leaves room for both.
    `signer` is named on letters that go up (签发人)."""

    issuer: str
    title: str
    to: str
    paragraphs: tuple[str, ...]
    number: str = ""
    on: date | None = None
    signer: str = ""
    enclosed: tuple[str, ...] = ()

    @property
    def written_on(self) -> str:
        return chinese_date(self.on) if self.on else "    年  月  日"


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def pdf(letter: Letter) -> bytes:
    """Raises `paper.MissingPango` where no PDF can be made."""
    return paper.pdf("ui/letter.html", {"letter": letter})


def docx(letter: Letter) -> bytes:
    """Editable: every line is a paragraph of its own, the red line is a border, nothing is a picture."""
    from docx import Document  # here: a start that writes no letter is quicker without
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
    from docx.shared import Mm, Pt

    page = Document()
    section = page.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)

    def say(text: str, *, size: int = 16, align: Any = None, font: str = FANGSONG, **look: Any) -> Any:
        line = page.add_paragraph()
        line.alignment = align
        line.paragraph_format.line_spacing = Pt(look.get("spacing", 28))
        line.paragraph_format.space_after = Pt(look.get("after", 0))
        if look.get("indent"):
            line.paragraph_format.first_line_indent = Pt(size * 2)
        _run(line, text, size, font, red=look.get("red", False))
        return line

    say(f"{letter.issuer}文件", size=36, align=Align.CENTER, font=SONG, red=True, spacing=48, after=16)
    _red_line(say(_number_line(letter), align=Align.CENTER, after=18))
    say(letter.title, size=22, align=Align.CENTER, font=SONG, spacing=34, after=14)
    say(f"{letter.to}：")
    for text in letter.paragraphs:
        say(text, indent=True)
    if letter.enclosed:
        say("附件：" + "；".join(f"{n}. {name}" for n, name in enumerate(letter.enclosed, 1)), indent=True)
    for text in ("（盖章处）", letter.issuer, letter.written_on):
        say(text, align=Align.RIGHT)
    out = io.BytesIO()
    page.save(out)
    return out.getvalue()


def answer(letter: Letter, ending: str, name: str) -> HttpResponse:
    """The letter to be saved under this name, as `docx` or `pdf`. Raises paper.MissingPango."""
    content, kind = (docx(letter), DOCX) if ending == "docx" else (pdf(letter), "application/pdf")
    found = HttpResponse(content, content_type=kind)
    found["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.{ending}')}"
    found["Cache-Control"] = "private, no-store"
    return found


def _number_line(letter: Letter) -> str:
    number = letter.number or "〔    〕  号"
    return f"{number}          签发人：{letter.signer}" if letter.signer else number


def _run(line: Any, text: str, size: int, font: str, *, red: bool) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = line.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if red:
        run.font.color.rgb = RGBColor.from_string(RED)


def _red_line(line: Any) -> None:
    """The line under the head is the lower border of the paragraph, so that it stays where the text goes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    border, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", RED)):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    line._p.get_or_add_pPr().append(border)
