# SPDX-License-Identifier: Apache-2.0
"""S1-02: a meeting of 陕西能源化学地质 on 18 October with eight speeches; papers come before and after,
and all of it lies in one file. What the closing speech asks for becomes matters of the office, and the page
of the meeting says how far each is."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.following import DESK, accept, bring_in, close, hand_out, part_of, register
from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from tests.settling import deliver_everything
from unionnet.foundation.sweeps import load
from unionnet.tools.activities.actions import make_waiting_bundles
from unionnet.tools.activities.models import Document, FollowUp
from unionnet.tools.supervision.models import Item

pytestmark = pytest.mark.django_db(transaction=True)

UNITS: tuple[str, ...] = (
    "柠条塔矿业",
    "延长石油销售",
    "国网陕西电力",
    "长庆油田",
    "陕西测绘地理信息局",
    "山东能源西北矿业",
)
UNITS += ("神东煤炭", "榆北煤业")
PDF = b"%PDF-1.4\n%%EOF"
PLAN = {"kind": "meeting", "title": "工会数智化建设交流会", "topic": "数智化", "place": "榆林"}
PLAN |= {
    "starts_at": "2024-10-18T09:00",
    "ends_at": "2024-10-18T17:00",
    "expected": "80",
    "audience": "members",
}


def paper(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.pdf", PDF, "application/pdf")


def test_eight_speeches_with_their_papers(client: Client) -> None:
    union = make_union("陕西省能源化学地质工会", kind="industrial_union", region_code="610000")
    sign_in(client, make_officer(union))
    page = client.post("/desk/activities/new", {**PLAN, "union": union.name})["Location"]
    for number, unit in enumerate(UNITS):
        said = {"unit": unit, "name": f"{unit}的数智化经验", "speaker": "工会主席"}
        file = {"file": paper(unit)} if number < 5 else {}
        assert client.post(f"{page}/add/speeches", {**said, **file}).status_code == 302
    shown = text_of(client.get(page))
    assert [shown.count(unit) > 0 for unit in UNITS] == [True] * 8
    assert shown.count("材料未交") == 3
    late = {"unit": "神东煤炭", "name": "神东煤炭的数智化经验", "file": paper("神东煤炭")}
    client.post(f"{page}/add/speeches", late)  # the same speech, now with its paper
    assert Document.objects.count() == 8
    assert text_of(client.get(page)).count("材料未交") == 2
    task = {
        "heading": "会议要求",
        "what": "各单位年底前上线会员实名",
        "whose": "各单位工会",
        "due_on": "2024-12-31",
    }
    client.post(f"{page}/add/follow-ups", task)
    assert "各单位年底前上线会员实名" in text_of(client.get(page))
    speech = Document.objects.get(unit="长庆油田")
    address = f"{page}/documents/{speech.public_id}"
    assert client.get(address).content == PDF
    assert client.get(address)["Content-Disposition"].startswith("attachment")
    client.post(f"{page}/bundle")
    while make_waiting_bundles():
        pass
    sent = b"".join(client.get(f"{page}/bundle.zip").streaming_content)  # type: ignore[attr-defined]
    names = zipfile.ZipFile(io.BytesIO(sent)).namelist()
    assert sum(name.startswith("材料/") for name in names) == 6


def test_the_tasks_of_the_closing_speech_are_followed_to_their_end(client: Client) -> None:
    load()
    union = make_union("陕西省能源化学地质工会", kind="industrial_union", region_code="610000")
    oil = make_union("长庆油田工会", union, kind="enterprise_union", region_code="610000")
    office = sign_in(client, make_officer(union))
    page = office.post("/desk/activities/new", {**PLAN, "union": union.name})["Location"]
    tasks = ("年底前全部会员实名上线", "各单位交一篇数智化案例", "明年开一次现场会")
    for what in tasks:
        said = {"heading": "闭幕讲话", "what": what, "whose": "各单位工会", "due_on": "2024-12-31"}
        office.post(f"{page}/add/follow-ups", said)
    first, second, _third = FollowUp.objects.order_by("pk")
    for task in (first, first, second):  # pressed twice it is one matter
        assert office.post(f"/desk/followups/{task.public_id}/handover").status_code == 302
    items = list(Item.objects.order_by("pk"))
    assert [(item.title, item.source, item.basis) for item in items] == [
        (what, "meeting", "工会数智化建设交流会") for what in tasks[:2]
    ]
    assert "闭幕讲话。年底前全部会员实名上线（2024-12-31 前完成）" in text_of(
        office.get(f"{DESK}items/{items[0].public_id}/")
    )
    shown = text_of(office.get(page))
    assert (shown.count("督办：待立项"), shown.count("转为督办")) == (2, 1)

    register(office, items[0])
    hand_out(office, items[0], oil.name)
    field = sign_in(Client(), make_officer(oil, name="油田干部"))
    bring_in(field, part_of(items[0], oil), "1.2 万名会员全部实名")
    assert "督办：办理中 100%" in text_of(office.get(page))
    accept(office, part_of(items[0], oil))
    close(office, items[0], "会员实名全部上线")
    office.post(f"{DESK}items/{items[1].public_id}/refusal", {"reason": "并入年度征文一起办"})
    deliver_everything()
    deliver_everything()  # heard twice, done once
    assert [task.result for task in FollowUp.objects.order_by("pk")] == [
        "会员实名全部上线",
        "并入年度征文一起办",
        "",
    ]
    shown = text_of(office.get(page))
    assert (shown.count("已完成"), shown.count("转为督办")) == (2, 1)

    elsewhere = sign_in(Client(), make_officer(make_union("外省工会", region_code="510000")))
    assert elsewhere.post(f"/desk/followups/{first.public_id}/handover").status_code == 404
    refused = office.post(f"/desk/followups/{first.public_id}/handover")
    assert refused.status_code == 302  # it is followed already, and stays the same matter
    assert Item.objects.count() == 2
