# SPDX-License-Identifier: Apache-2.0
"""S4-03, as far as founding goes: truck drivers and ride-hailing drivers found unions and join (四川).

A village officer brings the drivers of a haulage firm into a union of their own: leave to prepare, returned
once for a short list, leave to meet, the election, the result, the reply with its number, all through
pages; in a browser, on a phone and on a desk. The letters are read as Word and as PDF. Then the county's
campaign counts it, and a driver who joined, against its targets.

The tree of tasks and its roll-up stand in test_s4_03_six_tasks.py.
"""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.knocking import text_of
from tests.makers import make_person, sign_in
from tests.serving import DESK, PHONE, Site, window
from tests.settling import deliver_everything
from unionnet.directory.organisations.models import Coverage, Organisation
from unionnet.directory.people.models import Account, Membership, Person
from unionnet.directory.reach.models import Notice
from unionnet.foundation.clock import database_now, local_date
from unionnet.foundation.sweeps import load
from unionnet.programmes.establishing.models import Establishment
from unionnet.programmes.establishing.tests.makers import (
    NAME,
    UNIT,
    Chain,
    bring_to,
    make_chain,
    make_establishment,
)
from unionnet.tools.submissions.models import Submission


def paper(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + name.encode())


def now_at(row: Establishment) -> str:
    """The state after everything told has been heard."""
    deliver_everything()
    row.refresh_from_db()
    return row.state


def newest(row: Establishment) -> Submission:
    return row.requests.latest("pk").submission


def write_enclose_send(officer: Client, row: Establishment, key: str) -> Submission:
    door = f"/desk/establishing/{row.public_id}/"
    if row.state in ("draft", "election_held"):
        assert officer.post(f"{door}request").status_code == 302
    letter = newest(row)
    desk = f"/desk/submissions/{letter.public_id}/"
    refused = officer.post(f"{desk}send", {"seen": letter.steps})
    assert "还缺" in text_of(refused)
    officer.post(f"{desk}papers/", {"key": key, "file": paper(f"{key}.pdf")})
    assert officer.post(f"{desk}send", {"seen": letter.steps}).status_code == 302
    return newest(row)


def reply(officer: Client, letter: Submission, **given: object) -> None:
    assert letter.sent_at is not None
    told = {"seen": letter.steps, "reply": "同意。\n此复。", "on": local_date(letter.sent_at), **given}
    assert officer.post(f"/desk/submissions/{letter.public_id}/decision", told).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_village_officer_brings_a_union_into_being(printer: None) -> None:
    load()
    chain = make_chain()
    village, town = sign_in(Client(), chain.below), sign_in(Client(), chain.between)
    given = {
        "sender": chain.village.name,
        "name": NAME,
        "kind": "enterprise_union",
        "units": f"{UNIT[0]}，{UNIT[1]}",
        "employees": "46",
        "members": "31",
        "preparers": "冉小红，组长\n谭勇，司机\n向梅，司机",
        "groups": ["truck_driver"],
    }
    assert village.post("/desk/establishing/new", given).status_code == 302
    row = Establishment.objects.get()
    first = write_enclose_send(village, row, "roster")
    assert now_at(row) == "application_submitted"
    town.post(f"/desk/submissions/{first.public_id}/move/return", {"seen": 1, "reason": "名册少两人，请补齐"})
    deliver_everything()
    told = Notice.objects.filter(person=chain.below).latest("pk")
    assert "名册少两人，请补齐" in told.body
    page = text_of(village.get(f"/desk/establishing/{row.public_id}/"))
    assert "上级退回了请示" in page
    village.post(f"/desk/submissions/{first.public_id}/papers/", {"key": "roster", "file": paper("补齐.pdf")})
    village.post(f"/desk/submissions/{first.public_id}/send", {"seen": 2})
    reply(town, newest(row), word="巴工组")
    assert now_at(row) == "preparation_approved"

    meeting = {"form": "members", "on": "2026-12-01", "seats": "3"}
    village.post(f"/desk/establishing/{row.public_id}/meeting", meeting)
    reply(town, write_enclose_send(village, row, "method"))
    assert now_at(row) == "meeting_approved"
    result = {
        "held_on": local_date(database_now()),
        "should_attend": "31",
        "attended": "30",
        "term_years": "3",
        "elected": "冉小红，主席，30\n谭勇，委员，29\n彭波，经审委员，28\n向梅，女职工主任，27",
    }
    assert village.post(f"/desk/establishing/{row.public_id}/election", result).status_code == 302
    row.refresh_from_db()
    last = write_enclose_send(village, row, "ballots")
    reply(town, last, number="5", gap_reason="线下已用")
    assert now_at(row) == "established"

    union = Organisation.objects.get(name=NAME)
    today = local_date(database_now())
    assert (union.parent, union.since) == (chain.town, today)
    assert Coverage.objects.get(organisation=union).employer.name == UNIT[0]
    assert [str(each.submission.reply_number) for each in row.requests.order_by("pk")] == [
        f"巴工组〔{today.year}〕{n}号" for n in (1, 2, 5)
    ]
    story = text_of(village.get(f"/desk/submissions/{first.public_id}/"))
    for words in ("报送", "退回", "名册少两人，请补齐", "批复：同意"):
        assert words in story
    letters_are_right(village, last, today.year)


