# SPDX-License-Identifier: Apache-2.0
"""The language of checks, a small one: sums of figures compared with sums of figures.

    A1 <= A2 + A3           A1 = B1 + B2 + B3           A4 <= 2 * A5
    A1 ~ last(A1) 30%       within 30 % of the period before

Officers write ≤ ≥ ＝ ± and 上期(A1) as well. Nothing else is read: no brackets, no division, no functions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from unionnet.foundation.refusals import Refusal

CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")
SIGN = re.compile(r"<=|>=|=|<|>|~")
SPELLINGS = {"≤": "<=", "≥": ">=", "⩽": "<=", "⩾": ">=", "==": "=", "≈": "~", "×": "*", "±": " ", "+-": " "}
WITHIN = re.compile(r"(?P<rest>.*\S)\s+(?P<percent>\d{1,3})%")
TERM = re.compile(
    r"(?P<sign>[+-]?)\s*(?:(?P<times>\d{1,6})\s*\*\s*)?"
    r"(?:LAST\((?P<last>[A-Z][A-Z0-9]{0,7})\)|(?P<code>[A-Z][A-Z0-9]{0,7})|(?P<number>\d{1,15}))\s*"
)
MOST_TERMS = 30


@dataclass(frozen=True)
class Term:
    """`times` × a figure, of this period or the one before; with no code the number itself."""

    times: int
    code: str = ""
    is_last: bool = False


@dataclass(frozen=True)
class Formula:
    """`percent` belongs to ~ alone: how far the left may lie from the right."""

    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]
    percent: int = 0

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.left + self.right

    @property
    def codes(self) -> set[str]:
        return {term.code for term in self.terms if term.code}


def read_formula(text: str) -> Formula:
    """Raises a Refusal that says what cannot be read."""
    plain = _plain(text)
    found = SIGN.search(plain)
    if found is None:
        raise Refusal("no_sign", _("请用 = ≤ ≥ < > 或 ≈ 连接两边，例如 A1 ≤ A2 + A3。"))
    left, right, percent = plain[: found.start()], plain[found.end() :].strip(), 0
    if found[0] == "~":
        within = WITHIN.fullmatch(right)
        if within is None:
            raise Refusal("no_percent", _("请写明幅度，例如 A1 ≈ 上期(A1) ±30%。"))
        right, percent = within["rest"], int(within["percent"])
    made = Formula(tuple(_terms(left)), found[0], tuple(_terms(right)), percent)
    if not made.codes or len(made.terms) > MOST_TERMS:
        raise Refusal("no_figures", _("关系式里要有指标代码，最多 %(n)s 项。"), n=MOST_TERMS)
    return made


def _plain(text: str) -> str:
    """As typed on any keyboard, in one spelling."""
    plain = unicodedata.normalize("NFKC", text).upper().replace("上期", "LAST")
    for spelt, meant in SPELLINGS.items():
        plain = plain.replace(spelt, meant)
    return plain.strip()


def _terms(side: str) -> Iterator[Term]:
    at, side = 0, side.strip()
    while at < len(side) or at == 0:
        found = TERM.match(side, at)
        if found is None or (at > 0 and not found["sign"]):
            raise Refusal(
                "unreadable_formula", _("看不懂“%(part)s”，请检查关系式。"), part=side[at : at + 20]
            )
        factor = int(found["times"] or 1) * (-1 if found["sign"] == "-" else 1)
        if found["number"]:
            yield Term(factor * int(found["number"]))
        else:
            yield Term(factor, found["code"] or found["last"], is_last=bool(found["last"]))
        at = found.end()
