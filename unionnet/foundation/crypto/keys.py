# SPDX-License-Identifier: Apache-2.0
"""The key ring: a file beside the data, mode 0600, never in a backup of the database."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class KeyRing:
    """`current` is the id of the key that new values are sealed with; old keys still open old values."""

    current: int
    sealing: dict[int, bytes]
    index: bytes
    signing: bytes

    def as_text(self) -> str:
        return json.dumps(
            {
                "current": self.current,
                "sealing": {str(number): _text(key) for number, key in self.sealing.items()},
                "index": _text(self.index),
                "signing": _text(self.signing),
            },
            indent=1,
        )


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


@cache
def key_ring() -> KeyRing:
    """The ring of this installation; it is made at first use."""
    path = Path(settings.UNIONNET_KEYS) / "fields.json"
    if not path.exists():
        ring = KeyRing(1, {1: secrets.token_bytes(32)}, secrets.token_bytes(32), secrets.token_bytes(32))
        _write(path, ring, new=True)
    return _read(path)


def add_key() -> int:
    """Add a sealing key and make it current. Returns its id. Old values are then sealed anew by `rotate`."""
    ring = key_ring()
    number = max(ring.sealing) + 1
    keys = {**ring.sealing, number: secrets.token_bytes(32)}
    path = Path(settings.UNIONNET_KEYS) / "fields.json"
    _write(path, KeyRing(number, keys, ring.index, ring.signing))
    key_ring.cache_clear()
    return number


def _read(path: Path) -> KeyRing:
    content = json.loads(path.read_text(encoding="ascii"))
    sealing = {int(number): base64.b64decode(key) for number, key in content["sealing"].items()}
    return KeyRing(
        content["current"], sealing, base64.b64decode(content["index"]), base64.b64decode(content["signing"])
    )


def _write(path: Path, ring: KeyRing, *, new: bool = False) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(ring.as_text())
        file.flush()
        os.fsync(file.fileno())
    if new:
        try:
            os.link(draft, path)  # two threads or processes may start at once: the first ring wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    else:
        draft.replace(path)
