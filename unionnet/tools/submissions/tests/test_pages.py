# SPDX-License-Identifier: Apache-2.0
"""Trays, forms, letters and the book of numbers, through their addresses."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from tests.knocking import answers_at, text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.foundation.clock import local_date
from unionnet.tools.submissions.actions import announce, copy_to, give_back, send
from unionnet.tools.submissions.models import Submission
from unionnet.tools.submissions.queries import reply_letter, reply_title
from unionnet.tools.submissions.tests.makers import (
    MONDAY,
    TITLE,
    make_approved,
    make_chain,
    make_draft,
    make_kind,
    make_sent,
)

pytestmark = pytest.mark.django_db
DESK = "/desk/submissions/"


def door(found: Submission, more: str = "") -> str:
    return f"{DESK}{found.public_id}/{more}"


@pytest.mark.parametrize("path", [DESK, f"{DESK}numbers/", f"{DESK}export"])
def test_the_desk_is_for_officers(client: Client, path: str) -> None:
    union = make_union("巴阳镇总工会")
    assert answers_at(client, path, union) == (302, 404, 404, 200, 200)


def test_each_sees_what_goes_through_their_unions(client: Client) -> None:
    chain = make_chain()
    sent, draft = make_sent(chain), make_draft(chain, title="关于草稿的请示")
    neighbour = make_officer(make_union("清溪村联合工会", chain.town, kind="village_joint_union"))
    leader = make_officer(chain.county, role="leader")
    seen = {}
    for name, who in (
        ("above", chain.above),
        ("below", chain.below),
        ("neighbour", neighbour),
        ("leader", leader),
    ):
        sign_in(client, who)
        seen[name] = (client.get(door(sent)).status_code, client.get(door(draft)).status_code)
    assert seen == {"above": (200, 200), "below": (200, 200), "neighbour": (404, 404), "leader": (200, 404)}
    copy_to(sent, [], [neighbour], by=chain.below)
    assert sign_in(client, neighbour).get(door(sent)).status_code == 200


def test_an_officer_writes_encloses_and_sends(client: Client) -> None:
    chain = make_chain()
    make_kind(
        questions=({"name": "workers", "label": "职工人数", "type": "number", "required": True},),
        papers=({"key": "roster", "label": "会员名册", "required": True},),
    )
    sign_in(client, chain.below)
    new = f"{DESK}new?kind=titles.studio"
    assert (
        "巴阳村联合工会" in text_of(client.get(new)) or "巴阳村联合工会" in client.get(new).content.decode()
    )
    wrong = client.post(new, {"sender": "外县总工会", "title": TITLE, "body": "正文"})
    assert wrong.status_code == 422
    given = {"sender": "巴阳村联合工会", "title": TITLE, "body": "正文\x07一\n正文二"}
    made = client.post(new, given)
    found = Submission.objects.get()
    assert made["Location"] == door(found)
    assert found.body == "正文一\n正文二"
    assert client.post(door(found, "send"), {"seen": "0"}).status_code == 409
    client.post(door(found, "papers/"), {"key": "roster", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    client.post(
        door(found, "edit"), {"title": TITLE, "body": "正文", "answer-workers": "99999999999999999999"}
    )
    client.post(door(found, "edit"), {"title": TITLE, "body": "正文", "answer-workers": "31"})
    for _ in range(2):  # the second press finds it sent
        client.post(door(found, "send"), {"seen": "0"})
    found.refresh_from_db()
    assert (found.state, found.steps, found.answers) == ("sent", 1, {"workers": 31})
    paper = found.papers.get()
    file = client.get(door(found, f"papers/{paper.public_id}"))
    assert (file.content, file["X-Content-Type-Options"]) == (b"%PDF-1.7", "nosniff")


def test_the_level_above_returns_and_answers(client: Client) -> None:
    chain = make_chain()
    sent = make_sent(chain)
    sign_in(client, chain.between)
    assert TITLE in text_of(client.get(DESK))
    client.post(door(sent, "move/return"), {"seen": "1", "reason": "名册少两人"})
    assert Submission.objects.get().state == "returned"
    again = send(Submission.objects.get(), by=chain.below)
    assert "名册少两人" in text_of(client.get(door(sent)))
    assert again.sent_at is not None
    day = local_date(again.sent_at)
    given = {"seen": again.steps, "reply": "同意命名。\n此复。", "word": "巴工组", "on": day}
    for wrong in ({"seen": "1"}, {"number": "0"}, {"number": "9" * 30}, {"on": "1899-01-01"}, {"reply": ""}):
        assert client.post(door(sent, "decision"), {**given, **wrong}).status_code == 422
    client.post(door(sent, "decision"), given)
    done = Submission.objects.get()
    assert (done.state, done.decided_by) == ("approved", chain.between)
    assert client.post(door(sent, "decision"), given).status_code == 409
    book = text_of(client.get(f"{DESK}numbers/"))
    assert f"巴工组〔{done.decided_on:%Y}〕1号" in book


def test_the_two_letters_are_editable_documents(client: Client) -> None:
    chain = make_chain()
    done = make_approved(chain, make_sent(chain))
    sign_in(client, chain.below)
    asks = [p.text for p in Document(io.BytesIO(client.get(door(done, "request.docx")).content)).paragraphs]
    assert asks[0] == "巴阳村联合工会文件"
    assert TITLE in asks
    assert "巴阳镇总工会：" in asks
    assert asks[-3:] == ["（盖章处）", "巴阳村联合工会", "2026年3月2日"]
    reply = [p.text for p in Document(io.BytesIO(client.get(door(done, "reply.docx")).content)).paragraphs]
    assert reply[:3] == ["巴阳镇总工会文件", "巴工组〔2026〕1号", "关于同意命名巴阳村劳模工作室的批复"]
    assert reply[-1] == "2026年3月2日"


def test_and_pdf(client: Client, printer: None) -> None:
    import pypdfium2

    chain = make_chain()
    done = make_approved(chain, make_sent(chain))
    content = sign_in(client, chain.below).get(door(done, "reply.pdf")).content
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    for words in ("巴阳镇总工会文件", "巴工组〔2026〕1号", "盖章处", "2026年3月2日"):
        assert words in text


def test_a_letter_survives_what_people_paste() -> None:
    chain = make_chain()
    sent = make_sent(chain, body="一\x00\x08二\ud800三\r\n\r\n<b>四</b>", title="关于\x0b改名的报告")
    letter = reply_letter(sent)
    assert sent.body == "一二三\n<b>四</b>"
    assert letter.title == "关于同意改名的批复"
    assert reply_title(sent, approve=False) == "关于不同意改名的批复"


def test_trays_export_and_cost_the_same_for_many(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    chain = make_chain()
    for number in range(6):
        make_sent(chain, title=f"关于第{number}件事的请示")
    sign_in(client, chain.between)
    client.get(DESK)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(DESK))
    assert "第5件事" in page
    assert "第5件事" not in text_of(client.get(f"{DESK}?q=第4件&state=sent&tray=nonsense"))
    rows = load_workbook(io.BytesIO(b"".join(client.get(f"{DESK}export").streaming_content))).active  # type: ignore[attr-defined]
    assert rows is not None
    assert rows.max_row == 7
    found = Submission.objects.first()
    assert found is not None
    client.get(door(found))
    with django_assert_max_num_queries(22):
        client.get(door(found))


def test_opening_a_copy_is_reading_it(client: Client) -> None:
    chain = make_chain()
    sent = make_sent(chain)
    village = make_union("清溪村联合工会", chain.town, kind="village_joint_union")
    reader = make_officer(village, name="孙主席")
    sign_in(client, chain.between)
    client.post(door(sent, "copies"), {"unions": "清溪村联合工会，没有的工会"})
    sign_in(client, reader)
    assert TITLE in text_of(client.get(f"{DESK}?tray=toread"))
    client.get(door(sent))
    assert TITLE not in text_of(client.get(f"{DESK}?tray=toread"))
    assert "孙主席" in text_of(sign_in(client, chain.between).get(door(sent)))


def test_anybody_reads_what_is_on_notice_and_nothing_else(client: Client) -> None:
    chain = make_chain()
    quiet = make_sent(chain)
    studio = make_sent(chain, make_kind(key="titles.home", notice_days=5), title="关于命名职工之家的请示")
    shown = announce(studio, by=chain.between)
    page = text_of(client.get("/submissions/notices/"))
    assert "关于命名职工之家的请示" in page
    assert TITLE not in page
    assert client.get(f"/submissions/notices/{shown.public_id}/").status_code == 200
    assert client.get(f"/submissions/notices/{quiet.public_id}/").status_code == 404
    give_back(shown, "有异议", by=chain.between, at=MONDAY)
    assert client.get(f"/submissions/notices/{shown.public_id}/").status_code == 404


def test_machines_read_what_their_officer_sees(client: Client) -> None:
    chain = make_chain()
    done = make_approved(chain, make_sent(chain))
    sign_in(client, chain.below)
    (row,) = client.get("/api/v1/submissions").json()["items"]
    assert (row["state"], row["reply_number"]) == ("approved", "巴工组〔2026〕1号")
    whole = client.get(f"/api/v1/submissions/{done.public_id}").json()
    assert [step["move"] for step in whole["history"]] == ["approve", "send"]
    sign_in(client, make_officer(make_union("外县总工会", kind="county_federation")))
    assert client.get("/api/v1/submissions").json()["items"] == []
    assert client.get(f"/api/v1/submissions/{done.public_id}").status_code == 404
