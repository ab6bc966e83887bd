# SPDX-License-Identifier: Apache-2.0
"""`unionnet drill recompute FILE|OFFER`: draw again from what was published, and compare.

A second implementation of docs/draws.md on purpose: it imports nothing of the product that drew, and needs
nothing but a file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any


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
        sys.stdout.write(
            f"✓ 复算一致：种子、名册、次序、{len(published['result'])} 个结果 / recomputed: all equal\n"
        )
    return 1 if wrong else 0


def differences(published: dict[str, Any]) -> list[str]:
    """What does not agree with what was promised. Empty when the draw was as it should be."""
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


def merkle(lines: list[str]) -> bytes:
    if not lines:
        return hashlib.sha256().digest()
    nodes = [hashlib.sha256(b"\0" + line.encode()).digest() for line in lines]
    while len(nodes) > 1:
        above = []
        while len(nodes) >= 2:
            left, right, *nodes = nodes
            above.append(hashlib.sha256(b"\1" + left + right).digest())
        nodes = above + nodes
    return nodes[0]


def shuffled(seed: bytes, root: bytes, word: str, lines: list[str]) -> list[str]:
    source = hashlib.shake_256(b"unionnet-draw-1" + seed + root + word.encode())
    stream = source.digest(16 * len(lines) + 4096)
    lines, at = list(lines), 0
    for i in reversed(range(1, len(lines))):
        while True:
            number = int.from_bytes(stream[at : at + 8], "big")
            at += 8
            if number < (1 << 64) // (i + 1) * (i + 1):
                break
        j = number % (i + 1)
        lines[i], lines[j] = lines[j], lines[i]
    return lines


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
