# SPDX-License-Identifier: Apache-2.0
"""Another system's export beside our figures: what differs, and nothing else."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.tools.returns.tests.makers import make_filled, make_period, make_tree

pytestmark = pytest.mark.django_db


def sheet(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("对方.csv", text.encode("gb18030"))


def test_only_what_differs_is_listed(client: Client) -> None:
    tree = make_tree()
    period = make_period(tree)
    make_filled(period, tree.east, tree.at_east, A1=3, A2=40, A3=1200, A4=90)
    make_filled(period, tree.west, tree.at_west, A1=1, A2=10, A3=300, A4=60)
    desk, at = sign_in(client, tree.above), f"/desk/returns/periods/{period.public_id}/comparison"
    same = "全国系统导出\n单位,举办招聘会（场）,A3,别的列\n巴阳镇总工会,3,1200,x\n江口镇总工会,1,300,\n"
    assert "每个单位的每个数都一样" in text_of(desk.post(at, {"file": sheet(same)}))
    theirs = "单位,举办招聘会,A3\n巴阳镇总工会,4,一千二\n外县总工会,1,1\n"
    answer = desk.post(at, {"file": sheet(theirs)})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    assert book.get_sheet_by_index(0).to_python()[1:] == [
        ["巴阳镇总工会", "A1", "举办招聘会", 3, 4, ""],
        ["巴阳镇总工会", "A3", "用工需求", 1200, "", "对方写的是“一千二”"],
        ["外县总工会", "", "", "", "", "我们没有这个单位"],
        ["江口镇总工会", "", "", "", "", "对方没有这个单位"],
    ]
    for wrong in ("单位,别的\n巴阳镇总工会,1\n", ""):
        assert desk.post(at, {"file": sheet(wrong)}).status_code == 422
    own = sign_in(client, tree.at_east).post(at, {"file": sheet(same)})
    listed = CalamineWorkbook.from_filelike(io.BytesIO(own.getvalue())).get_sheet_by_index(0).to_python()[1:]
    assert listed == [
        ["江口镇总工会", "", "", "", "", "我们没有这个单位"]
    ]  # a neighbour's figures stay theirs
