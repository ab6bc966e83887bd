# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionnet.foundation.texts import cleaned, many_lines, one_line, without_selectors

STRAY = {
    "a control character": ("请\x07示\x85", "请示"),
    "half a character": ("请\ud800示", "请示"),
    "a line turned round": ("批复\u202egpj.exe\u2066", "批复gpj.exe"),
    "marks round a copied number": ("\u202d138 0013 8000\u202c", "138 0013 8000"),
    "a space of no width": ("张\u200b三\ufeff", "张三"),
    "a blank letter": ("\u3164\u115f", ""),
    "a hidden tag": ("张\U000e0041三", "张三"),
    "a joiner that joins nothing": ("张\u200d三 a\u200cb \u200d", "张三 ab "),
    "a selector that selects nothing": ("\ufe0f张 \U000e0100a\ufe01", "张 a"),
    "a second selector": ("葛\U000e0100\U000e0101", "葛\U000e0100"),
}
KEPT = {
    "a variant of a character": "葛\U000e0100城",
    "a letter form of Mongolian": "\u1820\u180b\u1821",
    "a joiner of Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "a joiner of Hindi": "\u0915\u094d\u200d\u0937",
    "a family": "👨\u200d👩\u200d👧",
    "a heart on fire": "❤\ufe0f\u200d🔥 1\ufe0f\u20e3",
    "a rare character": "𠮷䶮",
    "lines and tabs": "一\t二\n三\r\n",
}


@pytest.mark.parametrize(("typed", "kept"), STRAY.values(), ids=STRAY)
def test_what_nobody_can_see_goes(typed: str, kept: str) -> None:
    assert cleaned(typed) == kept


@pytest.mark.parametrize("typed", KEPT.values(), ids=KEPT)
def test_what_a_language_needs_stays(typed: str) -> None:
    assert cleaned(typed) == typed


@given(st.text())
def test_cleaned_once_is_cleaned(typed: str) -> None:
    assert cleaned(cleaned(typed)) == cleaned(typed)


def test_one_line_is_one_and_no_longer_than_asked() -> None:
    assert one_line(" 关于\u2028成立\n工会\t的 请示 ", 10) == "关于 成立 工会 的"
    assert many_lines("一\r\n\u200b\n 二 \x0b\n三", 3) == "一\n二"


def test_a_name_has_one_form_of_a_character() -> None:
    assert without_selectors("葛\U000e0100城") == "葛城"
