# SPDX-License-Identifier: Apache-2.0
import pytest

from unionnet.tools.activities.rosters import Doubt, read

CHAT = """#接龙
周六包饺子，来的接龙哦
例 1. 姓名 单位

1. 王小满 顺丰云阳站
2、李 静（镇卫生院）
3. 张伟 13912345678
4) 陈晨+1
5. 赵敏？
6. 王小满 顺丰云阳站
7. 阿依古丽·买买提 美团
8. 好的收到，我们一定准时参加
9. 5002350000000042
"""


def test_a_list_from_a_chat_is_read_line_by_line_and_doubts_are_marked() -> None:
    lines = read(CHAT)
    assert [(line.name, line.unit, line.doubt) for line in lines] == [
        ("王小满", "顺丰云阳站", ""),
        ("李静", "镇卫生院", ""),
        ("张伟", "", ""),
        ("", "", Doubt.MORE),
        ("", "", Doubt.UNSURE),
        ("王小满", "顺丰云阳站", Doubt.TWICE),
        ("阿依古丽·买买提", "美团", ""),
        ("", "", Doubt.NO_NAME),
        ("", "", ""),
    ]
    assert lines[-1].card == "5002350000000042"


def test_numbers_of_phones_and_documents_are_dropped_before_anything_is_kept() -> None:
    for line in read("张伟 13912345678\n李静 51010219900517123X\n王芳 +86 13912345678"):
        assert not any(character.isdigit() for character in line.text + line.name + line.unit)


@pytest.mark.parametrize("text", ["", "\n\n", "1.", "\x00\x01", "𠮷" * 9000, "1. " + "王" * 900, "①"])
def test_nothing_that_is_pasted_breaks_the_reader(text: str) -> None:
    assert all(line.doubt for line in read(text))


def test_a_sheet_typed_in_needs_no_numbers() -> None:
    assert [line.name for line in read("王小满,顺丰\n张伟 美团\n姓名 单位\nJohn Smith")] == [
        "王小满",
        "张伟",
        "John",
    ]
