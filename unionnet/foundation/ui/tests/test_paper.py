# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from unionnet.foundation.ui import paper

POSTER = "ui/gallery/poster.html"


def written(document: bytes) -> str:
    opened = pypdfium2.PdfDocument(document)
    try:
        return str(opened[0].get_textpage().get_text_range())
    finally:
        opened.close()


@pytest.mark.usefixtures("printer")
def test_a_template_becomes_a_pdf_whose_words_can_be_copied() -> None:
    document = paper.pdf(POSTER, {"union": "永宁街道总工会", "code": "https://example.org/j/9k2mx7"})
    assert document.startswith(b"%PDF")
    assert "永宁街道总工会" in written(document)


@pytest.mark.usefixtures("printer")
def test_a_pdf_becomes_a_picture_of_the_wanted_width() -> None:
    document = paper.pdf(POSTER, {"union": "永宁街道总工会", "code": "x"})
    png = paper.picture(document, width=600)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 600


@pytest.mark.usefixtures("printer")
@pytest.mark.parametrize(
    "html",
    ['<link rel="attachment" href="file://{path}">', '<img src="file://{path}">', '<a rel="attachment" href="file://{path}">x</a>',
     '<style>@import "file://{path}"; body {{ background: url(file://{path}) }}</style>', '<object data="file://{path}"></object>'],
)  # fmt: skip
def test_no_local_file_gets_into_the_paper(html: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-7c1e", encoding="ascii")
    document = paper._write(f"<p>ok</p>{html.format(path=secret)}")
    assert b"canary-7c1e" not in document
    assert b"EmbeddedFile" not in document
    assert "ok" in written(document)


def test_missing_libraries_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def without_pango(name: str, *args: object, **more: object) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(paper.MissingPango, match="libpango-1.0-0"):
        paper.pdf(POSTER, {"union": "x", "code": "x"})
