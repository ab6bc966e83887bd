# SPDX-License-Identifier: Apache-2.0
import pytest

from unionnet.foundation.moves import Moves
from unionnet.foundation.refusals import Citation, Refusal


def test_a_sentence_is_formatted_only_when_there_are_facts() -> None:
    assert str(Refusal("full", "满员率 100%")) == "满员率 100%"
    assert str(Refusal("soon", "%(when)s 开始", when="12:00")) == "12:00 开始"


def test_a_machine_reads_the_rule_and_its_source() -> None:
    refusal = Refusal("late", "太晚了", rule=Citation("X-02", "《民法典》第二百零三条", "A", "national 1"))
    assert refusal.as_json() == {
        "code": "late",
        "message": "太晚了",
        "rule": "X-02",
        "citation": "《民法典》第二百零三条",
    }


def test_only_rules_read_at_their_source_need_no_confirmation() -> None:
    assert [
        Citation("a", "b", certainty, "c").needs_local_confirmation
        for certainty in ("A", "A/R", "B", "C", "D")
    ] == [False, False, True, True, True]


MOVES = Moves({"assign": ({"open", "assigned"}, "assigned"), "resolve": ({"assigned"}, "resolved")})


def test_a_move_leads_to_its_state() -> None:
    assert MOVES.after("open", "assign") == "assigned"
    assert MOVES.open_from("assigned") == ["assign", "resolve"]


def test_a_move_that_is_not_open_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        MOVES.after("resolved", "assign")
    assert refused.value.code == "wrong_state"
