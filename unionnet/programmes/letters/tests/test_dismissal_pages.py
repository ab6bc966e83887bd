# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.programmes.letters.actions import agree, object_to
from unionnet.programmes.letters.models import Dismissal
from unionnet.programmes.letters.papers import opened
from unionnet.programmes.letters.tests.makers import AGAINST, make_dismissal, make_employer
from unionnet.tools.casework.tests.makers import Tree, make_tree

pytestmark = pytest.mark.django_db
DESK = "/desk/letters/dismissals/"
GIVEN = {"name": "林晓", "ground": "no_fault", "reason": "部门撤销。", "told": "written", "mobile": ""}
GIVEN |= {"told_on": "2026-03-02", "effective_on": "2026-03-31"}
WRITTEN = {"kind": "upheld", "words": "坚持解除。", "on": "2026-03-12"}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def test_from_the_notice_to_the_written_result(client: Client, tree: Tree) -> None:
    by, unit = sign_in(client, tree.at_county), make_employer()
    given = {**GIVEN, "union": tree.county.name, "employer": unit.uscc.lower(), "key": str(uuid4())}
    for _twice in range(2):
        assert by.post(f"{DESK}new", given).status_code == 302
    row = Dismissal.objects.get()
    one = f"{DESK}{row.public_id}/"
    page = by.get(one).content.decode()
    assert "解除林晓的劳动合同" in page
    assert "工会法》第二十二条" in page
    assert by.get(f"{one}paper.docx").status_code == 404
    assert by.post(f"{one}objection", {"reasons": "怀孕。"}).status_code == 422
    said = {"reasons": AGAINST.reasons, "broken": AGAINST.broken, "number": ""}
    assert by.post(f"{one}objection", said).status_code == 302
    assert by.post(f"{one}objection", said).status_code == 409
    assert by.post(f"{one}agreement").status_code == 409
    book = zipfile.ZipFile(io.BytesIO(by.get(f"{one}paper.docx").content))
    assert AGAINST.broken in book.read("word/document.xml").decode()
    assert by.get(f"{one}paper.pdf").content[:4] == b"%PDF"
    assert by.post(f"{one}result", {**WRITTEN, "on": "2026-03-01"}).status_code == 422
    assert by.post(f"{one}result", WRITTEN).status_code == 302
    page = by.get(one).content.decode()
    assert "坚持解除" in page
    assert "工会应当支持和帮助" in page
    go_on = f"/desk/letters/new?employer={unit.uscc}"
    assert go_on in page
    assert f'value="{unit.uscc}"' in by.get(go_on).content.decode()


def test_no_objection_is_one_press(client: Client, tree: Tree) -> None:
    one = f"{DESK}{make_dismissal(tree.county, tree.at_county).public_id}/"
    assert sign_in(client, tree.at_county).post(f"{one}agreement").status_code == 302
    assert "工会没有异议" in text_of(client.get(one))


@pytest.mark.parametrize(
    "wrong",
    [
        {"employer": "没有这家"},
        {"name": "\u202e"},
        {"key": "x"},
        {"told": "dreamt"},
        {"told_on": "0001-01-01"},
        {"effective_on": "9999-12-31"},
        {"mobile": "12"},
        {"reason": "长" * 3000},
    ],
)
def test_a_form_that_does_not_fit_comes_back(client: Client, tree: Tree, wrong: dict[str, str]) -> None:
    by, unit = sign_in(client, tree.at_county), make_employer()
    given = {**GIVEN, "union": tree.county.name, "employer": unit.name, "key": str(uuid4()), **wrong}
    assert by.post(f"{DESK}new", given).status_code == 422
    assert Dismissal.objects.count() == 0


def test_each_tray_its_own_and_no_list_names_the_worker(
    client: Client, tree: Tree, django_assert_max_num_queries: Any
) -> None:
    by, unit = sign_in(client, tree.at_city), make_employer()
    assert "这里没有解除通知" in text_of(by.get(DESK))
    told = make_dismissal(tree.county, tree.at_county)
    against = object_to(make_dismissal(tree.county, tree.at_county), AGAINST, by=tree.at_county)
    agreed = agree(make_dismissal(tree.county, tree.at_county), by=tree.at_county)
    trays = {"": [told], "?tray=objected": [against], "?tray=all": [told, against, agreed]}
    for tray, there in trays.items():
        page = by.get(f"{DESK}{tray}").content.decode()
        shown = {row for row in (told, against, agreed) if row.public_id in page}
        assert shown == set(there), tray
        assert "林*" in page
        assert "林晓" not in page
    for words, found in (("示范配送", True), (unit.uscc.lower(), True), ("别家", False), ("\x00%", False)):
        assert (told.public_id in by.get(DESK, {"q": words}).content.decode()) is found, words
    assert b"".join(by.get(f"{DESK}export?tray=all").streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    for page in (DESK, f"{DESK}{told.public_id}/"):
        with django_assert_max_num_queries(12):
            by.get(page)
    assert told.public_id not in sign_in(client, tree.at_other).get(DESK).content.decode()
    assert opened(told.name) == "林晓"
