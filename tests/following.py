# SPDX-License-Identifier: Apache-2.0
"""Matters as offices and units follow them through their pages, for journeys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.clock import database_now, local_date
from unionnet.tools.supervision.models import Item, Part

DESK = "/desk/supervision/"


def today() -> date:
    return local_date(database_now())


def in_days(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def put_on_list(office: Client, title: str, **words: Any) -> Item:
    told = {"title": title, "source": "plan", "weight": "1", **words}
    assert office.post(f"{DESK}new", told).status_code == 302
    return Item.objects.get(title=title)


def register(office: Client, item: Item, *, days: int = 30) -> None:
    told = {"starts_on": today().isoformat(), "due_on": in_days(days)}
    assert office.post(page_of(item, "registration"), told).status_code == 302


def hand_out(office: Client, item: Item, lead: str, *others: str) -> None:
    told = {"lead": lead, "units": "\n".join(others)}
    assert office.post(page_of(item, "assignment"), told).status_code == 302


def report(unit: Client, part: Part, percent: int, text: str, photo: bytes = b"", *, key: str = "") -> Any:
    """One press on the unit's page; the form's own key keeps it one report."""
    told: dict[str, Any] = {"percent": str(percent), "text": text, "key": key or f"form-{text}"[:32]}
    if photo:
        told["file"] = SimpleUploadedFile("照片.pdf", b"%PDF-1.7\n" + photo)
    return unit.post(part_page(part), told)


def bring_in(unit: Client, part: Part, text: str) -> None:
    """Signed for, done, handed in with the report."""
    unit.post(part_page(part, "signature"))
    told = {"percent": "100", "text": text, "key": f"done-{text}"[:32], "finish": "1"}
    assert unit.post(part_page(part), told).status_code == 302


def accept(office: Client, part: Part, *, quality: int = 8, innovation: int = 6) -> Any:
    told = {"quality": str(quality), "innovation": str(innovation)}
    return office.post(part_page(part, "acceptance"), told)


def close(office: Client, item: Item, result: str) -> Any:
    return office.post(page_of(item, "closing"), {"reason": result})


def page_of(item: Item, door: str = "") -> str:
    return f"{DESK}items/{item.public_id}/{door}"


def part_page(part: Part, door: str = "") -> str:
    return f"{DESK}parts/{part.public_id}/{door}"


def part_of(item: Item, union: Organisation) -> Part:
    return Part.objects.get(item=item, organisation=union)
