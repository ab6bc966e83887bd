# SPDX-License-Identifier: Apache-2.0
"""Packs are TOML files: one region, one version, a list of rules. Operators may add a folder of their own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from unionnet.foundation.tongues import Tongues

CERTAINTIES = {"A", "A/R", "B", "B/R", "C", "D"}


@dataclass(frozen=True)
class Provision:
    """One parameter as one pack has it. `source` in both languages; a pack of an operator's own may leave the
    English out. `until` is the last day it is in force."""

    id: str
    value: Any
    source: Tongues
    certainty: str
    region: str
    pack: str
    checked: date
    since: date
    until: date | None = None
    note: str = ""


@cache
def provisions() -> dict[str, tuple[Provision, ...]]:
    """Every provision of every pack by rule id."""
    found: dict[str, list[Provision]] = {}
    for folder in settings.UNIONNET_RULEBOOKS:
        for path in sorted(folder.glob("*.toml")):
            for provision in read_pack(path):
                found.setdefault(provision.id, []).append(provision)
    return {rule_id: tuple(each) for rule_id, each in found.items()}


def read_pack(path: Path) -> list[Provision]:
    """The provisions of one file. Raises ValueError with the file and the rule that is not well formed."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    pack = content["pack"]
    return [_provision(path, pack, rule) for rule in content["rules"]]


def _provision(path: Path, pack: dict[str, Any], rule: dict[str, Any]) -> Provision:
    if rule.get("certainty") not in CERTAINTIES or not rule.get("source") or "value" not in rule:
        raise ValueError(f"{path.name}: {rule.get('id')} needs value, source and certainty")
    return Provision(
        id=rule["id"],
        value=rule["value"],
        source=Tongues(rule["source"], rule.get("english", "")),
        certainty=rule["certainty"],
        region=pack.get("region", ""),
        pack=f"{pack['id']} {pack['version']}",
        checked=rule.get("checked", pack["checked"]),
        since=rule.get("since", date.min),
        until=rule.get("until"),
        note=rule.get("note", ""),
    )
