# SPDX-License-Identifier: Apache-2.0
"""Decide a raffle again from what was published: a second implementation of docs/raffles.md on purpose. It
imports nothing of the product that decided."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from unionnet.doors.drill.again import merkle, shuffled

FORMAT = "unionnet-raffle-1"


def differences(published: dict[str, Any]) -> list[str]:
    """What does not agree with what was promised. Empty when all is as it should be."""
    if not published.get("seed"):
        return ["还没有公布种子 / the seed is not published yet"]
    seed = bytes.fromhex(published["seed"])
    table = published["table"]
    checks = {
        "种子与承诺不符 / seed and commitment": hashlib.sha256(seed).hexdigest() == published["commitment"],
        "奖品表与摘要不符 / table and digest": digest(table) == published["table_digest"],
    }
    if published["kind"] == "instant":
        lines = published["lines"]
        numbers = [number for number, _receipt, _rank in lines]
        checks["编号有缺漏 / numbers have gaps"] = numbers == list(range(1, len(lines) + 1))
        told = [rank for _number, _receipt, rank in lines]
        checks["结果不符 / result"] = told == list(decided(seed, table, published))
    else:
        roster, word = published["roster"], published["public_word"]
        root = merkle(roster)
        order = shuffled(seed, root, word, roster)
        checks["名册与摘要不符 / roster and root"] = root.hex() == published["roster_root"]
        checks["结果不符 / result"] = handed(order, table) == [list(pair) for pair in published["wins"]]
    return [name for name, holds in checks.items() if not holds]


def digest(table: list[dict[str, Any]]) -> str:
    columns = ("rank", "name", "since", "until", "stock")
    lines = ["|".join("" if row[key] is None else str(row[key]) for key in columns) for row in table]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def decided(seed: bytes, table: list[dict[str, Any]], published: dict[str, Any]) -> Iterator[int]:
    """The rank each try hits, 0 for none."""
    left = {row["rank"]: row["stock"] for row in table}
    returns = sorted((after, rank, quantity) for after, rank, quantity in published["given_back"])
    for number in range(1, len(published["lines"]) + 1):
        while returns and returns[0][0] < number:
            _after, rank, quantity = returns.pop(0)
            left[rank] += quantity
        mark = hmac.new(seed, number.to_bytes(8, "big"), hashlib.sha256).digest()
        word = int.from_bytes(mark[:7], "big") % 1_000_000
        rank = next((row["rank"] for row in table if row["since"] <= word < row["until"]), 0)
        if rank and left[rank] is not None:
            if left[rank] == 0:
                rank = 0
            else:
                left[rank] -= 1
        yield rank


def handed(order: list[str], table: list[dict[str, Any]]) -> list[list[object]]:
    """Receipt and rank, the dearest prize first."""
    ranks = [
        row["rank"] for row in sorted(table, key=lambda row: int(row["rank"])) for _ in range(row["stock"])
    ]
    return [[receipt, rank] for receipt, rank in zip(order, ranks, strict=False)]
