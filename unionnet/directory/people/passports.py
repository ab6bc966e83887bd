# SPDX-License-Identifier: Apache-2.0
"""The two lines at the foot of a passport page (ICAO 9303, part 4), typed or read by a scanner."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from unionnet.foundation.countries import travelling_from
from unionnet.foundation.refusals import Refusal

LINES = r"P[A-Z<](?P<state>[A-Z<]{3})(?P<names>[A-Z<]{39})(?P<second>[A-Z0-9<]{44})"
# Part of the second line, and where its check digit stands: number, birthday, expiry, personal number.
CHECKED = (
    (slice(0, 9), 9),
    (slice(13, 19), 19),
    (slice(21, 27), 27),
    (slice(28, 42), 42),
)
TOGETHER = (slice(0, 10), slice(13, 20), slice(21, 43))
WEIGHTS = (7, 3, 1)


@dataclass(frozen=True)
class Passport:
    """What the two lines say. `nationality` is alpha-3, "" for a code that no state has (a specimen)."""

    surname: str
    given_names: str
    number: str
    nationality: str
    born_on: date
    sex: str
    expires_on: date

    @property
    def name(self) -> str:
        """As in the passport: surname first."""
        return f"{self.surname} {self.given_names}".strip()

    def __repr__(self) -> str:
        return "<passport>"


def read_lines(text: str, *, on: date) -> Passport:
    """The passport behind two lines of 44. Raises the first `Refusal`."""
    found = re.fullmatch(LINES, re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper(), re.ASCII)
    if found is None:
        raise Refusal("bad_lines", _("请照护照资料页底部的两行逐字填写，每行 44 个字符，包括“<”。"))
    line = found["second"]
    if any(line[at] not in _digits(line[part]) for part, at in CHECKED) or not _all_together(line):
        raise Refusal("bad_lines_check", _("护照底部两行的校验位不对，请逐字核对或重新扫描。"))
    surname, _marks, given = found["names"].partition("<<")
    born_on, expires_on = _day(line[13:19], latest=on.year), _day(line[21:27], latest=on.year + 50)
    if born_on is None or expires_on is None or born_on > on:
        raise Refusal("bad_lines", _("护照底部两行里的日期不对，请逐字核对。"))
    return Passport(
        _words(surname),
        _words(given),
        line[:9].replace("<", ""),
        travelling_from(line[10:13].replace("<", "")),
        born_on,
        {"M": "m", "F": "f"}.get(line[20], ""),
        expires_on,
    )


def check_digit(text: str) -> int:
    """Weights 7, 3, 1; A is 10, a filler is nothing."""
    return sum((0 if sign == "<" else int(sign, 36)) * WEIGHTS[at % 3] for at, sign in enumerate(text)) % 10


def _digits(part: str) -> str:
    """What may stand as the check digit: an empty personal number may have a filler there."""
    right = str(check_digit(part))
    return right + "<" if not part.strip("<") else right


def _all_together(line: str) -> bool:
    return line[43] == str(check_digit("".join(line[part] for part in TOGETHER)))


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())


def _day(text: str, *, latest: int) -> date | None:
    """Two digits of a year are the last such year that is not after `latest`."""
    if not text.isdecimal():
        return None
    year = latest - (latest - int(text[:2])) % 100
    try:
        return date(year, int(text[2:4]), int(text[4:]))
    except ValueError:
        return None
