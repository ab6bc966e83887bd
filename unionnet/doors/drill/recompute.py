# SPDX-License-Identifier: Apache-2.0
"""`unionnet drill recompute FILE|OFFER`: draw again from what was published, and compare.

A second implementation of docs/draws.md (and docs/raffles.md) on purpose: it imports nothing of the product
that drew, and needs nothing but a file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from unionnet.doors.drill import recompute_raffle
from unionnet.doors.drill.again import merkle, shuffled


def register(kinds: Any) -> None:
    parser = kinds.add_parser("recompute", help="复算一次抽签 / draw again from the published data")
    parser.add_argument(
        "source", help="公布的 JSON 文件，或报名项目编号 / published file, or public id of the offer"
    )
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    file = Path(asked.source)
    published = json.loads(file.read_text(encoding="utf-8")) if file.exists() else _from_house(asked.source)
    if published is None:
        sys.stderr.write(f"找不到这次抽签 / no such draw: {asked.source}\n")
        return 66
    wrong = differences(published)
    for line in wrong:
        sys.stdout.write(f"✗ {line}\n")
    if not wrong:
        sys.stdout.write("✓ 复算一致：种子、名册、次序、结果 / recomputed: all equal\n")
    return 1 if wrong else 0


def differences(published: dict[str, Any]) -> list[str]:
    """What does not agree with what was promised. Empty when the draw was as it should be."""
    if published.get("format") == recompute_raffle.FORMAT:
        return recompute_raffle.differences(published)
    if published.get("format") != "unionnet-draw-1" or not published.get("seed"):
        return ["还没有抽签，或格式不认识 / not drawn yet, or an unknown format"]
    seed = bytes.fromhex(published["seed"])
    root = merkle(published["roster"])
    order = shuffled(seed, root, published["public_word"], published["roster"])
    result = lottery(published, order) if published["kind"] == "lottery" else wishes(published, order)
    checks = {
        "种子与承诺不符 / seed and commitment": hashlib.sha256(seed).hexdigest() == published["commitment"],
        "名册与摘要不符 / roster and root": root.hex() == published["roster_root"],
        "次序不符 / order": order == published["order"],
        "结果不符 / result": result == [list(pair) for pair in published["result"]],
    }
    return [name for name, holds in checks.items() if not holds]


def lottery(published: dict[str, Any], order: list[str]) -> list[list[str]]:
    ((offer, size),) = published["sizes"].items()
    gone = set(published["passed_over"])
    return [[receipt, offer] for receipt in order if receipt not in gone][:size]


def wishes(published: dict[str, Any], order: list[str]) -> list[list[str]]:
    left = dict(published["sizes"])
    gone = set(published["passed_over"])
    result = []
    for line in order:
        receipt, _bar, chosen = line.partition("|")
        given = next((offer for offer in chosen.split(",") if left.get(offer, 0) > 0), None)
        if given and receipt not in gone:
            left[given] -= 1
            result.append([receipt, given])
    # The house lists each person once, in the drawn order.
    return result


def _from_house(offer: str) -> dict[str, Any] | None:
    from unionnet.foundation.server import begin

    begin.as_application()
    from unionnet.tools.enrolment.queries import draw_of, public_offers, published

    found = public_offers().filter(public_id=offer).first()
    draw = draw_of(found) if found else None
    return json.loads(json.dumps(published(draw))) if draw else None
