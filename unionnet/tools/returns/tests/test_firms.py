# SPDX-License-Identifier: Apache-2.0
"""One code is one firm, whatever its spelling; a code that cannot be one is marked and counts for nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.knocking import text_of
from tests.makers import sign_in
from unionnet.directory.organisations.codes import is_uscc, make_uscc
from unionnet.directory.organisations.models import Employer
from unionnet.tools.returns.actions import Firm, IndicatorTerms, hand_in, list_firms
from unionnet.tools.returns.models import Cell, FirmLine, Return
from unionnet.tools.returns.queries import firms_counted, firms_to_look_at, summary_of
from unionnet.tools.returns.tests.makers import Tree, make_draft, make_period, make_tree, return_of

LINES = (
    IndicatorTerms("A1", "参与企业", kind="firms", unit="firms"),
    IndicatorTerms("A2", "参与家次", kind="firms", unit="firm_times"),
)
CODES = [make_uscc(f"91500235{number:08d}") for number in range(6)]
# The last sign is another one: the check no longer holds.
WRONG = [code[:-1] + ("0" if code[-1] != "0" else "1") for code in CODES]
TYPED = st.tuples(
    st.sampled_from(["甲公司", "甲公司（云阳）", "甲公司(云阳)", "乙厂", "丙店"]),
    st.sampled_from([*CODES, *WRONG, "无", "500235600000001"]),
    st.sampled_from(["春风", "秋季"]),
)


def made() -> tuple[Tree, Any]:
    tree = make_tree()
    return tree, make_period(tree, make_draft(tree, LINES))


def page_of(found: Return) -> str:
    return f"/desk/returns/{found.public_id}/firms"


def figures(found: Return) -> dict[str, int | None]:
    return dict(Cell.objects.filter(of=found).values_list("indicator__code", "number"))


class CodesAreFirms(TestCase):
    @seed(20261123)
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(east=st.lists(TYPED, max_size=12), west=st.lists(TYPED, max_size=12))
    def test_there_are_as_many_firms_as_right_codes(self, east: Any, west: Any) -> None:
        tree, period = made()
        for union, by, rows in ((tree.east, tree.at_east, east), (tree.west, tree.at_west, west)):
            found = return_of(period, union)
            list_firms(found, [Firm(*row) for row in rows], by=by)
            right = {(code, occasion) for _name, code, occasion in rows if is_uscc(code)}
            wrong = {row for row in rows if not is_uscc(row[1])}
            counted = firms_counted(found)
            assert counted == (len({code for code, _occasion in right}), len(right), 0, len(wrong))
            assert figures(found) == {"A1": counted.firms, "A2": counted.times}
            hand_in(found, by=by)
        whole = summary_of(period, tree.county)
        every = {code for _name, code, _occasion in [*east, *west] if is_uscc(code)}
        (firms, _times) = (whole.whole.numbers.get(each.pk, 0) for each in whole.indicators)
        assert firms == len(every)


@pytest.mark.django_db
def test_the_register_names_a_firm_and_gives_it_its_code(client: Client) -> None:
    tree, period = made()
    for number, name in enumerate(("云阳纸业(集团)有限公司", "江畔机械厂", "同名商行", "同名商行")):
        Employer.objects.create(name=name, uscc=CODES[number], region_code="500235")
    found = return_of(period, tree.east)
    desk = sign_in(client, tree.at_east)
    rows = (
        f"云阳纸业（集团）有限公司\t{CODES[0].lower()}\t春风",  # the same name with other brackets
        "江畔机械厂\t\t春风",  # the register has the code
        f"江畔机械\t{CODES[1]}\t秋季",  # the same firm, called otherwise
        "同名商行\t\t春风",  # two are called so: nobody knows which
        f"丙店\t{WRONG[4]}\t春风",
    )
    assert desk.post(page_of(found), {"lines": "\n".join(rows)}).status_code == 302
    lines = FirmLine.objects.filter(of=found).order_by("id")
    assert [line.uscc for line in lines] == [CODES[0], CODES[1], CODES[1], "", WRONG[4]]
    assert figures(found) == {"A1": 3, "A2": 4}
    page = text_of(desk.get(page_of(found)))
    assert "有 1 行的统一社会信用代码校验不对，没有计入家和家次" in page
    assert "需要核对的 2 行" in page
    doubtful = text_of(desk.get(page_of(found), {"doubtful": "1"}))
    assert "江畔机械 秋季" in doubtful
    assert "江畔机械厂 名称与登记不同" in doubtful
    assert "已在册" not in doubtful
    hand_in(found, by=tree.at_east)
    assert list(firms_to_look_at([period], tree.county).values_list("name", flat=True)) == [
        "江畔机械",
        "丙店",
    ]
    above = sign_in(Client(), tree.above)
    together = text_of(above.get(f"/desk/returns/periods/{period.public_id}/firms"))
    assert "合在一起 3 家 每家只算一次" in together
    assert "丙店 春风" in together


@pytest.mark.django_db
def test_what_is_too_long_for_a_code_is_asked_for_again(client: Client) -> None:
    tree, period = made()
    found = return_of(period, tree.east)
    answer = sign_in(client, tree.at_east).post(page_of(found), {"lines": f"甲公司\t{CODES[0]}9\t春风"})
    assert answer.status_code == 422
    assert "太长，请核对" in text_of(answer)
    assert not FirmLine.objects.exists()
