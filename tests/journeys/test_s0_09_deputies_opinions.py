# SPDX-License-Identifier: Apache-2.0
"""S0-09: 永宁街道 has an inspection early in the year and a consultation in mid-March. Deputies, committee
members, an outdoor worker and a keeper say what is missing; two opinions become tasks, a third asks how
running costs are paid. Each is talked over face to face and answered on a numbered paper; who gave it says
with the code on the paper whether that will do, and eight stations have become fifteen."""

from __future__ import annotations

import io
import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from docx import Document

from tests.following import accept, bring_in, close, hand_out, page_of, part_of, register
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.directory.places.tests.makers import make_site
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.sweeps import load
from unionnet.programmes.proposals.tests.makers import record
from unionnet.tools.supervision.models import Item

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "/desk/proposals/"
INSPECTION = ("inspection", "驿站建设视察“把脉问诊”", "2026-01-15")
CONSULTATION = ("consultation", "驿站建设一线协商", "2026-03-13")
MORE_SITES = ("deputy", "江雪梅", "在主城区以外也设驿站")
MORE_BOOKS = ("worker", "小林", "多配一些技术书")
COSTS = ("keeper", "罗站长", "驿站的运行费用谁来出")


def hold(officer: Client, union: str, kind: str, title: str, day: str) -> str:
    told = {"union": union, "kind": kind, "title": title, "place": "永宁街道", "expected": "20"}
    times = {"starts_at": f"{day}T09:00", "ends_at": f"{day}T11:30"}
    return officer.post(f"{DESK}events/new", {**told, **times}).headers["Location"]


def say(officer: Client, event: str, role: str, name: str, title: str) -> str:
    """Somebody took part and said this. The page of what they said."""
    guest = {"role": role, "name": name, "phone": "", "key": str(uuid4())}
    assert officer.post(f"{event}participants", guest).status_code == 302
    form = officer.get(f"{event}proposals").content.decode()
    found = re.search(rf'value="(\w{{12}})">[^<]*{name}', form)
    assert found
    said = {"participant": found[1], "title": title, "text": "", "key": str(uuid4())}
    assert officer.post(f"{event}proposals", said).status_code == 302
    there = re.search(rf'href="({DESK}\w{{12}}/)">{title}', officer.get(event).content.decode())
    assert there
    return there[1]


def answer(officer: Client, one: str, text: str, word: str = "") -> tuple[str, str]:
    """Face to face, then in writing: the number and the code that stand on the newest paper."""
    talk = {"held_on": local_date(database_now()).isoformat(), "place": "永宁路驿站", "words": "当面说明。"}
    assert officer.post(f"{one}consultation", {**talk, "papers": record()}).status_code == 302
    said = {"text": text, "signer": "罗主席", **({"word": word} if word else {})}
    assert officer.post(f"{one}reply", said).status_code == 302
    addresses = re.findall(rf"{DESK}replies/\w{{12}}/paper\.docx", officer.get(one).content.decode())
    paper = Document(io.BytesIO(officer.get(addresses[-1]).content))
    lines = "\n".join(line.text for line in paper.paragraphs)
    code, number = re.search(r"输入评价码 ([\w-]{14}) ", lines), re.search(r"\w+〔\d+〕\d+号", lines)
    assert code
    assert number
    assert "（盖章处）" in lines
    return number[0], code[1]


def judge(code: str, satisfied: bool, words: str = "") -> str:
    """A phone without an account."""
    phone = Client()
    assert "您满意吗" in text_of(phone.post("/proposals/", {"code": code}))
    said = {"code": code, "satisfied": "1" if satisfied else "0", "words": words}
    return text_of(phone.post("/proposals/", said))


def test_two_events_three_opinions_and_what_came_of_them() -> None:
    load()
    district = make_union("泸州市纳溪区总工会", kind="county_federation", region_code="510503")
    union = make_union("永宁街道总工会", district, region_code="510503")
    officer = sign_in(Client(), make_officer(union, name="街道干部"))
    checker = sign_in(Client(), make_officer(union, name="另一位街道干部"))
    for number in range(8):
        make_site(union, f"第{number + 1}驿站", since=date(2025, 3, 1))

    inspection = hold(officer, union.name, *INSPECTION)
    sites = say(officer, inspection, *MORE_SITES)
    consultation = hold(officer, union.name, *CONSULTATION)
    say(officer, consultation, "member", "卓文", "驿站晚上也开放")
    books, costs = (say(officer, consultation, *said) for said in (MORE_BOOKS, COSTS))

    more = {"title": "增设七个驿站", "follows_stations": "on"}
    assert officer.post(f"{sites}task", more).status_code == 302
    assert officer.post(f"{books}task", {"title": "驿站配技术书"}).status_code == 302
    item = Item.objects.get(title="增设七个驿站")
    assert sites in officer.get(page_of(item)).content.decode()
    for number in range(8, 15):
        make_site(union, f"第{number + 1}驿站", since=date(2026, 4, 1))
    register(officer, item)
    hand_out(officer, item, f"{union.name}，办公室")
    part = part_of(item, union)
    bring_in(officer, part, "七个驿站已启用")
    assert accept(checker, part).status_code == 302
    assert close(officer, item, "驿站从八个到十五个").status_code == 302
    deliver_everything()
    assert "任务已结束：驿站从八个到十五个" in text_of(officer.get(sites))

    refused = officer.post(f"{costs}reply", {"text": "由街道承担。", "signer": "罗主席", "word": "永工办"})
    assert "先和提出人当面协商" in text_of(refused)
    year = local_date(database_now()).year
    first, code = answer(officer, sites, "已增设七个驿站。", word="永工办")
    assert first == f"永工办〔{year}〕1号"
    said = judge(code, True)
    assert "您的评价是满意" in said
    assert "从 8 个到 15 个" in said
    assert answer(officer, books, "每站配技术书三十册。")[0] == f"永工办〔{year}〕2号"

    third, code = answer(officer, costs, "费用由街道工会安排。")
    assert "您的评价是不满意" in judge(code, False, "没有说水电费怎么报。")
    assert "不满意，待再次协商" in text_of(officer.get(costs))
    fourth, code = answer(officer, costs, "水电费按季凭票报销，街道工会承担。")
    assert (third, fourth) == (f"永工办〔{year}〕3号", f"永工办〔{year}〕4号")
    assert "您的评价是满意" in judge(code, True)

    page = text_of(officer.get(inspection))
    for words in ("人大代表", "从 8 个到 15 个", "增设七个驿站", "永工办", "满意"):
        assert words in page, words
    register_page = text_of(officer.get(DESK))
    assert "满意 2 / 评价 2" in register_page
    assert "意见 4 条中" in register_page
    above = sign_in(Client(), make_officer(district, role="leader", name="区总领导"))
    page = above.get(inspection).content.decode()
    assert "从 8 个到 15 个" in text_of(above.get(inspection))
    assert "江雪梅" not in page
