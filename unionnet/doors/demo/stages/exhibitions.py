# SPDX-License-Identifier: Apache-2.0
"""Calligraphy, paintings and photographs of workers of the county, on the phone and in the culture palace
(ledger S1-12): twenty works, one of which waits for what its author says on their phone."""

from __future__ import annotations

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from unionnet.directory.people.models import Membership, Person
from unionnet.doors.demo.stages.sites import demo_person
from unionnet.doors.demo.stages.tree import tree_by_key
from unionnet.doors.demo.staging import stage
from unionnet.foundation.clock import database_now, local_date
from unionnet.programmes.exhibitions.actions import (
    ShowTerms,
    WorkTerms,
    ask_author,
    plan_show,
    publish,
    put_work,
    visit,
)

TITLES = (
    *("江畔晨曲", "焊花", "站长的一天", "天路送货人", "劳动号子", "老街早市", "塔吊之上"),
    *("夜班公交", "春耕", "灯火", "归途", "检修", "橘红时节", "山里的快递"),
    *("午休", "大桥合龙", "云海", "手艺", "集结", "丰年"),
)
KINDS = ("photo", "painting", "calligraphy")
AUTHORS = ("谭师傅", "冉秀英", "向建国", "牟小江", "陶冬梅")
INKS = ((184, 21, 27), (38, 70, 83), (42, 107, 84), (196, 141, 63), (72, 61, 92))
SIZES = ((900, 640), (640, 900), (800, 800))
COME = 30


@stage("exhibitions", "作品展 / exhibition", order=116)
def load_exhibition() -> None:
    officer, now, county = demo_person("county"), database_now(), tree_by_key()["yunyang"]
    today = local_date(now)
    opens_on = today - timedelta(days=9)
    terms = ShowTerms(
        "“江畔劳动者”书画摄影作品展",
        opens_on,
        today + timedelta(days=21),
        "二十件作品，作者都是身边的职工：司机、焊工、教师、快递员。",
        "县工人文化宫一楼",
        is_for_all=True,
    )
    show = plan_show(county, terms, by=officer)
    for number, title in enumerate(TITLES):
        agreed_on = None if number == len(TITLES) - 1 else opens_on
        kind, author = KINDS[number % len(KINDS)], AUTHORS[number % len(AUTHORS)]
        words = WorkTerms(title, kind, author, "云阳县职工书画协会", agreed_on=agreed_on)
        hung = put_work(show, words, _painted(number), by=officer)
    ask_author(hung, demo_person("worker"), by=officer)
    publish(show, by=officer, at=now - timedelta(days=9))
    members = Membership.objects.filter(state="active", organisation__path__startswith=county.path)
    for number, person in enumerate(Person.objects.filter(pk__in=members.values("person")[:COME])):
        for day in range(number % 3 + 1):
            visit(show, by=person, at=now - timedelta(days=(number + day) % 9))


def _painted(number: int) -> SimpleUploadedFile:
    """Hills under a sun, each in its own colours, drawn here: the tree holds nobody's picture."""
    width, height = SIZES[number % len(SIZES)]
    ink, paper = INKS[number % len(INKS)], (244, 240, 230)
    picture = Image.new("RGB", (width, height), paper)
    pen = ImageDraw.Draw(picture)
    sun = width // 4 + number * 37 % (width // 2), height // 4
    pen.ellipse((sun[0] - 60, sun[1] - 60, sun[0] + 60, sun[1] + 60), fill=INKS[(number + 3) % len(INKS)])
    for hill in range(4):
        top, step = height // 2 + hill * height // 9, width // 5
        shade = tuple(part + (255 - part) * (3 - hill) // 5 for part in ink)
        ridge = [(x, top - (x * (hill + 2) + number * 53) % 140) for x in range(0, width + step, step)]
        pen.polygon([(0, height), *ridge, (width, height)], fill=shade)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return SimpleUploadedFile(f"{number:02}.png", out.getvalue())
