# SPDX-License-Identifier: Apache-2.0
"""S1-02, in part: a meeting of 陕西能源化学地质 on 18 October with eight speeches; papers come before and
after, and all of it lies in one file. What the closing speech asks for is kept as follow-up items of
the file; they go into the task loop when there is one."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.knocking import text_of
from tests.makers import make_officer, make_union, sign_in
from unionnet.tools.activities.models import Document

pytestmark = pytest.mark.django_db

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
    sent = b"".join(client.get(f"{page}/bundle.zip").streaming_content)  # type: ignore[attr-defined]
    names = zipfile.ZipFile(io.BytesIO(sent)).namelist()
    assert sum(name.startswith("材料/") for name in names) == 6
