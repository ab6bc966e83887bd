# SPDX-License-Identifier: Apache-2.0
"""Countries and regions by ISO 3166 (alpha-3), with their names in the language of the reader. Codes and
names come from Unicode's CLDR, which Babel carries."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Codes that CLDR knows beside those in force: of states that are no more, reserved ones, and its own.
NOT_IN_FORCE = frozenset(
    ["BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "ASC", "CPT", "DGA", "TAA", "QUU", "XAA", "XBB", "XKK", "ZZZ"]
)
# In a machine-readable zone (ICAO 9303, part 3) Germany is one letter, British passports tell their classes
# apart, and some travel without a state of their own.
TRAVELLING = {"D": "DEU", **dict.fromkeys(("GBD", "GBN", "GBO", "GBP", "GBS"), "GBR")}
STATELESS = "XXA"
TRAVELLING |= dict.fromkeys(("XXB", "XXC", "XXX"), STATELESS)
TAIWAN = {"zh": "中国台湾", "en": "Taiwan, China"}


@cache
def _by_code() -> dict[str, str]:
    """Alpha-3 to alpha-2, for every code in force."""
    known = Locale("en").territories
    pairs = {
        code: to[0]
        for code, to in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(to) == 1 and to[0] in known
    }
    return {code: two for code, two in sorted(pairs.items()) if code not in NOT_IN_FORCE}


@cache
def _by_number() -> dict[str, str]:
    """The three digits of ISO 3166 (840) to alpha-3."""
    three = {two: code for code, two in _by_code().items()}
    return {
        code: three[to[0]]
        for code, to in get_global("territory_aliases").items()
        if len(code) == 3 and code.isdigit() and len(to) == 1 and to[0] in three
    }


def is_country(code: str) -> bool:
    return code in _by_code()


def is_nationality(code: str) -> bool:
    return is_country(code) or code == STATELESS


def country_name(code: str) -> str:
    """「美国」 or “United States”; the code itself when nobody knows it."""
    return _names(_reader()).get(code, code)


@cache
def _names(language: str) -> dict[str, str]:
    """Alpha-3 to the name in that language."""
    known = Locale(language).territories
    names = {code: known.get(two, code) for code, two in _by_code().items()}
    return {**names, "TWN": TAIWAN[language]}


def _reader() -> str:
    return "en" if get_language() == "en" else "zh"


def countries() -> list[tuple[str, str]]:
    """Choices for a form, in the order of the reader's language."""
    return list(_choices(_reader()))


def nationalities() -> list[tuple[str, str]]:
    """The same, and those who have none."""
    return [*countries(), (STATELESS, _("无国籍"))]


@cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    from pypinyin import lazy_pinyin  # large: imported when needed

    return tuple(sorted(_names(language).items(), key=lambda each: "".join(lazy_pinyin(each[1])).casefold()))


def country_in(text: str) -> str:
    """The alpha-3 code for 「美国」, “United States”, US, USA or 840; "" when nobody knows it."""
    plain = " ".join(text.split()).upper()
    if plain in _by_code():
        return plain
    return _by_number().get(plain) or _spoken().get(plain, "")


@cache
def _spoken() -> dict[str, str]:
    found = {two: code for code, two in _by_code().items()}
    return found | {name.upper(): code for each in ("zh", "en") for code, name in _names(each).items()}


def travelling_from(code: str) -> str:
    """The nationality that a machine-readable zone writes, as alpha-3; "" when nobody knows it."""
    code = TRAVELLING.get(code, code)
    return code if is_nationality(code) else ""
