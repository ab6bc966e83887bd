# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import subprocess
import sys

import pytest

from unionnet.cli import main
from unionnet.doors.drill import claim
from unionnet.doors.drill.claim import CLAIMS, Claim
from unionnet.foundation.server.begin import ROOT


def test_every_claim_has_its_test() -> None:
    known = [*range(1, 6), *range(8, 14), 16, *range(18, 26), 27, 28, *range(35, 39)]
    assert sorted(CLAIMS) == known
    assert [each.test for each in CLAIMS.values() if not (ROOT / each.test).exists()] == []


def test_a_proved_claim_is_one_json_object_on_stdout() -> None:
    command = [sys.executable, "-m", "unionnet", "drill", "claim", "8", "--runs", "3"]
    outcome = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    told = json.loads(outcome.stdout)
    assert outcome.returncode == 0
    assert (told["claim"], told["runs"], told["passed"], told["full"]) == (8, 3, True, False)
    assert 1.15 < told["measured"]["chi_square"] < 27.88
    assert told["figure"] == CLAIMS[8].figure
    assert "5 passed" in outcome.stderr


@pytest.mark.parametrize("words", ["assert False", "import pytest; pytest.skip('nothing was tried')"])
def test_what_fails_or_is_skipped_is_not_proved(
    words: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    test = ROOT / "var" / "test" / "test_unproved.py"
    test.parent.mkdir(parents=True, exist_ok=True)
    test.write_text(f"def test_nothing():\n    {words}\n", encoding="utf-8")
    monkeypatch.setitem(claim.CLAIMS, 8, Claim(str(test.relative_to(ROOT)), "nothing"))
    try:
        assert main(["drill", "claim", "8"]) == 1
    finally:
        test.unlink()
    assert json.loads(capfd.readouterr().out)["passed"] is False
