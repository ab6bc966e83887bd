# SPDX-License-Identifier: Apache-2.0
"""How many are enough (X-01, 民法典 art. 1259). 以上 and 半数以上 include the number itself; 超过, 过半数 and
不满 do not. In whole numbers, since half a vote is none."""

from __future__ import annotations

from decimal import Decimal


def share_or_more(part: int, whole: int, of: int) -> int:
    """三分之二以上 of 10 is `share_or_more(2, 3, 10)` = 7: the smallest number that is at least the share."""
    return -(-of * part // whole)


def percent(part: int, whole: int) -> Decimal | None:
    """In hundredths, one decimal. A rate of nothing is no rate (X-05)."""
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1")) if whole else None


def half_or_more(of: int) -> int:
    """半数以上: of 70 it is 35."""
    return share_or_more(1, 2, of)


def majority(of: int) -> int:
    """过半数, 超过半数: of 70 it is 36."""
    return of // 2 + 1
