# SPDX-License-Identifier: Apache-2.0
"""What the product stands on, read from both locks, with the licence each package states of itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from email.message import Message
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

from django.conf import settings

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, order=True)
class Package:
    name: str
    version: str
    licence: str
    home: str = ""


@cache
def python_packages() -> tuple[Package, ...]:
    """What runs on the server: requirements/run.txt."""
    lock = Path(settings.ROOT) / "requirements" / "run.txt"
    lines = lock.read_text(encoding="utf-8").splitlines() if lock.is_file() else []
    return tuple(sorted(_python(*found.groups()) for line in lines if (found := PINNED.match(line))))


@cache
def browser_packages() -> tuple[Package, ...]:
    """What runs in the browser: package-lock.json, without the tools of the tests."""
    lock = Path(settings.ROOT) / "package-lock.json"
    if not lock.is_file():
        return ()
    listed = json.loads(lock.read_text(encoding="utf-8")).get("packages", {})
    return tuple(
        sorted(
            Package(path.rpartition("node_modules/")[2], about.get("version", ""), about.get("license", ""))
            for path, about in listed.items()
            if path and not about.get("dev")
        )
    )


def _python(name: str, version: str) -> Package:
    try:
        about = cast(Message, metadata(name))
    except PackageNotFoundError:  # another platform's
        return Package(name, version, "")
    return Package(about["Name"] or name, version, _licence(about), _home(about))


def _licence(about: Message) -> str:
    if stated := about.get("License-Expression"):
        return str(stated)
    listed = [
        line.removeprefix(CLASSIFIER) for line in about.get_all("Classifier") or [] if CLASSIFIER in line
    ]
    short = (about.get("License") or "").strip().splitlines()
    return ", ".join(listed) or (short[0][:60] if short else "")


def _home(about: Message) -> str:
    links = [link.partition(",")[2].strip() for link in about.get_all("Project-URL") or []]
    found = next((link for link in [about.get("Home-page") or "", *links] if link.startswith("https://")), "")
    return str(found)
