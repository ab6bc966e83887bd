# SPDX-License-Identifier: Apache-2.0
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from tests.makers import make_union
from unionnet.directory.organisations.models import Organisation
from unionnet.foundation.refusals import Citation, Refusal
from unionnet.foundation.schemas import (
    Asked,
    BadInput,
    Line,
    OneLine,
    Page,
    Problem,
    Schema,
    as_in,
    clean,
    page_of,
)


class UnionIn(Schema):
    name: str = as_in(Organisation, "name")
    employees: int = 0
    note: Line = ""
    short: OneLine = Field("", max_length=8)


class UnionOut(Schema):
    name: str


HOSTILE = [
    {"name": "a\x00b"},
    {"name": "\ud800"},
    {"name": "x\x1b[31m"},
    {"name": "\x7f"},
    {"name": "批复\u202egpj.exe"},
    {"name": "长" * 101},
    {"name": "   "},
    {"name": "ok", "employees": 10**20},
    {"name": "ok", "employees": -(10**20)},
    {"name": "ok", "employees": float("nan")},
    {"name": "ok", "note": "two\nlines"},
    {"name": "ok", "note": "长" * 201},
    {"name": "ok", "short": "二\n行"},
    {"name": "ok", "short": "长" * 9},
    {"name": "ok", "other": {"deep": ["\x00"]}},
]


@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: ascii(data)[:40])
def test_hostile_input_is_refused_before_anybody_sees_it(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        UnionIn.model_validate(data)


def test_good_input_is_trimmed_and_kept() -> None:
    union = UnionIn.model_validate({"name": " 永宁街道总工会 ", "note": "𠮷、䶮 are letters"})
    assert (union.name, union.note) == ("永宁街道总工会", "𠮷、䶮 are letters")


def test_what_goes_out_is_not_judged() -> None:
    out = UnionOut.model_validate({"name": "x" * 30_000}, context={"response_status": 200})
    assert len(out.name) == 30_000


NESTS = st.recursive(
    st.none() | st.text() | st.integers() | st.floats(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(NESTS)
def test_cleaning_keeps_or_refuses_and_never_changes(value: object) -> None:
    with contextlib.suppress(ValueError):
        assert clean(value) == value


def test_a_bottomless_nest_is_refused() -> None:
    nest: list[object] = []
    for _ in range(1000):
        nest = [nest]
    with pytest.raises(ValueError, match="nested"):
        clean(nest)


def test_a_refusal_keeps_its_rule() -> None:
    citation = Citation("MEM-03.review_working_days", "《工会会员会籍管理办法》", "B", "national-1")
    assert Problem.of(Refusal("late", "晚了", rule=citation)).model_dump() == {
        "code": "late",
        "message": "晚了",
        "rule": "MEM-03.review_working_days",
        "citation": "《工会会员会籍管理办法》",
    }


@pytest.mark.django_db
def test_a_list_is_walked_from_slice_to_slice_without_losing_a_row() -> None:
    names = [make_union(f"工会 {number:02d}").name for number in range(7)]
    found: list[str] = []
    after = ""
    for _ in range(4):
        page = page_of(Organisation.objects.all(), Asked(size=2, after=after), order=("name", "id"))
        found += [union.name for union in page.items]
        after = page.next or ""
    assert (found, after) == (names, "")


@pytest.mark.django_db
@pytest.mark.parametrize("after", ["nonsense", "WyJhIl0", "é", "WyJhIiwgIm5vIG51bWJlciJd"])
def test_a_place_that_is_none_is_said_so(after: str) -> None:
    with pytest.raises(BadInput):
        page_of(Organisation.objects.all(), Asked(size=50, after=after), order=("name", "id"))


def test_a_page_names_its_items() -> None:
    assert Page[UnionOut].model_validate({"items": [{"name": "甲"}], "next": None}).items[0].name == "甲"
