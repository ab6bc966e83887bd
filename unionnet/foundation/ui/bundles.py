# SPDX-License-Identifier: Apache-2.0
"""One stylesheet per shell, joined from the component files when static files are looked for.

Apps add nothing here: what belongs to one app is a stylesheet of its own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

SOURCES = Path(__file__).parent / "styles"
EVERYWHERE = ("tokens", "ground", "text", "layout", "icons", "tags", "cards", "meter")
WORKING = (
    *(
        "buttons",
        "forms",
        "lists",
        "tabs",
        "alerts",
        "empty",
        "dialog",
        "toast",
        "clock",
        "steps",
        "timeline",
    ),
    *("stats", "tables", "pager", "filterbar", "keys", "qr", "pass", "map", "waiting"),
)
BUNDLES: dict[str, tuple[str, ...]] = {
    "ui/mobile.css": (*EVERYWHERE, *WORKING, "phone", "print"),
    "ui/desk.css": (*EVERYWHERE, *WORKING, "desk", "print"),
    "ui/screen.css": (*EVERYWHERE, "clock", "empty", "qr", "screen"),
    "ui/paper.css": ("tokens", "paper"),
    "ui/sheet.css": (
        "tokens",
        "ground",
        "text",
        "layout",
        "icons",
        "tags",
        "tables",
        "qr",
        "buttons",
        "sheet",
    ),
}


def joined(name: str) -> str:
    """The text of one bundle, without comments and indentation."""
    text = "\n".join((SOURCES / f"{part}.css").read_text(encoding="utf-8") for part in BUNDLES[name])
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


class BundleStorage(Storage):
    """Reads bundles as if they were files, so that collectstatic copies and hashes them."""

    prefix = ""

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return ContentFile(joined(name.replace("\\", "/")).encode(), name=name)

    def exists(self, name: str) -> bool:
        return name in BUNDLES

    def path(self, name: str) -> str:
        """Written beside the data of Django's development view, which serves paths only."""
        from django.conf import settings

        target = Path(settings.UNIONNET_DATA) / "bundles" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = joined(name)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            draft = target.with_suffix(f".{os.getpid()}")
            draft.write_text(text, encoding="utf-8")
            draft.replace(target)
        return str(target)

    def get_modified_time(self, name: str) -> Any:
        from datetime import UTC, datetime

        sources = [Path(__file__), *(SOURCES / f"{part}.css" for part in BUNDLES[name])]
        newest = max(source.stat().st_mtime for source in sources)
        return datetime.fromtimestamp(newest, tz=UTC)


class BundleFinder(BaseFinder):
    """Named in STATICFILES_FINDERS beside Django's own two."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = BundleStorage()

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self.storage.path(path) if self.storage.exists(path) else None
        return ([found] if found else []) if find_all else (found or [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name in BUNDLES:
            yield name, self.storage
