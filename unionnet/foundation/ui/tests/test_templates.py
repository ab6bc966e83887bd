# SPDX-License-Identifier: Apache-2.0
"""The strict policy allows nothing inline, in any template of the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

PACKAGE = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(PACKAGE.glob("*/*/templates/**/*.html"))
PAPER = re.compile(r'{% extends "ui/paper.html" %}')
RULES = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "script address": re.compile(r"javascript:", re.I),
    "htmx script": re.compile(r"\bhx-(on|vals=[\"']js)", re.I),
}
LETTER = "letter.html"  # 公文 is written in Chinese, whoever reads it
TRANSLATED = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}", re.S)
CHINESE_SIGN = re.compile(r"[、，。；：（）《》“”]")


def is_paper(path: Path, text: str) -> bool:
    """PDF templates and copies people carry away have their look inside: nobody serves them files."""
    return path.name == "paper.html" or bool(PAPER.search(text))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = [] if is_paper(path, text) else [name for name, rule in RULES.items() if rule.search(text)]
    assert found == []


def test_the_check_finds_inline_things() -> None:
    bad = '<p style="a"> <p onclick="b"> <script>c</script> <style>d</style>'
    bad += '<a href="javascript:e"> <b hx-on:click="f">'
    assert [name for name, rule in RULES.items() if rule.search(bad)] == list(RULES)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_signs_are_those_of_the_readers_language(path: Path) -> None:
    said = "" if path.name == LETTER else path.read_text(encoding="utf-8")
    assert CHINESE_SIGN.findall(TRANSLATED.sub("", said)) == []


def test_the_check_finds_a_sign_outside_the_words() -> None:
    good = (
        "{% blocktranslate %}甲、{{ name }}。{% endblocktranslate %}{{ names|listed }}{% translate '乙：' %}"
    )
    assert CHINESE_SIGN.findall(TRANSLATED.sub("", good)) == []
    assert CHINESE_SIGN.findall(TRANSLATED.sub("", "{{ name }}（{{ number }}）、")) == ["（", "）", "、"]


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if "/foundation/ui/" in str(path)], ids=lambda path: path.name
)
def test_every_template_of_ours_compiles_and_is_short(path: Path) -> None:
    get_template(str(path).split("/templates/")[1])
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120
