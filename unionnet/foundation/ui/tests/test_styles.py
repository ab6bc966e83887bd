# SPDX-License-Identifier: Apache-2.0
"""Chrome 79 and Safari 13.1 must understand every stylesheet of ours."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from unionnet.foundation.ui.bundles import BUNDLES, SOURCES, BundleFinder, joined

PACKAGE = Path(__file__).resolve().parents[3]
SHEETS = sorted({*SOURCES.glob("*.css"), *PACKAGE.glob("*/*/static/**/*.css")})
FORBIDDEN_RULES = {"layer", "container", "property", "scope", "starting-style", "counter-style"}
FORBIDDEN_SELECTORS = re.compile(r":(is|where|has|any-link|modal|popover-open)\b|&")
FORBIDDEN_VALUES = re.compile(
    r"\b(oklch|oklab|lch|lab|color-mix|light-dark|color)\(|\b\d+[sdl]v[hw]\b|\bfit-content\("
)
FORBIDDEN_PROPERTIES = {
    "inset",
    "translate",
    "rotate",
    "scale",
    "content-visibility",
    "container",
    "inset-inline",
}
LOGICAL = re.compile(r"^(margin|padding|inset|border)-(inline|block)")


def declarations(content: list[Node]) -> list[Declaration]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [node for node in found if isinstance(node, Declaration)]


def complaints(rules: list[Node]) -> list[str]:
    found: list[str] = []
    for rule in rules:
        if isinstance(rule, AtRule):
            if rule.lower_at_keyword in FORBIDDEN_RULES:
                found.append(f"@{rule.lower_at_keyword}")
            if rule.lower_at_keyword in {"media", "supports"} and rule.content is not None:
                found += complaints(
                    tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                )
        elif isinstance(rule, QualifiedRule):
            found += complaints_of(rule)
        else:
            found.append(f"unreadable: {rule.serialize()[:60]}")
    return found


def complaints_of(rule: QualifiedRule) -> list[str]:
    selector = tinycss2.serialize(rule.prelude).strip()
    here = declarations(rule.content)
    found = [f"selector {selector}"] if FORBIDDEN_SELECTORS.search(selector) else []
    names = {declaration.lower_name: tinycss2.serialize(declaration.value) for declaration in here}
    is_grid = "grid" in names.get("display", "") or "grid-gap" in names
    if "gap" in names and not is_grid:
        found.append(f"gap without grid-gap (flex gap is ignored by old phones): {selector}")
    for name, value in names.items():
        if name in FORBIDDEN_PROPERTIES or LOGICAL.match(name):
            found.append(f"{name} in {selector}")
        if FORBIDDEN_VALUES.search(value):
            found.append(f"{name}: {value.strip()} in {selector}")
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_old_phones_understand_every_rule(sheet: Path) -> None:
    rules = tinycss2.parse_stylesheet(
        sheet.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
    )
    assert complaints(rules) == []


def test_the_check_finds_what_old_phones_do_not_know() -> None:
    bad = "@layer a { b { c: d } } a:is(b) { inset: 0; color: oklch(1 0 0); gap: 4px } p { & b { top: 0 } }"
    found = complaints(tinycss2.parse_stylesheet(bad, skip_whitespace=True))
    assert len(found) >= 5


@pytest.mark.parametrize("name", ["ui/mobile.css", "ui/desk.css", "ui/screen.css"])
def test_a_shell_loads_at_most_twenty_kilobytes_of_style(name: str) -> None:
    assert len(gzip.compress(joined(name).encode(), 6)) <= 20 * 1024


def test_every_component_is_in_a_bundle() -> None:
    used = {part for parts in BUNDLES.values() for part in parts}
    assert {sheet.stem for sheet in SOURCES.glob("*.css")} == used


def test_colours_come_from_the_tokens() -> None:
    """White, black and the card's own red aside, a component names no colour."""
    spared = {"#fff", "#000"}
    plain = {sheet.stem: set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text(encoding="utf-8"))) - spared
             for sheet in SOURCES.glob("*.css")}  # fmt: skip
    on_their_own = {"tokens", "pass", "paper", "sheet", "print", "screen", "qr", "alerts", "forms", "dialog"}
    assert {name: found for name, found in plain.items() if found and name not in on_their_own} == {}


def test_bundles_are_found_like_files() -> None:
    finder = BundleFinder()
    assert sorted(name for name, _ in finder.list(None)) == sorted(BUNDLES)
    assert Path(finder.find("ui/mobile.css")).read_text(encoding="utf-8") == joined("ui/mobile.css")
    assert finder.find("ui/nothing.css") == []
