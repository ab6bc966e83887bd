# SPDX-License-Identifier: Apache-2.0
"""docs/ledger.md says what is proved, and by which journey. Here the page and the journeys must agree."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JOURNEYS = ROOT / "tests" / "journeys"
STATES = {"proved", "partial", "open", "context only"}
CLAIMED = {"proved", "partial"}


def rows() -> list[tuple[str, str, str]]:
    """(id, state, journeys) of every row of the page."""
    found = []
    for line in (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8").splitlines():
        if re.match(r"\| S\d-\d\d \|", line):
            ledger_id, _what, state, journeys = (cell.strip() for cell in line.strip("|").split("|"))
            found.append((ledger_id, state, journeys))
    return found


def journeys_of(ledger_id: str) -> list[str]:
    prefix = f"test_{ledger_id.lower().replace('-', '_')}_"
    return sorted(path.name for path in JOURNEYS.glob(f"{prefix}*.py"))


def test_every_row_has_one_of_the_known_states() -> None:
    assert {state for _id, state, _journeys in rows()} <= STATES
    assert len({ledger_id for ledger_id, _state, _journeys in rows()}) == len(rows())


def test_what_is_called_proved_has_its_journey() -> None:
    said = {i: sorted(re.findall(r"test_\w+\.py", names)) for i, state, names in rows() if state in CLAIMED}
    assert said == {ledger_id: journeys_of(ledger_id) for ledger_id in said}


def test_every_journey_stands_in_the_ledger() -> None:
    names = [re.match(r"test_s(\d)_(\d\d)_", path.name) for path in JOURNEYS.glob("test_s*.py")]
    walked = {f"S{match[1]}-{match[2]}" for match in names if match}
    assert walked == {ledger_id for ledger_id, state, _journeys in rows() if state in CLAIMED}


def test_an_open_row_claims_nothing() -> None:
    assert [i for i, state, names in rows() if state not in CLAIMED and names] == []