def letters_are_right(village: Client, last: Submission, year: int) -> None:
    desk = f"/desk/submissions/{last.public_id}/"
    made = Document(io.BytesIO(village.get(f"{desk}reply.docx").content))
    lines = [line.text for line in made.paragraphs]
    assert lines[0] == "巴阳镇总工会文件"
    assert lines[1] == f"巴工组〔{year}〕5号"
    assert lines[2] == f"关于同意{NAME}选举结果的批复"
    assert "（盖章处）" in lines
    asked = [
        line.text for line in Document(io.BytesIO(village.get(f"{desk}request.docx").content)).paragraphs
    ]
    assert "主席：冉小红。" in asked
    sheet = pypdfium2.PdfDocument(village.get(f"{desk}reply.pdf").content)[0]
    text = sheet.get_textpage().get_text_bounded()
    for words in ("巴阳镇总工会文件", f"巴工组〔{year}〕5号", "盖章处"):
        assert words in text


def enter(page: Page, site: Site, login: str) -> None:
    page.goto(f"{site.url}/account/login/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    told: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, "next": "/desk/"}
    page.request.post(f"{site.url}/people/demo/{login}", form=told, headers={"Referer": site.url})


def demo_account(person: Person, login: str) -> None:
    Account.objects.filter(person=person).update(is_demo=True, login=login)


def fits(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_last_mile_on_a_phone_and_on_a_desk(browser: Browser, demo_site: Site, tmp_path: Path) -> None:
    """The village reports the result from a phone; the town replies at its desk; the union stands."""
    chain = make_chain()
    demo_account(chain.below, "demo-below")
    demo_account(chain.between, "demo-between")
    row = bring_to(make_establishment(chain), "election_held", chain)
    scan = tmp_path / "选票统计.pdf"
    scan.write_bytes(b"%PDF-1.7\nballots")
    with window(browser, size=PHONE) as phone:
        enter(phone, demo_site, "demo-below")
        phone.goto(f"{demo_site.url}/desk/establishing/{row.public_id}/")
        fits(phone)
        phone.get_by_role("button", name="写选举结果报告").click()
        expect(phone.get_by_role("heading", name=re.compile("选举结果的报告")).first).to_be_visible()
        fits(phone)
        phone.get_by_label("是哪一份").select_option("ballots")
        phone.get_by_label("文件", exact=True).set_input_files(scan)
        phone.get_by_role("button", name="上传附件").click()
        phone.get_by_role("button", name="报送", exact=True).click()
        expect(phone.get_by_text("现在由巴阳镇总工会办理")).to_be_visible()
    with window(browser, size=DESK) as desk:
        enter(desk, demo_site, "demo-between")
        desk.goto(f"{demo_site.url}/desk/submissions/")
        desk.get_by_role("link", name=re.compile("选举结果的报告")).click()
        desk.get_by_role("link", name="批复同意").click()
        expect(desk.get_by_label("批复正文")).to_have_value(re.compile("同意成立云阳永盛物流有限公司工会"))
        fits(desk)
        desk.on("dialog", lambda asked: asked.accept())
        desk.get_by_role("button", name="发出批复").click()
        sure = desk.get_by_role("dialog").get_by_role("button", name=re.compile("确定|发出"))
        if sure.count():
            sure.first.click()
        expect(desk.get_by_text(re.compile("已批复，文号 巴工组〔"))).to_be_visible()
        for _ in range(50):
            desk.goto(f"{demo_site.url}/desk/establishing/{row.public_id}/")
            if desk.get_by_text("登记工会法人").count():
                break
            desk.wait_for_timeout(200)
        expect(desk.get_by_text("已成立").first).to_be_visible()
    assert Organisation.objects.filter(name=NAME, parent=chain.town).exists()


@pytest.mark.django_db
def test_the_county_counts_it_against_its_targets(client: Client) -> None:
    chain = make_chain()
    today = local_date(database_now())
    founded(chain)
    sign_in(client, chain.above)
    given = {
        "union": chain.county.name,
        "title": "货车司机、网约车司机建会入会巩固提升行动",
        "since": today - timedelta(days=90),
        "until": today + timedelta(days=90),
        "groups": ["truck_driver", "ride_hailing_driver"],
        "targets": f"{chain.town.name}，4，10",
    }
    made = client.post("/desk/establishing/campaigns/new", given)
    page = text_of(client.get(made["Location"]))
    assert "1 / 4 25.0%" in page
    assert "2 / 10 20.0%" in page


def founded(chain: Chain) -> None:
    bring_to(make_establishment(chain), "established", chain)
    for name, tag in (("甲师傅", "truck_driver"), ("乙师傅", "ride_hailing_driver"), ("丙", "courier")):
        driver = make_person(name, union=chain.village, tags=(tag,))
        Membership.objects.filter(person=driver).update(decided_at=database_now())
