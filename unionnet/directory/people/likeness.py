# SPDX-License-Identifier: Apache-2.0
"""Names that differ only by how they were typed: traditional and simplified, variants, rare characters that
one system could not write, full-width letters and the many middle dots."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

# Written so in older lists (left) and on the document (right), or the other way round: characters of surnames
# and given names. What is not here is caught by its sound.
PAIRS = (
    "㛃洁潔洁傑杰偉伟煒炜韋韦國国華华軍军強强彊强麗丽紅红蘭兰鳳凤龍龙鵬鹏飛飞鷰燕雲云蕓芸東东慶庆樹树榮荣"
    "貴贵寶宝寳宝陳陈張张劉刘楊杨黃黄趙赵吳吴鄭郑馬马許许馮冯鄧邓蕭萧肖萧葉叶盧卢蘇苏鍾钟鐘钟賈贾鄒邹陸陆"
    "孫孙嚴严閻阎閆闫範范顧顾賀贺龔龚萬万錢钱湯汤賴赖羅罗魯鲁歐欧關关齊齐衞卫衛卫於于喬乔遲迟聶聂晉晋"
    "曉晓靜静穎颖瑩莹嬌娇姢娟艷艳豔艳昇升陞升凱凯銳锐鋒锋鋼钢銘铭錦锦麐麟愛爱聖圣學学"
    "禮礼義义誠诚勛勋勳勋壽寿峯峰嶽岳崑昆崙仑濤涛澤泽潤润淵渊瀾澜燦灿爾尔邇迩瑋玮璿璇賓宾實实寧宁甯宁"
    "進进達达遠远連连運运順顺預预顯显風风馳驰驊骅鴻鸿鶴鹤鷹鹰齡龄暐𬀩暉晖輝辉煇辉堃坤喆哲晠晟"
)
TO_PLAIN = dict(zip(PAIRS[::2], PAIRS[1::2], strict=True))
DOTS = re.compile(r"[\s·•・‧∙．.˙]")


def folded(name: str) -> str:
    """The same for names that differ by typing only."""
    return "".join(TO_PLAIN.get(letter, letter) for letter in _plain(name))


def _plain(name: str) -> str:
    return DOTS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def sound(name: str) -> str:
    """The syllables of a name. The library is large: imported when needed."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(folded(name)))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one beyond doubt: but for dots, width and case, or with the surname first or last
    in Latin letters. Another form of a character is for an officer to decide."""
    if _plain(one) == _plain(other):
        return True
    return one.isascii() and other.isascii() and _words(one) == _words(other)


def _words(name: str) -> list[str]:
    return sorted(re.split(r"[\s,.]+", name.casefold().strip()))


def how_alike(one: str, other: str) -> str:
    """Words for an officer on how two names differ; "" when they have nothing in common."""
    if one == other:
        return _("姓名相同")
    if folded(one) == folded(other):
        return _("姓名只差写法（繁简、异体、间隔号或全角），很可能是同一人")
    if is_same_name(one, other):
        return _("姓名只差先后顺序，很可能是同一人")
    if sound(one) == sound(other):
        return _("姓名读音相同，字不同，可能是生僻字或录入错误")
    if one[:1] == other[:1]:
        return _("姓相同，名不同")
    return ""
