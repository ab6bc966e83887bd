# SPDX-License-Identifier: Apache-2.0
"""The sheets officers really have."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from tests.makers import make_id_number
from unionnet.directory.rosters.layout import find_layout
from unionnet.directory.rosters.reading import Manner, Row, are_cut, understand
from unionnet.foundation.refusals import Refusal
from unionnet.foundation.ui.excel import read_sheets

ON = date(2026, 11, 20)
GOOD = make_id_number(date(1992, 2, 3), 3)
FIELDS = (
    "name",
    "id_type",
    "id_number",
    "mobile",
    "occupation",
    "unit",
    "union",
    "sex",
    "born_on",
    "joined_on",
)
COLUMNS = {field: at for at, field in enumerate(FIELDS)}


def row(**given: str) -> list[str]:
    whole = {"name": "孙骑手", "id_number": GOOD, "mobile": "13600000009", "occupation": "快递员", **given}
    return [whole.get(field, "") for field in FIELDS]


def read(**given: str) -> Row:
    return understand(row(**given), Manner(COLUMNS, "", ON))


def why_not(**given: str) -> str:
    with pytest.raises(Refusal) as caught:
        read(**given)
    return caught.value.code


def test_the_head_stands_below_titles_and_in_any_order() -> None:
    rows = [
        (1, ["云阳县外卖配送员入会花名册", "", ""]),
        (2, ["填报单位：", "", "2026年4月"]),
        (4, ["序号", "联系电话", "* 姓 名", "公民身份号码（18位）", "所属站点", "入会年月"]),
        (5, ["1", "13600000009", "孙骑手", GOOD, "城东站", "2015.6"]),
    ]
    layout = find_layout(rows)
    assert layout is not None
    assert layout.head_row == 4
    assert layout.columns == {"mobile": 1, "name": 2, "id_number": 3, "unit": 4, "joined_on": 5}


def test_a_column_is_known_by_what_stands_in_it() -> None:
    rows = [(1, ["姓名", "号码一", "号码二"]), *((n, ["孙骑手", "136 0000 0009", GOOD]) for n in range(2, 9))]
    layout = find_layout(rows)
    assert layout is not None
    assert layout.columns == {"name": 0, "mobile": 1, "id_number": 2}


def test_no_head_is_no_layout() -> None:
    assert find_layout([(1, ["甲", "乙"]), (2, ["1", "2"])]) is None


def test_the_sheet_of_reasons_comes_back_with_the_same_key() -> None:
    sent, back = (find_layout([(1, head)]) for head in (["姓名", "手机"], ["姓名", "手机", "理由"]))
    assert sent is not None
    assert back is not None
    assert sent.key == back.key


@pytest.mark.parametrize(
    ("given", "field", "kept"),
    [
        ({"name": "孙\u3000骑\u200b 手"}, "name", "孙\u200b骑手"),
        ({"id_number": "５００２３５" + GOOD[6:]}, "id_number", GOOD),
        ({"id_number": f" {GOOD[:6]} {GOOD[6:14]}-{GOOD[14:]}"}, "id_number", GOOD),
        ({"mobile": "+86 136-0000-0009"}, "mobile", "13600000009"),
        ({"mobile": "'+8613600000009"}, "mobile", "13600000009"),
        ({"mobile": "０１３６00000009"[1:]}, "mobile", "13600000009"),
        ({"id_type": "护照", "id_number": "e12345678"}, "id_number", "E12345678"),
        ({"id_type": "护照", "id_number": "E12345678", "sex": "女"}, "sex", "f"),
        ({"id_type": "台胞证", "id_number": "12345678", "born_on": "1990/5/1"}, "born_on", date(1990, 5, 1)),
        ({"occupation": "外卖骑手"}, "occupation", "food_delivery_rider"),
        ({"joined_on": "2015年6月"}, "joined_on", date(2015, 6, 1)),
        ({"born_on": "1992-02-03"}, "born_on", date(1992, 2, 3)),
    ],
)
def test_a_cell_is_understood(given: dict[str, str], field: str, kept: Any) -> None:
    if field == "name":
        given = {"name": given["name"].replace("\u200b", "")}
        kept = kept.replace("\u200b", "")
    assert getattr(read(**given), field) == kept


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": ""}, "bad_name"),
        ({"name": "合计350人"}, "bad_name"),
        ({"id_number": "5.00235E+17"}, "id_cut_by_sheet"),
        ({"id_number": GOOD[:15] + "000"}, "id_cut_by_sheet"),
        ({"id_number": GOOD[:17] + ("0" if GOOD[17] != "0" else "1")}, "bad_id_check"),
        ({"id_number": "1" * 5000}, "bad_id_number"),
        ({"mobile": "12345"}, "bad_mobile"),
        ({"id_type": "学生证"}, "bad_id_type"),
        ({"occupation": "火箭工程师"}, "no_occupation"),
        ({"sex": "女"}, "sex_differs"),
        ({"sex": "?"}, "bad_sex"),
        ({"born_on": "1992-02-04"}, "birthday_differs"),
        ({"born_on": "不知道"}, "bad_birthday"),
        ({"joined_on": "2027-01-01"}, "bad_joining_day"),
    ],
)
def test_a_cell_that_cannot_be_right_has_its_reason(given: dict[str, str], code: str) -> None:
    assert why_not(**given) == code


def test_a_document_that_really_ends_in_zeros_passes_unless_the_whole_column_does() -> None:
    number = next(
        number
        for day in range(1, 28)
        for month in range(1, 13)
        if (number := make_id_number(date(1990, month, day), 100)).endswith("000")
    )
    assert read(id_number=number).id_number == number
    with pytest.raises(Refusal, match="末三位是 000"):
        understand(row(id_number=number), Manner(COLUMNS, "", ON, ids_are_cut=True))
    assert are_cut([number] * 3)
    assert not are_cut([number, *[GOOD] * 20])


def test_what_is_missing_is_left_for_later() -> None:
    bare = understand(["孙骑手"], Manner(COLUMNS, "", ON))
    assert (bare.name, bare.id_number, bare.mobile, bare.is_complete) == ("孙骑手", "", "", False)
    assert understand(["孙骑手"], Manner(COLUMNS, "courier", ON)).occupation == "courier"
    assert read().is_complete
    assert "孙骑手" not in repr(read())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_in_every_encoding_of_an_office(encoding: str) -> None:
    text = '姓名,手机号\r\n𬭚晓,13800138000\r\n\r\n"李\n宁",1\r\n'
    (sheet,) = (list(each.rows) for each in read_sheets(io.BytesIO(text.encode(encoding))))
    assert sheet == [(1, ["姓名", "手机号"]), (2, ["𬭚晓", "13800138000"]), (4, ["李\n宁", "1"])]


def test_every_sheet_of_a_book_with_its_own_row_numbers() -> None:
    book = Workbook()
    for name in ("一队", "二队"):
        page = book.create_sheet(name)
        page["B3"], page["C3"] = "姓名", "手机号"
        page["B5"], page["C5"] = "孙\u200b晓", 13800138000
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    found = {sheet.name: list(sheet.rows) for sheet in read_sheets(out)}
    assert [(number, cells[-2:]) for number, cells in found["二队"]] == [
        (3, ["姓名", "手机号"]),
        (5, ["孙晓", "13800138000"]),
    ]
    assert list(found) == ["Sheet", "一队", "二队"]
