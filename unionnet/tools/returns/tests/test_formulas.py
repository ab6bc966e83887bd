# SPDX-License-Identifier: Apache-2.0
"""The language of checks: what it reads, what it does not."""

from __future__ import annotations

import pytest

from unionnet.foundation.refusals import Refusal
from unionnet.tools.returns.formulas import Formula, Term, read_formula


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("A1 <= A2", Formula((Term(1, "A1"),), "<=", (Term(1, "A2"),))),
        ("a1＝b1＋b2", Formula((Term(1, "A1"),), "=", (Term(1, "B1"), Term(1, "B2")))),
        ("A1 - 2*A2 ≥ 3", Formula((Term(1, "A1"), Term(-2, "A2")), ">=", (Term(3),))),
        (
            "A1 ≈ 上期（A1） ±30％",
            Formula((Term(1, "A1"),), "~", (Term(1, "A1", is_last=True),), 30),
        ),
        ("A1 ~ last(A2) 5%", Formula((Term(1, "A1"),), "~", (Term(1, "A2", is_last=True),), 5)),
        ("LAST1 < 7", Formula((Term(1, "LAST1"),), "<", (Term(7),))),
    ],
)
def test_it_reads_what_officers_write(text: str, meant: Formula) -> None:
    assert read_formula(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("", "A1", "A1 = ", "= A1", "1 < 2", "A1 ≈ A2", "A1 = A2 A3", "A1 = (A2)", "A1 = A2 / 2"),
        *("A1 = A2; DROP TABLE", "A1 = __import__('os')", "A1 = A123456789", "A1 <= A2 <= A3", "中文 = A1"),
        *("A1 = " + "+".join(["A2"] * 40), "A1 = 99999999999999999999", "A1 = '1'"),
    ],
)
def test_everything_else_says_what_it_cannot_read(text: str) -> None:
    with pytest.raises(Refusal):
        read_formula(text)
