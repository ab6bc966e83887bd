# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.makers import make_officer, make_person, make_union
from unionnet.cli import main
from unionnet.doors.drill.recompute import differences
from unionnet.tools.enrolment.actions import (
    Request,
    choose,
    draw_lots,
    enrol_all,
    freeze_roster,
    make_group,
    make_offer,
    withdraw,
)
from unionnet.tools.enrolment.models import Draw, Waiting
from unionnet.tools.enrolment.queries import published
from unionnet.tools.enrolment.tests.makers import NOON, OPENING

pytestmark = pytest.mark.django_db
CLOSED = OPENING + timedelta(days=7)
TERMS = {"opens_at": OPENING, "closes_at": CLOSED, "audience": "everyone"}


def lottery(entrants: int) -> dict[str, Any]:
    union = make_union("永宁街道总工会")
    officer = make_officer(union)
    offer = make_offer(union, by=officer, title="亲子营", mode="lottery", size=3, **TERMS)
    crowd = [make_person(f"会员{n}").pk for n in range(entrants)]
    enrol_all([Request(person, offer.pk) for person in crowd], by=None, at=NOON)
    draw = freeze_roster(Draw.objects.get(), by=officer, at=CLOSED)
    if entrants > 3:
        gone = Waiting.objects.get(receipt=draw.roster[1]).person
        withdraw(gone, offer, by=gone, at=CLOSED)
    draw_lots(draw, by=officer, public_word="08 17 22", at=CLOSED)
    found: dict[str, Any] = json.loads(json.dumps(published(Draw.objects.get())))
    return found


@pytest.mark.parametrize("entrants", [0, 1, 2, 7, 40])
def test_a_second_implementation_draws_the_same(entrants: int) -> None:
    assert differences(lottery(entrants)) == []


def test_wishes_are_recomputed_too() -> None:
    union = make_union("永宁街道总工会")
    officer = make_officer(union)
    group = make_group(union, "春季班", by=officer, ranked=True)
    yoga, tea, ink = (
        make_offer(union, by=officer, title=title, mode="ranked", group=group, size=2, **TERMS)
        for title in ("瑜伽", "茶艺", "书法")
    )
    for n in range(8):
        person = make_person(f"会员{n}")
        choose(person, group, [[yoga, tea], [yoga, ink, tea], [ink]][n % 3], by=person, at=NOON)
    draw_lots(freeze_roster(Draw.objects.get(), by=officer, at=CLOSED), by=officer, at=CLOSED)
    assert differences(json.loads(json.dumps(published(Draw.objects.get())))) == []


LIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another seed": lambda d: d.update(seed="00" * 32),
    "one more name": lambda d: d["roster"].append("9999-ffffffff"),
    "another order": lambda d: d["order"].reverse(),
    "another winner": lambda d: d["result"].pop(),
    "another word": lambda d: d.update(public_word="1"),
}


@pytest.mark.parametrize("lie", LIES)
def test_every_lie_is_found(lie: str) -> None:
    told = lottery(7)
    LIES[lie](told)
    assert differences(told) != []


def test_the_command_reads_a_file_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "draw.json"
    told = lottery(7)
    file.write_text(json.dumps(told), encoding="utf-8")
    assert main(["drill", "recompute", str(file)]) == 0
    assert "all equal" in capsys.readouterr().out
    file.write_text(json.dumps({**told, "seed": "00" * 32}), encoding="utf-8")
    assert main(["drill", "recompute", str(file)]) == 1
