# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from unionnet.directory.organisations.models import Organisation
from unionnet.directory.people.models import Person
from unionnet.programmes.exhibitions.actions import ShowTerms, WorkTerms, plan_show, put_work
from unionnet.programmes.exhibitions.models import Exhibition, Work

YEARS = (date(2020, 1, 1), date(2099, 12, 31))  # on whenever a test runs
AGREED = date(2026, 1, 5)


def painted(name: str = "作品.png", size: tuple[int, int] = (800, 600)) -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", size, (184, 21, 27)).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue())


def make_show(union: Organisation, by: Person, **terms: Any) -> Exhibition:
    given = {"title": "职工书画摄影作品展", "opens_on": YEARS[0], "closes_on": YEARS[1], **terms}
    return plan_show(union, ShowTerms(**given), by=by)


def make_work(show: Exhibition, by: Person, title: str = "矿山的清晨", **terms: Any) -> Work:
    given = {"kind": "photo", "author": "刘师傅", "agreed_on": AGREED, **terms}
    return put_work(show, WorkTerms(title, **given), painted(), by=by)
